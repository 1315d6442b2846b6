"""Change what decides a claim, and its verdict must change: no verdict is deaf to its data.

For every factual claim the fewest changes are sought, one datum after another: what a fact says is turned round,
or is said outright by a primary text, or a series is mirrored. Where one change is enough, one is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pytest

from helpers import claims
from helpers.data import tables
from helpers.evidence import verdicts
from helpers.evidence.verdicts import JudgedClaim
from helpers.execution import inputs, manifest

FACTUAL = tables.read("claims").query("kind != 'normative'")["claim_id"].tolist()
NOTEBOOKS = manifest.read()
SETTLED = [claim for claim in FACTUAL if any(claim in notebook.settles for notebook in NOTEBOOKS.values())]
TURNED = {"supports": "contradicts", "contradicts": "supports", "qualifies": "contradicts", "context": "contradicts"}
SAID = {"yes": "no", "no": "yes", "partly": "no"}


@dataclass
class Data:
    """The raw tables with some data changed.

    Parameters
    ----------
    turned
        Facts that say the opposite.
    outright
        Facts that say so outright, in a primary text read whole, of every part of the claim.
    mirrored
        Series turned upside down.
    undone
        Reports of a programme that say that it is still open.
    crowded
        Whether all events of the time line fall on its first and last day.
    resorted
        Whether the programmes of the first stage have another instrument.
    reached
        Whether both coders find every strategic area reached.
    claim
        The claim that all this bears on.
    """

    claim: str
    turned: set[str] = field(default_factory=set)
    outright: set[str] = field(default_factory=set)
    mirrored: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    crowded: bool = False
    resorted: bool = False
    reached: bool = False

    def evidence(self, table: pd.DataFrame) -> pd.DataFrame:
        """Turn stances, those on single parts too."""
        table = table.copy()
        turned = table["fact_id"].isin(self.turned)
        for column in ("stance", "stance_a", "stance_b"):
            table.loc[turned, column] = table.loc[turned, column].map(TURNED)
        table.loc[turned, "part_stance"] = [
            ";".join(f"{part}:{TURNED[stance]}" for part, stance in (entry.split(":") for entry in tables.items(cell)))
            for cell in table.loc[turned, "part_stance"]]
        said = table["fact_id"].isin(self.outright) & table["claim_id"].eq(self.claim)
        parts = ";".join(_parts(self.claim))
        return table.assign(
            stance=table["stance"].mask(said, "supports"), part_stance=table["part_stance"].mask(said, ""),
            part_ids=table["part_ids"].mask(said, parts), directness=table["directness"].mask(said, "direct"))

    def accounts(self, table: pd.DataFrame) -> pd.DataFrame:
        """Turn what accounts say, and move their dates and numbers out of reach."""
        turned = table["fact_id"].isin(self.turned) & table["part_id"].str[:-1].eq(self.claim)
        said = table["fact_id"].isin(self.outright) & table["part_id"].str[:-1].eq(self.claim) & table["says"].ne("")
        says = table["says"].mask(turned, table["says"].map(SAID).fillna("")).mask(said, "yes")
        dated = turned & table["says"].eq("") & table["first"].ne("")
        return table.assign(says=says, first=table["first"].mask(dated, "1950"), last=table["last"].mask(dated, ""),
                            low=table["low"].mask(turned, table["low"] + 1000),
                            high=table["high"].mask(turned, table["high"] + 1000))

    def facts(self, table: pd.DataFrame) -> pd.DataFrame:
        """Let facts be read, as law, where they say so outright."""
        said = table["fact_id"].isin(self.outright)
        dated = table["date_start"].mask(said & table["date_start"].eq(""), "2022")
        if self.crowded:
            ends = pd.Series(["1992-01-08", "2021-11-04"] * len(table), dtype="str")[: len(table)].set_axis(table.index)
            dated = dated.mask(table["note"].str.contains("timeline", regex=False), ends)
        return table.assign(asserted_by=table["asserted_by"].mask(said, "legal_text"), date_start=dated,
                            derived=table["derived"].mask(said, ""), audit=table["audit"].mask(said, ""))

    def sources(self, table: pd.DataFrame) -> pd.DataFrame:
        """Let the sources of such facts be treaties read whole."""
        facts = tables_read("facts")
        cells = facts.loc[facts["fact_id"].isin(self.outright), "source_ids"]
        cited = {source for cell in cells for source in tables.items(cell)}
        said = table["source_id"].isin(cited)
        return table.assign(kind=table["kind"].mask(said, "treaty"), read_as=table["read_as"].mask(said, "page"))

    def series(self, table: pd.DataFrame) -> pd.DataFrame:
        """Mirror series about the middle of their range."""
        mine = table["series_id"].isin(self.mirrored)
        values = table.groupby("series_id")["value"]
        ends = values.transform("min") + values.transform("max")
        return table.assign(value=table["value"].mask(mine, ends - table["value"]))

    def programmes(self, table: pd.DataFrame) -> pd.DataFrame:
        """Give the programmes another instrument."""
        return table.assign(instrument="common market") if self.resorted else table

    def areas(self, table: pd.DataFrame) -> pd.DataFrame:
        """Let a programme reach every area."""
        return table.assign(reached="yes") if self.reached else table

    def programme_status(self, table: pd.DataFrame) -> pd.DataFrame:
        """Leave reported programmes open."""
        return table.assign(status=table["status"].mask(table["status_id"].isin(self.undone), "in progress"))


tables_read: Callable[..., pd.DataFrame] = tables.read


def _parts(claim: str) -> list[str]:
    parts = tables_read("claim_parts")
    return parts.loc[parts["claim_id"].eq(claim), "part_id"].tolist()


def judged(data: Data, monkeypatch: pytest.MonkeyPatch) -> JudgedClaim:
    """Judge the claim on changed data, through the notebooks' own functions."""

    def read(name: str, *_: object) -> pd.DataFrame:
        table = tables_read(name)
        change = getattr(data, name, None)
        return change(table) if callable(change) else table

    with monkeypatch.context() as patch:
        patch.setattr(tables, "read", read)
        bearing = {name: notebook for name, notebook in NOTEBOOKS.items() if data.claim in notebook.claims}
        made = {name: claims.settle(name, {}) for name in bearing}
        settles = {name: notebook.settles for name, notebook in bearing.items()}
        raw = {name: read(name) for name in inputs.JUDGED_BY}
        return verdicts.judge(made, settles, raw, only=[data.claim])[0]


