"""What is counted while a server runs, in the text format 0.0.4 that Prometheus reads."""

import threading
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import accumulate

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kotae import Kotae
from kotae_ui.traces import Trace

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Seconds: a warm answer takes a tenth of one, one that waits for two hundred others half a minute.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_HEARTBEAT = "/gradio_api/heartbeat/"  # a page keeps this stream for as long as it is open


class Metrics:
    """Counts and times; safe to share between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._outcomes = Counter(dict.fromkeys(("answered", "uncertain", "not_found", "no_question"), 0))
        self._reasons: Counter[str] = Counter()
        self._statuses: Counter[str] = Counter()
        self._whole = _Histogram()
        self._stages: defaultdict[str, _Histogram] = defaultdict(_Histogram)
        self._sessions = 0

    def count(self, trace: Trace) -> None:
        """Count a question."""
        with self._lock:
            self._outcomes[trace.outcome] += 1
            if trace.reason:
                self._reasons[trace.reason] += 1
            self._whole.add(trace.seconds)
            for name, seconds in trace.stages.items():
                self._stages[name].add(seconds)

    def responded(self, status: int) -> None:
        """Count an answer of HTTP."""
        with self._lock:
            self._statuses[str(status)] += 1

    @contextmanager
    def session(self) -> Iterator[None]:
        """Count a page as open."""
        with self._lock:
            self._sessions += 1
        try:
            yield
        finally:
            with self._lock:
                self._sessions -= 1

    def text(self, kotae: Kotae | None, age: float) -> str:
        """Return everything as Prometheus reads it.

        Args:
            kotae: the index that answers, if one does.
            age: seconds since that was made.
        """
        with self._lock:
            lines = [
                *_family("kotae_questions_total", "counter", "Questions, by what came of them."),
                *_counts("kotae_questions_total", "outcome", self._outcomes),
                *_family("kotae_questions_refused_total", "counter", "Questions refused or failed, by the reason."),
                *_counts("kotae_questions_refused_total", "reason", self._reasons),
                *_family("kotae_question_seconds", "histogram", "Time until a question had its result, with waiting."),
                *self._whole.lines("kotae_question_seconds"),
                *_family("kotae_question_stage_seconds", "histogram", "Time of a question in each stage."),
            ]
            for name in sorted(self._stages):
                lines += self._stages[name].lines("kotae_question_stage_seconds", f'stage="{name}"')
            lines += _family("kotae_http_responses_total", "counter", "Answers of HTTP, by status.")
            lines += _counts("kotae_http_responses_total", "status", self._statuses)
            lines += _gauge("kotae_open_sessions", "Pages that are open.", self._sessions)
        records = kotae.index.records if kotae else None
        lines += _gauge("kotae_index_documents", "Documents in the index.", len(records.documents) if records else 0)
        lines += _gauge("kotae_index_units", "Passages, tables and rows.", len(records.unit_kinds) if records else 0)
        if kotae is not None:
            lines += _gauge("kotae_index_age_seconds", "Time since the index was made.", age)
        return "\n".join(lines) + "\n"


class _Histogram:
    """How many times lie below each bound, and their sum."""

    def __init__(self) -> None:
        self._counts = [0] * (len(_BOUNDS) + 1)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        self._counts[bisect_left(_BOUNDS, seconds)] += 1
        self._sum += seconds

    def lines(self, name: str, label: str = "") -> Iterable[str]:
        """Give the lines of it; a bucket holds all that the buckets before it hold."""
        before = f"{label}," if label else ""
        labels = f"{{{label}}}" if label else ""
        for bound, count in zip((*map(str, _BOUNDS), "+Inf"), accumulate(self._counts), strict=True):
            yield f'{name}_bucket{{{before}le="{bound}"}} {count}'
        yield f"{name}_sum{labels} {self._sum:.6f}"
        yield f"{name}_count{labels} {sum(self._counts)}"


class Traffic:
    """An ASGI middleware that counts answers and the pages that are open."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._metrics.responded(message["status"])
            await send(message)

        if scope["path"].removeprefix(scope.get("root_path", "")).startswith(_HEARTBEAT):
            with self._metrics.session():
                await self._app(scope, receive, sending)
        else:
            await self._app(scope, receive, sending)


def _family(name: str, kind: str, told: str) -> tuple[str, str]:
    return f"# HELP {name} {told}", f"# TYPE {name} {kind}"


def _counts(name: str, label: str, counts: Mapping[str, int]) -> Iterable[str]:
    return [f'{name}{{{label}="{value}"}} {count}' for value, count in sorted(counts.items())]


def _gauge(name: str, told: str, value: float) -> tuple[str, ...]:
    return (*_family(name, "gauge", told), f"{name} {value}" if isinstance(value, int) else f"{name} {value:.1f}")
