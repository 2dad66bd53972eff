"""An organisation on a running hub: two teams and three laptops."""

from dataclasses import dataclass

from facilitator.storage.hub.people import Role
from facilitator.storage.shared_log.log_body import RECORDS
from tests.support.running_hub import Answer, RunningHub

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
        return self.hub.ask("POST", "/push", {"records": RECORDS, "entries": entries}, token)

    def pull(self, token: str, wait: float = 0, **after: tuple[int, str]) -> Answer:
        """Return what is new after places of the kitchen and the desk."""
        return self.hub.ask("POST", "/pull", self.asked(wait, **after), token)

    def asked(self, wait: float = 20, **after: tuple[int, str]) -> dict[str, object]:
        teams = {"kitchen": self.kitchen, "desk": self.desk}
        return {
            "records": RECORDS,
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
