"""The time line: events in lanes, each a lollipop on a bar as long as its date is coarse.

    study.figure(timeline.events(rows, lanes, (1990, 2027)), "road-timeline", size=(6.4, timeline.height(...)), ...)

Names never overlap and no stem runs through one: a name is set at the lowest level at which it is free, and is
left out where no level is. Which names to try is the caller's choice; whatever is not named is in the table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette, perspective
from helpers.figures.style import SMALL

# Points of the axes on a page of 6.4 inches, a little less than what the layout leaves.
WIDE = 440.0
# Points between head and name and around both; levels that names may use.
GAP, CLEAR, MOST = 4.5, 3.0, 5
# Ways of setting the names that are followed, and what a name left out costs, in levels.
BEAM, DROPPED = 400, 100.0
# In levels: the head of an event without a name, the space above the names, the name of the lane.
LOW, AIR, HEADING = 0.42, 0.25, 1.0
# Inches of one level, and for all that is no lane.
LEVEL, FRAME = 0.172, 2.1


@dataclass(frozen=True)
class Name:
    """A name to be set: where its event stands and where the words run, in points.

    Parameters
    ----------
    x
        The event.
    start, end
        The words.
    """

    x: float
    start: float
    end: float

    @classmethod
    def beside(cls, x: float, width: float, wide: float = WIDE) -> tuple[Name, ...]:
        """Return where the words can run: at the right of the head, or at its left, within the page."""
        sides = cls(x, x + GAP, x + GAP + width), cls(x, x - GAP - width, x - GAP)
        return tuple(side for side in sides if side.start >= 0 and side.end <= wide)

    def covers(self, x: float) -> bool:
        """Tell whether a stem at `x` would run through the words."""
        return self.start - CLEAR < x < self.end + CLEAR and x != self.x


def clash(one: tuple[Name, int], other: tuple[Name, int]) -> bool:
    """Tell whether two names at their levels overlap, or the stem of one runs through the other."""
    (a, level_a), (b, level_b) = one, other
    # Heads count as part of the words.
    apart = max(a.end, a.x) + CLEAR <= min(b.start, b.x) or max(b.end, b.x) + CLEAR <= min(a.start, a.x)
    if level_a == level_b:
        return not apart
    low, high = (a, b) if level_a < level_b else (b, a)
    return low.covers(high.x) or (low.x == high.x and not apart)


# What setting the names so far costs, and how each was set.
_Way = tuple[float, tuple[tuple[Name, int] | None, ...]]


@lru_cache(maxsize=64)
def place(names: tuple[tuple[Name, ...], ...], most: int = MOST) -> tuple[tuple[Name, int] | None, ...]:
    """Return side and level (from 1 up) of each name; None where it found no room.

    Parameters
    ----------
    names
        For each event, from the left to the right, the places that its words could have, the preferred one first.
    most
        Highest level.

    Notes
    -----
    Of all ways to set the names so far that look alike to the names to come, the best is followed: the one that
    sets most names, and then sets them low. No more than `BEAM` are followed at a time.
    """
    ways: list[_Way] = [(0.0, ())]
    for index, options in enumerate(names):
        longer: list[_Way] = [(cost + DROPPED, (*way, None)) for cost, way in ways]
        for side, name in enumerate(options):
            longer += [(cost + level + 0.5 * side, (*way, (name, level)))
                       for cost, way in ways for level in range(1, most + 1)
                       if not any(clash((name, level), other) for other in way if other)]
        # Names that end before whatever comes can touch nothing any more.
        reach = min((name.start for later in names[index + 1:] for name in later), default=math.inf) - CLEAR
        best: dict[tuple[tuple[Name, int], ...], _Way] = {}
        for way in sorted(longer, key=lambda way: way[0]):
            near = (found for found in way[1] if found and max(found[0].end, found[0].x) > reach - CLEAR)
            best.setdefault(tuple(near), way)
        ways = list(best.values())[:BEAM]
    return ways[0][1]


def year(day: pd.Timestamp) -> float:
    """Return a day as a year with its fraction."""
    start, end = pd.Timestamp(day.year, 1, 1), pd.Timestamp(day.year + 1, 1, 1)
    return float(day.year + (day - start).days / (end - start).days)


def _levels(rows: pd.DataFrame, shown: tuple[int, int]) -> pd.DataFrame:
    """Return the rows with `from`, `to` and `x` (years), `level` (0 without a name) and `right` (its side)."""
    first, last = shown
    points = WIDE / (last - first)
    made = rows.assign(**{"from": [year(day) for day in rows["first"]], "x": [year(day) for day in rows["at"]],
                          "to": [year(day + pd.Timedelta(days=1)) for day in rows["last"]], "level": 0, "right": True})
    for _, mine in made[made["short"]].sort_values("x", kind="stable").groupby("lane", sort=False):
        names = tuple(Name.beside((x - first) * points, labels.width(label, SMALL))
                      for x, label in zip(mine["x"], mine["label"], strict=True))
        for index, found in zip(mine.index, place(names), strict=True):
            if found:
                made.loc[index, ["level", "right"]] = found[1], found[0].start > found[0].x
    return made


def _tops(made: pd.DataFrame, lanes: Sequence[str]) -> dict[str, float]:
    """Return how many levels each lane takes."""
    return {lane: max(1, int(made.loc[made["lane"].eq(lane), "level"].max())) + AIR + HEADING + LOW
            for lane in lanes if made["lane"].eq(lane).any()}


def height(rows: pd.DataFrame, lanes: Sequence[str], shown: tuple[int, int]) -> float:
    """Return how tall the figure should be, in inches."""
    return round(FRAME + LEVEL * float(sum(_tops(_levels(rows, shown), lanes).values())), 2)


def named(rows: pd.DataFrame, shown: tuple[int, int]) -> pd.Series:
    """Return which events have their name in the figure."""
    return _levels(rows, shown)["level"].gt(0)


def events(rows: pd.DataFrame, lanes: Sequence[str], shown: tuple[int, int], band: tuple[float, float] | None = None,
           told: str = "") -> Draw:
    """Return a drawing of events in lanes.

    Parameters
    ----------
    rows
        Columns lane, label, short (whether to try to name it), first, at, last (days as datetime64: ends of the bar
        and place of the mark), who (a cell of `asserted_by`).
    lanes
        From the top down; lanes without events are left out.
    shown
        First and last year of the axis.
    band
        A span of years to be tinted, and what it is called.

    Notes
    -----
    Where a reader's choices leave no event, the drawing says so.
    """
    if rows.empty:
        return lambda fig, mode, palette: labels.nothing(fig)
    made = _levels(rows, shown)
    tops = _tops(made, lanes)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        ground = 0.0
        if band:
            ax.axvspan(*band, color=palette.accent, alpha=0.10, linewidth=0, zorder=0.4)
            for edge in band:
                ax.axvline(edge, color=palette.accent, linewidth=0.6, zorder=0.5)
        for lane, top in tops.items():
            ground -= top
            ax.text(shown[0], ground + top - HEADING * 0.75, lane.capitalize(), fontweight=600, color=palette.ink,
                    fontsize=SMALL + 1.5, va="center")
            ax.axhline(ground, color=palette.muted, linewidth=0.8, zorder=1)
            _lane(ax, made[made["lane"].eq(lane)], ground, palette)
        ax.set_ylim(ground - 0.5, 0.1)
        labels.years(ax, *shown, every=5)
        ax.set_xlim(shown[0], shown[1])
        ax.set_yticks([])
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
        _legend(fig, [perspective(who) for who in made["who"]], told if band else "", palette)

    return draw


def _lane(ax: Axes, mine: pd.DataFrame, ground: float, palette: Palette) -> None:
    for row in mine.to_dict("records"):
        colour = palette.voice(str(row["who"]))
        head = ground + (row["level"] or LOW)
        ax.plot([row["from"], row["to"]], [ground, ground], color=colour, linewidth=3.6, alpha=0.55, linestyle="-",
                solid_capstyle="butt", zorder=1.5)
        ax.plot([row["x"], row["x"]], [ground, head], color=colour, linewidth=0.8, linestyle="-", zorder=2)
        ax.plot(row["x"], head, MARKERS[perspective(str(row["who"]))], color=colour, linestyle="none", markersize=4.6,
                zorder=3)
        if row["level"]:
            ax.annotate(str(row["label"]), (row["x"], head), xytext=(GAP if row["right"] else -GAP, 0),
                        textcoords="offset points", ha="left" if row["right"] else "right", va="center_baseline",
                        fontsize=SMALL, color=palette.ink, zorder=4)


def _legend(fig: SubFigure, who: list[str], told: str, palette: Palette) -> None:
    handles: list[Line2D | Patch] = [
        Line2D([], [], marker=MARKERS[key], color=palette.perspectives[key], linestyle="none", label=name)
        for key, name in PERSPECTIVES.items() if key in who]
    if told:
        handles.append(Patch(facecolor=palette.accent, alpha=0.3, label=told))
    fig.legend(handles=handles, loc="outside upper left", ncols=3, handletextpad=0.3, columnspacing=1.2,
               borderaxespad=0.1)
