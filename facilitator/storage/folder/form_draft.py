"""The form of a new meeting, kept in a small file until the meeting begins."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from facilitator import durable, file_reader, own_files
from facilitator.domain.facilitation.lifecycle import MeetingSetup, storable
from facilitator.domain.limits import LONGEST_STORED_DRAFT
from facilitator.typed_reader import checked, read_json

NAME = "new-meeting.json"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The values of the form; `exercise` is the id of the chosen one."""

    exercise: str
    invitation: MeetingSetup


def _as_typed(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_STORED_DRAFT:
        raise ValueError
    return storable(value)


if TYPE_CHECKING:
    Typed = str
else:
    Typed = checked(_as_typed, "an unfinished text")


class _Stored(Struct):
    """A form as the file has it."""

    exercise: Typed
    title: Typed
    team: Typed
    facilitator: Typed
    participants: Annotated[tuple[Typed, ...], Meta(max_length=LONGEST_STORED_DRAFT)]
    minutes: int | None = None
    ground_rules: Typed | None = None


def form_draft_file(data: Path) -> Path:
    return data / NAME


def read_form_draft(data: Path) -> FormDraft | None:
    """Return the form as it was when the window closed; None if it was empty or is unreadable."""
    try:
        found = read_json(file_reader.read(form_draft_file(data), own_files.FORM.largest), _Stored)
    except (OSError, ValueError):
        return None
    invitation = MeetingSetup(
        title=found.title,
        team=found.team,
        facilitator=found.facilitator,
        participants=found.participants,
        minutes=found.minutes,
        ground_rules=found.ground_rules,
    )
    return FormDraft(found.exercise, invitation)


def write_form_draft(data: Path, half: FormDraft) -> None:
    """Replace the file as a whole. Raises OSError when it cannot be written."""
    typed = half.invitation
    said = {
        "exercise": half.exercise,
        "title": storable(typed.title),
        "team": storable(typed.team),
        "facilitator": storable(typed.facilitator),
        "participants": [storable(name) for name in typed.participants],
        "minutes": typed.minutes,
        "ground_rules": storable(typed.ground_rules or ""),
    }
    content = json.dumps(said, indent=2).encode() + b"\n"
    durable.replace_own(form_draft_file(data), content, own_files.FORM.largest)


def forget_form_draft(data: Path) -> None:
    """Remove the file: the meeting has begun, or the form was given up."""
    with suppress(OSError):
        durable.remove(form_draft_file(data))
