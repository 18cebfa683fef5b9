"""The types of what programs get: the form of `answer.schema.json`, and of pages and documents."""

from typing import Literal

from typing_extensions import TypedDict


class BoxValue(TypedDict):
    """A rectangle on a page, in PDF points from its top left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class EvidenceValue(TypedDict):
    """The part of a hit that an answer stands on."""

    citation: int
    start: int
    end: int
    boxes: list[BoxValue]
    cell: list[int] | None


class ComputedValue(TypedDict):
    """What was read or computed from a table."""

    operation: str
    words: str
    numbers: list[float]
    unit: str
    labels: list[str]
    missing: int
    text_values: list[str]


class SourcedValue(TypedDict):
    """A source that an answer's own sentence cites, and what it says itself, where it is in the corpus."""

    key: str
    reference: str | None
    document: str | None
    in_corpus: bool
    says: Literal["same", "differs", "unclear", "nothing"] | None
    text: str
    page: int | None
    passage: str | None
    boxes: list[BoxValue]


class AnswerValue(TypedDict):
    """An answer in the documents' own words."""

    text: str
    citations: list[int]
    marks: list[list[int]]
    evidence: list[EvidenceValue]
    computed: ComputedValue | None
    sources: list[SourcedValue]


class TriedValue(TypedDict):
    """What one operation over a table comes to."""

    operation: str
    over: list[str]
    text: str
    certainty: float
    document: str
    page: int


class PartValue(TypedDict):
    """One of several things that a question asks."""

    question: str
    answer: AnswerValue | None


class CitedValue(TypedDict):
    """A source that a hit cites."""

    key: str
    reference: str | None
    document: str | None
    in_corpus: bool


class ShortfallValue(TypedDict):
    """Pages, sheets or slides of a document, from `first` to `last`, that were not read as the others were; both 0 where that
    cannot be told. `name` is what a sheet is called."""

    first: int
    last: int
    what: Literal["left_out", "without_layout", "cut_short", "in_part"]
    why: Literal["time", "memory", "crash", "damage", "hidden", "limit", "formulas"]
    name: str


class ScoresValue(TypedDict):
    """Where a hit's score comes from."""

    dense: float
    words: float
    pairs: float
    translated: float
    late: float


class AttachedValue(TypedDict):
    """The file attached to a document that a hit stands in, and its page, sheet or slide there, where it has such."""

    file: str
    page: int | None


class HitValue(TypedDict):
    """A passage, table row, table or figure that a question found."""

    rank: int
    kind: Literal["passage", "row", "table", "figure"]
    document: str
    file: str
    title: str
    page: int
    pages: list[int]
    lines: list[int] | None
    attached: AttachedValue | None
    headings: list[str]
    text: str
    score: float
    scores: ScoresValue
    boxes: list[BoxValue]
    cites: list[CitedValue]
    ocr: bool
    shortfalls: list[ShortfallValue]


class ResultValue(TypedDict):
    """A question with its answer, or none, and the hits behind it."""

    question: str
    language: Literal["ja", "en"]
    status: Literal["answered", "uncertain", "not_found", "no_question"]
    certainty: float
    reply: str
    meant: str
    answer: AnswerValue | None
    others: list[AnswerValue]
    tried: list[TriedValue]
    parts: list[PartValue]
    hits: list[HitValue]


class PageValue(TypedDict):
    """A page of a PDF, or a section of a document without pages; `image` is the address of its picture, if it has one."""

    document: str
    title: str
    page: int
    pages: int
    text: str
    image: str | None


class DocumentValue(TypedDict):
    """A document that is indexed."""

    id: str
    title: str
    file: str
    format: str
    language: str
    pages: int
    passages: int
    rows: int
    publisher: str
    date: str
    url: str
    shortfalls: list[ShortfallValue]


class JudgedValue(TypedDict):
    """What was said of an answer, and the set that it went into, with how many questions that has now."""

    question: str
    answer: str | None
    verdict: Literal["right", "wrong", "elsewhere", "none"]
    set: str
    questions: int


class KeptValue(TypedDict):
    """What an answer of a notebook stands on."""

    number: int
    document: str
    title: str
    file: str
    place: str
    headings: list[str]
    text: str
    language: Literal["ja", "en"]
    url: str


class EntryValue(TypedDict):
    """An answer that a notebook keeps: as it was shown, when it was asked, of which index, with its note."""

    id: str
    question: str
    language: Literal["ja", "en"]
    answer: str
    answer_language: Literal["ja", "en"]
    level: Literal["sure", "uncertain", "not_found", "no_question"]
    certainty: float
    doubts: list[str]
    asked: str
    index: str
    link: str
    evidence: list[KeptValue]
    note: str


class FileValue(TypedDict):
    """A file: its text, or where it is none, its bytes in base64."""

    format: Literal["md", "docx", "json"]
    text: str | None
    base64: str | None


class AskedValue(TypedDict):
    """A question that was asked, the link that asks it again, and when it was asked last."""

    question: str
    link: str
    asked: str


class EntriesValue(TypedDict):
    """A notebook, as an MCP tool returns it: as an object."""

    entries: list[EntryValue]


class HistoryValue(TypedDict):
    """A history, as an MCP tool returns it: as an object."""

    asked: list[AskedValue]


class GlossValue(TypedDict):
    """Characters [start, end) of a text, the words there, and what they are called in the other language."""

    start: int
    end: int
    words: str
    gloss: str


class GlossesValue(TypedDict):
    """The glosses of a text, as an MCP tool returns them: as an object."""

    glosses: list[GlossValue]


class HitsValue(TypedDict):
    """What a search found, as an MCP tool returns it: as an object."""

    hits: list[HitValue]


class DocumentsValue(TypedDict):
    """What is indexed, as an MCP tool returns it: as an object."""

    documents: list[DocumentValue]
