"""Sentences about changes and refusals."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from facilitator.domain.answers.about_gap import Told
from facilitator.domain.answers.checks import ShownCheck
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Words
from facilitator.domain.follow_up.daily_question import DailyQuestion
from facilitator.domain.limits import LONGEST_CONTRIBUTION
from facilitator.domain.records import (
    Action,
    ActionKind,
    Answer,
    Ballot,
    Card,
    Check,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Item,
    Origin,
    Parked,
    Statement,
    Status,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.domain.refusals import Reason
from facilitator.domain.text import fold, shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, tr

LONGEST_CARD = 24
"""Characters of a card of a theme, beside a check of it."""
LONGEST_TEAM = 40
"""Characters of a team's name in the daily question."""


def kind_name(kind: type[Item], count: int = 1) -> str:
    """Return what an item is called: "card", "2 excuses"."""
    names = {
        Card: (tr("card"), tr("{n} cards", n=count)),
        Theme: (tr("theme"), tr("{n} themes", n=count)),
        Excuse: (tr("excuse"), tr("{n} excuses", n=count)),
        Origin: (tr("origin"), tr("{n} origins", n=count)),
        Strategy: (tr("strategy"), tr("{n} strategies", n=count)),
        Action: (tr("action"), tr("{n} actions", n=count)),
        Statement: (tr("statement"), tr("{n} statements", n=count)),
        EarlierAction: (tr("earlier action"), tr("{n} earlier actions", n=count)),
        Verdict: (tr("verdict"), tr("{n} verdicts", n=count)),
        Parked: (tr("parked item"), tr("{n} parked items", n=count)),
        Answer: (tr("answer"), tr("{n} answers", n=count)),
    }
    one, many = names[kind]
    return one if count == 1 else many


def action_kind(kind: ActionKind, words: Words | None = None) -> str:
    """Return what a kind of action is called, in the words of the exercise if it has some."""
    own = {
        ActionKind.DO: tr("do"),
        ActionKind.ASK: tr("ask"),
        ActionKind.THANK: tr("thank"),
        ActionKind.FIND_OUT: tr("find out"),
        ActionKind.TELL: tr("tell"),
    }
    return (words.kinds.of(kind) if words is not None else "") or own[kind]


def after_kind(text: str, kind: ActionKind, words: Words | None = None) -> str:
    """Return what an action is after its kind, where its words don’t begin with that.

    Of whom the team asks or thanks there is often only a name.
    """
    said = action_kind(kind, words)
    if kind is ActionKind.DO or fold(text).startswith(fold(said.split(maxsplit=1)[0])):
        return text
    return tr("{kind}: {text}", kind=f"{said[:1].upper()}{said[1:]}", text=bidi_isolate(text))


def more_about(
    when: str, expected_excuse: str, sponsor: str, kind: ActionKind, words: Words
) -> list[str]:
    """Return what was said of an action besides what, who and when, each in a few words."""
    said = []
    if when:
        lead = tr("When {when}", when="").strip()
        is_led = when.casefold().startswith(lead.casefold())
        said.append(when if is_led else tr("When {when}", when=when))
    if kind is not ActionKind.DO:
        said.append(action_kind(kind, words))
    if expected_excuse:
        excuse = words.excuse.one
        said.append(tr("first {excuse}: “{text}”", excuse=excuse, text=expected_excuse))
    if sponsor:
        said.append(tr("backed by {name}", name=sponsor))
    return said


def undo_text(change: Change) -> str:
    """Return what a change did, to follow "Undo:"."""
    subject = shortened(change.subject)
    items = change.removed_targets or change.added
    kind = kind_name(type(items[-1]), change.count) if items else tr("card")
    sentences = {
        Verb.ADD: tr("add a hidden card")
        if change.is_hidden
        else tr("add {kind} “{text}”", kind=kind, text=subject),
        Verb.EDIT: tr("change to “{text}”", text=subject),
        Verb.MOVE: tr("move “{text}”", text=subject),
        Verb.REMOVE: _removed(kind, subject, change.count),
        Verb.GROUP: tr("group under “{text}”", text=subject),
        Verb.SPLIT: tr("split “{text}”", text=subject),
        Verb.STAMP: tr("label “{text}”", text=subject),
        Verb.UNSTAMP: tr("remove the label from “{text}”", text=subject),
        Verb.TICK: tr("tick “{text}”", text=subject),
        Verb.UNTICK: tr("untick “{text}”", text=subject),
        Verb.COMMIT: tr("commit “{text}”", text=subject),
        Verb.JUDGE: tr("set the outcome of “{text}”", text=subject),
        Verb.CHOOSE_FIRST: tr("choose “{text}” as the first change", text=subject),
        Verb.SET_NEXT: tr("set the day of the next meeting"),
        Verb.SET_NEXT_FACILITATOR: tr("say who leads the next meeting"),
        Verb.GROUND_RULES: tr("change the ground rules"),
        Verb.ANSWER: tr("answer a question"),
        Verb.CHECK: tr("answer a check"),
        Verb.DETAILS: tr("change the meeting’s details"),
        Verb.DEFER: tr("not today: {text}", text=subject),
        Verb.TAKE_UP: tr("reopen what was left for another day"),
        **_room_texts(subject),
        **_follow_up_texts(subject),
    }
    return sentences.get(change.verb, change.verb.value)


