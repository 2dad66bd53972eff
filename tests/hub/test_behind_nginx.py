"""A hub behind nginx, configured as the README says: laptops see no difference."""

import http.client
import json
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.hub.base.bounds import LARGEST_BODY
from facilitator.hub.base.listen import Listen
from facilitator.hub.base.rates import Rate
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.shared_log.log_body import RECORDS
from facilitator.sync.connection import CA_VARIABLE
from facilitator.sync.hub_client import Hub
from facilitator.sync.hub_errors import PASSING, HubError
from facilitator.sync.invitation import parse_invitation
from tests.support.certificates import certificate_in
from tests.support.hub_office import HOTELS, furnished
from tests.support.nginx import Nginx, nginx
from tests.support.running_hub import LOOPBACK, RunningHub
from tests.support.shared_changes import card_entry, first_entry
from tests.support.synced_laptop import until

OUTSIDE = "localhost"
"""How laptops call the proxy."""


@pytest.fixture
def front(tmp_path: Path, store: HubStore, monkeypatch: pytest.MonkeyPatch) -> Iterator["Front"]:
    certificate, key = certificate_in(tmp_path / "live", OUTSIDE)
    monkeypatch.setenv(CA_VARIABLE, str(certificate))
    hub = RunningHub(store, Listen(host="127.0.0.1", port=0, behind_proxy=True))
    hub.start()
    with nginx(tmp_path / "nginx", hub.port, certificate, key) as proxy:
        yield Front(hub, proxy)
    hub.stop()


class Front:
    """A hub and the proxy in front of it."""

    def __init__(self, hub: RunningHub, proxy: Nginx) -> None:
        self.hub, self.proxy = hub, proxy

    @property
    def address(self) -> str:
        return f"https://{OUTSIDE}:{self.proxy.port}"

    def status(
        self, path: str, token: str, body: bytes | None = None, source: str = "", **also: str
    ) -> int:
        """Return what is answered to a laptop, perhaps one with a numeric address of its own."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection(
            LOOPBACK, self.proxy.port, context=context, source_address=(source, 0), timeout=20
        )
        head = {"X-Facilitator": "1", "Authorization": f"Bearer {token}", **also}
        with closing(line):
            line.request("POST" if body else "GET", path, body, head)
            return line.getresponse().status


@pytest.mark.parametrize(
    "without",
    [(), ("proxy_http_version 1.1;", 'proxy_set_header Connection "";')],
    ids=["as in the README", "HTTP/1.0"],
)
def test_laptops_join_send_and_hear_of_news_through_nginx(
    front: Front, without: tuple[str, ...]
) -> None:
    front.proxy.leave_out(*without)
    front.proxy.start()
    office = furnished(front.hub, HOTELS)
    with Hub(front.address, office.boss) as boss:
        rights = [{"id": office.kitchen, "writes": True}]
        invited = parse_invitation(boss.admin_invite("member", rights))
    assert invited.address == front.address
    with Hub(invited.address) as desk, Hub(invited.address, office.ben) as ben:
        desk.token = desk.join(invited.code, "Desk").token
        with ThreadPoolExecutor(1) as other_room:
            news = other_room.submit(ben.pull, {office.kitchen: (0, "")}, 25.0)
            until(lambda: len(front.hub.server.services.limits.pulls) == 1)
            first = first_entry(office.kitchen, "m1")
            assert desk.push([json.dumps(first).encode()]).placed == {first["id"]: 1}
            (heard,) = news.result(15).teams[office.kitchen].entries
            assert heard["id"] == first["id"]


def test_what_is_as_large_as_the_hub_takes_passes_and_leaves_nothing_in_files(front: Front) -> None:
    front.proxy.start()
    office = furnished(front.hub, HOTELS)
    body = b'{"records":%d,"entries":[]}' % RECORDS
    assert front.status("/push", office.ana, body.ljust(LARGEST_BODY)) == 200
    assert front.status("/push", office.ana, body.ljust(LARGEST_BODY + 1)) == 400
    many = [card_entry(office.kitchen, "m1", "We never call back. " * 20) for _ in range(500)]
    with Hub(front.address, office.ana) as ana:
        start = first_entry(office.kitchen, "m1")
        ana.push([json.dumps(each).encode() for each in (start, *many[:499])])
        assert len(ana.pull({office.kitchen: (0, "")}).teams[office.kitchen].entries) == 500
    assert not front.proxy.written_to_files()


def test_who_guesses_from_one_address_puts_out_nobody_at_another(front: Front) -> None:
    front.proxy.start()
    office = furnished(front.hub, HOTELS)
    front.hub.server.services.limits.failures = Rate(at_once=3, seconds_each=600)
    tried = [front.status("/me", f"a.b.{number}") for number in range(4)]
    assert tried == [401, 401, 401, 429]
    # Nor does it help to name another address: only what the proxy saw counts.
    forged = {"X-Forwarded-For": "10.0.0.7", "X-Forwarded-Proto": "http"}
    assert front.status("/me", "a.b.c", None, "", **forged) == 429
    assert front.status("/me", "a.b.c", source="127.0.0.2") == 401
    assert front.status("/me", office.ana, source="127.0.0.2") == 200


def test_a_restart_of_nginx_or_the_hub_passes_by_itself(front: Front) -> None:
    front.proxy.start()
    office = furnished(front.hub, HOTELS)
    with Hub(front.address, office.ana) as ana, ThreadPoolExecutor(1) as other_thread:
        waiting = other_thread.submit(ana.pull, {office.kitchen: (0, "")}, 25.0)
        until(lambda: len(front.hub.server.services.limits.pulls) == 1)
        front.proxy.stop()
        with pytest.raises(HubError, match="work is safe") as broken:
            waiting.result(15)
        front.proxy.start()
        assert ana.me().organisation.name == HOTELS
        front.hub.stop()
        with pytest.raises(HubError, match="down for maintenance") as away:
            ana.me()
    assert {broken.value.trouble, away.value.trouble} <= PASSING
