"""Glosses of what is shown: of the words of answers and quotes, of the labels of tables, for who reads the other language."""

from collections.abc import Sequence
from typing import Any

from kotae import Kotae
from kotae.answers.model import Answer, Result
from kotae.documents.model import Table
from kotae.lexicon.glosses import Gloss, pairs_in
from kotae.retrieval.search import Hit
from kotae.text.labels_said_once import once
from kotae.text.language import Language
from kotae.text.readable import amount, said
from kotae_ui.foreign import is_foreign, needs_glosses
from kotae_ui.linking import links

_MOST_LABELS, _LONGEST_LABEL = 120, 60  # of a table: more is not read at a glance


def result_glosses(kotae: Kotae, result: Result) -> dict[str, Any]:
    """Return the glosses of a result for who asked: of its answer, and of the hits that it cites by their ranks.

    Of a text they are characters [start, end), the words and the gloss; of a table they are by label.
    """
    language = result.language
    cited = [hit for hit in result.hits if result.answer and hit.rank in result.answer.citations]
    found: dict[str, Any] = {"language": language, "answer": [], "said": [], "texts": {}, "labels": {}}
    if result.answer and needs_glosses(result.answer.text, language):
        found["said"] = _said(kotae, result, result.answer)
    quoted = [
        (f"{hit.rank}", hit) for hit in cited if hit.unit.table is None and needs_glosses(hit.unit.text, language)
    ]
    texts = [(hit.unit.text, _context(hit)) for _, hit in quoted]
    if result.answer and needs_glosses(result.answer.text, language):
        texts.append((result.answer.text, _context(cited[0]) if cited else ""))
    tables = {hit.rank: kotae.table(hit.document.id, hit.unit.table) for hit in cited if hit.unit.table is not None}
    labelled = {rank: table for rank, table in tables.items() if is_foreign(table, language)}
    if not texts and not labelled:
        return found  # and the cited documents are not gone through for what they call their words
    names = dict.fromkeys(hit.document.id for hit in cited)
    pairs = pairs_in(unit.text for name in names for unit in kotae.units(name))
    # What who asked calls a word is what it is called to them.
    pairs |= {there: link.words for link in links(kotae, result) for there in link.there}
    glosses = kotae.glossary.glosses(texts, language, pairs) if texts else []
    for (rank, _), several in zip(quoted, glosses, strict=False):
        found["texts"][rank] = _plain(several)
    if len(glosses) > len(quoted):
        found["answer"] = _plain(glosses[-1])
    for number, table in labelled.items():
        found["labels"][f"{number}"] = _labels(kotae, table, language, pairs)
    return found


def _said(kotae: Kotae, result: Result, answer: Answer) -> list[list[str]]:
    """Return the amounts and dates of an answer, each as it is written, a cell's with its unit, and as who asked writes it."""
    told = {answer.text[one.start : one.end]: one.text for one in said(answer.text, result.language)}
    hits = {hit.rank: hit for hit in result.hits}
    for part in answer.evidence:
        unit = hits[part.citation].unit
        if part.cell is None or unit.table is None:
            continue
        table = kotae.table(hits[part.citation].document.id, unit.table)
        cell, measured = table.rows[part.cell[0]].cells[part.cell[1]], table.unit_of(*part.cell)
        is_told = any(cell.text in written for written in told)
        if cell.number is not None and cell.text in answer.text and not is_told:
            shown = amount(cell.number, measured, result.language)
            told |= {f"{cell.text} {measured}".strip(): shown} if shown else {}
    return [[written, shown] for written, shown in told.items()]


def _labels(kotae: Kotae, table: Table, language: Language, pairs: dict[str, str]) -> dict[str, str]:
    """Return the glosses of a table's labels, each whole: headers, what names the rows and groups, cells of words."""
    written = [
        *map(once, table.header),
        *(cell.text for row in table.rows for cell in row.cells),
        *_groups(table),
        table.unit,
    ]
    labels = [label for label in dict.fromkeys(written) if label.strip() and len(label) <= _LONGEST_LABEL]
    labels = [label for label in labels if needs_glosses(label, language)][:_MOST_LABELS]
    found = kotae.glossary.glosses([(label, table.caption) for label in labels], language, pairs)
    joined = {label: " ".join(gloss.gloss for gloss in several) for label, several in zip(labels, found, strict=True)}
    return {label: gloss for label, gloss in joined.items() if gloss}


def _groups(table: Table) -> Sequence[str]:
    return [label for row in table.rows for label in row.group]


def _context(hit: Hit) -> str:
    return hit.unit.headings[-1] if hit.unit.headings else ""


def _plain(glosses: Sequence[Gloss]) -> list[list[Any]]:
    return [[one.start, one.end, one.words, one.gloss] for one in glosses]
