"""What came later: vintages fetched since, corrections of single cells, and the publishers that can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.book import html
from helpers.data import dates
from helpers.refresh import guards, registry
from helpers.refresh.upstream import Upstream


def fetched(vintages: pd.DataFrame) -> dict[str, str]:
    """Return, for every series with vintages fetched later, what is held of it, as HTML."""
    found: dict[str, list[str]] = {}
    for row in vintages.sort_values(["series_id", "vintage"]).to_dict("records"):
        version = f", {row['upstream_version']}" if row["upstream_version"] else ""
        told = f"{dates.spell(row['vintage'])}{version}, {row['stands']}"
        found.setdefault(row["series_id"], []).append(
            f"{html.link(row['url'], told)} (<code>{row['sha256'][:8]}</code>)")
    return {name: "; ".join(told) for name, told in found.items()}


def mended(corrections: pd.DataFrame, sources: pd.DataFrame) -> str:
    """Return the corrections applied on reading as a table, as HTML; blank where there are none."""
    if corrections.empty:
        return ""
    known = sources.set_index("source_id")
    rows = [[html.text(row["table"]), html.text(row["key"]), html.text(row["column"]), html.text(row["before"]),
             html.text(row["after"]), html.text(row["reason"]),
             html.link(str(known.at[row["source_id"], "url"]), str(known.at[row["source_id"], "publisher"])),
             dates.spell(row["date"]), html.text(row["who"])] for row in corrections.to_dict("records")]
    return html.table(["Table", "Row", "Column", "Before", "After", "Why", "Source", "When", "Who"], rows,
                      "Corrections applied on reading")


def _told(upstream: Upstream) -> list[str]:
    key = f"a free key in <code>{upstream.key}</code>" if upstream.key else "none"
    kept = "added to <code>data/raw</code>" if upstream.share else "kept in <code>data/local</code>"
    live = f"on {dates.spell(upstream.verified)}" if upstream.verified else "unverified live"
    bound = registry.of(upstream)
    return [html.link(upstream.docs, upstream.title), f"<code>{upstream.name}</code>", key,
            html.text(upstream.terms), kept, f"{len(bound)} series", live]


def page(tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Return the variables of the pages that tell of updates."""
    count = len(tables["corrections"])
    return {
        "upstreams": html.table(["Publisher", "Adaptor", "Key", "Terms", "Where it lands", "Serves", "Tried live"],
                                [_told(one) for one in registry.UPSTREAMS], "Publishers that a refresh asks"),
        "upstream_count": len(registry.UPSTREAMS), "bound_count": len({one.series_id for one in registry.BINDINGS}),
        "unbound": html.table(["Series", "Why it is refreshed by hand"],
                              [[f"<code>{name}</code>", html.text(why)] for name, why in registry.BY_HAND.items()],
                              "Series refreshed by hand"),
        "unbound_count": len(registry.BY_HAND), "factor": f"{guards.FACTOR:g}", "tenth": f"{guards.SHARE:g}",
        "leap": f"{guards.LEAP:g}", "fetched_count": len(tables["vintages"]),
        "unshipped_count": len(tables["unshipped"]),
        "mended": mended(tables["corrections"], tables["sources"]),
        "mended_told": (f"{count} single cells are corrected on reading, the file itself left as it was gathered."
                        if count else "No cell is corrected on reading so far: `corrections.csv` has no row."),
    }
