"""The log of questions: one line of JSON for each, with their texts only where that is wanted."""

import datetime
import json
import threading
from contextlib import suppress
from typing import TextIO

from kotae.question.understand import MAX_CHARACTERS
from kotae_ui.traces import Trace


class QuestionLog:
    """Writes what is told of questions to a stream; safe to share between threads."""

    def __init__(self, stream: TextIO, *, texts: bool) -> None:
        """Name the stream.

        Args:
            stream: what is written to.
            texts: whether the questions themselves are written.
        """
        self._stream = stream
        self._texts = texts
        self._lock = threading.Lock()

    def write(self, trace: Trace) -> None:
        """Write one line."""
        line: dict[str, object] = {
            "time": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
            "event": "question",
            "outcome": trace.outcome,
            "reason": trace.reason or None,
            "certainty": None if trace.certainty is None else round(trace.certainty, 4),
            "seconds": round(trace.seconds, 4),
            "stages": {name: round(seconds, 4) for name, seconds in trace.stages.items()},
            "index": trace.index or None,
        }
        if self._texts:
            line["question"] = trace.question[:MAX_CHARACTERS]
        # Nothing but ASCII: whatever a question holds, it is one line, and nothing that a terminal obeys.
        with self._lock, suppress(OSError):  # a log whose disk is full or whose reader has gone withholds no answer
            self._stream.write(json.dumps(line) + "\n")
            self._stream.flush()
