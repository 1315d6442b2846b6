"""UN Comtrade by its API, version 1: goods trade of Belarus with Russia, and crude oil by exporter.

An answer is `{"data": […], "error": ""}`; a row has `reporterCode`, `partnerCode`, `flowCode`, `cmdCode`, `period`,
`primaryValue` (US dollars) and `netWgt` (kilograms). At most twelve years go into one call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, secret, values
from helpers.refresh.web import Answer, Web

HOST = "https://comtradeapi.un.org/data/v1/get/C/A/HS"
KEY, TITLE = "COMTRADE_KEY", "UN Comtrade"
CODES = {"BLR": 112, "RUS": 643, "AZE": 31, "WLD": 0}
FIRST_YEAR, A_CALL = 1998, 12


def ask(reporters: str, partners: str, flows: str, commodity: str, years: Sequence[int], web: Web) -> tuple[
        list[dict[str, Any]], list[Answer]]:
    """Return rows of all years, and the answers; the key travels in a header, so that no address shows it."""
    headers = {"Ocp-Apim-Subscription-Key": secret(KEY, TITLE)}
    found: list[dict[str, Any]] = []
    answers: list[Answer] = []
    for start in range(0, len(years), A_CALL):
        period = ",".join(map(str, years[start:start + A_CALL]))
        answer = web.get(f"{HOST}?reporterCode={reporters}&partnerCode={partners}&flowCode={flows}"
                         f"&cmdCode={commodity}&period={period}&customsCode=C00&motCode=0&partner2Code=0", "json",
                         headers=headers)
        content = answer.json()
        if not isinstance(content, dict) or content.get("error") or not isinstance(content.get("data"), list):
            raise lacking(answer, f"data ({str(content)[:160]})", "data without an error")
        found += content["data"]
        answers.append(answer)
    if not found:
        raise lacking(answers[-1], "rows", "some")
    return found, answers


def _trade(binding: Binding, web: Web) -> tuple[pd.DataFrame, list[Answer]]:
    """Return trade with Russia as Belarus reports it: flows added up, or their share of the trade with all."""
    rows, answers = ask("112", "643,0", "M,X", "TOTAL", range(FIRST_YEAR, datetime.now(UTC).year + 1), web)
    by = {(row["partnerCode"], row["flowCode"], str(row["period"])): float(row["primaryValue"]) for row in rows}
    flows = binding.code.split("+")
    made = []
    for year in sorted({year for partner, _, year in by if partner == CODES["RUS"]}):
        parts = [by.get((CODES["RUS"], flow, year)) for flow in flows]
        whole = [by.get((CODES["WLD"], flow, year)) for flow in flows]
        sums = [sum(part for part in one if part is not None) for one in (parts, whole)]
        share = binding.options.get("share")
        if None in parts or (share and (None in whole or not sums[1])):
            continue  # a year of which one flow is missing gives no sum
        made.append({"entity": "BLR", "partner": "RUS", "period": year, "edition": "UN Comtrade",
                     "value": plain(100 * sums[0] / sums[1] if share else sums[0]),
                     "note": "as reported by Belarus, HS total"})
    return values(made), answers


def _crude(binding: Binding, present: pd.DataFrame, web: Web) -> tuple[pd.DataFrame, list[Answer]]:
    """Return crude oil sent to Belarus by exporter in the one year of the series."""
    rows, answers = ask("643,31", "112", "X", "270900", [2021], web)
    names = {code: name for name, code in CODES.items()}
    editions = {(row["partner"], row["period"]): row["edition"] for row in present.to_dict("records")}
    column, per = ("netWgt", 1000.0) if binding.code == "netWgt" else ("primaryValue", 1.0)
    return scoped(values({
        "entity": "BLR", "partner": names[row["reporterCode"]], "period": str(row["period"]),
        "edition": editions.get((names[row["reporterCode"]], str(row["period"])), ""),
        "value": plain(float(row[column]) / per), "note": "as reported by the exporter; HS 270900"}
        for row in rows if row[column] is not None), present), answers


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver trade with Russia beside what was stated, and crude oil in the place of the copy read."""
    for binding in bindings:
        if binding.stands == "beside":
            table, answers = _trade(binding, web)
        else:
            table, answers = _crude(binding, present[binding.series_id], web)
        yield Delivery(binding, table, f"{binding.code} {binding.options['unit']}", "", tuple(answers))


def _stated(series_id: str, flows: str, share: str = "") -> Binding:
    options = {"unit": "percent of primaryValue" if share else "primaryValue, US dollars"}
    return Binding(series_id, flows, ("primaryValue",), "beside", {**options, **({"share": share} if share else {})})


BINDINGS = (
    _stated("goods_exports_to_russia_usd", "X"), _stated("goods_imports_from_russia_usd", "M"),
    _stated("goods_turnover_with_russia_usd", "M+X"), _stated("russia_share_exports_stated", "X", "yes"),
    _stated("russia_share_imports_stated", "M", "yes"), _stated("russia_share_turnover_stated", "M+X", "yes"),
    Binding("crude_imports_2021_usd", "primaryValue", ("primaryValue",), options={"unit": "US dollars"}),
    Binding("crude_imports_2021_tonnes", "netWgt", ("netWgt",), options={"unit": "kilograms, here tonnes"}),
)

UPSTREAM = Upstream(
    name="comtrade", title="UN Comtrade", docs="https://comtradedeveloper.un.org/", publisher="United Nations",
    perspective="international_org", origin="un-comtrade", licence="UN Comtrade terms, no passing on in bulk",
    terms="free key; values may be used, not passed on", share=False, bindings=BINDINGS, deliver=deliver, key=KEY)
