"""Tests of what the 28 programmes are: ES-08, ES-09, ES-11, DIV-12, DIV-13, IMP-02, INF-01 to INF-03."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from helpers.claims import judged, readings
from helpers.evidence import accounts
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import THRESHOLDS, Outcome

if TYPE_CHECKING:
    from helpers.study import Study

NUMBER = 28
NEARLY_ALL, MOST = 0.8, 0.5
ADOPTED, WRITTEN = "2021-12", "2024-05-16"
# Sectors that the claims name, and the programmes that our table has for each.
NAMED = {
    "transport": ("P12", "P26"),
    "finance": ("P04", "P06", "P27"),
    "taxation": ("P08",),
    "customs": ("P08",),
    "farming": ("P17",),
    "manufacturing": ("P18",),
    "trade": ("P22",),
    "communications": ("P25",),
}
FOUR = ("transport", "finance", "taxation", "customs")
SEVEN = ("farming", "manufacturing", "trade", "transport", "communications", "taxation", "finance")
DOMAINS = {
    "DIV-13a": "transport control",
    "DIV-13b": "finance and banking",
    "DIV-13c": "taxation",
    "DIV-13d": "customs control",
}
MODEL = {"yes": Outcome.HOLDS, "no": Outcome.BROKEN}


def named(programmes: pd.DataFrame, sectors: Sequence[str]) -> dict[str, Outcome]:
    """Return which sectors have a programme with a name and a source in our table; the rest are unknown."""
    known = set(programmes.loc[programmes["title_en"].ne("") & programmes["source_ids"].ne(""), "programme_id"])
    return {sector: Outcome.HOLDS for sector in sectors if known & set(NAMED[sector])}


def package(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test number, year and signing of the roadmaps (ES-08)."""
    return (
        accounts.count(table, "ES-08a", NUMBER, NUMBER, "28 roadmaps"),
        accounts.date(table, "ES-08b", "2021", "2021", "the step was taken in 2021"),
        accounts.says(table, "ES-08c", "signed, not only approved"),
    )


