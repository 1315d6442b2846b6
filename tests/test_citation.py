"""CITATION.cff says of the book what the book says of itself."""

from __future__ import annotations

import yaml

from helpers import __version__, paths
from helpers.book import citation

CITED = yaml.safe_load((paths.ROOT / "CITATION.cff").read_text("utf-8"))


def test_title_version_and_editors_agree() -> None:
    assert CITED["title"] == f"{citation.title()} {citation.SUBTITLE}"
    assert CITED["version"] == __version__
    assert CITED["authors"] == [{"name": citation.EDITORS}]
    assert citation.config()["author"] == citation.EDITORS


def test_it_is_a_citation_file() -> None:
    assert CITED["cff-version"] == "1.2.0"
    assert CITED["type"] in ("dataset", "software")
    assert {"message", "abstract", "license"} <= set(CITED)
