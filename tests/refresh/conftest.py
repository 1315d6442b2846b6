"""What the tests of a refresh share: publishers on a local port, and a copy of the raw tables to add to."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers import paths
from helpers.data import tables
from helpers.refresh.web import ROUTES, Web
from upstreams import QUICK, Upstreams, serving


@pytest.fixture
def upstreams(monkeypatch: pytest.MonkeyPatch) -> Iterator[Upstreams]:
    """Return all publishers, served on this machine and reached by their own addresses."""
    with serving(Upstreams(tables.read("series"))) as served:
        monkeypatch.setenv(ROUTES, served.routes())
        monkeypatch.setenv("COMTRADE_KEY", "a-secret")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796112000")  # 1 December 2026, 08:00 UTC
        yield served


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(tmp_path, QUICK)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder whose `data/raw` is a copy of the tables, which the helpers now read."""
    shutil.copytree(paths.RAW, tmp_path / "data" / "raw")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "RAW", tmp_path / "data" / "raw")
    monkeypatch.setattr(paths, "LOCAL", tmp_path / "data" / "local")
    return tmp_path
