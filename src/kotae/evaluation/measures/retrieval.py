"""Success, recall, precision, reciprocal rank and nDCG of each question, computed by ir_measures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kotae.evaluation.measures.relevance import Judged, judged
from kotae.evaluation.model import Found, Question

if TYPE_CHECKING:
    from ir_measures import Measure, Qrel, ScoredDoc

CUT_OFFS = (1, 3, 5, 10)
NDCG_CUT_OFFS = (3, 5, 10)
RR_CUT_OFF = 10


def retrieval_values(asked: Iterable[tuple[Question, Sequence[Found]]]) -> list[dict[str, float]]:
    """Return the measures of retrieval for each question, by the names in `measures.catalogue`.

    A question that is unanswerable, or does not say what a right hit is, has none; one that found nothing has 0. What a
    right hit is, `relevance.judged` says. nDCG takes the relevance itself as gain, as trec_eval does.

    Args:
        asked: questions with their hits, best first.
    """
    import ir_measures
    from ir_measures import RR, P, R, Success, nDCG

    cases = [judged(question, hits) if question.answerable else None for question, hits in asked]
    found: list[Measure] = [Success @ cut_off for cut_off in CUT_OFFS] + [R @ cut_off for cut_off in CUT_OFFS]
    found += [RR @ RR_CUT_OFF, *(nDCG @ cut_off for cut_off in NDCG_CUT_OFFS)]
    precise: list[Measure] = [P @ cut_off for cut_off in CUT_OFFS]
    run = list(_run(cases))
    values: list[dict[str, float]] = [{} for _ in cases]
    for measures, qrels in ((found, _looked_for(cases)), (precise, _right(cases))):
        for value in ir_measures.iter_calc(measures, list(qrels), run):
            values[int(value.query_id)][str(value.measure)] = float(value.value)
    return values


def _run(cases: Sequence[Judged | None]) -> Iterator["ScoredDoc"]:
    """Yield the rankings; the scores fall with every place, since equal ones would be ordered by name."""
    from ir_measures import ScoredDoc

    for number, case in _numbered(cases):
        for place, key in enumerate(case.ranking):
            yield ScoredDoc(number, _written(key), float(len(case.ranking) - place))


def _looked_for(cases: Sequence[Judged | None]) -> Iterator["Qrel"]:
    yield from _qrels((number, case.relevant) for number, case in _numbered(cases))


def _right(cases: Sequence[Judged | None]) -> Iterator["Qrel"]:
    """Yield what counts for precision; where nothing right was found, what is looked for, so that the question counts."""
    yield from _qrels((number, dict.fromkeys(case.right, 1) or case.relevant) for number, case in _numbered(cases))


def _qrels(relevant: Iterable[tuple[str, Mapping[str, int]]]) -> Iterator["Qrel"]:
    from ir_measures import Qrel

    for number, grades in relevant:
        for key, grade in grades.items():
            yield Qrel(number, _written(key), grade)


def _numbered(cases: Sequence[Judged | None]) -> Iterator[tuple[str, Judged]]:
    return ((str(number), case) for number, case in enumerate(cases) if case)


def _written(key: str) -> str:
    """Return a name that can be encoded: a file's name need not be."""
    return key.encode("utf-8", "backslashreplace").decode("utf-8")
