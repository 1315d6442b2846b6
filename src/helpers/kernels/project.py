"""What the warm parent of a build loads of this project: the modules of notebooks and tasks, and the tables.

The tables are read once here instead of once in every process.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil

from helpers import claims, figures
from helpers.data import tables
from helpers.execution import manifest

LOADED = ("helpers.study", "helpers.execution.tasks", "helpers.analysis.selfcheck", "helpers.book.render")

for name in LOADED:
    importlib.import_module(name)
for package in (claims, figures):
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
manifest.read()
for name in tables.names():
    tables.read(name)
gc.collect()
gc.freeze()
