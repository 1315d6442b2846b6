"""Claims: the test of each part that a notebook settles, on the results of the analysis.

Every notebook has a module of its name here. Its `settle(study)` is the pure way from the study's tables to all
findings of the notebook, which records exactly these: verdicts under other choices need no kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from helpers.evidence.findings import Finding

if TYPE_CHECKING:
    from helpers.study import Study


def settle(notebook: str, given: Mapping[str, Any]) -> list[Finding]:
    """Return the findings of a notebook under given parameters, in this process.

    Parameters
    ----------
    notebook
        Its name in the manifest.
    given
        Parameters that differ from the defaults.
    """
    from helpers.study import Study

    return of(Study(notebook, **given))


def of(study: Study) -> list[Finding]:
    """Return the findings of a study."""
    module = import_module(f"{__name__}.{study.notebook.name.replace('-', '_')}")
    return cast("list[Finding]", module.settle(study))
