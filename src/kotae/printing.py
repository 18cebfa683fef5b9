"""What the command line shows: results, reports and status as text for a terminal."""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from kotae.answers.model import Answer, Result, Sourced
from kotae.corpus.fetching.outcome import Outcome
from kotae.corpus.proposals import Proposal, as_toml
from kotae.corpus.resting import Resting
from kotae.documents.model import LINE_NAMES, PAGE_NAMES, Shortfall, page_name
from kotae.index import files
from kotae.index.engine import OpenIndex
from kotae.index.place import Place
from kotae.messages import terminal_language
from kotae.retrieval.search import Hit
from kotae.showing import numbers
from kotae.text.labels import labels_language
from kotae.text.language import Language

if TYPE_CHECKING:  # what makes an index or imports a set is not loaded for an answer
    from kotae.evaluation.sets.imports import Imported
    from kotae.index.build import IndexReport

_TABLE_CHARACTERS = 600
_CITING_CHARACTERS = 80  # that are shown of a passage before the citation in it
_SHORTFALLS = 3  # said of a document beside each of its hits; kotae status says all
_LABELS: dict[Language, dict[str, str]] = {
    "ja": {
        "not_found": "文書には答えが見つかりません",
        "uncertain": "表に手がかりがありますが、確かな答えは出せません",
        "unanswered": "「{part}」については文書に答えがありません",
        "asked_as": "次のように質問しました: {question}",
        "meant": "もしかして: {question}",
        "unsure": "不確かな答えです",
        "unsaid": "根拠に「{words}」が出てきません",
        "rival": "表を別の読み方で読むと: {words}",
        "other_table": "別の表では: {words}",
        "loose": "根拠は質問とおおまかにしか合っていません",
        "other": "別の表では",
        "closest": "最も近い箇所(答えではありません)",
        "evidence": "根拠",
        "page": "{page}ページ",
        "pages": "{first}–{last}ページ",
        "cited": "{pages}ページ",
        "lines": "{first}–{last}行目",
        "paragraphs": "{first}–{last}番目の段落",
        "slide": "スライド{page}",
        "sheet": "シート{page}",
        "passage": "本文",
        "row": "表の行",
        "table": "表",
        "figure": "図",
        "tried": "表で試したこと",
        "no_table": "見つかった中に表はありません",
        "sure": "確からしさ {sure:.2f}",
        "cites": "引用文献",
        "claim": "出典",
        "says_same": "手元の出典も同じことを述べています",
        "says_differs": "手元の出典の値は異なります",
        "says_unclear": "手元の出典の最も近い箇所",
        "says_nothing": "手元の出典には見つかりません",
        "absent": "この文書集にはありません",
        "left_out": "{place}は読めませんでした({why})",
        "without_layout": "{place}はレイアウト解析なしで読みました({why})",
        "cut_short": "ファイルが途中で切れていて、終わりの部分がありません",
        "time": "時間がかかりすぎるため",
        "memory": "メモリーを使いすぎるため",
        "crash": "読み取りが異常終了したため",
        "damage": "壊れているため",
        "in_part": "{place}は一部しか読めませんでした({why})",
        "hidden": "表示されない設定のため",
        "limit": "20,000行を超えるため",
        "formulas": "計算結果の保存されていない式があるため",
        "no_ocr": "文字の画像ですが、OCRが入っていないため",
        "illegible": "OCRで判読できないため",
        "locked": "パスワードで保護されているため",
        "kind": "Kotaeの読めない種類のファイルのため",
        "many": "添付ファイルが多すぎるか、深く入れ子になっているため",
        "elsewhere": "別の場所にあり、取りに行かないため",
        "attached": "添付ファイル {name}",
        "ocr": "OCRで読み取り",
    },
    "en": {
        "not_found": "Not in the documents",
        "uncertain": "No sure answer, but a table that may hold it",
        "unanswered": "Not in the documents: {part}",
        "asked_as": "Asked as: {question}",
        "meant": "Did you mean: {question}",
        "unsure": "Uncertain",
        "unsaid": "the evidence does not name “{words}”",
        "rival": "read in another way, the table says: {words}",
        "other_table": "another table says: {words}",
        "loose": "the evidence meets the question only loosely",
        "other": "Another table",
        "closest": "Closest, but no answer",
        "evidence": "Evidence",
        "page": "p. {page}",
        "pages": "pp. {first}–{last}",
        "cited": "pp. {pages}",
        "lines": "lines {first}–{last}",
        "paragraphs": "paragraphs {first}–{last}",
        "slide": "slide {page}",
        "sheet": "sheet {page}",
        "passage": "passage",
        "row": "table row",
        "table": "table",
        "figure": "figure",
        "tried": "Tried over tables",
        "no_table": "There is no table among the hits",
        "sure": "certainty {sure:.2f}",
        "cites": "Cites",
        "claim": "Source",
        "says_same": "the source itself says the same",
        "says_differs": "the source itself gives another value",
        "says_unclear": "the nearest passage of the source itself",
        "says_nothing": "the source itself does not seem to say so",
        "absent": "not in this corpus",
        "left_out": "{place} not read: {why}",
        "without_layout": "{place} read without layout analysis: {why}",
        "cut_short": "the file is cut short: its end is missing",
        "time": "took too much time",
        "memory": "took too much memory",
        "crash": "the reader crashed",
        "damage": "damaged",
        "in_part": "{place} read in part: {why}",
        "hidden": "it is hidden",
        "limit": "more than 20,000 rows",
        "formulas": "formulas without a saved result",
        "no_ocr": "a picture of text, and OCR is not installed",
        "illegible": "OCR cannot make it out",
        "locked": "it is locked with a password",
        "kind": "a file of a kind that Kotae does not read",
        "many": "more attachments than are read, or too deep within each other",
        "elsewhere": "it lies elsewhere, and is not fetched",
        "attached": "in the attached {name}",
        "ocr": "read by OCR",
    },
}


