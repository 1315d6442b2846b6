from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cli import main
from helpers.data import tables
from helpers.refresh import links
from upstreams import Upstreams, html, slow, status


def test_every_source_with_an_address_is_asked() -> None:
    found = links.addresses()
    with_address = tables.read("sources").query("url != ''")
    # An address may hold signs that end one in running text; each of the others stands whole.
    assert len(set(with_address["url"]) & set(found)) > 0.95 * with_address["url"].nunique()
    assert all(url.startswith("http") and "{" not in url for url in found)


def test_what_does_not_answer_is_listed_with_how_it_failed(upstreams: Upstreams, monkeypatch: pytest.MonkeyPatch) -> (
        None):
    monkeypatch.setattr(links, "SECONDS", 0.3)
    upstreams.instead = {"/good": html(), "/gone": status(404), "/late": slow(1)}
    base = "https://api.worldbank.org"
    made = links.check([(f"{base}/good", "a"), (f"{base}/gone", "b"), (f"{base}/late", "c")])
    assert [link.failure for link in made] == ["", "status 404", "ReadTimeout"]
    told = links.report(made)
    assert told.startswith("# Links\n\n1 of 3 addresses answered.\n") and f"| b | status 404 | {base}/gone |" in told
    assert links.report(made[:1]) == "# Links\n\n1 of 1 addresses answered.\n"


def test_the_command_writes_the_report_and_does_not_fail(upstreams: Upstreams, tmp_path: Path,
                                                         monkeypatch: pytest.MonkeyPatch) -> None:
    upstreams.instead = {"/gone": status(404)}
    monkeypatch.setattr(links, "addresses", lambda: {"https://api.worldbank.org/gone": "x"})
    main(["links", "--report", str(tmp_path / "links.md")])
    assert "0 of 1 addresses answered" in (tmp_path / "links.md").read_text("utf-8")
