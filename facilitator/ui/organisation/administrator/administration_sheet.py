"""The laptops and teams of an organisation, for an administrator."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain.text import fold, shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.cards.column_model import ContentOf
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.organisation.values import Administration, Laptop
from facilitator.ui.organisation.words import LONGEST_NAME, listed, role_name
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.menu import pop_up

LIST = 400
"""Height of the lists, in pixels at 1080 lines."""
MOST_TEAMS = 4
"""Teams that are named in the row of a laptop."""


class AdministrationSheet(FormSheet):
    """Two lists, of laptops and of teams, and what can be done; it asks for all of it."""

    invite_requested = Signal()
    team_requested = Signal()
    erase_requested = Signal()
    change_requested = Signal(str)
    """The role and the teams of this laptop are to be others."""
    withdraw_requested = Signal(str)

    share = (0.84, 0.9)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            tr("Manage the organization"),
            tr("Invite a laptop…"),
            tr("Add a team…"),
            tr("Erase a meeting for everybody…"),
        )
        self._shown = Administration(teams={}, laptops=())
        self.laptops, self.teams = self._list(tr("Laptops")), self._list(tr("Teams"))
        self.laptops_title, self.teams_title = Label(parent=self.sheet), Label(parent=self.sheet)
        self.withdraw = LinkButton(tr("Withdraw its access…"), self.sheet)
        self.change = LinkButton(tr("Change role and teams…"), self.sheet)
        self._columns = QHBoxLayout()
        self._links = QHBoxLayout()
        self._assemble()
        self._wire()
        self._show_lists(any_laptop=False)
        self._show_links()

    def _list(self, name: str) -> ChoiceList:
        made = ChoiceList(self.sheet, Type.BODY)
        made.setAccessibleName(name)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.removes_by_backspace = False
        return made

    def _assemble(self) -> None:
        for title, column, share in (
            (self.laptops_title, self.laptops, 62),
            (self.teams_title, self.teams, 38),
        ):
            box = QVBoxLayout()
            box.addWidget(title)
            box.addWidget(column, 1)
            self._columns.addLayout(box, share)
        for link in (self.change, self.withdraw):
            self._links.addWidget(link)
        self._links.addStretch(1)
        self.parts.addLayout(self._columns, 1)
        self.parts.addLayout(self._links)

    def _wire(self) -> None:
        self.add_team, self.erase = self.others
        self.first.clicked.connect(self.invite_requested)
        self.add_team.clicked.connect(self.team_requested)
        self.erase.clicked.connect(self.erase_requested)
        self.change.clicked.connect(self._request_change)
        self.withdraw.clicked.connect(self._request_withdrawal)
        self.laptops.activated.connect(self.change_requested)
        self.laptops.remove_requested.connect(self._request_withdrawal)
        self.laptops.menu_requested.connect(self._on_menu_requested)
        self.laptops.left_downwards.connect(self.change.setFocus)
        self.teams.left_downwards.connect(self.first.setFocus)
        self.laptops.selected.connect(self._show_links)
        for one in (self.laptops, self.teams):
            one.escaped.connect(self.close_sheet)
            one.focus_changed.connect(self._on_list_focused)
            one.cross_requested.connect(self._cross)
            one.column.page_changed.connect(self._show_titles)
        for link in (self.change, self.withdraw):
            link.focus_changed.connect(self.show_hints)
        order = (self.laptops, self.change, self.withdraw, self.teams, self.first)
        for before, after in pairwise(order):
            self.setTabOrder(before, after)
        self._changing = catalog.EDIT.bind(
            self._request_change, works=lambda: self.chosen is not None, name=tr("Change…")
        )
        install(self, [self._changing])

    @property
    def chosen(self) -> Laptop | None:
        """The laptop that is selected."""
        wanted = self.laptops.selected_id
        return next((each for each in self._shown.laptops if each.id == wanted), None)

    # What is shown

    def show_reading(self) -> None:
        """Show that the hub is asked."""
        if not self._shown.laptops:
            self.say(tr("Asking the hub…"))

    def show_organisation(self, name: str, found: Administration) -> None:
        """Show what there is now; what was selected stays so."""
        self._shown = found
        self.title.setText(tr("Manage {name}", name=shortened(name, LONGEST_NAME)))
        self.setAccessibleName(self.title.text())
        self.say(
            counted(
                found.invitations,
                tr("{n} invitation was not used yet. It works for a day, for one laptop."),
                tr("{n} invitations were not used yet. Each works for a day, for one laptop."),
            )
            if found.invitations
            else ""
        )
        laptops = {
            each.id: each
            for each in sorted(found.laptops, key=lambda one: (fold(one.name), one.id))
        }
        names = dict(sorted(found.teams.items(), key=lambda one: (fold(one[1]), one[0])))
        self._fill(self.laptops, list(laptops), lambda key: _laptop(laptops[key], found))
        self._fill(self.teams, list(names), lambda key: _team(key, found))
        self._show_lists(any_laptop=bool(laptops))
        self._show_titles()
        self._show_links()
        if self.isVisible() and self.hasFocus():
            # It waited for the hub.
            self.start()
        self._fit()

    def _fill(self, view: ChoiceList, ids: list[str], content: ContentOf) -> None:
        chosen = view.selected_id
        view.set_items(ids, content)
        if chosen not in ids:
            view.select(ids[0] if ids else None)

    def _show_lists(self, *, any_laptop: bool) -> None:
        """Show the lists once there is something in them: until then nobody knows."""
        for widget in (self.laptops_title, self.laptops, self.teams_title, self.teams):
            widget.setVisible(any_laptop)
        for button in self._buttons:
            button.setVisible(any_laptop)

    def _show_titles(self) -> None:
        """Show above each list how many there are, and which of them are on its page."""
        for title, view, one, many in (
            (self.laptops_title, self.laptops, tr("{n} laptop"), tr("{n} laptops")),
            (self.teams_title, self.teams, tr("{n} team"), tr("{n} teams")),
        ):
            column = view.column
            text = counted(len(column.ids), one, many)
            if column.has_before or column.has_after:
                first, last = column.range
                text = f"{text} · {tr('{first}–{last} shown', first=first, last=last)}"
            title.setText(text)

    def _show_links(self) -> None:
        laptop = self.chosen
        self.change.setVisible(laptop is not None)
        may_withdraw = laptop is not None and not laptop.is_this
        if self.withdraw.hasFocus() and not may_withdraw:
            self.laptops.setFocus()
        self.withdraw.setVisible(may_withdraw)

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet)
        others = Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next)
        if self.laptops.hasFocus():
            change = Hint(catalog.ACCEPT, tr("change role and teams"), run=self._request_change)
            remove = Hint(catalog.DELETE_ENTRY, tr("withdraw"), 2, self._request_withdrawal)
            return [change, remove, others, back]
        if not self._shown.laptops:
            return [back]
        if self.teams.hasFocus():
            return [Hint(catalog.CHOOSE, tr("teams"), 2), others, back]
        links = (*self.others, self.change, self.withdraw)
        link = next((link for link in links if link.hasFocus()), None)
        does = (link or self.first).text()
        run = (link or self.first).click
        return [Hint(catalog.ACCEPT, does[:1].lower() + does[1:], run=run), others, back]

    def start(self) -> None:
        (self.laptops if self._shown.laptops else self).setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        for one in (self.laptops, self.teams):
            one.set_metrics(metrics)
            one.setMinimumHeight(metrics.px(LIST))
        for title in (self.laptops_title, self.teams_title):
            title.setFont(metrics.font(Type.KEYCAP))
            set_text_color(title, metrics, Ink.QUIET)
        for link in (self.change, self.withdraw):
            link.set_metrics(metrics)
        self._columns.setSpacing(metrics.px(Space.XL))
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _on_list_focused(self) -> None:
        """Outline the laptop that the links are about, but one selection at a time."""
        self.laptops.set_context(not self.teams.hasFocus())
        self.show_hints()

    # What is wanted

    def _cross(self, side: object) -> None:
        (self.teams if self.laptops.hasFocus() else self.laptops).setFocus()

    def _request_change(self) -> None:
        if (laptop := self.chosen) is not None:
            self.change_requested.emit(laptop.id)

    def _request_withdrawal(self) -> None:
        laptop = self.chosen
        if laptop is not None and not laptop.is_this:
            self.withdraw_requested.emit(laptop.id)

    def _on_menu_requested(self, at: QPoint) -> None:
        laptop = self.chosen
        commands = [self._changing]
        if laptop is not None and not laptop.is_this:
            commands.append(
                catalog.DELETE_ENTRY.bind(self._request_withdrawal, name=tr("Withdraw its access…"))
            )
        pop_up(self, self.metrics, commands, at)


def _laptop(laptop: Laptop, of: Administration) -> CardContent:
    """Return the row of a laptop: its teams, when it was seen, and its program."""
    writes = tuple(of.teams.get(team.id, "?") for team in laptop.teams if team.writes)
    reads = tuple(of.teams.get(team.id, "?") for team in laptop.teams if not team.writes)
    parts = []
    if writes:
        parts.append(listed(writes, MOST_TEAMS))
    if reads:
        parts.append(tr("reads {teams}", teams=listed(reads, MOST_TEAMS)))
    if not laptop.teams:
        parts.append(tr("no team"))
    parts.append(
        tr("seen {moment}", moment=dates.moment(laptop.last_seen))
        if laptop.last_seen is not None
        else tr("not seen yet")
    )
    if laptop.program:
        parts.append(f"Facilitator {shortened(laptop.program, 20)}")
    name = shortened(laptop.name, LONGEST_NAME)
    return CardContent(
        text=tr("{name} (this laptop)", name=name) if laptop.is_this else name,
        detail=" · ".join(parts),
        aside=role_name(laptop.role),
        stripe=Stripe.NONE,
        bold=True,
    )


def _team(team: str, of: Administration) -> CardContent:
    count = sum(any(right.id == team for right in each.teams) for each in of.laptops)
    return CardContent(
        text=shortened(of.teams[team], LONGEST_NAME),
        aside=counted(count, tr("{n} laptop"), tr("{n} laptops")),
        stripe=Stripe.NONE,
    )
