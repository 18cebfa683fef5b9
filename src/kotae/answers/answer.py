"""Hits to the result of a question."""

from collections.abc import Sequence
from dataclasses import replace

from kotae.answers.cell import cell_answer
from kotae.answers.certainty import answer_certainty
from kotae.answers.fitting import fits, lacks_measure
from kotae.answers.formulas.answering import Reasoned, reason
from kotae.answers.formulas.model import TELLING
from kotae.answers.headed import naming_heading, under_heading
from kotae.answers.model import Answer, Result, Tried
from kotae.answers.quote import quote_among, sentence_scores
from kotae.answers.reader.look import Looked, look
from kotae.answers.reader.order import in_read_order
from kotae.answers.reader.windows import window
from kotae.answers.table_certainty import table_certainties
from kotae.embedding import PassageReader
from kotae.index.opened import OpenIndex
from kotae.question.model import Question
from kotae.retrieval.named import asked_of
from kotae.retrieval.search import Hit
from kotae.text.labels import labels_language

# How many hits an answer is looked for in, whether or not as many are shown.
JUDGED = 16
# So many hits are read with the question, and of these, in the order that reading puts them in, so many are considered; one
# this close behind the best may answer in its place when it alone has the kind of thing that is asked for.
_READ_FIRST, _CONSIDERED, _CLOSE_BEHIND = 5, 3, 0.9
# What was read outweighs how a hit was found by these powers: chosen on rows of securities reports and of Wikipedia that the
# reader did not learn from (benchmarks/reader/README.md), and checked on the committed questions.
_READ, _FOUND, _UNREAD = 0.5, 3.0, 1e-3
# How sure a formula over a table must be to be called the answer (benchmarks/table_answers/README.md); to be that however
# sure the text is, or where it only tells cells though something is to be computed; and to be that where it tells cells of a
# table found further down; how nearly as sure another table's must be to be shown too.
_SURE, _SURE_ALONE, _SURE_BEHIND, _READ_BEHIND = 0.30, 0.5, 0.8, 0.9
_AS_WELL = 0.5
_LONGEST_VALUE = 24  # characters of a cell that says a time or an amount: what is longer is a text with numbers in it


def answer(
    question: Question,
    hits: Sequence[Hit],
    index: OpenIndex,
    strictness: float,
    shown: int,
    reader: PassageReader | None,
) -> Result:
    """Return the result of a question: what a table or the best passage answers, unless it is too uncertain.

    Args:
        question: the question.
        hits: what was found, best first; without any there is no answer.
        index: where the hits are from.
        strictness: the certainty, from 0 to 1, under which the documents count as not holding the answer.
        shown: how many hits the result has.
        reader: reads passages with the question, where there is one.
    """
    if not hits:
        return _result(question, index, 0.0)
    tables = [] if question.only_names else _reasoned(question, hits, index, reader)
    result = _by_table(question, tables, hits, index, strictness, shown) if tables else None
    if result is None or not _leads(tables[0], hits):
        rest = asked_of(question, hits[0].number, index)  # a table may be called as its document is, a sentence seldom
        by_text = _by_text(rest, tables, hits, index, strictness, shown, reader)
        result = by_text if result is None or by_text.certainty > result.certainty else result
    language = labels_language(question.text)
    return replace(result, question=question.text, language=language, tried=tuple(_tried(each) for each in tables))


def _reasoned(
    question: Question, hits: Sequence[Hit], index: OpenIndex, reader: PassageReader | None
) -> list[Reasoned]:
    """Return what the tables among the hits answer, each as sure as it is that they do.

    The results of the table whose likeliest one is the surest come first; of one table, the likeliest first.
    """
    listed = [each for each in reason(question, hits, index, reader) if _is_of_kind(question, each)]
    certainties = table_certainties(question, listed, hits, index)
    sure = [replace(each, certainty=certainty) for each, certainty in zip(listed, certainties, strict=True)]
    likeliest: dict[tuple[str, int | None], float] = {}
    for each in sure:
        likeliest.setdefault((each.hit.document.id, each.hit.unit.table), each.certainty)
    meant = max(likeliest, key=lambda table: likeliest[table], default=None)
    return sorted(sure, key=lambda each: (each.hit.document.id, each.hit.unit.table) != meant)


