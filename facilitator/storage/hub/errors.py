"""What can go wrong with the hub's database, each with a sentence that names nobody's data."""

from facilitator.errors import InputRefusedError, StorageError

_TIMED_OUT = ("55P03", "57014")
"""Waited too long for a lock, or for a statement."""


class DatabaseAwayError(StorageError):
    """The database does not answer or takes no changes right now; later it may.

    For the hub's own log: `code` is the state that the database gave (SQLSTATE), `detail` what was
    said when no connection could be made. Neither has anything of a row.
    """

    def __init__(self, code: str = "", detail: str = "") -> None:
        super().__init__(
            "The hub’s database isn’t available right now. Nothing is lost: laptops keep their"
            " changes and send them later."
        )
        self.code, self.detail = code, detail

    @property
    def is_only_slow(self) -> bool:
        """Whether it answers, but somebody has locked what was to be changed."""
        return self.code in _TIMED_OUT


class UnreachableError(DatabaseAwayError):
    """The same when a hub or a command starts: its administrator reads what is wrong."""

    def __init__(self, away: DatabaseAwayError) -> None:
        super().__init__(away.code, away.detail)
        self.args = (
            f"The hub’s database can’t be reached ({away.detail or away.code}). Check its address"
            " and that it is running.",
        )


class HubDatabaseError(StorageError):
    """A database that this hub can't work with as it is; the sentence says what to do."""


class UnfitDataError(StorageError):
    """Values that the database does not take."""


class RoleMissingError(HubDatabaseError):
    """The hub's role isn't there and could not be created; `statement` is what creates it."""

    def __init__(self, role: str, statement: str) -> None:
        super().__init__(
            f"The role {role} doesn’t exist, and this account can’t create it. The tables are"
            " ready. Run this as an administrator of the database and then start again:"
            f" {statement}"
        )
        self.statement = statement


class NotThereError(InputRefusedError):
    """A team, device, invitation or meeting that this organisation does not have."""


class NameTakenError(InputRefusedError):
    """A team or an organisation of that name is already there."""


class UnknownInvitationError(InputRefusedError):
    """A code that was never given out, or is too old."""


class UsedInvitationError(InputRefusedError):
    """A code that a laptop has used already."""
