from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.claims import implementation as claims
from helpers.claims import implementation_rows as rows
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("implementation")


def test_steps_come_in_the_order_of_the_route(study: Study) -> None:
    table = study.accounts("IMP-03")
    found = rows.steps(table)
    assert found["lane"].iloc[0] == "Customs"
    taxes = list(found.loc[found["lane"].eq("Indirect taxes"), "label"])
    assert taxes == ["signed", "ratified by Belarus", "ratified by Russia", "national act"]
    assert found.groupby("lane")["label"].nunique().min() == 2
    assert set(found["label"]) <= set(rows.ORDER)
    assert rows.steps(table.iloc[:0]).empty
    assert "11 agreements 2 are known" in rows.steps_title(table)
    assert "none are known" in rows.steps_title(table.iloc[:0])


def test_delays_stand_in_lanes_by_side(study: Study) -> None:
    table = study.accounts("ES-12")
    found = rows.delays(table)
    assert set(found["lane"]) == set(rows.LANES.values()) == set(rows.delays_span())
    assert "resists and drags out (active)" in set(found["label"])
    assert "2 tell of active delay by Minsk, 1 of delay by Moscow" in rows.delays_title(claims.by_side(table))
    assert rows.delays(table.iloc[:0]).empty
    assert rows.delays_title({}).startswith("No account")


def test_topics_are_ordered_by_how_long_they_stayed_open(study: Study) -> None:
    table = study.accounts("CON-04")
    found = rows.topics(table)
    assert list(found["lane"].unique()) == ["Gas", "Taxes", "Oil", "Customs"]
    assert set(found.loc[found["lane"].eq("Customs"), "label"]) == {rows.SETTLED}
    assert rows.topics_title(table) == ("Gas was the last topic reported as open, in August 2021; customs was not once "
                                        "reported so")
    assert rows.topics(table.iloc[:0]).empty
    assert rows.topics_title(table.iloc[:0]).startswith("No dated report")
    open_customs = table.assign(says=table["says"].where(table["part_id"].ne("CON-04b"), "yes"))
    assert "not once" not in rows.topics_title(open_customs)


def test_counts_before_signature_say_what_was_left(study: Study) -> None:
    found = rows.agreed_counts(study.series(*study.notebook.series))
    assert list(found["left"]) == [1.0, 1.5, 2.0, 2.0, 1.0]
    assert list(found["of"].unique()) == [31, 30, 28]


def test_secrecy_is_counted_before_and_after_the_crisis(study: Study) -> None:
    found = rows.secrecy(study.accounts("IMP-06"))
    assert rows.secrecy_title(found) == ("2 dated accounts tell of secrecy before August 2020, 3 only of later; 2 tell "
                                         "of texts made public")
    assert rows.secrecy_span()[rows.KEPT][0] == pd.Timestamp(claims.CRISIS)
    assert rows.secrecy(study.accounts("IMP-06").iloc[:0]).empty


def test_voices_divide(study: Study) -> None:
    found = rows.voices({claim: study.evidence(claim) for claim in study.notebook.settles}, "consensus")
    assert set(found["part"]) == set(rows.VOICES)
    assert rows.voices_title(found).startswith("Voices divide: on dependence on Putin in person 2 for and 2 against")


def test_the_trail_and_the_meanings_are_tables(study: Study) -> None:
    found = rows.trail(study.evidence("CON-07"))
    assert list(found.columns) == ["date", "who", "what"]
    tried = rows.meanings(claims.of(study))
    assert {"ES-12a", "IMP-03c"} == set(tried["part"])
    assert rows.meanings({}).empty
