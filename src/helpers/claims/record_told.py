"""The words of the notebook on the implementation record: answers, titles and what is found, from the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

CLAIMED = {
    "IMP-07": "a significant number not implemented", "IMP-08": "missing technology and sabotage",
    "IMP-09": "7 of 28", "IMP-10": "3 more close to completion", "IMP-11": "no noticeable change in 2023",
    "IMP-12": "three important programmes implemented", "IMP-13": "hindrances in three programmes",
}
UNITS = dict.fromkeys(("IMP-07", "IMP-09", "IMP-10", "IMP-11", "IMP-12", "IMP-13"), "programmes")


def by_part(tests: Sequence[PartTest]) -> dict[str, PartTest]:
    """Return the first test of each part."""
    return {test.part_id: test for test in reversed(tests)}


def answer(tests: Mapping[str, Sequence[PartTest]]) -> str:
    """Return the notebook's answer from its tests."""
    start, rise, three = tests["IMP-09"][0], tests["IMP-11"][0], tests["IMP-12"][:3]
    first = {Outcome.HOLDS: "is what the official count says", Outcome.OPEN: "cannot be checked"}.get(
        start.outcome, "is not what every official count says")
    change = {Outcome.BROKEN: "is contradicted by every official count", Outcome.HOLDS: "is borne out by the counts",
              Outcome.OPEN: "cannot be checked"}.get(rise.outcome, "is borne out by some counts and not by others")
    missing = sum(test.outcome is Outcome.BROKEN for test in three)
    listed = (f"Of the three programmes that the commentary calls the most important of those implemented, {missing} "
              "are missing from the only list of finished programmes found."
              if any(test.outcome is not Outcome.OPEN for test in three) else
              "Which programmes were finished is not known under these choices.")
    return (f"Seven of 28 programmes at the start of 2023 {first}. That nothing noticeable had changed by the end of "
            f"2023 {change}: {rise.found}. Whether the work behind the numbers was real is a different question, on "
            f"which accounts differ. {listed}")


def measures_title(share: pd.DataFrame) -> str:
    """Return how the share of measures said to be done moved, as a sentence."""
    if len(share) < 2:
        return "Too few statements on measures are known to tell a change"
    first, last = share.sort_values("middle").iloc[[0, -1]].to_dict("records")
    return (f"The share of measures said to be done went from {first['low']:.0f} percent ({first['middle']:%B %Y}) to "
            f"{last['high']:.0f} ({last['middle']:%B %Y})")


def programmes_title(test: PartTest) -> str:
    """Return how the count of finished programmes moved in 2023, as a sentence."""
    return f"Programmes counted as finished, of 28: {test.found}"


def _second_stage(table: pd.DataFrame) -> pd.DataFrame:
    """Return the statements on the second stage: columns date, who, done (percent), and late measures where told."""
    share = table[table["series_id"].eq("impl_stage2_share_measures_done")]
    late = table[table["series_id"].eq("impl_stage2_measures_late")].set_index(["period", "edition"])["value"]
    keys = list(zip(share["period"], share["edition"], strict=True))
    return pd.DataFrame({"date": share["period"].to_numpy(), "who": share["edition"].to_numpy(),
                         "percent done": share["value"].to_numpy(),
                         "measures late": [f"{late[key]:g}" if key in late.index else "" for key in keys]}
                        ).sort_values(["date", "who"], ignore_index=True)


def second_stage(series: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Return what was said of the measures of 2024-2026, as a table and as a sentence.

    Parameters
    ----------
    series
        Rows of the series `impl_stage2_*`.
    """
    rows = _second_stage(series)
    if rows.empty:
        return rows, "No figure on the measures of 2024-2026 was known under these choices."
    done = {name: series.loc[series["series_id"].eq(f"impl_stage2_measures_{name}"), "value"] for name in
            ("done", "late", "total")}
    told = (f"For the measures of 2024-2026 the shares said to be done run from {rows['percent done'].min():.0f} to "
            f"{rows['percent done'].max():.0f} percent.")
    if all(len(values) for values in done.values()):
        of, late, total = (float(done[name].iloc[-1]) for name in ("done", "late", "total"))
        told += (f" One statement names measures that are late, {late:.0f} of {total:.0f}, beside {of:.0f} done "
                 f"({100 * of / total:.1f} percent): for the first stage no such count was found.")
    return rows, told


def _reasons(tests: Mapping[str, PartTest]) -> tuple[str, str]:
    others = [reading.item for reading in tests["IMP-08c"].readings if reading.cuts == "contradicts"]
    named = ", ".join(dict.fromkeys(others))
    one = len(others) == 1
    count = f"{len(others)} account{'' if one else 's'} name{'s' if one else ''} other reasons"
    if not others:
        return "no account names another reason", "No account that counts names a reason beside the two."
    return count, (f"{count} for the delay: {named}. Of the programmes, {tests['IMP-08a'].found}.")


def told(claim: str, tests: Sequence[PartTest]) -> tuple[str, str]:
    """Return what was found for a claim, short for the matrix and as one or two sentences."""
    made = by_part(tests)
    if claim == "IMP-07":
        left = made["IMP-07b"].found
        return left.split(" on 1 January")[0], f"{_capital(made['IMP-07a'].found)}. At the turn of the year: {left}."
    if claim == "IMP-08":
        return _reasons(made)
    if claim == "IMP-09":
        count = made["IMP-09a"].found
        return count, f"For 1 January 2023 the count is {count}; {made['IMP-09b'].found}."
    if claim == "IMP-10":
        near = made["IMP-10a"].found
        count = "there is " if made["IMP-10a"].outcome is Outcome.OPEN else "the number nearly finished is "
        return near.split(";")[0], f"For the start of 2023 {count}{near}. On the others: {made['IMP-10b'].found}."
    if claim == "IMP-11":
        rise = made["IMP-11a"].found
        return rise, f"Programmes counted as finished: {rise}. In fact, {made['IMP-11b'].found}."
    if claim == "IMP-12":
        return _three(made)
    names = {"IMP-13a": "payment systems", "IMP-13b": "gas market", "IMP-13c": "social and labour policy"}
    joined = {part: rule.combine(test.outcome for test in tests if test.part_id == part) for part in names}
    shown = {Outcome.HOLDS: "reported", Outcome.BROKEN: "denied", Outcome.CONTESTED: "disputed",
             Outcome.OPEN: "not shown"}
    return ("; ".join(f"{name.split(' and ')[0]} {shown[joined[part]]}" for part, name in names.items()),
            "Hindrances by programme. " + "; ".join(
                f"{_capital(name)}: {shown[joined[part]]} ({made[part].found})" for part, name in names.items()) + ".")


def _three(made: Mapping[str, PartTest]) -> tuple[str, str]:
    start = [made[part] for part in ("IMP-12a", "IMP-12b", "IMP-12c")]
    may = [made[part] for part in ("IMP-12d", "IMP-12e", "IMP-12f")]
    missing = sum(test.outcome is Outcome.BROKEN for test in start)
    by_may = sum(test.outcome is Outcome.HOLDS for test in may)
    if all(test.outcome is Outcome.OPEN for test in start):
        return "no list known", "No list of finished programmes is known under these choices."
    return (f"{missing} of {len(start)} missing from the list",
            f"{missing} of the {len(start)} programmes are missing from the only list of programmes finished at the "
            f"start of 2023. By May 2024 accounts show {by_may} of them as implemented.")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
