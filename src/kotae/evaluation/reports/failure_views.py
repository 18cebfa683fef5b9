"""A question that failed as a report shows it: what was expected, what came back, the hits, the pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kotae.answers.model import Answer, Evidence
from kotae.documents.model import Box
from kotae.evaluation.measures.relevance import named
from kotae.evaluation.model import Found, Outcome, Question
from kotae.evaluation.reports.failures import LABELS, Failure, is_right
from kotae.evaluation.reports.pictures import Album, Marked, Picture, marked
from kotae.evaluation.reports.words import Say
from kotae.text.language import Language, detect

Range = tuple[int, int]

_HITS, _PAGES = 3, 2
_HEAD, _MOST = 320, 1500
_ROLES = {"first": "first hit", "right": "right evidence", "answer": "what the answer stands on"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `role` is "answer" where an answer stands on it, "gold" where it is evidence that a set names."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit: where it stands, how its text begins and goes on, whether it holds the evidence."""

    found: Found
    where: str
    language: Language
    pieces: tuple[Piece, ...]
    rest: tuple[Piece, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class PageView:
    """A page with boxes on it; `roles` are the kinds of boxes that it has, with their names."""

    where: str
    picture: Picture
    boxes: tuple[Marked, ...]
    roles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FailureView:
    """All that is shown of a failure; `classes` are what the filters choose by."""

    outcome: Outcome
    question: Question
    language: Language
    classes: str
    badges: tuple[str, ...]
    where: str
    extra: tuple[tuple[str, str], ...]
    status: str
    answer: tuple[Piece, ...]
    answer_language: Language
    computed: str
    hits: tuple[HitView, ...]
    pages: tuple[PageView, ...]


def failure_view(failure: Failure, strictness: float | None, album: Album | None, say: Say) -> FailureView:
    """Return what is shown of a failure.

    Args:
        failure: the question that failed.
        strictness: the certainty under which an answer was withheld, where the run says it.
        album: the pages' pictures; None shows none.
        say: what says its words.
    """
    outcome = failure.outcome
    question, given = outcome.question, outcome.given
    shown = list(outcome.hits[:_HITS])
    if not any(is_right(question, hit) for hit in shown):
        shown.extend([hit for hit in outcome.hits[_HITS:] if is_right(question, hit)][:1])
    return FailureView(
        outcome=outcome,
        question=question,
        language=detect(question.question),
        classes=classes(failure),
        badges=badges(failure, say),
        where=_expected_where(question, say),
        extra=tuple((str(name), str(value)) for name, value in question.extra.items() if value not in (None, "")),
        status=_status(outcome, strictness, say),
        answer=pieces(given.text, given.marks) if given else (),
        answer_language=detect(given.text) if given else "en",
        computed=given.computed.words if given and given.computed else "",
        hits=tuple(_hit_view(hit, outcome, say) for hit in shown),
        pages=_pages(outcome, album, say) if album else (),
    )


def classes(failure: Failure) -> str:
    """Return the classes by which the filters choose a failure."""
    kinds = (f"is-{kind}" for kind in failure.kinds)
    return " ".join((*kinds, f"in-{failure.outcome.question.language}"))


def badges(failure: Failure, say: Say) -> tuple[str, ...]:
    """Return what failed, in words."""
    return tuple(
        say("evidence at {rank}", rank=failure.rank) if kind == "not_first" else say(LABELS[kind]).lower()
        for kind in failure.kinds
    )


def pieces(text: str, marks: Sequence[Range], gold: Sequence[Range] = ()) -> tuple[Piece, ...]:
    """Cut a text at the edges of what is marked in it, ranges [start, end): the answer's, and the evidence of the set."""
    edges = sorted({0, len(text), *(edge for mark in (*marks, *gold) for edge in mark if 0 < edge < len(text))})

    def role(start: int) -> str:
        if any(low <= start < high for low, high in gold):
            return "gold"
        return "answer" if any(low <= start < high for low, high in marks) else ""

    return tuple(Piece(text[start:end], role(start)) for start, end in pairwise(edges))


def place(file: str, page: int | None, say: Say) -> str:
    """Say where something stands: the file, and the page where the format has pages."""
    paged = page is not None and file.lower().endswith(".pdf")
    return say("{file}, p. {page}", file=file, page=page) if paged else file


def _expected_where(question: Question, say: Say) -> str:
    if question.page is None:
        return "; ".join(question.documents)
    named = (say("{file}, p. {page}", file=name, page=question.page) for name in question.documents)
    return "; ".join(named) or say("p. {page}", page=question.page)


def _status(outcome: Outcome, strictness: float | None, say: Say) -> str:
    certainty = f"{outcome.certainty:.2f}"
    if outcome.status == "answered":
        return say("Answered, certainty {certainty}:", certainty=certainty)
    if outcome.withheld is None:
        return say("Refused, certainty {certainty}: no answer was found.", certainty=certainty)
    if strictness is None:
        return say("Refused, certainty {certainty}. It would have said:", certainty=certainty)
    under = "Refused, certainty {certainty}, under the strictness of {strictness:g}. It would have said:"
    return say(under, certainty=certainty, strictness=strictness)


def _hit_view(hit: Found, outcome: Outcome, say: Say) -> HitView:
    answer = outcome.given
    right = is_right(outcome.question, hit)
    stands = [(part.start, part.end) for part in _evidence_of(answer, hit.rank)]
    gold = _gold(outcome.question, hit.text) if right else []
    cut_at = _HEAD if len(hit.text) > _HEAD * 1.25 else len(hit.text)
    head, rest = hit.text[:cut_at], hit.text[cut_at:_MOST]
    if len(hit.text) > _MOST:
        rest = f"{rest}…"
    return HitView(
        found=hit,
        where=place(hit.file, hit.page, say),
        language=detect(hit.text),
        pieces=pieces(head, stands, gold),
        rest=pieces(rest, _shifted(stands, cut_at), _shifted(gold, cut_at)) if rest else (),
        right=right,
    )


def _gold(question: Question, text: str) -> list[Range]:
    """Return where the evidence that a question names stands in a text, word for word."""
    alternatives = [one for one in question.evidence if all(part in text for part in one)]
    return [(text.index(part), text.index(part) + len(part)) for one in alternatives[:1] for part in one]


def _shifted(ranges: Sequence[Range], by: int) -> list[Range]:
    return [(start - by, end - by) for start, end in ranges]


def _evidence_of(answer: Answer | None, rank: int) -> list[Evidence]:
    return [part for part in answer.evidence if part.citation == rank] if answer else []


def _pages(outcome: Outcome, album: Album, say: Say) -> tuple[PageView, ...]:
    """Return the pages of what the answer stands on (or of the first hit), and of the right evidence or where it should be."""
    views: dict[tuple[str, int], PageView] = {}
    for wanted in _wanted(outcome):
        key = (wanted.document, wanted.page)
        if key in views or len(views) == _PAGES:
            continue
        picture = album.page(wanted)
        if picture is None:
            continue
        boxes = [box for role in _ROLES for box in marked(_boxes(outcome, wanted, role), role, picture)]
        drawn = {box.role for box in boxes}
        roles = tuple((role, say(name)) for role, name in _ROLES.items() if role in drawn)
        views[key] = PageView(place(wanted.file, wanted.page, say), picture, tuple(boxes), roles)
    return tuple(views.values())


def _wanted(outcome: Outcome) -> list[Found]:
    """Return what pages are worth seeing, each as a hit that stands on it."""
    question, hits = outcome.question, outcome.hits
    cited = [hit for hit in hits if _evidence_of(outcome.given, hit.rank)] or list(hits[:1])
    wanted = [_on_page(hit, _strong(outcome, hit) or hit.boxes) for hit in cited[:1]]
    right = next((hit for hit in hits if is_right(question, hit)), None)
    if right is not None:
        wanted.append(_on_page(right, right.boxes))
    elif question.answerable and question.page is not None and question.documents:
        wanted.append(_expected(question, hits))
    return wanted


def _on_page(hit: Found, boxes: Sequence[Box]) -> Found:
    return replace(hit, page=boxes[0].page) if boxes else hit


def _expected(question: Question, hits: Sequence[Found]) -> Found:
    """Return the page that a question names, in the hit's own names of the document where a hit has them."""
    known = next((hit for hit in hits if named(question, hit.document, hit.file)), None)
    name = next(iter(question.documents))
    document, file = (known.document, known.file) if known else (name, name)
    return Found(0, document, file, question.page or 1, "passage", "", 0.0, {}, ())


def _strong(outcome: Outcome, hit: Found) -> list[Box]:
    return [box for part in _evidence_of(outcome.given, hit.rank) for box in part.boxes] if hit.boxes else []


def _boxes(outcome: Outcome, page: Found, role: str) -> list[Box]:
    """Return the boxes of a role on a page of a document."""
    hits = [hit for hit in outcome.hits if hit.document == page.document]
    if role == "answer":
        boxes = [box for hit in hits for box in _strong(outcome, hit)]
    elif role == "right":
        boxes = [box for hit in hits[:10] if is_right(outcome.question, hit) for box in hit.boxes]
    else:
        boxes = [box for hit in hits if hit.rank == 1 and not is_right(outcome.question, hit) for box in hit.boxes]
    return [box for box in dict.fromkeys(boxes) if box.page == page.page]