def open_door(host: str) -> Panel:
    """Return the warning that everybody who reaches this machine can ask, add and remove documents."""
    return Panel(
        f"Kotae answers at {escaped(host)} without a password: everybody who can reach this machine can read its documents, "
        "add some and remove them. Make a file with a line name:password for each account, and start with:\n"
        "kotae serve --auth-file FILE",
        title="NO PASSWORD",
        style="bold white on red",
    )


def served(address: str) -> str:
    """Say where the web interface is."""
    return f"Kotae answers at {address} (API page in its footer; MCP at {address}gradio_api/mcp/). Ctrl-C ends it."


def imported(what: "Imported") -> str:
    """Say what an import made and what to do with it."""
    made, then = f"{what.questions} questions", f"kotae eval {what.questions_file}"
    if what.corpus is None:
        return f"{made}: {what.questions_file}. Index the documents that they name, then: {then}"
    index = what.corpus.parent / "index"
    return (
        f"{made} over {what.documents} documents: {what.corpus.parent}. Next: "
        f"kotae index --corpus {what.corpus} --index {index} && {then} --index {index}"
    )


def escaped(text: str) -> str:
    """Return text from a document or a path as one line of console markup that shows it and does nothing else with it."""
    return escape(_line(text))


def report_line(report: "IndexReport") -> str:
    """Say in one line what an indexing run did."""
    units = report.units
    total = f"{report.documents} documents, {units['passage']} passages, {units['row']} table rows in {units['table']} tables"
    total += f", {units['figure']} figures" if units["figure"] else ""
    if not report.changed:
        return f"Up to date: {total}."
    removed = f", {report.removed} removed" if report.removed else ""
    return f"Indexed: {total} ({report.read} read{removed})."


def reported(path: Path) -> str:
    """Say where the report of a run is."""
    return escaped(f"{'レポート' if terminal_language() == 'ja' else 'Report'}: {path}")


def watching(corpus: Path) -> str:
    """Say that a folder is watched."""
    if terminal_language() == "ja":
        return f"{escaped(str(corpus))} の変更に追従します。Ctrl-C で終了します。"
    return f"Keeping up with {escaped(str(corpus))}; Ctrl-C ends it."


def watched() -> str:
    """Say that a folder is no longer watched."""
    return "kotae: 追従を終了しました。" if terminal_language() == "ja" else "kotae: no longer keeping up."


def outcome(came: Outcome) -> str:
    """Say in one line what came of fetching a source."""
    colour = {"fetched": "green", "unchanged": "dim", "kept_aside": "yellow", "refused": "red"}[came.state]
    return f"[{colour}]{came.state.replace('_', ' ')}[/] {escaped(f'{came.id}: {came.words}')}"


def proposed(found: list[Proposal], references: int, *, accepted: bool) -> str:
    """Return the entries that are proposed for the manifest, and what can be done with them, as comments of TOML."""
    known = references - len(found)
    rest = f"; {known} are in the manifest already" if known else ""
    said = "written into the manifest" if accepted else "--accept writes them into the manifest"
    head = f"# {references} references{rest}." + (f" {len(found)} entries, {said}:" if found else "")
    return plain("\n\n".join([head, *map(as_toml, found)]).rstrip("\n"))


def citing(rests: list[Resting]) -> Iterator[str]:
    """Yield the lines that say which passages rest on which source, and at last which sources are missing."""
    if not rests:
        yield "No passage cites a source in a form such as IEA[2024], and no source of the manifest is cited."
    missing = []
    for rest in rests:
        title = f" {rest.source.title}" if rest.source else ""
        yield _line(f"{rest.key}{title} ({_whereabouts(rest)})")
        if not rest.passages:
            yield "  no passage of the index rests on it"
        for passage in rest.passages:
            yield _line(f"  {passage.document}, p. {passage.page}: {_around(passage.text, rest.key)}")
        if not rest.is_here:
            missing.append(rest.source.id if rest.source else rest.key)
    if missing:
        yield _line(f"Missing: {', '.join(missing)}.")


