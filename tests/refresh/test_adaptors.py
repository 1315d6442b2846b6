"""Every adaptor reads what its publisher's documentation describes, and refuses what it does not.

The answers are made by `upstreams`; none was recorded, and no adaptor has been tried live.
"""

from __future__ import annotations

import json

import pandas as pd
import pytest

from helpers.data import tables
from helpers.refresh import comtrade, debt_statistics, imf, pink_sheet, refresh, registry, sipri, un_votes, v_dem
from helpers.refresh.upstream import VALUE, Delivery, Upstream
from helpers.refresh.web import Refused, Web
from upstreams import Reply, Upstreams, workbook, zipped


def delivered(upstream: Upstream, web: Web, *series: str) -> dict[str, Delivery]:
    every = tables.raw("series")
    bound = [binding for binding in upstream.bindings if not series or binding.series_id in series]
    present = {binding.series_id: every[every["series_id"].eq(binding.series_id)] for binding in bound}
    return {one.binding.series_id: one for one in upstream.deliver(bound, present, web)}


@pytest.mark.parametrize("upstream", registry.UPSTREAMS, ids=lambda one: one.name)
def test_each_series_is_delivered_with_its_publishers_name(upstream: Upstream, web: Web, upstreams: Upstreams) -> None:
    made = delivered(upstream, web)
    assert list(made) == [binding.series_id for binding in upstream.bindings]
    for one in made.values():
        assert list(one.values.columns) == VALUE and not one.values.empty
        assert all(word.casefold() in one.definition.casefold() for word in one.binding.words)
        assert one.values["value"].map(float).notna().all()
        assert not one.values.duplicated(VALUE[:4]).any()
        assert all(len(answer.sha256) == 64 and answer.size for answer in one.answers)


@pytest.mark.parametrize("upstream", registry.UPSTREAMS, ids=lambda one: one.name)
def test_what_comes_is_what_the_tables_hold_where_the_publisher_holds_the_same(
        upstream: Upstream, web: Web, upstreams: Upstreams) -> None:
    # Releases of V-Dem that the tables keep apart go by one code; the answer has the values of the last.
    last = {binding.code: binding.series_id for binding in upstream.bindings}
    held = tables.read("series").set_index(["series_id", "entity", "partner", "period"])["value"]
    compared = 0
    for name, one in delivered(upstream, web).items():
        if upstream.name == "v-dem" and last[one.binding.code] != name:
            continue
        if one.binding.stands != "instead" or one.binding.options.get("as") or name == "russia_share_ppg_debt":
            continue
        for row in one.values.to_dict("records"):
            key = (name, row["entity"], row["partner"], row["period"])
            if key in held.index:
                assert float(row["value"]) == pytest.approx(float(held[key]), rel=1e-9, abs=1e-9)
                compared += 1
    assert compared or upstream.name in ("imf", "owid", "freedom-house", "sipri")


def test_no_address_shows_a_key(web: Web, upstreams: Upstreams) -> None:
    delivered(comtrade.UPSTREAM, web, "goods_exports_to_russia_usd")
    assert all("a-secret" not in path for path in upstreams.asked)
    assert upstreams.seen[0]["Ocp-Apim-Subscription-Key"] == "a-secret"


