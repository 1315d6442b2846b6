from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.analysis import alignment
from helpers.claims import alignment as claims
from helpers.claims import alignment_tables as tables
from helpers.study import Study


@pytest.fixture
def study(study_of: Callable[..., Study]) -> Study:
    return study_of("alignment")


def test_the_median_and_the_comparators_stand_beside_belarus(study: Study) -> None:
    panel, _ = claims.of(study)
    rows = tables.moves_table(panel)
    assert {"BLR", "WLD"} < set(rows["entity"]) and rows["change"].is_monotonic_decreasing
    assert "11 of 11 comparators" in tables.moves_title(rows)
    kept = rows.assign(change=rows["change"].where(rows["entity"].ne("POL"), 5.0))
    assert "10 of 11 comparators" in tables.moves_title(kept)
    assert tables.moves_title(tables.moves_table(panel.iloc[:0])).startswith("How states moved is not known")


def test_titles_follow_the_data(study: Study) -> None:
    series = study.series(*study.notebook.series)
    panel, _ = claims.of(study)
    assert tables.agreement_title(panel).startswith("Belarus voted with Russia on 66 percent of votes in 1992")
    assert tables.agreement_title(panel.iloc[:0]) == "Only 0 sessions are known"
    assert "both left together" in tables.ideal_title(series)
    apart = series["value"].where(~(series["series_id"].eq(alignment.IDEAL) & series["entity"].eq("RUS")
                                    & series["period"].eq("2022")), 0.9)
    assert "together" not in tables.ideal_title(series.assign(value=apart))
    assert "not known" in tables.ideal_title(series.iloc[:0])
    counts = alignment.counts(series)
    assert "fell from" in tables.counts_title(counts)
    assert "stayed near" in tables.counts_title(counts.assign(percent=50.0))
    assert "not known" in tables.counts_title(counts.iloc[:0])


def test_what_is_shown_beside_the_tests(study: Study) -> None:
    series = study.series(*study.notebook.series)
    assert tables.on_ukraine(series) == (6, 6)
    listed = tables.listings(series)
    assert {"40", "233"} <= set(listed["persons"]) and "unknown" in set(listed["entities"])
    assert "Belarus" in set(tables.coincidence(series)["state"])
    assert list(tables.aside(series)["what"]) == [words for words, _ in tables.ASIDE.values()]
    assert tables.listings(series.iloc[:0]).empty and tables.coincidence(series.iloc[:0]).empty


def test_what_could_have_been_seen_shrinks_with_the_sessions(study: Study) -> None:
    panel, made = claims.of(study)
    power = tables.power_table(panel, 1992)
    short = power[power["sessions"].eq("2020 to 2021")]["past"].to_numpy()
    long = power[power["sessions"].eq("2020 to 2023")]["past"].to_numpy()
    assert (long < short).all()
    assert tables.power_table(panel, 2010)["end test"].eq("too short").any()
    assert tables.power_table(panel.iloc[:0], 1992).empty
    assert len(tables.part_table(made)) == sum(len(tests) for tests in made.values())
    assert tables.scatter(pd.DataFrame({"year": [], "value": []})) is None
