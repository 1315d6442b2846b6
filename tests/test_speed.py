"""A guard against getting slower: ratios measured in turn on this machine, never seconds, with wide margins."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

import pytest
from jupyter_client.manager import start_new_kernel

from copies import ROOT, Copy
from helpers.execution import run
from helpers.kernels import warm

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="counts processes as Linux does")]
ROUNDS = 3
IMPORTS = "import numpy, pandas, matplotlib.pyplot, seaborn, statsmodels.api"


def cost(copy: Copy, *command: str) -> float:
    """Return the CPU seconds of a command with all its processes."""
    done = subprocess.run([sys.executable, str(ROOT / "scripts/bench/measured.py"), sys.executable, *command],
                          cwd=copy.folder, env=copy.environment(), capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])["cpu"])


def test_a_build_with_nothing_to_do_costs_little_more_than_python_and_less_than_the_book_alone(built: Copy) -> None:
    book = ["-c", "from jupyter_book.cli.main import main; main()", "build", "_build/stage", "--path-output",
            "_build/sphinx", "--quiet"]
    ways = {"ours": ["-m", "helpers", "build"], "python": ["-c", "pass"], "book": book}
    seen: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, command in ways.items():
            seen[name].append(cost(built, *command))
    median = {name: statistics.median(each) for name, each in seen.items()}
    assert median["ours"] < 40 * median["python"], median
    assert median["ours"] < 0.5 * median["book"], median


def test_a_warm_kernel_is_ready_in_a_fraction_of_the_time_of_an_ordinary_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(run.JUPYTER))
    seen: dict[str, list[float]] = {kind: [] for kind in warm.KINDS}
    for _ in range(ROUNDS + 1):
        for kind in warm.KINDS:
            begun = time.monotonic()
            manager, client = start_new_kernel(kernel_name=run.KERNELS[kind])
            client.execute_interactive(IMPORTS, timeout=120)
            seen[kind].append(time.monotonic() - begun)
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    # The first warm kernel waits for its parent, which loads the libraries once.
    median = {kind: statistics.median(each[1:]) for kind, each in seen.items()}
    assert median["warm"] < median["plain"] / 2, median
