"""Every way in which an answer can fail, caused for real on a local server."""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path

import pytest

from helpers.refresh.web import Refused, Web, routed, unpacked
from upstreams import Upstreams, bomb, cut, dripping, html, huge, slow, status, zipped

URL = "https://api.worldbank.org/v2/thing"
GOOD = (200, {"Content-Type": "application/json"}, b'{"a": 1}')


def refused(web: Web, upstreams: Upstreams, reply: object, kind: str = "json", **more: object) -> str:
    upstreams.instead = {"/v2/thing": reply}  # type: ignore[dict-item]
    with pytest.raises(Refused) as error:
        web.get(URL, kind, **more)  # type: ignore[arg-type]
    told = str(error.value)
    assert told.startswith(f"{URL}: found ") and ", expected " in told and "; do: " in told and "\n" not in told
    assert told.endswith("nothing was changed")
    return told


def test_a_whole_answer_is_kept_with_its_checksum_and_asked_for_once(web: Web, upstreams: Upstreams) -> None:
    upstreams.instead = {"/v2/thing": GOOD}
    answer = web.get(URL, "json")
    assert (answer.json(), answer.url, answer.size) == ({"a": 1}, URL, 8)
    assert answer.sha256 == hashlib.sha256(GOOD[2]).hexdigest()
    assert web.get(URL, "json") is answer and len(upstreams.asked) == 1


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_what_fails_for_now_is_asked_again_and_then_told(code: int, web: Web, upstreams: Upstreams) -> None:
    assert str(code) in refused(web, upstreams, status(code))
    assert len(upstreams.asked) == 2


def test_a_server_that_recovers_is_believed(web: Web, upstreams: Upstreams) -> None:
    upstreams.instead = {"/v2/thing": lambda handler: _second_time(handler, upstreams)}
    assert web.get(URL, "json").json() == {"a": 1}
    assert len(upstreams.asked) == 2


def _second_time(handler: object, upstreams: Upstreams) -> None:
    code = 503 if len(upstreams.asked) == 1 else 200
    handler.send_response(code)  # type: ignore[attr-defined]
    handler.send_header("Content-Length", "8")  # type: ignore[attr-defined]
    handler.end_headers()  # type: ignore[attr-defined]
    handler.wfile.write(GOOD[2])  # type: ignore[attr-defined]


def test_a_wish_to_wait_for_an_hour_is_cut_short(web: Web, upstreams: Upstreams) -> None:
    begun = time.monotonic()
    assert "429" in refused(web, upstreams, status(429, Retry_After="3600"))
    assert time.monotonic() - begun < 5


def test_a_wrong_address_is_not_asked_again(web: Web, upstreams: Upstreams) -> None:
    assert "404" in refused(web, upstreams, status(404))
    assert len(upstreams.asked) == 1


def test_silence_is_a_time_out(web: Web, upstreams: Upstreams) -> None:
    assert "no answer within 0.6 s" in refused(web, upstreams, slow(2))


def test_an_answer_that_drips_for_ever_is_left(web: Web, upstreams: Upstreams) -> None:
    begun = time.monotonic()
    assert "still arriving after 1.5 s" in refused(web, upstreams, dripping(20))
    assert time.monotonic() - begun < 6


@pytest.mark.parametrize("kind", ["json", "csv", "zip", "xlsx"])
def test_a_page_in_the_place_of_data_is_seen(kind: str, web: Web, upstreams: Upstreams) -> None:
    assert "a page of HTML" in refused(web, upstreams, html(), kind)


def test_a_body_cut_off_is_no_answer(web: Web, upstreams: Upstreams) -> None:
    assert "broken connection" in refused(web, upstreams, cut(b"[1, 2, 3]" * 9000, 1000))


def test_a_packed_flood_stops_at_the_limit(web: Web, upstreams: Upstreams, tmp_path: Path) -> None:
    assert "once unpacked" in refused(web, upstreams, bomb(64))
    assert sum(path.stat().st_size for path in tmp_path.glob("*")) < 4_500_000


