"""International Debt Statistics of the World Bank: what a debtor owes each creditor.

The API's own route for them is `sources/6/country/…/series/…/counterpart-area/…/time/…`. A row's `variable` names
country, series, counterpart and time in any order; a year is `YR2023`. Years to come stand there without a stock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, values
from helpers.refresh.web import Answer, Refused, Web

HOST = "https://api.worldbank.org/v2/sources/6"
CREDITOR, EVERYBODY = "Russian Federation", "World"
STOCK = "DT.DOD.DPPG.CD"


def stocks(code: str, web: Web) -> tuple[dict[tuple[str, str], float], set[str], str, list[Answer]]:
    """Return what Belarus owes by creditor and year, the series' names, the last update, and the answers.

    Raises
    ------
    Refused
        When an answer is of another form, or a page is missing.
    """
    owed: dict[tuple[str, str], float] = {}
    names: set[str] = set()
    answers: list[Answer] = []
    page, seen = 1, 0
    while True:
        answer = web.get(f"{HOST}/country/BLR/series/{code}/counterpart-area/all/time/all?format=json&per_page=20000"
                         f"&page={page}", "json")
        content = answer.json()
        try:
            source = content["source"]
            source = source[0] if isinstance(source, list) else source
            for row in source["data"]:
                by = {one["concept"]: one for one in row["variable"]}
                names.add(f"{by['Series']['value']}")
                seen += 1
                if row["value"] is not None:
                    year = str(by["Time"]["value"]).removeprefix("YR")
                    owed[str(by["Counterpart-Area"]["value"]).strip(), year] = float(row["value"])
            total, pages, updated = int(content["total"]), int(content["pages"]), str(content.get("lastupdated", ""))
        except (KeyError, TypeError, IndexError) as error:
            raise lacking(answer, f"field {error}", "source, data, variable and value") from error
        answers.append(answer)
        if page >= pages:
            break
        page += 1
    if seen != total:
        raise Refused(f"{answers[-1].url}: found {seen} rows, expected {total} as the head says; do: refresh again; "
                      "nothing was changed")
    return owed, names, updated, answers


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver what is owed to Russia, as a sum and as a share of what is owed to all."""
    for binding in bindings:
        owed, names, updated, answers = stocks(binding.code, web)
        before = present[binding.series_id]
        years = sorted({year for who, year in owed if who == CREDITOR})
        if not years or len(names) != 1:
            raise lacking(answers[0], f"debt to {CREDITOR}", "it among the counterparts of one series")
        rows: list[dict[str, Any]] = []
        for year in years:
            value = owed[CREDITOR, year]
            if binding.options.get("share"):
                if not owed.get((EVERYBODY, year)):
                    raise lacking(answers[0], f"debt to all creditors in {year}", EVERYBODY)
                value = 100 * value / owed[EVERYBODY, year]
            rows.append({"entity": "BLR", "partner": "RUS", "period": year, "value": plain(value),
                         "edition": binding.options.get("edition", ""), "note": "World Bank IDS, end of year"})
        yield Delivery(binding, scoped(values(rows), before), names.pop(), updated, tuple(answers))


BINDINGS = (
    Binding("debt_to_russia_ids_usd", STOCK, ("public and publicly guaranteed", "US$"),
            options={"edition": "World Bank IDS"}),
    Binding("russia_share_ppg_debt", STOCK, ("public and publicly guaranteed", "US$"),
            options={"share": "yes", "edition": "World Bank IDS"}),
)

UPSTREAM = Upstream(
    name="debt-statistics", title="World Bank International Debt Statistics",
    docs="https://datahelpdesk.worldbank.org/knowledgebase/articles/1886701-sdmx-api-queries",
    publisher="World Bank", perspective="international_org", origin="world-bank", licence="CC-BY-4.0",
    terms="CC BY 4.0 with attribution", share=True, bindings=BINDINGS, deliver=deliver)
