"""The page of verdicts by date: a slider, the claims as they stood, and a table of the days at which most changed.

The page is whole without a script: it shows the commentary's own day and the table. With one, `_static/as-of.js`
moves through all days; it reads them from a block of data in the page, since a page opened as a file can fetch none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from helpers.book import html
from helpers.data import dates
from helpers.evidence.rule import CONFIDENCE, SYMBOLS, Verdict
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution.history import COLUMNS, NOW
from helpers.execution.views import WRITTEN

__all__ = ["COLUMNS", "of_claim", "page"]

# What stands where a claim has no verdict yet: a state of the display, not a verdict.
NOT_YET, NOT_YET_SIGN = "not yet testable", "·"
# The table shows every fifth year, and each day at which this many verdicts changed.
MANY, FIFTH = 3, 5
WORDS = {str(verdict): verdict for verdict in Verdict}


def spell(day: str) -> str:
    """Return a day of the table as a reader says it."""
    return day if day == NOW else dates.spell(day)


def short(day: str) -> str:
    """Return a day as the head of a narrow column: the year for its end."""
    return day if day == NOW else day[:4] if day.endswith("-12-31") else f"{dates.spell(day[:7])[:3]} {day[:4]}"


def badge(word: str) -> str:
    """Return a verdict as a badge, or that there is none yet."""
    if word:
        return html.badge(WORDS[word])
    return f'<span class="verdict v-0"><span aria-hidden="true">{NOT_YET_SIGN}</span> {NOT_YET}</span>'


def _wide(past: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return one column of the history: index claims, columns days, both in order."""
    return past.pivot(index="claim_id", columns="as_of", values=column).loc[
        past["claim_id"].unique(), past["as_of"].unique()]


def chosen(past: pd.DataFrame) -> list[str]:
    """Return the days that the table shows: every fifth year, those at which many verdicts changed, and now."""
    wide = _wide(past, "verdict")
    moved = (wide != wide.shift(axis=1)).sum()
    return [day for place, day in enumerate(wide.columns)
            if day in (NOW, WRITTEN) or place == 0 or moved[day] >= MANY
            or (day.endswith("-12-31") and int(day[:4]) % FIFTH == 0)]


