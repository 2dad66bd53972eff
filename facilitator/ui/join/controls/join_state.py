"""Joining as the facilitator sees it: one value that the panel, the pill and the sheets show."""

from dataclasses import dataclass

from facilitator.join.desk import Person, State
from facilitator.ui.base.translate import counted, tr


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinState:
    """Whether people may join, where, and who asks or is in.

    `is_closed` says that those who are in stay and nobody new is let in. `address` is what people
    type; `is_only_here` says that no other device reaches it, because there is no network.
    `waiting` is how many contributions wait for approval. The code on the wall `is_small` while
    the room goes on; `nobody_came` says that it has been there for a while and nobody has asked.
    `is_console` says that only the facilitator sees this.
    """

    is_on: bool = False
    is_closed: bool = False
    address: str = ""
    is_only_here: bool = False
    people: tuple[Person, ...] = ()
    waiting: int = 0
    is_on_wall: bool = False
    is_small: bool = False
    admits_all: bool = False
    moderates: bool = False
    nobody_came: bool = False
    is_console: bool = False

    @property
    def note(self) -> str:
        """What has to be known about the way that the contributions take."""
        if self.is_only_here:
            return tr("No network: only this computer itself can join.")
        return tr("Not encrypted: others on this network could read along.")

    @property
    def asking(self) -> tuple[Person, ...]:
        """Those who ask to come in, the one who has asked longest first."""
        return tuple(each for each in self.people if each.state is State.ASKED)

    @property
    def inside(self) -> tuple[Person, ...]:
        """Those who are in, here or away."""
        return tuple(each for each in self.people if each.state is State.IN)

    @property
    def done(self) -> int:
        """How many of those who are in are done with this stage."""
        return sum(each.is_done for each in self.inside)


def counts_text(state: JoinState) -> str:
    """Return how many are in, are done and ask, in a few words; what is none is left out."""
    inside, asking = len(state.inside), len(state.asking)
    if not inside and not asking:
        return tr("Nobody is in yet")
    parts = [
        tr("{n} in", n=inside),
        tr("{n} done", n=state.done) if state.done else "",
        counted(asking, tr("{n} asks"), tr("{n} ask")) if asking else "",
    ]
    return " · ".join(filter(None, parts))


def code_text(state: JoinState) -> str:
    """Return what the command about the code on the wall does next."""
    if not state.is_on_wall:
        return tr("Show the code")
    if state.is_console and not state.is_small:
        return tr("Code into the corner")
    return tr("Hide the code")


def pill_text(state: JoinState) -> str:
    """Return how many are in and what waits, as short as the strip of stages needs it."""
    inside, asking = len(state.inside), len(state.asking)
    parts = [
        tr("{n} in", n=inside),
        counted(asking, tr("{n} asks"), tr("{n} ask")) if asking else "",
        tr("{n} to approve", n=state.waiting) if state.waiting else "",
    ]
    return " · ".join(filter(None, parts))


def ask_text(count: int) -> str:
    """Return that so many ask to come in, without names."""
    return counted(count, tr("{n} asks to come in"), tr("{n} ask to come in"))


def waiting_text(count: int) -> str:
    """Return that so many contributions wait for approval."""
    return counted(count, tr("{n} waits for approval"), tr("{n} wait for approval"))
