"""Claims: the test of each part that a notebook settles, on the results of the analysis.

Every notebook has a module of its name here. Its `settle(study)` is the pure way from the study's tables to all
findings of the notebook, which records exactly these: verdicts under other choices need no kernel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any, cast

from helpers.evidence.findings import Finding


def settle(notebook: str, given: Mapping[str, Any], undated: bool = False) -> list[Finding]:
    """Return the findings of a notebook under given parameters, in this process.

    Parameters
    ----------
    notebook
        Its name in the manifest.
    given
        Parameters that differ from the defaults.
    undated
        Whether undated rows count from the first day on which they could be known.
    """
    from helpers.study import Study

    module = import_module(f"{__name__}.{notebook.replace('-', '_')}")
    study = Study(notebook, **given)
    study.choices = replace(study.choices, undated=undated)
    return cast("list[Finding]", module.settle(study))
