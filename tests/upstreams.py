"""A local server that answers as the publishers do, made after their documentation: nothing here was recorded.

Values come from the tables of the project, changed as a test asks, so that an answer has the states and periods of
the real one. Failures are real ones of a server: wrong status, silence, cut-off bodies, packed floods.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd

from helpers.refresh import comtrade, freedom_house, imf, pink_sheet, sipri, un_votes, v_dem, world_bank

# status, headers, body
Reply = tuple[int, Mapping[str, str], bytes]
# What a test does to a value: from series, state, period and value to another value; None leaves it out.
Edit = Callable[[str, str, str, float], float | None]
HOSTS = ("https://api.worldbank.org", "https://www.worldbank.org", "https://thedocs.worldbank.org",
         "https://api.imf.org", "https://comtradeapi.un.org", "https://www.v-dem.net", "https://dataverse.harvard.edu",
         "https://ourworldindata.org", "https://freedomhouse.org", "https://atbackend.sipri.org")
NAMES = {
    "DT.DOD.DECT.CD": "External debt stocks, total (DOD, current US$)",
    "DT.DOD.DECT.GN.ZS": "External debt stocks (% of GNI)",
    "DT.DOD.DPPG.CD": "External debt stocks, public and publicly guaranteed (PPG) (DOD, current US$)",
    "BX.KLT.DINV.WD.GD.ZS": "Foreign direct investment, net inflows (% of GDP)",
    "NY.GDP.MKTP.KD": "GDP (constant 2015 US$)", "NY.GDP.MKTP.CD": "GDP (current US$)",
    "NE.EXP.GNFS.ZS": "Exports of goods and services (% of GDP)",
    "NE.IMP.GNFS.ZS": "Imports of goods and services (% of GDP)", "TG.VAL.TOTL.GD.ZS": "Merchandise trade (% of GDP)",
    "TX.VAL.MRCH.CD.WT": "Merchandise exports (current US$)", "TM.VAL.MRCH.CD.WT": "Merchandise imports (current US$)",
    "BX.TRF.PWKR.DT.GD.ZS": "Personal remittances, received (% of GDP)",
    "VA.EST": "Voice and Accountability: Estimate", "VA.STD.ERR": "Voice and Accountability: Standard Error",
}


def as_it_is(series: str, state: str, period: str, value: float) -> float | None:
    return value


def _json(content: Any) -> Reply:
    return 200, {"Content-Type": "application/json"}, json.dumps(content).encode()


def _csv(rows: list[dict[str, Any]], tab: bool = False) -> bytes:
    return pd.DataFrame(rows).to_csv(index=False, sep="\t" if tab else ",", lineterminator="\n").encode()


def workbook(sheets: Mapping[str, list[list[Any]]]) -> bytes:
    """Return an Excel workbook."""
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    """Return a ZIP with one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


