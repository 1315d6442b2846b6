from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from helpers.claims import record_accounts as record
from helpers.evidence.findings import PartTest
from helpers.evidence.rule import Outcome
from helpers.study import Study
from settled import changed

H, B, C, O = Outcome.HOLDS, Outcome.BROKEN, Outcome.CONTESTED, Outcome.OPEN
START, END = date(2023, 1, 1), date(2023, 12, 31)
WINDOW = (date(2022, 8, 1), date(2023, 1, 31))


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("implementation-record")


def outcomes(made: tuple[PartTest, ...]) -> dict[str, Outcome]:
    return {test.part_id[-1]: test.outcome for test in made}


def test_seven_programmes_are_named_one_by_one(raw: dict[str, pd.DataFrame]) -> None:
    done = record.listed(raw["programme_status"], raw["programmes"], START)
    assert done == {"P03", "P07", "P09", "P11", "P16", "P26", "P27"}
    assert record.listed(raw["programme_status"], raw["programmes"], END) == set()


def test_systems_are_behind_only_where_chance_is_left_behind(raw: dict[str, pd.DataFrame]) -> None:
    programmes = raw["programmes"]
    systems = programmes["instrument"].eq(record.SYSTEMS)
    assert int(systems.sum()) == 5
    done = record.listed(raw["programme_status"], programmes, START)
    made = record.systems_behind(done, programmes)
    assert made.outcome is O
    assert made.found.startswith("3 of 5 programmes that join systems")
    assert made.found.endswith("21 percent")
    assert record.systems_behind(set(programmes.loc[systems, "programme_id"]), programmes).outcome is B
    none = set(programmes.loc[~systems, "programme_id"])
    assert record.systems_behind(none, programmes).outcome is H
    assert record.systems_behind(set(), programmes).outcome is O
    assert record.systems_behind(done, programmes.assign(instrument="")).outcome is O


def test_one_other_reason_by_a_government_breaks_that_there_are_only_two(study: Study) -> None:
    table = study.accounts("IMP-08")
    assert record.other_reasons(table).outcome is B
    assert record.other_reasons(changed(table, "IMP-08c", says="partly")).outcome is O
    assert record.other_reasons(changed(table, "IMP-08c", says="yes")).outcome is H
    assert record.other_reasons(table.iloc[:0]).outcome is O


def test_what_was_carried_out_in_fact_nobody_counted(raw: dict[str, pd.DataFrame]) -> None:
    done = record.listed(raw["programme_status"], raw["programmes"], START)
    made = record.in_fact(done, raw["programme_status"], START)
    assert made.outcome is O
    assert "officials named 4 again later" in made.found
    status = raw["programme_status"].assign(status="postponed")
    assert "7 were reported" not in made.found
    assert "4 were reported as held up" in record.in_fact(done, status, START).found
    assert record.in_fact(set(), status, START).found == "no independent check found"


def test_the_rest_was_little_known(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    table, status = study.accounts("IMP-10"), raw["programme_status"]
    done = record.listed(status, raw["programmes"], START)
    made = record.unknown_rest(table, done, status, WINDOW)
    assert made.outcome is O
    assert "of 21 programmes not named as finished, 10 had a dated report" in made.found
    assert record.unknown_rest(changed(table, "IMP-10b", family="official Belarus"), done, status, WINDOW).outcome is H
    turned = changed(table, "IMP-10b", family="official Belarus", says="no")
    assert record.unknown_rest(turned, done, status, WINDOW).outcome is B
    assert "not known" in record.unknown_rest(table.iloc[:0], set(), status, WINDOW).found


def test_a_report_counts_when_its_date_lies_within(raw: dict[str, pd.DataFrame]) -> None:
    status = pd.DataFrame({"programme_id": ["P01", "P02", "P03", "", "P05"],
                           "date_precision": ["day"] * 4 + ["not before"],
                           "date": ["2022-12-20", "2022", "", "2022-12-20", "2022-12-20"]})
    assert record.reported(status, *WINDOW) == {"P01"}


def test_acts_within_2023_stand_against_parts_that_came_later(study: Study, raw: dict[str, pd.DataFrame]) -> None:
    table, status = study.accounts("IMP-11"), raw["programme_status"]
    done = record.listed(status, raw["programmes"], START)

    def made(accounts: pd.DataFrame) -> dict[str, Outcome]:
        return outcomes(record.progress_in_fact(accounts, done, status, END))

    assert made(table) == {"b": C, "c": O}
    assert made(changed(table, "IMP-11b", says="yes"))["b"] is H
    assert made(changed(table, "IMP-11b", says="no"))["b"] is B
    assert made(table.iloc[:0])["b"] is O
    assert "3 things came within 2023" in record.progress_in_fact(table, done, status, END)[0].found
    assert made(changed(table, "IMP-11c", says="yes", directness="direct", family="official Belarus"))["c"] is H


def test_by_may_2024_an_act_in_force_or_a_list_counts(study: Study) -> None:
    table = study.accounts("IMP-12")
    absent = PartTest("IMP-12a", B, "", "", "")
    made = record.by_the_commentary(table, (absent,))
    assert outcomes(made) == {"d": O, "e": H, "f": O, "g": O}
    assert made[-1].tried[0] == ("start of 2023", "1 of the three not on the list, so nothing to weigh")
    assert outcomes(record.by_the_commentary(changed(table, "IMP-12e", says="no"), ()))["e"] is B
    assert outcomes(record.by_the_commentary(changed(table, "IMP-12d", says="yes"), ()))["d"] is H
    assert outcomes(record.by_the_commentary(changed(table, "IMP-12g", says="yes"), ()))["g"] is O


def test_a_hindrance_is_sought_at_both_ends_of_the_period(study: Study) -> None:
    table = study.accounts("IMP-13")
    made = record.hindrances(table)
    assert outcomes(made) == {"a": C, "b": H, "c": O}
    assert [label for label, _ in made[0].tried] == list(record.PERIODS)
    assert outcomes(record.hindrances(changed(table, "IMP-13b", says="no")))["b"] is B
    # What is said only after the period cuts neither way.
    late = record.hindrances(changed(table, "IMP-13b", first="2025-01"))
    assert outcomes(late)["b"] is O
    assert {reading.cuts for reading in late[1].readings} == {"context"}
    only_late = changed(table, "IMP-13b", "implementation-084", first="2023-06")
    assert outcomes(record.hindrances(changed(only_late, "IMP-13b", "implementation-085", first="2023-06")))["b"] is O
