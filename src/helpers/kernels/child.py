"""What a process forked from the warm parent does first: become a kernel or a worker, and end with its master."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence


def follow(end: Callable[[], None]) -> None:
    """Do `end` as soon as the process that asked for this one is gone, also when it was killed."""
    master = multiprocessing.parent_process()
    assert master is not None

    def watch() -> None:
        master.join()
        end()

    threading.Thread(target=watch, name="follow", daemon=True).start()


def worker() -> None:
    """Make this process a worker of a build."""
    follow(lambda: os._exit(1))


def kernel(arguments: Sequence[str], folder: str, environment: Mapping[str, str]) -> None:
    """Make this process an ipykernel, and end when it has been shut down.

    Parameters
    ----------
    arguments
        As for `python -m ipykernel_launcher`.
    folder, environment
        Where it runs and all the variables that it sees.
    """
    # A session of its own, so that an interrupt reaches it with all that it started, and nothing else.
    os.setsid()
    follow(lambda: os.killpg(0, signal.SIGKILL))
    multiprocessing.current_process().daemon = False  # its cells may start processes of their own
    os.environ.clear()
    os.environ.update(environment)
    # ipykernel would look whether the warm parent is its master, and leave.
    os.environ.pop("JPY_PARENT_PID", None)
    time.tzset()
    os.chdir(folder)
    _forget_another_project()
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = ["ipykernel_launcher", *arguments]
    IPKernelApp.launch_instance(argv=list(arguments))


def _forget_another_project() -> None:
    """Have the project's modules imported afresh where the tree to work on is not the warm parent's."""
    paths = sys.modules.get("helpers.paths")
    if paths and os.environ.get("COMPENDIUM_ROOT", str(paths.ROOT)) != str(paths.ROOT):
        for name in [name for name in sys.modules if name.partition(".")[0] == "helpers"]:
            del sys.modules[name]
