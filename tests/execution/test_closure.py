from __future__ import annotations

from helpers import paths
from helpers.execution import closure


def test_imports_are_found_wherever_they_stand() -> None:
    source = "import pandas\ndef f():\n    from helpers.data import tables\nimport helpers.paths\n"
    assert closure.imported(source) == {"helpers.data", "helpers.data.tables", "helpers.paths"}


def test_names_that_are_no_modules_are_left_out() -> None:
    assert closure.imported("from helpers.data.tables import read") == {"helpers.data.tables"}


def test_the_closure_follows_imports_and_packages() -> None:
    found = closure.closure({"helpers.data.slices"})
    assert {"helpers", "helpers.data", "helpers.data.tables", "helpers.errors", "helpers.paths"} <= set(found)
    assert "helpers.evidence.verdicts" not in found


def test_notebooks_depend_only_on_what_they_use() -> None:
    trade = closure.used_by(paths.NOTEBOOKS / "trade.ipynb")
    oil = closure.used_by(paths.NOTEBOOKS / "tax-manoeuvre.ipynb")
    assert "helpers.analysis.shares" in trade
    assert "helpers.analysis.shares" not in oil
    assert "helpers.analysis.oil" in oil
    assert "helpers.book.render" not in trade
