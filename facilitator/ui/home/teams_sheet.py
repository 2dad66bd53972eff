"""The teams: rename one in its row, or say that it is the same team as another one."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.domain.follow_up.templates import Lead
from facilitator.domain.text import shortened
from facilitator.services.team_history import TeamStanding
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.home.meeting_card import LONGEST_TITLE
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.menu import pop_up
from facilitator.ui.widgets.sheet import Sheet

MOST_LEADS, LONGEST_LEADER = 3, 24
"""Meetings of which a row says who led them, and characters of a name there."""
ROW, MAX_HEIGHT = 92, 620
"""Height of a team, and height from which the list is paged, in pixels at 1080 lines."""


class TeamsSheet(Sheet):
    """The list of the teams, each with its earlier names. It changes nothing itself."""

    rename_requested = Signal(str, str)
    """With the id of a team, and what was typed for its name."""
    same_requested = Signal(str)
    """Another team is to be chosen that this one is the same as."""
    meeting_requested = Signal(str)
    """The next meeting of this team is to be set up."""
    template_dropped = Signal(str)
    """Nothing is to be filled in for the next meetings of this team."""
    undo_requested = Signal()

    share = (0.66, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Teams"))
        self._teams: dict[str, TeamStanding] = {}
        self.message = Label(parent=self.sheet)
        self.message.setWordWrap(True)
        self.list = ColumnView(self.sheet, Type.LEAD)
        self.list.column.drags = False
        self.list.takes_text = False
        self.list.setAccessibleName(tr("Teams"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.set_context(True)
        self.same = LinkButton(tr("The same team as…"), self.sheet)
        self.meet = LinkButton(tr("Set up its next meeting…"), self.sheet)
        self.forget = LinkButton(tr("Forget its usual setup"), self.sheet)
        self._links = QHBoxLayout()
        for link in self._buttons:
            self._links.addWidget(link)
        self._links.addStretch(1)
        self.body.addWidget(self.message)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._links)
        self._wire()

    @property
    def _buttons(self) -> tuple[LinkButton, LinkButton, LinkButton]:
        """What can be done to the selected team, in the order of the keys."""
        return self.same, self.meet, self.forget

    def _wire(self) -> None:
        teams = self.list
        teams.escaped.connect(self.close_sheet)
        teams.edit_requested.connect(teams.edit_item)
        teams.edited.connect(self._on_edited)
        teams.left_downwards.connect(self._focus_same)
        teams.focus_changed.connect(self.show_hints)
        teams.menu_requested.connect(self._on_menu_requested)
        teams.column.page_changed.connect(self._show_title)
        teams.selected.connect(self._show_links)
        self.same.clicked.connect(self._request_same)
        self.meet.clicked.connect(self._request_meeting)
        self.forget.clicked.connect(self._drop_template)
        for link in self._buttons:
            link.focus_changed.connect(self.show_hints)
        self._merging = catalog.SAME_TEAM.bind(
            self._request_same, works=lambda: len(self._teams) > 1
        )
        self._meeting = catalog.MEET_NEXT.bind(self._request_meeting, works=lambda: self._chosen)
        self._forgetting = catalog.DROP_TEMPLATE.bind(
            self._drop_template, works=lambda: self._has_template
        )
        undo = catalog.UNDO.bind(self.undo_requested.emit)
        install(self, [self._merging, self._meeting, undo])

    def ask(self, selected: str | None = None) -> None:
        """Open the sheet, with this team selected."""
        if selected in self._teams:
            self.list.select(selected)
        self.open()

    def show_teams(self, teams: Sequence[TeamStanding]) -> None:
        """Show these teams in their order."""
        chosen, before = self.list.selected_id, list(self._teams)
        self._teams = {each.team.id: each for each in teams}
        ids = list(self._teams)
        self.list.set_items(ids, lambda known: _content(self._teams[known]))
        if chosen not in self._teams:
            index = before.index(chosen) if chosen in before else 0
            self.list.select(ids[min(index, len(ids) - 1)] if ids else None)
        self.list.setVisible(bool(ids))
        self.same.setVisible(len(ids) > 1)
        self.meet.setVisible(bool(ids))
        self._show_links()
        self.message.setText(
            tr("A team keeps its meetings and promises, whatever it is called.")
            if ids
            else tr("No teams yet. A team appears here once a meeting names it. Esc goes back.")
        )
        if self.isVisible() and not self.list.hasFocus() and self.list.editor is None:
            self.start()
        self._fit_list()
        self._show_title()
        self.show_hints()
        self._place()

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)
        if not self._teams:
            return [back]
        does = {
            self.same: tr("choose the other team"),
            self.meet: tr("set it up"),
            self.forget: tr("forget it"),
        }
        for link, text in does.items():
            if link.hasFocus():
                return [Hint(catalog.ACCEPT, text, run=link.click), back]
        shown = [Hint(catalog.EDIT, tr("rename"), run=self.list.activate)]
        if len(self._teams) > 1:
            shown.append(Hint(catalog.SAME_TEAM, tr("the same team as…"), 1, self._request_same))
        shown.append(Hint(catalog.MEET_NEXT, tr("next meeting"), 4, self._request_meeting))
        return [
            *shown,
            Hint(catalog.CHOOSE, tr("choose"), 3),
            Hint(catalog.UNDO, tr("undo"), 2, self.undo_requested.emit),
            back,
        ]

    def start(self) -> None:
        (self.list if self._teams else self).setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        # Without a minimum, the sheet would be as high as if each line held one word.
        self.message.setMinimumWidth(metrics.px(900))
        self.list.set_metrics(metrics)
        for link in self._buttons:
            link.set_metrics(metrics)
        self._links.setSpacing(metrics.px(Space.L))
        super().set_metrics(metrics)
        self._fit_list()
        self._place()

    def _fit_list(self) -> None:
        """Make the list as high as its teams, as far as there is room."""
        wanted = ROW * (len(self._teams) + 1)
        self.list.setMinimumHeight(self.metrics.px(min(MAX_HEIGHT, wanted)))
        self.body.invalidate()

    def _show_title(self) -> None:
        column = self.list.column
        if column.ids and (column.has_before or column.has_after):
            first, last = column.range
            where = tr("{first}–{last} of {n}", first=first, last=last, n=len(column.ids))
            self.title.setText(f"{tr('Teams')} · {where}")
        else:
            self.title.setText(tr("Teams"))

    def _focus_same(self) -> None:
        link = next((link for link in self._buttons if link.isVisible()), None)
        if link is not None:
            link.setFocus()

    @property
    def _chosen(self) -> str:
        """The id of the selected team; empty where there is none."""
        chosen = self.list.selected_id
        return chosen if chosen in self._teams and chosen is not None else ""

    @property
    def _has_template(self) -> bool:
        """Whether something is filled in for the meetings of the selected team."""
        return bool(self._chosen) and self._teams[self._chosen].template is not None

    def _show_links(self) -> None:
        if self.forget.hasFocus() and not self._has_template:
            self.list.setFocus()
        self.forget.setVisible(self._has_template)

    def _request_meeting(self) -> None:
        if self._chosen:
            self.meeting_requested.emit(self._chosen)

    def _drop_template(self) -> None:
        if self._has_template:
            self.template_dropped.emit(self._chosen)

    def _request_same(self) -> None:
        if self.list.selected_id and len(self._teams) > 1:
            self.same_requested.emit(self.list.selected_id)

    def _on_edited(self, team_id: str, text: str) -> None:
        if team_id in self._teams and text != self._teams[team_id].team.name:
            self.rename_requested.emit(team_id, text)

    def _on_menu_requested(self, at: QPoint) -> None:
        rename = catalog.EDIT.bind(self.list.activate, name=tr("Rename"))
        offered = (rename, self._merging, self._meeting, self._forgetting)
        commands = [each for each in offered if each.works()]
        pop_up(self, self.metrics, commands, at)


def _content(standing: TeamStanding) -> CardContent:
    return CardContent(
        text=shortened(standing.team.name, LONGEST_TITLE),
        detail=_detail(standing),
        aside=promises_text(standing.promises),
        stripe=Stripe.NONE,
        bold=True,
    )


def promises_text(open_ones: int | None) -> str:
    """Return how many promises are open; nothing for none, or as long as that is being read."""
    if not open_ones:
        return ""
    return counted(open_ones, tr("{n} promise open"), tr("{n} promises open"))


def leads_text(leads: Sequence[Lead]) -> str:
    """Return who led the last meetings, each with the day."""
    shown = leads[:MOST_LEADS]
    return ", ".join(
        tr(
            "{name} ({day})",
            name=bidi_isolate(shortened(lead.facilitator, LONGEST_LEADER)),
            day=dates.day(lead.day, with_weekday=False),
        )
        for lead in shown
    )


def _detail(standing: TeamStanding) -> str:
    """Return how often a team met, and what else it was called."""
    parts = []
    if standing.meetings is not None:
        parts.append(counted(standing.meetings, tr("{n} meeting"), tr("{n} meetings")))
    if standing.leads:
        parts.append(tr("led by {names}", names=leads_text(standing.leads)))
    if standing.template is not None:
        parts.append(tr("has a usual setup"))
    if standing.names_before:
        names = shortened(", ".join(standing.names_before), LONGEST_TITLE)
        parts.append(tr("also called {names}", names=names))
    return " · ".join(parts)