def _whereabouts(rest: Resting) -> str:
    if rest.is_here and rest.source:
        return f"here: {rest.source.file}"
    if rest.source is None:
        return "not here, and not in the manifest: kotae fetch --from-references FILE"
    return f"not here: kotae fetch {rest.source.id}" if rest.source.url else "not here, and no address is known"


def _around(text: str, key: str) -> str:
    """Return the words before a citation, or the first words of a passage that writes it in another way."""
    line = _line(text)
    place = line.find(key)
    first = max(0, place - _CITING_CHARACTERS)
    shown = line[first : place + len(key)] if place >= 0 else line[:_CITING_CHARACTERS]
    return ("…" if first and place >= 0 else "") + shown + ("" if place < 0 or place + len(key) == len(line) else "…")


def print_status(index: OpenIndex, place: Place, stale: str, console: Console) -> None:
    """Print what an index holds, and where it is kept."""
    records, manifest = index.records, index.manifest
    kinds = records.unit_kinds
    rows = {
        "documents": str(len(records.documents)),
        "pages": str(sum(document.pages for document in records.documents)),
        "passages": str(kinds.count("passage")),
        "table rows": f"{kinds.count('row')} in {kinds.count('table')} tables",
        "model": manifest.model_identity,
        "size": f"{files.size(index.folder) / 1e6:.1f} MB"
        + (f" here, the rest in {place.shown}" if place.milvus else ""),
        "made": manifest.created,
        "corpus": manifest.corpus,
        "state": stale,
    }
    for name, value in rows.items():
        console.print(Text(_line(f"{name:<11} {value}")))
    for document in records.documents:
        line = f"  {document.id}: {document.title} ({document.pages} pages, {document.language})"
        console.print(Text(_line(line)))
        if document.ocr:
            pages = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in document.ocr)
            console.print(Text(f"    {_LABELS['en']['ocr']}: pages {pages}"))
        for shortfall in document.shortfalls:
            console.print(Text(f"    ! {_shortfall(shortfall, _LABELS['en'])}"))
    for problem in manifest.problems:
        console.print(Text(_line(f"  ! {problem}")))


def print_result(result: Result, console: Console) -> None:
    """Print the answer first, then why it is uncertain, then the hits, labelled in the question's language."""
    labels = _LABELS[labels_language(result.question)]
    shown_as = numbers(result)
    if result.meant:
        console.print(Text(_line(labels["meant"].format(question=result.meant)), style="yellow"))
    if result.reply:
        console.print(Text(plain(result.reply), style="bold yellow"))
    if result.answer:
        text = Text(plain(result.answer.text), style="bold")
        for start, end in result.answer.marks:
            text.stylize("reverse", start, end)
        text.append(_cites(result.answer, shown_as), style="cyan")
        console.print(text)
        for source in result.answer.sources:
            console.print(Text(_line(_sourced(source, labels)), style="dim"))
        for other in result.others:
            console.print(Text(plain(f"{labels['other']}: {other.text}{_cites(other, shown_as)}")))
        for part in result.unanswered:
            console.print(Text(_line(labels["unanswered"].format(part=part)), style="bold yellow"))
        if result.status == "uncertain":
            why = "; ".join(labels[doubt.kind].format(words=doubt.words) for doubt in result.doubts)
            console.print(Text(_line(f"{labels['unsure']}: {why}" if why else labels["unsure"]), style="yellow"))
    elif not result.reply:
        console.print(Text(labels[result.status], style="bold yellow"))
    if not result.hits and result.reply:
        return
    console.print(Text(f"\n{labels['closest' if result.status == 'not_found' else 'evidence']}", style="dim"))
    for hit in sorted(result.hits, key=lambda hit: shown_as[hit.rank]):
        _print_hit(hit, shown_as[hit.rank], result, labels, console)


def _sourced(source: Sourced, labels: dict[str, str]) -> str:
    """Say whose claim an answer is, and what the source says itself where it is here."""
    named = f"{labels['claim']}: {source.key}"
    if source.says is None:
        return f"{named} ({labels['absent']})"
    said = f"{named}: {labels[f'says_{source.says}']}"
    if source.passage is None or source.says == "nothing":
        return said
    place = f"{source.document}, {labels['page'].format(page=source.passage.unit.page)}"
    return f"{said} ({place}): {source.text}"


def _cites(answer: Answer, shown_as: Mapping[int, int]) -> str:
    return "".join(f" [{shown_as[citation]}]" for citation in answer.citations)


