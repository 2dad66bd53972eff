"""A meeting as JSON: written for other programs and read back without loss."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from facilitator.domain.chain import chain
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Answer,
    Ballot,
    Card,
    Clock,
    Deferral,
    EarlierAction,
    Excuse,
    GapNumber,
    Item,
    Listed,
    Origin,
    Parked,
    Recurrence,
    RegisterNote,
    Statement,
    Strategy,
    Team,
    TeamTemplate,
    Theme,
    Verdict,
    Vote,
    parent_of,
)
from facilitator.export.json_document import refusals
from facilitator.export.json_document.parts import placed
from facilitator.export.json_document.records import read_records
from facilitator.export.json_document.types import FORMAT, VERSION
from facilitator.garbage_collection import without_collecting
from facilitator.parsed_text import Fault, parse_json
from facilitator.progress import Progress, no_progress, part_of

T = TypeVar("T", bound=Item)
Json = dict[str, object]


def dumps(meeting: Meeting, exercise: Exercise) -> str:
    """Return the whole meeting as JSON text, the same for every meeting that reads the same."""
    settled = _settled(meeting, exercise)
    ranks = _ranks(settled, exercise)
    cards, themes = _board(settled, exercise)
    excuses = _complete(settled, chain.all_excuses(settled, exercise), Excuse)
    origins = [o for e in excuses for o, _ in chain.origins_of(settled, e.id)]
    strategies = _under(settled, [*excuses, *origins, *cards, *themes], Strategy)
    parked, earlier = settled.all(Parked), settled.all(EarlierAction)
    answers = _answers(settled, [*cards, *themes, *earlier])
    actions = _under(settled, [*strategies, *parked, *answers], Action)
    stages = [stage.id for stage in exercise.stages]
    statements = [s for stage in stages for s in settled.children(Statement, stage)]
    document: Json = {
        "format": FORMAT,
        "version": VERSION,
        "meeting": _heading(settled),
        "clock": _clock(settled.clock) if settled.clock else None,
        "ballots": [_ballot(ballot) for ballot in settled.ballots],
        "deferrals": [_deferral(deferral) for deferral in settled.deferrals],
        "recurrences": [_recurrence(recurrence) for recurrence in settled.recurrences],
        "numbers": [_number(number) for number in settled.numbers],
        "register_notes": [_register_note(note) for note in settled.register_notes],
        "journal": _journal(settled.team) if settled.team else None,
        "template": _template(settled.template) if settled.template else None,
        "roti": list(settled.roti.fingers) if settled.roti else None,
        "exercise": settled.script.toml if settled.script else None,
        "labels": _labels([*cards, *themes], exercise),
        "earlier_actions": [_earlier_action(each) for each in earlier],
        "cards": [_card(card, ranks) for card in cards],
        "themes": [_theme(theme, ranks) for theme in themes],
        "answers": [_answer(answer) for answer in answers],
        "excuses": [_excuse(excuse) for excuse in excuses],
        "origins": [
            {"id": o.id, "parent": o.parent, "text": o.text}
            for o in _complete(settled, origins, Origin)
        ],
        "strategies": [{"id": s.id, "parent": s.parent, "text": s.text} for s in strategies],
        "actions": [_action(action) for action in actions],
        "statements": [
            _statement(statement) for statement in _complete(settled, statements, Statement)
        ],
        "parked": [
            {"id": p.id, "stage": p.stage, "text": p.text, "outcome": p.outcome} for p in parked
        ],
        "verdicts": [_verdict(v) for v in _under(settled, [*earlier, *actions], Verdict)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def loads(text: str | bytes, progress: Progress = no_progress) -> Meeting:
    """Return the meeting in a JSON text, UTF-8 if it is bytes.

    Raises InputRefusedError, and nothing else of its own, with what is wrong and what would be
    right.
    """
    size = len(text) if isinstance(text, bytes) else len(text.encode("utf-8", "surrogatepass"))
    if size > refusals.LARGEST:
        raise refusals.too_large()
    with without_collecting():
        try:
            document = parse_json(text, part_of(progress, 0, 30))
            return Meeting.from_records(read_records(document, part_of(progress, 30, 100)))
        except Fault as fault:
            raise refusals.told(fault) from None


def _settled(meeting: Meeting, exercise: Exercise) -> Meeting:
    """Return the meeting with the places and ranks that reading it back would give.

    What is written must not depend on numbers that the file does not hold.
    """
    ranks = _ranks(meeting, exercise)
    cards, themes = _board(meeting, exercise)
    cards = [replace(c, rank=_rank_of(ranks.get(c.id))) for c in cards]
    themes = [replace(t, rank=_rank_of(ranks.get(t.id))) for t in themes]
    ballots = [replace(b, place=n * STEP) for n, b in enumerate(meeting.ballots, 1)]
    later = [replace(d, place=n * STEP) for n, d in enumerate(meeting.deferrals, 1)]
    heard = [replace(r, place=n * STEP) for n, r in enumerate(meeting.recurrences, 1)]
    numbers = [replace(one, place=n * STEP) for n, one in enumerate(meeting.numbers, 1)]
    notes = [replace(one, place=n * STEP) for n, one in enumerate(meeting.register_notes, 1)]
    numbered = Card | Theme | Listed
    others = [record for record in meeting.records() if not isinstance(record, numbered)]
    listed: list[Listed] = [*ballots, *later, *heard, *numbers, *notes]
    return Meeting.from_records([*others, *listed, *placed([*cards, *themes])])


def _ranks(meeting: Meeting, exercise: Exercise) -> dict[str, int]:
    """Return ranks from 1: those of the gaps in their order, then of all else that has one."""
    order = [gap for gap in chain.gaps(meeting, exercise) if gap.rank is not None]
    known = {gap.id for gap in order}
    board: list[chain.Gap] = [*meeting.all(Card), *meeting.all(Theme)]
    others = [gap for gap in board if gap.rank is not None and gap.id not in known]
    others.sort(key=lambda gap: (gap.rank or 0, gap.id))
    return {gap.id: number for number, gap in enumerate([*order, *others], 1)}


def _rank_of(number: int | None) -> int | None:
    return None if number is None else number * STEP


def _board(meeting: Meeting, exercise: Exercise) -> tuple[list[Card], list[Theme]]:
    columns = [column.id for column in exercise.columns]
    cards = [card for column in columns for card in meeting.children(Card, column)]
    themes = [theme for column in columns for theme in meeting.children(Theme, column)]
    return _complete(meeting, cards, Card), _complete(meeting, themes, Theme)


def _under(meeting: Meeting, parents: Sequence[Item], kind: type[T]) -> list[T]:
    found = [child for parent in parents for child in meeting.children(kind, parent.id)]
    return _complete(meeting, found, kind)


def _complete(meeting: Meeting, met: Sequence[T], kind: type[T]) -> list[T]:
    """Return the given items, then all others of that kind: a file leaves nothing out."""
    known = {item.id for item in met}
    others = [item for item in meeting.all(kind) if item.id not in known]
    return [*met, *sorted(others, key=lambda item: (parent_of(item), item.place, item.id))]


def _heading(meeting: Meeting) -> Json:
    details, bookmark = meeting.details, meeting.bookmark
    return {
        "id": details.id,
        "title": details.title,
        "exercise": details.exercise,
        "team": details.team,
        "team_id": details.team_id,
        "facilitator": details.facilitator,
        "participants": list(details.participants),
        "signed": details.signed,
        "held_on": details.held_on.isoformat(),
        "next_on": details.next_on.isoformat() if details.next_on else None,
        "next_facilitator": details.next_facilitator,
        "ground_rules": details.ground_rules,
        "first": details.first if meeting.get(Action, details.first) else None,
        "stage": bookmark.stage,
        "gap": bookmark.gap,
        "side": bookmark.side,
        "left": bookmark.left,
        "right": bookmark.right,
        "turn": bookmark.turn,
        "seat": bookmark.seat,
        "private": bookmark.private,
        "step": bookmark.step,
        "step_from": bookmark.step_from,
        "drafts": [{"stage": d.stage, "fields": list(d.fields)} for d in bookmark.drafts],
    }


def _clock(clock: Clock) -> Json:
    return {
        "minutes": clock.minutes,
        "stage": clock.stage,
        "since": clock.since.isoformat() if clock.since else None,
        "given": [{"stage": t.stage, "seconds": t.seconds} for t in clock.given],
        "spent": [{"stage": t.stage, "seconds": t.seconds} for t in clock.spent],
    }


def _ballot(ballot: Ballot) -> Json:
    return {
        "id": ballot.id,
        "voters": ballot.voters,
        "dots": ballot.dots,
        "most": ballot.most,
        "secret": ballot.secret,
        "closed": ballot.closed,
        "votes": _votes(ballot.votes),
        "slips": [{"id": slip.id, "votes": _votes(slip.votes)} for slip in ballot.slips],
    }


def _votes(votes: Sequence[Vote]) -> list[Json]:
    return [{"gap": vote.gap, "dots": vote.dots} for vote in votes]


def _deferral(deferral: Deferral) -> Json:
    return {
        "id": deferral.id,
        "reason": deferral.reason,
        "deferred": [{"item": each.item, "lack": each.lack} for each in deferral.deferred],
    }


def _labels(gaps: Sequence[chain.Gap], exercise: Exercise) -> list[Json]:
    """Return what the labels that were given mean, for those who do not have the exercise."""
    given = {label for gap in gaps for label in gap.labels}
    return [
        {"id": label.id, "text": label.text, "register": label.register or None}
        for label in exercise.labels
        if label.id in given
    ]


def _card(card: Card, ranks: dict[str, int]) -> Json:
    return {
        "id": card.id,
        "column": card.column,
        "text": card.text,
        "theme": card.theme,
        "rank": ranks.get(card.id),
        "labels": list(card.labels),
        "author": card.author,
        "veiled": card.hidden,
    }


def _theme(theme: Theme, ranks: dict[str, int]) -> Json:
    return {
        "id": theme.id,
        "column": theme.column,
        "name": theme.text,
        "rank": ranks.get(theme.id),
        "labels": list(theme.labels),
    }


def _action(action: Action) -> Json:
    return {
        "id": action.id,
        "strategy": action.strategy,
        "text": action.text,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "sign": action.sign,
        "when": action.when,
        "expected_excuse": action.expected_excuse,
        "sponsor": action.sponsor,
        "agreed": list(action.agreed),
        "kind": action.kind,
    }


def _excuse(excuse: Excuse) -> Json:
    return {
        "id": excuse.id,
        "gap": excuse.gap,
        "text": excuse.text,
        "kind": excuse.kind,
        "ask": excuse.ask,
    }


def _recurrence(recurrence: Recurrence) -> Json:
    return {
        "id": recurrence.id,
        "item": recurrence.item,
        "meeting": recurrence.meeting,
        "earlier": recurrence.earlier,
        "text": recurrence.text,
        "day": recurrence.day.isoformat(),
    }


def _number(number: GapNumber) -> Json:
    return {
        "id": number.id,
        "item": number.item,
        "value": number.value,
        "day": number.day.isoformat(),
    }


def _register_note(note: RegisterNote) -> Json:
    return {
        "id": note.id,
        "meeting": note.meeting,
        "gap": note.gap,
        "text": note.text,
        "day": note.day.isoformat(),
        "state": note.state,
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "stage": statement.stage,
        "text": statement.text,
        "ticks": list(statement.ticks),
        "brought_from": statement.brought_from,
        "said_on": statement.said_on.isoformat() if statement.said_on else None,
    }


def _answers(meeting: Meeting, items: Sequence[Item]) -> list[Answer]:
    """Return the answers about the meeting, then those about each of the items."""
    found = meeting.children(Answer, "")
    for item in items:
        found += meeting.children(Answer, item.id)
    return _complete(meeting, found, Answer)


def _answer(answer: Answer) -> Json:
    return {
        "id": answer.id,
        "about": answer.about,
        "field": answer.field,
        "text": answer.text,
        "choice": answer.choice,
        "brought_from": answer.brought_from,
        "said_on": answer.said_on.isoformat() if answer.said_on else None,
    }


def _template(template: TeamTemplate) -> Json:
    return {
        "title": template.title,
        "exercise": template.exercise,
        "participants": list(template.participants),
        "minutes": template.minutes,
        "ground_rules": template.ground_rules,
    }


def _earlier_action(action: EarlierAction) -> Json:
    return {
        "id": action.id,
        "stage": action.stage,
        "text": action.text,
        "meeting": action.meeting,
        "action": action.action,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "promised_on": action.promised_on.isoformat(),
        "gap": action.gap,
        "excuse": action.excuse,
        "history": [
            {"day": past.day.isoformat(), "status": past.status, "text": past.text}
            for past in action.history
        ],
        "gap_id": action.gap_id,
        "numbers": [{"day": past.day.isoformat(), "value": past.value} for past in action.numbers],
        "kind": action.kind,
    }


def _verdict(verdict: Verdict) -> Json:
    return {
        "id": verdict.id,
        "action": verdict.action,
        "status": verdict.status,
        "day": verdict.day.isoformat(),
        "text": verdict.text,
        "due": verdict.due.isoformat() if verdict.due else None,
        "noticed": verdict.noticed,
    }


def _journal(team: Team) -> Json:
    return {
        "name": team.name,
        "earlier_names": list(team.earlier_names),
        "merged_into": team.merged_into,
    }
