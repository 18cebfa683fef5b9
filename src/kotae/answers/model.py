"""What an answer is, and the result of a question."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from kotae.corpus.citations import resolve
from kotae.documents.model import Box
from kotae.retrieval.search import Hit
from kotae.text.language import Language

Status = Literal["answered", "uncertain", "not_found", "no_question"]
DoubtKind = Literal["unread", "unsaid", "rival", "other_table", "loose"]

# An answer less certain than this is to be checked: of the committed questions and traps (benchmarks/README.md, "How sure is
# sure"), 87 of 100 answers at least as certain are right, 51 of 100 less certain ones.
SURE = 0.6

Says = Literal["same", "differs", "unclear", "nothing"]
"""What a source says of a claim that cites it: the same; another amount; something that cannot be compared; nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The part of a hit that an answer stands on: characters [start, end) of the hit's text, and their boxes.

    `cell` is the row and column of the hit's table, from 0, where the part is one cell of it.
    """

    citation: int
    start: int
    end: int
    boxes: tuple[Box, ...]
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """What was read or computed from a table.

    `words` is the operation as it is shown ("6,170 + 4,500 = 10,670 億円"), `numbers` the result, in `unit`; `labels` are
    the rows (or the column) that are the answer, in order, `text_values` the texts of cells that were asked for, and
    `missing` says how many cells that the operation is over have no value.
    """

    operation: str
    words: str
    numbers: tuple[float, ...]
    unit: str
    labels: tuple[str, ...]
    missing: int
    text_values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A source that an answer's own sentence cites.

    `key` is how it is cited, `reference` its entry in the document's list, `document` its id in the manifest. Where it is in
    the corpus, `says` tells what it says of the claim itself, `text` its own answer to the question, and `passage` its best hit.
    """

    key: str
    reference: str | None
    document: str | None
    says: Says | None
    text: str
    passage: Hit | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a question, in the documents' own words.

    `marks` are the characters [start, end) of `text` that carry the answer, `citations` the ranks of the hits that it
    stands on; `computed` says how a table came to it. `sources` are those that its own sentence cites: the claim is theirs.
    """

    text: str
    citations: tuple[int, ...]
    marks: tuple[tuple[int, int], ...] = ()
    evidence: tuple[Evidence, ...] = ()
    computed: Computed | None = None
    sources: tuple[Sourced, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """What one operation over a table comes to, whether or not it is the answer.

    `over` is what the question was taken to name in the table ("国・地域: 中国"), `certainty` from 0 to 1 how likely the result
    answers the question.
    """

    operation: str
    over: tuple[str, ...]
    text: str
    certainty: float
    document: str
    page: int


@dataclass(frozen=True, slots=True)
class Answered:
    """One of several things that a question asks, in its own words, and the answer to it, or none."""

    question: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why an answer may be none: its kind, and the words of the question or the other result that it is about.

    "unread": what is asked would have to be computed from a table, and no way of doing so is sure; "unsaid": the evidence has
    no word for `words`; "rival": read in another way the table says `words`; "other_table": another table says `words`;
    "loose": the evidence meets the question only loosely.
    """

    kind: DoubtKind
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation in a hit followed to its source: the reference entry, the manifest's id, whether that is in the corpus."""

    key: str
    reference: str | None
    document: str | None
    in_corpus: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A question with its answer, or none, and the hits behind it.

    `certainty` is the probability that the documents hold the answer; `cited_sources` and `documents` are what the corpus
    manifest calls the sources and what is indexed, to follow citations. `parts` are the things that the question asks, where
    they are several: `answer` then holds the answers of those that have one. `others` are what other tables answer that the
    question may mean as well, best first. `unsure` tells that there is no answer though a table among the hits is about the
    question: what it asks for would have to be computed, and no way of doing so is sure. `tried` are the likeliest results
    over the tables among the hits, best first. `doubts` say why an uncertain result is so, the weightiest reason first. `reply`
    is what is said where something else than a question was typed; a wish for a summary has key sentences as its answer,
    too. `meant` is the question without its typing errors, where it has some.
    """

    question: str
    language: Language
    answer: Answer | None
    certainty: float
    hits: tuple[Hit, ...]
    cited_sources: dict[str, str]
    documents: frozenset[str]
    parts: tuple[Answered, ...] = ()
    others: tuple[Answer, ...] = ()
    unsure: bool = False
    tried: tuple[Tried, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reply: str = ""
    meant: str = ""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The parts of a question, in its own words, to which the documents have no answer, where they have one to others."""
        return tuple(part.question for part in self.parts if part.answer is None) if self.answer else ()

    @property
    def status(self) -> Status:
        """Whether the documents hold the answer.

        "uncertain" where the answer is to be checked, or a table may hold it, which is shown and not read; "no_question"
        where none was asked and only `reply` is said. Key sentences that stand for a summary claim nothing.
        """
        if self.answer:
            return "answered" if self.reply or self.certainty >= SURE else "uncertain"
        return "no_question" if self.reply else "uncertain" if self.unsure else "not_found"

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values, in the form that answer.schema.json describes."""
        return {
            "question": self.question,
            "language": self.language,
            "status": self.status,
            "certainty": self.certainty,
            "reply": self.reply,
            "meant": self.meant,
            "answer": _answer(self.answer),
            "others": [_answer(other) for other in self.others],
            "doubts": [asdict(doubt) for doubt in self.doubts],
            "tried": [asdict(tried) | {"over": list(tried.over)} for tried in self.tried],
            "parts": [{"question": part.question, "answer": _answer(part.answer)} for part in self.parts],
            "hits": [self._hit(hit) for hit in self.hits],
        }

    def pages(self, hit: Hit) -> tuple[int, ...]:
        """Return the pages that a hit is cited with: those of the sentences or cells that an answer stands on.

        Without these it is the page that it begins on; an attached file is on no page of the document, but counts for one.
        """
        return (hit.unit.page,) if hit.unit.attached else self._on(hit) or (hit.unit.page,)

    def attached_pages(self, hit: Hit) -> tuple[int, ...]:
        """Return the pages, sheets or slides of the attached file that a hit is cited with; none for other hits."""
        page = hit.unit.attached_page
        return self._on(hit) or (page,) if page else ()

    def _on(self, hit: Hit) -> tuple[int, ...]:
        answers = [self.answer, *self.others]
        parts = [part for answer in answers if answer for part in answer.evidence if part.citation == hit.rank]
        return tuple(sorted({box.page for part in parts for box in part.boxes}))

    def by_ocr(self, hit: Hit) -> bool:
        """Tell whether a hit is cited with a page that was read by OCR, where a character may be wrong."""
        return hit.document.by_ocr(self.attached_pages(hit) or self.pages(hit), hit.unit.attached)

    def _hit(self, hit: Hit) -> dict[str, Any]:
        unit, document, pages = hit.unit, hit.document, self.attached_pages(hit)
        return {
            "rank": hit.rank,
            "kind": unit.kind,
            "document": document.id,
            "file": document.name,
            "title": document.title,
            "page": self.pages(hit)[0],
            "pages": list(self.pages(hit)),
            "lines": list(unit.lines) if unit.lines else None,
            "attached": {"file": unit.attached, "page": pages[0] if pages else None} if unit.attached else None,
            "headings": list(unit.headings),
            "text": unit.text,
            "score": hit.score,
            "scores": asdict(hit.signals),
            "boxes": [_box(box) for box in unit.boxes],
            "cites": [asdict(cited) for cited in self.cited(hit)],
            "ocr": self.by_ocr(hit),
            "shortfalls": [asdict(shortfall) for shortfall in document.shortfalls],
        }

    def cited(self, hit: Hit) -> list[Cited]:
        """Follow a hit's in-text citations to their reference entries, and from there to the corpus manifest."""
        entries = {reference.key: reference for reference in hit.document.references}
        followed = []
        for key in hit.unit.cites:
            entry, source = resolve(key, entries), resolve(key, self.cited_sources)
            followed.append(
                Cited(
                    key,
                    entries[entry].text if entry else None,
                    self.cited_sources[source] if source else None,
                    source is not None and self.cited_sources[source] in self.documents,
                )
            )
        return followed


def _answer(answer: Answer | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {
        "text": answer.text,
        "citations": list(answer.citations),
        "marks": [list(mark) for mark in answer.marks],
        "evidence": [
            {
                "citation": part.citation,
                "start": part.start,
                "end": part.end,
                "boxes": [_box(box) for box in part.boxes],
                "cell": list(part.cell) if part.cell else None,
            }
            for part in answer.evidence
        ],
        "computed": _computed(answer.computed),
        "sources": [_sourced(source) for source in answer.sources],
    }


def _sourced(source: Sourced) -> dict[str, Any]:
    unit = source.passage.unit if source.passage else None
    return {
        "key": source.key,
        "reference": source.reference,
        "document": source.document,
        "in_corpus": source.says is not None,
        "says": source.says,
        "text": source.text,
        "page": unit.page if unit else None,
        "passage": unit.text if unit else None,
        "boxes": [_box(box) for box in unit.boxes] if unit else [],
    }


def _computed(computed: Computed | None) -> dict[str, Any] | None:
    if computed is None:
        return None
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(computed).items()}


def _box(box: Box) -> dict[str, float]:
    return {"page": box.page, "x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1}
