"""Results, sections and document lists as HTML. Everything that comes from a document is escaped by the templates."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kotae import Kotae
from kotae.answers.model import Answer, Cited, Doubt, Result
from kotae.documents.model import Shortfall
from kotae.errors import KotaeError
from kotae.messages import explained
from kotae.passages.sections import Section, sections
from kotae.retrieval.search import Hit
from kotae.showing import level, numbers
from kotae.text.language import Language, detect
from kotae_ui.asking import Asking
from kotae_ui.foreign import is_foreign, needs_glosses
from kotae_ui.glance import Glance
from kotae_ui.judging import choices
from kotae_ui.library import Outcome
from kotae_ui.linking import links
from kotae_ui.marking import Piece, Range, answers_of, cut, evidence_in
from kotae_ui.places import place, shortfalls, where
from kotae_ui.strings import LANGUAGES, say
from kotae_ui.tables import TableView, table_view
from kotae_ui.viewed import Viewed

_SHORTFALLS = 3  # shown beside a hit; the list of documents has all


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit as it is shown: its number, where it stands, its text in pieces or its table, and whether it is in the other
    language than the question."""

    hit: Hit
    number: int
    language: Language
    where: str
    place: dict[str, Any]
    cited: bool
    pieces: tuple[Piece, ...]
    table: TableView | None
    is_foreign: bool
    sources: tuple[Cited, ...]
    shortfalls: list[str]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as it is shown: its text in pieces, the hits that it cites in the order of their numbers, what is copied."""

    answer: Answer
    language: Language
    pieces: tuple[Piece, ...]
    cites: tuple[HitView, ...]
    copied: str


def result_html(outcome: Outcome) -> str:
    """Return a result: the answer with its citations, how sure it is and why not more, then the evidence."""
    result = outcome.result
    shown_as = numbers(result)
    worded = result.answer is not None and needs_glosses(result.answer.text, result.language)
    hits = sorted((_hit_view(hit, outcome, shown_as[hit.rank]) for hit in result.hits), key=lambda view: view.number)
    return template(
        "result.html",
        result=result,
        level=level(result),
        doubts=doubt_lines(result.doubts, result.language),
        sources=_source_views(outcome),
        answer=_answer_view(result.answer, hits, result.language) if result.answer else None,
        others=[_answer_view(other, hits, result.language) for other in result.others],
        hits=hits,
        filtered=bool(outcome.asking.filters),
        link=outcome.asking.link(),
        key=outcome.key,
        verdicts=choices(result),
        glossed=worded or any(view.cited and view.is_foreign for view in hits),
        worded=worded,
        links=links(outcome.kotae, result),
        label=lambda key, /, **values: say(result.language, key, **values),
    )


def meant_html(outcome: Outcome) -> str:
    """Return a line that asks whether another question was meant, where this one has typing errors; else nothing."""
    meant = outcome.result.meant
    if not meant:
        return ""
    link = replace(outcome.asking, question=meant).link()
    return template("meant.html", meant=meant, language=detect(meant), link=link)


def doubt_lines(doubts: Sequence[Doubt], language: Language) -> list[str]:
    """Return in words why a result is uncertain; what the evidence has no word for is told of in one line."""
    unsaid = [doubt.words for doubt in doubts if doubt.kind == "unsaid"]
    told = [say(language, f"doubt.{doubt.kind}", words=doubt.words) for doubt in doubts if doubt.kind != "unsaid"]
    named = " ".join(say(language, "doubt.words", words=words) for words in unsaid)
    return [*told, say(language, "doubt.unsaid", words=named)] if unsaid else told


def active_html(asking: Asking, titles: Mapping[str, str]) -> str:
    """Return the filters of a question as buttons that take them away; nothing where there are none.

    Args:
        asking: the question with its filters.
        titles: of the documents that it may be limited to, by their ids.
    """
    chips = [
        {"name": name, "key": _chip_key(name, asking), "title": titles.get(name.partition(":")[2], "")}
        for name in asking.filters
    ]
    return template("active.html", chips=chips, strictness=asking.strictness) if chips else ""


def _chip_key(name: str, asking: Asking) -> str:
    """Return which text of the interface a filter's button has; none for a document, which has a title."""
    if name == "language":
        return f"filter.language.{asking.language}"
    if name == "kinds":
        return f"filter.kinds.{asking.kinds}"
    return "filter.strictness.at" if name == "strictness" else ""


