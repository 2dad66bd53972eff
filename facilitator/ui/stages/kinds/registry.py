"""Finds the widget of a stage by its kind: to add a stage is to add a file named like the kind."""

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session

S = TypeVar("S", bound=type[Stage])
_WIDGETS: dict[Kind, type[Stage]] = {}


def shows(kind: Kind) -> Callable[[S], S]:
    """Declare a class as the widget of a kind of stage."""

    def register(widget: S) -> S:
        _WIDGETS[kind] = widget
        return widget

    return register


def stage_widget(session: Session, script: StageScript) -> Stage:
    """A fresh widget for a stage."""
    if script.kind not in _WIDGETS:
        import_module(f"facilitator.ui.stages.kinds.{script.kind.value}")
    return _WIDGETS[script.kind](session, script)
