from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpers.errors import CompendiumError
from helpers.evidence import findings
from helpers.evidence.findings import Finding, PartTest
from helpers.evidence.rule import Outcome

TEST = PartTest("X-01a", Outcome.HOLDS, "Counted.", "7", "8", "programmes", estimate=np.float64(1 / 3),
                low=float("nan"),high=2.0, n=3, series=("s",), rows=("f1",), tried=(("one reading", "holds"),))


def test_findings_survive_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(findings.dump([Finding("X-01", "7", "8", "Eight, not seven.", tests=(TEST,))]), "utf-8")
    (loaded,) = findings.load(path)
    assert loaded.tests[0].outcome is Outcome.HOLDS
    assert loaded.tests[0].estimate == 0.333333
    assert loaded.tests[0].low is None
    assert loaded.tests[0].tried == (("one reading", "holds"),)


def test_the_same_findings_give_the_same_text() -> None:
    made = [Finding(f"X-0{i}", "a", "b", "c") for i in (2, 1)]
    assert findings.dump(made) == findings.dump(made[::-1])


@pytest.mark.parametrize("blank", ["claimed", "found", "summary"])
def test_a_blank_field_is_refused(blank: str) -> None:
    fields = {"claimed": "a", "found": "b", "summary": "c", blank: " "}
    with pytest.raises(CompendiumError, match=f"blank {blank}"):
        Finding("X-01", **fields)


def test_a_test_of_another_claims_part_is_refused() -> None:
    with pytest.raises(CompendiumError, match="X-01a, expected parts of that claim"):
        Finding("X-02", "a", "b", "c", tests=(TEST,))
