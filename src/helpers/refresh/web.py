"""The web, under limits: an answer comes whole, from the host that was asked, in the form expected, or not at all.

Retries are urllib3's. What it leaves open is closed here: how long the whole answer may take, how large it may be on
the wire and unpacked, where a redirect may lead, and whether the content is what the publisher promised.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from helpers.errors import CompendiumError

if TYPE_CHECKING:
    import requests

AGENT = "union-state-compendium (research; refresh of public series)"
# Other addresses for the same hosts, as `https://host=http://mirror/path`, parted by blanks: a mirror, or a test.
ROUTES = "COMPENDIUM_ROUTES"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MEANT = {"zip": b"PK\x03\x04", "xlsx": b"PK\x03\x04"}


class Refused(CompendiumError):  # noqa: N818 (named for what happened)
    """An answer that is not taken: nothing was changed."""


@dataclass(frozen=True)
class Limits:
    """How long and how large an answer may be.

    Parameters
    ----------
    seconds
        For the connection and between two pieces of an answer.
    whole
        Seconds for an answer as a whole.
    most
        Bytes of an answer, unpacked; also of one file inside an archive.
    retries
        How often an answer that failed for now (429, 500, 502, 503, 504, a broken connection) is asked for again.
    pause
        Seconds before the first of these; doubled each time.
    longest_pause
        Seconds that a publisher may ask to wait (`Retry-After`).
    """

    seconds: float = 30
    whole: float = 900
    most: int = 1_500_000_000
    retries: int = 3
    pause: float = 1
    longest_pause: float = 60


@dataclass(frozen=True)
class Answer:
    """One whole answer, kept in a file."""

    path: Path
    url: str
    sha256: str
    size: int

    def text(self) -> str:
        """Return the content as text.

        Raises
        ------
        Refused
            When it is no UTF-8.
        """
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Refused(f"{self.url}: found bytes that are no UTF-8, expected text; do: look at the address in a "
                          "browser; nothing was changed") from error

    def json(self) -> Any:
        """Return the content parsed as JSON.

        Raises
        ------
        Refused
            When it is none.
        """
        try:
            return json.loads(self.text())
        except json.JSONDecodeError as error:
            raise Refused(f"{self.url}: found no JSON ({error.msg} at line {error.lineno}), expected JSON; do: try "
                          "again later; nothing was changed") from error


@dataclass
class Web:
    """Fetches answers into a folder; the same request is sent once.

    Parameters
    ----------
    folder
        Where answers are kept while a refresh runs.
    limits
        Of every answer.
    """

    folder: Path
    limits: Limits = field(default_factory=Limits)
    _kept: dict[str, Answer] = field(default_factory=dict)
    _session: requests.Session | None = None

    def get(self, url: str, kind: str, hosts: Sequence[str] = (), headers: Mapping[str, str] | None = None,
            checksum: str = "", body: Mapping[str, Any] | None = None) -> Answer:
        """Return an answer.

        Parameters
        ----------
        url
            Address asked.
        kind
            `json`, `csv`, `html`, `zip` or `xlsx`: what must come.
        hosts
            Hosts besides the one asked to which a redirect may lead.
        headers
            More headers; a key goes here, never into the address.
        checksum
            `ALGORITHM:HEX` that the publisher gives for the content.
        body
            Sent as JSON by POST.

        Raises
        ------
        Refused
            In every case but a whole and right answer.
        """
        asked = f"{url}\n{json.dumps(body, sort_keys=True) if body else ''}"
        if asked not in self._kept:
            self._kept[asked] = self._fetch(url, kind, {urlsplit(url).hostname or "", *hosts}, headers or {}, checksum,
                                            body)
        return self._kept[asked]

    def _fetch(self, url: str, kind: str, hosts: set[str], headers: Mapping[str, str], checksum: str,
               body: Mapping[str, Any] | None) -> Answer:
        import requests

        begun = time.monotonic()
        place = self.folder / f"{len(self._kept):04d}.{kind}"
        try:
            with self._opened(url, hosts, headers, body) as response:
                if response.status_code != 200:
                    raise _not(url, f"status {response.status_code} {response.reason}", "200 OK",
                               "wait a while and refresh again" if response.status_code in (429, 500, 502, 503, 504)
                               else "check the address, the key and the terms of the publisher")
                self._receive(url, response, place, begun)
        except requests.exceptions.Timeout as error:
            raise _not(url, f"no answer within {self.limits.seconds:g} s", "an answer", "try again later") from error
        except requests.exceptions.RetryError as error:
            raise _not(url, f"failure after {self.limits.retries + 1} tries ({_last(error)})", "200 OK",
                       "wait a while and refresh again") from error
        except requests.exceptions.RequestException as error:
            raise _not(url, f"a broken connection ({_last(error)})", "a whole answer", "try again later") from error
        with place.open("rb") as file:
            _meant(url, kind, file.read(512))
        return Answer(place, url, _checked(url, place, checksum), place.stat().st_size)

    @contextmanager
    def _opened(self, url: str, hosts: set[str], headers: Mapping[str, str],
                body: Mapping[str, Any] | None) -> Iterator[requests.Response]:
        """Open an address, following redirects within the hosts allowed only."""
        here = url
        for _ in range(6):
            response = self.session().request("POST" if body else "GET", routed(here), json=body, stream=True,
                                              headers={"User-Agent": AGENT, **headers}, allow_redirects=False,
                                              timeout=self.limits.seconds)
            if response.status_code not in REDIRECTS:
                try:
                    yield response
                finally:
                    response.close()
                return
            response.close()
            here = urljoin(here, response.headers.get("Location", ""))
            if (urlsplit(here).hostname or "") not in hosts:
                raise _not(url, f"a redirect to another host, {urlsplit(here).hostname}",
                           f"an answer of {', '.join(sorted(hosts))}", "check whether the publisher has moved")
        raise _not(url, "redirects without end", "an answer", "check the address in a browser")

    def _receive(self, url: str, response: requests.Response, place: Path, begun: float) -> None:
        """Write an answer piece by piece, and stop as soon as it breaks a limit."""
        limits = self.limits
        told = response.headers.get("Content-Length", "")
        if told.isdigit() and int(told) > limits.most:
            raise _not(url, f"an answer of {int(told):,} bytes", f"at most {limits.most:,}", "ask for less of it")
        size = 0
        with place.open("wb") as file:
            for piece in response.iter_content(1 << 16):
                size += len(piece)
                if size > limits.most:
                    raise _not(url, f"more than {limits.most:,} bytes once unpacked", f"at most {limits.most:,}",
                               "ask for less of it; a packed answer that grows so is refused")
                if time.monotonic() - begun > limits.whole:
                    raise _not(url, f"an answer still arriving after {limits.whole:g} s", "a whole answer",
                               "try again later")
                file.write(piece)
        if not size:
            raise _not(url, "an empty answer", "data", "try again later")

    def session(self) -> requests.Session:
        """Return the session with its retries."""
        if self._session is None:
            import requests
            from requests.adapters import HTTPAdapter

            adapter = HTTPAdapter(max_retries=_retries(self.limits))
            self._session = requests.Session()
            # Neither a proxy's nor a machine's log-in file may add anything to what is asked.
            self._session.trust_env = bool(os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy"))
            for scheme in ("https://", "http://"):
                self._session.mount(scheme, adapter)
        return self._session


def _retries(limits: Limits) -> Any:
    from urllib3.util.retry import Retry

    class Patient(Retry):
        """urllib3 waits as long as it is told to; here no longer than the limit."""

        def get_retry_after(self, response: Any) -> float | None:
            asked = super().get_retry_after(response)
            return None if asked is None else min(asked, limits.longest_pause)

    return Patient(total=limits.retries, backoff_factor=limits.pause, status_forcelist=(429, 500, 502, 503, 504),
                   allowed_methods=frozenset({"GET", "POST"}), raise_on_status=False, redirect=False)


def routed(url: str) -> str:
    """Return the address really asked: another one where the environment names a route."""
    for pair in os.environ.get(ROUTES, "").split():
        host, _, other = pair.partition("=")
        if url == host or url.startswith(f"{host}/"):
            return other + url[len(host):]
    return url


def _not(url: str, found: str, expected: str, remedy: str) -> Refused:
    return Refused(f"{url}: found {found}, expected {expected}; do: {remedy}; nothing was changed")


def _last(error: BaseException) -> str:
    """Return the innermost reason of an error, in a few words."""
    while True:
        inner = error.__cause__ or error.__context__ or next(
            (one for one in error.args if isinstance(one, BaseException)), None)
        if inner is None:
            return (str(error) or type(error).__name__).splitlines()[0][:160]
        error = inner


def _meant(url: str, kind: str, start: bytes) -> None:
    """Hold the first bytes against the form expected."""
    head = start.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    page = head.startswith((b"<!doctype html", b"<html"))
    if page and kind != "html":
        raise _not(url, "a page of HTML", kind.upper(), "open the address in a browser: the publisher may ask for "
                   "terms or a log-in, or be down")
    if kind in MEANT and not start.startswith(MEANT[kind]):
        raise _not(url, "no archive", kind.upper(), "try again later")


def _checked(url: str, place: Path, checksum: str) -> str:
    """Return the SHA-256 of a file, held against the publisher's checksum where there is one."""
    algorithm, _, right = checksum.partition(":")
    made = {name: hashlib.new(name, usedforsecurity=False) for name in {"sha256", *([algorithm] if algorithm else [])}}
    with place.open("rb") as file:
        while piece := file.read(1 << 20):
            for one in made.values():
                one.update(piece)
    if algorithm and made[algorithm].hexdigest() != right.lower():
        raise _not(url, f"content whose {algorithm} is {made[algorithm].hexdigest()}", f"{right}, as the publisher "
                   "says", "refresh again; if it stays so, ask the publisher")
    return made["sha256"].hexdigest()


@contextmanager
def unpacked(answer: Answer, ending: str, most: int = Limits.most) -> Iterator[IO[bytes]]:
    """Open the one file of an archive whose name ends so.

    Raises
    ------
    Refused
        When the archive is broken or cut off, has no such file or several, or the file is larger than `most`.
    """
    try:
        with zipfile.ZipFile(answer.path) as archive:
            names = [entry for entry in archive.infolist() if entry.filename.endswith(ending)]
            if len(names) != 1:
                raise _not(answer.url, f"{len(names)} files ending in {ending}", "one", "look into the archive")
            if names[0].file_size > most:
                raise _not(answer.url, f"a packed file of {names[0].file_size:,} bytes", f"at most {most:,}",
                           "ask for less of it")
            with archive.open(names[0]) as file:
                yield file
    except (zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise _not(answer.url, f"a broken archive ({error})", "a whole ZIP", "try again later") from error
