"""Why something can't be done."""

from enum import StrEnum


class Reason(StrEnum):
    """Why something can't be done; the interface has a sentence for each."""

    NO_GAP = "no_gap"
    NO_EXCUSE = "no_excuse"
    NO_STRATEGY = "no_strategy"
    NO_STATEMENT = "no_statement"
    NO_THEME = "no_theme"
    NO_EXCUSE_ABOVE = "no_excuse_above"
    OTHER_KIND = "other_kind"
    FIXED_ORDER = "fixed_order"
    NOTHING_TO_ADD = "nothing_to_add"
    ONE_COLUMN_ONLY = "one_column_only"
    TOO_SHORT = "too_short"
    NO_PARTICIPANTS = "no_participants"
    NO_BALLOT = "no_ballot"
    BALLOT_OPEN = "ballot_open"
    TOO_MANY_FOR_ONE = "too_many_for_one"
    NO_DOTS_LEFT = "no_dots_left"
    NO_SLIPS_LEFT = "no_slips_left"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_THERE = "not_there"
    NOT_OWN = "not_own"
    IN_USE = "in_use"
    NO_NAME = "no_name"
    PAST_DAY = "past_day"


class RefusedError(Exception):
    """A refusal of what makes no sense here; nothing was changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
