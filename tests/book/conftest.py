"""What the tests of pages in a browser share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from browsing import FLAGS, executable
from copies import Copy


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def base(built: Copy) -> Path:
    return built.folder / "_build" / "html"
