"""The plan of a meeting for the clipboard: as rich text for a mail, as Markdown for a chat."""

from dataclasses import dataclass

from facilitator.export.document.blocks import Table
from facilitator.export.document.of_meeting import document_of
from facilitator.export.options import Source
from facilitator.export.writers.markdown import markdown
from facilitator.export.writers.plain_text import plain_text
from facilitator.export.writers.rich_text import rich_text


@dataclass(frozen=True, slots=True)
class PlanTexts:
    """The same plan three times, and how many `actions` are in it.

    `plain` is for what shows no rich text.
    """

    rich: str
    plain: str
    markdown: str
    actions: int


def plan_texts(source: Source) -> PlanTexts:
    """Return the plan as texts to paste: what is hidden is in none of them."""
    document = document_of(source)
    return PlanTexts(
        rich=rich_text(document),
        plain=plain_text(document),
        # A chat shows tables as they are typed; a list reads well in any.
        markdown=markdown(document, has_tables=False),
        actions=sum(len(each.rows) for each in document.blocks if isinstance(each, Table)),
    )
