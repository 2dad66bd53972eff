"""Verbs of holding a meeting: begin it, walk through it, keep unfinished text, close it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise, Kind, Stage
from facilitator.domain.facilitation.timing import at_rest, check_length
from facilitator.domain.limits import LONGEST, LONGEST_STORED_DRAFT, MOST_NAMES
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Bookmark,
    Clock,
    Details,
    Draft,
    EarlierAction,
    Parked,
    Record,
    Script,
    Side,
    Single,
    StageTime,
    Statement,
    new_id,
)
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSetup:
    """What is asked before a meeting begins; names are cleaned when it does.

    `minutes` is how long the meeting is to take, None for as long as its exercise does;
    `looks_back` says whether it begins with what the team has promised before. Ground rules and
    who leads the next meeting are None where they are not asked for: a meeting keeps its own.
    """

    title: str
    team: str = ""
    facilitator: str = ""
    participants: Sequence[str] = ()
    minutes: int | None = None
    looks_back: bool = True
    ground_rules: str | None = None
    next_facilitator: str | None = None


def begin(
    exercise: Exercise,
    invitation: MeetingSetup,
    today: date,
    team_id: str | None = None,
    brought_along: Iterable[EarlierAction | Parked | Answer | Statement] = (),
    *,
    knows_opening: bool = False,
) -> Change:
    """Begin a meeting at the first stage of its exercise, whose title it takes without one.

    What the team has promised before, put off until now and said at its last meeting is
    `brought_along`. One that `knows_opening` begins after the slide with what the meeting is for,
    and the others share its minutes. Raises RefusedError for a length that does not fit.
    """
    check_length(exercise, invitation.minutes)
    meeting_id = new_id()
    details = Details(
        id=meeting_id,
        title=clean_line(invitation.title) or exercise.meeting_title,
        exercise=exercise.id,
        held_on=today,
        team=clean_line(invitation.team),
        facilitator=clean_line(invitation.facilitator),
        participants=participants(invitation.participants),
        team_id=team_id,
        ground_rules=clean(invitation.ground_rules or ""),
    )
    first, given = first_stage(exercise, knows_opening=knows_opening)
    edits = [Edit(None, details), Edit(None, Bookmark(id=meeting_id, stage=first.id))]
    if exercise.toml:
        edits.append(Edit(None, Script(id=meeting_id, toml=exercise.toml)))
    if invitation.minutes is not None or given:
        edits.append(Edit(None, Clock(id=meeting_id, minutes=invitation.minutes, given=given)))
    edits += (Edit(None, each) for each in brought_along)
    return Change(meeting_id, Verb.BEGIN, tuple(edits), details.title)


def first_stage(exercise: Exercise, *, knows_opening: bool) -> tuple[Stage, tuple[StageTime, ...]]:
    """Return the stage on which a meeting begins, and the stages that are given no time for it.

    Who knows what the meeting is for begins after the slide that says so.
    """
    first, *others = exercise.stages
    if knows_opening and others and first.kind is Kind.OPENING:
        return others[0], (StageTime(stage=first.id, seconds=0),)
    return first, ()


def import_meeting(records: Iterable[Record]) -> Change:
    """Import a whole meeting that was read from elsewhere."""
    edits = tuple(Edit(None, record) for record in records)
    details = next(e.after for e in edits if isinstance(e.after, Details))
    return Change(details.id, Verb.IMPORT, edits, details.title)


def differing(there: Meeting | None, wanted: Meeting) -> Change:
    """Return the change that makes one state of a meeting, or none of it, another."""
    found = there.records() if there is not None else []
    before = {(type(record), record.id): record for record in found}
    after = {(type(record), record.id): record for record in wanted.records()}
    edits = (Edit(before.get(key), after.get(key)) for key in before | after)
    altered = tuple(edit for edit in edits if edit.before != edit.after)
    return Change(wanted.id, Verb.IMPORT, altered, wanted.details.title)


def with_clock_stopped(meeting: Meeting, now: datetime | None = None) -> Meeting:
    """Return the same meeting for another place, with a stopped clock; it counted up to `now`."""
    if meeting.clock is None or at_rest(meeting.clock, now) == meeting.clock:
        return meeting
    records = meeting.records()
    return Meeting.from_records(at_rest(r, now) if isinstance(r, Clock) else r for r in records)


def second(meeting: Meeting) -> Meeting:
    """Return a copy that is a meeting of its own beside this one; its clock is stopped."""
    number = " (2)"
    return under_new_id(meeting, f"{meeting.details.title[: LONGEST - len(number)]}{number}")


def under_new_id(meeting: Meeting, title: str = "") -> Meeting:
    """Return a copy that is a meeting of its own, with another title if there is one."""
    known = new_id()
    details, bookmark = meeting.details, meeting.bookmark
    title = title or details.title
    others = [record for record in meeting.records() if not isinstance(record, Single)]
    heading = replace(details, id=known, title=title, discarded_at=None)
    single: list[Record] = [heading, replace(bookmark, id=known)]
    if meeting.clock:
        single.append(replace(at_rest(meeting.clock), id=known))
    if meeting.script:
        single.append(replace(meeting.script, id=known))
    if meeting.roti:
        single.append(replace(meeting.roti, id=known))
    return Meeting.from_records([*single, *others])


def for_team(meeting: Meeting, team: str, team_id: str | None) -> Meeting:
    """Return a copy that is a meeting of its own and of another team, whose name is clean."""
    twin = under_new_id(meeting)
    heading = replace(twin.details, team=team, team_id=team_id)
    return Meeting.from_records(heading if r is twin.details else r for r in twin.records())


def names(typed: Iterable[str]) -> tuple[str, ...]:
    """Return cleaned names without blank and repeated ones."""
    return tuple(dict.fromkeys(name for name in map(clean_line, typed) if name))


def participants(typed: Iterable[str], known: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the cleaned names of participants. Raises InputRefusedError when they are too many.

    As many as were `known` may stay: earlier versions took more.
    """
    found = names(typed)
    if len(found) > max(MOST_NAMES, len(known)):
        raise InputRefusedError(
            f"{len(found):,} people are more than a meeting can hold ({MOST_NAMES:,}); "
            "nothing was changed. Leave some of them out."
        )
    return found


