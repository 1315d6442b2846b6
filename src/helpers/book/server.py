"""Serve the built book on the loopback."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import click

from helpers import paths
from helpers.errors import CompendiumError


def serve(port: int) -> None:
    """Serve `_build/html` until interrupted; port 0 takes a free one."""
    if not (paths.HTML / "index.html").exists():
        raise CompendiumError("_build/html/index.html: found no book, expected a built one; do: make book")
    handler = partial(SimpleHTTPRequestHandler, directory=str(paths.HTML))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        click.echo(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped")
