"""Random meetings: sequences of real verbs, done to whatever is on the wall by then."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from facilitator.domain.answers import about_gap, answers, closing_places, people_here
from facilitator.domain.chain import arrange, deferrals, verbs
from facilitator.domain.chain.chain import Gap, descendants, gaps
from facilitator.domain.chain.status import Promise
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import About, CheckQuestion, ClosingPlace, Exercise, Field
from facilitator.domain.facilitation import lifecycle, privacy, rounds, timing, trash
from facilitator.domain.follow_up import (
    gap_numbers,
    look_back,
    parking_lot,
    persons,
    recurrence,
    registers,
    verdicts,
)
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    ActionKind,
    Answer,
    Card,
    Check,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Item,
    Noticed,
    Origin,
    Outcome,
    Parked,
    PastNumber,
    PastVerdict,
    RegisterState,
    Roti,
    Side,
    Statement,
    Status,
    Strategy,
    Theme,
    Verdict,
    new_id,
    parent_of,
)
from facilitator.domain.refusals import RefusedError
from facilitator.domain.text import clean
from facilitator.domain.vote import slips, tally

P = TypeVar("P")
DAY = date(2026, 12, 1)
CHECKS = (
    CheckQuestion(id="sorry", question="Did we say sorry?", name="sorry"),
    CheckQuestion(id="mended", question="Was it mended?", name="mended"),
)
SENTENCE = Field(id="whom", question="Whom do we want?", name="Whom", prompt="People")
PROMISES = Field(
    id="promises",
    question="What do we promise?",
    name="Promises",
    prompt="We promise",
    many=True,
    choices=("kept", "broken"),
    open_choices=("broken",),
)
TIMELINE = Field(
    id="steps", question="What happened?", name="Steps", prompt="Then", about=About.GAP, many=True
)
SIGN = Field(id="sign", question="What came first?", name="Sign", prompt="It", about=About.GAP)
PLACES = (
    ClosingPlace(
        id="ask", kind=ActionKind.ASK, question="Whom do we ask?", name="Ask", prompt="Somebody"
    ),
    ClosingPlace(
        id="tell", kind=ActionKind.TELL, question="Whom do we tell?", name="Tell", prompt="Somebody"
    ),
)


@dataclass(frozen=True)
class Deed:
    """One verb and the numbers and texts by which it picks what it is done to."""

    name: str
    picks: tuple[int, ...]
    texts: tuple[str, ...]

    def one(self, pool: Sequence[P], which: int = 0) -> P:
        return pool[self.picks[which] % len(pool)]

    def some(self, pool: Sequence[P]) -> list[P]:
        """One to three of the pool, each once, in no certain order."""
        chosen = [pool[pick % len(pool)] for pick in self.picks[: 1 + self.picks[-1] % 3]]
        return [item for i, item in enumerate(chosen) if item not in chosen[:i]]

    def change(self, meeting: Meeting, exercise: Exercise) -> Change:
        """The change of this deed; an empty one when there is nothing to do it to yet."""
        found = VERBS[self.name](self, meeting, exercise)
        return found or Change(meeting.id, Verb.NOTHING)


_OWN = tuple(kind for kind in ITEM_TYPES if kind is not EarlierAction)
"""The kinds of items that a meeting can alter: an earlier action is a copy of another's."""


def items(meeting: Meeting, *kinds: type[Item]) -> list[Item]:
    return [item for kind in kinds or ITEM_TYPES for item in meeting.all(kind)]


Do = Callable[[Deed, Meeting, Exercise], Change | None]


