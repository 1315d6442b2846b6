"""Tests of ES-04, and of what dated facts on arms, troops and exercises can settle of ES-01, ES-02 and ES-03."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.data import dates
from helpers.evidence import accounts, rule, voices
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome
from helpers.evidence.voices import Row

if TYPE_CHECKING:
    from helpers.study import Study

WRITTEN, YEAR_END = "2024-05-16", date(2023, 12, 31)
# Whoever saw warheads: an account of that kind is looked for, and none has been found so far.
SEEN = "seen by others"
STEPS = {"legal room": "legal room for the weapons", "decision announced": "the decision announced",
         "agreement signed": "an agreement of the two states"}
LANES = {"legal room": "Law changed", "decision announced": "Announced", "agreement signed": "Agreed",
         "the store": "Store built", "delivery, as said": "Delivered, as both states say",
         "accepted by others": "Accepted by others", "not yet there": "Not yet there",
         "denied": "Denied", SEEN: "Seen by others"}
# Speakers as a figure has room for them.
SHORT = {
    "Ministry of Defence of Belarus; Ministry of Defence of Russia": "Both ministries of defence",
    "Unnamed US and Western officials": "Western officials",
    "Intelligence services of Lithuania": "Lithuanian services",
    "Authorities of Belarus": "Belarus", "Federation of American Scientists": "US scientists (FAS)",
    "US Defense Intelligence Agency": "US military intelligence", "Kyrylo Budanov": "Budanov, Ukraine",
    "Oleh Ivashchenko": "Ivashchenko, Ukraine", "Aliaksandr Lukashenka": "Lukashenka", "Vladimir Putin": "Putin",
}
ALLIANCE = ("atop_defense", "atop_nonagg")
# Facts that quote the register of arms transfers; its rows may not be passed on, so they are shown and not counted.
ARMS = {"ES-01b": ("politics-052", "politics-050"), "ES-02b": ("politics-050", "politics-051"),
        "ES-03b": ("politics-051",)}
SOLDIERS = "persons"


def _presence(row: Row) -> int | None:
    """Hold an account against presence by the end of 2023.

    An arrival by then speaks for it. Absence on an earlier day says nothing of the rest of the year; absence later
    speaks against it, since nobody told of a withdrawal. Works on a store are no warheads.
    """
    early, late = accounts.span(row)
    if row["item"] == "the store":
        return None if row["says"] == "no" and late < YEAR_END else 0
    if row["says"] == "yes":
        return 1 if early <= YEAR_END else None
    return (-1 if late > YEAR_END else None) if row["says"] == "no" else 0


def _gives(row: Row) -> str:
    told = {"yes": "yes", "no": "no", "partly": "in part"}[str(row["says"])]
    return f"{row['item']}: {told}, {accounts.when(row)}"


def presence(table: pd.DataFrame, standard: str) -> PartTest:
    """Test whether warheads were in Belarus before the end of 2023 (ES-04a).

    Parameters
    ----------
    table
        Accounts on ES-04.
    standard
        `asserted`: what is said counts as voices do, the two governments included. `verified`: somebody independent
        of both must have seen them. Where nobody has, and independent accounts point both ways, it is disputed;
        where they do not, the test cannot decide.
    """
    asked = ("Presence said is not presence seen. It holds when somebody independent of both governments saw warheads "
             "before 2024, breaks when somebody showed that there were none, and is disputed when independent accounts "
             "say both." if standard == "verified" else
             "Every account of presence by the end of 2023 counts as a voice, those of the two governments included.")
    rows = [row for row in accounts.of_part(table, "ES-04a") if row["says"] and row["first"]]
    others = [row for row in rows if row["family"] not in voices.OFFICIAL]
    said = [row for row in rows if row["family"] in voices.OFFICIAL]
    seen = {_presence(row) for row in others if row["item"] == SEEN}
    cuts = {_presence(row) for row in others}
    verified = Outcome.OPEN
    if 1 in seen or -1 in seen:
        verified = Outcome.CONTESTED if {1, -1} <= seen else Outcome.HOLDS if 1 in seen else Outcome.BROKEN
    elif {1, -1} <= cuts:
        verified = Outcome.CONTESTED
    asserted = rule.by_voices("date", accounts.tally(rows, "ES-04a", "date", _presence))
    count = {"said": min(2, len({row["family"] for row in said if _presence(row) == 1})),
             "accepted": _speakers(others, 1), "denied": _speakers(others, -1)}
    both = {0: "no government", 1: "one government", 2: "both governments"}[count["said"]]
    found = (f"said by {both}, accepted by {count['accepted']} others, denied by {count['denied']}, "
             f"seen by {'some' if 1 in seen else 'none'}") if rows else "no account read"
    made = accounts.readings(rows, _presence, _gives)
    tried = (("asserted is enough", _words(asserted)), ("must be verified", _words(verified)))
    return PartTest("ES-04a", verified if standard == "verified" else asserted, asked,
                    "warheads were in Belarus before the end of 2023", found, n=len(made),
                    rows=tuple(dict.fromkeys(reading.fact_id for reading in made)), tried=tried, readings=made)


def _speakers(rows: Sequence[Row], sign: int) -> int:
    return len({row["actor"] for row in rows if _presence(row) == sign})


def _words(outcome: Outcome) -> str:
    return {Outcome.HOLDS: "it was there", Outcome.BROKEN: "it was not there", Outcome.CONTESTED: "accounts differ",
            Outcome.OPEN: "cannot be told"}[outcome]


def steps_taken(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether law, decision and agreement were in place by the end of 2023, each by its accounts (ES-04c)."""
    made = []
    for item, claimed in STEPS.items():
        mine = table[table["part_id"].eq("ES-04c") & table["item"].eq(item)]
        made.append(accounts.date(mine, "ES-04c", "2021-12", "2023-12", claimed, kind="sequence"))
    return tuple(made)


