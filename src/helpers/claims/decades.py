"""Whether a measure has grown over several decades (ES-01b), for measures other than trade."""

from __future__ import annotations

from helpers.analysis import trends
from helpers.claims.change import Measure
from helpers.claims.trade import FEWEST, LONG_STRETCH
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome

# Years that the values must span before a rise counts as one of several decades; stated before any result.
SPAN = 15
ASKED = (f"The slope over the whole span, of {SPAN} years or more, is clear of zero upwards, and no fall that is more "
         f"than a trifle lasts {LONG_STRETCH} years or more; such a fall breaks it.")


def grown(measure: Measure, claimed: str, words: str = "") -> PartTest:
    """Return the test of one measure.

    Parameters
    ----------
    measure
        Its values, one a year.
    claimed
        The claim in a few words.
    words
        What else a reader has to know of the values, added to what was found.
    """
    values = measure.values.sort_values("year")
    years = (int(values["year"].min()), int(values["year"].max())) if len(values) else (0, 0)
    more = f"; {words}" if words else ""
    if len(values) < FEWEST:
        count = "no value" if values.empty else "1 value" if len(values) == 1 else f"{len(values)} values"
        found = f"{measure.name}: {count}, {FEWEST} wanted{more}"
        return PartTest("ES-01b", Outcome.OPEN, ASKED, claimed, found, measure.unit, n=len(values),
                        series=measure.series)
    line = trends.slope(values["year"], values["value"])
    fall = trends.monotony(values["year"], values["value"])
    fell = fall.setback_years or (0, 0)
    if fell[1] - fell[0] >= LONG_STRETCH and fall.setback > measure.trifle:
        outcome = Outcome.BROKEN
    elif years[1] - years[0] < SPAN:
        outcome = Outcome.OPEN
    else:
        outcome = Outcome.HOLDS if line.low > 0 else Outcome.BROKEN if line.high < 0 else Outcome.OPEN
    back = f", a fall of {measure.number(fall.setback, plus=False)} from {fell[0]} to {fell[1]}" if fell[1] else ""
    found = (f"{measure.name}, {years[0]} to {years[1]}: {measure.number(line.estimate)} {measure.unit} a year "
             f"[{measure.number(line.low)}; {measure.number(line.high)}]{back}{more}")
    return PartTest("ES-01b", outcome, ASKED, claimed, found, f"{measure.unit} a year", line.estimate, line.low,
                    line.high, len(values), measure.series)
