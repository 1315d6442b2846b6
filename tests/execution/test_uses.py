from __future__ import annotations

import pytest

from helpers import paths
from helpers.data import tables
from helpers.execution import manifest, uses

NOTEBOOKS = manifest.read()
META, UNUSED = (tables.read_text(paths.RAW / f"{name}.csv") for name in ("series_meta", "unused"))


def test_every_series_is_used_or_says_why_not() -> None:
    assert uses.faults() == []
    assert set(META["series_id"]) == set(uses.by_series(NOTEBOOKS)) | set(UNUSED["series_id"])


@pytest.mark.parametrize("name", ["gs_exports_pct_gdp", "gaps_stage2_tasks_total"])
def test_a_series_that_loses_its_reason_is_one_clear_error(name: str) -> None:
    fault, = uses.check(NOTEBOOKS, META, UNUSED[UNUSED["series_id"] != name])
    line = META.index[META["series_id"].eq(name)][0]
    assert str(fault).startswith(f"data/raw/series_meta.csv:{line}:series_id: found {name!r}, which no notebook reads")
    assert "unused.csv" in fault.remedy


def test_a_series_in_use_needs_no_excuse() -> None:
    claimed = UNUSED.copy()
    claimed.loc[99] = ["gas_price_belarus", "nobody wants it"]
    fault, = uses.check(NOTEBOOKS, META, claimed)
    assert (fault.file, fault.line) == ("data/raw/unused.csv", 99)
    assert fault.found == "'gas_price_belarus', which energy reads"


def test_the_notebooks_of_a_series_stand_in_the_manifest_s_order() -> None:
    names = [notebook.name for notebook in uses.by_series(NOTEBOOKS)["gas_price_belarus"]]
    assert names == [name for name in NOTEBOOKS if name in ("energy", "dependence")]
