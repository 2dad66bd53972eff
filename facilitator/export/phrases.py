"""The English phrases of a report; the words of the chain come from the exercise."""

from collections.abc import Callable, Sequence
from datetime import date

from facilitator.domain.exercise import Words
from facilitator.domain.open_items.open_item import OpenCounts, OpenItem
from facilitator.domain.records import Action, ActionKind, ExcuseKind, Lack, Status
from facilitator.export.answers.sentences import no_action
from facilitator.export.follow_up.became import FlagEntry

WHAT = "What"
WHO = "Who"
BY_WHEN = "By when"
NEEDS = "Needs"
CHECKED_ON = "Checked on"
CONTENTS = "Contents"
STILL_OPEN = "Still open"
PLAN = "Action plan"
STATEMENTS = "In our own words"
CHAIN = "How we got here"
COLUMNS = "What we collected"
NOT_DISCUSSED = "not discussed"
NO_CARDS = "Nothing here."
OTHER_CARDS = "Other cards"
ABOUT = "About this meeting"
PURPOSE = "Purpose"
LED_BY = "Led by"
ATTENDED = "Attended"
EXERCISE = "Exercise"
SOURCE = "Source"
MADE_ON = "Made on"
SEPARATOR = " · "
FILE_FALLBACK = "Meeting"

MOST_AMOUNTS = 4
"""How many numbers from before are told: the last ones."""

STATUS = {
    Status.OPEN: "",
    Status.DONE: "done",
    Status.PROGRESS: "in progress",
    # The owner is named in the same row: an excuse is not printed beside them.
    Status.EXCUSE: "not done yet",
    Status.DROPPED: "dropped",
}

KINDS = {
    ActionKind.DO: "do",
    ActionKind.ASK: "ask",
    ActionKind.THANK: "thank",
    ActionKind.FIND_OUT: "find out",
    ActionKind.TELL: "tell",
    ActionKind.TELL: "tell",
}

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


DayText = Callable[[date, bool, bool], str]
"""Writes a day, with its weekday and its year where these are wanted."""


def day_in_english(day: date, with_weekday: bool, with_year: bool) -> str:
    """Return a day such as "Fri 27 Nov" or "27 Nov 2026"."""
    weekday = f"{_WEEKDAYS[day.weekday()]} " if with_weekday else ""
    year = f" {day.year}" if with_year else ""
    return f"{weekday}{day.day} {_MONTHS[day.month - 1]}{year}"


def page_of(page: int, pages: int) -> str:
    return f"Page {page} of {pages}"


def next_meeting(day: str, facilitator: str) -> str:
    """Return when the team meets next and who leads it, as far as that is known."""
    parts = [day] if day else []
    if facilitator:
        parts.append(led_by(facilitator))
    return f"Next meeting: {', '.join(parts)}"


def ground_rules(rules: Sequence[str]) -> str:
    """Return the ground rules in a line; those that are whole sentences stay such."""
    are_sentences = all(rule.endswith((".", "!", "?", "…")) for rule in rules)
    return f"Ground rules: {(' ' if are_sentences else '; ').join(rules)}"


def person(number: int) -> str:
    """Return what somebody is called who is not named; the first one is 1."""
    return f"Person {number}"


def led_by(name: str) -> str:
    return f"led by {name}"


def as_of(stage: str) -> str:
    """Return how far the meeting has come, as long as it isn't closed."""
    return f"{as_of_stage(stage)}: the meeting isn’t closed yet"


def as_of_stage(stage: str) -> str:
    return f"As of stage “{stage}”"


def logo_of(team: str) -> str:
    """Return what a logo is, for those who can't see it."""
    return f"Logo of {team}" if team else "Logo"


def people(count: int) -> str:
    """Return how many people were there."""
    return "1 person" if count == 1 else f"{count} people"


def continued(text: str) -> str:
    """Return what is repeated where a gap goes on on the next page."""
    return f"{text} (continued)"


