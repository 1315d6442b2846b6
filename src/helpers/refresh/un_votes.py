"""Votes in the UN General Assembly: the files of Bailey, Strezhnev and Voeten at the Harvard Dataverse.

The data set's description by the native API lists its files with their MD5 and its licence. The newest file of ideal
points by session is read: one row a state and session, with `iso3c`, `session` and the columns bound below. Since
July 2025 there is a file by calendar year too, which is another definition and is not read.
"""

from __future__ import annotations

import csv
import io
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from helpers.refresh.upstream import Binding, Delivery, Upstream, lacking, plain, scoped, values
from helpers.refresh.web import Answer, Web

DATASET = ("https://dataverse.harvard.edu/api/datasets/:persistentId/"
           "?persistentId=doi:10.7910/DVN/LEJUQZ")
FILE = "https://dataverse.harvard.edu/api/access/datafile/{}?format=original"
# Where the Dataverse keeps its files.
HOSTS = ("dvn-cloud.s3.amazonaws.com",)
NAME = re.compile(r"IdealpointestimatesAll_(?P<month>[A-Z][a-z]{2})(?P<year>\d{4})\.(?:csv|tab)")
OPEN = ("CC0", "CC BY")
FOUNDED = 1945
Session = dict[str, dict[str, str]]


def newest(web: Web) -> tuple[dict[str, Any], str, bool, Answer]:
    """Return the description of the newest file, the version, whether its licence is open, and the answer."""
    answer = web.get(DATASET, "json")
    try:
        latest = answer.json()["data"]["latestVersion"]
        files = [one["dataFile"] for one in latest["files"]]
        version = f"{latest['versionNumber']}.{latest['versionMinorNumber']}"
    except (KeyError, TypeError) as error:
        raise lacking(answer, f"field {error}", "data, latestVersion, files and dataFile") from error
    licence = latest.get("license") or {}
    named = str(licence.get("name", "") if isinstance(licence, dict) else licence)
    dated = [(datetime.strptime(f"{match['month']}{match['year']}", "%b%Y"), one) for one in files
             if (match := NAME.fullmatch(one["filename"]))]
    if not dated:
        raise lacking(answer, "file IdealpointestimatesAll_…", "one")
    return max(dated, key=lambda pair: pair[0])[1], version, named.startswith(OPEN), answer


def sessions(answer: Answer, columns: Sequence[str]) -> dict[int, Session]:
    """Return the rows of the file by session and state."""
    text = answer.text()
    reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in text.partition("\n")[0] else ",")
    missing = [name for name in ("iso3c", "session", *columns) if name not in (reader.fieldnames or ())]
    if missing:
        raise lacking(answer, f"column {', '.join(missing)}", "the columns of the series bound to it")
    found: dict[int, Session] = {}
    for row in reader:
        if row["iso3c"] not in ("", "NA"):
            found.setdefault(int(row["session"]), {})[row["iso3c"]] = row
    return found


def _numbers(session: Session, column: str) -> dict[str, float]:
    return {state: float(row[column]) for state, row in session.items() if row[column] not in ("", "NA")}


def rows(binding: Binding, found: Mapping[int, Session]) -> Iterator[dict[str, object]]:
    """Yield the values of one series; a session counts for the year in which it begins."""
    kind, partner = binding.options.get("as", ""), binding.options.get("partner", "")
    for session, states in sorted(found.items()):
        numbers, period = _numbers(states, binding.code), FOUNDED + session
        if kind == "median":
            others = [value for state, value in numbers.items() if state not in ("BLR", partner)]
            if others:
                yield {"entity": "WLD", "partner": partner, "period": period, "value": plain(statistics.median(others)),
                       "note": f"median over {len(others)} states; computed here"}
        elif kind == "gap":
            if {"BLR", "RUS"} <= numbers.keys():
                yield {"entity": "BLR", "partner": "RUS", "period": period,
                       "value": plain(numbers["BLR"] - numbers["RUS"]), "note": "BLR minus RUS; computed here"}
        else:
            yield from ({"entity": state, "partner": partner, "period": period, "value": plain(value),
                         "note": f"UNGA session {session}"} for state, value in numbers.items() if state != partner)


def deliver(bindings: Sequence[Binding], present: Mapping[str, pd.DataFrame], web: Web) -> Iterator[Delivery]:
    """Deliver ideal points, their quantiles, and shares of identical votes."""
    described, version, is_open, listing = newest(web)
    checksum = f"md5:{described['md5']}" if described.get("md5") else ""
    answer = web.get(FILE.format(described["id"]), "csv", HOSTS, checksum=checksum)
    found = sessions(answer, sorted({binding.code for binding in bindings}))
    for binding in bindings:
        made = scoped(values(rows(binding, found)), present[binding.series_id])
        yield Delivery(binding, made, binding.code, f"{described['filename']}, data set {version}",
                       (listing, answer), is_open)


BINDINGS = (
    Binding("un_idealpoint", "IdealPointAll", ("IdealPointAll",)),
    Binding("un_idealpoint_gap", "IdealPointAll", ("IdealPointAll",), options={"as": "gap"}),
    Binding("un_idealpoint_q05", "Q5%All", ("Q5%All",)), Binding("un_idealpoint_q95", "Q95%All", ("Q95%All",)),
    Binding("un_nvotes_bsv", "NVotesAll", ("NVotesAll",)),
    Binding("un_agree_rus_bsv", "RUSSAgree", ("RUSSAgree",), options={"partner": "RUS"}),
    Binding("un_agree_rus_bsv_median", "RUSSAgree", ("RUSSAgree",), options={"as": "median", "partner": "RUS"}),
    Binding("un_agree_chn_bsv", "ChinaAgree", ("ChinaAgree",), options={"partner": "CHN"}),
    Binding("un_agree_usa_bsv", "USAgree", ("USAgree",), options={"partner": "USA"}),
)

UPSTREAM = Upstream(
    name="un-votes", title="UN General Assembly voting (Harvard Dataverse)",
    docs="https://guides.dataverse.org/en/latest/api/native-api.html",
    publisher="Harvard Dataverse (doi:10.7910/DVN/LEJUQZ)", perspective="academic",
    origin="bailey-strezhnev-voeten", licence="as the data set's page states it",
    terms="as the data set states them with each delivery: open ones are passed on, others kept local", share=False,
    bindings=BINDINGS, deliver=deliver)
