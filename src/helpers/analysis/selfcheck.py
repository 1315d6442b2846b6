"""Do the tests keep their word? Series in which nothing happened, and how often each test says that something did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis import comparators, instability, trends

Floats = NDArray[np.float64]
Alarm = Callable[[Floats], bool]
SEED, DRAWS = 20240516, 300
# As long as the shares of trade: yearly values, the last two of them late.
YEARS = np.arange(2001, 2023, dtype=float)
SINCE, PRE, POST = 2021, (2015, 2020), (2021, 2022)
STATES = 9
CORRELATIONS = (0.0, 0.5)


class Checked(NamedTuple):
    """How often a test was wrong in series without any trend or step.

    Parameters
    ----------
    test
        What was tried.
    correlation
        Between the noise of one year and the next.
    asked, found
        Share of false alarms that the test promises, and that it gave.
    draws
        Simulated series.
    """

    test: str
    correlation: float
    asked: float
    found: float
    draws: int


def red_noise(rng: np.random.Generator, rho: float, rows: int, size: int) -> Floats:
    """Return series of standard noise, each year correlated with the last by `rho`: shape (rows, size)."""
    shocks = rng.normal(size=(rows, size))
    made = np.empty_like(shocks)
    made[:, 0] = shocks[:, 0]
    for place in range(1, size):
        made[:, place] = rho * made[:, place - 1] + np.sqrt(1 - rho**2) * shocks[:, place]
    return made


def _slope(values: Floats) -> bool:
    line = trends.slope(YEARS, values)
    return line.low > 0 or line.high < 0


def _rank(values: Floats) -> bool:
    return trends.mann_kendall(YEARS, values).p_value < 0.05


def _later(values: Floats, model: str) -> bool:
    made = trends.later_against_earlier(YEARS, values, SINCE, "trend" if model == "trend" else "level")
    return made.excess_low > 0 or made.excess_high < 0


def _end(values: Floats) -> bool:
    return instability.end_of_sample(YEARS, values, SINCE).p_value <= 0.1


ALONE: tuple[tuple[str, float, Alarm], ...] = (
    ("slope of a trend, robust interval", 0.05, _slope),
    ("trend by ranks", 0.05, _rank),
    ("late years beyond the earlier level", 0.05, partial(_later, model="level")),
    ("late years beyond the earlier trend", 0.05, partial(_later, model="trend")),
    ("end of a series left its past", 0.10, _end),
)


def _panel(values: Floats) -> pd.DataFrame:
    states = [f"S{place}" for place in range(len(values))]
    return pd.DataFrame({"entity": np.repeat(states, len(YEARS)), "year": np.tile(YEARS.astype(int), len(values)),
                         "value": values.ravel()})


def _others(rng: np.random.Generator, rho: float, draws: int) -> float:
    """Return how often one state of several, none of which moved, is said to have moved more than the rest."""
    found = [comparators.difference(_panel(red_noise(rng, rho, STATES, len(YEARS))), "S0", PRE, POST)
             for _ in range(draws)]
    return float(np.mean([one.low > 0 or one.high < 0 for one in found if one]))


def checked(draws: int = DRAWS) -> Iterator[Checked]:
    """Yield the false alarms of every test, for noise without and with memory; the same numbers at every call.

    Parameters
    ----------
    draws
        Simulated series for each test and correlation. With 300, a share near 0.05 is known to about 0.025.
    """
    for rho in CORRELATIONS:
        rng = np.random.default_rng(SEED)
        noise = red_noise(rng, rho, draws, len(YEARS))
        for name, asked, alarm in ALONE:
            yield Checked(name, rho, asked, float(np.mean([alarm(values) for values in noise])), draws)
        yield Checked("change against comparators", rho, 0.05, _others(rng, rho, draws), draws)


def table(draws: int = DRAWS) -> pd.DataFrame:
    """Return the false alarms of every test as a table: test, correlation, asked, found, draws."""
    return pd.DataFrame([one._asdict() for one in checked(draws)]).round({"found": 3})
