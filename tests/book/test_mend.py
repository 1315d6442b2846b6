from __future__ import annotations

import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from helpers import paths
from helpers.book import mend

BOOK = "from jupyter_book.cli.main import main; main()"
PAGE = """# A page

A formula, $x^2$, and a source {cite}`cohen1960`.

| a | b |
| --- | ---: |
| ● | 1 |

```{bibliography} methods.bib
:style: unsrt
```
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a page of a small book, built as `make book` builds the large one."""
    stage = tmp_path_factory.mktemp("stage")
    shutil.copy(paths.ROOT / "_config.yml", stage)
    shutil.copytree(paths.TEMPLATES / "_static", stage / "_static")
    shutil.copytree(paths.VENDOR, stage / "vendor")
    shutil.copy(paths.TEMPLATES / "methods.bib", stage)
    (stage / "references.bib").write_text("")
    (stage / "extra").mkdir()
    (stage / "extra" / "kept.txt").write_text("kept")
    (stage / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (stage / "index.md").write_text(PAGE)
    done = subprocess.run([sys.executable, "-c", BOOK, "build", str(stage), "-W", "-n", "--keep-going"],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (stage / "_build" / "html" / "kept.txt").is_file()
    assert (stage / "_build" / "html" / "_static" / "fonts" / "signs.woff2").is_file()
    return (stage / "_build" / "html" / "index.html").read_text("utf-8")


@pytest.mark.slow
def test_scripts_are_the_books_own_and_mathjax_comes_once(page: str) -> None:
    scripts = re.findall(r'<script[^>]*src="([^"]+)"', page)
    assert [script for script in scripts if "mathjax" in script] == [
        script for script in scripts if script.startswith("_static/mathjax/startup.js")]
    assert sum("mathjax" in script for script in scripts) == 1
    assert not [script for script in scripts if "//" in script]
    assert "THEBE" not in page
    assert re.findall(r'(?:src|href)="https?:[^"]+"', page) == []
    assert "_static/compendium.css" in page


@pytest.mark.slow
def test_entries_of_a_bibliography_are_list_items(page: str) -> None:
    assert 'role="list"' in page
    assert "doc-biblioentry" not in page
    assert page.count('role="listitem"') == 1


def test_scripts_given_with_options_are_kept_or_dropped_by_name() -> None:
    config = SimpleNamespace(html_js_files=["mathjax/core.js", ("mathjax/a.js", {"defer": "defer"}), "own.js",
                                            ("other.js", {})])
    mend.keep_scripts(None, config)
    assert config.html_js_files == ["own.js", ("other.js", {})]


def test_a_page_without_text_is_left_alone_and_a_style_sheet_is_named_once() -> None:
    mend.mend_page(None, "search", "search.html", context := {"title": "x"}, None)
    assert context == {"title": "x"}
    context = {"css_tag": lambda sheet: f'<link href="{sheet}?v=8cd3d715">'}
    mend.mend_page(None, "a", "page.html", context, None)
    assert context["css_tag"]("_static/mystnb.11b3.css") == '<link href="_static/mystnb.11b3.css">'
    assert context["css_tag"]("_static/own.css") == '<link href="_static/own.css?v=8cd3d715">'


def test_the_summary_of_hidden_code_is_its_visible_text() -> None:
    body = ('<p>a</p><details class="hide"><summary aria-label="Toggle hidden content">\n'
            '<p class="collapsed x">Show</p>\n<p class="expanded x">Hide</p>\n</summary><p>code</p></details>')
    assert mend.mended(body) == ('<p>a</p><details class="hide"><summary>\n<span class="collapsed x">Show</span>'
                                 '\n<span class="expanded x">Hide</span>\n</summary><p>code</p></details>')
