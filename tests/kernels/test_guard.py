"""The guard lets in processes of the same user alone."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from helpers.kernels.guard import Guarded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux who is on the other end")


def test_the_same_user_comes_in_and_another_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Guarded(socket.AF_UNIX) as door, socket.socket(socket.AF_UNIX) as first, socket.socket(
            socket.AF_UNIX) as second:
        door.bind(str(tmp_path / "door"))
        door.listen()
        first.connect(str(tmp_path / "door"))
        inside, _ = door.accept()
        inside.send(b"hello")
        inside.close()
        assert first.recv(5) == b"hello"
        second.connect(str(tmp_path / "door"))
        user = os.geteuid()
        monkeypatch.setattr(os, "geteuid", lambda: user + 1)
        with pytest.raises(ConnectionAbortedError):
            door.accept()
        assert second.recv(5) == b""
