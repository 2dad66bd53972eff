"""Two families of errors: the world's fault, with a sentence for people, and bugs: the rest."""


class FacilitatorError(Exception):
    """An error that is the world's fault: its text is one sentence for people.

    The sentence says what happened, what is safe, and what to do.
    """


class InputRefusedError(FacilitatorError):
    """An error in what a user typed or chose: it cannot be used as it is."""


class StorageError(FacilitatorError):
    """An error of the data folder or database, which cannot be read or written."""


class ExerciseError(FacilitatorError):
    """An error in an exercise file; names file, key and what would be right."""


class ExportError(FacilitatorError):
    """An error of an export: the file could not be written there."""