@dataclass(frozen=True, slots=True)
class Found:
    """What of a section was found: a unit's place in its document, and of it the characters or the table's cells used."""

    unit: int | None = None
    stands: tuple[Range, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()


def section_html(kotae: Kotae, shown: Viewed, number: int, found: Found) -> str:
    """Return one section of a document without pages, what was found in it marked.

    Args:
        kotae: the open index.
        shown: the document, or the file attached to one.
        number: the section, from 1; one that does not exist is taken for the nearest.
        found: what is marked.
    """
    units = shown.units(kotae)
    all_sections = sections(units)
    section = all_sections[min(max(number, 1), len(all_sections)) - 1] if all_sections else Section((), ())
    hit = units[found.unit] if found.unit is not None and 0 <= found.unit < len(units) else None
    parts = []
    for member in section.units:
        own = units[member]
        here = hit is not None and (member == found.unit or (own.table is not None and hit.table == own.table))
        table = None
        if own.table is not None:
            matched = [hit.row] if hit is not None and here and hit.row is not None else []
            used = found.cells if here else ()
            table = table_view(kotae.table(shown.record.id, own.table), matched, used, whole=True)
        ranges = found.stands if member == found.unit else ()
        parts.append({"found": here, "pieces": tuple(cut(own.text, ranges, ())), "table": table})
    language: Language = "ja" if shown.record.language == "ja" else "en"
    return template(
        "section.html",
        headings=section.headings,
        parts=parts,
        language=language,
        label=lambda key, /, **values: say(language, key, **values),
    )


def glance_html(found: Glance) -> str:
    """Return a document at a glance."""
    return template("glance.html", found=found)


def suggestions_html(questions: Sequence[str]) -> str:
    """Return questions about a document as buttons that ask them."""
    return template("suggestions.html", questions=[{"text": text, "language": detect(text)} for text in questions])


def message_html(key: str, kind: str, **values: object) -> str:
    """Return one line in both languages, as a note of a kind ("error", "done", "empty", "quiet")."""
    return template("message.html", key=key, kind=kind, values=values)


def both(key: str, **values: object) -> Markup:
    """Return a text in both languages; the style sheet shows the one that the interface is in."""
    return _spans({one: say(one, key, **_explained(values, one)) for one in LANGUAGES})


def told(error: KotaeError | str) -> Markup:
    """Return what an error says in both languages."""
    return _spans({one: explained(error, one) for one in LANGUAGES})


def _explained(values: Mapping[str, object], language: Language) -> dict[str, object]:
    """Return what is filled into a text; errors among it, and reasons that are errors' lines, are said in its language."""
    return {
        name: explained(str(value), language) if isinstance(value, KotaeError) or name == "reason" else value
        for name, value in values.items()
    }


def _spans(texts: Mapping[Language, str]) -> Markup:
    return Markup("").join(Markup('<span lang="{}" class="t">{}</span>').format(*pair) for pair in texts.items())


def shortfalls_html(found: Sequence[Shortfall]) -> Markup:
    """Return what was not read of a document as list items, in both languages."""
    told = [shortfalls(language, found, len(found)) for language in LANGUAGES]
    items = (
        Markup("").join(
            Markup('<span lang="{}" class="t">{}</span>').format(*pair) for pair in zip(LANGUAGES, line, strict=True)
        )
        for line in zip(*told, strict=True)
    )
    return Markup("").join(Markup("<li>{}</li>").format(item) for item in items)


def _hit_view(hit: Hit, outcome: Outcome, number: int) -> HitView:
    answers = answers_of(outcome.result)
    stands, words = evidence_in(hit, answers)
    parts = [part for answer in answers for part in answer.evidence if part.citation == hit.rank]
    cells = [part.cell for part in parts if part.cell]
    reader, table = outcome.result.language, None
    foreign = needs_glosses(hit.unit.text, reader)
    if hit.unit.table is not None:
        whole = outcome.kotae.table(hit.document.id, hit.unit.table)
        matched = [hit.unit.row] if hit.unit.row is not None else []
        foreign = is_foreign(whole, reader)
        table = table_view(whole, matched, cells, reader=reader if parts and foreign else None)
    return HitView(
        hit=hit,
        number=number,
        language=detect(hit.unit.text),
        where=_where(hit, outcome.result),
        place=place(hit, outcome.kotae, stands, cells, [box for part in parts for box in part.boxes]),
        cited=bool(parts),
        pieces=tuple(cut(hit.unit.text, stands, words)) if table is None else (),
        table=table,
        is_foreign=foreign,
        sources=() if _is_reference_list(hit) else tuple(outcome.result.cited(hit)),
        shortfalls=shortfalls(outcome.result.language, hit.document.shortfalls, _SHORTFALLS),
    )


def _is_reference_list(hit: Hit) -> bool:
    """Tell whether a hit is of the list of references: the sources that it names are entries, and cited elsewhere."""
    return any(reference.text in hit.unit.text for reference in hit.document.references)


def _answer_view(answer: Answer, hits: Sequence[HitView], labels: Language) -> AnswerView:
    cites = tuple(view for view in hits if view.hit.rank in answer.citations)
    places = "; ".join(say(labels, "answer.cite", title=view.hit.document.title, place=view.where) for view in cites)
    pieces = tuple(cut(answer.text, [], answer.marks))
    return AnswerView(answer, detect(answer.text), pieces, cites, f"{answer.text}\n— {places}")


def _source_views(outcome: Outcome) -> list[dict[str, object]]:
    """Return the sources whose claim the answer is, with the places of their own passages."""
    result = outcome.result
    plain = replace(result, answer=None, others=())  # the hits of a source are numbered apart from the result's
    views: list[dict[str, object]] = []
    for source in result.answer.sources if result.answer else ():
        hit = source.passage
        views.append(
            {
                "source": source,
                "title": hit.document.title if hit else "",
                "where": _where(hit, plain) if hit else "",
                "place": place(hit, outcome.kotae, [], [], list(hit.unit.boxes)) if hit else None,
            }
        )
    return views


def _where(hit: Hit, result: Result) -> str:
    """Return where a hit stands: the page or the lines, or else the heading over it."""
    return where(hit, result) or (hit.unit.headings[-1] if hit.unit.headings else "")


def template(name: str, **values: object) -> str:
    """Return one of the templates filled in; in it, `t` gives a text of the interface in both languages."""
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kotae_ui"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(t=both, told=told, turn=lambda: secrets.token_hex(6))
    environment.filters["json"] = lambda value: json.dumps(value, ensure_ascii=False)
    return environment