def go_to_step(
    meeting: Meeting,
    stage: str,
    gap: str | None = None,
    side: Side | None = None,
    left: str | None = None,
    right: str | None = None,
) -> Change:
    """Go to another step, or select something else."""
    builder = ChangeBuilder(meeting)
    bookmark = meeting.bookmark
    builder.upsert(replace(bookmark, stage=stage, gap=gap, side=side, left=left, right=right))
    return builder.change(Verb.STEP)


def keep_draft(meeting: Meeting, stage: str, fields: Sequence[str]) -> Change:
    """Keep the unfinished text of a stage, exactly as typed; empty fields forget it.

    Of one that no stage can ever take, only the beginning is kept.
    """
    builder = ChangeBuilder(meeting)
    bookmark = meeting.bookmark
    others = tuple(draft for draft in bookmark.drafts if draft.stage != stage)
    kept = tuple(storable(text[:LONGEST_STORED_DRAFT]) for text in fields)
    drafts = (*others, Draft(stage=stage, fields=kept)) if any(kept) else others
    builder.upsert(replace(bookmark, drafts=drafts))
    return builder.change(Verb.DRAFT)


def storable(text: str) -> str:
    """Return unfinished text that any file can hold: only what no file can keep is dropped."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


def draft_of(meeting: Meeting, stage: str) -> tuple[str, ...]:
    return next((d.fields for d in meeting.bookmark.drafts if d.stage == stage), ())


def choose_first(meeting: Meeting, action: Action) -> Change:
    """Choose the one thing the team changes first; chosen twice it is taken back."""
    builder = ChangeBuilder(meeting)
    first = None if meeting.details.first == action.id else action.id
    builder.upsert(replace(meeting.details, first=first))
    return builder.change(Verb.CHOOSE_FIRST, action.text)


def set_next(meeting: Meeting, day: date | None) -> Change:
    """Set the day of the next meeting."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.details, next_on=day))
    return builder.change(Verb.SET_NEXT)


def set_next_facilitator(meeting: Meeting, name: str) -> Change:
    """Say who leads the next meeting; a blank name takes it back."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.details, next_facilitator=clean_line(name)))
    return builder.change(Verb.SET_NEXT_FACILITATOR, clean_line(name))


def set_ground_rules(meeting: Meeting, rules: str) -> Change:
    """Set what everybody agreed on for the meeting, one rule a line."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.details, ground_rules=clean(rules)))
    return builder.change(Verb.GROUND_RULES)


def describe(meeting: Meeting, invitation: MeetingSetup, team_id: str | None = None) -> Change:
    """Change what a meeting is about and who holds it; a blank title leaves the old one.

    `team_id` is the team of that name, None for no team.
    """
    builder = ChangeBuilder(meeting)
    details = meeting.details
    leads_next, rules = invitation.next_facilitator, invitation.ground_rules
    builder.upsert(
        replace(
            details,
            title=clean(invitation.title).replace("\n", " ") or details.title,
            team=clean_line(invitation.team),
            facilitator=clean_line(invitation.facilitator),
            participants=participants(invitation.participants, details.participants),
            team_id=team_id,
            ground_rules=details.ground_rules if rules is None else clean(rules),
            next_facilitator=(
                details.next_facilitator if leads_next is None else clean_line(leads_next)
            ),
        )
    )
    return builder.change(Verb.DETAILS, details.title)
