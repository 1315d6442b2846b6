"""References: the sources table as BibTeX, for sphinxcontrib-bibtex and for download."""

from __future__ import annotations

import pandas as pd

# Signs that BibTeX or TeX would take for commands.
SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "_": r"\_",
           "$": r"\$", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def escaped(text: str) -> str:
    """Return text that BibTeX prints as it is."""
    return "".join(SPECIAL.get(sign, sign) for sign in " ".join(text.split()))


def plain(text: str) -> str:
    """Return a field that `bibtex` wrote as the text it stands for: the escapes and outer braces undone."""
    for sign, written in sorted(SPECIAL.items(), key=lambda pair: -len(pair[1])):
        text = text.replace(written, sign if sign not in "{}" else {"{": "\ue000", "}": "\ue001"}[sign])
    return text.replace("{", "").replace("}", "").replace("\ue000", "{").replace("\ue001", "}")


def entry(source: pd.Series) -> str:
    """Return the BibTeX entry of one source; the publisher stands in for an author that is not known."""
    names = [name.strip() for name in str(source["author"]).split(";") if name.strip()]
    fields = {
        # Braces keep a name whole: "Leeds et al." or a ministry is no first and last name.
        "author": " and ".join(f"{{{escaped(name)}}}" for name in names or [str(source["publisher"])]),
        "title": f"{{{escaped(str(source['title']))}}}",
        "howpublished": escaped(str(source["publisher"])) if names else "",
        "year": str(source["published"])[:4],
        "url": str(source["url"]).replace("%", r"\%").replace("{", "%7B").replace("}", "%7D"),
        "note": escaped(", ".join(filter(None, [
            f"published {source['published']}" if len(str(source["published"])) > 4 else "",
            "undated" if not source["published"] else "",
            f"language {source['language']}" if source["language"] != "en" else "",
            f"read as {source['read_as']}",
        ]))),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{source['source_id']},", *lines, "}"])


def bibtex(sources: pd.DataFrame) -> str:
    """Return the BibTeX file of a sources table, in its order.

    Parameters
    ----------
    sources
        The raw table `sources`.
    """
    return "\n\n".join(entry(row) for _, row in sources.iterrows()) + "\n"
