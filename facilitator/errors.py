"""Two families of errors: what the world did, told in one sentence, and bugs: all the rest."""


class FacilitatorError(Exception):
    """The world's fault: its text is one sentence for people.

    The sentence says what happened, what is safe, and what to do.
    """


class InputRefusedError(FacilitatorError):
    """What was typed or handed in cannot be taken as it is."""


class StorageError(FacilitatorError):
    """The data folder or the database cannot be read or written."""


class ExerciseError(FacilitatorError):
    """An exercise file is broken; names file, key and what would be right."""


class ExportError(FacilitatorError):
    """A file could not be written where it was wanted."""
