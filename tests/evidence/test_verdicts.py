from __future__ import annotations

import pandas as pd
import pytest

from helpers.data import vintages
from helpers.evidence import rule, verdicts
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome, Verdict
from helpers.evidence.voices import Choices


def judged(raw: dict[str, pd.DataFrame], claim: str, *tests: PartTest, **choices: object) -> verdicts.JudgedClaim:
    finding = Finding(claim, "claimed", "found", "A summary.", tests=tests)
    return verdicts.judge({"n": [finding]}, {"n": [claim]}, raw, Choices(**choices), only=[claim])[0]  # type: ignore[arg-type]


def test_every_claim_is_in_the_table_in_the_registers_order(raw: dict[str, pd.DataFrame]) -> None:
    table = verdicts.verdict_table(verdicts.judge({}, {}, raw), {})
    assert list(table.columns) == verdicts.VERDICT_COLUMNS
    assert list(table["claim_id"]) == list(raw["claims"]["claim_id"])
    advice = (raw["claims"]["kind"] == "normative").to_numpy()
    assert set(table["verdict"][advice]) == {Verdict.NOT_FACTUAL}
    assert set(table["verdict"][~advice]) == {Verdict.UNEXAMINED}
    assert (table["confidence"] == "").all()


def test_a_computed_test_goes_before_the_voices(raw: dict[str, pd.DataFrame]) -> None:
    before = judged(raw, "DIV-06")
    assert before.verdict is Verdict.CONTRADICTED
    held = PartTest("DIV-06a", Outcome.HOLDS, "t", "c", "f")
    assert judged(raw, "DIV-06", held).verdict is not Verdict.CONTRADICTED


def test_a_test_that_cannot_decide_leaves_it_to_the_voices(raw: dict[str, pd.DataFrame]) -> None:
    part = judged(raw, "DIV-06", PartTest("DIV-06a", Outcome.OPEN, "t", "c", "f")).parts[0]
    assert (part.outcome, part.decided_by) == (Outcome.BROKEN, "voices")


def test_only_the_reading_as_worded_counts(raw: dict[str, pd.DataFrame]) -> None:
    claim = judged(raw, "IMP-09")
    assert {part.reading for part in claim.parts} == {"R1", "R2"}
    assert claim.readings["R1"] is claim.verdict
    assert rule.FAVOUR.index(claim.strongest) <= rule.FAVOUR.index(claim.verdict)


def test_facts_that_restate_the_tests_series_lend_no_voice(raw: dict[str, pd.DataFrame]) -> None:
    test = PartTest("IMP-09a", Outcome.HOLDS, "t", "c", "f", series=("impl_programmes_done",))
    assert "gaps-001" in verdicts.restating([test], raw)
    with_test = judged(raw, "IMP-09", test).parts[0]
    without = judged(raw, "IMP-09").parts[0]
    heard = {fact for voice in with_test.voices for fact in voice.facts}
    assert "gaps-001" not in heard
    assert "gaps-001" in {fact for voice in without.voices for fact in voice.facts}


def test_the_data_of_a_test_speak_on_its_side(raw: dict[str, pd.DataFrame]) -> None:
    test = PartTest("ES-01b", Outcome.BROKEN, "t", "c", "f", series=("merch_exports_usd",))
    made = verdicts.data_voices([test], Outcome.BROKEN, raw)
    assert [voice.sign for voice in made] == [-1]
    assert verdicts.data_voices([test], Outcome.CONTESTED, raw) == []


@pytest.fixture
def refreshed(raw: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the raw tables after a refresh of what Russia is owed, which the press had relayed until then."""
    source = "fetched-debt-statistics-2026-12-01"
    mine = raw["series"][raw["series"]["series_id"].eq("debt_to_russia_ids_usd")]
    vintage = {"series_id": "debt_to_russia_ids_usd", "vintage": "2026-12-01", "source_id": source, "stands": "instead"}
    row = raw["sources"][raw["sources"]["source_id"].eq("wb-wdi-tx-val-mrch")].assign(source_id=source)
    return {**raw, "sources": pd.concat([raw["sources"], row]), "vintages": pd.DataFrame([vintage]).assign(
        upstream_version=""), "vintage_values": mine.assign(source_id=source, vintage="2026-12-01")}


def test_data_speak_in_the_vintage_that_counts(refreshed: dict[str, pd.DataFrame]) -> None:
    test = PartTest("DIV-08a", Outcome.HOLDS, "t", "c", "f", series=("debt_to_russia_ids_usd",))
    before, after = (verdicts.data_voices([test], Outcome.HOLDS, vintages.under(refreshed, wanted))
                     for wanted in (vintages.FIRST, vintages.NEWEST))
    assert len(before) > 1 and "world-bank" not in {voice.origin for voice in before}
    assert [(voice.origin, voice.level) for voice in after] == [("world-bank", 1)]


def test_what_relayed_an_older_vintage_restates_the_newer_one(refreshed: dict[str, pd.DataFrame]) -> None:
    test = PartTest("DIV-08a", Outcome.HOLDS, "t", "c", "f", series=("debt_to_russia_ids_usd",))
    first, newest = (verdicts.restating([test], vintages.under(refreshed, wanted))
                     for wanted in (vintages.FIRST, vintages.NEWEST))
    assert first and first == newest


def test_other_choices_change_what_counts(raw: dict[str, pd.DataFrame]) -> None:
    everything = judged(raw, "DIV-06").parts[0].tally
    official = judged(raw, "DIV-06", perspectives="official").parts[0].tally
    assert official.against < everything.against
    assert official.families <= 3


def test_claims_with_only_a_contribution_stay_unexamined_and_show_their_part(raw: dict[str, pd.DataFrame]) -> None:
    test = PartTest("ES-01b", Outcome.BROKEN, "t", "c", "f")
    finding = Finding("ES-01", "c", "f", "S.", tests=(test,))
    claims = verdicts.judge({"trade": [finding]}, {"trade": []}, raw, only=["ES-01"])
    assert claims[0].verdict is Verdict.UNEXAMINED
    table = verdicts.part_table(claims)
    assert list(table["part_id"]) == ["ES-01b"]
    assert list(table["outcome"]) == ["broken"]


def test_the_reason_tells_the_summary_and_the_count_of_parts(raw: dict[str, pd.DataFrame]) -> None:
    told = verdicts.reason(judged(raw, "IMP-12"))
    assert told.startswith("A summary. Of 4 necessary parts ")


@pytest.mark.parametrize("claim", ["DIV-05", "IMP-09", "INF-07"])
def test_leaving_a_deciding_part_open_changes_the_verdict(raw: dict[str, pd.DataFrame], claim: str) -> None:
    made = judged(raw, claim)
    core = [part for part in verdicts.in_reading(made.parts, "R1") if part.core and part.outcome is not Outcome.OPEN]
    changed = {rule.verdict(verdicts.without(made, part.part_id)) for part in core}
    assert changed - {made.verdict} or len(core) > 1