class Upstreams:
    """All publishers, on one port.

    Parameters
    ----------
    series
        The raw table `series`, typed: what the answers are made from.
    """

    def __init__(self, series: pd.DataFrame) -> None:
        self.series = series
        self.edit: Edit = as_it_is
        self.instead: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[str] = []
        self.seen: list[Mapping[str, str]] = []
        self.bodies: list[bytes] = []
        self.names = dict(NAMES)
        self.port = 0

    def routes(self) -> str:
        """Return the environment's value that leads all hosts here."""
        return " ".join(f"{host}=http://127.0.0.1:{self.port}/{urlsplit(host).hostname}" for host in HOSTS)

    def values(self, series: str) -> list[tuple[str, str, str, float]]:
        """Return state, partner, period and value of a series, edited."""
        rows = self.series[self.series["series_id"].eq(series)]
        made = []
        for row in rows.to_dict("records"):
            value = self.edit(series, row["entity"], row["period"], float(row["value"]))
            if value is not None:
                made.append((row["entity"], row["partner"], row["period"], value))
        return made

    def reply(self, method: str, url: str, handler: BaseHTTPRequestHandler) -> Reply:
        split = urlsplit(url)
        host, _, path = split.path.lstrip("/").partition("/")
        query = {name: values[0] for name, values in parse_qs(split.query).items()}
        if host == "api.worldbank.org" and "sources/6" in path:
            return self.debt()
        made = {"api.worldbank.org": self.indicator, "www.worldbank.org": self.commodity_page,
                "thedocs.worldbank.org": self.commodities, "api.imf.org": self.trade_by_partner,
                "comtradeapi.un.org": self.comtrade, "www.v-dem.net": self.v_dem,
                "dataverse.harvard.edu": self.dataverse, "ourworldindata.org": self.chart,
                "freedomhouse.org": self.freedom, "atbackend.sipri.org": self.arms}[host]
        return made(path, query)

    def indicator(self, path: str, query: Mapping[str, str]) -> Reply:
        match = re.fullmatch(r"v2/country/([A-Z;]+)/indicator/([A-Z.]+)", path)
        assert match and query["format"] == "json", path
        states, code = match[1].split(";"), match[2]
        (bound,) = [binding for binding in world_bank.BINDINGS if binding.code == code]
        assert query.get("source") == bound.options.get("source")
        rows = [{"indicator": {"id": code, "value": self.names[code]}, "country": {"id": "", "value": state},
                 "countryiso3code": state, "date": period, "value": value, "unit": "", "obs_status": "", "decimal": 0}
                for state, _, period, value in self.values(bound.series_id) if state in states]
        rows += [{**row, "date": "2099", "value": None} for row in rows[:1]]
        size, page = int(query["per_page"]), int(query["page"])
        pages = -(-len(rows) // size) or 1
        return _json([{"page": page, "pages": pages, "per_page": size, "total": len(rows), "sourceid": "2",
                       "lastupdated": "2026-11-30"}, rows[(page - 1) * size:page * size]])

    def debt(self) -> Reply:
        def row(who: str, code: str, year: str, value: float | None) -> dict[str, Any]:
            return {"variable": [{"concept": "Country", "id": "BLR", "value": "Belarus"},
                                 {"concept": "Series", "id": "DT.DOD.DPPG.CD", "value": NAMES["DT.DOD.DPPG.CD"]},
                                 {"concept": "Counterpart-Area", "id": code, "value": who},
                                 {"concept": "Time", "id": f"YR{year}", "value": year}], "value": value}

        data = []
        for _, _, year, value in self.values("debt_to_russia_ids_usd"):
            data += [row("Russian Federation", "087", year, value), row("World", "WLD", year, value / 0.43)]
        data += [row("China", "730", "2022", 3e9), row("Russian Federation", "087", "2031", None)]
        return _json({"page": 1, "pages": 1, "per_page": 20000, "total": len(data), "lastupdated": "2026-12-03",
                      "source": {"id": "6", "name": "International Debt Statistics", "data": data}})

    def commodity_page(self, path: str, query: Mapping[str, str]) -> Reply:
        links = "".join(f'<a href="https://thedocs.worldbank.org/en/doc/abc-0050012026/related/{file}">x</a>'
                        for file, _ in pink_sheet.FILES.values())
        return 200, {"Content-Type": "text/html"}, f"<!DOCTYPE html><html>{links}</html>".encode()

    def commodities(self, path: str, query: Mapping[str, str]) -> Reply:
        by = "monthly" if "Monthly" in path else "annual"
        bound = [binding for binding in pink_sheet.BINDINGS if binding.options["by"] == by]
        values = {binding.code: {period: value for _, _, period, value in self.values(binding.series_id)}
                  for binding in bound}
        periods = sorted({period for one in values.values() for period in one})
        rows: list[list[Any]] = [["World Bank Commodity Price Data (The Pink Sheet)"], ["Updated on December 02, 2026"],
                                 [None, *values],
                                 [None, *("($/bbl)" if "Brent" in name else "($/mmbtu)" for name in values)]]
        rows += [[period.replace("-", "M") if by == "monthly" else int(period),
                  *(one.get(period, "…") for one in values.values())] for period in periods]
        return 200, {}, workbook({pink_sheet.FILES[by][1]: rows, "Description": [["About"]]})

    def trade_by_partner(self, path: str, query: Mapping[str, str]) -> Reply:
        key = path.rpartition("/")[2].split(".")
        series = next(binding.series_id for binding in imf.BINDINGS if binding.code == key[1])
        years = {period[:4]: value for _, _, period, value in self.values(series)}
        return 200, {"Content-Type": imf.FORM}, _csv([
            {"DATAFLOW": "IMF.STA:IMTS(1.0.0)", "COUNTRY": key[0], "INDICATOR": key[1], "COUNTERPART_COUNTRY": key[2],
             "FREQUENCY": key[3], "TIME_PERIOD": year, "OBS_VALUE": value, "SCALE": ""}
            for year, value in years.items()])

    def comtrade(self, path: str, query: Mapping[str, str]) -> Reply:
        rows: list[dict[str, Any]] = []
        if query["cmdCode"] == "270900":
            dollars = {partner: value for _, partner, _, value in self.values("crude_imports_2021_usd")}
            tonnes = {partner: value for _, partner, _, value in self.values("crude_imports_2021_tonnes")}
            rows = [{"reporterCode": comtrade.CODES[name], "partnerCode": 112, "flowCode": "X", "period": "2021",
                     "primaryValue": value, "netWgt": tonnes[name] * 1000} for name, value in dollars.items()]
        else:
            for flow, series in (("X", "goods_exports_to_russia_usd"), ("M", "goods_imports_from_russia_usd")):
                for _, _, year, value in self.values(series):
                    if year in query["period"].split(","):
                        rows += [{"reporterCode": 112, "partnerCode": code, "flowCode": flow, "period": year,
                                  "primaryValue": value * times, "netWgt": None} for code, times in ((643, 1), (0, 2))]
            if not rows:  # a call that covers years without trade reported
                rows = [{"reporterCode": 112, "partnerCode": 0, "flowCode": "X", "period": "1998",
                         "primaryValue": 1.0, "netWgt": None}]
        return _json({"elapsedTime": "0.1 secs", "count": len(rows), "data": rows, "error": ""})

    def v_dem(self, path: str, query: Mapping[str, str]) -> Reply:
        if not path.endswith(".zip"):
            page = "".join(f'<a href="/media/datasets/V-Dem-CY-FullOthers-v{n}_csv.zip">v{n}</a>' for n in (9, 16, 15))
            return 200, {"Content-Type": "text/html"}, f"<html>{page}</html>".encode()
        assert "v16" in path
        table: dict[tuple[str, int], dict[str, Any]] = {}
        for binding in v_dem.BINDINGS:
            if binding.options:
                continue
            for state, _, period, value in self.values(binding.series_id):
                row = table.setdefault((state, int(period)), {"country_name": state, "country_text_id": state,
                                                              "year": int(period)})
                row[binding.code] = value
        rows = [*table.values(), {"country_name": "BLR", "country_text_id": "BLR", "year": 1919}]
        return 200, {}, zipped("V-Dem-CY-FullOthers-v16_csv/V-Dem-CY-Full+Others-v16.csv", _csv(rows))

    def dataverse(self, path: str, query: Mapping[str, str]) -> Reply:
        rows: dict[tuple[str, int], dict[str, Any]] = {}
        for binding in un_votes.BINDINGS:
            if binding.options.get("as"):
                continue
            for state, _, period, value in self.values(binding.series_id):
                session = int(period) - un_votes.FOUNDED
                row = rows.setdefault((state, session), {"ccode": 0, "iso3c": state, "session": session})
                row[binding.code] = value
        content = _csv([*rows.values(), {"iso3c": "NA", "session": 46}])
        if path.startswith("api/access"):
            return 200, {"Content-Type": "text/csv"}, content
        files = [{"label": name, "dataFile": {"id": number, "filename": name, "md5":
                  hashlib.md5(content, usedforsecurity=False).hexdigest()}} for number, name in enumerate(
                      ("IdealpointestimatesAll_Jun2024.csv", "IdealpointestimatesAll_Sep2026.csv", "Readme.txt"), 7)]
        return _json({"status": "OK", "data": {"id": 1, "latestVersion": {
            "versionNumber": 36, "versionMinorNumber": 0, "license": {"name": "CC0 1.0"}, "files": files}}})

    def chart(self, path: str, query: Mapping[str, str]) -> Reply:
        return 200, {}, _csv([{"Entity": "Belarus", "Code": "BLR", "Year": 2024, "Democracy score": 1.99},
                              {"Entity": "World", "Code": "OWID_WRL", "Year": 2024, "Democracy score": 5.17}])

    def freedom(self, path: str, query: Mapping[str, str]) -> Reply:
        if not path.endswith(".xlsx"):
            link = '<a href="/sites/default/files/2026-02/All_data_FIW_2013-2026.xlsx">All data</a>'
            return 200, {"Content-Type": "text/html"}, f"<!doctype html><html>{link}</html>".encode()
        head = ["Country/Territory", "Region", "C/T", "Edition", "Status", "PR rating", "CL rating", "PR", "CL",
                "Total"]
        rows = [["Belarus", "Eurasia", "c", edition, "NF", 7, 6, 2, 6, 8] for edition in (2026, 2025, 2024)]
        assert set(freedom_house.STATES) >= {"Belarus"}
        return 200, {}, workbook({"Index": [["x"]], "FIW13-26": [["All Data, FIW 2013-2026"], head, *rows]})

    def arms(self, path: str, query: Mapping[str, str]) -> Reply:
        if path.endswith("Trimmed"):
            return _json([{"EntityId": 21, "Name": "Belarus"}, {"EntityId": 22, "Name": "Belgium"}])
        assert json.loads(self.bodies[-1])["filters"][1]["listData"] == [21]
        years = list(range(2015, 2025))
        rows = [["Imports of major arms"], ["Supplier", *map(str, years), "2015-2024"],
                ["China", *["" if year != 2016 else "3" for year in years], "3"],
                ["Russia", *["50" for _ in years], "500"], ["Total imports by Belarus", *["60" for _ in years], "600"]]
        assert sipri.WINDOW == 5
        return _json({"result": "\n".join(",".join(row) for row in rows)})


def status(code: int, **headers: str) -> Reply:
    """Return a failure of the server."""
    return code, headers, b"later"


def html(text: str = "down for maintenance") -> Reply:
    """Return a page instead of data."""
    return 200, {"Content-Type": "text/html"}, f"<!DOCTYPE html>\n<html><body>{text}</body></html>".encode()


def bomb(megabytes: int) -> Reply:
    """Return a small packed body that unpacks to many megabytes."""
    packed = gzip.compress(b"[" * (megabytes << 20))
    return 200, {"Content-Encoding": "gzip", "Content-Type": "application/json"}, packed


def slow(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return a server that says nothing for a while."""
    return lambda handler: time.sleep(seconds)


def dripping(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return a server that sends a byte now and then, never silent long enough for an ordinary time-out."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        end = time.monotonic() + seconds
        with suppress(OSError):
            while time.monotonic() < end:
                handler.wfile.write(b" " * (1 << 16))
                time.sleep(0.05)

    return send


def cut(body: bytes, at: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return a server that promises a whole body and breaks off."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[:at])

    return send


def huge(size: int) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return a server that announces a body of so many bytes."""

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(size))
        handler.end_headers()
        with suppress(OSError):
            handler.wfile.write(b"x" * 1024)

    return send


@contextmanager
def serving(upstreams: Upstreams) -> Iterator[Upstreams]:
    """Serve on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def answer(self) -> None:
            upstreams.asked.append(self.path)
            upstreams.seen.append(dict(self.headers))
            upstreams.bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            special = next((made for part, made in upstreams.instead.items() if part in self.path), None)
            if callable(special):
                special(self)
                return
            code, headers, body = special or upstreams.reply(self.command, self.path, self)
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        do_GET = answer  # noqa: N815 (http.server's names)
        do_POST = answer  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    upstreams.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield upstreams
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
