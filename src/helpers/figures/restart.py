"""Figure of the restart: how many roadmaps or programmes were said to be still open, by whom and when."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import DateFormatter, MonthLocator, date2num
from matplotlib.figure import SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from helpers.figures import labels
from helpers.figures.export import Draw
from helpers.figures.palette import MARKERS, PERSPECTIVES, Palette, perspective


def still_open(rows: pd.DataFrame, claimed: tuple[pd.Timestamp, pd.Timestamp], election: pd.Timestamp) -> Draw:
    """Return a drawing of every count of what was still open: a dot, with the range of its number and of its date.

    Parameters
    ----------
    rows
        As `claims.restart_rows.still_open` returns them.
    claimed
        First and last day of the month in which results are said to have been announced.
    election
        The day of the election.
    """
    if rows.empty:
        return lambda fig, mode, palette: labels.nothing(fig)

    def draw(fig: SubFigure, mode: str, palette: Palette) -> None:
        ax = fig.subplots()
        ax.axvspan(float(date2num(claimed[0])), float(date2num(claimed[1])), color=palette.accent, alpha=0.16,
                   linewidth=0)
        day = float(date2num(election))
        ax.axvline(day, color=palette.ink, linewidth=1.0, linestyle="-")
        top = float(rows["high"].max()) + 0.9
        ax.text(day, top, " election", va="top", fontsize=9.5, color=palette.ink)
        # Beside the dot where another stands close before it, else above.
        near = rows["first"].diff().lt(pd.Timedelta(days=30))
        for row, beside in zip(rows.to_dict("records"), near, strict=True):
            first, last = date2num([row["first"], row["last"]])
            middle, centre = (first + last) / 2, (row["low"] + row["high"]) / 2
            colour = palette.voice(str(row["who"]))
            ax.plot([first, last], [centre, centre], color=colour, linewidth=1.6, linestyle="-")
            ax.plot([middle, middle], [row["low"], row["high"]], color=colour, linewidth=3.0, linestyle="-")
            ax.plot(middle, centre, MARKERS[perspective(str(row["who"]))], color=colour, linestyle="none",
                    markersize=7.0, zorder=3)
            words = f"{row['low']:g}" if row["low"] == row["high"] else f"{row['low']:g} to {row['high']:g}"
            ax.annotate(words, (middle, centre if beside else row["high"]), xytext=(7, 0) if beside else (0, 6),
                        textcoords="offset points", ha="left" if beside else "center",
                        va="center" if beside else "bottom", fontsize=9.5, color=palette.ink)
        ax.set_ylim(-0.3, top)
        ax.yaxis.set_major_locator(MaxNLocator(integer=True))
        # The election and the month claimed are always in the frame.
        start, end = min(rows["first"].min(), election), max(rows["last"].max(), claimed[1])
        span = (end - start).days
        ax.set_xlim(float(date2num(start)) - 20, float(date2num(end)) + 0.06 * span + 20)
        ax.xaxis.set_major_locator(MonthLocator(interval=4 if span > 300 else 1))
        ax.xaxis.set_major_formatter(DateFormatter("%b %Y"))
        keys = {perspective(str(who)) for who in rows["who"]}
        handles: list[Line2D | Patch] = [
            Line2D([], [], marker=MARKERS[key], color=palette.perspectives[key], linestyle="none", label=name)
            for key, name in PERSPECTIVES.items() if key in keys]
        handles.append(Patch(facecolor=palette.accent, alpha=0.3, label="month claimed"))
        fig.legend(handles=handles, loc="outside upper left", ncols=3, handletextpad=0.3, columnspacing=1.2,
                   borderaxespad=0.1)

    return draw
