"""An office lets its laptops out through a proxy only, and the hub is outside."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.hub.base.listen import Certificate, Listen, fingerprint
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Role
from facilitator.sync.connection import CA_VARIABLE
from facilitator.sync.hub_client import Hub
from facilitator.sync.hub_errors import HubError, Trouble
from facilitator.sync.system.proxy import Proxy, proxy_for
from tests.support.proxies import SmallProxy, shown, small_proxy, tinyproxy
from tests.support.running_hub import RunningHub, running_hub

OUTSIDE = "hub.example.org"
"""Nobody but a proxy knows where that is."""
USER = "ana:secret"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    file = tmp_path / "hub.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=office", "-addext", f"subjectAltName=DNS:{OUTSIDE}"),
            *("-keyout", file.with_suffix(".key"), "-out", file),
        ],
        check=True,
        capture_output=True,
    )
    return file


@pytest.fixture
def hub(tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningHub]:
    """A hub with that certificate, which laptops trust."""
    monkeypatch.setenv(CA_VARIABLE, str(certificate))
    monkeypatch.delenv("no_proxy", raising=False)
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    org = init(url, "Corner Hotels").id
    key = Certificate(certificate, certificate.with_suffix(".key"))
    listen = Listen(host="127.0.0.1", port=0, certificate=key)
    with HubStore(url, serve=True) as store, running_hub(store, listen) as running:
        store.add_team(org, "Kitchen")
        yield running


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallProxy]:
    with small_proxy() as running:
        monkeypatch.setenv("https_proxy", running.address)
        yield running


def join(hub: RunningHub, pin: str = "") -> str:
    """Let a laptop join from outside; return as what organization it now knows its own."""
    code = hub.store.invite(hub.store.organisation().id, Role.ADMINISTRATOR, [])
    with Hub(f"https://{OUTSIDE}:{hub.port}", pin=pin) as asked:
        asked.token = asked.join(code, "Desk").token
        return asked.me().organisation.name


def refused(hub: RunningHub) -> HubError:
    with pytest.raises(HubError) as error, Hub(f"https://{OUTSIDE}:{hub.port}", "token") as asked:
        asked.me()
    return error.value


def test_a_laptop_reaches_the_hub_through_the_proxy_and_shows_it_who_it_is(
    hub: RunningHub, proxy: SmallProxy, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert join(hub) == "Corner Hotels"
    # Joining is one connection, and what comes after it another one.
    assert set(proxy.asked) == {f"CONNECT {OUTSIDE}:{hub.port}"} and not proxy.shown
    monkeypatch.setenv("https_proxy", f"127.0.0.1:{proxy.port}")
    assert join(hub, fingerprint(certificate)) == "Corner Hotels"
    user = "ana:p%40ss:w%C3%B6rd"
    monkeypatch.setenv("https_proxy", f"http://{user}@127.0.0.1:{proxy.port}/")
    assert join(hub) == "Corner Hotels"
    assert set(proxy.shown) == {shown("ana", "p@ss:wörd")}


@pytest.mark.parametrize("direct", [{}, {"no_proxy": "192.0.2.0/24, example.org"}])
def test_a_hub_at_home_is_reached_without_the_proxy(
    hub: RunningHub, proxy: SmallProxy, monkeypatch: pytest.MonkeyPatch, direct: dict[str, str]
) -> None:
    for name, value in direct.items():
        monkeypatch.setenv(name, value)
    assert proxy_for("hub.example.com", 443) == Proxy("127.0.0.1", proxy.port)
    for host in ("hub.example.org", "192.0.2.7"):
        assert (proxy_for(host, 443) is None) == bool(direct)
    with (
        pytest.raises(HubError, match="prove that it is your hub"),
        Hub(f"https://127.0.0.1:{hub.port}", "token") as asked,
    ):
        asked.me()
    assert not proxy.asked


@pytest.mark.parametrize(
    ("status", "also", "trouble", "said"),
    [
        ("403 Forbidden", "", Trouble.PROXY, "refuses connections to hub.example.org:"),
        ("502 Bad Gateway", "", Trouble.UNREACHED, "can’t reach the hub at hub.example.org:"),
        ("407 Who?", "Proxy-Authenticate: Basic realm=x\r\n", Trouble.PROXY, "user name and"),
        ("407 Who?", "Proxy-Authenticate: NTLM\r\n", Trouble.PROXY, "doesn’t have (NTLM)"),
        ("", "", Trouble.UNREACHED, "can’t be reached (the connection broke)"),
    ],
)
def test_what_the_proxy_says_is_told_as_the_proxys(
    hub: RunningHub, proxy: SmallProxy, status: str, also: str, trouble: Trouble, said: str
) -> None:
    proxy.status, proxy.also = status, also
    error = refused(hub)
    assert (error.trouble, said in str(error)) == (trouble, True), error
    assert f"proxy 127.0.0.1:{proxy.port}" in str(error) and "safe" in str(error)


def test_a_wrong_password_a_dead_proxy_and_an_odd_setting_are_told_without_the_password(
    hub: RunningHub, proxy: SmallProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"127.0.0.1:{proxy.port}"
    monkeypatch.setenv("https_proxy", f"http://{USER}@{place}")
    proxy.status = "407 Who?"
    told = [refused(hub)]
    proxy.close()
    told.append(refused(hub))
    for setting in ("socks5", "https"):
        monkeypatch.setenv("https_proxy", f"{setting}://{USER}@{place}")
        told.append(refused(hub))
    monkeypatch.setenv("https_proxy", f"http://{USER}@[x:y")
    told.append(refused(hub))
    for error, said in zip(
        told,
        ("doesn’t accept the user name", "(nothing answers there)", place, place, "“[x:y”"),
        strict=True,
    ):
        assert said in str(error) and "secret" not in str(error), error
    assert [error.trouble is Trouble.UNREACHED for error in told] == [False, True, *[False] * 3]


def test_tinyproxy_lets_a_laptop_through_that_knows_its_password(
    hub: RunningHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_proxy() as beyond:
        with tinyproxy(beyond, "BasicAuth ana secret") as place:
            monkeypatch.setenv("https_proxy", f"http://{USER}@{place}")
            assert join(hub) == "Corner Hotels"
            monkeypatch.setenv("https_proxy", f"http://{place}")
            assert "asks for a user name and password" in str(refused(hub))
        with tinyproxy(beyond, "ConnectPort 443") as place:
            monkeypatch.setenv("https_proxy", f"http://{place}")
            assert f"refuses connections to {OUTSIDE}:{hub.port}" in str(refused(hub))
