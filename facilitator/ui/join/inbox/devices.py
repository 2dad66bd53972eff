"""The devices that are in: what each has sent, and what its page shows of that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.own_view import MadeItems, OwnViews, forget_revealed
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.join.desk import Person, State
from facilitator.join.join_file import Proposal
from facilitator.join.page_data import YouData
from facilitator.join.page_view import you_data
from facilitator.ui.join.inbox.proposals import waiting_data


class Devices:
    """What belongs to each device: kept here for the window, and by the server for a crash."""

    def __init__(
        self,
        set_own: Callable[[str, Own], None],
        tell: Callable[[str, YouData], None],
    ) -> None:
        """Create it; `set_own` and `tell` are the server's."""
        self._set_own = set_own
        self._tell = tell
        self.people: tuple[Person, ...] = ()
        self._owns: dict[str, Own] = {}
        self._removed: set[str] = set()
        self._told: dict[str, YouData] = {}
        self._made: MadeItems = {}

    @property
    def inside(self) -> tuple[Person, ...]:
        """Those who are in, whether their page listens or not."""
        return tuple(person for person in self.people if person.state is State.IN)

    def remove(self, device: str) -> None:
        """Take nothing more from a device, whatever of it is under way."""
        self._removed.add(device)

    def was_removed(self, device: str) -> bool:
        return device in self._removed

    def name_of(self, device: str) -> str:
        """Return the name on the list of people; empty when it is on it no more."""
        return next((person.name for person in self.people if person.id == device), "")

    def show_people(self, people: Sequence[Person], owns: Mapping[str, Own]) -> None:
        """Take the list of who asks and who is in; `owns` is what the server knows of each."""
        self.people = tuple(people)
        inside = {person.id for person in self.inside}
        self._owns = {
            device: self._owns.get(device) or owns.get(device, Own()) for device in inside
        }
        self._told = {device: told for device, told in self._told.items() if device in inside}

    def own(self, device: str, known: Own | None = None) -> Own:
        """Return what a device has; `known` is used for one that was not heard of yet."""
        return self._owns.get(device) or known or Own()

    def take(self, device: str, own: Own) -> None:
        """Take what a device has from now on; the server hears of it with its answer."""
        self._owns[device] = own

    def give(self, device: str, own: Own) -> None:
        """Let a device that is in have what it did not just send."""
        if device in self._owns:
            self._owns[device] = own
            self._set_own(device, own)

    def spell_names(self, devices: Iterable[str], spelled: Callable[[str], str]) -> None:
        """Let what these devices send carry each name as it is `spelled` elsewhere."""
        for device in devices:
            own = self.own(device)
            if (name := spelled(own.name)) != own.name:
                self.give(device, replace(own, name=name))

    def clear(self) -> None:
        """Forget all: joining has ended."""
        self.people = ()
        self._owns.clear()
        self._told.clear()
        self._made.clear()
        self._removed.clear()

    def forget(self, meeting: Meeting) -> None:
        """Forget what nobody may know any more: whose the cards were that all see now."""
        for device, own in tuple(self._owns.items()):
            left = forget_revealed(meeting, own)
            if left is not own:
                self.give(device, left)

    def tell(
        self,
        meeting: Meeting,
        exercise: Exercise,
        proposals: Iterable[Proposal],
        only: frozenset[str] | None = None,
    ) -> None:
        """Tell each device its own, or `only` these, where that is something else now."""
        waiting: dict[str, list[Proposal]] = {}
        for proposal in proposals:
            waiting.setdefault(proposal.device, []).append(proposal)
        views = OwnViews(meeting, exercise, self._made)
        for person in self.inside:
            if only is not None and person.id not in only:
                continue
            view = views.of(self._owns.get(person.id, Own()))
            you = you_data(
                person.name,
                person.state,
                view,
                is_done=person.is_done,
                waiting=[waiting_data(each) for each in waiting.get(person.id, ())],
            )
            if self._told.get(person.id) != you:
                self._told[person.id] = you
                self._tell(person.id, you)
