"""The widget of each kind of stage: to add a kind is to add a file named like it."""

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.ui.stages.layout import Shape
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session

S = TypeVar("S", bound=type[Stage])
_WIDGETS: dict[Kind, type[Stage]] = {Kind.BOARD: Stage}
"""A board is a plain Stage; the other kinds declare their classes when they are imported."""


def shows(kind: Kind) -> Callable[[S], S]:
    """Declare a class as the widget of a kind of stage."""

    def register(widget: S) -> S:
        _WIDGETS[kind] = widget
        return widget

    return register


def stage_widget(session: Session, script: StageScript) -> Stage:
    """Make the widget of a stage."""
    return _widget_of(script.kind)(session, script)


def shape_of(kind: Kind) -> Shape:
    """Return how a kind of stage is laid out."""
    return _widget_of(kind).shape


def _widget_of(kind: Kind) -> type[Stage]:
    if kind not in _WIDGETS:
        import_module(f"{__package__}.{kind.value}")
    return _WIDGETS[kind]
