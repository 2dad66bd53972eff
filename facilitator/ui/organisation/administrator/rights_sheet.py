"""The role of a laptop and its teams: for an invitation, or for a laptop that is in."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.domain.text import fold, shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.organisation.form_sheet import FormSheet
from facilitator.ui.organisation.values import ADMINISTRATOR, LEAD, MEMBER, TeamRight
from facilitator.ui.organisation.words import LONGEST_NAME, role_name
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.choice_row import ChoiceRow
from facilitator.ui.widgets.hint_bar import Hint

ROW, MAX_HEIGHT = 66, 400
"""Height of a team, and of the list at most, in pixels at 1080 lines."""


class RightsSheet(FormSheet):
    """A role, and for each team whether it is shared: not, for reading, or for writing too."""

    confirmed = Signal(str, object)
    """With the role, and the rights as a sequence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "", tr("Next"), tr("Cancel"))
        self._names: Mapping[str, str] = {}
        self._writes: dict[str, bool] = {}
        """Of each team that is shared, whether it is written too."""
        self.role = ChoiceRow(
            tr("Role"),
            [(each, role_name(each)) for each in (MEMBER, LEAD, ADMINISTRATOR)],
            self.sheet,
        )
        self.role.choose(MEMBER)
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.setAccessibleName(tr("Teams"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.list.set_context(True)
        self.list.activates_on_click = True
        self.parts.addWidget(self.role)
        self.parts.addWidget(self.list, 1)
        (self.cancel,) = self.others
        self.role.chosen.connect(self._on_role_chosen)
        self.role.accepted.connect(self.list.setFocus)
        self.list.activated.connect(self._turn)
        self.list.escaped.connect(self.close_sheet)
        self.list.left_upwards.connect(self._focus_role)
        self.list.left_downwards.connect(self.first.setFocus)
        self.list.focus_changed.connect(self.show_hints)
        self.first.focus_changed.connect(self.show_hints)
        self.first.clicked.connect(self._on_confirmed)
        self.cancel.clicked.connect(self.close_sheet)

    @property
    def rights(self) -> tuple[TeamRight, ...]:
        """The teams that are shared, as they are on the sheet."""
        return tuple(
            TeamRight(team, self._writes[team]) for team in self._names if team in self._writes
        )

    def ask(
        self,
        title: str,
        confirm: str,
        names: Mapping[str, str],
        role: str = MEMBER,
        rights: Sequence[TeamRight] = (),
    ) -> None:
        """Open the sheet for these teams, with what a laptop may do so far."""
        self._names = dict(sorted(names.items(), key=lambda one: (fold(one[1]), one[0])))
        self._writes = {right.id: right.writes for right in rights if right.id in names}
        self.title.setText(title)
        self.setAccessibleName(title)
        self.rename(self.first, confirm)
        self.role.choose(role if role in (MEMBER, LEAD, ADMINISTRATOR) else MEMBER)
        self.set_busy(False)
        self.refuse("")
        self._explain()
        self._show()
        self.list.select(next(iter(self._names), None))
        self.open()

    def _explain(self) -> None:
        says = {
            MEMBER: tr("A member holds the meetings of its own teams."),
            LEAD: tr("A lead looks at several teams, and writes in some of them if you say so."),
            ADMINISTRATOR: tr(
                "An administrator also adds teams, invites and removes laptops, and erases "
                "meetings for everybody."
            ),
        }
        self.say(says[self.role.value])

    def _on_role_chosen(self) -> None:
        self._explain()

    def _turn(self, team: str) -> None:
        """Go on from not shared to written, to read, and back; a lead reads first."""
        order = [None, False, True] if self.role.value == LEAD else [None, True, False]
        now = order.index(self._writes.get(team))
        following = order[(now + 1) % len(order)]
        self._writes.pop(team, None)
        if following is not None:
            self._writes[team] = following
        self.refuse("")
        self._show()
        announce(self.list, self._content(team).spoken)

    def _show(self) -> None:
        self.list.set_items(list(self._names), self._content)
        wanted = self.metrics.px(min(MAX_HEIGHT, ROW * (len(self._names) + 1)))
        self.list.setMinimumHeight(wanted)
        self._fit()

    def _content(self, team: str) -> CardContent:
        says = {None: "", False: tr("reads"), True: tr("reads and writes")}
        right = self._writes.get(team)
        return CardContent(
            text=shortened(self._names[team], LONGEST_NAME),
            aside=says[right],
            ticked=right is not None,
            stripe=Stripe.NONE,
        )

    def hints(self) -> Sequence[Hint]:
        if self.list.hasFocus():
            does = Hint(catalog.ACCEPT, tr("reads and writes, reads, not"), run=self.list.activate)
        else:
            text = self.first.text()
            does = Hint(catalog.ACCEPT, text[:1].lower() + text[1:], run=self.first.click)
        return [
            does,
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("cancel"), run=self.close_sheet),
        ]

    def start(self) -> None:
        self._focus_role()

    def _focus_role(self) -> None:
        self.role.button(self.role.value).setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self.role.set_metrics(metrics)
        self.list.set_metrics(metrics)
        super().set_metrics(metrics)
        self._show()

    def _on_confirmed(self) -> None:
        if not self.rights and self.role.value != ADMINISTRATOR:
            self.refuse(tr("Choose at least one team: Enter on it turns it on."))
            self.list.setFocus()
        else:
            self.confirmed.emit(self.role.value, self.rights)
