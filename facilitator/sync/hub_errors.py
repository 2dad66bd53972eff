"""What can be wrong between a laptop and the hub, each with its sentence."""

from collections.abc import Sequence
from enum import Enum, auto

from facilitator.errors import FacilitatorError
from facilitator.sync.system.proxy import ProxyRefusedError


class Trouble(Enum):
    """Why the hub gave no answer that can be used."""

    UNREACHED = auto()
    CERTIFICATE = auto()
    PROXY = auto()
    """The proxy of the network lets nobody through, or not this laptop."""
    ODD = auto()
    """Something else answers there, or what answers is damaged."""
    WITHDRAWN = auto()
    NOT_YOURS = auto()
    MISSING = auto()
    USED = auto()
    TOO_LARGE = auto()
    REFUSED = auto()
    NEEDS_NEWER = auto()
    HUB_IS_OLDER = auto()
    SLOW_DOWN = auto()
    AWAY = auto()
    STOPPED = auto()
    """We closed the connection ourselves."""


PASSING = frozenset({Trouble.UNREACHED, Trouble.ODD, Trouble.SLOW_DOWN, Trouble.AWAY})
"""What is over by itself, mostly."""


class HubError(FacilitatorError):
    """An error: the hub could not be asked, or refused; `retry_after` are seconds it asked for."""

    def __init__(self, trouble: Trouble, sentence: str, retry_after: float = 0.0) -> None:
        super().__init__(sentence)
        self.trouble = trouble
        self.retry_after = retry_after


def unreached(host: str, why: str) -> HubError:
    return HubError(
        Trouble.UNREACHED,
        f"The hub {host} can’t be reached ({why}). Your work is safe on this laptop and is shared "
        "as soon as the hub is back.",
    )


def proxy_unreached(host: str, proxy: str, why: str) -> HubError:
    return HubError(
        Trouble.UNREACHED,
        f"The proxy {proxy}, which leads to the hub {host}, can’t be reached ({why}). Your work is "
        "safe on this laptop and is shared as soon as the proxy is back.",
    )


def proxy_refused(
    proxy: str, place: str, refused: ProxyRefusedError, *, had_rights: bool
) -> HubError:
    """Return the error for a proxy that makes no connection to a place."""
    status = refused.status
    if status in BEHIND_A_PROXY:
        return HubError(
            Trouble.UNREACHED,
            f"The proxy {proxy} can’t reach the hub at {place}. Your work is safe on this laptop "
            "and is shared as soon as the hub is back.",
        )
    if status == 407:
        return HubError(Trouble.PROXY, _sign_in(proxy, place, refused.schemes, had_rights))
    return HubError(
        Trouble.PROXY,
        f"The proxy {proxy} refuses connections to {place} (it says {status}). Your work is safe "
        "on this laptop; ask your administrator to allow them.",
    )


def _sign_in(proxy: str, place: str, schemes: Sequence[str], had_rights: bool) -> str:
    if schemes and not any(scheme.lower() == "basic" for scheme in schemes):
        return (
            f"The proxy {proxy} asks for a sign-in that Facilitator doesn’t have "
            f"({', '.join(schemes)}). Your work is safe on this laptop; ask your administrator to "
            f"allow connections to {place} without one."
        )
    if had_rights:
        return (
            f"The proxy {proxy} doesn’t accept the user name and password in the proxy settings of "
            "this laptop. Your work is safe here; correct them and start Facilitator again."
        )
    return (
        f"The proxy {proxy} asks for a user name and password. Your work is safe on this laptop; "
        f"write them into its proxy settings, as user:password@{proxy}, and start Facilitator "
        "again."
    )


def unusable_proxy(host: str, setting: str) -> HubError:
    return HubError(
        Trouble.PROXY,
        f"The proxy settings of this laptop name “{setting}”, which Facilitator can’t use. Your "
        f"work is safe here; name one that begins with http://, or add {host} to no_proxy.",
    )


def bad_certificate(host: str, why: str, *, is_day_wrong: bool) -> HubError:
    hint = (
        "Check the date and time of this laptop first."
        if is_day_wrong
        else "Nothing was sent to it; ask your administrator."
    )
    return HubError(
        Trouble.CERTIFICATE, f"{host} can’t prove that it is your hub ({why.rstrip('.')}). {hint}"
    )


def other_certificate(host: str) -> HubError:
    return HubError(
        Trouble.CERTIFICATE,
        f"{host} has another certificate than the one in your invitation, so nothing was sent to "
        "it. Ask your administrator for a new invitation if the certificate was replaced.",
    )


def odd_answer(host: str) -> HubError:
    return HubError(
        Trouble.ODD,
        f"Something other than a Facilitator hub answers at {host}, perhaps the sign-in page of "
        "this network. Your work is safe on this laptop and is shared later.",
    )


def too_large_answer(host: str) -> HubError:
    return HubError(Trouble.TOO_LARGE, f"The answer from {host} is too large.")


def stopped() -> HubError:
    return HubError(Trouble.STOPPED, "Sharing was stopped.")


BEHIND_A_PROXY = frozenset({502, 503, 504})
"""What a proxy says in its own words while the hub behind it is away."""

_BY_STATUS = {
    400: (Trouble.REFUSED, "{host} did not accept that; nothing was changed there."),
    401: (
        Trouble.WITHDRAWN,
        "{host} doesn’t know this laptop any more. Everything stays here; to share again, join "
        "with a new invitation.",
    ),
    403: (Trouble.NOT_YOURS, "This laptop is not allowed to do that; nothing was changed."),
    404: (Trouble.MISSING, "The hub doesn’t have that; nothing was changed."),
    409: (
        Trouble.USED,
        "This invitation was used already or has expired. Ask for a new one: each lets one laptop "
        "in, within a day.",
    ),
    413: (Trouble.TOO_LARGE, "{host} says that this is too large; nothing was changed there."),
    426: (
        Trouble.NEEDS_NEWER,
        "The hub asks for a newer Facilitator. Your work is safe on this laptop and is shared "
        "after the update.",
    ),
    429: (
        Trouble.SLOW_DOWN,
        "{host} is busy and asks to wait. Your work is safe on this laptop and is shared in a "
        "moment.",
    ),
    503: (
        Trouble.AWAY,
        "{host} is down for maintenance and can’t take changes right now. Your work is safe on "
        "this laptop and is shared as soon as the hub is back.",
    ),
}


def older_hub() -> HubError:
    """Return the error for a hub that can't read what this program writes."""
    return HubError(
        Trouble.HUB_IS_OLDER,
        "The hub runs an older Facilitator than this laptop. Your changes wait here until your "
        "administrator has updated it.",
    )


def refused(host: str, status: int, code: str, said: str, retry_after: float) -> HubError:
    """Return the error for an answer that is none.

    `code` and `said` are the hub's own words, or nothing where it is not the hub that answers.
    """
    if code == "older_hub":
        return older_hub()
    status = 503 if status in BEHIND_A_PROXY else status
    if status == 401 and not code:
        # A sign-in page of the network also says 401, and must not look like the hub's.
        return odd_answer(host)
    trouble, sentence = _BY_STATUS.get(status, (Trouble.ODD, ""))
    if not sentence:
        return odd_answer(host)
    takes_words = trouble in (Trouble.REFUSED, Trouble.NOT_YOURS, Trouble.MISSING)
    told = said if said and takes_words else sentence.format(host=host)
    return HubError(trouble, told, retry_after)
