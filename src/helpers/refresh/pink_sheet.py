"""World Bank commodity prices, the Pink Sheet: two workbooks, linked from one page, at addresses that change.

A sheet has a row of names, a row of units below it, and then a row a year (`1960`) or a month (`1960M01`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, values
from helpers.refresh.web import Answer, Refused, Web

PAGE = "https://www.worldbank.org/en/research/commodity-markets"
HOSTS = ("thedocs.worldbank.org", "www.worldbank.org")
FILES = {"annual": ("CMO-Historical-Data-Annual.xlsx", "Annual Prices (Nominal)"),
         "monthly": ("CMO-Historical-Data-Monthly.xlsx", "Monthly Prices")}
UPDATED = re.compile(r"updated on\s+(.+)", re.IGNORECASE)
PERIOD = re.compile(r"(\d{4})(?:\.0)?|(\d{4})M(\d{2})")
HEAD = 12  # rows among which the names and the units stand


def linked(file: str, web: Web) -> str:
    """Return the address of a workbook as the page links it."""
    page = web.get(PAGE, "html", HOSTS)
    found = re.findall(rf'href="([^"]+/{re.escape(file)})"', page.text())
    if not found:
        raise lacking(page, f"link to {file}", "one")
    return str(urljoin(PAGE, str(found[0])))


def sheet(answer: Answer, name: str) -> list[list[object]]:
    """Return the cells of a sheet, row by row.

    Raises
    ------
    Refused
        When the workbook cannot be read or has no such sheet.
    """
    import zipfile

    from openpyxl import load_workbook

    try:
        book = load_workbook(answer.path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise Refused(f"{answer.url}: found a workbook that cannot be read ({error}), expected a whole one; do: try "
                      "again later; nothing was changed") from error
    if name not in book.sheetnames:
        raise lacking(answer, f"sheet {name!r} among {', '.join(book.sheetnames)}", "it")
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def prices(cells: Sequence[Sequence[object]], name: str, answer: Answer) -> tuple[dict[str, str], str, str]:
    """Return the prices of a commodity by period, its name with its unit, and when the sheet was updated."""
    places = [(row, column) for row, line in enumerate(cells[:HEAD]) for column, cell in enumerate(line)
              if str(cell or "").replace("*", "").strip() == name]
    if len(places) != 1:
        raise lacking(answer, f"single column {name!r}, but {len(places)}", "one")
    row, column = places[0]
    units = [str(line[column]).strip() for line in cells[row + 1:HEAD]
             if column < len(line) and str(line[column] or "").strip().startswith("(")]
    if not units:
        raise lacking(answer, f"unit below {name!r}", "one in parentheses")
    told = [match[1].strip() for line in cells[:HEAD] for cell in line if (match := UPDATED.search(str(cell or "")))]
    found: dict[str, str] = {}
    for line in cells[row + 1:]:
        match = PERIOD.fullmatch(str(line[0]).strip()) if line and line[0] is not None else None
        value = line[column] if match and column < len(line) else None
        if match and isinstance(value, int | float):
            found[match[1] or f"{match[2]}-{match[3]}"] = plain(value)
    return found, f"{name} {units[0]}", told[0] if told else ""


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver prices by year and by month."""
    for binding in bindings:
        file, name = FILES[binding.options["by"]]
        answer = web.get(linked(file, web), "xlsx", HOSTS)
        found, definition, version = prices(sheet(answer, name), binding.code, answer)
        table = values({"entity": binding.options["entity"], "period": period, "value": value}
                       for period, value in found.items())
        yield Delivery(binding, scoped(table, present[binding.series_id]), definition, version, (answer,))


BINDINGS = (
    Binding("brent_price_annual", "Crude oil, Brent", ("Brent", "$/bbl"), options={"by": "annual", "entity": "WLD"}),
    Binding("gas_price_europe_annual", "Natural gas, Europe", ("Europe", "$/mmbtu"),
            options={"by": "annual", "entity": "EUROPE"}),
    Binding("gas_price_europe_monthly", "Natural gas, Europe", ("Europe", "$/mmbtu"),
            options={"by": "monthly", "entity": "EUROPE"}),
)

UPSTREAM = Upstream(
    name="pink-sheet", title="World Bank commodity prices (Pink Sheet)", docs=PAGE, publisher="World Bank",
    perspective="international_org", origin="world-bank", licence="CC-BY-4.0", terms="CC BY 4.0 with attribution",
    share=True, bindings=BINDINGS, deliver=deliver)
