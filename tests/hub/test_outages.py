"""The database is away for a while, or the hub ends."""

import os
import signal
import ssl
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from facilitator.hub.base.listen import Certificate, Listen, fingerprint
from facilitator.storage.hub.errors import DatabaseAwayError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.shared_log.log_body import RECORDS
from tests.support.hub_office import Office, furnished
from tests.support.needs import do_without
from tests.support.running_hub import running_hub
from tests.support.shared_changes import card_entry, first_entry, unplaced


def test_while_the_database_is_away_laptops_keep_what_they_have(
    hotels: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, card = first_entry(hotels.kitchen, "m1"), card_entry(hotels.kitchen, "m1", "Cold soup")
    hotels.push(hotels.ana, begun)
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(1, begun["id"])), hotels.ben)
    feed = hotels.hub.server.services.feeds.get((hotels.org, hotels.kitchen))
    while not (feed.is_awaited and feed.looked_at > 0):
        assert not waits.done()
    is_away = True
    run = hotels.hub.store._database.run

    def away(*args: object, **kwargs: object) -> object:
        if is_away:
            raise DatabaseAwayError("57P01")
        return run(*args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as fault:
        fault.setattr(hotels.hub.store._database, "run", away)
        refused = hotels.push(hotels.ana, card)
        assert (refused.status, refused.body["error"]) == (503, "away")
        assert int(refused.headers["Retry-After"]) > 0
        assert "57P01" not in str(refused.body)
        is_away = False
        assert hotels.push(hotels.ana, card).body["placed"] == {card["id"]: 2}

    news = waits.result(20).body["teams"][hotels.kitchen]
    assert unplaced(news["entries"]) == [{**card, "seq": 2}]


def test_a_hub_that_ends_answers_what_came(hotels: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    is_writing, may_go_on = threading.Event(), threading.Event()
    push = HubStore.push

    def slow(self: HubStore, group: object) -> object:
        is_writing.set()
        assert may_go_on.wait(20)
        return push(self, group)  # type: ignore[arg-type]

    monkeypatch.setattr(HubStore, "push", slow)
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(0, "")), hotels.ben)
    said = {"records": RECORDS, "entries": [first_entry(hotels.kitchen, "m1")]}
    sent = hotels.hub.later("POST", "/push", said, hotels.ana)
    assert is_writing.wait(20)

    ending = threading.Thread(target=hotels.hub.stop)
    ending.start()
    waits.result(20)
    may_go_on.set()
    ending.join(20)

    assert list(sent.result(20).body["placed"].values()) == [1]


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    """One that no authority signed, as an office makes it."""
    made = Certificate(tmp_path / "hub.crt", tmp_path / "hub.key")
    command = [
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
        *("-nodes", "-days", "30", "-subj", "/CN=127.0.0.1"),
        *("-addext", "subjectAltName=IP:127.0.0.1"),
        *("-keyout", str(made.key), "-out", str(made.certificate)),
    ]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        do_without("openssl", "it makes certificates")
    return made


def test_a_hub_has_a_certificate_of_its_own(store: HubStore, certificate: Certificate) -> None:
    pin = certificate.pin()
    listen = Listen(host="127.0.0.1", port=0, certificate=certificate, pin=pin)
    with running_hub(store, listen) as hub:
        trusted = ssl.create_default_context(cafile=str(certificate.certificate))
        address = f"https://127.0.0.1:{hub.port}/health"
        with urllib.request.urlopen(address, timeout=20, context=trusted) as answer:
            assert answer.status == 200
        der = ssl.get_server_certificate(("127.0.0.1", hub.port), timeout=20)
        assert der.strip() in certificate.certificate.read_text()
        with pytest.raises(OSError):
            urllib.request.urlopen(address.replace("https", "http"), timeout=20)
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        assert hub.server.tls is not None
        assert hub.server.tls.minimum_version >= ssl.TLSVersion.TLSv1_2 > old.minimum_version or (
            old.minimum_version >= ssl.TLSVersion.TLSv1_2
        )
    assert fingerprint(certificate.certificate) == pin and len(pin) == 64


def test_the_service_starts_says_so_and_ends_when_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    init(url, "Seaside Hotels")
    environment = {**os.environ, "FACILITATOR_HUB_DATABASE": url}
    command = [sys.executable, "-m", "facilitator", "hub", "serve", "--listen", "127.0.0.1:0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as service:
        assert service.stderr is not None
        port = service.stderr.readline().rpartition(":")[2].strip()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=20) as answer:
            assert answer.status == 200
        second = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=60
        )
        service.send_signal(signal.SIGTERM)
        rest = service.stderr.read()
        assert service.wait(20) == 0

    assert rest.splitlines()[-1].endswith("ended")
    assert second.returncode == 2
    assert "Another hub is already serving" in second.stderr and second.stderr.count("\n") == 1


def test_two_organisations_are_not_kept_waiting_by_one(
    hotels: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one's rows can't be written, the other's are."""
    bank = furnished(hotels.hub, "First Bank")
    run = hotels.hub.store._database.run

    def away(org: str, *args: object, **kwargs: object) -> object:
        if org == bank.org:
            raise DatabaseAwayError("55P03")
        return run(org, *args, **kwargs)  # type: ignore[arg-type]

    with monkeypatch.context() as fault:
        fault.setattr(hotels.hub.store._database, "run", away)
        assert bank.push(bank.ana, first_entry(bank.kitchen, "m1")).status == 503
        assert hotels.push(hotels.ana, first_entry(hotels.kitchen, "m1")).status == 200
