"""What the invitation on the wall says."""

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.ui.base.translate import counted, tr

GROUP = 4
"""Letters of the code between two spaces."""


def heading() -> str:
    """Return what the room is invited to."""
    return tr("Join with your own device")


def network(invitation: RoomInvitation) -> str:
    """Return on which network a device has to be."""
    if invitation.is_only_here:
        return tr("No network: only this computer can join")
    return tr("Use this computer’s Wi-Fi")


def scanning() -> str:
    """Return how a device gets in."""
    return tr("Scan the code, or go to:")


def typing(invitation: RoomInvitation) -> str:
    """Return the code for those who type it, in groups that can be kept in mind."""
    groups = (invitation.code[at : at + GROUP] for at in range(0, len(invitation.code), GROUP))
    return tr("Code to type: {code}", code=" ".join(groups))


def waiting() -> str:
    """Return what comes after that."""
    return tr("Then wait to be let in")


def people(count: int) -> str:
    """Return how many are in, as a sentence."""
    if not count:
        return tr("Nobody is in yet")
    return counted(count, tr("{n} person is in"), tr("{n} people are in"))


def people_short(count: int) -> str:
    """Return how many are in, in a word."""
    return tr("{n} in", n=count)


def spoken(invitation: RoomInvitation) -> str:
    """Return all of it as sentences."""
    parts = [
        invitation.notice,
        heading(),
        network(invitation),
        f"{scanning()} {invitation.address}",
        typing(invitation),
        waiting(),
        people(invitation.people),
    ]
    return ". ".join(filter(None, parts))
