"""The types of the texts in an exercise file: each holds its limit and says what would be right."""

from typing import TYPE_CHECKING

from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError
from facilitator.exercises.refusals import ID, LINE
from facilitator.typed_reader import UnfitError, checked

LONGEST_QUESTION = 44
"""Characters that fit one line at the size the room reads."""
LONGEST_STAGE_NAME = 16
LONGEST_TITLE = 60
LONGEST_HEADING = 40
LONGEST_CHIP = 24
LONGEST_MARK = 2
LONGEST_PROSE = 1_000


def _id(value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise ValueError
    return value


def _text(longest: int, fewest: int = 1, *, one_line: bool = True) -> object:
    """Return the type of a cleaned text of so many characters."""
    length = f"{fewest} to {longest}" if fewest else f"at most {longest}"
    right = f"a text of {length} characters"

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError
        try:
            text = clean_line(value) if one_line else clean(value)
        except InputRefusedError as refused:
            raise ValueError from refused
        if len(text) > longest:
            raise UnfitError(right=f"{right} (it has {len(text)})")
        if len(text) < fewest:
            raise ValueError
        return text

    schema: dict[str, object] = {"minLength": fewest, "maxLength": longest}
    if fewest:
        schema["pattern"] = r"\S"
    return checked(check, right, schema=schema)


if TYPE_CHECKING:
    # To a type checker they are what their checks return; each on a line, as an alias has to be.
    Id = str
    Line = str
    Summary = str
    Prose = str
    Question = str
    StageName = str
    Title = str
    ChoiceName = str
    HeadingTitle = str
    Chip = str
    Mark = str
else:
    Id = checked(
        _id,
        "a name of up to 60 lowercase letters, digits and hyphens",
        schema={"pattern": f"^{ID.pattern}$"},
    )
    Line = _text(LINE)
    Summary = _text(LONGEST_PROSE)
    Prose = _text(LONGEST_PROSE, one_line=False)
    Question = _text(LONGEST_QUESTION)
    StageName = _text(LONGEST_STAGE_NAME)
    Title = _text(LONGEST_TITLE)
    ChoiceName = _text(LONGEST_TITLE, 0)
    HeadingTitle = _text(LONGEST_HEADING)
    Chip = _text(LONGEST_CHIP)
    Mark = _text(LONGEST_MARK, 0)