def _removed(kind: str, subject: str, count: int) -> str:
    """Return what was removed; of what is hidden from the room no word is said."""
    if subject:
        return tr("remove {kind} “{text}”", kind=kind, text=subject)
    return tr("remove a hidden card") if count == 1 else tr("remove {kind}", kind=kind)


def _room_texts(subject: str) -> dict[Verb, str]:
    """Return what was done about people, hidden cards and votes."""
    return {
        Verb.ROSTER: tr("change who takes part"),
        Verb.SIGN: tr("put names on new cards"),
        Verb.UNSIGN: tr("leave names off new cards"),
        Verb.REVEAL: tr("reveal the hidden cards"),
        Verb.BALLOT: tr("begin a vote"),
        Verb.DOTS: tr("dots for “{text}”", text=subject),
        Verb.TALLY: tr("end the vote and apply its order"),
    }


def _follow_up_texts(subject: str) -> dict[Verb, str]:
    """Return what was done about verdicts, teams and what was parked."""
    return {
        Verb.WITHDRAW: tr("take back the verdict on “{text}”", text=subject),
        Verb.NOTICE: tr("say whether it was noticed"),
        Verb.AGREE: tr("say yes to “{text}”", text=subject),
        Verb.PARK: tr("park “{text}”", text=subject),
        Verb.SETTLE: tr("decide about “{text}”", text=subject),
        Verb.ROTI: tr("count the fingers"),
        Verb.RECOGNISE: tr("heard before: “{text}”", text=subject),
        Verb.CLASSIFY: tr("say what kind of excuse “{text}” is", text=subject),
        Verb.REGISTER: tr("say what became of “{text}”", text=subject),
        Verb.NUMBER: tr("the number on “{text}”", text=subject),
        Verb.RENAME_TEAM: tr("rename the team “{text}”", text=subject),
        Verb.MERGE_TEAMS: tr("merge the team “{text}”", text=subject),
        Verb.SET_TEMPLATE: tr("set how meetings of “{text}” begin", text=subject),
        Verb.DROP_TEMPLATE: tr("forget how meetings of “{text}” begin", text=subject),
        Verb.RENAME_PERSON: tr("change a name everywhere"),
    }


def _is_secret(change: Change) -> bool:
    """Return whether a change gave dots in a vote whose totals are secret until it ends."""
    return change.verb is Verb.DOTS and any(
        isinstance(edit.after, Ballot) and edit.after.secret for edit in change.edits
    )


def late() -> str:
    """Return the mark of an action that should be done by now: a symbol and the word."""
    return tr("‼ late")


def announcement(change: Change) -> str:
    """Return what a change did, for screen readers; empty for what is announced in another way."""
    if change.is_hidden:
        return counted(change.count, tr("Added {n} hidden card."), tr("Added {n} hidden cards."))
    subject = shortened(change.subject, 60)
    items = change.count > 1
    sentences = {
        Verb.ADD: tr("Added {n} items.", n=change.count)
        if items
        else tr("Added: {text}", text=subject),
        Verb.EDIT: tr("Changed to: {text}", text=subject),
        Verb.MOVE: tr("Moved {n} items.", n=change.count)
        if items
        else tr("Moved: {text}", text=subject),
        Verb.GROUP: tr("Grouped under “{text}”.", text=subject),
        Verb.SPLIT: tr("Split: {text}", text=subject),
        Verb.STAMP: tr("Label added: {text}", text=subject),
        Verb.UNSTAMP: tr("Label removed: {text}", text=subject),
        Verb.TICK: tr("Ticked: {text}", text=subject),
        Verb.UNTICK: tr("Unticked: {text}", text=subject),
        Verb.COMMIT: ". ".join((tr("Committed: {text}", text=subject), *_said_of_new(change))),
        Verb.AGREE: tr("Said yes to: {text}", text=subject),
        Verb.CHOOSE_FIRST: tr("Chosen as the first change: {text}", text=subject),
        Verb.DEFER: tr("Not today: {text}", text=subject),
        Verb.TAKE_UP: tr("Open again."),
        Verb.ROUND: tr("{name}’s turn.", name=subject) if subject else tr("The round is over."),
        Verb.SIGN: tr("New cards show names."),
        Verb.UNSIGN: tr("New cards show no names."),
        Verb.ROSTER: counted(
            change.count, tr("{n} person takes part."), tr("{n} people take part.")
        ),
        Verb.REVEAL: counted(change.count, tr("{n} card revealed."), tr("{n} cards revealed.")),
        Verb.BALLOT: tr("The vote is open."),
        Verb.DOTS: tr("Counted: {text}", text=subject)
        if _is_secret(change)
        else counted(
            change.count, tr("{n} dot for “{text}”"), tr("{n} dots for “{text}”"), text=subject
        ),
    }
    return sentences.get(change.verb, "")


