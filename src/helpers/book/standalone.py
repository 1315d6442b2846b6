"""A page of one executed notebook that opens on its own: figures inside, glued numbers in the prose."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from helpers import files
from helpers.execution.run import Results

GLUE = re.compile(r"\{glue:text\}`([^`]+)`")
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".csv": "text/csv"}


def glued(notebook: Any) -> dict[str, str]:
    """Return the values that a notebook's cells glued, by key."""
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            name = output.get("metadata", {}).get("scrapbook", {}).get("name")
            if name:
                found[name] = str(next(iter(output["data"].values())))
    return found


def _inside(folder: Path, page: Any) -> None:
    """Put the figures of a page into it as data addresses, so that it needs no file beside it."""
    for tag, attribute in (("img", "src"), ("a", "href")):
        for element in page.find_all(tag):
            target = str(element.get(attribute, ""))
            path = folder / "figures" / Path(target).name
            if target.startswith("../figures/") and path.exists():
                data = base64.b64encode(path.read_bytes()).decode()
                element[attribute] = f"data:{TYPES[path.suffix]};base64,{data}"
                if tag == "a":
                    element["download"] = path.name
    for dark in page.select("img.only-dark"):
        dark.decompose()


def write(results: Results) -> Path:
    """Write the page beside the executed notebook and return its path."""
    import nbformat
    from bs4 import BeautifulSoup
    from nbconvert import HTMLExporter

    notebook = nbformat.read(results.executed, as_version=4)
    values = glued(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = GLUE.sub(lambda match: values[match[1]], cell.source)
    exporter = HTMLExporter(exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True,
                            embed_images=True, mathjax_url="", require_js_url="", jquery_url="")
    body, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": results.notebook.title}})
    page = BeautifulSoup(body, "html.parser")
    for script in page.find_all("script", src=True):
        script.decompose()
    _inside(results.folder, page)
    path = results.folder / "pages" / f"{results.notebook.name}.html"
    files.write(path, str(page))
    return path
