"""Real kernels from the warm parent: that they are forked, obey, and leave with whoever asked for them."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from jupyter_client.manager import KernelManager, start_new_kernel

from helpers.errors import CompendiumError
from helpers.execution import manifest, run
from helpers.kernels import provisioner, warm

pytestmark = pytest.mark.slow
linux = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
# Starts a kernel and waits; says which processes there are.
MASTER = """
import os, sys, time
from jupyter_client.manager import start_new_kernel
from helpers.kernels import warm
warm.start(project=True)
manager, client = start_new_kernel(kernel_name="compendium-warm", env={**os.environ, "COMPENDIUM_ROOT": sys.argv[1]})
print(manager.provisioner.pid, flush=True)
reply = client.execute_interactive("import helpers.paths; print(helpers.paths.ROOT, flush=True)")
time.sleep(600)
"""


def gone(pid: int, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.05)
    return False


def said(client: Any, code: str) -> str:
    """Return what code prints in a kernel."""
    told: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        if message["msg_type"] == "stream":
            told.append(message["content"]["text"])

    client.execute_interactive(code, timeout=60, output_hook=hear)
    return "".join(told).strip()


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have Jupyter find our descriptions of kernels."""
    monkeypatch.setenv("JUPYTER_PATH", str(run.JUPYTER))


@pytest.fixture
def kernel() -> Iterator[tuple[KernelManager, Any]]:
    manager, client = start_new_kernel(kernel_name="compendium-warm")
    yield manager, client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@linux
def test_a_kernel_is_forked_from_a_parent_with_one_thread_that_has_loaded_the_libraries(
        kernel: tuple[KernelManager, Any]) -> None:
    manager, client = kernel
    assert provisioner.started[-1] == "warm"
    loaded = said(client, "import sys; print({'seaborn', 'statsmodels.api', 'ruptures'} <= set(sys.modules))")
    assert loaded == "True"
    parent = psutil.Process(manager.provisioner.pid).parent()
    assert "multiprocessing.forkserver" in " ".join(parent.cmdline())
    assert parent.num_threads() == 1
    assert parent.uids().real == os.getuid()


@linux
def test_nobody_else_can_reach_the_parent_or_the_kernel(kernel: tuple[KernelManager, Any]) -> None:
    manager, _ = kernel
    parent = psutil.Process(manager.provisioner.pid).parent()
    (address,) = {entry.laddr for entry in parent.net_connections("unix") if entry.laddr}
    assert stat.S_IMODE(Path(address).parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(Path(manager.connection_file).stat().st_mode) == 0o600
    assert all(entry.laddr.ip == "127.0.0.1"
               for entry in psutil.Process(manager.provisioner.pid).net_connections("inet") if entry.laddr)


@linux
def test_an_interrupt_stops_a_cell_and_not_the_kernel(kernel: tuple[KernelManager, Any]) -> None:
    manager, client = kernel
    client.execute("print('begun', flush=True); import time; time.sleep(600)")
    while client.get_iopub_msg(timeout=60)["msg_type"] != "stream":
        pass
    manager.interrupt_kernel()
    reply = client.get_shell_msg(timeout=60)
    assert reply["content"]["ename"] == "KeyboardInterrupt"
    assert said(client, "print(1 + 1)") == "2"


@linux
def test_a_kernel_starts_again_and_takes_its_own_children_along(kernel: tuple[KernelManager, Any]) -> None:
    manager, client = kernel
    first = manager.provisioner.pid
    child = int(said(client, "import subprocess; p = subprocess.Popen(['sleep', '600']); print(p.pid, flush=True)"))
    manager.restart_kernel(now=True)
    client.wait_for_ready(timeout=60)
    assert manager.provisioner.pid != first
    assert gone(first)
    assert gone(child)


@linux
def test_killing_the_master_leaves_no_process_and_another_tree_gets_its_own_modules(tmp_path: Path) -> None:
    master = subprocess.Popen([sys.executable, "-c", MASTER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert master.stdout is not None
    pid = int(master.stdout.readline())
    assert master.stdout.readline().strip() == str(tmp_path)
    parent = psutil.Process(pid).parent().pid
    master.send_signal(signal.SIGKILL)
    master.wait()
    assert gone(pid)
    assert gone(parent)


@linux
@pytest.mark.parametrize("fault", [ConnectionRefusedError("no parent"), TimeoutError("no answer"), EOFError("died")])
def test_an_ordinary_kernel_starts_where_the_parent_fails(fault: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(project: bool) -> None:
        raise fault

    monkeypatch.setattr(warm, "start", fail)
    manager, client = start_new_kernel(kernel_name="compendium-warm")
    assert provisioner.started[-1] == "plain"
    assert isinstance(manager.provisioner.process, subprocess.Popen)
    assert said(client, "print(1 + 1)") == "2"
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@linux
@pytest.mark.parametrize("name", ["defence", "opinion", "tax-manoeuvre"])
def test_both_kinds_of_kernel_give_the_same_bytes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = {}
    for kind in warm.KINDS:
        monkeypatch.setenv(warm.CHOICE, kind)
        results = run.run(manifest.one(name), {}, tmp_path / kind)
        assert run.kernel() == kind
        made[kind] = [path.read_bytes() for path in results.all]
    assert made["warm"] == made["plain"]


def test_an_unknown_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(warm.CHOICE, "tepid")
    with pytest.raises(CompendiumError, match="found 'tepid', expected one of warm, plain"):
        warm.kind()
