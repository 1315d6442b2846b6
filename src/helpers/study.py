"""The study: what a notebook works with, from its parameters to its findings.

It hands out only what the manifest says the notebook reads, so that the manifest is the truth about
what a notebook depends on, and it applies the reader's choices (as-of day, perspectives) in one place.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import paths
from helpers.book import html
from helpers.data import tables, vintages
from helpers.errors import CompendiumError
from helpers.evidence import accounts, findings, voices
from helpers.evidence.findings import Finding
from helpers.execution import manifest, parameters
from helpers.figures import export

# Publishers of facts that a footer names; the rest are counted.
MOST_NAMED = 4
# A series of public statements says in `edition` who speaks; the source may be a newspaper.
SIDES = {"Belarusian side": "official Belarus", "Russian side": "official Russia",
         "Union State body": "Union State bodies"}


class Study:
    """One run of one notebook.

    Parameters
    ----------
    name
        The notebook's name in the manifest.
    given
        Its parameters, as its `parameters` cell sets them.

    Raises
    ------
    CompendiumError
        For a parameter that the manifest does not know, or one of another type.
    """

    def __init__(self, name: str, **given: Any) -> None:
        self.notebook = manifest.one(name)
        self.parameters = parameters.check(self.notebook.parameters, given)
        self.choices = voices.choices_of(self.parameters)
        self.folder = Path(os.environ.get("COMPENDIUM_OUTPUT") or paths.BUILD / "interactive" / name)
        self.left_out: dict[str, int] = {}
        # What was asked for, by kind and name: with the same answers a run would go the same way.
        self.asked: set[tuple[str, str]] = set()
        self._findings: dict[str, Finding] = {}
        self._sources = tables.read("sources").set_index("source_id")
        self._meta = self._counting("series_meta").set_index("series_id")

    def _declared(self, kind: str, wanted: Iterable[str], declared: Iterable[str]) -> None:
        wanted, known = list(wanted), set(declared)
        self.asked |= {(kind, entry) for entry in wanted}
        missing = [entry for entry in wanted if entry not in known]
        if missing:
            raise CompendiumError(f"notebook {self.notebook.name}: reads {kind} {', '.join(missing)}, which the "
                                  f"manifest does not name; do: add it to notebooks/manifest.yml")

    def _counting(self, name: str) -> pd.DataFrame:
        """Return a raw table under the reader's choice of vintage."""
        return vintages.read((name,), self.choices.vintage, self.choices.as_of)[name]

    def series(self, *series_ids: str) -> pd.DataFrame:
        """Return series under the reader's choices.

        Returns
        -------
        DataFrame
            The columns of `series.csv`, and `family` (who speaks), in the vintage chosen. Rows not known by the
            as-of day, or of families not chosen, are left out and counted in `left_out`.
        """
        self._declared("series", series_ids, self.notebook.series)
        frame = self._counting("series")
        frame = frame[frame["series_id"].isin(series_ids)].copy()
        perspective = self._sources["perspective"].to_dict()
        frame["family"] = [SIDES.get(edition) or voices.family(perspective[source])
                           for edition, source in zip(frame["edition"], frame["source_id"], strict=True)]
        keep = voices.known(frame, self.choices.as_of, self.choices.undated)
        chosen = voices.families(self.choices.perspectives)
        if chosen is not None:
            keep &= frame["family"].isin(chosen)
        for series_id, count in frame.loc[~keep, "series_id"].value_counts().sort_index().items():
            self.left_out[str(series_id)] = int(count)
        return frame[keep].reset_index(drop=True)

    def table(self, name: str) -> pd.DataFrame:
        """Return a raw table whole; where its rows have one source, those known by the as-of day."""
        self._declared("table", [name], self.notebook.tables)
        table = tables.read(name)
        if "source_id" not in table:
            return table
        published = table.assign(known_from=table["source_id"].map(self._sources["published"]))
        return table[voices.known(published, self.choices.as_of, self.choices.undated)]

    @cached_property
    def _evidence(self) -> pd.DataFrame:
        frames = {name: tables.read(name) for name in ("evidence", "facts", "sources")}
        return voices.evidence(frames, self.notebook.claims)

    @cached_property
    def _counted(self) -> pd.DataFrame:
        return voices.counted(self._evidence, self.choices)

    @cached_property
    def _accounts(self) -> pd.DataFrame:
        return accounts.joined(self._counted, tables.read("accounts"))

    def evidence(self, claim_id: str) -> pd.DataFrame:
        """Return the evidence on a claim, joined with facts and sources, that counts for this reader."""
        self._declared("claim", [claim_id], self.notebook.claims)
        return self._counted[self._counted["claim_id"].eq(claim_id)].reset_index(drop=True)

    def accounts(self, claim_id: str) -> pd.DataFrame:
        """Return what facts say on the very things that a claim's parts assert, as `evidence.accounts` reads them."""
        self._declared("claim", [claim_id], self.notebook.claims)
        return self._accounts[self._accounts["claim_id"].eq(claim_id)].reset_index(drop=True)

    def facts(self, *fact_ids: str) -> pd.DataFrame:
        """Return facts that bear on one of the notebook's claims, derived ones too, in the order asked for.

        Facts that the reader's choices leave out are missing from the answer.
        """
        rows = tables.read("evidence")
        allowed = rows.loc[rows["claim_id"].isin(self.notebook.claims), "fact_id"]
        self._declared("fact", fact_ids, allowed)
        facts = tables.read("facts").set_index("fact_id").loc[list(fact_ids)].reset_index()
        facts["family"] = [voices.family(speaker) for speaker in facts["asserted_by"]]
        keep = voices.known(facts, self.choices.as_of, self.choices.undated)
        chosen = voices.families(self.choices.perspectives)
        if chosen is not None:
            keep &= facts["family"].isin(chosen)
        return facts[keep]

    def footer(self, series_ids: Iterable[str], claims: Iterable[str], more: str = "",
               facts: Iterable[str] = ()) -> str:
        """Return a figure's footer: publishers, vintages, licences and claims, from the tables.

        A series of single statements has a source for each row: the first is named, the others counted; all of
        them stand in the figure's data. Of facts, the publishers that carry most of them are named.
        """
        rows = self._counting("series").groupby("series_id")["source_id"].unique()
        parts = []
        for series_id in dict.fromkeys(series_ids):
            meta = self._meta.loc[series_id]
            publisher = self._sources.at[meta["source_id"], "publisher"]
            others = len(set(rows[series_id]) - {meta["source_id"]})
            more_sources = f" and {others} more" if others else ""
            licence = "single facts quoted" if meta["licence"] == "unknown" else meta["licence"]
            kept = "; not to be passed on" if vintages.is_local(series_id, set(rows[series_id])) else ""
            parts.append(f"{publisher}{more_sources} ({meta['vintage']}; {licence}{kept})")
        parts += self._publishers(facts)
        text = f"Sources: {'; '.join(dict.fromkeys(parts))}. " if parts else ""
        return f"{text}{more + ' ' if more else ''}Claims: {', '.join(claims)}."

    def _publishers(self, fact_ids: Iterable[str]) -> list[str]:
        wanted = list(dict.fromkeys(fact_ids))
        if not wanted:
            return []
        cited = tables.read("facts").set_index("fact_id").loc[wanted, "source_ids"]
        counts = Counter(str(self._sources.at[source, "publisher"]) for cell in cited for source in tables.items(cell))
        first = [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMED]]
        others = len(counts) - len(first)
        named = ", ".join(first) + (f" and {others} more" if others else "")
        return [f"{len(wanted)} fact{'s' if len(wanted) > 1 else ''} reported by {named} (single facts quoted)"]

    def figure(self, draw: export.Draw, figure_id: str, *, title: str, alt: str, data: pd.DataFrame, footer: str,
               subtitle: str = "", size: tuple[float, float] = (6.4, 4.2)) -> None:
        """Draw a figure in light and dark, save it in every format with its data, and show it."""
        self._declared("figure", [figure_id], self.notebook.figures)
        made = export.export(draw, figure_id=figure_id, title=title, subtitle=subtitle, alt=alt, data=data,
                             footer=footer, folder=self.folder / "figures", size=size)
        export.display(made)

    def show(self, data: pd.DataFrame, label: str) -> None:
        """Show a table as the book sets tables: in its own scroll container, with a label for screen readers."""
        from IPython.display import HTML, display

        display(HTML(html.frame(data, label)))

    def record(self, finding: Finding) -> None:
        """Record the finding for one claim, and keep all findings so far beside the notebook."""
        self._declared("claim", [finding.claim_id], self.notebook.claims)
        if finding.claim_id in self._findings:
            raise CompendiumError(f"finding for {finding.claim_id}: found a second one, expected one a claim")
        self._findings[finding.claim_id] = replace(finding)
        path = self.folder / "findings" / f"{self.notebook.name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(findings.dump(self._findings.values()), "utf-8")

    def glue(self, **values: object) -> None:
        """Make values available to the prose of the notebook and the book, under `notebook.key` names."""
        from IPython.display import display

        for key, value in values.items():
            text = value if isinstance(value, str) else json.dumps(value)
            # The mime prefix keeps the record out of sight; the role {glue:text} reads it.
            display({"application/papermill.record/text/plain": text}, raw=True,
                    metadata={"scrapbook": {"name": key, "mime_prefix": "application/papermill.record/"}})
