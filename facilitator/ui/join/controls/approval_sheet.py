"""The sheet of what waits for approval: one at a time; its words can be put in order first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.join.controls.proposal_text import ShownProposal
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


class ApprovalSheet(Sheet):
    """Who sent what, the words in a field, and what becomes of it. It changes nothing itself."""

    approved = Signal(str, str)
    """The id of a proposal, and its words as they are to be."""
    declined = Signal(str)

    share = (0.72, 0.9)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("What waits for your approval"))
        self._proposals: Sequence[ShownProposal] = ()
        self._current: str | None = None
        self._is_console = False
        self.heading, self.detail = Label("", self.sheet), Label("", self.sheet)
        for label in (self.heading, self.detail):
            label.setWordWrap(True)
        self.words = FormField(tr("Words"), "", self.sheet)
        self.go = PrimaryButton(tr("Approve"), "Enter", self.sheet)
        self.decline = LinkButton(tr("Decline"), self.sheet)
        self.later = LinkButton(tr("Leave it for later"), self.sheet)
        self._links = QHBoxLayout()
        for link in (self.decline, self.later):
            self._links.addWidget(link)
        self._links.addStretch(1)
        for part in (self.heading, self.words, self.detail, self.go):
            self.body.addWidget(part)
        self.body.addLayout(self._links)
        self.words.field.submitted.connect(self._on_approved)
        self.words.field.escaped.connect(self.close_sheet)
        self.go.clicked.connect(self._on_approved)
        self.decline.clicked.connect(self._on_declined)
        self.later.clicked.connect(self.show_next)
        for stop in (self.words.field, self.go, self.decline, self.later):
            stop.focus_changed.connect(self.show_hints)
        install(self, [catalog.DECLINE.bind(self._on_declined)])

    @property
    def shown(self) -> ShownProposal | None:
        """The proposal that is shown; None when nothing waits any more."""
        return next((each for each in self._proposals if each.id == self._current), None)

    def show_proposals(self, proposals: Sequence[ShownProposal], *, is_console: bool) -> None:
        """Show what waits now; the one that is looked at stays, with the words typed so far."""
        before = [each.id for each in self._proposals]
        self._proposals, was_console = proposals, self._is_console
        self._is_console = is_console
        if self.shown is None:
            at = before.index(self._current) if self._current in before else 0
            following = proposals[min(at, len(proposals) - 1)] if proposals else None
            self._show(following)
        elif was_console is not is_console:
            self._show(self.shown)
        self._show_title()
        if not proposals and self.isVisible():
            self.close_sheet()

    def show_next(self) -> None:
        """Go to the next one, from the last to the first."""
        ids = [each.id for each in self._proposals]
        if ids:
            at = ids.index(self._current) + 1 if self._current in ids else 0
            self._show(self._proposals[at % len(ids)])
            self._show_title()
            self.start()

    def _show(self, proposal: ShownProposal | None) -> None:
        self._current = proposal.id if proposal is not None else None
        if proposal is None:
            return
        is_seen = self._is_console or not proposal.kept_back
        self.heading.setText(proposal.heading if is_seen else tr("Something was sent"))
        self.words.set_text(proposal.text if is_seen else "")
        self.words.setVisible(is_seen)
        self.detail.setText(proposal.detail if is_seen else _unseen())
        self.detail.setVisible(bool(self.detail.text()))
        name = tr("Approve") if is_seen else tr("Let it through unread")
        self.go.setText(name)
        self.go.setAccessibleName(name)
        if self.isVisible():
            announce(self, ", ".join(filter(None, (self.heading.text(), self.words.text))))
            self.start()
        self.show_hints()
        self._place()

    def _show_title(self) -> None:
        ids = [each.id for each in self._proposals]
        title = tr("What waits for your approval")
        if len(ids) > 1 and self._current in ids:
            at = ids.index(self._current) + 1
            title = tr("{title} · {n} of {total}", title=title, n=at, total=len(ids))
        self.title.setText(title)
        self.later.setVisible(len(ids) > 1)

    def start(self) -> None:
        field = self.words.field
        (field if field.isVisible() else self.go).setFocus()
        field.end(False)

    def hints(self) -> Sequence[Hint]:
        does = {self.decline: tr("decline"), self.later: tr("the next one")}
        for link, text in does.items():
            if link.hasFocus():
                return [Hint(catalog.ACCEPT, text, run=link.click), self._back]
        shown = [
            Hint(catalog.ACCEPT, tr("approve"), run=self._on_approved),
            Hint(catalog.DECLINE, tr("decline"), 1, self._on_declined),
        ]
        if len(self._proposals) > 1:
            shown.append(Hint(catalog.PROPOSALS, tr("the next one"), 2, self.show_next))
        return [*shown, self._back]

    @property
    def _back(self) -> Hint:
        return Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)

    def set_metrics(self, metrics: Metrics) -> None:
        self.heading.setFont(metrics.font(Type.LEAD_BOLD))
        self.detail.setFont(metrics.font(Type.BODY))
        set_text_color(self.heading, metrics, Ink.TEXT)
        set_text_color(self.detail, metrics, Ink.QUIET)
        for label in (self.heading, self.detail):
            label.setMinimumWidth(metrics.px(900))
        for part in (self.words, self.go, self.decline, self.later):
            part.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _on_approved(self) -> None:
        shown = self.shown
        if shown is None:
            return
        is_seen = self._is_console or not shown.kept_back
        text = self.words.text if is_seen else shown.text
        if text or shown.can_be_empty:
            self.approved.emit(shown.id, text)
        else:
            self.words.refuse(tr("Without words there is nothing to approve: decline it instead."))

    def _on_declined(self) -> None:
        if self.shown is not None:
            self.declined.emit(self.shown.id)


def _unseen() -> str:
    return tr(
        "The room sees this window, so the words are not shown here. Connect a second screen to "
        "read them first, let them through unread, or decline them."
    )
