"""The program is called in another tree, on that tree's own code and tables."""

from __future__ import annotations

from copies import Copy
from helpers import elsewhere


def test_a_call_reads_the_other_tree(fresh: Copy) -> None:
    assert elsewhere.call(fresh.folder, "check").returncode == 0
    fresh.edit("data/raw/series.csv", "merch_exports_usd,BLR,WLD,2018,,33726000000",
               "merch_exports_usd,BLR,WLD,2018,,much")
    done = elsewhere.call(fresh.folder, "check")
    assert done.returncode == 1
    assert "found 'much'" in done.stderr
