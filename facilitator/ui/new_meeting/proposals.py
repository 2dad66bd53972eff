"""What a form proposes: it gives way to something better, but never to what somebody typed."""

from collections.abc import Mapping

from facilitator.ui.widgets.form_field import FormField


class Proposals:
    """The texts that were put in fields for somebody to keep or replace."""

    def __init__(self) -> None:
        self._texts: dict[FormField, str] = {}

    def begin(self, own: Mapping[FormField, str]) -> None:
        """Take what is in the fields as typed, unless it was proposed before or is the form's own.

        `own` are the texts that the form proposes by itself.
        """
        for field, text in own.items():
            if field.text != self._texts.get(field):
                self._texts[field] = text

    def still_in(self, field: FormField) -> bool:
        """Return whether a field has what was proposed for it, or nothing."""
        return field.text == self._texts.get(field, "")

    def put(self, field: FormField, text: str) -> bool:
        """Propose another text for a field; False where somebody typed into it."""
        if not self.still_in(field):
            return False
        if field.text != text:
            line = field.field
            was_selected = line.hasFocus() and line.selectedText() == line.text()
            field.set_text(text)
            if was_selected:
                line.selectAll()
            elif not line.hasFocus():
                # Of a long text the beginning is seen.
                line.home(False)
        self._texts[field] = text
        return True
