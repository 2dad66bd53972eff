"""Command line arguments: wrong ones are refused in a sentence, advised commands are complete."""

import argparse
import re
import shlex
from ast import literal_eval
from collections.abc import Sequence
from typing import NoReturn

from facilitator.errors import InputRefusedError

_ADVICE = re.compile(
    "“facilitator ((?:actions|backup|doctor|exercises|export|guide|import|join|leave|list|new|open|"
    "organisation|registers|restore|salvage|sync|trash)"
    r"\b[^”]*)(?<! --help)”"
)
_CHOICE = re.compile(r"argument (?P<name>\S+): invalid choice: (?P<value>.*) \(choose from (.+)\)")
_LACKING = re.compile(r"the following arguments are required: (.+)")
_WITHOUT_VALUE = re.compile(r"argument (\S+): expected .*argument.*")
_WITH_VALUE = re.compile(r"argument (\S+): ignored explicit argument .*")
"""What argparse says, which is no sentence for people."""


class Parser(argparse.ArgumentParser):
    """A parser that refuses wrong arguments in one sentence, like everything else."""

    def error(self, message: str) -> NoReturn:
        self._refuse(self._told(" ".join(message.split())))

    def refuse_unknown(self, arguments: Sequence[str]) -> NoReturn:
        """Refuse arguments that no command has. Raises InputRefusedError."""
        unknown = " ".join(" ".join(arguments).split())
        self._refuse(f"“{self.prog}” does not accept “{unknown}”")

    def _refuse(self, what: str) -> NoReturn:
        raise InputRefusedError(f"{what}; nothing was done. “{self.prog} --help” shows how.")

    def _told(self, message: str) -> str:
        if found := _LACKING.fullmatch(message):
            return f"“{self.prog}” also needs {listed(found[1].split(', '), 'and')}"
        if found := _CHOICE.fullmatch(message):
            value = _unquoted(found["value"])
            if found["name"] == "COMMAND":
                return f"There is no command “{value}”"
            values = [known.strip("'\"") for known in found[3].split(", ")]
            return f"{found['name']} can be {listed(values, 'or')}, not “{value}”"
        if found := _WITHOUT_VALUE.fullmatch(message):
            return f"{found[1]} needs a value after it"
        if found := _WITH_VALUE.fullmatch(message):
            return f"{found[1]} takes no value"
        return f"{message[:1].upper()}{message[1:].rstrip('.')}"


def with_data_option(sentence: str, data: str | None) -> str:
    """Return a sentence whose advised commands name the given `--data`, too."""
    if data is None:
        return sentence
    # Given as a function: in a folder's name nothing is to be expanded.
    return _ADVICE.sub(
        lambda found: f"“facilitator {found[1]} --data {shlex.quote(data)}”", sentence
    )


def _unquoted(value: str) -> str:
    """Return what was typed for a value as argparse quotes it."""
    try:
        return str(literal_eval(value))
    except (SyntaxError, ValueError):
        return value.strip("'\"")


def listed(names: Sequence[str], last: str) -> str:
    """Return names as part of a sentence: "A", "A and B", "A, B and C"."""
    *others, end = names
    return f"{', '.join(others)} {last} {end}" if others else end
