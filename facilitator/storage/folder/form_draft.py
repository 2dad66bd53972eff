"""The form of a new meeting, kept in a small file until the meeting begins."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from facilitator import durable, own_files
from facilitator.domain.facilitation.lifecycle import MeetingSetup, storable
from facilitator.domain.limits import LONGEST_STORED_DRAFT

NAME = "new-meeting.json"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The values of the form; `exercise` is the id of the chosen one."""

    exercise: str
    invitation: MeetingSetup


def form_draft_file(data: Path) -> Path:
    return data / NAME


def read_form_draft(data: Path) -> FormDraft | None:
    """Return the form as it was when the window closed; None if it was empty or is unreadable."""
    try:
        return _parsed(json.loads(durable.read(form_draft_file(data), own_files.FORM.largest)))
    except (OSError, ValueError, RecursionError):
        return None


def _parsed(stored: object) -> FormDraft:
    """Read the values of a form. Raises ValueError for anything this program does not write."""
    if not isinstance(stored, dict):
        raise ValueError("no form")
    texts = [stored.get(name) for name in ("exercise", "title", "team", "facilitator")]
    names = stored.get("participants")
    if not isinstance(names, list) or not all(isinstance(text, str) for text in (*texts, *names)):
        raise ValueError("no texts")
    if max(map(len, (*texts, *names))) > LONGEST_STORED_DRAFT or len(names) > LONGEST_STORED_DRAFT:
        raise ValueError("longer than any field")
    minutes = stored.get("minutes")
    exercise, title, team, facilitator = (storable(str(text)) for text in texts)
    participants = tuple(map(storable, names))
    invitation = MeetingSetup(
        title=title,
        team=team,
        facilitator=facilitator,
        participants=participants,
        minutes=minutes if type(minutes) is int else None,
    )
    return FormDraft(exercise, invitation)


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
    }
    content = json.dumps(said, indent=2).encode() + b"\n"
    durable.replace_own(form_draft_file(data), content, own_files.FORM.largest)


def forget_form_draft(data: Path) -> None:
    """Remove the file: the meeting has begun, or the form was given up."""
    with suppress(OSError):
        durable.remove(form_draft_file(data))
