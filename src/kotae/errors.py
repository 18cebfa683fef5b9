"""The errors that Kotae raises on purpose: raise one of these and the user sees its message, not a traceback."""


class KotaeError(Exception):
    """Base of every expected failure; the message says what is wrong, where, and what to do."""


class DocumentError(KotaeError):
    """A document cannot be read; the other documents still can."""


class CorpusError(KotaeError):
    """The corpus folder or its manifest cannot be used."""


class ModelError(KotaeError):
    """The embedding model or the dictionary cannot be found, verified or loaded."""


class BrokenIndexError(KotaeError):
    """The index is missing, incomplete, or its parts do not belong together."""


class EngineError(BrokenIndexError):
    """The engine that keeps the index cannot be used: it is away, slow, refuses, or holds another index or half of one."""


class QuestionError(KotaeError):
    """The question cannot be answered as it stands (empty or far too long)."""


class RunError(KotaeError):
    """An evaluation's run cannot be read, gone on with or written."""


class QuestionSetError(KotaeError):
    """A question set cannot be used, read or written; `problems` has a line for each thing that is wrong."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return the problems, one a line."""
        return "\n".join(self.problems)


def reason(error: BaseException) -> str:
    """Return why the system or a library refused, in its own words, as a part of one line."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    lines = words.strip().splitlines()
    return lines[0] if lines else type(error).__name__


def unwritten(error: BaseException) -> str:
    """Return why something could not be written, as `reason` does; numpy only tells how many values it wrote."""
    unnumbered = isinstance(error, OSError) and error.errno is None
    return "not all of it could be written" if unnumbered else reason(error)
