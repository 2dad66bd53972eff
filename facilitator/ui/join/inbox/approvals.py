"""What the facilitator decides about what participants have sent."""

from dataclasses import replace
from datetime import date

from facilitator.domain.contributions.contribute import contribute
from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    Promise,
    ProposeVerdict,
)
from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.removal import withdraw_all
from facilitator.domain.refusals import RefusedError
from facilitator.errors import InputRefusedError
from facilitator.join.join_file import Proposal
from facilitator.ui.base import phrases
from facilitator.ui.join.inbox.devices import Devices
from facilitator.ui.join.inbox.proposals import Proposals
from facilitator.ui.workspace.session import Session


class Approvals:
    """The decisions: what is approved is the facilitator's own change, which can be undone."""

    def __init__(self, devices: Devices, proposals: Proposals) -> None:
        self._devices = devices
        self._proposals = proposals

    def approve(self, session: Session, proposal: Proposal, text: str | None = None) -> str:
        """Put a proposal into the meeting, in other words if a `text` is given.

        Return why that can't be; empty when it was done, and it waits no longer.
        """
        own = self._devices.own(proposal.device)
        # Who has left meanwhile is known by nothing else.
        own = replace(own, name=own.name or proposal.name)
        contribution = proposal.contribution
        if text is not None and isinstance(
            contribution, AddCard | AddLink | AddStatement | Promise | ProposeVerdict
        ):
            contribution = replace(contribution, text=text)
        meeting, exercise = session.meeting, session.exercise
        try:
            found = contribute(meeting, exercise, contribution, own, proposal.id, date.today())
        except RefusedError as refused:
            return phrases.refusal(refused.reason, exercise.words)
        except InputRefusedError as refused:
            return str(refused)
        if found.change and not session.execute(found.change):
            # Many cards are being changed, which was said.
            return ""
        self._proposals.drop(proposal.id)
        self._devices.give(proposal.device, found.own)
        return ""

    def withdraw(self, session: Session, own: Own) -> int:
        """Remove all that a device has sent that was removed itself; return how many things."""
        change = withdraw_all(session.meeting, own)
        return len(change.removed) if session.execute(change) else 0