def hidden(count: int) -> str:
    """Return how many cards were written in private and not revealed yet."""
    cards = "1 card is" if count == 1 else f"{count} cards are"
    return f"{cards} still hidden."


def dots(count: int) -> str:
    """Return how many dots a gap was given in a vote."""
    return "1 dot" if count == 1 else f"{count} dots"


EXCUSE_KINDS = {
    ExcuseKind.UNCLEAR_WHO: "unclear who",
    ExcuseKind.NOT_OURS: "not ours to decide",
    ExcuseKind.COULD_NOT: "couldn’t",
}


def excuse_kind(kind: ExcuseKind | None, ask: str) -> str:
    """Return what is behind an excuse; where it is not ours, with whom to ask if that is known."""
    if kind is None:
        return ""
    return f"{EXCUSE_KINDS[kind]}: ask {ask}" if ask else EXCUSE_KINDS[kind]


def heard_before(days: Sequence[str]) -> str:
    """Return on which days something was heard before; empty for no day."""
    if not days:
        return ""
    *first, last = days
    return f"heard before on {', '.join(first)} and {last}" if first else f"heard before on {last}"


def was_gap(days: Sequence[str], words: Words) -> str:
    """Return when a strength was a gap: the last time; empty for no day."""
    return f"was {words.gap.with_article} on {days[-1]}" if days else ""


def amount(value: int, words: Words) -> str:
    """Return how much of a gap there is: "40 a week"."""
    return f"{value:,} {words.number_short or 'a week'}"


def amounts(before: Sequence[tuple[str, int]], now: int | None, words: Words) -> str:
    """Return how the number on a gap has changed: "40 a week on 12 Sep, 12 now"."""
    parts = [(value, f"on {day}") for day, value in before[-MOST_AMOUNTS:]]
    parts += [(now, "now")] if now is not None else []
    said = [
        f"{amount(value, words) if first else f'{value:,}'} {when}"
        for first, (value, when) in zip([True] + [False] * len(parts), parts, strict=False)
    ]
    return ", ".join(said)


def about_excuse(kind: ExcuseKind | None, ask: str, heard: Sequence[str]) -> str:
    """Return what is told beside an excuse: what is behind it, and when it was heard before."""
    return SEPARATOR.join(filter(None, (excuse_kind(kind, ask), heard_before(heard))))


def in_theme(name: str) -> str:
    return f"in “{name}”"


def subject(exercise: str, day: str) -> str:
    return f"{PLAN}, {exercise}, {day}"


def document(title: str) -> str:
    """Return the title of the document."""
    return f"{PLAN}: {title}"


def late(words: str) -> str:
    """Return the status of an action that should have been done by now."""
    return f"{words}, ‼ late" if words else "‼ late"


def empty_plan(words: Words) -> str:
    return (
        f"Nobody has taken on {words.action.with_article} yet. Ask who will do what, and by when."
    )


def not_discussed(counts: OpenCounts, words: Words) -> str:
    """Return how many gaps were not discussed, and how many of them have a label."""
    n, flagged = counts.not_discussed, counts.flagged
    gaps = f"{n} {words.gap.of(n)}"
    if n == flagged == 1:
        return f"{gaps} not discussed, and it is flagged"
    if n == flagged:
        return f"{gaps} not discussed, all of them flagged"
    return (
        f"{gaps} not discussed, {flagged} of them flagged" if flagged else f"{gaps} not discussed"
    )


def undecided(count: int, words: Words) -> str:
    """Return how many flagged gaps were discussed and led to no action."""
    return f"{count} flagged {words.gap.of(count)} without {words.action.with_article}"


def without_strategy(count: int, words: Words) -> str:
    return f"{count} {words.excuse.of(count)} without {words.strategy.with_article}"


def when(words: str) -> str:
    """Return the first half of an if–then; the action is the second."""
    begun = words.casefold().startswith(("when ", "if "))
    return f"{capital(words) if begun else f'When {words}'}, then:"


