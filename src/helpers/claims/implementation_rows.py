"""The rows and titles of the figures on how the programmes were carried out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis import dated
from helpers.claims import hardest, route
from helpers.claims.implementation import CRISIS, STAGE
from helpers.data import dates
from helpers.evidence import sides
from helpers.evidence.findings import PartTest
from helpers.figures.intervals import Span

Tables = Mapping[str, pd.DataFrame]
STEPS = {"IMP-03a": "draft", "IMP-03c": "signed", "IMP-03d": "national act", "IMP-03b": "ratified by"}
# Steps from top to bottom.
ORDER = ("draft", "signed", *(f"ratified by {side}" for side in route.SIDES), "national act", "in force")
LANES = {"Minsk": "Minsk", "Moscow": "Moscow", "both": "Both sides"}
OPEN, SETTLED = "still open", "agreed"
KEPT, SHOWN = "Kept from the public", "Made public"
VOICES = {"IMP-06a": "Dependence on Putin in person", "ES-12b": "Delay on purpose by Minsk"}


def _step(row: Mapping[str, object]) -> str:
    """Return the step that a dated account on IMP-03 tells of."""
    part, (_, _, detail) = str(row["part_id"]), str(row["item"]).partition(", ")
    if part == "IMP-03d":
        return "in force" if detail or row["says"] == "no" else STEPS[part]
    return f"{STEPS[part]} {detail}" if part == "IMP-03b" else STEPS[part]


def steps(table: pd.DataFrame) -> pd.DataFrame:
    """Return the dated steps of the agreements of which two or more are known, the earliest agreement first."""
    mine = table[table["part_id"].isin(list(STEPS)) & table["first"].ne("") & table["item"].ne(route.LAW)]
    # A ratification still to come, or none at all, is no step; a national act needs one that is told outright.
    mine = mine[mine["part_id"].ne("IMP-03b") | mine["says"].eq("yes")]
    mine = mine[mine["part_id"].ne("IMP-03d") | mine["says"].ne("partly")]
    made = []
    for name in dict.fromkeys(route.agreement(str(item)) for item in mine["item"]):
        own = mine[[route.agreement(str(item)) == name for item in mine["item"]]]
        own = own.assign(item=[_step(row) for row in own.to_dict("records")])
        if own["item"].nunique() > 1:
            rows = dated.rows(own, dict.fromkeys(own["part_id"], name[:1].upper() + name[1:]))
            made.append(rows.sort_values("label", key=lambda cells: cells.map(ORDER.index), kind="stable"))
    made.sort(key=lambda rows: rows["first"].min())
    return pd.concat(made, ignore_index=True) if made else dated.rows(mine.iloc[:0], {})


def steps_title(table: pd.DataFrame) -> str:
    """Return how many agreements both parliaments ratified, as a sentence."""
    both = len(route.by_both(table))
    other = len(route.course(table, "IMP-03b")[1])
    return (f"Of {len(route.AGREEMENTS)} agreements {both or 'none'} {'is' if both == 1 else 'are'} known to have been "
            f"ratified by both parliaments, and {other or 'none'} went without")


def delays(table: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts of delay in lanes by side."""
    mine = table[table["part_id"].eq("ES-12a")]
    made = [dated.rows(mine[lane].assign(item=_deed(mine[lane])), {"ES-12a": name})
            for side, name in LANES.items() if (lane := mine["item"].str.startswith(side)).any()]
    return pd.concat(made, ignore_index=True) if made else dated.rows(mine, {})


def _deed(rows: pd.DataFrame) -> list[str]:
    """Return what an item says beside the side: kind of delay and deed."""
    found = []
    for item in rows["item"]:
        side, _, deed = str(item).partition(": ")
        kind = side.partition(", ")[2]
        found.append(f"{deed} ({kind})" if kind in ("active", "passive") else deed)
    return found


def delays_span() -> dict[str, Span]:
    """Return the first stage, for every lane."""
    return dict.fromkeys(LANES.values(), dated.span(*STAGE))


def delays_title(counts: Mapping[str, int]) -> str:
    """Return how accounts of delay spread over the sides, as a sentence."""
    if not counts:
        return "No account of delay is left under these choices"
    active, moscow, both = (counts.get(side, 0) for side in ("Minsk, active", "Moscow", "both"))
    return (f"Of {sum(counts.values())} accounts {active or 'none'} tell of active delay by Minsk, {moscow or 'none'} "
            f"of delay by Moscow and {both or 'none'} by both")


