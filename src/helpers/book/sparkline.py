"""Sparklines: a series in the size of a word, as SVG in the colour of the text around it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from helpers.book import html
from helpers.data import dates

WIDTH, HEIGHT, EDGE = 132, 30, 4
# Whose values are drawn where a series has several states, and with whom.
STATE, PARTNER = "BLR", "RUS"
# Only values that one office counts alike, period after period, are joined by a line.
REGULAR = frozenset({"annual", "monthly"})
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


class Shown(NamedTuple):
    """The values that a sparkline shows, by day, and whose they are."""

    rows: pd.DataFrame
    whose: str


def number(value: float) -> str:
    """Return a number short enough for a sentence.

    Examples
    --------
    >>> number(8.11e9), number(0.4567), number(-12345)
    ('8.11 billion', '0.457', '-12,300')
    """
    for scale, word in SCALES:
        if abs(value) >= scale:
            return f"{value / scale:.3g} {word}"
    return f"{float(f'{value:.3g}'):,.10g}"


def shown(rows: pd.DataFrame) -> Shown:
    """Return the values to draw of one series: Belarus and Russia where it has them, else what it has most of."""
    told = []
    for column, wanted in (("entity", STATE), ("partner", PARTNER)):
        counts = rows[column].value_counts()
        if len(counts) > 1:
            pick = wanted if wanted in counts.index else str(counts.index[0])
            rows = rows[rows[column].eq(pick)]
            told.append(pick)
    days = [dates.middle(str(period)).toordinal() for period in rows["period"]]
    drawn = rows.assign(day=days).sort_values(["day", "value"], kind="stable")
    return Shown(drawn, " with ".join(told))


def label(seen: Shown) -> str:
    """Return in words what a sparkline shows."""
    rows = seen.rows
    first, last = rows.iloc[0], rows.iloc[-1]
    whose = f"{seen.whose}: " if seen.whose else ""
    if len(rows) == 1:
        return f"{whose}{number(first['value'])} in {dates.spell(first['period'])}, the only value"
    low, high = rows.loc[rows["value"].idxmin()], rows.loc[rows["value"].idxmax()]
    return (f"{whose}from {number(first['value'])} in {dates.spell(first['period'])} to {number(last['value'])} in "
            f"{dates.spell(last['period'])}; lowest {number(low['value'])} in {dates.spell(low['period'])}, highest "
            f"{number(high['value'])} in {dates.spell(high['period'])}")


def svg(rows: pd.DataFrame, frequency: str) -> str:
    """Return the sparkline of one series.

    A line for a regular series; dots where values are single, or where sources or sides compete. The scale runs
    from the lowest value to the highest: a sparkline shows the course, the words beside it give the size.

    Parameters
    ----------
    rows
        Rows of the table `series` of one series, at least one.
    frequency
        As `series_meta` has it.
    """
    seen = shown(rows)
    days, values = seen.rows["day"], seen.rows["value"]
    across, up = float(days.max() - days.min()) or 1.0, float(values.max() - values.min()) or 1.0
    # A single day, or a value that never changes, stands in the middle.
    x0 = EDGE if days.max() > days.min() else WIDTH / 2
    y0 = HEIGHT - EDGE if values.max() > values.min() else HEIGHT / 2
    points = [(x0 + (day - days.min()) / across * (WIDTH - 2 * EDGE),
               y0 - (value - values.min()) / up * (HEIGHT - 2 * EDGE)) for day, value in zip(days, values, strict=True)]
    joined = days.is_unique and frequency in REGULAR
    drawn = _line(points) if joined else "".join(_dot(point) for point in dict.fromkeys(points))
    return (f'<svg class="spark" role="img" aria-label="{html.text(label(seen))}" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}">{drawn}</svg>')


def _line(points: list[tuple[float, float]]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    line = (f'<polyline points="{path}" fill="none" stroke="currentColor" stroke-width="1.3" '
            'stroke-linejoin="round"/>' if len(points) > 1 else "")
    return line + _dot(points[-1], 2.4)


def _dot(point: tuple[float, float], radius: float = 1.7) -> str:
    return f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{radius:g}" fill="currentColor"/>'
