"""What a question's words, amounts and times may be in a table: cells, parts of cells, columns; several readings are kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kotae.answers.formulas.matched import SHORTEST, SPREAD, Matched, cuts_a_word, heading_of, near
from kotae.answers.formulas.model import Condition, ConditionSort
from kotae.answers.formulas.stated import stated
from kotae.answers.formulas.view import ColumnView, View, finest, parts, terms_of
from kotae.question.model import Question, Wording
from kotae.text.normalise import fold

_LONGEST = 8  # terms of one name
_CONDITIONS = 14  # kept for one question, the best
_NEAREST = 3  # rows that a search found: for 220 of 227 look-ups across languages the right one is among them
_LONG = 200  # characters of a cell that nobody calls a row by


@dataclass(frozen=True, slots=True)
class RowHit:
    """A row of a table that a search found, with its score."""

    row: int
    score: float


def match(question: Question, view: View, hits: Sequence[RowHit] = ()) -> Matched:
    """Return what a question may mean in a table.

    Args:
        question: the question.
        view: the table.
        hits: the rows of it that a search found, best first; empty where nothing was searched.
    """
    words_only = [term for term in question.terms if not term.normal.startswith("=")]
    terms = [words_only[place] for place in finest([(term.start, term.end) for term in words_only])]
    words = tuple(term.normal for term in terms)
    starts, ends = tuple(term.start for term in terms), tuple(term.end for term in terms)
    bare = Matched(question, view, tuple(terms), words, starts, ends)
    bare = replace(bare, headings=tuple(heading_of(bare, column) for column in view.columns))
    found = [*_named(bare), *_spread(bare), *_written(bare), *_labelled(bare), *stated(bare)]
    found = _without_parts_of_times(bare, found)
    nearest = list(_nearest(bare, found, hits))
    return replace(bare, conditions=(*nearest[:1], *_kept(bare, found), *nearest[1:]))


def _without_parts_of_times(asked: Matched, found: Sequence[Condition]) -> list[Condition]:
    """Leave out what parts of a month or a day name, where the table has just that one: 令和3年9月 is not all of 令和3年."""
    cells = asked.view.table.rows
    times = {
        asked.terms_between(time.start, time.end): (time.first, time.last)
        for time in asked.question.periods
        if time.grain in ("day", "month")
    }
    met = {
        one.terms
        for one in found
        if one.sort == "period" and one.column is not None and one.rows and one.terms in times
        if all(
            (days := cells[row].cells[one.column].period) and (days.first, days.last) == times[one.terms]
            for row in one.rows
        )
    }
    return [one for one in found if not any(one.terms < terms for terms in met)]


def _kept(asked: Matched, found: Iterable[Condition]) -> tuple[Condition, ...]:
    """Return the best conditions, each once: those that account for more words of the question come first.

    What the same words state of several columns is meant of one that the question names: a wide table has more columns of
    amounts than are kept.
    """
    best: dict[tuple[object, ...], Condition] = {}
    for condition in found:
        key = (condition.column, condition.rows, condition.terms, condition.sort == "amount" and condition.said)
        if (
            condition.rows
            and condition.terms
            and (key not in best or best[key].trust * best[key].filled < condition.trust * condition.filled)
        ):
            best[key] = condition

    def rank(one: Condition) -> tuple[float, int, float]:
        named = asked.headings[one.column].score if one.column is not None else 0.0
        return -len(one.terms) * one.trust - one.filled, min(one.terms, default=0), -named

    return tuple(sorted(best.values(), key=rank)[:_CONDITIONS])


def _nearest(asked: Matched, conditions: Sequence[Condition], hits: Sequence[RowHit]) -> Iterator[Condition]:
    """Yield the rows that a search found best, each as what the words mean that name nothing else in the table.

    The trust in the best is by how much it is the better one: all of it where the next row has half its score, or there is
    none. The others have what is left of it, by their scores.
    """
    terms = _unnamed(asked, conditions)
    if not hits or not terms or asked.view.label >= len(asked.view.columns) or hits[0].score <= 0:
        return
    rival = hits[1].score if len(hits) > 1 else 0.0
    trust = min(1.0, 2 * (1 - rival / hits[0].score))
    label = asked.view.label
    for place, hit in enumerate(hits[: _NEAREST if asked.in_other_language else 1]):
        said = asked.view.cell((hit.row, label)).text
        left = (1 - trust) * hit.score / hits[0].score
        yield Condition("found", label, frozenset({hit.row}), terms, left if place else trust, 1.0, said)


def _unnamed(asked: Matched, conditions: Sequence[Condition]) -> frozenset[int]:
    """Return the terms of a question that say no operation and no time, and name no cell and no column."""
    question = asked.question
    said = [(cue.start, cue.end) for cue in question.cues] + [(time.start, time.end) for time in question.periods]
    said += [(amount.start, amount.end) for amount in question.amounts if amount.stated]
    said.append((question.target.start, question.target.end))
    taken = frozenset().union(*(asked.terms_between(start, end) for start, end in said))
    taken |= frozenset().union(*(condition.terms for condition in conditions if condition.sort == "cell"))
    taken |= frozenset().union(*(heading.terms for heading in asked.headings))
    return frozenset(range(len(asked.terms))) - taken


def _named(asked: Matched) -> Iterator[Condition]:
    """Yield, for every column, the longest runs of the question's words that its cells have, and translations of them."""
    view, run = asked.view, asked.words
    for column in view.columns:
        reached = -1
        for start in range(len(run)):
            end, rows = _longest(view, column, run, start)
            if end <= reached or not rows:
                continue
            reached = end
            terms = frozenset(range(start, end))
            yield from _readings(column, run[start:end], rows, terms, asked.said(terms))
    for phrase in asked.question.phrases:
        for wording in phrase:
            if wording.source != "itself":
                yield from _called(asked, wording)


