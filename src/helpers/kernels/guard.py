"""The guard at the door of the warm parent: only its own user's processes may ask."""

from __future__ import annotations

import errno
import os
import socket
import struct
from multiprocessing import forkserver
from types import SimpleNamespace
from typing import Any


class Guarded(socket.socket):
    """A socket that talks with processes of its own user alone."""

    def accept(self) -> tuple[socket.socket, Any]:
        """Accept a connection.

        Raises
        ------
        ConnectionAbortedError
            When another user's process asks: the fork server goes on with the next.
        """
        other, address = super().accept()
        _, user, _ = struct.unpack("3i", other.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i")))
        if user != os.geteuid():
            other.close()
            raise ConnectionAbortedError(errno.ECONNABORTED, "another user asked for a process")
        return other, address


def install() -> None:
    """Give the fork server of this process the guarded socket, which it takes by the module's name."""
    forkserver.socket = SimpleNamespace(**{**vars(socket), "socket": Guarded})  # type: ignore[attr-defined]