def test_without_its_key_a_publisher_is_not_asked(web: Web, upstreams: Upstreams,
                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMTRADE_KEY")
    with pytest.raises(Refused, match="no key in COMTRADE_KEY"):
        delivered(comtrade.UPSTREAM, web)
    assert upstreams.asked == []


def test_pages_of_an_indicator_are_put_together(web: Web, upstreams: Upstreams,
                                                monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.refresh import world_bank

    monkeypatch.setattr(world_bank, "PER_PAGE", 50)
    made = delivered(world_bank.UPSTREAM, web, "external_debt_total_usd")
    assert len(made["external_debt_total_usd"].values) == 327 and len(upstreams.asked) == 7


def test_shares_and_ranks_are_worked_out(web: Web, upstreams: Upstreams) -> None:
    share = delivered(debt_statistics.UPSTREAM, web, "russia_share_ppg_debt")["russia_share_ppg_debt"].values
    assert set(share["value"]) == {"43"}
    votes = delivered(un_votes.UPSTREAM, web)
    gap = votes["un_idealpoint_gap"].values.set_index("period")["value"]
    assert float(gap["2023"]) == pytest.approx(-0.207562, abs=2e-5)
    ranks = list(v_dem.derived("rank", {2020: {"BLR": 0.2, "RUS": 0.1, "UKR": 0.9}}))
    assert [(row["value"], row["note"]) for row in ranks] == [("2", "of 3 states; computed here")]
    median = list(v_dem.derived("median", {2020: {"BLR": 0.2, "RUS": 0.1, "UKR": 0.9}}))
    assert [(row["entity"], row["value"]) for row in median] == [("WLD", "0.2")]
    arms = delivered(sipri.UPSTREAM, web)["sipri_rus_share_5y"].values
    assert set(arms["value"]) == {"83.333333333333"}


def _json(content: object) -> Reply:
    return 200, {}, json.dumps(content).encode()


WORLD_BANK = "v2/country/BLR"
BROKEN: list[tuple[Upstream, str, str, Reply, str]] = [
    (registry.UPSTREAMS[0], "gdp_current_usd", WORLD_BANK,
     _json([{"message": [{"id": "120", "key": "Invalid value", "value": "The provided parameter is not valid"}]}]),
     "not valid"),
    (registry.UPSTREAMS[0], "gdp_current_usd", WORLD_BANK,
     _json([{"page": 1, "pages": 1, "total": 5}, []]), "found 0 rows, expected 5"),
    (registry.UPSTREAMS[0], "gdp_current_usd", WORLD_BANK,
     _json([{"page": 1, "pages": 1, "total": 0}, []]), "no single indicator"),
    (debt_statistics.UPSTREAM, "debt_to_russia_ids_usd", "sources/6", _json({"message": "none"}), "no field 'source'"),
    (pink_sheet.UPSTREAM, "brent_price_annual", "commodity-markets", (200, {}, b"<html>moved</html>"),
     "no link to CMO-Historical-Data-Annual.xlsx"),
    (pink_sheet.UPSTREAM, "brent_price_annual", "related/CMO", (200, {}, workbook({"Other": [["x"]]})),
     "no sheet 'Annual Prices (Nominal)' among Other"),
    (pink_sheet.UPSTREAM, "brent_price_annual", "related/CMO", (200, {}, zipped("x.xml", b"<x/>")), "cannot be read"),
    (pink_sheet.UPSTREAM, "brent_price_annual", "related/CMO",
     (200, {}, workbook({"Annual Prices (Nominal)": [["", "Crude oil, Brent"], ["", ""], [2020, 41.0]]})), "no unit"),
    (imf.UPSTREAM, "goods_exports_to_russia_usd", "IMTS", (200, {}, b"A,B\n1,2\n"), "no columns COUNTERPART_COUNTRY"),
    (imf.UPSTREAM, "goods_exports_to_russia_usd", "IMTS",
     (200, {}, b"COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
               b"BLR,XG_FOB_USD,RUS,A,2020,1,Millions\n"), "scale Millions"),
    (comtrade.UPSTREAM, "goods_exports_to_russia_usd", "C/A/HS", _json({"data": [], "error": "quota"}), "quota"),
    (v_dem.UPSTREAM, "vdem12_jucon", "_csv.zip", (200, {}, zipped("a.csv", b"country_text_id,year\nBLR,2020\n")),
     "no column v2x_jucon"),
    (v_dem.UPSTREAM, "vdem12_jucon", "the-v-dem-dataset", (200, {}, b"<html>fill in the form</html>"), "no link"),
    (un_votes.UPSTREAM, "un_idealpoint", "persistentId", _json({"status": "ERROR"}), "no field 'data'"),
    (un_votes.UPSTREAM, "un_idealpoint", "datafile", (200, {}, b"iso3c,session\nBLR,46\n"), "is "),
    (registry.UPSTREAMS[7], "eiu_index", "grapher", (200, {}, b"Entity,Code,Year,Score\nBelarus,BLR,2024,1\n"),
     "no single column with democracy"),
    (registry.UPSTREAMS[8], "fh_pr", "freedom-world", (200, {}, b"<html></html>"), "no link to All_data_FIW"),
    (sipri.UPSTREAM, "sipri_tiv_imports", "import-export", _json({"result": "a,b"}), "no heading Supplier"),
    (sipri.UPSTREAM, "sipri_tiv_imports", "Trimmed", _json([{"EntityId": 1, "Name": "Belgium"}]), "no single state"),
]


@pytest.mark.parametrize(("upstream", "series", "part", "reply", "words"), BROKEN,
                         ids=lambda value: getattr(value, "name", None) or (value if isinstance(value, str) else ""))
def test_another_form_is_refused(upstream: Upstream, series: str, part: str, reply: Reply, words: str, web: Web,
                                 upstreams: Upstreams) -> None:
    upstreams.instead = {part: reply}
    with pytest.raises(Refused) as error:
        delivered(upstream, web, series)
    assert words in str(error.value) and "nothing was changed" in str(error.value)


def test_a_file_that_is_not_the_one_described_is_refused(web: Web, upstreams: Upstreams) -> None:
    upstreams.instead = {"datafile": (200, {}, b"iso3c,session,IdealPointAll\nBLR,46,1\n")}
    with pytest.raises(Refused, match="content whose md5 is"):
        delivered(un_votes.UPSTREAM, web, "un_idealpoint")


def test_a_number_that_is_none_is_another_form(upstreams: Upstreams, web: Web) -> None:
    upstreams.edit = lambda name, state, period, value: float("nan") if period == "2020" else value
    every = {name: tables.raw(name) for name in ("series", "series_meta", "unshipped", "sources", "vintages",
                                                 "vintage_values")}
    result = refresh.ask(registry.UPSTREAMS[0], registry.wanted(("gdp_current_usd",))["world-bank"], every, web, ())
    assert "no finite number" in result.failure and "nothing was changed" in result.failure


def test_states_without_a_place_in_the_series_are_left_out(web: Web, upstreams: Upstreams) -> None:
    upstreams.series = pd.concat([upstreams.series, upstreams.series[upstreams.series["series_id"].eq(
        "vdem12_jucon")].assign(entity="FRA")])
    made = delivered(v_dem.UPSTREAM, web, "vdem12_jucon")["vdem12_jucon"].values
    assert "FRA" not in set(made["entity"]) and "BLR" in set(made["entity"])
