"""The words of the notebook on 1990 to 2020: what was found for each claim, in a cell and in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.analysis import standstill
from helpers.data import dates
from helpers.evidence import accounts
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

CLAIMED = {
    "ES-06": "diverging interests froze the talks until 2020",
    "PRE-01": "a concept of November 2016 made Belarus a regional priority",
    "PRE-02": "the roadmap idea was first put forward in December 2018",
    "PRE-03": "roadmaps for one economic space and for political integration",
    "PRE-04": "Medvedev stressed the need for supranational bodies",
    "PRE-06": "a joint working group was then set up for an action programme",
    "PRE-07": "the programme was to be signed in December 2019",
    "PRE-08": "talks paused from December 2019 to September 2020",
    "DIV-01": "Lukashenka set the Union State going, with Yeltsin",
    "DIV-02": "Lukashenka wanted more than the Belarusian presidency",
    "DIV-03": "talks were frozen from 2005 to 2018",
}
DRAFTED, BEFORE = "as drafted in 2019", "in the 1990s"


def number(count: int, one: str) -> str:
    """Return a count with its noun."""
    return f"{count} {one}{'' if count == 1 else 's'}"


def against(test: PartTest) -> int:
    """Return how many dated events, each once, speak against a standstill."""
    return len({(reading.item, reading.gives) for reading in test.readings if reading.cuts == "contradicts"})


@dataclass(frozen=True)
class Told:
    """What the sentences on one claim draw on.

    Parameters
    ----------
    tests
        Its tests, by the letter of the part; the first of each part.
    table
        Its accounts.
    sides
        Rows of evidence for, against and qualifying it.
    """

    tests: Mapping[str, PartTest]
    table: pd.DataFrame
    sides: tuple[int, ...]

    def found(self, letter: str) -> str:
        """Return what a part's test found, without its asides."""
        return self.tests[letter].found.split(";")[0]

    def day(self, letter: str) -> str:
        """Return the date that most accounts give."""
        return self.found(letter).split(" in ")[0]

    def reading(self, letter: str, name: str) -> str:
        """Return what was found for one thing that a part could mean."""
        return dict(self.tests[letter].tried).get(name, "no account read").split(";")[0]

    def still(self, letter: str) -> str:
        """Return since when a standstill is told of, as an aside; blank where no account does."""
        day = standstill.first_told(self.table, self.tests[letter].part_id)
        return f"a standstill is told of from {dates.spell(day.isoformat())}" if day else ""

    def rows(self) -> str:
        """Return how many rows of evidence stand on each side."""
        supports, contradicts, qualifies = self.sides
        return f"{supports} rows support it, {contradicts} contradict it and {qualifies} limit it"


def _joined(*parts: str) -> str:
    return "; ".join(filter(None, parts))


def _until_2020(told: Told) -> tuple[str, str]:
    rounds, summits = number(against(told.tests["a"]), "round"), number(against(told.tests["c"]), "summit")
    still = told.still("c")
    return (_joined(f"{rounds} of talks in 2018-2020", still),
            f"Against a freeze of years: {rounds} of talks between the presidents in 2018 to 2020. Against the pause "
            f"of 2019-2020 alone: {summits} with integration on the agenda{'; ' + still if still else ''}. That "
            f"opposed interests were the cause: {told.found('b')}.")


def _concept(told: Told) -> tuple[str, str]:
    return (f"approved: {told.day('a')}; its wording on Belarus was not read",
            f"The date of its approval: {told.found('a')}. What it says of Belarus was not read in any copy, so "
            f"wording and rank stay open. That it was new against the concept of 2013: {told.found('d')}.")


def _roadmap(told: Told) -> tuple[str, str]:
    return (f"the word: {told.found('a')}; the idea: {told.found('d')}",
            f"The word roadmap was {told.tests['a'].found}. As to the idea: {told.tests['b'].found}. That "
            f"the statement of December 2018 holds it: {told.found('d')}.")


def _aims(told: Told) -> tuple[str, str]:
    economy, politics = told.reading("a", DRAFTED), told.reading("b", DRAFTED)
    return (f"political aims: {politics}",
            f"That the drafts of 2019 aimed at one economic space: {economy}. That they aimed at political "
            f"integration: {politics}. They were never published; on the aims as stated in 2018 nothing was read.")


def _bodies(told: Told) -> tuple[str, str]:
    return (f"named: {told.found('a')}; called for: {told.found('b')}",
            f"That he named such bodies: {told.found('a')}. That he stressed a need for them: {told.found('b')}. What "
            "was read are reports, not the transcript.")