def _is_of_kind(question: Question, reasoned: Reasoned) -> bool:
    """Tell whether cells that are told may be what is asked for: where that is a time or an amount, names are not."""
    told = reasoned.answer.computed
    if told is None or reasoned.operation not in TELLING or question.target.sort not in ("when", "amount"):
        return True
    texts = told.text_values
    if told.missing or not texts:
        return True
    if all(len(text) > _LONGEST_VALUE and lacks_measure(question, text) for text in texts):
        return False
    return any(fits(question, text) or any(map(str.isdigit, text)) for text in texts)


def _by_table(
    question: Question, tables: Sequence[Reasoned], hits: Sequence[Hit], index: OpenIndex, strictness: float, shown: int
) -> Result | None:
    """Return the result that a table leads to; None where it is not sure.

    Where a question may as well mean other tables, it is answered from all of them, and one of the answers is meant: it is as
    sure as all of them together that there is an answer, and that it is the one that is shown first only as sure as that one.
    """
    best = tables[0]
    others = [other for other in tables[1:] if _as_good(other, best)]
    sure = min(1.0, best.certainty + sum(other.certainty for other in others))
    least = _SURE_ALONE if question.computes and best.operation in TELLING else _SURE
    if sure < max(least, strictness):
        return None
    kept, moved = _cut(hits, [best.answer, *(other.answer for other in others)], shown)
    return replace(_result(question, index, best.certainty, kept), answer=moved[0], others=tuple(moved[1:]))


def _by_text(
    question: Question,
    tables: Sequence[Reasoned],
    hits: Sequence[Hit],
    index: OpenIndex,
    strictness: float,
    shown: int,
    reader: PassageReader | None,
) -> Result:
    """Return the result that a passage or a row leads to.

    A row is no total, count or greatest: where one is asked for, and no formula that leads to it is sure, there is no answer.
    """
    hits, looked = read_first(question, hits, index, reader)
    best = quoted_or_read(question, hits, index, looked, reader)
    sure = answer_certainty(question, best, hits, index, looked)
    if question.target.sort == "why" and hits[best.citations[0] - 1].unit.kind == "figure":
        sure = 0.0  # there is nothing else to quote
    if tables and (question.computes or question.over_rows) and hits[best.citations[0] - 1].unit.kind == "row":
        about = sure >= strictness
        sure = min(tables[0].certainty, _SURE)
        return replace(_result(question, index, sure, _cut(hits, [], shown)[0]), unsure=about)
    if sure < strictness:
        return _result(question, index, sure, _cut(hits, [], shown)[0])
    kept, moved = _cut(hits, [best], shown)
    return replace(_result(question, index, sure, kept), answer=moved[0])


def _result(question: Question, index: OpenIndex, sure: float, hits: tuple[Hit, ...] = ()) -> Result:
    """Return a result without an answer."""
    return Result(
        question=question.text,
        language=labels_language(question.text),
        answer=None,
        certainty=round(sure, 3),
        hits=hits,
        cited_sources=index.manifest.cited,
        documents=frozenset(document.id for document in index.records.documents),
    )


def _tried(reasoned: Reasoned) -> Tried:
    hit = reasoned.hit
    return Tried(
        reasoned.operation,
        reasoned.meant,
        reasoned.answer.text,
        round(reasoned.certainty, 3),
        hit.document.title,
        hit.unit.page,
    )


def _leads(reasoned: Reasoned, hits: Sequence[Hit]) -> bool:
    """Tell whether a table answers, however sure the text is: it is sure, and computes or is as good a hit, or is very sure."""
    if reasoned.certainty < _SURE_ALONE:
        return False
    if reasoned.operation not in TELLING or reasoned.score >= _READ_BEHIND * hits[0].score:
        return True
    return reasoned.certainty >= _SURE_BEHIND


def _as_good(other: Reasoned, best: Reasoned) -> bool:
    """Tell whether a question may as well mean another table."""
    same = other.operation == best.operation and other.answer.text != best.answer.text
    elsewhere = (other.hit.document.id, other.hit.unit.table) != (best.hit.document.id, best.hit.unit.table)
    return same and elsewhere and other.certainty >= _AS_WELL * best.certainty


