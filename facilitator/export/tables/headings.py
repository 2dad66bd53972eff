"""The English words of tables; those of the chain come from the exercise where there is one."""

from facilitator.domain.exercise import Word, Words
from facilitator.domain.records import Noticed, Status
from facilitator.export.phrases import capital

ACTIONS, VERDICTS, CARDS, CHAIN = "Actions", "Verdicts", "Cards", "Chain"
STATUS = "Status"
LATE = "Late"
YES = "yes"
KIND = "Kind"
WHEN = "When"
BACKED_BY = "Backed by"
BUILDS_ON = "Builds on"
ANSWER = "Answer"
FIRST = "First"
TEAM = "Team"
MEETING = "Meeting"
HELD_ON = "Held on"
PROMISED_FOR = "First due"
PROMISED_ON = "Promised on"
DAY = "Day"
VERDICT = "Verdict"
LAST_VERDICT = "Last verdict"
JUDGED_ON = "Judged on"
WORDS = "Words"
NEW_DATE = "New date"
NOTICED = "Noticed"
COLUMN = "Column"
CARD = "Card"
GROUP = "Group"
LABELS = "Labels"
SAID_BY = "Said by"
ASK = "Ask"
PLACE = "Place"
DOTS = "Dots"
GAP, EXCUSE = "Gap", "Excuse"
SIGN = "How they will notice"
MORE_ORIGINS = "\n↳ "
"""Between an origin and the one that explains it."""

STATUSES = {
    Status.OPEN: "open",
    Status.DONE: "done",
    Status.PROGRESS: "in progress",
    # The owner is named in the same row: an excuse is not pinned on them.
    Status.EXCUSE: "not done yet",
    Status.DROPPED: "dropped",
}
NOTICED_WORDS = {
    Noticed.YES: "yes",
    Noticed.NO: "no",
    Noticed.UNSURE: "hard to tell",
}


def one(word: Word) -> str:
    """Return what heads a column of such links of the chain."""
    return capital(word.one)


def first_excuse(words: Words) -> str:
    """Return what heads the excuses that will be heard first."""
    return f"First {words.excuse.one} we will hear"


def kind_of(words: Words) -> str:
    """Return what heads the kinds of excuses."""
    return f"Kind of {words.excuse.one}"