def test_two_gigabytes_are_refused_before_they_come(web: Web, upstreams: Upstreams) -> None:
    assert "2,000,000,000 bytes" in refused(web, upstreams, huge(2_000_000_000))


def test_a_redirect_stays_with_the_hosts_allowed(web: Web, upstreams: Upstreams) -> None:
    elsewhere = (302, {"Location": "https://example.org/x"}, b"")
    assert "another host, example.org" in refused(web, upstreams, elsewhere)
    upstreams.instead = {"/v2/thing": (302, {"Location": "https://www.worldbank.org/other"}, b""), "/other": GOOD}
    assert web.get(URL, "json", hosts=("www.worldbank.org",)).json() == {"a": 1}


def test_redirects_in_a_ring_end(web: Web, upstreams: Upstreams) -> None:
    assert "without end" in refused(web, upstreams, (302, {"Location": URL}, b""))


def test_nothing_is_no_answer(web: Web, upstreams: Upstreams) -> None:
    assert "empty" in refused(web, upstreams, (200, {}, b""))


def test_a_checksum_is_held_against_the_content(web: Web, upstreams: Upstreams) -> None:
    right = hashlib.md5(GOOD[2], usedforsecurity=False).hexdigest()
    assert right in refused(web, upstreams, GOOD, checksum=f"md5:{'0' * 32}")
    assert web.get(URL, "json", checksum=f"md5:{right}").json() == {"a": 1}


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b""])
def test_what_is_no_json_is_told(body: bytes, web: Web, upstreams: Upstreams) -> None:
    upstreams.instead = {"/v2/thing": (200, {}, body)}
    with pytest.raises(Refused, match="nothing was changed"):
        web.get(URL, "json").json()


def test_archives_are_whole_and_of_the_size_they_may_have(web: Web, upstreams: Upstreams) -> None:
    packed = zipped("a.csv", b"x" * 100_000)
    upstreams.instead = {"/v2/thing": (200, {}, packed)}
    answer = web.get(URL, "zip")
    with unpacked(answer, ".csv") as file:
        assert len(file.read()) == 100_000
    with pytest.raises(Refused, match="packed file of 100,000 bytes"), unpacked(answer, ".csv", most=1000):
        pass
    with pytest.raises(Refused, match=r"0 files ending in \.txt"), unpacked(answer, ".txt"):
        pass


@pytest.mark.parametrize("harm", ["cut", "flipped"])
def test_a_harmed_archive_is_told(harm: str, web: Web, upstreams: Upstreams) -> None:
    packed = bytearray(zipped("a.csv", bytes(range(256)) * 400))
    if harm == "cut":
        packed = packed[:-30]
    else:
        packed[60] ^= 0xFF
    upstreams.instead = {"/v2/thing": (200, {}, bytes(packed))}
    with pytest.raises(Refused, match="broken archive"), unpacked(web.get(URL, "zip"), ".csv") as file:
        file.read()


def test_no_server_at_all_is_told(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_ROUTES", "https://api.worldbank.org=http://127.0.0.1:9")
    with pytest.raises(Refused, match="broken connection"):
        web.get(URL, "json")


def test_a_route_leads_one_host_elsewhere_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPENDIUM_ROUTES", "https://a.org=http://mirror/a https://b.org=http://mirror/b")
    assert routed("https://b.org/x?y=1") == "http://mirror/b/x?y=1"
    assert routed("https://a.org.evil/x") == "https://a.org.evil/x"


def test_a_body_is_posted_and_told_apart(web: Web, upstreams: Upstreams) -> None:
    upstreams.instead = {"/v2/thing": GOOD}
    one, two = web.get(URL, "json", body={"n": 1}), web.get(URL, "json", body={"n": 2})
    assert one is not two and [json.loads(body) for body in upstreams.bodies] == [{"n": 1}, {"n": 2}]