def _group(told: Told) -> tuple[str, str]:
    rows = accounts.of_part(told.table, told.tests["a"].part_id)
    days = sorted(dates.last_day(str(row["first"])) for row in rows if row["first"])
    ends = list(dict.fromkeys(dates.spell(day.isoformat()) for day in (days[0], days[-1]))) if days else []
    between = " to ".join(ends) or "no dated account"
    return (f"set up: {between}",
            f"Dates given for its setting up: {between}. That a programme of action was its task: {told.found('b')}.")


def _planned(told: Told) -> tuple[str, str]:
    return told.tests["a"].found, f"The day meant for the signature: {told.tests['a'].found}."


def _pause(told: Told) -> tuple[str, str]:
    summits, still = number(against(told.tests["b"]), "summit"), told.still("b")
    return (_joined(f"{summits} within it", still),
            f"Talks on integration between the last of 2019 and September 2020: {summits}"
            f"{'; ' + still if still else ''}. The restart: {told.found('c')}. That opposed interests led to the "
            f"break: {told.found('d')}.")


def _makers(told: Told) -> tuple[str, str]:
    split = told.tests["b"].outcome is Outcome.CONTESTED
    begun = "is told both ways" if split else f"is told in {number(told.tests['b'].n or 0, 'account')}"
    return (f"treaty: {told.day('a')}; who set it going {begun}",
            f"The date of the treaty: {told.found('a')}. That Lukashenka set it going: {told.tests['b'].found}. That "
            f"Yeltsin was the other party: {told.found('c')}.")


def _ambition(told: Told) -> tuple[str, str]:
    before = told.reading("a", BEFORE)
    return f"in the 1990s: {before}", f"On his wish for more, {told.tests['a'].found}. Of all evidence {told.rows()}."


def _freeze(told: Told) -> tuple[str, str]:
    acts, deep, still = against(told.tests["a"]), against(told.tests["b"]), told.still("b")
    return (_joined(f"meetings and acts within it: {acts}", still),
            f"Meetings and acts of the Union State within the years said to be frozen: {acts}. Of talks on a "
            f"constitution or a currency there are {deep}{', and ' + still if still else ''}.")


TELL: Mapping[str, Callable[[Told], tuple[str, str]]] = {
    "ES-06": _until_2020, "PRE-01": _concept, "PRE-02": _roadmap, "PRE-03": _aims, "PRE-04": _bodies,
    "PRE-06": _group, "PRE-07": _planned, "PRE-08": _pause, "DIV-01": _makers, "DIV-02": _ambition,
    "DIV-03": _freeze,
}


def told(claim: str, tests: Sequence[PartTest], table: pd.DataFrame, sides: tuple[int, ...]) -> tuple[str, str]:
    """Return what was found for a claim, short for a table and as one or two sentences.

    Parameters
    ----------
    tests
        Its tests.
    table
        Its accounts.
    sides
        Rows of evidence for, against and qualifying it.
    """
    return TELL[claim](Told({test.part_id[-1]: test for test in reversed(tests)}, table, sides))


def answer(made: Mapping[str, Sequence[PartTest]], tables: Mapping[str, pd.DataFrame]) -> str:
    """Return the notebook's answer from its tests."""
    by = {claim: Told({test.part_id[-1]: test for test in reversed(tests)}, tables[claim], (0, 0, 0))
          for claim, tests in made.items()}

    def outcome(claim: str, letter: str) -> Outcome:
        return by[claim].tests[letter].outcome

    acts, still = against(by["DIV-03"].tests["a"]), by["DIV-03"].still("b")
    freeze = {Outcome.BROKEN: f"Talks on the Union State did not stop in the years said to be frozen: {acts} meetings "
                              "and acts are dated there."}.get(
        outcome("DIV-03", "a"), "Whether talks on the Union State stopped in those years cannot be told.")
    deep = f" Of a constitution and a currency, though, {still}." if still else ""
    word, held = by["PRE-02"].tests["a"].found, by["PRE-02"].tests["d"]
    scenarios = ("what the statement of December 2018 holds by the reports read are scenarios" if held.n else
                 "no report of the statement of December 2018 counts here")
    followed = {outcome("PRE-06", "a"), outcome("PRE-07", "a")}
    after = ("as claimed" if followed == {Outcome.HOLDS} else "not as claimed" if Outcome.BROKEN in followed else
             "not dated well enough to tell")
    pause = by["PRE-08"].still("b")
    summits = against(by["PRE-08"].tests["b"])
    broke = f" As for the break of 2019-2020, {pause}. Summits within it: {summits}." if pause else ""
    concept = {Outcome.HOLDS: "is dated as claimed"}.get(outcome("PRE-01", "a"), "is not dated well enough to tell")
    return (f"{freeze}{deep} The word roadmap was {word}; {scenarios}. The working group and the planned signature are "
            f"{after}.{broke} The concept of 2016 {concept}; its wording on Belarus was not read.")
