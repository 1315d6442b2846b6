"""What the warm parent loads from other people's packages, and the guard at its door; imported there alone.

No library may start a thread here, since a fork copies only the thread that forks.
"""

from __future__ import annotations

import gc
import importlib

from helpers.kernels import guard

# What notebooks import first, then what a kernel and what papermill is made of.
LOADED = (
    "numpy", "pandas", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
    "seaborn", "scipy.stats", "statsmodels.api", "ruptures", "pysyncon",
    "IPython.core.interactiveshell", "ipykernel.ipkernel", "ipykernel.kernelapp", "matplotlib_inline.backend_inline",
    "nbclient", "papermill",
)


guard.install()
for name in LOADED:
    importlib.import_module(name)
# What is loaded is never garbage: left alone by the collector, its memory stays shared with every child.
gc.collect()
gc.freeze()