def nuclear(table: pd.DataFrame, standard: str) -> tuple[PartTest, ...]:
    """Return the tests of ES-04."""
    return (presence(table, standard),
            accounts.says(table, "ES-04b", "Russian weapons under Russian control"),
            *steps_taken(table),
            accounts.says(table, "ES-04d", "no step weighed more", kind="ranking", until=WRITTEN,
                          asked="Who ranks the stationing above all other steps, and who names a weightier one or a "
                                "wish of Minsk."))


def alliance(series: pd.DataFrame) -> PartTest:
    """Test whether alliance obligations between the two states grew (ES-01a): they must vary to show anything."""
    asked = "Obligations of defence and non-aggression, year by year; a constant cannot show growth."
    mine = series[series["series_id"].isin(ALLIANCE)]
    coded = mine[mine["value"].eq(1)]
    if mine.empty:
        return PartTest("ES-01a", Outcome.OPEN, asked, "military integration has grown", "no year known", n=0,
                        series=ALLIANCE)
    by = mine.groupby("series_id")["value"].agg(["size", "sum"])
    same = [f"{int(row['sum'])} of {int(row['size'])}" for _, row in by.iterrows()]
    found = (f"in force in {' and '.join(dict.fromkeys(same))} years from {coded['period'].min()} to "
             f"{coded['period'].max()}, so without any trend" if len(coded) else "in force in no year")
    return PartTest("ES-01a", Outcome.OPEN, asked, "military integration has grown", found, n=len(mine),
                    series=ALLIANCE)


def arms(part_id: str, facts: pd.DataFrame) -> PartTest:
    """Test what is quoted of arms deliveries (ES-01b, ES-02b, ES-03b): it stays open, and says why.

    Parameters
    ----------
    facts
        The facts of `ARMS` that count for the reader.
    """
    asked = ("Russia's share in arms delivered, and their volume, against earlier years. The register may not be "
             "passed on, so quoted sums are shown and cannot be recomputed here.")
    mine = facts[facts["fact_id"].isin(ARMS[part_id])].sort_values("date_start")
    told = [f"{_quantity(row)} in {_years(row)}" for row in mine.to_dict("records")]
    found = f"{', '.join(told)}, quoted and not counted" if told else "nothing quoted that counts here"
    return PartTest(part_id, Outcome.OPEN, asked, "military dependence grew", found, n=len(mine),
                    rows=tuple(mine["fact_id"]))


def _quantity(row: Mapping[str, Any]) -> str:
    value, unit = float(row["quantity"]), str(row["unit"])
    if unit == "percent":
        return f"{value:g} percent from Russia"
    return f"{value / 1e6:.1f} million of the register's units ({unit})"


def _years(row: Mapping[str, str]) -> str:
    first, last = row["date_start"][:4], row["date_end"][:4]
    return f"{first}-{last}" if last and last != first else first


def matched(table: pd.DataFrame) -> PartTest:
    """Test whether the one exercise known before and after 2020 brought more Russian soldiers (ES-02a)."""
    asked = ("The same exercise, before and after August 2020: Russian soldiers in Belarus as announced. One pair can "
             "point a way and decides nothing.")
    rows = [row for row in accounts.of_part(table, "ES-02a", ["Zapad exercise"]) if pd.notna(row["low"])]
    rows.sort(key=lambda row: str(row["first"]))
    told = ", ".join(f"{row['low']:.0f} in {accounts.when(row)}" for row in rows)
    change = rows[-1]["low"] - rows[0]["low"] if len(rows) > 1 else None
    return PartTest("ES-02a", Outcome.OPEN, asked, "military integration went faster after 2020",
                    f"Zapad: {told}, as announced" if rows else "no pair known", "soldiers",
                    None if change is None else float(change), n=len(rows),
                    rows=tuple(str(row["fact_id"]) for row in rows))