def expected_excuse(text: str, words: Words) -> str:
    """Return the excuse that will be heard first."""
    return f"the first {words.excuse.one} we will hear: “{text}”"


def backed_by(name: str) -> str:
    return f"backed by {name}"


def instead_of(cause: str, words: Words) -> str:
    """Return which excuse or origin a strategy answers."""
    return f"{words.instead_of} “{cause}”"


def without_owner(count: int, words: Words) -> str:
    return f"{count} {words.strategy.of(count)} without an owner"


def incomplete(count: int, words: Words) -> str:
    return f"{count} {words.action.of(count)} without an owner or a date"


def without_action(count: int, words: Words) -> str:
    """Return how many answers want an action and have none."""
    answers = "1 answer" if count == 1 else f"{count} answers"
    return f"{answers} without {words.action.with_article}"


def open_counts(counts: OpenCounts, words: Words) -> str:
    """Return how much is open, in one line without a full stop; empty when nothing is."""
    return SEPARATOR.join(each_open(counts, words))


def each_open(counts: OpenCounts, words: Words) -> list[str]:
    """Return how much is open of each kind, without those of which nothing is."""
    said = (
        (counts.not_discussed, not_discussed(counts, words)),
        (counts.undecided, undecided(counts.undecided, words)),
        (counts.excuses, without_strategy(counts.excuses, words)),
        (counts.strategies, without_owner(counts.strategies, words)),
        (counts.actions, incomplete(counts.actions, words)),
        (counts.answers, without_action(counts.answers, words)),
        (counts.earlier, unjudged(counts.earlier)),
        (counts.parked, still_parked(counts.parked)),
        (counts.places, closing_questions(counts.places)),
        (counts.hidden, still_hidden(counts.hidden)),
        (counts.later, f"{counts.later} left for another day"),
    )
    return [phrase for count, phrase in said if count]


def lack(found: OpenItem, words: Words) -> str:
    """Return what something lacks that is open."""
    item = found.item
    if found.lack is Lack.EXCUSE:
        return NOT_DISCUSSED
    if found.lack is Lack.STRATEGY:
        return f"no {words.strategy.one}"
    if found.lack is Lack.VERDICT:
        return "no verdict"
    if found.lack is Lack.OUTCOME:
        return "parked"
    if not isinstance(item, Action):
        return f"no {words.action.one}"
    missing = ["owner"] * (not item.owner) + ["date"] * (item.due is None)
    return f"no {' or '.join(missing)}"


def action_kind(kind: ActionKind, words: Words) -> str:
    """Return what a kind of action is called, in the words of the exercise if it has some."""
    return words.kinds.of(kind) or KINDS[kind]


def unjudged(count: int) -> str:
    """Return how many actions of earlier meetings nobody judged."""
    return "1 promise without a verdict" if count == 1 else f"{count} promises without a verdict"


def still_parked(count: int) -> str:
    return f"{count} still parked"


def closing_questions(count: int) -> str:
    """Return how many questions of the close nobody answered."""
    questions = "1 closing question" if count == 1 else f"{count} closing questions"
    return f"{questions} without an answer"


def still_hidden(count: int) -> str:
    """Return the same within a list of what is open."""
    return "1 card still hidden" if count == 1 else f"{count} cards still hidden"


def not_today(reason: str) -> str:
    """Return the heading of what was left for another day."""
    return f"Not today: {reason}"


def became(flag: FlagEntry, words: Words) -> str:
    """Return that nothing came of a red flag, and why that is; empty where something did."""
    if not flag.lacks_action:
        return ""
    if flag.not_today:
        return not_today(flag.not_today)
    return no_action(words) if flag.was_discussed else NOT_DISCUSSED


def on_page(sentence: str, page: int | None) -> str:
    """Return a sentence that says where to read on, if that is known."""
    return f"{sentence} (page {page})." if page else f"{sentence}."


def capital(words: str) -> str:
    """Return the words with a capital first letter, the rest as they are."""
    return words[:1].upper() + words[1:]
