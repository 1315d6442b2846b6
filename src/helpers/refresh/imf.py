"""IMF trade by partner (IMTS, formerly the Direction of Trade Statistics) by SDMX 2.1, as CSV.

The key of a series is COUNTRY.INDICATOR.COUNTERPART_COUNTRY.FREQUENCY. Values are US dollars where `SCALE` is
blank or 0; another scale is refused, since it was never seen.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, values
from helpers.refresh.web import Web

HOST = "https://api.imf.org/external/sdmx/2.1/data/IMF.STA,IMTS"
FORM = "application/vnd.sdmx.data+csv;version=1.0.0"
SCALES = ("", "0", "Units", "UNITS")


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver the goods trade of Belarus with Russia as one more edition."""
    for binding in bindings:
        key = f"BLR.{binding.code}.RUS.A"
        answer = web.get(f"{HOST}/{key}?startPeriod=1992", "csv", headers={"Accept": FORM})
        rows = list(csv.DictReader(io.StringIO(answer.text())))
        needed = {"COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "FREQUENCY", "TIME_PERIOD", "OBS_VALUE"}
        if not rows or not needed <= rows[0].keys():
            raise lacking(answer, f"columns {', '.join(sorted(needed - set(rows[0] if rows else ())))}", "IMTS as CSV")
        strange = {row.get("SCALE", "") for row in rows} - set(SCALES)
        if strange:
            raise lacking(answer, f"plain dollars but scale {', '.join(sorted(strange))}", "values without a scale")
        mine = [row for row in rows if [row["COUNTRY"], row["INDICATOR"], row["COUNTERPART_COUNTRY"],
                                        row["FREQUENCY"]] == ["BLR", binding.code, "RUS", "A"]]
        table = values({"entity": "BLR", "partner": "RUS", "period": row["TIME_PERIOD"], "edition": "IMF IMTS",
                        "value": plain(row["OBS_VALUE"]), "note": "as Belarus reports or the IMF estimates"}
                       for row in mine if row["OBS_VALUE"])
        yield Delivery(binding, table, binding.code, "", (answer,))


BINDINGS = (
    Binding("goods_exports_to_russia_usd", "XG_FOB_USD", ("FOB", "USD"), "beside"),
    Binding("goods_imports_from_russia_usd", "MG_CIF_USD", ("CIF", "USD"), "beside"),
)

UPSTREAM = Upstream(
    name="imf", title="IMF goods trade by partner (SDMX)", docs="https://data.imf.org/en/Resource-Pages/IMF-API",
    publisher="International Monetary Fund", perspective="international_org", origin="imf",
    licence="IMF terms for data, not read", terms="attribution; not read to the end, so kept local", share=False,
    bindings=BINDINGS, deliver=deliver)