def coverage(table: pd.DataFrame, areas: pd.DataFrame, programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test which areas the 28 reach (ES-09)."""
    return (
        judged.covered("ES-09a", areas, NEARLY_ALL, "nearly every strategic area is reached"),
        accounts.members(
            table, "ES-09b", FOUR, "transport, finance, taxation and customs are covered", known=named(programmes, FOUR)
        ),
    )


def decree(table: pd.DataFrame, areas: pd.DataFrame, programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test number and sectors of the programmes in the decree (DIV-12)."""
    return (
        accounts.count(table, "DIV-12a", NUMBER, NUMBER, "28 union programmes"),
        judged.covered("DIV-12b", areas, NEARLY_ALL, "nearly all strategic sectors are covered"),
        accounts.members(
            table, "DIV-12c", SEVEN, "a programme for each of the seven sectors", known=named(programmes, SEVEN)
        ),
    )


def threats(table: pd.DataFrame, shares: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test which roadmaps threaten sovereignty most (ES-11): analysts who rank them, and a score.

    Parameters
    ----------
    shares
        As `analysis.scores.ranks` returns it, for the sectors that stand for the five roadmaps and the rest.
    """
    made: list[PartTest] = []
    for part_id, (name, sector) in judged.ROADMAPS.items():
        claimed = f"{name} among the gravest threats"
        made += [accounts.says(table, part_id, claimed, "ranking"), judged.ranked(part_id, shares, sector, claimed)]
    claimed = "no area outside the five threatens more"
    return (*made, accounts.says(table, "ES-11f", claimed, "ranking"), judged.none_above("ES-11f", shares, claimed))


def domains(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test the domains, their means and their rank (DIV-13)."""
    made = []
    for part_id, name in DOMAINS.items():
        claimed, asked = f"one unified domain in {name}", "A plan or a system for it, by any account."
        made.append(
            readings.across(
                {
                    "when adopted": readings.within(table, part_id, claimed, "set", "2019", ADOPTED, asked),
                    "when the text came out": readings.within(table, part_id, claimed, "set", "2019", WRITTEN, asked),
                },
                asked,
            )
        )
    return (
        *made,
        accounts.says(
            table,
            "DIV-13e",
            "by integrated information systems",
            "mechanism",
            "Which accounts tell of joined systems, and which of national ones that are linked.",
        ),
        accounts.says(table, "DIV-13f", "this objective stands above the others", "ranking"),
    )


def focus(table: pd.DataFrame, sortings: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whether the programmes concentrate on five fields (IMP-02)."""
    made = [
        accounts.members(table, part_id, [area], f"{area} among the fields", known=judged.held(sortings, area))
        for part_id, area in judged.FIELDS.items()
    ]
    claimed = "the five together are the focus"
    return (
        *made,
        accounts.says(table, "IMP-02f", claimed, "ranking"),
        judged.share("IMP-02f", sortings, MOST, claimed),
    )


def influence(table: pd.DataFrame, programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whom the programmes strengthen and whose law changes (INF-01)."""
    all_of_them = list(programmes["programme_id"])
    return (
        accounts.members(table, "INF-01a", all_of_them, "practically all raise Russian influence", 0.9),
        accounts.members(table, "INF-01b", all_of_them, "the changes of law fall mostly on Belarus", MOST),
        readings.unread(
            "INF-01c",
            "An account that traces influence to the changed law is needed.",
            "one-sided change of law is why influence grows",
            "no account traces it",
        ),
    )


def models(table: pd.DataFrame, programmes: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test whose law and whose norms are the model (INF-02)."""
    known = {
        row.programme_id: MODEL[row.names_russian_model]
        for row in programmes.itertuples()
        if row.names_russian_model in MODEL
    }
    all_of_them = list(programmes["programme_id"])
    return (
        accounts.members(
            table, "INF-02a", all_of_them, "Russian law is the model in most programmes", MOST, known=known
        ),
        accounts.members(table, "INF-02b", all_of_them, "Russian norms are taken over in most programmes", MOST),
    )


def builders(table: pd.DataFrame) -> tuple[PartTest, ...]:
    """Test who builds the systems (INF-03): one builder from elsewhere breaks `only`."""
    return (
        accounts.says(
            table,
            "INF-03a",
            "Russian companies build the systems",
            "set",
            "A Russian builder is named, system by system; who owns or runs one is not its builder.",
        ),
        accounts.says(
            table,
            "INF-03b",
            "nobody but Russian companies builds them",
            "set",
            "One builder from elsewhere breaks it; who owns or runs a system is not its builder.",
        ),
    )


CLAIMED = {
    "ES-08": "28 roadmaps signed in 2021",
    "ES-09": "nearly all strategic areas covered",
    "ES-11": "five roadmaps threaten most",
    "DIV-12": "28 programmes, almost all strategic sectors",
    "DIV-13": "unified domains by joint information systems",
    "IMP-02": "a focus on five fields",
    "INF-01": "practically all raise Russian influence",
    "INF-02": "Russian law and norms are the model",
    "INF-03": "only Russian builders",
}


def tests(study: Study) -> dict[str, tuple[PartTest, ...]]:
    """Return the computed tests by claim, in the order of the notebook's claims."""
    table = {claim: study.accounts(claim) for claim in study.notebook.settles}
    programmes, areas, sortings = (study.table(name) for name in ("programmes", "areas", "sortings"))
    shares = judged.shares(study.table("scores"), programmes, study.parameters["draws"])
    made = {
        "ES-08": package(table["ES-08"]),
        "ES-09": coverage(table["ES-09"], areas, programmes),
        "ES-11": threats(table["ES-11"], shares),
        "DIV-12": decree(table["DIV-12"], areas, programmes),
        "DIV-13": domains(table["DIV-13"]),
        "IMP-02": focus(table["IMP-02"], sortings),
        "INF-01": influence(table["INF-01"], programmes),
        "INF-02": models(table["INF-02"], programmes),
        "INF-03": builders(table["INF-03"]),
    }
    return {claim: made[claim] for claim in study.notebook.settles}


def told(claim: str, made: Sequence[PartTest]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as one or two sentences."""
    found: dict[str, list[PartTest]] = {}
    for test in made:
        found.setdefault(test.part_id[-1], []).append(test)
    first = {letter: tests[0].found for letter, tests in found.items()}
    if claim == "ES-08":
        return first["a"], f"The number in the accounts: {first['a']}. Of signing, {first['c'].split(';')[0]}."
    if claim == "ES-09":
        return first["a"], (
            f"Strategic areas that a programme reaches: {first['a']}. Of transport, finance, taxation "
            f"and customs {first['b']}."
        )
    if claim == "DIV-12":
        return first["a"], (
            f"The number in the accounts: {first['a']}. Strategic areas reached: {first['b']}. Of the seven "
            f"sectors named {first['c']}."
        )
    if claim == "DIV-13":
        held = sum(test.outcome is Outcome.HOLDS for part in DOMAINS for test in found[part[-1]])
        return (
            f"{held} of {len(DOMAINS)} domains with a plan or system at both times",
            f"{held} of the {len(DOMAINS)} domains have a plan or a system by accounts of both times. "
            f"That it is the aim above the others: {first['f']}.",
        )
    if claim == "ES-11":
        above, roadmaps = found["f"][-1].found, [part[-1] for part in judged.ROADMAPS]
        named = sum(any(reading.cuts == "supports" for reading in found[letter][0].readings) for letter in roadmaps)
        return f"{named} of {len(roadmaps)} called grave threats by an account read", (
            f"Accounts name {named} of the {len(roadmaps)} roadmaps among the gravest threats. Scored on written "
            f"criteria: {above}."
        )
    if claim == "IMP-02":
        share = found["f"][-1].found
        return share, f"Share of the 28 programmes that fall into the five fields: {share}."
    if claim == "INF-01":
        return first["b"], (
            f"Programmes whose changes of law fall on Belarus: {first['b']}. Of those that raise Russian "
            f"influence {first['a']}."
        )
    if claim == "INF-02":
        return first["a"], (
            f"Programmes with Russian law as the stated model: {first['a']}. With Russian norms taken over: "
            f"{first['b']}."
        )
    return (
        first["b"].split(";")[0],
        f"On a Russian builder {first['a'].split(';')[0]}; on a builder from elsewhere "
        f"{first['b'].split(';')[0]}. Owners and operators are known, makers hardly ever.",
    )


def settle(study: Study) -> list[Finding]:
    """Return the findings of the notebook `programmes`, in claim order."""
    return [Finding(claim, CLAIMED[claim], *told(claim, made), tests=made) for claim, made in tests(study).items()]


def known_of(programmes: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of each programme, for the tile grid.

    Returns
    -------
    DataFrame
        Columns programme_id, title, sector, instrument (blank where unknown), acts, model, builder (whether known).
    """
    return pd.DataFrame(
        {
            "programme_id": programmes["programme_id"],
            "title": programmes["title_en"],
            "sector": programmes["sector"],
            "instrument": programmes["instrument"],
            "acts": programmes["key_acts"].str.strip().ne("") & ~programmes["key_acts"].str.startswith("None found"),
            "model": programmes["names_russian_model"].isin(list(MODEL)),
            "builder": programmes["russian_it_supplier"].ne(""),
        }
    )


def answer(made: Mapping[str, Sequence[PartTest]], known: pd.DataFrame) -> str:
    """Return the notebook's answer from its tests."""
    titled, acts, model = int(known["title"].ne("").sum()), int(known["acts"].sum()), int(known["model"].sum())
    reach = made["ES-09"][0].found
    return (
        f"{titled} of {len(known)} programmes can be named, and acts are known for {acts}; whose law is the model is "
        f"stated for {model}. Of the strategic areas on our list, {reach}. What the programmes do to Belarusian law "
        "can be told for single ones, not for the whole."
    )


def tiles_title(known: pd.DataFrame) -> str:
    """Return how much is known of the programmes, as a sentence."""
    named, acts = int(known["title"].ne("").sum()), int(known["acts"].sum())
    model = int(known["model"].sum())
    return f"{named} of {len(known)} programmes have a name, acts are known for {acts}, a model is stated for {model}"


def areas_title(areas: pd.DataFrame) -> str:
    """Return how many strategic areas are reached by the judgement of both coders, as a sentence."""
    by = areas.pivot(index="area", columns="coder", values="reached")
    whole, outside = int(by.eq("yes").all(axis=1).sum()), int(by.eq("no").all(axis=1).sum())
    return f"{whole} of {len(by)} strategic areas are reached and {outside} lie outside, as all who judged it say"


def threat_title(shares: pd.DataFrame) -> str:
    """Return which sectors are among the first whatever is unknown, as a sentence."""
    low = shares.groupby("sector")["share"].min()
    sure = sorted(low[low >= THRESHOLDS.grid_share].index)
    if not sure:
        return "No sector is among the first whatever the unknown scores are"
    return f"Among the first whatever the unknown scores are: {', '.join(sure)}"