def topics(table: pd.DataFrame) -> pd.DataFrame:
    """Return the dated reports of topics as still open or as agreed, the topic open longest first."""
    made = []
    for topic in hardest.order(table)["topic"]:
        mine = table[table["item"].eq(topic) & table["says"].isin(["yes", "no"]) & table["part_id"].ne("CON-04d")
                     & table["first"].ge(hardest.FIRST[:7])]
        still = mine["says"].eq("no") == mine["part_id"].eq("CON-04c")
        mine = mine.assign(item=still.map({True: OPEN, False: SETTLED}))
        made.append(dated.rows(mine, dict.fromkeys(mine["part_id"], str(topic).capitalize())))
    return pd.concat(made, ignore_index=True) if made else dated.rows(table.iloc[:0], {})


def topics_title(table: pd.DataFrame) -> str:
    """Return which topic stayed open longest, and where customs stands, as a sentence."""
    ranked = hardest.order(table)
    known = ranked.dropna()
    if known.empty:
        return "No dated report of an open topic is left under these choices"
    last = known.iloc[0]
    title = f"{str(last['topic']).capitalize()} was the last topic reported as open, in {last['last_open']:%B %Y}"
    never = set(ranked["topic"]) - set(known["topic"])
    return f"{title}; customs was not once reported so" if hardest.CUSTOMS in never else title


def agreed_counts(series: pd.DataFrame) -> pd.DataFrame:
    """Return how many roadmaps or programmes were said to be agreed before signature.

    Parameters
    ----------
    series
        Rows of `impl_roadmaps_agreed`, `impl_roadmaps_agreed_of_30` and `impl_programmes_agreed`.

    Returns
    -------
    DataFrame
        Columns date, who, agreed, of, left; by date.
    """
    total = {"impl_roadmaps_agreed": 31, "impl_roadmaps_agreed_of_30": 30, "impl_programmes_agreed": 28}
    mine = series[series["series_id"].isin(list(total))].sort_values(["period", "edition"])
    of = mine["series_id"].map(total)
    return pd.DataFrame({"date": mine["period"], "who": mine["edition"].replace("", "not named"),
                         "agreed": mine["value"], "of": of, "left": of - mine["value"]}).reset_index(drop=True)


def secrecy(table: pd.DataFrame) -> pd.DataFrame:
    """Return the dated accounts of secrecy, and of texts made public."""
    secret, public = (table[table["says"].eq(word)] for word in ("yes", "partly"))
    return pd.concat([dated.rows(secret, {"IMP-06d": KEPT}), dated.rows(public, {"IMP-06d": SHOWN})],
                     ignore_index=True)


def secrecy_span() -> dict[str, Span]:
    """Return the time since the crisis, in which the claim puts the secrecy."""
    return {KEPT: dated.span(CRISIS, "2023-12-31")}


def secrecy_title(rows: pd.DataFrame) -> str:
    """Return how accounts of secrecy fall before and after the crisis, as a sentence."""
    kept = rows[rows["lane"].eq(KEPT)]
    before = int(kept["first"].lt(pd.Timestamp(CRISIS)).sum())
    return (f"{before} dated accounts tell of secrecy before August 2020, {len(kept) - before} only of later; "
            f"{int(rows['lane'].eq(SHOWN).sum())} tell of texts made public")


def voices(evidence: Mapping[str, pd.DataFrame], coder: str) -> pd.DataFrame:
    """Return who holds, limits or denies dependence in person, and delay on purpose."""
    return sides.table(pd.concat(list(evidence.values())), VOICES, coder)


def voices_title(found: pd.DataFrame) -> str:
    """Return how voices divide, as a sentence."""
    told = [f"{name[:1].lower()}{name[1:]} {sides.count(found, part, 'supports')} for and "
            f"{sides.count(found, part, 'contradicts')} against" for part, name in VOICES.items()]
    return f"Voices divide: on {', on '.join(told)}"


def trail(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return evidence by day: columns date, who, what."""
    rows = evidence.sort_values(["date_start", "fact_id"])
    return pd.DataFrame({"date": [dates.spell(cell) for cell in rows["date_start"]], "who": rows["actor"].tolist(),
                         "what": rows["statement"].tolist()})


def meanings(made: Mapping[str, tuple[PartTest, ...]]) -> pd.DataFrame:
    """Return the readings tried, part by part: columns part, if it means, then."""
    return pd.DataFrame([{"part": test.part_id, "if it means": label, "then": found}
                         for tests in made.values() for test in tests for label, found in test.tried],
                        columns=["part", "if it means", "then"])
