"""Which team of this laptop is which of the organisation, where their names differ."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.organisation.values import LocalTeam
from facilitator.ui.organisation.words import LONGEST_NAME
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.hint_bar import Hint

ROW, MAX_HEIGHT = 84, 420
"""Height of a team, and of the list at most, in pixels at 1080 lines."""


class MatchSheet(FormSheet):
    """The teams of the invitation that no team here is called like; each may be one from here."""

    choice_requested = Signal(str)
    """Which team from here this one is, is to be chosen."""
    confirmed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Which teams are these?"), tr("Next"))
        self._names: Mapping[str, str] = {}
        self._chosen: dict[str, LocalTeam] = {}
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setAccessibleName(tr("Teams"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.set_context(True)
        self.list.activates_on_click = True
        self.parts.addWidget(self.list, 1)
        self.list.activated.connect(self.choice_requested)
        self.list.escaped.connect(self.close_sheet)
        self.list.left_downwards.connect(self.first.setFocus)
        self.list.focus_changed.connect(self.show_hints)
        self.first.focus_changed.connect(self.show_hints)
        self.first.clicked.connect(self.confirmed)

    @property
    def chosen(self) -> Mapping[str, LocalTeam]:
        """The team from here, by the id of the team of the organisation that it is."""
        return self._chosen

    def ask(self, names: Mapping[str, str], guessed: Mapping[str, LocalTeam]) -> None:
        """Open the sheet for teams of the organisation; some are perhaps one from here."""
        self._names, self._chosen = names, dict(guessed)
        self.refuse("")
        self.say(
            tr(
                "No team on this laptop has these names. Press Enter on one that is a team of "
                "yours; its meetings then belong to it. All others are new here."
            )
        )
        self._show()
        self.list.select(next(iter(names), None))
        self.open()

    def choose(self, team: str, local: LocalTeam | None) -> None:
        """Say which team from here a team is; None for one that is new here."""
        self._chosen = {key: each for key, each in self._chosen.items() if each != local}
        self._chosen.pop(team, None)
        if local is not None:
            self._chosen[team] = local
        self._show()

    def _show(self) -> None:
        self.list.set_items(list(self._names), self._content)
        wanted = self.metrics.px(min(MAX_HEIGHT, ROW * (len(self._names) + 1)))
        self.list.setMinimumHeight(wanted)
        self._fit()

    def _content(self, team: str) -> CardContent:
        local = self._chosen.get(team)
        if local is None:
            detail = tr("new here")
        else:
            meetings = counted(local.meetings, tr("{n} meeting"), tr("{n} meetings"))
            name = shortened(local.name, LONGEST_NAME)
            detail = tr("is your team {name} · {meetings}", name=name, meetings=meetings)
        text = shortened(self._names[team], LONGEST_NAME)
        return CardContent(text=text, detail=detail, stripe=Stripe.NONE, bold=True)

    def hints(self) -> Sequence[Hint]:
        if self.list.hasFocus():
            does = Hint(catalog.ACCEPT, tr("which of your teams it is"), run=self.list.activate)
        else:
            does = Hint(catalog.ACCEPT, tr("next"), run=self.first.click)
        return [
            does,
            Hint(catalog.CHOOSE, tr("choose"), 2),
            Hint(catalog.OTHER_CHOICES, tr("next"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("later"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self.list.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.list.set_metrics(metrics)
        super().set_metrics(metrics)
        self._show()