def read_first(
    question: Question, hits: Sequence[Hit], index: OpenIndex, reader: PassageReader | None
) -> tuple[Sequence[Hit], Looked | None]:
    """Return the hits in the order that reading the first of them puts them in, and what was read, where there is a reader."""
    if reader is None:
        return hits, None
    first = _quotable(question, hits)[:_READ_FIRST]
    passages = [hit for hit in first if hit.unit.kind != "row"]
    rows = [hit for hit in _close(first[:_CONSIDERED]) if hit.unit.kind == "row"]
    scores = sentence_scores(question, passages, question.distinct, index)
    looked = look(question, [*passages, *rows], [*scores, *([[0.0]] * len(rows))], reader)
    # A name alone is no question that a passage could be relevant to.
    return hits if question.only_names else in_read_order(hits, looked), looked


def quoted_or_read(
    question: Question, hits: Sequence[Hit], index: OpenIndex, looked: Looked | None, reader: PassageReader | None
) -> Answer:
    """Return the answer of the best hit, or of one close behind it.

    The first is taken that has the date or the amount that is asked for: in the order of the hits, rows among each other as
    they were read.
    """
    considered = _quotable(question, hits)[:_CONSIDERED]
    close = _close(considered)
    passages = [hit for hit in considered if hit.unit.kind != "row"]
    rows = [hit for hit in close if hit.unit.kind == "row"]
    if looked is not None:
        rows.sort(key=lambda hit: -_weight(hit, looked))
    answers = [cell_answer(question, hit, question.distinct, index, looked) for hit in rows]
    if any(hit.unit.kind != "row" for hit in close):
        quoted = _quoted(question, passages, index, looked, reader)
        answers.insert(0 if close[0].unit.kind != "row" else 1, quoted)
    return next((one for one in answers if fits(question, one.text)), answers[0])


def _quotable(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits whose words may be quoted, or the one that is left where there are none."""
    able = [hit for hit in hits if _is_quotable(hit, question)] or [
        *(hit for hit in hits if hit.unit.kind != "figure"),
        *hits,
    ][:1]
    return [hit for hit in able if hit.defines] or able  # what stands under the name tells of it


def _close(able: Sequence[Hit]) -> list[Hit]:
    """Return the first of some hits, best first, and those close behind it."""
    return [hit for hit in able if hit.score >= able[0].score * _CLOSE_BEHIND]


def _weight(hit: Hit, looked: Looked) -> float:
    """Return how much speaks for a row: how well it was found, and how likely the answer was read in it."""
    return float(hit.score**_FOUND * (looked.share(hit) + _UNREAD) ** _READ)


def _quoted(
    question: Question,
    passages: Sequence[Hit],
    index: OpenIndex,
    looked: Looked | None,
    reader: PassageReader | None,
) -> Answer:
    """Return what is quoted of some passages, or the heading over one that names what is asked for."""
    if looked is None:
        scores: Sequence[Sequence[float]] = sentence_scores(question, passages, question.distinct, index)
    else:
        scores = [looked.scores[hit.number] for hit in passages]
    quoted = quote_among(question, passages, scores, question.distinct, index, looked)
    if reader is None:
        return quoted
    place = next(number for number, hit in enumerate(passages) if hit.rank == quoted.citations[0])
    heading = naming_heading(question, window(passages[place], scores[place]), reader)
    return under_heading(quoted, heading) if heading else quoted


def _is_quotable(hit: Hit, question: Question) -> bool:
    """Tell whether a hit's words may be quoted: a figure shows what is so and gives no reasons, titles of works say nothing."""
    if hit.unit.kind == "table" or (hit.unit.kind == "figure" and question.target.sort == "why"):
        return False
    return hit.unit.role != "references" or question.of_document


def _cut(hits: Sequence[Hit], answers: Sequence[Answer], shown: int) -> tuple[tuple[Hit, ...], list[Answer]]:
    """Return the hits to show, those that answers stand on always among them, and the answers with their new ranks."""
    cited = {citation for answer in answers for citation in answer.citations}
    behind = sorted(rank for rank in cited if rank > shown)
    kept = [hit for hit in hits if hit.rank <= max(shown - len(behind), 0) or hit.rank in cited]
    ranks = {hit.rank: rank for rank, hit in enumerate(kept, 1)}
    moved = [
        replace(
            answer,
            citations=tuple(ranks[citation] for citation in answer.citations),
            evidence=tuple(replace(part, citation=ranks[part.citation]) for part in answer.evidence),
        )
        for answer in answers
    ]
    return tuple(replace(hit, rank=ranks[hit.rank]) for hit in kept), moved
