"""The sheet that changes a person's name everywhere, or removes it: it says where the name is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.follow_up.persons import NameUses, cleaned_name
from facilitator.domain.text import shortened
from facilitator.errors import InputRefusedError
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

PAUSE = 300
"""Milliseconds without a key after which it is looked up where the name is."""
LONGEST_SHOWN = 60
"""Characters of a name in a sentence."""


class PersonSheet(Sheet):
    """Two fields, the name as it is and as it is to be; below them what would change."""

    looked_up = Signal(str)
    """It is to be said where this name is."""
    change_requested = Signal(str, str)
    """With the name as it is, and the one that it is to be: empty to remove it."""
    search_requested = Signal(str)
    """The sentences with this name are to be found."""

    share = (0.62, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Change a name everywhere"))
        self.old = FormField(tr("Name now"), tr("whose name is it?"), self.sheet)
        self.new = FormField(tr("New name"), tr("leave it empty to remove the name"), self.sheet)
        self.where, self.rest, self.backups = Label(), Label(), Label()
        self.search = LinkButton("", self.sheet)
        self.go = PrimaryButton("", "Enter", self.sheet)
        self._uses: NameUses | None = None
        """Where the name is that is in the first field; None as long as that is not known."""
        for widget in (self.old, self.new, *self._labels[:2]):
            self.body.addWidget(widget)
        self.body.addWidget(self.search)
        self.body.addWidget(self.backups)
        self.body.addWidget(self.go)
        self._pause = single_shot(self, PAUSE, self._look_up)
        self._wire()

    @property
    def _labels(self) -> tuple[Label, Label, Label]:
        return self.where, self.rest, self.backups

    def _wire(self) -> None:
        for label in self._labels:
            label.setWordWrap(True)
        # Enter after the name alone must not remove it.
        self.old.field.submitted.connect(self.new.setFocus)
        self.new.field.submitted.connect(self._on_go)
        for named in (self.old, self.new):
            named.field.escaped.connect(self.close_sheet)
            named.field.focus_changed.connect(self.show_hints)
        self.old.field.textChanged.connect(self._on_other_name)
        self.new.field.textChanged.connect(self._show)
        self.go.clicked.connect(self._on_go)
        self.search.clicked.connect(lambda: self.search_requested.emit(self.old.text))
        for button in (self.go, self.search):
            button.focus_changed.connect(self.show_hints)

    def ask(self, names: Sequence[str]) -> None:
        """Open the sheet; `names` are those that are known, to complete what is typed."""
        for named in (self.old, self.new):
            named.field.set_completions(names)
            named.set_text("")
        self._show()
        self.open()

    def complete(self, names: Sequence[str]) -> None:
        """Complete these names."""
        for named in (self.old, self.new):
            named.field.set_completions(names)

    def show_uses(self, name: str, uses: NameUses) -> None:
        """Say where a name is, if it is still the one in the field."""
        if name == self.old.text:
            self._uses = uses
            self._show()
            announce(self, self.where.text())

    def start(self) -> None:
        self.old.setFocus()

    def hints(self) -> Sequence[Hint]:
        go = tr("remove the name") if not self.new.text else tr("change the name")
        if self.search.hasFocus():
            go = tr("search")
        elif self.old.field.hasFocus():
            go = tr("next")
        return [
            Hint(catalog.ACCEPT, go, run=self._accept),
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.old, self.new, self.search, self.go):
            widget.set_metrics(metrics)
        for label, ink in zip(self._labels, (Ink.TEXT, Ink.QUIET, Ink.QUIET), strict=True):
            label.setFont(metrics.font(Type.BODY))
            set_text_color(label, metrics, ink)
            label.setMinimumWidth(metrics.px(600))
        super().set_metrics(metrics)

    def _on_other_name(self) -> None:
        self._uses = None
        self._pause.start()
        self._show()

    def _look_up(self) -> None:
        if self.old.text and self.isVisible():
            self.looked_up.emit(self.old.text)

    def _show(self) -> None:
        """Say what would change, and what the button does."""
        uses, name = self._uses, shortened(self.old.text, LONGEST_SHOWN)
        removes = not self.new.text
        go = tr("Remove the name everywhere") if removes else tr("Change the name everywhere")
        self.go.setText(go)
        self.go.setAccessibleName(go)
        self.where.setText(_where(name, uses) if name else _what_for())
        self.rest.setText(_rest(uses, removes=removes) if uses is not None else "")
        self.rest.setVisible(bool(self.rest.text()))
        text = tr("Search for “{name}”", name=name)
        self.search.setText(text)
        self.search.setAccessibleName(text)
        self.search.setVisible(uses is not None and uses.sentences > 0)
        self.search.updateGeometry()
        self.backups.setText(
            tr(
                "Files you exported keep the name, and so do the backups made before: the last of "
                "them is deleted after about a year. Ctrl+Z on the home screen undoes the change."
            )
        )
        self.show_hints()
        self._place()

    def _on_go(self) -> None:
        try:
            old, new = " ".join(self.old.text.split()), cleaned_name(self.new.text)
        except InputRefusedError as error:
            self.new.refuse(str(error))
            return
        if not old:
            self.old.refuse(tr("Type the name that is to be changed."))
        elif old == new:
            self.new.refuse(tr("That is the same name."))
        else:
            self.change_requested.emit(old, new)


def _what_for() -> str:
    return tr(
        "For somebody who leaves, or a name that was misspelled: wherever the person takes part, "
        "leads, owns or backs a promise or wrote a card. The trash is included."
    )


def _where(name: str, uses: NameUses | None) -> str:
    """Return where a name is, in a sentence."""
    if uses is None:
        return tr("Looking for “{name}”…", name=name)
    if not uses.meetings:
        return tr("No meeting names “{name}”.", name=name)
    parts = []
    if uses.takes_part:
        parts.append(tr("participant in {n}", n=uses.takes_part))
    if uses.leads:
        parts.append(tr("facilitator of {n}", n=uses.leads))
    if uses.actions:
        parts.append(counted(uses.actions, tr("named in {n} promise"), tr("named in {n} promises")))
    if uses.cards:
        parts.append(counted(uses.cards, tr("author of {n} card"), tr("author of {n} cards")))
    found = counted(
        uses.meetings,
        tr("“{name}” is in {n} meeting"),
        tr("“{name}” is in {n} meetings"),
        name=name,
    )
    if not parts:
        return tr("{found}.", found=found)
    return tr("{found}: {parts}.", found=found, parts=phrases.listed(parts))


def _rest(uses: NameUses, *, removes: bool) -> str:
    """Return what is left to do besides: promises without an owner, sentences with the name."""
    said = []
    if removes and uses.actions:
        said.append(tr("A promise that nobody else owns will be open: it needs an owner."))
    if uses.sentences:
        said.append(
            counted(
                uses.sentences,
                tr("{n} sentence has the name in it and is not changed."),
                tr("{n} sentences have the name in them and are not changed."),
            )
        )
    return " ".join(said)