def _said_of_new(change: Change) -> list[str]:
    """Return what else was said of the action that a change added."""
    return [
        part
        for item in change.added
        if isinstance(item, Action)
        for part in (item.when, item.expected_excuse, item.sponsor)
        if part
    ]


def removal(change: Change) -> str:
    """Return what was removed, and what was removed with it."""
    targets = frozenset(change.targets)
    with_it = Counter(type(item) for item in change.removed if item.id not in targets)
    gone = tr("Removed “{text}”", text=shortened(change.subject, 60))
    if change.count > 1:
        gone = tr("Removed {n} items", n=change.count)
    if with_it:
        parts = [
            kind_name(kind, n) if n > 1 else tr("1 {kind}", kind=kind_name(kind))
            for kind, n in with_it.items()
        ]
        gone = tr("{gone} and with it {parts}", gone=gone, parts=listed(parts))
    return counted(
        change.count + with_it.total(),
        tr("{gone}. {key} brings it back."),
        tr("{gone}. {key} brings them back."),
        gone=gone,
        key=catalog.UNDO.key,
    )


def refusal(reason: Reason, words: Words) -> str:
    """Return why something is not possible, and what is."""
    excuse, strategy, gap = words.excuse.one, words.strategy.one, words.gap.one
    sentences = {
        Reason.NO_GAP: tr(
            "There is no {gap} to discuss yet. What you typed stays here; PgUp goes back.",
            gap=gap,
        ),
        Reason.NO_EXCUSE: tr(
            "This belongs to an {excuse}, and there is none yet: {key} turns it into one. "
            "What you typed stays here.",
            excuse=excuse,
            key=catalog.OTHER_COLUMN.key,
        ),
        Reason.NO_STRATEGY: tr(
            "An action belongs to a {strategy}, and there is none yet. "
            "What you typed stays here; PgUp goes back to add one.",
            strategy=strategy,
        ),
        Reason.NO_STATEMENT: tr("Write a sentence first, then tick what it meets."),
        Reason.NO_THEME: tr(
            "No theme here yet: mark similar cards with Space, type a name and press Enter."
        ),
        Reason.NO_EXCUSE_ABOVE: tr("There is nothing above it that it could explain."),
        Reason.OTHER_KIND: tr("That can’t go in the other column."),
        Reason.FIXED_ORDER: tr("This column’s order can’t be changed."),
        Reason.NOTHING_TO_ADD: tr("Nothing can be added to this column."),
        Reason.ONE_COLUMN_ONLY: tr("There are no labels for this column."),
        Reason.TOO_SHORT: tr(
            "That length isn’t possible: every stage needs at least a minute, and a day is the "
            "limit."
        ),
        Reason.NO_PARTICIPANTS: tr(
            "No names yet; add who takes part first, then go round the table."
        ),
        Reason.NO_BALLOT: tr("No vote is open; begin one first."),
        Reason.BALLOT_OPEN: tr("A vote is already open; end it first."),
        Reason.TOO_MANY_FOR_ONE: tr(
            "That’s more dots than everyone together can give to one; give fewer."
        ),
        Reason.NO_DOTS_LEFT: tr("Not enough dots left; take some off another one first."),
        Reason.NO_SLIPS_LEFT: tr(
            "So many people are voting on their own devices that nobody else can join the vote."
        ),
        **_device_refusals(),
    }
    return sentences[reason]


def _device_refusals() -> dict[Reason, str]:
    """Return why what somebody sent from their own device can’t be added."""
    return {
        Reason.EMPTY: tr("There are no words in it."),
        Reason.TOO_LONG: tr(
            "That’s too long: a text from a phone can have {most} characters.",
            most=LONGEST_CONTRIBUTION,
        ),
        Reason.NOT_THERE: tr("What it belongs to isn’t there any more."),
        Reason.NOT_OWN: tr("It belongs to somebody else."),
        Reason.IN_USE: tr("Others have built on it, so it can’t be taken back."),
        Reason.NO_NAME: tr("Only somebody with a name can promise something."),
        Reason.PAST_DAY: tr("That day is in the past; choose a later one."),
    }


