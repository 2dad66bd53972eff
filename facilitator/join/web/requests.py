"""What a page sends, read into typed values: what is not of the shape is refused whole.

The words of a contribution are looked at where the meeting is; here they only have to be text, of
a size that a request can have.
"""

from collections.abc import Callable
from datetime import date
from typing import Annotated, NamedTuple

from msgspec import DecodeError, Meta, Struct
from msgspec.json import Decoder

from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    Contribution,
    GiveDots,
    LinkKind,
    Promise,
    ProposeVerdict,
    RaiseFingers,
    SayYes,
    SetDone,
    SetLabels,
    TakeBack,
)
from facilitator.domain.limits import HIGHEST, LONGEST, LONGEST_ID
from facilitator.domain.records import Side, Status

Key = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
"""What a page makes up for each contribution, so that sending it again changes nothing."""
_Id = Annotated[str, Meta(max_length=LONGEST_ID)]
_Text = Annotated[str, Meta(max_length=LONGEST)]
_Labels = Annotated[list[_Id], Meta(max_length=50)]

ItemOf = Callable[[str], str]
"""Return the id of the item that a device added with a key."""


class MalformedError(ValueError):
    """An error of a request: it is not what a page sends."""


class JoinRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody asks to come in; a device that is known needs no token."""

    token: Annotated[str, Meta(max_length=200)] = ""
    name: Annotated[str, Meta(max_length=LONGEST)] = ""


class ContributeRequest(NamedTuple):
    """A contribution, and the key that is the same whenever it is sent again."""

    key: str
    contribution: Contribution


class _Sent(Struct, frozen=True, tag_field="do", forbid_unknown_fields=True):
    """What every contribution has; the tag is the word that says what it is."""

    key: Key

    def contribution(self, item_of: ItemOf) -> Contribution:
        """Return it as the domain knows it."""
        raise NotImplementedError


class _Card(_Sent, frozen=True, tag="card"):
    side: Side
    text: _Text
    labels: _Labels = []
    anonymous: bool = False

    def contribution(self, item_of: ItemOf) -> Contribution:
        labels = tuple(self.labels)
        return AddCard(side=self.side, text=self.text, labels=labels, anonymous=self.anonymous)


class _Link(_Sent, frozen=True, tag="link"):
    kind: LinkKind
    parent: _Id
    text: _Text

    def contribution(self, item_of: ItemOf) -> Contribution:
        return AddLink(kind=self.kind, parent=self.parent, text=self.text)


class _Statement(_Sent, frozen=True, tag="statement"):
    stage: _Id
    text: _Text

    def contribution(self, item_of: ItemOf) -> Contribution:
        return AddStatement(stage=self.stage, text=self.text)


class _Back(_Sent, frozen=True, tag="back"):
    of: Key

    def contribution(self, item_of: ItemOf) -> Contribution:
        return TakeBack(item=item_of(self.of))


class _SetLabels(_Sent, frozen=True, tag="labels"):
    of: Key
    labels: _Labels

    def contribution(self, item_of: ItemOf) -> Contribution:
        return SetLabels(item=item_of(self.of), labels=tuple(self.labels))


class _Dots(_Sent, frozen=True, tag="dots"):
    gap: _Id
    dots: Annotated[int, Meta(ge=0, le=HIGHEST)]

    def contribution(self, item_of: ItemOf) -> Contribution:
        return GiveDots(gap=self.gap, dots=self.dots)


class _Promise(_Sent, frozen=True, tag="promise"):
    parent: _Id
    text: _Text
    due: date

    def contribution(self, item_of: ItemOf) -> Contribution:
        return Promise(parent=self.parent, text=self.text, due=self.due)


class _Verdict(_Sent, frozen=True, tag="verdict"):
    action: _Id
    status: Status
    text: _Text = ""
    due: date | None = None

    def contribution(self, item_of: ItemOf) -> Contribution:
        return ProposeVerdict(action=self.action, status=self.status, text=self.text, due=self.due)


class _Fingers(_Sent, frozen=True, tag="fingers"):
    fingers: Annotated[int, Meta(ge=0, le=5)]

    def contribution(self, item_of: ItemOf) -> Contribution:
        return RaiseFingers(fingers=self.fingers)


class _Yes(_Sent, frozen=True, tag="yes"):
    action: _Id

    def contribution(self, item_of: ItemOf) -> Contribution:
        return SayYes(action=self.action)


class _Done(_Sent, frozen=True, tag="done"):
    is_done: bool

    def contribution(self, item_of: ItemOf) -> Contribution:
        return SetDone(is_done=self.is_done)


_AnySent = (
    _Card
    | _Link
    | _Statement
    | _Back
    | _SetLabels
    | _Dots
    | _Promise
    | _Verdict
    | _Fingers
    | _Yes
    | _Done
)
_joins = Decoder(JoinRequest)
_contributes: "Decoder[_AnySent]" = Decoder(_AnySent)


def read_join(body: bytes) -> JoinRequest:
    """Return what somebody asks for. Raises MalformedError."""
    try:
        return _joins.decode(body)
    except (DecodeError, RecursionError):
        raise MalformedError from None


def read_contribution(body: bytes, item_of: ItemOf) -> ContributeRequest:
    """Return what a device contributes. Raises MalformedError, which holds no word of it.

    `item_of` makes the id of an earlier item of that device from the key it was sent with.
    """
    try:
        sent = _contributes.decode(body)
    except (DecodeError, RecursionError):
        # The message of the decoder quotes what it read.
        raise MalformedError from None
    return ContributeRequest(sent.key, sent.contribution(item_of))
