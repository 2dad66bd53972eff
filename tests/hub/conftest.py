import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Role
from tests.support.running_hub import Answer, RunningHub, running_hub

HOTELS, BANK = "Seaside Hotels", "First Bank"


@dataclass(frozen=True)
class Office:
    """An organisation on the hub, with two teams and its laptops' tokens."""

    hub: RunningHub
    org: str
    kitchen: str
    desk: str
    ana: str
    """Writes in the kitchen's."""
    ben: str
    """Writes there too, and reads the front desk's."""
    boss: str
    """An administrator without teams."""
    ana_id: str
    ben_id: str

    def push(self, token: str, *entries: object) -> Answer:
        return self.hub.ask("POST", "/push", {"records": 8, "entries": entries}, token)

    def pull(self, token: str, wait: float = 0, **after: tuple[int, str]) -> Answer:
        """Return what is new after places of the kitchen and the desk."""
        return self.hub.ask("POST", "/pull", self.asked(wait, **after), token)

    def asked(self, wait: float = 20, **after: tuple[int, str]) -> dict[str, object]:
        teams = {"kitchen": self.kitchen, "desk": self.desk}
        return {
            "records": 8,
            "after": {teams[name]: place for name, place in after.items()},
            "wait": wait,
        }


def furnished(hub: RunningHub, name: str) -> Office:
    """Return an organisation with what it needs."""
    org = hub.store.organisation(name).id
    kitchen = hub.store.add_team(org, "Kitchen").id
    desk = hub.store.add_team(org, "Front desk").id
    ana = hub.let_in(org, "Ana’s laptop", writes=[kitchen])
    ben = hub.let_in(org, "Ben’s laptop", writes=[kitchen], reads=[desk], role=Role.LEAD)
    boss = hub.let_in(org, "Office", role=Role.ADMINISTRATOR)
    return Office(
        hub, org, kitchen, desk, ana.token, ben.token, boss.token, ana.device.id, ben.device.id
    )


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with two organisations, to be copied: making one takes a while."""
    file = tmp_path_factory.mktemp("hub") / "hub.db"
    for name in (HOTELS, BANK):
        init(f"sqlite:///{file}", name)
    return file


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> Iterator[HubStore]:
    """The database of a hub with two organisations."""
    file = tmp_path / "hub.db"
    shutil.copy(blank, file)
    with HubStore(f"sqlite:///{file}", serve=True) as opened:
        yield opened


@pytest.fixture
def hub(store: HubStore) -> Iterator[RunningHub]:
    with running_hub(store) as running:
        yield running


@pytest.fixture
def hotels(hub: RunningHub) -> Office:
    return furnished(hub, HOTELS)


@pytest.fixture
def bank(hub: RunningHub) -> Office:
    return furnished(hub, BANK)
