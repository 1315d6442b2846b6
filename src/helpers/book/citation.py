"""How the book and each claim's page are cited: plain text and BibTeX from one title, version and year."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from helpers import __version__, paths
from helpers.book import bibliography
from helpers.evidence.verdicts import JudgedClaim

EDITORS = "The compendium's editors"
SUBTITLE = "A compendium on the Union State"


@cache
def config() -> dict[str, Any]:
    """Return the configuration of the book."""
    made: dict[str, Any] = yaml.safe_load((paths.ROOT / "_config.yml").read_text("utf-8"))
    return made


def title() -> str:
    """Return the title of the book."""
    return str(config()["title"])


def year() -> str:
    """Return the year of the book, as its copyright has it."""
    return str(config()["copyright"])[:4]


def base() -> str:
    """Return the address of the book with a slash at its end; blank where none is configured."""
    found = str(config().get("html", {}).get("baseurl") or "")
    return f"{found.rstrip('/')}/" if found else ""


def plain(claim: JudgedClaim) -> str:
    """Return the citation of a claim's page as a sentence."""
    whole = title() if title().endswith(("?", "!", ".")) else f"{title()}."
    return (f"{EDITORS}: Claim {claim.claim_id}, {claim.row['paraphrase']}. In: {whole} {SUBTITLE}. "
            f"Version {__version__}, {year()}, {base()}claims/{claim.claim_id}.html. Verdict: {claim.verdict}.")


def bibtex(claim: JudgedClaim) -> str:
    """Return the citation of a claim's page as a BibTeX entry."""
    place = f"claims/{claim.claim_id}.html"
    fields = {
        "author": f"{{{bibliography.escaped(EDITORS)}}}",
        "title": f"{{Claim {claim.claim_id}: {bibliography.escaped(str(claim.row['paraphrase']))}}}",
        "booktitle": f"{{{bibliography.escaped(title())} {SUBTITLE}}}",
        "year": year(),
        "url": f"{base()}{place}" if base() else "",
        "note": ", ".join(filter(None, [f"Version {__version__}", "" if base() else f"page {place}",
                                        f"verdict: {claim.verdict}"])),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@incollection{{compendium-{claim.claim_id},", *lines, "}"])