def exercises(part_id: str, table: pd.DataFrame, since: str) -> PartTest:
    """Test what accounts say of exercises and troops after a date (ES-02a, ES-03a): no count by year exists."""
    return accounts.says(table, part_id, f"military integration went faster after {since}", kind="change",
                         asked=f"Who says that exercises or troops grew after {since}, who says the contrary; a series "
                               "that counts them was not found.")


def tests(tables: Mapping[str, pd.DataFrame], series: pd.DataFrame, facts: pd.DataFrame,
          standard: str) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests by claim.

    Parameters
    ----------
    tables
        Accounts by claim.
    series
        Rows of the alliance series.
    facts
        Facts that quote the register of arms transfers.
    standard
        What presence asks for: verified or asserted.
    """
    return {
        "ES-01": (alliance(series), arms("ES-01b", facts)),
        "ES-02": (exercises("ES-02a", tables["ES-02"], "2020"), matched(tables["ES-02"]), arms("ES-02b", facts)),
        "ES-03": (exercises("ES-03a", tables["ES-03"], "February 2022"), arms("ES-03b", facts)),
        "ES-04": nuclear(tables["ES-04"], standard),
    }


CLAIMED = {"ES-01": "integration that has grown for decades", "ES-02": "faster after 2020",
           "ES-03": "faster still after February 2022", "ES-04": "tactical nuclear weapons stationed in 2023"}


def told(claim: str, made: Sequence[PartTest]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as one or two sentences."""
    first = made[0]
    if claim == "ES-04":
        by = {test.claimed: test for test in made}
        words = {Outcome.HOLDS: "That counts as presence here.", Outcome.BROKEN: "That counts as absence here.",
                 Outcome.CONTESTED: "Presence was asserted and not verified, and accounts differ.",
                 Outcome.OPEN: "Presence was asserted and not verified."}
        agreed = by[STEPS["agreement signed"]].found
        return (first.found,
                f"Warheads in Belarus: {first.found}. {words[first.outcome]} The agreement is dated {agreed}; "
                f"on Russian control {made[1].found.split(';')[0]}.")
    if claim == "ES-01":
        return first.found, (f"The alliance was {first.found}. Russia's share in arms delivered: {made[1].found}.")
    if claim == "ES-02":
        return first.found, f"On exercises after 2020 {first.found}. {made[1].found}. No count by year was found."
    return first.found, f"On exercises and troops after February 2022 {first.found}. No count by year was found."


