"""A refresh as a whole, in a copy of the raw tables: what is added, what stops it, and that nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.cli import main
from helpers.data import contracts, tables, vintages
from helpers.refresh import refresh, report
from upstreams import QUICK, Upstreams, bomb, cut, html, slow, status

SERIES = "gdp_current_usd"


def state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


def raised(name: str, place: str, period: str, value: float) -> float:
    """Return values as a publisher would revise them a little."""
    return value * 1.01 if name in (SERIES, "goods_exports_to_russia_usd") else value


def run(*names: str, accepted: tuple[str, ...] = (), dry: bool = False) -> list[refresh.Result]:
    return refresh.refresh(names, frozenset(accepted), dry, QUICK)


def test_nothing_newer_adds_nothing(project: Path, upstreams: Upstreams) -> None:
    before = state(project)
    (result,) = run("world-bank")
    assert (result.failure, result.added) == ("", []) and state(project) == before


def test_a_dry_run_shows_all_of_it_and_changes_nothing(project: Path, upstreams: Upstreams) -> None:
    upstreams.edit = raised
    before = state(project)
    (result,) = run(SERIES, dry=True)
    assert result.added == [SERIES] and len(result.outcomes[0].changes) == 31
    assert state(project) == before


def test_a_newer_vintage_stands_beside_the_first_and_counts(project: Path, upstreams: Upstreams) -> None:
    upstreams.edit = raised
    before = state(project)
    (result,) = run(SERIES)
    assert (result.failure, result.added, result.local) == ("", [SERIES], False)
    after = state(project)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {f"data/raw/{name}.csv" for name in ("sources", "vintages", "vintage_values")}
    assert all(after[name].startswith(before[name]) for name in changed)
    assert contracts.check_tables({name: tables.raw(name) for name in tables.names()}) == []
    (row,) = tables.read("vintages").to_dict("records")
    assert (row["vintage"], row["retrieved"], row["stands"]) == ("2026-12-01", "2026-12-01T08:00:00Z", "instead")
    assert row["upstream_version"] == "2026-11-30" and row["definition"] == "GDP (current US$)"
    assert row["url"].startswith("https://api.worldbank.org/v2/country/BLR/indicator/NY.GDP.MKTP.CD")
    assert len(row["sha256"]) == 64 and row["bytes"] > 1000
    first, newest = (vintages.read(("series",), wanted)["series"].query("series_id == @SERIES")
                     for wanted in (vintages.FIRST, vintages.NEWEST))
    assert newest["value"].sum() == pytest.approx(1.01 * first["value"].sum(), rel=1e-9)
    assert newest["known_from"].le("2026-12-01").all() and newest["known_from"].min() < "1995"


def test_a_vintage_of_the_same_day_is_not_written_over(project: Path, upstreams: Upstreams) -> None:
    upstreams.edit = raised
    run(SERIES)
    before = state(project)
    upstreams.edit = lambda name, place, period, value: value * 1.02
    (result,) = run(SERIES)
    assert "a vintage of 2026-12-01 of gdp_current_usd already" in result.failure and state(project) == before
    (other,) = run("merch_exports_usd")
    assert (other.failure, other.added) == ("", ["merch_exports_usd"])


def test_a_second_vintage_is_held_against_the_first_one_fetched(project: Path, upstreams: Upstreams,
                                                               monkeypatch: pytest.MonkeyPatch) -> None:
    upstreams.edit = raised
    run(SERIES)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796716800")
    (same,) = run(SERIES)
    assert same.outcomes[0].changes == [] and same.added == []
    upstreams.edit = lambda name, place, period, value: value
    (back,) = run(SERIES)
    assert len(back.outcomes[0].changes) == 31 and back.added == [SERIES]
    assert vintages.chosen(tables.raw("vintages"))["vintage"].tolist() == ["2026-12-08"]
    assert vintages.chosen(tables.raw("vintages"), "2026-12-05")["vintage"].tolist() == ["2026-12-01"]


@pytest.mark.parametrize("edit", [
    lambda name, place, period, value: value * (1000 if period == "2020" and name == SERIES else 1),
    lambda name, place, period, value: None if period == "2020" and name == SERIES else value])
def test_a_value_off_or_gone_waits_to_be_accepted_by_its_name(edit: object, project: Path,
                                                              upstreams: Upstreams) -> None:
    upstreams.edit = edit  # type: ignore[assignment]
    before = state(project)
    (result,) = run("world-bank")
    assert "--accept gdp_current_usd:BLR:2020" in result.failure and state(project) == before
    (wrong,) = run("world-bank", accepted=("gdp_current_usd:BLR:2019",))
    assert wrong.failure and state(project) == before
    names = tuple(name for outcome in result.outcomes for name in outcome.waiting)
    (taken,) = run("world-bank", accepted=names)
    assert (taken.failure, taken.added) == ("", [SERIES])
    assert tables.read("vintages")["accepted"].tolist() == [";".join(sorted(names))]


def test_another_unit_stops_the_publisher(project: Path, upstreams: Upstreams) -> None:
    upstreams.names["NY.GDP.MKTP.KD"] = "GDP (constant 2021 US$)"
    before = state(project)
    (result,) = run("world-bank")
    assert "--accept gdp_constant_2015_usd:definition" in result.failure and state(project) == before
    (taken,) = run("gdp_constant_2015_usd", accepted=("gdp_constant_2015_usd:definition",))
    assert taken.failure == ""


def test_values_beyond_the_bounds_of_their_unit_break_the_contract(project: Path, upstreams: Upstreams) -> None:
    upstreams.edit = lambda name, place, period, value: 1.5 if name == "vdem15_libdem" and period == "2024" else value
    before = state(project)
    (first,) = run("vdem15_libdem")
    names = tuple(name for outcome in first.outcomes for name in outcome.waiting)
    (result,) = run("vdem15_libdem", accepted=names)
    assert "break the contract" in result.failure and "0-1" in result.failure and state(project) == before


@pytest.mark.parametrize("reply", [status(429), status(500), html(), cut(b"[1]" * 99999, 5000), bomb(16), slow(2),
                                   (302, {"Location": "https://example.org"}, b"")])
def test_a_broken_answer_changes_nothing_and_leaves_other_publishers_alone(reply: object, project: Path,
                                                                           upstreams: Upstreams) -> None:
    upstreams.edit = raised
    upstreams.instead = {"NY.GDP.MKTP.CD": reply}  # type: ignore[dict-item]
    before = state(project)
    (result,) = run("world-bank")
    assert "nothing was changed" in result.failure and result.added == [] and state(project) == before
    (other,) = run("debt-statistics")
    assert other.failure == ""


def test_what_may_not_be_passed_on_lands_in_the_local_folder(project: Path, upstreams: Upstreams) -> None:
    before = state(project / "data" / "raw")
    results = run("comtrade", "imf", "freedom-house", "sipri", "owid")
    assert [result.failure for result in results] == [""] * 5 and all(result.local for result in results)
    assert state(project / "data" / "raw") == before
    assert contracts.check() == []
    assert set(vintages.local().values()) >= {"goods_exports_to_russia_usd", "fh_total", "sipri_tiv_imports"}
    assert "Do not publish it" in vintages.mark() and vintages.mark(vintages.FIRST) == ""
    beside = vintages.read(("series",))["series"].query("series_id == 'goods_exports_to_russia_usd'")
    assert {"UN Comtrade", "IMF IMTS", "Belstat"} <= set(beside["edition"])
    assert tables.read("series_meta")["series_id"].eq("fh_total").sum() == 1


def test_a_fault_of_a_local_row_is_told_where_it_stands(project: Path, upstreams: Upstreams) -> None:
    run("imf")
    path = project / "data" / "local" / "vintage_values.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace(",RUS,", ",Russia,"), *lines[2:]]) + "\n", "utf-8")
    (fault,) = contracts.check(project / "data" / "raw")
    assert (fault.file, fault.line, fault.column) == ("data/local/vintage_values.csv", 2, "partner")
    path.write_text("series_id\nx\n", "utf-8")
    assert "those of data/raw" in str(contracts.check(project / "data" / "raw")[0])


def test_what_the_publisher_declares_open_with_the_delivery_is_passed_on(project: Path, upstreams: Upstreams) -> None:
    upstreams.edit = lambda name, place, period, value: value + 0.001 if name == "un_idealpoint" else value
    (result,) = run("un_idealpoint")
    assert (result.failure, result.local, result.added) == ("", False, ["un_idealpoint"])


def test_a_table_that_cannot_be_written_leaves_all_as_they_were(project: Path, upstreams: Upstreams,
                                                                monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers.refresh import store

    upstreams.edit = raised
    before = state(project)
    write, done = store.files.write, []

    def failing(path: Path, text: str | bytes) -> bool:
        done.append(path.name)
        if path.name == "vintage_values.csv" and done.count(path.name) == 1:
            raise OSError("no space left on device")
        return write(path, text)

    monkeypatch.setattr(store.files, "write", failing)
    with pytest.raises(OSError, match="no space"):
        run(SERIES)
    assert state(project) == before


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["refresh", *words])
        raise SystemExit(0)
    out = capsys.readouterr()
    return int(str(stop.value)), out.out, out.err


def test_the_command_shows_every_change_and_writes_its_report(project: Path, upstreams: Upstreams, tmp_path: Path,
                                                              capsys: pytest.CaptureFixture[str]) -> None:
    upstreams.edit = raised
    code, out, err = told(capsys, SERIES, "--report", str(tmp_path / "report.md"), "--accept", "idle:BLR:2000")
    assert (code, err) == (0, "")
    assert out.count("changed gdp_current_usd:BLR:") == 31 and "added a vintage of 1 series to data/raw" in out
    assert "--accept idle:BLR:2000 names no change" in out
    assert "| gdp_current_usd:BLR:2020 | changed | " in (tmp_path / "report.md").read_text("utf-8")


def test_the_command_fails_in_a_line_and_leaves_the_names_that_wait(project: Path, upstreams: Upstreams,
                                                                   monkeypatch: pytest.MonkeyPatch,
                                                                   capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(report, "WAITING", project / "waiting.txt")
    upstreams.edit = lambda name, place, period, value: value * 2
    code, out, err = told(capsys, SERIES)
    assert code == 1 and err.startswith("compendium: World Bank indicators") and err.count("\n") == 1
    assert "OFF: 2 times the value before" in out and len((project / "waiting.txt").read_text().split()) == 31
    code, out, err = told(capsys, SERIES, "--accept-from", str(project / "waiting.txt"))
    assert (code, err) == (0, "")


def test_the_self_test_says_who_answers(project: Path, upstreams: Upstreams,
                                        capsys: pytest.CaptureFixture[str]) -> None:
    before = state(project)
    code, out, _ = told(capsys, "--selftest")
    assert code == 0 and out.count(": answers, ") == 10
    upstreams.instead = {"IMTS": html()}
    code, out, err = told(capsys, "--selftest", "imf", "world-bank")
    assert code == 1 and "imf: FAILED: https://api.imf.org" in out and "world-bank: answers" in out
    assert "found imf without a readable answer" in err and state(project) == before


def test_the_time_of_retrieval_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796112000")
    assert refresh.now().isoformat() == "2026-12-01T08:00:00+00:00"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((refresh.now() - pd.Timestamp.now("UTC")).total_seconds()) < 60
