"""How Jupyter gets a warm kernel: a provisioner, which `jupyter_client` finds by its entry point.

papermill, nbclient and JupyterLab need not know: they ask for the kernel `compendium-warm`, whose description
names this provisioner.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from helpers.kernels import child, warm

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

# Seconds to wait for the warm parent, which loads for two or three before its first kernel.
PATIENCE = 60.0
# Seconds between two looks whether a kernel has ended.
PAUSE = 0.005
LAUNCHER = "ipykernel_launcher"
# The kind of every kernel that this process has started, in order.
started: list[str] = []


class Forked:
    """A process forked from the warm parent, with the ways of `subprocess.Popen` that a provisioner needs."""

    stdin = stdout = stderr = None

    def __init__(self, process: ForkServerProcess) -> None:
        assert process.pid is not None
        self._process = process
        self.pid = process.pid

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait for its end and return the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


async def fork(process: ForkServerProcess) -> None:
    """Start a process from the warm parent without holding up the others of this event loop.

    Raises
    ------
    OSError, EOFError
        When the warm parent cannot be started, has died, or does not answer in time.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[None] = loop.create_future()

    def tell(error: BaseException | None) -> None:
        if not answer.done():
            answer.set_exception(error) if error else answer.set_result(None)

    def begin() -> None:
        try:
            process.start()
        except (OSError, EOFError) as error:
            loop.call_soon_threadsafe(tell, error)
        else:
            loop.call_soon_threadsafe(tell, None)

    threading.Thread(target=begin, name="fork", daemon=True).start()
    await asyncio.wait_for(answer, PATIENCE)


class WarmProvisioner(LocalProvisioner):
    """Provide kernels that are forked from the warm parent; an ordinary one where that cannot be."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel.

        Parameters
        ----------
        cmd
            The command of an ordinary kernel: `… -m ipykernel_launcher -f FILE`.
        **kwargs
            `env` and `cwd` as for `subprocess.Popen`.
        """
        if warm.kind() == "warm":
            folder, environment = str(kwargs.get("cwd") or Path.cwd()), dict(kwargs.get("env") or os.environ)
            arguments = cmd[cmd.index(LAUNCHER) + 1:]
            try:
                warm.start(project=False)
                process = warm.context().Process(target=child.kernel, args=(arguments, folder, environment),
                                                 daemon=True)
                await fork(process)
            except (OSError, EOFError) as error:
                self.log.warning("no warm kernel (%s: %s), starting an ordinary one", type(error).__name__, error)
            else:
                started.append("warm")
                self.process = Forked(process)  # type: ignore[assignment]
                # The kernel leads a group of its own (see `child.kernel`).
                self.pid = self.pgid = process.pid
                self.cwd = folder
                return self.connection_info
        started.append("plain")
        return await super().launch_kernel(cmd, **kwargs)

    async def wait(self) -> int | None:
        """Wait for the end of the kernel, with shorter pauses than Jupyter's own tenth of a second."""
        while self.process and self.process.poll() is None:
            await asyncio.sleep(PAUSE)
        return await super().wait()
