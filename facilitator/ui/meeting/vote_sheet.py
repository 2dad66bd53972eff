"""The sheet before a vote with dots: how many people, how many dots, and who sees the totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.domain.people import people
from facilitator.domain.vote.tally import LARGEST_NUMBER
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a vote: everybody has `dots`, at most `most` for one gap.

    `voters` raise their hands; who votes on a device is none of them.
    """

    voters: int
    dots: int
    most: int
    secret: bool


class VoteSheet(Sheet):
    """Fields filled with likely terms, so that Enter alone begins the vote."""

    accepted = Signal(Terms)

    share = (0.56, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Vote with dots"))
        self._secret = False
        self._devices = 0
        """How many people are in with their own devices."""
        self.people = FormField(_people_label(0), parent=self.sheet)
        self.dots = FormField(tr("Dots for each"), parent=self.sheet)
        self.most = FormField(tr("At most on one"), parent=self.sheet)
        self.secret = LinkButton("", self.sheet)
        self.message = Label(parent=self.sheet)
        self.message.setWordWrap(True)
        self.go = PrimaryButton(tr("Begin the vote"), "Enter", self.sheet)
        self._fields = QHBoxLayout()
        for widget in self._numbers:
            self._fields.addWidget(widget)
            widget.field.submitted.connect(self._on_go)
            widget.field.escaped.connect(self.close_sheet)
            widget.field.textChanged.connect(self._say_what_it_makes)
        self.body.addLayout(self._fields)
        for below in (self.secret, self.message, self.go):
            self.body.addWidget(below)
        self.secret.clicked.connect(self._on_secret)
        self.go.clicked.connect(self._on_go)

    @property
    def _numbers(self) -> tuple[FormField, FormField, FormField]:
        return self.people, self.dots, self.most

    def ask(self, terms: Terms, names: Sequence[str] = (), devices: int = 0) -> None:
        """Open the sheet with these terms; people may be counted by naming them, too.

        While some vote on `devices`, nobody has to raise a hand.
        """
        self._devices = devices
        self.people.set_label(_people_label(devices))
        self.people.field.set_completions(names)
        for widget, value in zip(
            self._numbers, (terms.voters, terms.dots, terms.most), strict=True
        ):
            widget.set_text(str(value))
        self._set_secret(terms.secret)
        self._say_what_it_makes()
        self.open()

    def start(self) -> None:
        self.people.setFocus()
        self.people.field.selectAll()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("begin the vote"), run=self.go.click),
            Hint(catalog.OTHER_CHOICES, tr("next"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (*self._numbers, self.secret, self.go):
            widget.set_metrics(metrics)
        self._fields.setSpacing(metrics.px(Space.M))
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        super().set_metrics(metrics)

    def _set_secret(self, secret: bool) -> None:
        self._secret = secret
        shown = tr("Totals: shown while you count")
        text = tr("Totals: hidden until the vote ends") if secret else shown
        self.secret.setText(text)
        self.secret.setAccessibleName(text)
        self.secret.updateGeometry()

    def _on_secret(self) -> None:
        self._set_secret(not self._secret)

    def _say_what_it_makes(self) -> None:
        terms = self._terms()
        said = self._by_hands(terms) if terms is not None else self._what_is_possible()
        self.message.setText(said)
        # It may have become a line longer.
        self._place()

    def _what_is_possible(self) -> str:
        """Return which numbers can be in the fields."""
        if self._devices:
            return tr(
                "Raised hands can be 0 to {n}, the other two 1 to {n}.",
                n=LARGEST_NUMBER,
            )
        return tr("Each of the three must be a number from 1 to {n}.", n=LARGEST_NUMBER)

    def _by_hands(self, terms: Terms) -> str:
        """Return how many dots there are, those of devices in a sentence of their own."""
        dots = terms.voters * terms.dots
        hands = counted(
            dots,
            tr("{n} dot in all."),
            tr("{n} dots in all; at most {most} on one."),
            most=terms.voters * min(terms.most, terms.dots),
        )
        if not self._devices:
            return hands
        others = counted(
            self._devices,
            tr("{n} person votes on their own device."),
            tr("{n} people vote on their own devices."),
        )
        if not terms.voters:
            return tr("{others} No hands are counted.", others=others)
        by_hands = counted(
            dots,
            tr("Raised hands: {n} dot."),
            tr("Raised hands: {n} dots; at most {most} on one."),
            most=terms.voters * min(terms.most, terms.dots),
        )
        return f"{by_hands} {others}"

    def _terms(self) -> Terms | None:
        """Return the terms in the fields; None while one of them holds no valid number."""
        voters, dots, most = self._read()
        if voters is None or dots is None or most is None:
            return None
        return Terms(voters=voters, dots=dots, most=most, secret=self._secret)

    def _read(self) -> tuple[int | None, int | None, int | None]:
        """Return what the fields say; None for each that says no number."""
        least = 0 if self._devices else 1
        return _voters(self.people.text, least), _number(self.dots.text), _number(self.most.text)

    def _on_go(self) -> None:
        terms = self._terms()
        if terms is None:
            read = zip(self._numbers, self._read(), strict=True)
            wrong = next(widget for widget, number in read if number is None)
            wrong.setFocus()
            wrong.field.selectAll()
            announce(self, self.message.text())
            return
        self.close_sheet()
        self.accepted.emit(terms)


def _people_label(devices: int) -> str:
    return tr("People voting by raised hands") if devices else tr("How many people")


def _voters(text: str, least: int) -> int | None:
    """Return how many people raise their hands, where they are counted or named."""
    names = people(text)
    are_named = len(names) > 1 and all(any(map(str.isalpha, name)) for name in names)
    return len(names) if are_named and len(names) <= LARGEST_NUMBER else _number(text, least)


def _number(text: str, least: int = 1) -> int | None:
    """Return the number in a field; None when it is not a number or too large."""
    # int() takes long for very many digits.
    plain = text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER))
    return int(text) if plain and least <= int(text) <= LARGEST_NUMBER else None
