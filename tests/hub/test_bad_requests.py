"""What comes from anybody at all is answered, and does no harm."""

import http.client
import json
import logging
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.errors import InputRefusedError
from facilitator.hub.base.bounds import LARGEST_BODY
from facilitator.hub.base.listen import Listen, counted_as, parse_networks
from facilitator.hub.base.rates import Rate
from facilitator.storage.hub.hub_store import HubStore
from tests.support.hub_office import Office, furnished
from tests.support.running_hub import LOOPBACK, running_hub
from tests.support.shared_changes import card_entry

REFUSALS = {400, 401, 403, 404, 409, 413, 426, 429}
PATHS = (
    *("/health", "/join", "/me", "/push", "/pull", "/places", "/rotate", "/nowhere"),
    *("/admin/organisation", "/admin/teams", "/admin/invitations", "/admin/device"),
    *("/admin/withdraw", "/admin/erase"),
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
_keys = st.sampled_from(
    [
        *("records", "entries", "after", "wait", "most", "team", "before", "code", "name"),
        *("role", "teams", "device", "meeting", "me_version", "program"),
    ]
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Iterator[Office]:
    file = tmp_path_factory.mktemp("office") / "hub.db"
    shutil.copy(blank, file)
    with HubStore(f"sqlite:///{file}", serve=True) as store, running_hub(store) as hub:
        # As many as the test asks for.
        hub.server.services.limits.requests = Rate(10**9, 1e-9)
        hub.server.services.limits.administrators = Rate(10**9, 1e-9)
        hub.server.services.limits.joins = Rate(10**9, 1e-9)
        yield furnished(hub, "Seaside Hotels")


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    path=st.sampled_from(PATHS),
    method=st.sampled_from(["GET", "POST"]),
    said=st.one_of(
        st.binary(max_size=60),
        _values.map(lambda value: json.dumps(value).encode()),
        st.dictionaries(_keys, _values, max_size=5).map(lambda value: json.dumps(value).encode()),
    ),
)
def test_any_body_is_answered(office: Office, path: str, method: str, said: bytes) -> None:
    answer = office.hub.ask(method, path, raw=said, token=office.boss)

    assert answer.status in REFUSALS | {200}
    if answer.status != 200:
        assert set(answer.body) == {"error", "sentence"}


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(key=st.sampled_from(["body", "at", "base", "site", "actor", "records", "id"]), value=_values)
def test_any_entry_is_answered(office: Office, key: str, value: object) -> None:
    entry = card_entry(office.kitchen, "m1", "Cold soup")
    answer = office.push(office.ana, {**entry, key: value})

    assert answer.status in {200, 400, 409}


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, 6), value=_values)
def test_any_edit_is_answered(office: Office, place: int, value: object) -> None:
    entry = card_entry(office.kitchen, "m1", "Cold soup")
    row = entry["body"]["edits"][0][2]
    if place:
        row[list(row)[place]] = value
    else:
        entry["body"]["edits"] = value
    assert office.push(office.ana, entry).status == 200


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b'{"records":8,"entries":' + b"[" * 100_000, 400),
        (b'{"records":8,"entries":[' + b'{"id":' * 5_000, 400),
        (b'{"records":8,"entries":[{"id":"a","body":"\\ud800"}]}', 400),
        (b'{"records":8,"entries":[' + b"{}," * 500 + b"{}]}", 400),
        (b"\xff\xfe", 400),
        (b"", 400),
    ],
)
def test_what_is_no_push_is_refused_whole(office: Office, raw: bytes, status: int) -> None:
    answer = office.hub.ask("POST", "/push", raw=raw, token=office.ana)

    assert (answer.status, answer.body["error"]) == (status, "bad_request")


@pytest.mark.parametrize(
    ("headers", "status", "error"),
    [
        ({"X-Facilitator": "0"}, 426, "newer_program"),
        ({"X-Facilitator": "2"}, 409, "older_hub"),
        ({"X-Facilitator": "one"}, 400, "bad_request"),
        ({"Origin": "https://example.org"}, 400, "bad_request"),
        ({"X-Large": "x" * 9_000}, 400, "bad_request"),
        ({"X-Forwarded-For": "10.0.0.1"}, 403, "insecure"),
        ({"Authorization": "Basic YTpi"}, 401, "withdrawn"),
        ({"Authorization": "Bearer a.b.c"}, 401, "withdrawn"),
        ({"Authorization": "Bearer \xfc.\xfc.\xfc"}, 401, "withdrawn"),
    ],
)
def test_a_head_that_does_not_fit_is_refused(
    office: Office, headers: dict[str, str], status: int, error: str
) -> None:
    answer = office.hub.ask("GET", "/me", token=office.ana, headers=headers)

    assert (answer.status, answer.body["error"]) == (status, error)
    assert "Server" not in answer.headers