def _spread(asked: Matched) -> Iterator[Condition]:
    """Yield the rows of whose cell, or label over them, the question has all words near each other, in whatever order."""
    view, first = asked.view, asked.first_places
    rows_of: dict[tuple[ConditionSort, int | None, tuple[str, ...]], set[int]] = defaultdict(set)
    for column in view.columns:
        for row, names in enumerate(column.terms):
            if len(set(names)) > 1:
                rows_of["cell", column.place, names].add(row)
    for label, rows in _groups(view).items():
        if len(rows) < len(view.body):
            rows_of["group", None, terms_of(label)] |= rows.intersection(view.body)
    for (sort, place, names), rows in rows_of.items():
        run = near(names, first)
        together = run == list(range(run[0], run[0] + len(run))) if run else False
        if run:
            terms = frozenset(run)
            yield Condition(sort, place, frozenset(rows), terms, 1.0 if together else SPREAD, 1.0, asked.said(terms))


def _groups(view: View) -> dict[str, set[int]]:
    """Return the labels that stand over rows, with these rows."""
    rows_of: dict[str, set[int]] = defaultdict(set)
    for row, line in enumerate(view.table.rows):
        for label in line.group:
            rows_of[label].add(row)
    return rows_of


def _labelled(asked: Matched) -> Iterator[Condition]:
    """Yield the rows below labels whose words are what phrases of the question are called otherwise."""
    for label, rows in _groups(asked.view).items():
        names = set(terms_of(label))
        said = ([w for w in phrase if w.source != "itself" and w.terms <= names] for phrase in asked.question.phrases)
        meant = [
            max(wordings, key=lambda wording: (len(wording.terms), wording.trust)) for wordings in said if wordings
        ]
        if names and names == set().union(*(wording.terms for wording in meant)):
            terms = frozenset().union(*(asked.terms_between(wording.start, wording.end) for wording in meant))
            trust = min(wording.trust for wording in meant)
            yield Condition("group", None, frozenset(rows), terms, trust, 1.0, label)


def _longest(view: View, column: ColumnView, words: tuple[str, ...], start: int) -> tuple[int, frozenset[int]]:
    """Return where the longest run of words that cells of a column have ends, and the rows of these cells."""
    best, end = frozenset[int](), start
    for stop in range(start + 1, min(len(words), start + _LONGEST) + 1):
        held = view.holding.get(words[stop - 1], frozenset())
        near = {row for row, place in held if place == column.place}
        rows = frozenset(
            row
            for row in (near & best if best else near if stop == start + 1 else set())
            if _has_run(column.terms[row], words[start:stop])
        )
        if not rows:
            break
        best, end = rows, stop
    return end, best


def _has_run(terms: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(terms[place : place + len(run)] == run for place in range(len(terms) - len(run) + 1))


def _readings(
    column: ColumnView, run: tuple[str, ...], rows: frozenset[int], terms: frozenset[int], said: str
) -> Iterator[Condition]:
    """Yield the readings of a run of words: the cells that are these words, and all cells that have them."""
    whole = frozenset(row for row in rows if column.terms[row] == run)
    if whole:
        yield Condition("cell", column.place, whole, terms, 1.0, 1.0, said)
    if whole != rows:
        filled = max(len(run) / len(column.terms[row]) for row in rows - whole)
        yield Condition("part", column.place, rows, terms, 1.0, filled, said)


def _called(asked: Matched, wording: Wording) -> Iterator[Condition]:
    """Yield the cells that have all terms of what a phrase is called otherwise."""
    places = [asked.view.holding.get(term, frozenset()) for term in wording.terms]
    common = frozenset.intersection(*places) if places else frozenset()
    terms = asked.terms_between(wording.start, wording.end)
    for place in {column for _, column in common}:
        column = asked.view.columns[place]
        rows = frozenset(row for row, at in common if at == place)
        filled = max(len(wording.terms) / len(set(column.terms[row])) for row in rows)
        sort: ConditionSort = "cell" if filled >= 1 else "part"
        yield Condition(sort, place, rows, terms, wording.trust, filled, wording.text)


def _written(asked: Matched) -> Iterator[Condition]:
    """Yield the rows of whose cell, label over them or total a text stands in the question as it is written."""
    question = fold(asked.question.text)
    for (sort, column, text), rows in _texts(asked.view).items():
        at = question.find(text) if len(text) >= SHORTEST else -1
        if at >= 0 and not cuts_a_word(question, at, at + len(text)):
            terms = asked.terms_between(at, at + len(text))
            yield Condition(sort, column, frozenset(rows), terms, 1.0, 1.0, text)


def _texts(view: View) -> dict[tuple[ConditionSort, int | None, str], set[int]]:
    """Return what rows may be called by: cells and their parts, labels over them, what they are the totals of."""
    rows_of: dict[tuple[ConditionSort, int | None, str], set[int]] = defaultdict(set)
    for column in view.columns:
        whole = set(column.keys)
        for row, key in enumerate(column.keys):
            for part in {key, *(fold(part) for part in parts(key))} if len(key) <= _LONG else ():
                rows_of["cell" if part in whole else "part", column.place, part].add(row)
    for label, rows in _groups(view).items():
        rows_of["group", None, fold(label)] |= rows
    for row, line in enumerate(view.table.rows):
        for label in (line.of, *line.group[-1:]) if line.role in ("total", "average") else ():
            rows_of["total", None, fold(label)].add(row)
    return rows_of
