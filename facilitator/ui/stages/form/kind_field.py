"""The field in which the kind of an action is chosen: the arrows go through the few there are."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facilitator.domain.records import ActionKind
from facilitator.ui.stages.form.choice_field import ChoiceField


class KindField(ChoiceField):
    """A list of kinds of action."""

    def __init__(
        self, name: str, kinds: Sequence[tuple[ActionKind, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, [(kind.value, text) for kind, text in kinds], parent)

    @property
    def kind(self) -> ActionKind:
        """The kind that is chosen."""
        return ActionKind(self.value)

    def choose(self, kind: ActionKind) -> None:
        """Choose a kind."""
        self.choose_value(kind.value)
