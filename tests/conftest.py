"""What all tests share: order, the raw tables, and a built copy of the project."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from copies import ROOT, Copy, carry
from helpers import paths
from helpers.data import tables
from helpers.study import Study

# A busy machine makes no test fail.
settings.register_profile("project", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quick tests first; keep those that go on from each other's changes, or share much work, on one worker."""
    items.sort(key=lambda item: (item.get_closest_marker("slow") is not None,
                                 item.get_closest_marker("browser") is not None))
    for item in items:
        for shared in {"working", "pages"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group(shared))


@pytest.fixture(scope="session")
def raw() -> dict[str, pd.DataFrame]:
    """Return the raw tables, typed; tests must not change them."""
    return {name: tables.read(name) for name in tables.names(paths.RAW)}


@pytest.fixture
def study_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Study]:
    """Return what makes the study of a notebook, its results in a folder of the test's own."""
    monkeypatch.setenv("COMPENDIUM_OUTPUT", str(tmp_path))
    return Study


@pytest.fixture
def fresh(tmp_path: Path) -> Copy:
    """Return an unbuilt copy of the project."""
    carry(ROOT, tmp_path / "project")
    return Copy(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Copy:
    """Return a built copy of the project, one for all workers; tests read it and work on copies of it."""
    ours = tmp_path_factory.getbasetemp()
    folder = (ours if worker_id == "master" else ours.parent) / "built"
    with FileLock(f"{folder}.lock"):
        copy = Copy(folder / "project")
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            carry(ROOT, copy.folder)
            copy.command("build")
            (folder / "done").touch()
    return copy


@pytest.fixture(scope="session")
def working(built: Copy, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Return a copy of the built project, results included, that tests change one after another."""
    return built.copied(tmp_path_factory.mktemp("working") / "project", everything=True)
