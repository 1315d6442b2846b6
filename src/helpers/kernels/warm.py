"""The warm parent: a process with every library loaded, which forks a new process for whoever asks.

It is the fork server of Python's own `multiprocessing`. That listens on a socket in a folder that only this user
can enter, ends when nobody who may ask is left, and tells every child when the process that asked for it is gone.
Two modules are loaded into it (`libraries`, `project`), so that a forked kernel or worker starts at once.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import entry_points
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
from pathlib import Path

from helpers.errors import CompendiumError

KINDS = ("warm", "plain")
# Names the kind of kernel for this process and its children.
CHOICE = "COMPENDIUM_KERNELS"
# What every kernel and worker of a build inherits: one thread each, no clock zone or locale of this machine.
FIXED = {
    "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8",
}
INLINE = "module://matplotlib_inline.backend_inline"
PROVISIONER = "compendium-warm"
LIBRARIES, PROJECT = "helpers.kernels.libraries", "helpers.kernels.project"


def available() -> bool:
    """Tell whether warm kernels can be had: on Linux, which forks safely, where Jupyter knows our provisioner."""
    return (sys.platform == "linux" and "forkserver" in multiprocessing.get_all_start_methods()
            and bool(entry_points(group="jupyter_client.kernel_provisioners", name=PROVISIONER)))


def kind() -> str:
    """Return the kind of kernel that is wanted here: the one named by `COMPENDIUM_KERNELS`, else the best there is.

    Raises
    ------
    CompendiumError
        For another name.
    """
    wanted = os.environ.get(CHOICE) or "warm"
    if wanted not in KINDS:
        raise CompendiumError(f"{CHOICE}: found {wanted!r}, expected one of {', '.join(KINDS)}; do: name one of these")
    return wanted if available() else "plain"


@contextmanager
def environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Set variables of the environment for a while."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def context() -> ForkServerContext:
    """Return the context of `multiprocessing` whose processes are forked from the warm parent."""
    return multiprocessing.get_context("forkserver")


def start(project: bool) -> None:
    """Start the warm parent, unless this process has one or was forked from one; it loads while others go on.

    Parameters
    ----------
    project
        Whether it loads this project's own modules and tables too. A build wants that; an author's session does not,
        since the author changes them.
    """
    own = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, [own, os.environ.get("PYTHONPATH", "")]))
    wanted = {"PYTHONPATH": paths, **(FIXED if project else {"MPLBACKEND": os.environ.get("MPLBACKEND", INLINE)})}
    # A second call changes nothing: the parent that runs has loaded what it was told first.
    context().set_forkserver_preload([LIBRARIES, *([PROJECT] if project else [])])
    with environment(wanted):
        forkserver.ensure_running()
