"""What the hub answers when it does not do what was asked: a code for programs, and a sentence."""

from facilitator.hub.base.bounds import RETRY_SECONDS


class HubRefusal(Exception):  # noqa: N818 - an answer, not a bug
    """An answer that refuses a request; it never quotes what was sent, nor the database."""

    def __init__(self, status: int, code: str, sentence: str, retry_after: int = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence
        self.retry_after = retry_after


def bad_request(what: str = "This request is not one that the hub understands.") -> HubRefusal:
    return HubRefusal(400, "bad_request", what)


def unknown_token() -> HubRefusal:
    """Refuse a token that nobody has, or that was withdrawn: which of the two is not told."""
    return HubRefusal(
        401, "withdrawn", "This laptop has no access to the organization, or no longer has it."
    )


def not_yours() -> HubRefusal:
    """Refuse what a device has no right to; the same for what does not exist at all."""
    return HubRefusal(403, "not_yours", "This laptop may not do that.")


def not_found() -> HubRefusal:
    return HubRefusal(404, "not_found", "The hub has nothing at this address.")


def used_code() -> HubRefusal:
    return HubRefusal(
        409,
        "used_code",
        "This invitation was already used, is older than a day, or was never made. Ask the "
        "administrator for a new one.",
    )


def older_hub() -> HubRefusal:
    """Refuse what a newer program wrote: the hub can’t check it. Nothing is lost by waiting."""
    return HubRefusal(
        409,
        "older_hub",
        "The hub is older than the program on this laptop. The changes wait here until the hub is "
        "updated.",
    )


def too_large() -> HubRefusal:
    return HubRefusal(413, "too_large", "This is more than the hub takes at once.")


def newer_program() -> HubRefusal:
    return HubRefusal(
        426, "newer_program", "The hub needs a newer Facilitator on this laptop. Please update it."
    )


def slow_down(seconds: int) -> HubRefusal:
    return HubRefusal(
        429, "slow_down", "The hub has too much to do just now. It works again shortly.", seconds
    )


def away() -> HubRefusal:
    return HubRefusal(
        503,
        "away",
        "The hub’s database can’t be reached just now. Nothing is lost; try again shortly.",
        RETRY_SECONDS,
    )


def broken() -> HubRefusal:
    """Tell of a bug, without a word of it."""
    return HubRefusal(
        503, "away", "The hub could not do that, because of a bug. Nothing is lost.", 30
    )


def insecure() -> HubRefusal:
    return HubRefusal(403, "insecure", "The hub only answers over an encrypted connection.")
