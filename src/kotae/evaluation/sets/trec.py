"""TREC relevance judgements ("qrels": topic, iteration, document, relevance) with their queries in a file beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kotae.errors import QuestionSetError
from kotae.evaluation.sets import sources
from kotae.evaluation.sets.rows import Row
from kotae.evaluation.sets.sources import Source


@dataclass(frozen=True, slots=True)
class Judgements:
    """The relevant documents of each query with their grades, and where the query's first one stands."""

    of: dict[str, tuple[str, dict[str, int]]]

    def add(self, query: str, document: str, written: str, place: str) -> None:
        """Add a judgement; what is not relevant (0 or less) is left out.

        Raises:
            QuestionSetError: the grade is not a whole number, or the pair was judged before.
        """
        try:
            grade = float(written)
        except ValueError:
            grade = 0.5
        if not grade.is_integer():
            raise QuestionSetError(f"{place}: {written!r} is not a whole number; mend the line")
        if grade < 1:
            return
        grades = self.of.setdefault(query, (place, {}))[1]
        if document in grades:
            raise QuestionSetError(f"{place}: the query {query!r} has this document twice; keep one of the lines")
        grades[document] = int(grade)


def looks_like(text: str) -> bool:
    """Tell whether a text's first line has four values of which the last is a number, as judgements have."""
    first = next((line.split() for line in text.splitlines() if line.strip()), [])
    return len(first) == 4 and first[3].lstrip("-").isdecimal()


def read(path: Path, queries: Path | None) -> Source:
    """Read judgements. Their documents are those of the user's own corpus, by id or file name.

    Args:
        path: the judgements.
        queries: id and text of each query, parted by a tab, or JSON Lines with `_id` and `text`.

    Raises:
        QuestionSetError: there are no queries, a line is malformed, or a query has no text.
    """
    if queries is None:
        raise QuestionSetError(
            f"{path.name}: judgements of the TREC kind do not say what was asked; name the file with the queries too "
            "(--queries FILE: an id, a tab and the question on each line, or JSON Lines with _id and text)"
        )
    judged = Judgements({})
    for place, line in sources.lines(path):
        values = line.split()
        if len(values) != 4:
            raise QuestionSetError(
                f"{place}: has {len(values)} values, not 4 (query, 0, document, grade); mend the line"
            )
        judged.add(values[0], values[2], values[3], place)
    return Source("TREC", judged_rows(judged, query_texts(queries), queries.name), None)


def query_texts(path: Path) -> dict[str, tuple[str, str]]:
    """Return the place and the text of each query.

    Raises:
        QuestionSetError: the file cannot be read, a line is malformed, or an id is there twice.
    """
    found: dict[str, tuple[str, str]] = {}
    for place, name, text in _queries(path):
        if name in found:
            raise QuestionSetError(f"{place}: the id {name!r} is there twice; give each query its own")
        found[name] = (place, text)
    return found


def judged_rows(judged: Judgements, texts: dict[str, tuple[str, str]], name: str) -> Iterator[Row]:
    """Yield a row for each query that has a relevant document, in the order of the judgements.

    Args:
        judged: the judgements.
        texts: the queries.
        name: what the file of the queries is called.

    Raises:
        QuestionSetError: a judged query is not among them.
    """
    for query, (place, grades) in judged.of.items():
        if query not in texts:
            raise QuestionSetError(f"{place}: the query {query!r} is not in {name}; add it, or take the line out")
        where, text = texts[query]
        yield sources.entry(where, id=query, question=text, document=grades)


def _queries(path: Path) -> Iterator[tuple[str, str, str]]:
    if path.suffix.lower() in (".jsonl", ".json"):
        for place, record in sources.objects(path):
            yield place, sources.field(record, "_id", place), sources.field(record, "text", place)
        return
    for place, line in sources.lines(path):
        name, tab, text = line.partition("\t")
        if not tab:
            raise QuestionSetError(f"{place}: has no tab between the id and the text of the query; mend the line")
        yield place, name.strip(), text
