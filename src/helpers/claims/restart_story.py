"""The words of the notebook on the restart of 2020: what was found for each claim, in a cell and in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from helpers.evidence import rule
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

CLAIMED = {
    "ES-07": "the crisis weakened Lukashenka and Russia used it to restart the talks",
    "DIV-07": "interests that did not match stalled deep integration",
    "DIV-09": "more intense roadmap talks from September 2020",
    "DIV-10": "first significant results announced in April 2021",
    "DIV-11": "Decree No 6 of November 2021 carries the stage 2021-2023",
}
Tests = Mapping[str, Sequence[PartTest]]


def number(count: int, one: str) -> str:
    """Return a count with its noun."""
    return f"{count} {one}{'' if count == 1 else 's'}"


def by_part(tests: Sequence[PartTest]) -> dict[str, tuple[PartTest, ...]]:
    """Return tests by the letter of their part."""
    made: dict[str, tuple[PartTest, ...]] = {}
    for test in tests:
        letter = test.part_id[-1]
        made[letter] = (*made.get(letter, ()), test)
    return made


def cuts(test: PartTest, way: str) -> int:
    """Return how many of the facts that a test compared cut one way."""
    return len({reading.fact_id for reading in test.readings if reading.cuts == way})


def gives(test: PartTest, cut: str = "") -> str:
    """Return what the accounts give, those that cut one way where told, in the order of their facts."""
    told = dict.fromkeys(reading.gives for reading in test.readings if not cut or reading.cuts == cut)
    return "; ".join(told) or "nothing"


def _short(test: PartTest) -> str:
    return test.found.split(";")[0]


def outcome(tests: Sequence[PartTest]) -> Outcome:
    """Return what the tests of one part come to."""
    return rule.combine(test.outcome for test in tests)


def _restart(made: Mapping[str, tuple[PartTest, ...]], sides: Sequence[int]) -> tuple[str, str]:
    standing, terms = made["a"]
    after, arranged = made["b"]
    used = made["c"][0]
    planned = {Outcome.BROKEN: "an arrangement before the election is on record",
               Outcome.HOLDS: "no arrangement before the election is on record"}.get(
                   arranged.outcome, "whether it was arranged before cannot be told")
    return (f"{cuts(after, 'supports')} of {after.n} date it after the election; {planned}",
            f"That the crisis weakened him: {standing.found}; that his terms became worse: {_short(terms)}. Of "
            f"{number(after.n or 0, 'account')} that date the restart, {cuts(after, 'contradicts')} put talks before "
            f"the election, and {planned}. That Moscow made use of his weakness: {used.found}.")


def _stall(made: Mapping[str, tuple[PartTest, ...]], sides: Sequence[int]) -> tuple[str, str]:
    demands, freeze, stall, cause = (made[letter][0] for letter in "abcd")
    moved = cuts(freeze, "contradicts")
    return (f"deep talks before 2018: {number(moved, 'account')}; block of 2019: {_short(cause)}",
            f"Dated demands that were opposed, {demands.found}. Standstill before 2018: {freeze.found}. Standstill "
            f"from December 2019: {_short(stall)}. That opposed interests were the block: {cause.found}.")


def _resumed(made: Mapping[str, tuple[PartTest, ...]], sides: Sequence[int]) -> tuple[str, str]:
    day, pace = made["a"][0], made["b"][0]
    return (f"{cuts(day, 'supports')} of {number(day.n or 0, 'account')} date the restart to that month",
            f"The restart is dated {day.found}. That talks were more intense than before: {pace.found}.")


def _april(made: Mapping[str, tuple[PartTest, ...]], sides: Sequence[int]) -> tuple[str, str]:
    day, first, much = made["a"][0], made["b"][0], made["c"][0]
    earlier = cuts(first, "contradicts")
    return (f"{much.found.split(';')[0]}; counts of the kind before: {earlier}",
            f"The announcement: {day.found}. Counts of the same kind announced before: {earlier} "
            f"({gives(first, 'contradicts')}). What April brought: {much.found}.")


def _decree(made: Mapping[str, tuple[PartTest, ...]], sides: Sequence[int]) -> tuple[str, str]:
    day, figure, stage = made["a"][0], made["c"][0], made["e"][0]
    return (f"{day.found.split(' in ')[0]}; number: {_short(figure)}",
            f"The decree is dated {day.found}. That its number is 6: {_short(figure)}. That its stage is 2021-2023: "
            f"{stage.found}. The text was not read.")


TELL: Mapping[str, Callable[[Mapping[str, tuple[PartTest, ...]], Sequence[int]], tuple[str, str]]] = {
    "ES-07": _restart, "DIV-07": _stall, "DIV-09": _resumed, "DIV-10": _april, "DIV-11": _decree,
}


def told(claim: str, tests: Sequence[PartTest], sides: Sequence[int]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as one or two sentences.

    Parameters
    ----------
    sides
        Rows of evidence for, against and qualifying it.
    """
    return TELL[claim](by_part(tests), sides)


def answer(made: Tests) -> str:
    """Return the notebook's answer from its tests."""
    es, div7, div9, div10, div11 = (by_part(made[claim]) for claim in CLAIMED)
    arranged = {Outcome.BROKEN: "The Belarusian record of the time says that the arrangement was older than the "
                                "election"}.get(es["b"][1].outcome, "Whether it had been arranged before the election "
                                                                    "cannot be told")
    before = {Outcome.BROKEN: " The standstill before 2018 does not reach back to its first year claimed.",
              Outcome.HOLDS: " Before 2018 talks on a constitution and a currency stood still."}.get(
                  div7["b"][0].outcome, "")
    month = {Outcome.HOLDS: "The restart is dated to September 2020.",
             Outcome.CONTESTED: "The accounts of the restart do not agree on September 2020.",
             Outcome.BROKEN: "The accounts of the restart speak against September 2020."}.get(
                 div9["a"][0].outcome, "When talks resumed cannot be told from these accounts.")
    cause = {Outcome.HOLDS: "Opposed interests are named as what blocked the signature of December 2019",
             Outcome.BROKEN: "Another cause than opposed interests is named for the block of December 2019"}.get(
                 div7["d"][0].outcome, "What blocked the signature of December 2019 cannot be told")
    used = {Outcome.HOLDS: "accounts agree that Moscow made use of his weakness",
            Outcome.BROKEN: "accounts name another cause than his weakness",
            Outcome.CONTESTED: "whether Moscow's use of his weakness was the cause is disputed"}.get(
                es["c"][0].outcome, "whether Moscow made use of his weakness cannot be told")
    april = {Outcome.BROKEN: "April 2021 brought results, but not the first: counts as high had been announced before.",
             Outcome.HOLDS: "April 2021 brought the first results of the kind."}.get(
                 div10["b"][0].outcome, "Whether the results of April 2021 were the first cannot be told.")
    decree = {Outcome.HOLDS: "The decree of November 2021 is dated as claimed."}.get(
        div11["a"][0].outcome, "The decree of November 2021 is not dated well enough to tell.")
    return f"{cause}.{before} {month} {arranged}, and {used}. {april} {decree}"
