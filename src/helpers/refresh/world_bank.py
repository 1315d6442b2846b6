"""World Bank indicators by the API, version 2: WDI and the Worldwide Governance Indicators.

An answer is a list of two: a head (`page`, `pages`, `total`, `lastupdated`), and rows with `indicator`,
`countryiso3code`, `date` and `value`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, pairs, plain, scoped, values
from helpers.refresh.web import Answer, Refused, Web

HOST = "https://api.worldbank.org/v2"
FIRST_YEAR, LAST_YEAR, PER_PAGE = 1960, 2100, 5000


def rows(code: str, states: Sequence[str], web: Web, source: str = "") -> tuple[
        list[dict[str, Any]], str, list[Answer]]:
    """Return all rows of an indicator, the day of its last update, and the answers.

    Raises
    ------
    Refused
        When an answer is of another form, is an error of the API, or a page is missing.
    """
    found: list[dict[str, Any]] = []
    answers: list[Answer] = []
    page, updated, total = 1, "", 0
    while True:
        url = (f"{HOST}/country/{';'.join(states)}/indicator/{code}?format=json&date={FIRST_YEAR}:{LAST_YEAR}"
               f"&per_page={PER_PAGE}&page={page}" + (f"&source={source}" if source else ""))
        answer = web.get(url, "json")
        content = answer.json()
        if not (isinstance(content, list) and len(content) == 2 and isinstance(content[1], list)):
            said = content[0].get("message", content) if isinstance(content, list) and content else content
            raise Refused(f"{url}: found {str(said)[:200]}, expected a head and rows; do: check the indicator's code; "
                          "nothing was changed")
        head = content[0]
        answers.append(answer)
        found += content[1]
        updated, total = str(head.get("lastupdated", "")), int(head.get("total", 0))
        if page >= int(head.get("pages", 1)):
            break
        page += 1
    if len(found) != total:
        raise Refused(f"{answers[-1].url}: found {len(found)} rows, expected {total} as the head says; do: refresh "
                      "again; nothing was changed")
    return found, updated, answers


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver indicators for the states that each series has."""
    for binding in bindings:
        known = pairs(present[binding.series_id])
        partner = dict(known)
        found, updated, answers = rows(binding.code, sorted(partner), web, binding.options.get("source", ""))
        names = {row["indicator"]["value"] for row in found}
        if len(names) != 1:
            raise lacking(answers[0], "single indicator", f"one, {binding.code}")
        table = values({"entity": row["countryiso3code"], "partner": partner.get(row["countryiso3code"], ""),
                        "period": row["date"], "value": plain(row["value"])}
                       for row in found if row["value"] is not None)
        yield Delivery(binding, scoped(table, present[binding.series_id]), names.pop(), updated, tuple(answers))


BINDINGS = (
    Binding("external_debt_total_usd", "DT.DOD.DECT.CD", ("External debt stocks, total", "current US$")),
    Binding("external_debt_pct_gni", "DT.DOD.DECT.GN.ZS", ("External debt stocks", "% of GNI")),
    Binding("ppg_external_debt_usd", "DT.DOD.DPPG.CD", ("public and publicly guaranteed", "current US$")),
    Binding("fdi_net_inflows_pct_gdp", "BX.KLT.DINV.WD.GD.ZS", ("Foreign direct investment, net inflows", "% of GDP")),
    Binding("gdp_constant_2015_usd", "NY.GDP.MKTP.KD", ("GDP", "constant 2015 US$")),
    Binding("gdp_current_usd", "NY.GDP.MKTP.CD", ("GDP", "current US$")),
    Binding("gs_exports_pct_gdp", "NE.EXP.GNFS.ZS", ("Exports of goods and services", "% of GDP")),
    Binding("gs_imports_pct_gdp", "NE.IMP.GNFS.ZS", ("Imports of goods and services", "% of GDP")),
    Binding("gs_merch_trade_pct_gdp", "TG.VAL.TOTL.GD.ZS", ("Merchandise trade", "% of GDP")),
    Binding("merch_exports_usd", "TX.VAL.MRCH.CD.WT", ("Merchandise exports", "current US$")),
    Binding("merch_imports_usd", "TM.VAL.MRCH.CD.WT", ("Merchandise imports", "current US$")),
    Binding("remittances_received_pct_gdp", "BX.TRF.PWKR.DT.GD.ZS", ("Personal remittances, received", "% of GDP")),
    Binding("wgi_va", "VA.EST", ("Voice and Accountability", "Estimate"), options={"source": "3"}),
    Binding("wgi_va_se", "VA.STD.ERR", ("Voice and Accountability", "Standard Error"), options={"source": "3"}),
)

UPSTREAM = Upstream(
    name="world-bank", title="World Bank indicators (API v2)",
    docs="https://datahelpdesk.worldbank.org/knowledgebase/articles/889392-about-the-indicators-api-documentation",
    publisher="World Bank", perspective="international_org", origin="world-bank", licence="CC-BY-4.0",
    terms="CC BY 4.0 with attribution", share=True, bindings=BINDINGS, deliver=deliver)