def overview(past: pd.DataFrame) -> str:
    """Return the table of claims by the days that `chosen` names, a sign a cell with its word for screen readers."""
    days, wide = chosen(past), _wide(past, "verdict")
    head = '<th scope="col">Claim</th>' + "".join(
        f'<th scope="col" data-day="{day}"><abbr title="{spell(day)}">{short(day)}</abbr></th>' for day in days)
    lines = []
    for claim, row in wide[days].iterrows():
        cells = "".join(
            f'<td class="v-{html.rank(WORDS[word])}"><span aria-hidden="true">{SYMBOLS[WORDS[word]]}</span>'
            f'<span class="spoken">{html.text(word)}</span></td>' if word else
            f'<td class="v-0"><span aria-hidden="true">{NOT_YET_SIGN}</span><span class="spoken">{NOT_YET}</span></td>'
            for word in row)
        lines.append(f'<tr><th scope="row"><a href="claims/{claim}.html">{claim}</a></th>{cells}</tr>')
    body = "\n".join(lines)
    return ('<div class="scroll years" role="region" aria-label="Verdicts by year" tabindex="0">\n<table>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>")


def standing(claims: Sequence[JudgedClaim], past: pd.DataFrame, day: str) -> str:
    """Return the table of claims as they stood on one day, by section."""
    then = past[past["as_of"].eq(day)].set_index("claim_id").to_dict("index")
    bodies = []
    for section, mine in groupby(claims, key=lambda claim: str(claim.row["section"])):
        lines = [f'<tr class="section"><th scope="rowgroup" colspan="4">{html.text(section)}</th></tr>']
        for claim in mine:
            row = then.get(claim.claim_id)
            if row is None:
                continue
            undated = f' <small>+ {row["undated"]} undated</small>' if row["undated"] not in ("", "0") else ""
            lines.append(
                f'<tr data-claim="{claim.claim_id}"><th scope="row"><a href="claims/{claim.claim_id}.html">'
                f'{claim.claim_id}</a></th><td class="said">{html.text(claim.row["paraphrase"])}</td>'
                f'<td class="stood">{badge(row["verdict"])} <small class="sure">{row["confidence"]}</small></td>'
                f'<td class="rows">{row["rows"]}{undated}</td></tr>')
        if len(lines) > 1:
            bodies.append("<tbody>\n" + "\n".join(lines) + "\n</tbody>")
    joined = "\n".join(bodies)
    return ('<div class="scroll standing" role="region" aria-label="Claims as they stood" tabindex="0">\n'
            f'<table id="standing">\n<caption>As known on <span class="day">{spell(day)}</span></caption>\n'
            '<thead><tr><th scope="col">Claim</th><th scope="col">Said</th><th scope="col">Verdict and confidence</th>'
            f'<th scope="col">Rows of evidence</th></tr></thead>\n{joined}\n</table>\n</div>')


def bar(past: pd.DataFrame, day: str) -> str:
    """Return how many claims stood how on a day: one stacked bar with its legend, a place for every state."""
    then = past.loc[past["as_of"].eq(day), "verdict"]
    states = [(html.rank(verdict), str(verdict), SYMBOLS[verdict]) for verdict in Verdict
              if str(verdict) in set(past["verdict"]) | set(past["verdict_undated"])]
    states.append((0, "", NOT_YET_SIGN))
    counts = [int(then.eq(word).sum()) for _, word, _ in states]
    spoken = ", ".join(f"{count} {word or NOT_YET}" for (_, word, _), count in zip(states, counts, strict=True)
                       if count)
    parts = "".join(f'<span class="v-{rank}" data-state="{rank}" style="flex:{count}"{"" if count else " hidden"}>'
                    f"{count}</span>" for (rank, _, _), count in zip(states, counts, strict=True))
    legend = "".join(f'<li data-state="{rank}">{badge(word)} <span>{count}</span></li>'
                     for (rank, word, _), count in zip(states, counts, strict=True))
    return (f'<div class="stackbar" role="img" aria-label="{html.text(spoken)}">{parts}</div>\n'
            f'<ul class="legend">{legend}</ul>')


def block(past: pd.DataFrame) -> str:
    """Return the whole history as a block of data for the script.

    For every claim and day: place of the verdict and of the confidence (0 for none), rows that count, undated
    rows left out, then verdict and confidence with these.
    """
    states = [[NOT_YET, NOT_YET_SIGN], *([str(verdict), SYMBOLS[verdict]] for verdict in Verdict)]

    def cells(row: dict[str, str]) -> list[int]:
        made = []
        for ending in ("", "_undated"):
            word, sure = row[f"verdict{ending}"], row[f"confidence{ending}"]
            made.append([html.rank(WORDS[word]) if word else 0, CONFIDENCE.index(sure) + 1 if sure else 0])
        return [*made[0], int(row["rows"] or 0), int(row["undated"] or 0), *made[1]]

    days = list(past["as_of"].unique())
    kept = {"days": [[day, spell(day)] for day in days], "states": states, "levels": ["", *CONFIDENCE],
            "claims": {str(claim): [cells(row) for row in mine.to_dict("records")]
                       for claim, mine in past.groupby("claim_id", sort=False)}}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="history">{text}</script>'


def slider(past: pd.DataFrame) -> str:
    """Return the controls that move through the days; they stay hidden where no script runs."""
    days = list(past["as_of"].unique())
    last = len(days) - 1
    marked = [place for place, day in enumerate(days)
              if place == 0 or day in (NOW, WRITTEN) or day.endswith(("0-12-31", "5-12-31"))]
    options = "".join(f'<option value="{place}" label="{short(days[place])}"></option>' for place in marked)
    labels = "".join(f'<span style="left:{100 * place / last:.2f}%">{short(days[place])}</span>' for place in marked
                     if days[place] != WRITTEN and (place in (0, last) or last - place > 2))
    jumps = "".join(f'<button type="button" data-go="{days.index(day)}">{words}</button>' for day, words in
                    ((WRITTEN, spell(WRITTEN)), (NOW, "Now")))
    track = (
        '<p class="day"><label for="as-of-day">As known on</label> '
        f'<output id="as-of-told" for="as-of-day">{spell(WRITTEN)}</output></p>'
        f'<input type="range" id="as-of-day" min="0" max="{last}" step="1" value="{days.index(WRITTEN)}" '
        f'list="as-of-ticks" aria-valuetext="{spell(WRITTEN)}"><datalist id="as-of-ticks">{options}</datalist>'
        f'<div class="ticks" aria-hidden="true">{labels}</div>')
    steps = ('<button type="button" data-step="-1">‹ Earlier</button>'
             '<button type="button" id="as-of-play">Play</button>'
             f'<button type="button" data-step="1">Later ›</button>{jumps}')
    choices = ('<label><input type="checkbox" name="undated"> with undated rows</label>'
               '<label><input type="checkbox" name="changed"> only what changed at this date</label>')
    return (f'<div class="controls moving" hidden><div class="track">{track}</div>'
            f'<div class="steps">{steps}</div></div>\n<div class="controls" hidden><div class="choices">{choices}</div>'
            '<p class="told" id="as-of-status" role="status"></p></div>')


def page(claims: Sequence[JudgedClaim], past: pd.DataFrame) -> dict[str, Any]:
    """Return what the page of verdicts by date says; nothing but `known` = False where no history is kept."""
    if past.empty:
        return {"known": False}
    wide, late = _wide(past, "verdict"), _wide(past, "verdict_undated")
    undated = past[past["as_of"].eq(WRITTEN)]
    days = list(wide.columns)
    first = {claim: next(day for day, word in row.items() if word) for claim, row in wide.iterrows()}
    return {
        "known": True, "total": len(wide), "written": spell(WRITTEN), "start": spell(days[0]), "end": spell(days[-2]),
        "same": int(wide[WRITTEN].eq(wide[NOW]).sum()), "same_undated": int(late[WRITTEN].eq(wide[NOW]).sum()),
        "steady": sum(len(set(row[list(row.index).index(first[claim]):])) == 1 for claim, row in wide.iterrows()),
        "moved": [(claim, badge(wide.at[claim, WRITTEN]), badge(wide.at[claim, NOW]))
                  for claim in wide.index if late.at[claim, WRITTEN] != wide.at[claim, NOW]],
        "undated": int(undated["undated"].replace("", "0").astype(int).gt(0).sum()),
        "slider": slider(past), "bar": bar(past, WRITTEN), "standing": standing(claims, past, WRITTEN),
        "overview": overview(past), "block": block(past),
    }


def of_claim(claim_id: str, past: pd.DataFrame) -> str:
    """Return the days at which the verdict on one claim changed, as a table; blank where no history is kept."""
    mine = past[past["claim_id"].eq(claim_id)]
    shown = mine[["verdict", "verdict_undated"]]
    mine = mine[(shown != shown.shift()).any(axis=1) & mine["testable"].eq("yes")]
    rows = [[html.text(spell(row["as_of"])), badge(row["verdict"]), html.text(row["confidence"]),
             badge(row["verdict_undated"])] for row in mine.to_dict("records")]
    if not rows:
        return ""
    return html.table(["From", "Verdict", "Confidence", "With undated rows"], rows,
                      f"How the verdict on {claim_id} stood over time", "views")
