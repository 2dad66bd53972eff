"""What somebody else in the network may try against the server of the page; nothing comes of it."""

import itertools
import json
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from facilitator.join.web.opening import Pace
from tests.support.fake_desk import FakeDesk, Joined, a_room, joining
from tests.support.phone import PATIENCE, Phone, new_key, read_all

CLOSE = "Connection: close\r\n"
NEIGHBOR = "127.0.0.2"
"""Another address of this computer, as that of another device in the network."""


@pytest.fixture
def room(caplog: pytest.LogCaptureFixture) -> Iterator[Joined]:
    """A meeting that people have joined; nothing that happens to it is an error."""
    caplog.set_level(logging.DEBUG)
    with joining() as joined:
        yield joined
        assert joined.desk.failures == []
    assert list(filter(_tells_of_a_fault, caplog.records)) == []


def _tells_of_a_fault(record: logging.LogRecord) -> bool:
    # asyncio warns when who is answered has hung up: that is nobody's fault here.
    return record.levelno >= (logging.ERROR if record.name == "asyncio" else logging.WARNING)


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.:{port}",
        "127.0.0.1:{port}.evil.example",
        "user@127.0.0.1:{port}",
        "localhost:{port}",
        "2130706433:{port}",
        "0x7f.1:{port}",
        "[::1]:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "",
        None,
    ],
)
def test_another_host_gets_nothing(room: Joined, host: str | None) -> None:
    ben = room.come_in("Ben")
    named = None if host is None else host.format(port=ben.port)
    paths = ("/", "/events", "/join", "/nowhere")
    for method, path in itertools.product(("GET", "POST"), paths):
        try:
            reply = ben.request(method, path, b"{}", Host=named)
        except ConnectionError:
            # Hung up on before the body was there: for what is no host at all.
            assert named is None or "@" in named
            continue
        assert reply.status in (400, 403), reply
        assert len(reply.body) < 30
        assert "Set-Cookie" not in reply.headers


def test_host_counts_in_capitals_but_only_once_and_not_in_the_path(room: Joined) -> None:
    phone = room.phone()
    host = phone.host
    assert _status(phone.raw(f"GET / HTTP/1.1\r\nHOST: {host}\r\n{CLOSE}\r\n".encode())) == 200
    for request in (
        f"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n{CLOSE}\r\n",
        f"GET / HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n{CLOSE}\r\n",
        f"GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n{CLOSE}\r\n",
        f"GET http://{host}/ HTTP/1.1\r\nHost: evil.example\r\n{CLOSE}\r\n",
        f"GET //evil.example/ HTTP/1.1\r\nHost: {host}\r\n{CLOSE}\r\n",
        f"GET / HTTP/1.1\r\n{CLOSE}\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        f"OPTIONS * HTTP/1.1\r\nHost: {host}\r\n{CLOSE}\r\n",
        f"CONNECT evil.example:80 HTTP/1.1\r\nHost: {host}\r\n{CLOSE}\r\n",
    ):
        assert _status(phone.raw(request.encode())) in (400, 403, 404, 405), request


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "",
        "null",
        "http://evil.example",
        "https://{host}",
        "http://{host}.evil.example",
        "http://{host}/",
        "http://127.0.0.1",
    ],
)
def test_page_of_somebody_else_can_send_nothing(room: Joined, origin: str | None) -> None:
    ben = room.come_in("Ben")
    named = None if origin is None else origin.format(host=ben.host)
    card = {"key": new_key(), "do": "card", "side": "left", "text": "Forged"}
    for path, body in (("/contribute", card), ("/leave", {}), ("/join", {"name": "Forged"})):
        reply = ben.post(path, body, Origin=named)
        assert (reply.status, reply.why) == (403, "origin")
    assert room.desk.submitted == []
    assert ben.card("Still in").status == 200


