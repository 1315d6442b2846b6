"""V-Dem: the newest country-year data set, a ZIP with one CSV of several hundred megabytes, read line by line.

The page of the data set links `V-Dem-CY-FullOthers-vN_csv.zip`; the highest N is taken. States stand in
`country_text_id` by ISO 3166 codes. Publisher's names of the columns are their definition.
"""

from __future__ import annotations

import csv
import io
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, values
from helpers.refresh.web import Answer, Web, unpacked

PAGE = "https://www.v-dem.net/data/the-v-dem-dataset/"
HOSTS = ("v-dem.net", "www.v-dem.net")
LINK = re.compile(r'href="([^"]*V-Dem-CY-FullOthers-v(\d+(?:\.\d+)?)_csv\.zip[^"]*)"')
FIRST_YEAR = 1990
# By column, then year, then state.
Table = dict[str, dict[int, dict[str, float]]]


def newest(web: Web) -> tuple[str, str]:
    """Return the address and the version of the newest data set that the page links."""
    page = web.get(PAGE, "html", HOSTS)
    found = LINK.findall(page.text())
    if not found:
        raise lacking(page, "link to a V-Dem-CY-FullOthers archive", "one")
    link, version = max(found, key=lambda pair: tuple(map(int, pair[1].split("."))))
    return urljoin(PAGE, link), f"v{version}"


def read(answer: Answer, columns: Sequence[str]) -> Table:
    """Return columns of the data set from 1990 on.

    Raises
    ------
    Refused
        When the archive is broken or a column is missing.
    """
    found: Table = {column: {} for column in columns}
    with unpacked(answer, ".csv") as packed:
        reader = csv.DictReader(io.TextIOWrapper(packed, "utf-8-sig", newline=""))
        missing = [name for name in ("country_text_id", "year", *columns) if name not in (reader.fieldnames or ())]
        if missing:
            raise lacking(answer, f"column {', '.join(missing)}", "the columns of the series bound to it")
        for row in reader:
            year = int(row["year"])
            if year < FIRST_YEAR:
                continue
            for column in columns:
                if row[column] not in ("", "NA"):
                    found[column].setdefault(year, {})[row["country_text_id"]] = float(row[column])
    return found


def derived(kind: str, by_year: Mapping[int, Mapping[str, float]]) -> Iterator[dict[str, object]]:
    """Yield values of a column: as they are, or the median or the rank of Belarus over all states of a year."""
    for year, states in sorted(by_year.items()):
        if kind == "median":
            yield {"entity": "WLD", "period": year, "value": plain(statistics.median(states.values())),
                   "note": f"median over {len(states)} states in the file; computed here"}
        elif kind == "rank":
            if "BLR" in states:
                yield {"entity": "BLR", "period": year, "note": f"of {len(states)} states; computed here",
                       "value": str(sum(value < states["BLR"] for value in states.values()) + 1)}
        else:
            yield from ({"entity": state, "period": year, "value": plain(value)} for state, value in states.items())


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver indices, their bounds, and what is computed over all states."""
    address, version = newest(web)
    answer = web.get(address, "zip", HOSTS)
    table = read(answer, sorted({binding.code for binding in bindings}))
    for binding in bindings:
        made = values(derived(binding.options.get("as", ""), table[binding.code]))
        yield Delivery(binding, scoped(made, present[binding.series_id]), binding.code, version, (answer,))


CODES = {
    "vdem12_civlib": "v2x_civlib", "vdem12_domaut": "v2svdomaut", "vdem12_frassoc": "v2x_frassoc_thick",
    "vdem12_freexp": "v2x_freexp_altinf", "vdem12_frefair": "v2xel_frefair", "vdem12_inlaut": "v2svinlaut",
    "vdem12_jucon": "v2x_jucon", "vdem12_legcon": "v2xlg_legcon", "vdem12_polyarchy": "v2x_polyarchy",
    "vdem14_ccsi": "v2xcs_ccsi", "vdem14_clrol": "v2xcl_rol", "vdem14_freexp": "v2x_freexp_altinf",
    "vdem14_horacc": "v2x_horacc_osp", "vdem15_libdem": "v2x_libdem", "vdem15_polyarchy": "v2x_polyarchy",
    "vdem15_regime": "v2x_regime",
}
BOUNDS = {"vdem12_bounds_civlib": "v2x_civlib", "vdem12_bounds_frassoc": "v2x_frassoc_thick",
          "vdem12_bounds_freexp": "v2x_freexp_altinf", "vdem12_bounds_frefair": "v2xel_frefair",
          "vdem12_bounds_jucon": "v2x_jucon", "vdem12_bounds_legcon": "v2xlg_legcon",
          "vdem15_libdem": "v2x_libdem", "vdem15_polyarchy": "v2x_polyarchy"}
BINDINGS = (
    *(Binding(series, code, (code,)) for series, code in CODES.items()),
    *(Binding(f"{series}_{end}", f"{code}_code{end}", (code, end)) for series, code in BOUNDS.items()
      for end in ("low", "high")),
    *(Binding(f"vdem12_{name}_{short}", f"v2sv{short}", (f"v2sv{short}",), options={"as": kind})
      for name, kind in (("rank", "rank"), ("world_median", "median")) for short in ("domaut", "inlaut")),
)

UPSTREAM = Upstream(
    name="v-dem", title="V-Dem country-year data set", docs=PAGE,
    publisher="V-Dem Institute, University of Gothenburg", perspective="academic", origin="v-dem",
    licence="CC-BY-4.0 (as recorded by owid/etl for V-Dem)",
    terms="CC BY as recorded by users; the download page may ask for a name", share=True, bindings=BINDINGS,
    deliver=deliver)
