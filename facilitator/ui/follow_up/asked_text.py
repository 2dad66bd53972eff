"""What is asked between meetings, where no exercise has words of its own for it."""

from facilitator.domain.records import ActionKind, Status
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.verdicts import review_text
from facilitator.ui.stages.verdicts.asked import Asked


def prompt_of(asked: Asked, kind: ActionKind = ActionKind.DO) -> tuple[str, str]:
    """Return the words of the chip and the question, of an action of a kind."""
    if asked is Asked.STRATEGY:
        return tr("Strategy"), tr("What would make it possible?")
    status = Status(asked.value)
    asks = review_text.reply(kind) if status is Status.DONE else ""
    return review_text.name_of(status), asks or review_text.asks(status)