def test_page_of_somebody_else_can_not_listen(room: Joined) -> None:
    ben = room.come_in("Ben")
    reply = ben.request("GET", "/events", Origin="http://evil.example")
    assert (reply.status, reply.why) == (403, "origin")
    assert not [name for name in reply.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("Application/JSON;charset=UTF-8", 200),
        ("text/plain", 415),
        ("text/plain; application/json", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
        ("", 415),
        (None, 415),
    ],
)
def test_only_json_is_read(room: Joined, content_type: str | None, status: int) -> None:
    ben = room.come_in("Ben")
    card = {"key": new_key(), "do": "card", "side": "left", "text": "A card"}
    assert ben.post("/contribute", card, Content_Type=content_type).status == status
    assert len(room.desk.submitted) == (status == 200)


KEY = "0123456789abcdef" * 2
CARD = {"key": KEY, "do": "card", "side": "left", "text": "words"}
NESTED = b"[" * 3000
MALFORMED = {
    "empty": b"",
    "no object": b"[]",
    "null": b"null",
    "half": b'{"key": "',
    "nested": NESTED,
    "nested in a key": b'{"do":' * 1300,
    "nested in an unknown key": b'{"x":' + NESTED + b"]" * 3000 + b"}",
    "not UTF-8": json.dumps(CARD).encode().replace(b"words", b"\xff\xfe"),
    "half a character": json.dumps({**CARD, "text": "\ud800"}).encode(),
    "half a character, raw": json.dumps(CARD).encode().replace(b"words", b"\xed\xa0\x80"),
    "UTF-16": json.dumps(CARD).encode("utf-16"),
    "not a number": b'{"key":"%s","do":"fingers","fingers":NaN}' % KEY.encode(),
    "infinite": b'{"key":"%s","do":"fingers","fingers":1e999}' % KEY.encode(),
    "huge": b'{"key":"%s","do":"fingers","fingers":%s}' % (KEY.encode(), b"9" * 4000),
    "negative": json.dumps({"key": KEY, "do": "dots", "gap": "g", "dots": -1}).encode(),
    "fraction": json.dumps({"key": KEY, "do": "dots", "gap": "g", "dots": 1.5}).encode(),
    "yes for a number": json.dumps({"key": KEY, "do": "fingers", "fingers": True}).encode(),
    "six fingers": json.dumps({"key": KEY, "do": "fingers", "fingers": 6}).encode(),
    "unknown deed": json.dumps({**CARD, "do": "apply"}).encode(),
    "a list for a deed": json.dumps({**CARD, "do": []}).encode(),
    "no deed": json.dumps({"key": KEY, "side": "left", "text": "words"}).encode(),
    "unknown field": json.dumps({**CARD, "author": "Eve"}).encode(),
    "no side": json.dumps({"key": KEY, "do": "card", "text": "words"}).encode(),
    "third side": json.dumps({**CARD, "side": "middle"}).encode(),
    "text is a number": json.dumps({**CARD, "text": 7}).encode(),
    "too many labels": json.dumps({**CARD, "labels": ["x"] * 51}).encode(),
    "no key": json.dumps({**CARD, "key": ""}).encode(),
    "key of another shape": json.dumps({**CARD, "key": KEY.upper()}).encode(),
    "key and a line end": json.dumps({**CARD, "key": KEY + "\n"}).encode(),
    "key in other digits": json.dumps({**CARD, "key": "١" * 32}).encode(),
    "no such day": json.dumps(
        {"key": KEY, "do": "promise", "parent": "s", "text": "t", "due": "2026-02-30"}
    ).encode(),
    "day in words": json.dumps(
        {"key": KEY, "do": "promise", "parent": "s", "text": "t", "due": "tomorrow"}
    ).encode(),
    "two values": b"{}{}",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
def test_nonsense_is_refused_without_effect(
    room: Joined, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    ben = room.come_in("Ben")
    for path in ("/contribute", "/join"):
        reply = ben.post(path, body)
        assert (reply.status, reply.body) == (400, b'{"why": "malformed"}')
    assert room.desk.submitted == []
    assert ben.card("Still welcome").status == 200
    assert "words" not in caplog.text


def test_parts_of_a_form_are_not_read_either(room: Joined) -> None:
    ben = room.come_in("Ben")
    for body in (b"--x--", json.dumps(CARD).encode()):
        reply = ben.post("/contribute", body, Content_Type="multipart/form-data; boundary=x")
        # Some versions of the library look at the parts before we do.
        assert reply.status in (400, 415)
    assert room.desk.submitted == []


def test_large_bodies_are_not_read(room: Joined) -> None:
    ben = room.come_in("Ben")
    large = json.dumps({**CARD, "text": "x" * 8192}).encode()
    head = (
        f"POST /contribute HTTP/1.1\r\nHost: {ben.host}\r\nOrigin: http://{ben.host}\r\n"
        f"Content-Type: application/json\r\nCookie: device={ben.cookie}\r\n{CLOSE}"
    ).encode()
    for rest in (
        b"Content-Length: %d\r\n\r\n%s" % (len(large), large),
        b"Content-Length: 99999999999999999999\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}{}{}",
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n2400\r\n" + b"x" * 0x2400 + b"\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"Transfer-Encoding: gzip\r\n\r\n",
    ):
        answer = ben.raw(head + rest)
        assert not answer or _status(answer) in (400, 411, 413, 415), rest[:60]
    # Compressed, it would be more than it seems.
    assert ben.post("/contribute", b"\x1f\x8b\x08", Content_Encoding="gzip").status == 400
    assert room.desk.submitted == []


def test_large_heads_are_refused(room: Joined) -> None:
    phone = room.phone()
    assert phone.request("GET", "/", X_Padding="x" * 9000).status == 431
    assert phone.request("GET", "/?" + "x" * 9000).status == 431
    assert phone.request("GET", "/", Cookie="device=" + "x" * 9000).status == 431
    endless = f"GET / HTTP/1.1\r\nHost: {phone.host}\r\n".encode() + b"X: " + b"x" * 60_000
    assert phone.raw(endless) == b""
    many = "".join(f"X-{number}: x\r\n" for number in range(2_000))
    assert phone.raw(f"GET / HTTP/1.1\r\nHost: {phone.host}\r\n{many}\r\n".encode()) == b""


@pytest.mark.parametrize(
    "request_line",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"G\x00T / HTTP/1.1\r\n\r\n",
        b"\r\n\r\n\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /%00%ff%2e%2e/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost x\r\n\r\n",
        b"GET / HTTP/1.1\r\n Host: x\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_no_answer_of_use(room: Joined, request_line: bytes) -> None:
    answer = room.phone().raw(request_line)
    assert not answer or 400 <= _status(answer) < 500
    assert room.phone().request("GET", "/").status == 200


def test_paths_and_methods_that_are_not_there_say_nothing(room: Joined) -> None:
    ben = room.come_in("Ben")
    for path in ("/favicon.ico", "/../join.json", "/%2e%2e/join.json", "/static/x", "/events/"):
        reply = ben.request("GET", path)
        assert (reply.status, reply.body) == (404, b""), path
    for method, path in (
        ("POST", "/"),
        ("GET", "/join"),
        ("PUT", "/contribute"),
        ("DELETE", "/events"),
        ("HEAD", "/"),
        ("TRACE", "/"),
    ):
        reply = ben.request(method, path)
        assert (reply.status, reply.body) == (405, b""), path
    query = ben.request("GET", "/events?since=%ff%fe")
    assert query.status == 400
    assert query.body == b""


def test_every_answer_forbids_what_a_browser_could_do_with_it(room: Joined) -> None:
    phone = room.phone()
    page, other = phone.request("GET", "/"), phone.request("GET", "/")
    joined = phone.join(room.opened.token, "Ben")
    nowhere, refused = phone.request("GET", "/x"), phone.post("/join", b"[")
    for reply in (page, joined, nowhere, refused):
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["X-Frame-Options"] == "DENY"
        assert reply.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert "Server" not in reply.headers
    policies = [reply.headers["Content-Security-Policy"] for reply in (page, other)]
    nonces = [policy.split("'nonce-")[1].split("'")[0] for policy in policies]
    assert len(set(nonces)) == 2
    assert f'nonce="{nonces[0]}"'.encode() in page.body
    assert "unsafe" not in policies[0]
    assert room.opened.token.encode() not in page.body
    cookie = joined.headers["Set-Cookie"].split("; ")
    assert {"HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"} <= set(cookie)


def test_cookies_that_are_made_up_open_nothing(room: Joined) -> None:
    ben = room.come_in("Ben")
    for cookie in (
        "device=",
        "device=x",
        f"device={ben.cookie[:-1]}",
        f"device={ben.cookie}x",
        f"Device={ben.cookie}",
        f"device=\x80\xff{ben.cookie}",
        'device="\\377"',
        "device=" + "=" * 200,
        ";;;;=;",
    ):
        assert room.phone().request("GET", "/events", Cookie=cookie).status == 401, cookie
        assert room.phone().post("/contribute", CARD, Cookie=cookie).status == 401, cookie


def test_one_address_asks_three_times_and_others_still_get_in(room: Joined) -> None:
    for name in ("A", "B", "C"):
        room.asked(name, NEIGHBOR)
    assert room.phone(NEIGHBOR).join(room.opened.token, "D").why == "full"
    assert room.phone().join(room.opened.token, "Ben").status == 200


def _half_open(phone: Phone, stack: ExitStack, data: bytes) -> socket.socket:
    opened = stack.enter_context(phone.open())
    opened.sendall(data)
    return opened


def _seconds_for_page(phone: Phone) -> float:
    began = time.perf_counter()
    assert phone.request("GET", "/").status == 200
    return time.perf_counter() - began


def test_400_half_open_connections_keep_nobody_out() -> None:
    with joining() as room, ExitStack() as stack:
        ben = room.come_in("Ben")
        neighbor = room.phone(NEIGHBOR)
        with ben.listening() as events:
            events.next("all")
            for number in range(400):
                head = b"GET / HTTP/1.1\r\nHost:" if number % 2 else b""
                _half_open(neighbor, stack, head)
            for phone in (ben, neighbor):
                # The quickest of a few: this computer may have other things to do.
                assert min(_seconds_for_page(phone) for _ in range(5)) < 0.1
            # Those who are in go on listening.
            room.server.publish(a_room("one"))
            events.next("all")
            assert ben.card("Undisturbed").status == 200


def test_slow_heads_and_slow_bodies_are_hung_up_on() -> None:
    with joining(pace=Pace(head=0.3, body=0.2)) as room, ExitStack() as stack:
        phone = room.phone()
        slow_body = (
            f"POST /contribute HTTP/1.1\r\nHost: {phone.host}\r\nOrigin: http://{phone.host}\r\n"
            "Content-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
        ).encode()
        waiting = [
            _half_open(phone, stack, data)
            for data in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n", slow_body)
        ]
        # Another byte now and then does not help.
        dripping = _half_open(phone, stack, b"GET / HTTP/1.1\r\n")
        with suppress(ConnectionError):
            for _ in range(100):
                dripping.sendall(b"X")
                time.sleep(0.02)
                if not _is_open(dripping):
                    break
        for opened in (*waiting, dripping):
            opened.settimeout(PATIENCE)
            assert read_all(opened) == b""
        # As short as here they are only for the test.
        assert (Pace().head, Pace().body) == (20, 8)


def _is_open(opened: socket.socket) -> bool:
    opened.setblocking(False)
    try:
        return opened.recv(1) != b""
    except BlockingIOError:
        return True
    finally:
        opened.setblocking(True)


def test_no_word_and_no_writer_is_in_any_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    desk = FakeDesk()
    with joining(desk) as room:
        room.server.publish(a_room("one"))
        ben = room.come_in("Ben Winter")
        device = desk.person("Ben Winter").id
        with ben.listening() as events:
            events.next("all")
            item = ben.card("Nobody calls back").data["item"]
            ben.post("/contribute", b'{"key": "Nobody calls back')
            ben.request("GET", "/Nobody-calls-back")
            ben.request("GET", "/", X_Words="Nobody calls back", Host="Nobody-calls-back")
            ben.raw(b"POST / HTTP/1.1\r\nContent-Length: Nobody calls back\r\n\r\n")
            ben.raw(b"Nobody calls back\r\n\r\n")
            room.server.remove(device).result(PATIENCE)
            events.rest()
        told = caplog.text
    for private in ("Nobody", "calls back", "Ben", "Winter", device, item, ben.cookie):
        assert private not in told
    assert room.opened.token not in told