def test_a_body_that_is_too_large_is_not_read(office: Office) -> None:
    with socket.create_connection((LOOPBACK, office.hub.port), timeout=20) as line:
        line.sendall(
            b"POST /push HTTP/1.1\r\nHost: hub\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY + 1)
        )
        assert line.recv(100)[:12] in (b"", b"HTTP/1.1 400")


def test_who_asks_too_often_waits(hotels: Office) -> None:
    hotels.hub.server.services.limits.failures = Rate(at_once=3, seconds_each=60)
    hotels.hub.server.services.limits.joins = Rate(at_once=2, seconds_each=60)
    said = {"code": "a.b", "name": "Thief", "records": 9}

    joins = [hotels.hub.ask("POST", "/join", said) for _ in range(3)]
    assert hotels.hub.ask("GET", "/me", token=hotels.boss).status == 200
    guesses = [hotels.hub.ask("GET", "/me", token="a.b.c") for _ in range(4)]

    assert [each.status for each in joins] == [409, 409, 429]
    assert [each.status for each in guesses] == [401, 401, 401, 429]
    assert int(guesses[-1].headers["Retry-After"]) > 0
    assert guesses[-1].body["error"] == "slow_down"
    # Behind the same router, who is in works on.
    assert hotels.hub.ask("GET", "/me", token=hotels.boss).status == 200


def test_a_budget_comes_back_with_time() -> None:
    now = 0.0
    rate = Rate(at_once=2, seconds_each=10, seconds=lambda: now)
    assert [rate.take("a"), rate.take("a"), rate.take("b"), rate.take("a")] == [0, 0, 0, 10]
    now = 10.0
    assert (rate.lacks("a"), rate.take("a"), rate.lacks("a")) == (0, 0, 10)


def test_no_log_line_has_words_of_a_request(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        office.hub.ask("POST", "/push", raw=b'{"Vault code"', token=office.ana)
        office.hub.ask("GET", "/Vault-code?x=Vault", token="Vault.b.c")
        line = http.client.HTTPConnection(LOOPBACK, office.hub.port, timeout=20)
        line.putrequest("GET", "/me", skip_host=True)
        line.putheader("Content-Length", "Vault")
        line.endheaders()
        line.getresponse().read()
        line.close()

    assert "Vault" not in caplog.text
    assert office.ana.rpartition(".")[2] not in caplog.text


@pytest.mark.parametrize(
    ("proto", "peer", "is_private"),
    [
        ("https", "127.0.0.1", True),
        ("https", "::1", True),
        ("http", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("https,http", "127.0.0.1", False),
        ("https", "192.0.2.9", False),
    ],
)
def test_behind_a_proxy_only_what_came_encrypted_counts(
    proto: str, peer: str, is_private: bool
) -> None:
    listen = Listen(host="0.0.0.0", port=0, behind_proxy=True)

    assert listen.is_private(peer, {"X-Forwarded-Proto": proto}) is is_private


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        (" 192.0.2.7:50000", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:bbbb::1]:50000", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", ""),
        ("", ""),
        ("[::", ""),
    ],
)
def test_a_household_is_counted_as_one_however_a_proxy_writes_it(said: str, counted: str) -> None:
    assert counted_as(said) == counted


def test_a_proxy_elsewhere_is_named() -> None:
    listen = Listen(
        host="0.0.0.0", port=0, behind_proxy=True, proxies=parse_networks(["10.0.0.0/24"])
    )

    assert listen.is_private("10.0.0.5", {"X-Forwarded-Proto": "https"})
    assert not listen.is_private("10.0.1.5", {"X-Forwarded-Proto": "https"})


def test_no_network_is_listened_on_in_the_clear() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "hub.example.org"):
        with pytest.raises(InputRefusedError, match="encryption"):
            Listen(host=host, port=0)