def of(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the tests of the notebook `defence` under its parameters."""
    tables = {claim: study.accounts(claim) for claim in ("ES-02", "ES-03", "ES-04")}
    wanted = dict.fromkeys(fact for facts in ARMS.values() for fact in facts)
    return tests(tables, study.series(*ALLIANCE), study.facts(*wanted), study.parameters["standard"])


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `defence`, in claim order."""
    return [Finding(claim, CLAIMED[claim], *told(claim, made), tests=made) for claim, made in of(study).items()]


def answer(made: Mapping[str, Sequence[PartTest]]) -> str:
    """Return the notebook's answer."""
    nuclear_tests = made["ES-04"]
    words = {Outcome.HOLDS: "counts as shown", Outcome.BROKEN: "counts as refuted",
             Outcome.CONTESTED: "is disputed", Outcome.OPEN: "rests on what was said"}
    room = rule.combine(test.outcome for test in nuclear_tests if test.part_id == "ES-04c")
    control = rule.combine(test.outcome for test in nuclear_tests if test.part_id == "ES-04b")
    steps = {Outcome.HOLDS: "Announcement and agreement came before the end of 2023"}.get(
        room, "Whether announcement and agreement came in time cannot be told")
    stays = {Outcome.HOLDS: "control stays with Moscow"}.get(control, "who controls the weapons cannot be told")
    return (f"{steps}, and {stays}. That warheads lay in Belarus in 2023 {words[nuclear_tests[0].outcome]}: "
            f"{nuclear_tests[0].found}. On exercises and troops nobody published a count by year, so a faster pace can "
            "only be told from single figures.")


def record(table: pd.DataFrame) -> pd.DataFrame:
    """Return the nuclear record as dated steps in lanes, one row a statement.

    Parameters
    ----------
    table
        Accounts on ES-04.

    Returns
    -------
    DataFrame
        Columns lane, who, first, last (days), says, asserted_by, fact_id; in the order of the lanes and days.
    """
    mine = table[table["item"].isin(list(LANES)) & table["first"].ne("") & table["part_id"].isin(["ES-04a", "ES-04c"])]
    rows = []
    for row in mine.to_dict("records"):
        early, late = accounts.span(row)
        rows.append({"lane": LANES[row["item"]], "who": SHORT.get(row["actor"], row["actor"]),
                     "first": pd.Timestamp(early), "last": pd.Timestamp(late), "says": row["says"],
                     "asserted_by": row["asserted_by"], "event": row["event_id"] or row["fact_id"],
                     "fact_id": row["fact_id"]})
    found = pd.DataFrame(rows, columns=["lane", "who", "first", "last", "says", "asserted_by", "event", "fact_id"])
    # Reports of one statement are one step; where they differ, the more careful one is drawn.
    care = {"partly": 0, "no": 1, "yes": 2}
    order = {lane: place for place, lane in enumerate(LANES.values())}
    found = found.assign(place=found["lane"].map(order), care=found["says"].map(care))
    found = found.sort_values(["place", "first", "care", "fact_id"]).drop_duplicates(["lane", "event"])
    found = found.drop_duplicates(["lane", "who", "first"])
    return found.drop(columns=["place", "care", "event"]).reset_index(drop=True)


def record_title(steps: pd.DataFrame) -> str:
    """Return what the record of steps shows, as a sentence."""
    seen = int(steps["lane"].eq(LANES[SEEN]).sum())
    said = steps[steps["lane"].eq(LANES["delivery, as said"])]
    if said.empty:
        return "No statement on a delivery counts under these parameters"
    return (f"The two governments spoke of the delivery {len(said)} times; "
            f"{'nobody else tells' if not seen else f'{seen} others tell'} of having seen a warhead")


def denial_words(steps: pd.DataFrame) -> str:
    """Return what a denial of presence can bear, where there is one."""
    denied = steps[steps["lane"].eq(LANES["denied"])]
    if denied.empty:
        return "No denial that speaks of the end of the year counts under these parameters."
    when = dates.spell(str(denied["first"].max().date())[:7])
    return (f"The denial was made in {when}. It speaks of the time at which it was made, so it bears on 2023 by "
            "inference only.")


def law_words(made: Sequence[PartTest]) -> str:
    """Return why the change of law stays open where its dates agree, if it does."""
    law = next(test for test in made if test.claimed == STEPS["legal room"])
    if law.outcome is not Outcome.OPEN or not law.readings:
        return "Each step of ES-04c is tested by its own dated accounts."
    return ("Each step of ES-04c is tested by its own dated accounts. The change of law stays open although its dates "
            "agree with the claim: its accounts are coded as indirect, so together they weigh too little for the rule.")


def soldiers(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the numbers of Russian soldiers in Belarus that anyone gave, by day.

    Returns
    -------
    DataFrame
        Columns what, when, first (day), soldiers, asserted_by, actor, fact_id.
    """
    table = pd.concat([tables["ES-02"], tables["ES-03"]], ignore_index=True)
    mine = table[table["unit"].eq(SOLDIERS) & table["low"].notna()]
    rows = [{"what": row["item"], "when": accounts.when(row), "first": pd.Timestamp(accounts.span(row)[0]),
             "soldiers": row["low"], "asserted_by": row["asserted_by"], "actor": row["actor"],
             "fact_id": row["fact_id"]} for row in mine.to_dict("records")]
    columns = ["what", "when", "first", "soldiers", "asserted_by", "actor", "fact_id"]
    return pd.DataFrame(rows, columns=columns).sort_values("first", ignore_index=True)


def soldiers_title(rows: pd.DataFrame) -> str:
    """Return how the numbers of soldiers run, as a sentence."""
    if rows.empty:
        return "No number of Russian soldiers is known under these parameters"
    most, last = rows.loc[rows["soldiers"].idxmax()], rows.iloc[-1]
    return (f"{len(rows)} numbers by different speakers: the most Russian soldiers, {most['soldiers']:,.0f}, in "
            f"{dates.spell(str(most['first'].date())[:7])}, and {last['soldiers']:,.0f} in "
            f"{dates.spell(str(last['first'].date())[:7])}")


def part_table(made: Mapping[str, Sequence[PartTest]]) -> pd.DataFrame:
    """Return the tests as a table: part, outcome, claimed, found."""
    return pd.DataFrame([{"part": test.part_id, "outcome": str(test.outcome), "claimed": test.claimed,
                          "found": test.found} for tests_made in made.values() for test in tests_made],
                        columns=["part", "outcome", "claimed", "found"])
