"""What an answer rests on: the sources that its own sentence cites, and what these say themselves where they are here."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kotae.answers.model import Answer, Evidence, Result, Says, Sourced
from kotae.corpus import citations
from kotae.corpus.citations import resolve
from kotae.retrieval.search import Among, Hit
from kotae.text.language import detect
from kotae.text.numbers import Date, dates
from kotae.text.tokens import Token, tokenize

_AMOUNTS = ("number", "value", "identifier")
_ALIKE = 0.5  # of the words that carry the answer; the same is seldom said in all the same words


def with_sources(result: Result, ask: Callable[[Among], Result]) -> Result:
    """Return a result whose answer tells of the sources that its claim is of.

    Each source that is in the corpus is asked the same question, alone.

    Args:
        result: the result of a question that asks one thing.
        ask: answers the same question from some documents only.
    """
    if result.answer is None or result.parts:
        return result
    hits = {hit.rank: hit for hit in result.hits}
    cited: dict[str, Sourced] = {}
    for part in result.answer.evidence:
        hit = hits.get(part.citation)
        for key in _keys(hit, part, result.answer) if hit else ():
            if hit is not None and key not in cited:
                cited[key] = _sourced(key, hit, result, ask)
    return replace(result, answer=replace(result.answer, sources=tuple(cited.values()))) if cited else result


def _keys(hit: Hit, part: Evidence, answer: Answer) -> Iterator[str]:
    """Yield what is cited in the sentences that carry an answer; a table's row has the citations of its table."""
    unit = hit.unit
    if unit.kind != "passage":
        yield from unit.cites
        return
    carrying = [(part.start, part.end)]
    if answer.marks and unit.text[part.start : part.end] == answer.text:
        carrying = [(part.start + start, part.start + end) for start, end in answer.marks]
    for first, last in unit.sentences or ((0, len(unit.text)),):
        if any(first < end and start < last for start, end in carrying):
            yield from citations.keys(unit.text[first:last])


def _sourced(key: str, hit: Hit, result: Result, ask: Callable[[Among], Result]) -> Sourced:
    entries = {reference.key: reference for reference in hit.document.references}
    entry, known = resolve(key, entries), resolve(key, result.cited_sources)
    document = result.cited_sources[known] if known else None
    reference = entries[entry].text if entry else None
    assert result.answer is not None
    if document is None or document not in result.documents or document == hit.document.id:
        return Sourced(key, reference, document, None, "", None)
    own = ask(Among(documents=frozenset([document])))
    if own.answer is None:
        return Sourced(key, reference, document, "nothing", "", next(iter(own.hits), None))
    rank = own.answer.citations[0]
    passage = next((found for found in own.hits if found.rank == rank), None)
    return Sourced(key, reference, document, _says(result.answer, own.answer), own.answer.text, passage)


def _says(claim: Answer, own: Answer) -> Says:
    """Tell whether a source's own answer says the same as a claim of it.

    The dates and amounts that carry the claim decide; where none do, its words, which tell nothing across languages.
    """
    days = _days(claim)
    carried = _carrying(claim)
    said = {token.term for token in tokenize(own.text)}
    amounts = {
        token.term
        for token in carried
        if token.kind in _AMOUNTS and not any(day.start <= token.start < day.end for day in days)
    }
    if amounts or days:
        theirs = dates(own.text)
        dated = all(any(_may_be_one(day, other) for other in theirs) for day in days)
        return "same" if dated and amounts <= said else "differs"
    words = {token.term for token in carried}
    if not words or detect(claim.text) != detect(own.text):
        return "unclear"
    return "same" if len(words & said) >= _ALIKE * len(words) else "unclear"


def _days(claim: Answer) -> list[Date]:
    """Return the dates that are the answer, in its text; all where nothing is marked."""
    found = []
    for start, end in claim.marks or ((0, len(claim.text)),):
        for day in dates(claim.text[start:end]):
            found.append(replace(day, start=day.start + start, end=day.end + start))
    return found


def _may_be_one(day: Date, other: Date) -> bool:
    """Tell whether two dates agree in all that both tell, and tell something in common ("1931" and "September 1931")."""
    told = [(day.year, other.year), (day.month, other.month), (day.day, other.day)]
    both = [(one, two) for one, two in told if one is not None and two is not None]
    return bool(both) and all(one == two for one, two in both)


def _carrying(claim: Answer) -> list[Token]:
    """Return the words of a claim that are the answer; all where none are marked."""
    tokens = tokenize(claim.text)
    marked = [token for token in tokens if any(start <= token.start < end for start, end in claim.marks)]
    return marked or tokens
