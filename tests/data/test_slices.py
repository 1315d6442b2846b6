from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import paths
from helpers.data import slices
from helpers.errors import CompendiumError

WANTED = (["merch_exports_usd", "merch_imports_usd"], ["ES-01", "DIV-05"], ["programmes"])


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    shutil.copytree(paths.RAW, tmp_path / "raw")
    monkeypatch.setattr(paths, "RAW", tmp_path / "raw")
    yield tmp_path / "raw"


def change(path: Path, start: str, old: str, new: str) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (place,) = [i for i, line in enumerate(lines) if line.startswith(start)]
    assert old in lines[place]
    lines[place] = lines[place].replace(old, new, 1)
    path.write_text("".join(lines), "utf-8")


def moved(before: dict[str, str]) -> set[str]:
    return {name for name, digest in slices.digests(*WANTED).items() if digest != before[name]}


def test_one_value_of_a_series_moves_that_series_alone(copied: Path) -> None:
    before = slices.digests(*WANTED)
    change(copied / "series.csv", "merch_exports_usd,BLR,WLD,2020", "29179000000", "29179000001")
    assert moved(before) == {"series:merch_exports_usd"}


def test_one_stance_moves_its_claim_alone(copied: Path) -> None:
    before = slices.digests(*WANTED)
    change(copied / "evidence.csv", "DIV-05,economy-087", ",supports,", ",qualifies,")
    assert moved(before) == {"claim:DIV-05"}


def test_a_facts_words_move_the_claims_it_bears_on(copied: Path) -> None:
    before = slices.digests(*WANTED)
    change(copied / "facts.csv", "economy-087", "excises", "duties")
    assert moved(before) == {"claim:DIV-05"}


def test_other_rows_and_new_times_move_nothing(copied: Path) -> None:
    before = slices.digests(*WANTED)
    change(copied / "series.csv", "gas_price_belarus,BLR,RUS,2005", ",2005", ",2006")
    for path in copied.iterdir():
        path.touch()
    assert moved(before) == set()


def test_a_series_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CompendiumError, match="found no 'merch' in data/raw"):
        slices.digests(["merch"], [], [])
