"""Links: whether the addresses of all sources still answer, as a report that never fails a build.

A publisher that refuses programs, or is down for a day, is no fault of the book; so what did not answer is listed with
how it failed, for somebody to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from helpers.data import tables
from helpers.refresh.upstream import ADDRESS
from helpers.refresh.web import AGENT, routed

AT_ONCE, SECONDS = 8, 20


@dataclass(frozen=True)
class Link:
    """One address, what names it, and how it failed; `failure` is blank where it answered."""

    url: str
    named_by: str
    failure: str


def addresses() -> dict[str, str]:
    """Return every address of the sources and of the refresh calls, with the first row that names it."""
    found: dict[str, str] = {}
    sources, meta = tables.read("sources"), tables.read("series_meta")
    cells = [*zip(sources["source_id"], sources["url"], strict=True),
             *zip(meta["series_id"], meta["refresh"], strict=True)]
    for name, cell in cells:
        for url in ADDRESS.findall(cell):
            if "{" not in url:
                found.setdefault(url, name)
    return found


def failure(url: str) -> str:
    """Return how an address fails to answer, or ""; only the head of the answer is read."""
    import requests

    try:
        with requests.get(routed(url), headers={"User-Agent": AGENT}, timeout=SECONDS, stream=True) as response:
            return "" if response.ok else f"status {response.status_code}"
    except requests.exceptions.RequestException as error:
        return type(error).__name__


def check(wanted: Iterable[tuple[str, str]]) -> list[Link]:
    """Return all addresses with how each answered, in the order given."""
    pairs = list(wanted)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failures = list(pool.map(failure, [url for url, _ in pairs]))
    return [Link(url, name, why) for (url, name), why in zip(pairs, failures, strict=True)]


def report(links: Sequence[Link]) -> str:
    """Return what did not answer as Markdown."""
    failed = [link for link in links if link.failure]
    head = f"# Links\n\n{len(links) - len(failed)} of {len(links)} addresses answered.\n"
    if not failed:
        return head
    rows = "\n".join(f"| {link.named_by} | {link.failure} | {link.url.replace('|', '%7C')} |" for link in failed)
    return f"{head}\n| named by | failure | address |\n| --- | --- | --- |\n{rows}\n"
