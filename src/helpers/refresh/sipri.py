"""SIPRI arms transfers: deliveries to Belarus by supplier, in trend-indicator values.

The data base has no documented interface; its own pages ask `trades/import-export-csv-str/` by POST, and the answer
is JSON whose `result` is the CSV that a reader would download: a title, a heading `Supplier` with years, and rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, values
from helpers.refresh.web import Answer, Web

HOST = "https://atbackend.sipri.org/api/p"
FIRST_YEAR, WINDOW = 1991, 5
STATES = {"Russia": "RUS", "Ukraine": "UKR", "China": "CHN", "Poland": "POL"}
TOTAL = "Total"


def _filters(recipient: int, last: int) -> dict[str, Any]:
    def one(field: str, condition: str = "", first: str = "", second: str = "", listed: Sequence[int] = ()) -> dict[
            str, Any]:
        return {"field": field, "oldField": "", "condition": condition, "value1": first, "value2": second,
                "listData": list(listed)}

    return {"filters": [one("Year range 1", "contains", str(FIRST_YEAR), str(last)),
                        one("Recipient", "contains", listed=[recipient]), one("orderbyseller"),
                        one("summarize-by", first="country"), one("DeliveryType", first="delivered"),
                        one("Status", first="0")], "logic": "AND"}


def deliveries(answer: Answer) -> dict[str, dict[int, float]]:
    """Return values by supplier and year; `TOTAL` is the sum over all."""
    content = answer.json()
    text = content.get("result") if isinstance(content, dict) else None
    table = list(csv.reader(io.StringIO(text or "")))
    head = next((place for place, row in enumerate(table) if row and row[0].strip() == "Supplier"), None)
    if head is None:
        raise lacking(answer, "heading Supplier", "the CSV of import values in `result`")
    years = {place: int(cell) for place, cell in enumerate(table[head]) if cell.strip().isdigit()}
    found: dict[str, dict[int, float]] = {}
    for row in table[head + 1:]:
        if row and row[0].strip():
            found[row[0].strip()] = {year: float(row[place]) for place, year in years.items()
                                     if place < len(row) and row[place].strip()}
    totals = [name for name in found if name.startswith(TOTAL)]
    if len(totals) != 1:
        raise lacking(answer, f"single row {TOTAL}", "one")
    found[TOTAL] = found.pop(totals[0])
    return found


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver values by supplier, and Russia's share in trailing windows of five years."""
    listing = web.get(f"{HOST}/countries/getAllCountriesTrimmed", "json")
    ids = [one["EntityId"] for one in listing.json() if str(one.get("Name", "")).strip() == "Belarus"]
    if len(ids) != 1:
        raise lacking(listing, "single state Belarus", "it")
    last = datetime.now(UTC).year
    answer = web.get(f"{HOST}/trades/import-export-csv-str/", "json", body=_filters(ids[0], last))
    found = deliveries(answer)
    for binding in bindings:
        rows: list[dict[str, object]] = []
        if binding.options.get("share"):
            years = sorted(found[TOTAL])
            for year in range(min(years) + WINDOW - 1, max(years) + 1):
                window = range(year - WINDOW + 1, year + 1)
                whole = sum(found[TOTAL].get(one, 0.0) for one in window)
                part = sum(found.get("Russia", {}).get(one, 0.0) for one in window)
                if whole:
                    rows.append({"entity": "BLR", "partner": "RUS", "period": year, "value": plain(100 * part / whole),
                                 "note": f"{whole:g} million TIV in all; computed here"})
        else:
            rows = [{"entity": "BLR", "partner": "WLD" if name == TOTAL else STATES[name], "period": year,
                     "value": plain(value)} for name, by_year in found.items() if name in (TOTAL, *STATES)
                    for year, value in by_year.items()]
        yield Delivery(binding, values(rows), "TIV delivered", "", (listing, answer))


BINDINGS = (Binding("sipri_tiv_imports", "TIV", ("TIV",)),
            Binding("sipri_rus_share_5y", "TIV", ("TIV",), options={"share": "yes"}))

UPSTREAM = Upstream(
    name="sipri", title="SIPRI Arms Transfers Database", docs="https://www.sipri.org/databases/armstransfers",
    publisher="Stockholm International Peace Research Institute", perspective="think_tank", origin="sipri",
    licence="SIPRI terms: non-commercial, attribution", terms="non-commercial use with attribution", share=False,
    bindings=BINDINGS, deliver=deliver)