def verdict(status: Status) -> str:
    names = {
        Status.OPEN: "",
        Status.DONE: tr("done"),
        Status.PROGRESS: tr("in progress"),
        Status.EXCUSE: tr("an excuse"),
        Status.DROPPED: tr("dropped"),
    }
    return names[status]


MOST_DAYS = 4
"""Days that are named one by one."""


def building_on(strength: str) -> str:
    """Return which strength a strategy follows from."""
    return tr("building on “{strength}”", strength=bidi_isolate(strength))


def heard_before(days: Sequence[date]) -> str:
    """Return when something was heard before, as a remark; empty for no day."""
    if not days:
        return ""
    first = dates.day(days[0], with_weekday=False)
    if len(days) > MOST_DAYS:
        return tr("heard {n} times before, first {day}", n=len(days), day=first)
    shown = ", ".join(dates.day(day, with_weekday=False) for day in days)
    return tr("heard before: {days}", days=shown)


def was_gap(days: Sequence[date], words: Words) -> str:
    """Return when a strength was a gap, as a remark: the last time; empty for no day."""
    if not days:
        return ""
    day = dates.day(days[-1], with_weekday=False)
    return tr("was {a_gap} on {day}", a_gap=words.gap.with_article, day=day)


def told(said: Told) -> str:
    """Return what was told about a gap: "Early sign: it rings"; steps as they followed."""
    # This sign points along the lines of either direction of writing.
    between = " › " if said.steps else "; "
    texts = between.join(bidi_isolate(" ".join(text.split())) for text in said.texts)
    return tr("{name}: {text}", name=said.name, text=texts)


def amount_question(words: Words) -> str:
    """Return what asks how much of a gap there is, in the words of the exercise if it has some."""
    return words.number or tr("How often does this happen in a week?")


def amount(value: int, words: Words) -> str:
    """Return how much of a gap there is, as a remark: "40 a week"."""
    return tr("{n} {unit}", n=value, unit=words.number_short or tr("a week"))


def excuse_kind(kind: ExcuseKind | None, ask: str = "") -> str:
    """Return what is behind an excuse; where it is not ours, with whom to ask if that is known."""
    if kind is None:
        return ""
    names = {
        ExcuseKind.UNCLEAR_WHO: tr("unclear who"),
        ExcuseKind.NOT_OURS: tr("not ours to decide"),
        ExcuseKind.COULD_NOT: tr("couldn’t"),
    }
    return tr("{kind}: ask {whom}", kind=names[kind], whom=ask) if ask else names[kind]


def checked(said: Check | None) -> str:
    """Return what was answered to a check, as a sign and a word; a question mark before that."""
    signs = {Check.YES: "✓", Check.NO: "×", Check.NOT_YET: "…"}
    # Never on two lines: a sign alone is easily passed over.
    return f"{signs[said]}\u00a0{check_word(said)}" if said is not None else "?"


def check_word(said: Check) -> str:
    """Return what is answered to a check, as a word."""
    words = {Check.YES: tr("yes"), Check.NO: tr("no"), Check.NOT_YET: tr("not yet")}
    return words[said].replace(" ", "\u00a0")


def choice(text: str) -> str:
    """Return what was chosen of an answer; yes and no are words of the program."""
    return next((check_word(each) for each in Check if each.value == text), text)


def check(shown: ShownCheck) -> str:
    """Return a check and what was answered to it: "personal apology: × no"."""
    said = tr("{check}: {answer}", check=shown.name, answer=checked(shown.said))
    return f"{said} “{shortened(shown.of, LONGEST_CARD)}”" if shown.of else said


def rules_text(rules: Sequence[str]) -> str:
    """Return ground rules under each other, with what they are; empty without any."""
    return "\n".join((tr("Ground rules:"), *(f"• {rule}" for rule in rules))) if rules else ""


def listed(parts: Sequence[str]) -> str:
    """Return parts joined as in a sentence."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1])


def daily_question(asked: DailyQuestion) -> str:
    """Return the question, with the name of the team where there are several."""
    many = len(asked.entries)
    due = counted(many, tr("1 promise this week"), tr("{n} promises this week"))
    if asked.late:
        due = tr("{promises}, {n} overdue", promises=due, n=asked.late)
    asks = asked.wording or tr("Progress or excuses?")
    question = tr("{promises}. {question}", promises=due, question=asks)
    if asked.is_only or not asked.team:
        return question
    return tr("{team}: {question}", team=shortened(asked.team, LONGEST_TEAM), question=question)
