"""Sentences about a file that cannot be imported: what is wrong, and what would be right."""

import json

from facilitator.errors import InputRefusedError
from facilitator.parsed_text import Fault
from facilitator.typed_reader import MISSING, Words

LARGEST = 64 * 1024 * 1024
"""Bytes of one file."""
JSON_WORDS = Words(
    table="a JSON object in braces",
    tables="a list in square brackets",
    items="a list in square brackets",
)
_OURS = "choose a JSON file that Facilitator exported"
_SHOWN = 40


def refusal(what: str, remedy: str) -> InputRefusedError:
    """Return the error that says what is wrong, that nothing was imported, what would be right."""
    return InputRefusedError(f"{what}; nothing was imported: {remedy}.")


def too_large() -> InputRefusedError:
    """Return the error about a file of more than LARGEST bytes."""
    return refusal(
        f"The file is larger than {LARGEST >> 20} MiB, more than any meeting",
        "choose a file that Facilitator exported",
    )


def told(fault: Fault) -> InputRefusedError:
    """Return the error about a fault in the file."""
    problem = fault.problem
    if not problem:
        problem = "is missing" if fault.value is MISSING else f"is {shown(fault.value)}"
    remedy = fault.advice or (f"{fault.right} is needed" if fault.right else _OURS)
    return refusal(f"{fault.path or 'The file'} {problem}", remedy)


def shown(value: object) -> str:
    """Return a value as a sentence can show it: short, on one line, printable."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        text = "".join(c if c.isprintable() else "\ufffd" for c in value[: _SHOWN + 1])
        return f'"{text[:_SHOWN]}…"' if len(text) > _SHOWN else f'"{text}"'
    if isinstance(value, int | float) and abs(value) >= 10**_SHOWN:
        return "a very large number"
    # As the file has it: null, true, a number or what stands for one.
    return json.dumps(value)
