from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.errors import CompendiumError
from helpers.evidence.findings import Finding
from helpers.study import Study


@pytest.fixture(autouse=True)
def output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    return tmp_path


def test_a_notebook_gets_only_what_the_manifest_names() -> None:
    study = Study("trade")
    with pytest.raises(CompendiumError, match="reads series gas_price_belarus, which the manifest does not name"):
        study.series("gas_price_belarus")
    with pytest.raises(CompendiumError, match="reads table programmes"):
        study.table("programmes")
    with pytest.raises(CompendiumError, match="reads claim DIV-06"):
        study.evidence("DIV-06")
    with pytest.raises(CompendiumError, match="reads fact history-112"):
        study.facts("history-112")


def test_unknown_parameters_are_refused() -> None:
    with pytest.raises(CompendiumError, match="parameter year: found an unknown name"):
        Study("trade", year=1992)


def test_as_of_leaves_out_what_was_not_known_and_counts_it() -> None:
    everything, early = Study("trade"), Study("trade", as_of="2010-06-01")
    names = ("merch_exports_usd", "russia_share_exports_stated")
    whole, part = everything.series(*names), early.series(*names)
    assert part["period"].max() == "2008"
    assert early.left_out["merch_exports_usd"] == len(whole) - len(part) - early.left_out["russia_share_exports_stated"]
    assert everything.left_out == {}


def test_perspectives_choose_who_speaks_also_in_series_of_statements() -> None:
    study = Study("implementation-record", perspectives="official Russia")
    assert set(study.series("impl_programmes_done")["edition"]) == {"Russian side"}
    assert set(Study("trade", perspectives="independent").series("merch_exports_usd")["family"]) == {"neutral"}


def test_tables_with_one_source_a_row_follow_the_as_of_day() -> None:
    late = Study("implementation-record", as_of="2022-12-31").table("programme_status")
    assert len(late)
    assert late["date"].max() <= "2022-12-31"
    assert "2023-01-01" not in set(late["date"])


def test_findings_are_kept_and_one_a_claim_is_enough(output: Path) -> None:
    study = Study("trade")
    study.record(Finding("ES-01", "a", "b", "c."))
    study.record(Finding("ES-02", "a", "b", "c."))
    kept = json.loads((output / "findings" / "trade.json").read_text("utf-8"))
    assert [row["claim_id"] for row in kept] == ["ES-01", "ES-02"]
    with pytest.raises(CompendiumError, match="found a second one"):
        study.record(Finding("ES-01", "a", "b", "c."))
    with pytest.raises(CompendiumError, match="reads claim DIV-06"):
        study.record(Finding("DIV-06", "a", "b", "c."))


def test_a_footer_names_sources_vintages_licences_and_claims() -> None:
    footer = Study("trade").footer(["merch_exports_usd", "goods_turnover_with_russia_usd"], ["ES-01"], "More.")
    assert "CC-BY-4.0" in footer
    assert "single facts quoted" in footer
    assert " more (" in footer
    assert footer.endswith("More. Claims: ES-01.")


def test_a_footer_names_the_publishers_of_facts() -> None:
    footer = Study("tax-manoeuvre").footer([], ["DIV-06"], facts=["economy-105", "history-092", "history-092"])
    assert footer.startswith("Sources: 2 facts reported by ")
    assert footer.endswith("(single facts quoted). Claims: DIV-06.")