def changes(before: JudgedClaim) -> Iterator[Data]:
    """Yield ever larger changes of what the claim rests on: decisive facts first."""
    claim, parts = before.claim_id, before.parts
    decisive = [fact for part in parts for fact in part.tally.decisive_for + part.tally.decisive_against]
    read = [reading.fact_id for part in parts for test in part.tests for reading in test.readings
            if reading.cuts != "context"]
    heard = [fact for part in parts for voice in part.voices for fact in voice.facts]
    rows = tables_read("evidence")
    rest = rows.loc[rows["claim_id"].eq(claim), "fact_id"].tolist()
    facts = list(dict.fromkeys([*decisive, *read, *heard]))
    used = list(dict.fromkeys(name for part in parts for test in part.tests for name in test.series))
    reports = list(dict.fromkeys(row for part in parts for test in part.tests for row in test.rows
                                 if row.startswith("S")))
    for fact in facts[:6]:
        yield Data(claim, turned={fact})
    for name in used[:6]:
        yield Data(claim, mirrored={name})
    for report in reports[:6]:
        yield Data(claim, undone={report})
    for fact in list(dict.fromkeys([*facts, *rest]))[:4]:
        yield Data(claim, outright={fact})
    yield Data(claim, resorted=True)
    yield Data(claim, reached=True)
    size = 2
    while size < 2 * max(len(facts), len(rest), 2):
        yield Data(claim, turned=set(facts[:size]))
        yield Data(claim, outright=set(rest[:size]))
        size *= 2
    yield Data(claim, crowded=True, turned=set(facts))
    yield Data(claim, turned=set(facts), mirrored=set(used), undone=set(reports))


@pytest.mark.slow
@pytest.mark.parametrize("claim", SETTLED)
def test_what_decides_a_claim_moves_its_verdict(claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = judged(Data(claim), monkeypatch)
    for data in changes(before):
        if judged(data, monkeypatch).verdict is not before.verdict:
            return
    pytest.fail(f"{claim} stays {before.verdict} whatever is changed")


def test_every_factual_claim_is_settled_by_one_notebook() -> None:
    owners: Mapping[str, list[str]] = {
        claim: [name for name, notebook in NOTEBOOKS.items() if claim in notebook.settles] for claim in FACTUAL}
    assert {claim: names for claim, names in owners.items() if len(names) != 1} == {}
