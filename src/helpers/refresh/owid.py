"""Our World in Data: series for which its catalogue is the route, as the CSV behind a chart.

Columns are `Entity`, `Code`, `Year` and one of values, whose name is the definition.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, values
from helpers.refresh.web import Web

HOST = "https://ourworldindata.org/grapher"
STATES = ("BLR", "RUS", "KAZ", "ARM", "POL", "UKR")


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver charts."""
    for binding in bindings:
        answer = web.get(f"{HOST}/{binding.code}.csv", "csv")
        reader = csv.DictReader(io.StringIO(answer.text()))
        names = list(reader.fieldnames or ())
        columns = [name for name in names if all(word.lower() in name.lower() for word in binding.words)]
        if not {"Code", "Year"} <= set(names) or len(columns) != 1:
            raise lacking(answer, f"single column with {' and '.join(binding.words)} among {', '.join(names)}", "one")
        table = values({"entity": row["Code"], "period": row["Year"], "value": plain(row[columns[0]])}
                       for row in reader if row["Code"] in STATES and row[columns[0]])
        yield Delivery(binding, scoped(table, present[binding.series_id]), columns[0], "", (answer,))


UPSTREAM = Upstream(
    name="owid", title="Our World in Data (charts)", docs="https://docs.owid.io/projects/etl/api/",
    publisher="Economist Intelligence Unit, by Our World in Data", perspective="think_tank", origin="eiu",
    licence="EIU terms, not open", terms="the series' own terms, here those of the EIU: not open", share=False,
    bindings=(Binding("eiu_index", "democracy-index-eiu", ("democracy",)),), deliver=deliver)
