"""Freedom House, Freedom in the World: the workbook of all ratings and scores since the edition of 2013.

The page links `All_data_FIW_2013-YEAR.xlsx`. The sheet named `FIW13-…` has a title row, then a heading with
`Country/Territory`, `Edition`, `PR rating`, `CL rating` and `Total`. An edition assesses the year before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

import pandas as pd

from helpers.refresh.pink_sheet import sheet
from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, values
from helpers.refresh.web import Web

PAGE = "https://freedomhouse.org/report/freedom-world"
LINK = re.compile(r'href="([^"]*All_data_FIW_2013-(\d{4})\.xlsx)"')
STATES = {"Belarus": "BLR", "Russia": "RUS", "Kazakhstan": "KAZ", "Armenia": "ARM", "Ukraine": "UKR"}
FIRST = 2013


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver ratings and scores by the year assessed."""
    page = web.get(PAGE, "html")
    found = LINK.findall(page.text())
    if not found:
        raise lacking(page, "link to All_data_FIW_2013-….xlsx", "one")
    link, edition = max(found, key=lambda pair: int(pair[1]))
    answer = web.get(urljoin(PAGE, link), "xlsx")
    cells = sheet(answer, f"FIW{FIRST % 100}-{int(edition) % 100}")
    head = next((place for place, row in enumerate(cells[:6]) if "Country/Territory" in row), None)
    if head is None:
        raise lacking(answer, "heading Country/Territory", "one among the first rows")
    names = [str(cell or "").strip() for cell in cells[head]]
    missing = [name for name in ("Edition", *(binding.code for binding in bindings)) if name not in names]
    if missing:
        raise lacking(answer, f"column {', '.join(missing)}", "the columns of the series bound to it")
    rows = [dict(zip(names, row, strict=False)) for row in cells[head + 1:] if row and row[0] in STATES]
    for binding in bindings:
        table = values({"entity": STATES[str(row["Country/Territory"])], "period": int(str(row["Edition"])) - 1,
                        "value": plain(row[binding.code])} for row in rows if row[binding.code] is not None)
        yield Delivery(binding, scoped(table, present[binding.series_id]), binding.code, f"edition {edition}",
                       (page, answer))


BINDINGS = (Binding("fh_pr", "PR rating", ("PR rating",)), Binding("fh_cl", "CL rating", ("CL rating",)),
            Binding("fh_total", "Total", ("Total",)))

UPSTREAM = Upstream(
    name="freedom-house", title="Freedom in the World", docs=PAGE, publisher="Freedom House",
    perspective="think_tank", origin="freedom-house", licence="Freedom House content permissions",
    terms="no passing on without permission", share=False, bindings=BINDINGS, deliver=deliver)
