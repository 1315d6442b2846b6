"""Run one command and print, as the last line, what it cost: wall and CPU seconds, and its peak of memory if asked.

    python measured.py [--memory] COMMAND...

Processes that outlive their parents come to this one and are counted: a plain `time` would lose what a fork server
and its children used.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux
PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def memory() -> int:
    """Return the kB of memory of all processes below this one, what several share counted once."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # It ended meanwhile.
    below: set[int] = set()
    grown = {os.getpid()}
    while grown:
        grown = {pid for pid, parent in parents.items() if parent in grown}
        below |= grown
    total = 0
    for pid in below:
        try:
            found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
        except OSError:
            continue  # It ended meanwhile.
        total += int(found[1]) if found else 0
    return total


def main(command: list[str]) -> int:
    """Run the command, wait for all its processes, print the costs; return its exit code."""
    watched = command[0] == "--memory"
    command = command[watched:]
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    peak, done = [0], threading.Event()

    def watch() -> None:
        while not done.wait(0.3):
            peak[0] = max(peak[0], memory())

    if watched:
        threading.Thread(target=watch, daemon=True).start()
    begun = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    wall = time.monotonic() - begun
    try:
        while True:
            os.wait()
    except ChildProcessError:
        done.set()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak": peak[0] / 1024}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