def _adds(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    column = deed.one(exercise.columns).id
    themes = [theme.id for theme in meeting.children(Theme, column)]
    theme = deed.one([None, *themes], 1)
    return verbs.add_cards(meeting, column, deed.texts, theme)


def _answers(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = meeting.all(Card) + meeting.all(Theme)
    return verbs.add_excuses(meeting, deed.one(pool).id, deed.texts) if pool else None


def _explains(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = items(meeting, Excuse, Origin)
    return verbs.add_origins(meeting, deed.one(pool).id, deed.texts) if pool else None


def _replaces(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = items(meeting, Excuse, Origin)
    return verbs.add_strategies(meeting, deed.one(pool).id, deed.texts) if pool else None


def _states(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    return verbs.add_statements(meeting, "statement", deed.texts)


def _commits(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    known, pool = meeting.all(Action), items(meeting, Strategy, Parked, Answer)
    text, due = deed.texts[0], date(2026, 12, 1 + deed.picks[1] % 28)
    if known and deed.picks[2] % 2:
        more = replace(
            deed.one(known),
            text=text,
            due=due,
            when=deed.texts[-1],
            expected_excuse=text,
            sponsor=deed.texts[-1],
            kind=deed.one(list(ActionKind), 3),
        )
        return verbs.commit_action(meeting, more)
    if not pool:
        return None
    return verbs.commit_action(
        meeting,
        Action(id=new_id(), strategy=deed.one(pool).id, text=text, place=0, owner="Baker", due=due),
    )


def _checks(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    """Answer a check of a gap, or whether the gap of a promise was met again."""
    pool: list[Gap | EarlierAction] = [
        *meeting.all(Card),
        *meeting.all(Theme),
        *meeting.all(EarlierAction),
    ]
    if not pool:
        return None
    about, said = deed.one(pool), deed.one(list(Check), 1)
    if isinstance(about, EarlierAction):
        return verdicts.say_again(meeting, about, said)
    return answers.check(meeting, deed.one(CHECKS, 2), about, said)


def _edits(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = items(meeting, *_OWN)
    return verbs.edit_text(meeting, deed.one(pool), deed.texts[0]) if pool else None


def _removes(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = items(meeting, *_OWN)
    if not pool:
        return None
    chosen = deed.some(pool)
    below = descendants(meeting, chosen[0])
    return verbs.remove(meeting, [*chosen, *below[: deed.picks[1] % 2]])


def _stamps(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    pool: list[Gap] = [*meeting.all(Card), *meeting.all(Theme)]
    label = deed.one(exercise.labels, 1)
    rivals = [other.id for other in exercise.labels if other.choice and label.choice]
    return verbs.stamp(meeting, deed.one(pool), label.id, rivals) if pool else None


def _ticks(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = meeting.all(Statement)
    return verbs.tick(meeting, deed.one(pool), deed.one(["fair", "clear"], 1)) if pool else None


def _judges(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool: list[Promise] = [*meeting.all(EarlierAction), *meeting.all(Action)]
    if not pool:
        return None
    action, status = deed.one(pool), deed.one([*Status, Status.EXCUSE], 1)
    if deed.picks[2] % 3 == 0:
        return verdicts.toggle(meeting, action, status, DAY)
    day = DAY + timedelta(days=deed.picks[2])
    due = deed.one([None, day + timedelta(days=7)], 3)
    return verdicts.judge(meeting, action, status, day, deed.texts[0], due)


def _adds_to_verdicts(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    """Say more of a verdict, or take it back; say what kind an excuse is of, and who agreed."""
    said, excuses, actions = meeting.all(Verdict), meeting.all(Excuse), meeting.all(Action)
    builder = ChangeBuilder(meeting)
    if deed.picks[1] % 4 == 0:
        return verdicts.withdraw(meeting, deed.one(said)) if said else None
    if deed.picks[1] % 4 == 1:
        noticed = deed.one([None, *Noticed], 2)
        return verdicts.set_noticed(meeting, deed.one(said), noticed) if said else None
    if deed.picks[1] % 4 == 2 and excuses:
        kind = deed.one([None, *ExcuseKind], 2)
        builder.upsert(replace(deed.one(excuses), kind=kind, ask="Head office" if kind else ""))
        return builder.change(Verb.CLASSIFY)
    if actions:
        builder.upsert(replace(deed.one(actions), agreed=("Baker", "Owner")[: deed.picks[2] % 3]))
    return builder.change(Verb.AGREE)


def _parks(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    pool = meeting.all(Parked)
    if pool and deed.picks[1] % 2:
        return parking_lot.settle(meeting, deed.one(pool), deed.one([None, *Outcome], 2))
    return parking_lot.park(meeting, deed.one(exercise.stages).id, deed.texts)


def _recognises(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    known = meeting.recurrences
    if known and deed.picks[1] % 3 == 0:
        return recurrence.forget(meeting, deed.one(known))
    pool: list[Excuse | Card | Theme] = [*meeting.all(Excuse), *meeting.all(Card)]
    heard = recurrence.Heard(meeting="m-0", item=f"e-{deed.picks[2]}", text="No time", day=DAY)
    return recurrence.recognise(meeting, deed.one(pool), heard) if pool else None


def _looks_back(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    promises = [
        EarlierAction(
            id=new_id(),
            stage="",
            text=f"Promise {number}",
            place=0,
            meeting="m-0",
            action=f"a-{number}",
            owner="Baker",
            due=deed.one([None, DAY], 1),
            promised_on=DAY - timedelta(days=7),
            gap="They wait",
            excuse="No time",
            gap_id=f"g-{number % 2}",
            history=(PastVerdict(day=DAY, status=Status.PROGRESS),) * (number % 2),
            numbers=(PastNumber(day=DAY - timedelta(days=7), value=40),) * (number % 2),
        )
        for number in deed.some(range(5))
    ]
    return look_back.look_back(meeting, exercise, promises)


def _counts(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = [*meeting.all(Card), *meeting.all(Theme), *meeting.all(EarlierAction)]
    if not pool:
        return None
    item, day = deed.one(pool), DAY + timedelta(days=deed.picks[2] % 3)
    if deed.picks[1] % 4 == 0:
        return gap_numbers.take_away(meeting, item)
    return gap_numbers.set_number(meeting, item, deed.picks[3], day)


def _notes_what_became(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    known, pool = meeting.register_notes, meeting.all(Card)
    if known and deed.picks[1] % 3 == 0:
        return registers.take_back(meeting, deed.one(known))
    if not pool:
        return None
    gap = deed.one(pool)
    found = registers.FoundGap(
        meeting=meeting.id,
        gap=gap.id,
        title="Monday",
        held_on=DAY,
        team_id=None,
        team="",
        text=gap.text,
        registers=("Rules",),
    )
    entry = registers.RegisterEntry(register="Rules", found=(found,))
    return registers.note(meeting, entry, deed.one([*RegisterState], 2), DAY)


def _raises_fingers(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    builder = ChangeBuilder(meeting)
    fingers = tuple(1 + pick % 5 for pick in deed.picks)
    builder.upsert(Roti(id=meeting.id, fingers=fingers[: deed.picks[1] % 5]))
    return builder.change(Verb.ROTI)


def _moves(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = items(meeting, *_OWN)
    if not pool:
        return None
    chosen = deed.one(pool)
    siblings = meeting.children(type(chosen), parent_of(chosen))
    if isinstance(chosen, Card) and chosen.theme and deed.picks[2] % 2:
        siblings = list(meeting.members(chosen.theme))
    moving = deed.some(siblings)
    if deed.picks[1] % 2:
        return arrange.move_by(meeting, siblings, moving, deed.one([-1, 1], 2))
    return arrange.move_to(meeting, siblings, moving, deed.picks[1] % (len(siblings) + 1))


def _crosses(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    pool = meeting.all(Card)
    column = deed.one(exercise.columns, 1).id
    index = deed.one([None, 0, 1, 99], 2)
    return arrange.move_cards(meeting, deed.some(pool), column, index) if pool else None


def _gathers(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool: list[Gap] = [*meeting.all(Card), *meeting.all(Theme)]
    return arrange.group(meeting, deed.some(pool), deed.texts[0]) if pool else None


def _joins(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    cards, themes = meeting.all(Card), meeting.all(Theme)
    if not (cards and themes):
        return None
    return arrange.put_in_theme(meeting, deed.some(cards), deed.one(themes, 1))


def _leaves(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = meeting.all(Card)
    return arrange.take_out(meeting, deed.some(pool)) if pool else None


def _splits(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = meeting.all(Theme)
    return arrange.split(meeting, deed.one(pool)) if pool else None


def _ranks(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    order = gaps(meeting, exercise)
    if not order:
        return None
    if deed.picks[1] % 2:
        return arrange.rank_by(meeting, order, deed.some(order), deed.one([-1, 1], 2))
    return arrange.rank_to(meeting, order, deed.some(order), deed.picks[1] % (len(order) + 1))


def _digs(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    excuses, origins = meeting.all(Excuse), meeting.all(Origin)
    if len(excuses) > 1 and deed.picks[2] % 2:
        excuse = deed.one(excuses)
        above = deed.one([other for other in excuses if other != excuse], 1)
        return arrange.excuse_to_origin(meeting, excuse, above)
    if not origins:
        return None
    verb = deed.one([arrange.origin_inward, arrange.origin_outward], 1)
    return verb(meeting, deed.one(origins))


def _walks(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    stage = deed.one(exercise.stages).id
    if deed.picks[1] % 2:
        return lifecycle.keep_draft(meeting, stage, deed.texts)
    gap = deed.one([None, *(card.id for card in meeting.all(Card))], 2)
    return lifecycle.go_to_step(meeting, stage, gap, deed.one([None, *Side], 1))


def _closes(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool = meeting.all(Action)
    if pool and deed.picks[1] % 2:
        return lifecycle.choose_first(meeting, deed.one(pool))
    if deed.picks[2] % 2:
        return lifecycle.set_next(meeting, date(2026, 12, 1 + deed.picks[0] % 28))
    people = lifecycle.MeetingSetup(title=deed.texts[0], team="Bakery", participants=deed.texts)
    return lifecycle.describe(meeting, people)


def _renames(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    details = meeting.details
    known = ("Baker", *details.participants, *(card.author for card in meeting.all(Card)))
    return persons.rename_person(meeting, deed.one(known), deed.one(["", "Ann", *known], 1))


def _throws(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    if deed.picks[1] % 2:
        return trash.restore(meeting)
    return trash.discard(meeting, datetime(2026, 12, 1 + deed.picks[0], 10, 15, tzinfo=UTC))


def _times(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    now = datetime(2026, 12, 1, 10, 5 * deed.picks[0], tzinfo=UTC)
    stage = deed.one(exercise.stages).id
    length = deed.one([None, 45, 90], 1)
    doing = [
        timing.start(meeting, exercise, now),
        timing.pause(meeting, now),
        timing.switch_stage(meeting, stage, now),
        timing.checkpoint(meeting, now),
        timing.stop(meeting, now),
        timing.restart(meeting, now),
        timing.add_minutes(meeting, exercise, deed.one([1, -1], 1)),
        timing.share_out(meeting, exercise, now),
        timing.choose_length(meeting, exercise, length),
        timing.resume_after(meeting, exercise, now, datetime(2026, 12, 1, 10, 30, tzinfo=UTC)),
    ]
    return deed.one(doing, 2)


def _asks(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    doing = [
        rounds.set_participants(meeting, deed.texts),
        rounds.sign_cards(meeting, deed.picks[0] % 2 == 0),
        rounds.next_person(meeting),
        rounds.previous_person(meeting),
        rounds.end_rounds(meeting),
    ]
    if meeting.details.participants:
        doing.append(rounds.begin_rounds(meeting))
    return deed.one(doing, 1)


def _hides(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    dice = Random(deed.picks[0])
    doing = [privacy.begin_private, privacy.end_private, lambda m: privacy.reveal(m, dice)]
    return deed.one(doing, 1)(meeting)


def _votes(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    pool: list[Gap] = [*meeting.all(Card), *meeting.all(Theme)]
    if tally.current(meeting) is None:
        return tally.open_ballot(meeting, deed.picks[0], secret=deed.picks[1] % 2 == 0)
    if not pool or deed.picks[1] % 4 == 0:
        return tally.close_ballot(meeting, exercise)
    with suppress(RefusedError):
        return tally.set_dots(meeting, deed.one(pool), deed.picks[2])
    return None


def _gives_on_a_slip(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    known = gaps(meeting, exercise)
    slip, dots, chance = f"slip-{deed.picks[1] % 5}", deed.picks[2] % 5, Random(deed.picks[3])
    if not known or tally.current(meeting) is None:
        return None
    with suppress(RefusedError):
        return slips.give_dots(meeting, exercise, slip, deed.one(known).id, dots, chance)
    return None


def _defers(deed: Deed, meeting: Meeting, exercise: Exercise) -> Change | None:
    named = [each.deferred for each in still_open(meeting, exercise).named]
    known = [each.item for record in meeting.deferrals for each in record.deferred]
    if known and deed.picks[1] % 3 == 0:
        return deferrals.take_up(meeting, deed.some(known))
    return deferrals.defer(meeting, deed.some(named), deed.texts[0]) if named else None


def _builds(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    """Let a strategy follow from a card or theme itself."""
    pool = meeting.all(Card) + meeting.all(Theme)
    return verbs.add_strategies(meeting, deed.one(pool).id, deed.texts) if pool else None


def _asks_at_the_close(deed: Deed, meeting: Meeting, _: Exercise) -> Change:
    place = deed.one(PLACES)
    text, due = deed.texts[0], date(2026, 12, 1 + deed.picks[1] % 28)
    draft = Action(id=new_id(), strategy="", text=text, place=0, owner="Baker", due=due)
    return closing_places.answer_place(meeting, place, draft)


def _says(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    """Answer a field about the meeting, say what is true of an answer, or who is here."""
    pool = meeting.all(Answer)
    doing = deed.picks[1] % 5
    if doing == 0 and pool:
        return answers.choose(meeting, deed.one(pool), deed.one(["kept", "broken", ""], 2))
    if doing == 1:
        return people_here.tick_kind(meeting, deed.one(["employees", "managers"], 2))
    offered = [each for each in pool if each.brought_from]
    if doing == 2 and offered:
        return answers.take(meeting, deed.one(offered))
    return answers.answer(meeting, deed.one([SENTENCE, PROMISES], 2), deed.texts)


def _tells_of_a_gap(deed: Deed, meeting: Meeting, _: Exercise) -> Change | None:
    pool: list[Gap] = [*meeting.all(Card), *meeting.all(Theme)]
    steps = [each for each in meeting.all(Answer) if each.field == TIMELINE.id]
    if steps and deed.picks[1] % 3 == 0:
        return about_gap.move_step(meeting, deed.one(steps), deed.one([-1, 1], 2))
    if steps and deed.picks[1] % 3 == 1:
        return about_gap.place_step(meeting, deed.one(steps), deed.picks[2] % 4)
    if not pool:
        return None
    if deed.picks[2] % 2:
        return about_gap.tell(meeting, SIGN, deed.one(pool), deed.texts[0])
    return about_gap.tell_steps(meeting, TIMELINE, deed.one(pool), deed.texts)


def _brings_along(deed: Deed, meeting: Meeting, _: Exercise) -> Change:
    """Offer an answer and a statement of the last meeting."""
    text, day = clean(deed.texts[0]) or "We said so", DAY - timedelta(days=30)
    builder = ChangeBuilder(meeting)
    said = Answer(
        id=new_id(),
        about="",
        field=PROMISES.id,
        text=text,
        place=0,
        brought_from="m-0",
        said_on=day,
    )
    written = Statement(
        id=new_id(), stage="statement", text=text, place=0, brought_from="m-0", said_on=day
    )
    builder.append(meeting.last_child(Answer, ""), [said])
    builder.append(meeting.last_child(Statement, "statement"), [written])
    return builder.change(Verb.ADD)


VERBS: dict[str, Do] = {
    "add cards": _adds,
    "add excuses": _answers,
    "add origins": _explains,
    "add strategies": _replaces,
    "add statements": _states,
    "commit": _commits,
    "check": _checks,
    "say": _says,
    "tell of a gap": _tells_of_a_gap,
    "bring along": _brings_along,
    "build on a strength": _builds,
    "answer at the close": _asks_at_the_close,
    "edit": _edits,
    "remove": _removes,
    "stamp": _stamps,
    "tick": _ticks,
    "judge": _judges,
    "add to verdicts": _adds_to_verdicts,
    "park": _parks,
    "recognise": _recognises,
    "count": _counts,
    "note what became": _notes_what_became,
    "look back": _looks_back,
    "raise fingers": _raises_fingers,
    "move": _moves,
    "cross": _crosses,
    "gather": _gathers,
    "join": _joins,
    "leave": _leaves,
    "split": _splits,
    "rank": _ranks,
    "dig": _digs,
    "walk": _walks,
    "close": _closes,
    "rename a person": _renames,
    "throw": _throws,
    "time": _times,
    "ask": _asks,
    "hide": _hides,
    "vote": _votes,
    "give on a slip": _gives_on_a_slip,
    "defer": _defers,
}

TEXTS = st.one_of(
    st.sampled_from(["We greet by name", "Closed at noon", "R&D <b>", " ", "čšž \n two lines"]),
    st.text(max_size=12),
)


def deeds(names: Iterable[str] = tuple(VERBS)) -> st.SearchStrategy[Deed]:
    return st.builds(
        Deed,
        name=st.sampled_from(list(names)),
        picks=st.tuples(*[st.integers(0, 11)] * 4),
        texts=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    )


OPENING = (
    *("look back", "add cards", "add cards", "gather", "add excuses", "add origins"),
    *("add strategies", "commit", "judge", "judge"),
)


def courses(longest: int = 30) -> st.SearchStrategy[list[Deed]]:
    """A meeting's course: enough on the wall to begin with, then anything in any order."""
    opening = st.tuples(*(deeds([name]) for name in OPENING)).map(list)
    return st.builds(lambda a, b: a + b, opening, st.lists(deeds(), max_size=longest))
