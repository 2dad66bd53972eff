"""Two hands on a keyboard, wherever the window is."""

from abc import ABC, abstractmethod


class Hands(ABC):
    """Keys have their names from the contract: "Enter", "Alt+Up", "PgDown", "Ctrl+Tab"."""

    @abstractmethod
    def presses(self, *keys: str) -> None:
        raise NotImplementedError

    @abstractmethod
    def types(self, text: str) -> None:
        raise NotImplementedError

    def says(self, *sentences: str) -> None:
        """Each typed, and Enter."""
        for sentence in sentences:
            self.types(sentence)
            self.presses("Enter")