def print_tried(result: Result, console: Console) -> None:
    """Print what the tables come to, the likeliest first: how sure it is, which operation, over which rows, to what."""
    labels = _LABELS[labels_language(result.question)]
    console.print(Text(f"\n{labels['tried' if result.tried else 'no_table']}", style="dim"))
    for tried in result.tried:
        sure = labels["sure"].format(sure=tried.certainty)
        over = f" ({'; '.join(tried.over)})" if tried.over else ""
        where = f"{tried.document}, {labels['page'].format(page=tried.page)}"
        console.print(Text(_line(f"  {sure} · {tried.operation}{over} · {where}: {tried.text}")))


def asked_as(result: Result) -> str:
    """Say which question was asked in place of one that follows on another."""
    return escaped(_LABELS[result.language]["asked_as"].format(question=result.question))


def as_json(result: Result) -> str:
    """Return a result as JSON that is safe to show: what a terminal would obey is written as an escape, and reads the same."""
    return json_text(result.to_dict())


def json_text(value: object) -> str:
    """Return plain values as JSON that is safe to show, likewise."""
    return "".join(_escape(character) for character in json.dumps(value, ensure_ascii=False, indent=2))


def _escape(character: str) -> str:
    shown = character.isprintable() or character == "\n" or unicodedata.category(character) == "Zs"
    return character if shown else json.dumps(character)[1:-1]


def _in_attached(hit: Hit, result: Result, labels: dict[str, str]) -> str:
    place = labels["attached"].format(name=hit.unit.attached)
    pages, kind = result.attached_pages(hit), page_name(hit.unit.attached)
    if len(pages) > 1:
        place = f"{place}, {labels['cited'].format(pages=', '.join(map(str, pages)))}"
    elif pages and kind:
        place = f"{place}, {labels[kind].format(page=pages[0])}"
    return f"{place}, {labels['ocr']}" if result.by_ocr(hit) else place


def _print_hit(hit: Hit, number: int, result: Result, labels: dict[str, str], console: Console) -> None:
    unit = hit.unit
    pages = result.pages(hit)
    place = labels["page"].format(page=pages[0])
    if len(pages) > 1:
        place = labels["cited"].format(pages=", ".join(map(str, pages)))
    if result.by_ocr(hit):
        place = f"{place}, {labels['ocr']}"
    if unit.lines:
        lines = LINE_NAMES.get(hit.document.format, "line")
        place = labels[f"{lines}s"].format(first=unit.lines[0], last=unit.lines[1])
    if name := PAGE_NAMES.get(hit.document.format):
        page = labels[name].format(page=pages[0])
        place = f"{page}, {place}" if unit.lines else page
    if unit.attached:
        place = _in_attached(hit, result, labels)
    path = " > ".join(unit.headings)
    head = f"[{number}] {hit.document.title}, {place}" + (f" · {path}" if path else "")
    console.print(Text(plain(f"{head} · {labels[unit.kind]} · {hit.score:.2f}"), style="cyan"))
    text = Text(plain(unit.text))
    for evidence in result.answer.evidence if result.answer else ():
        if evidence.citation == hit.rank:
            text.stylize("bold", evidence.start, evidence.end)
    if unit.kind == "table" and len(text) > _TABLE_CHARACTERS:
        text = text[:_TABLE_CHARACTERS] + Text("…")
    console.print(text)
    for shortfall in hit.document.shortfalls[:_SHORTFALLS]:
        console.print(Text(f"    ! {_shortfall(shortfall, labels)}"), style="yellow")
    for cited in result.cited(hit):
        if cited.reference:
            where = "" if cited.in_corpus else f" ({labels['absent']})"
            console.print(Text(plain(f"    {labels['cites']} {cited.key}: {cited.reference}{where}"), style="dim"))
    console.print()


def not_read(name: str, shortfall: Shortfall) -> str:
    """Say in the terminal's language what of a document was not read."""
    return f"{name}: {_shortfall(shortfall, _LABELS[terminal_language()])}"


def _shortfall(shortfall: Shortfall, labels: dict[str, str]) -> str:
    """Say what of a document was not read, and why."""
    place = labels["pages"].format(first=shortfall.first, last=shortfall.last)
    if shortfall.first == shortfall.last:
        place = shortfall.name or labels["page"].format(page=shortfall.first)
    return labels[shortfall.what].format(place=place, why=labels[shortfall.why])


def plain(text: str) -> str:
    """Drop what a terminal would obey rather than show, one character for one so that marks stay in place."""
    return "".join(character if character.isprintable() or character in "\n\t" else " " for character in text)


def _line(text: str) -> str:
    """Return text on one line, as `plain` leaves it."""
    return plain(text).replace("\n", " ").replace("\t", " ")
