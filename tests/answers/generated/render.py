"""Frames to documents: Markdown or HTML, with captions, units, groups and totals as reports have them."""

from decimal import Decimal
from html import escape

from generated import written
from generated.model import Domain, Frame, GeneratedDocument, GeneratedTable, Language, Number, Value, Words

_SUM: dict[Language, str] = {"ja": "合計", "en": "Total"}
_YEAR: dict[Language, str] = {"ja": "年", "en": "Year"}
_FISCAL: dict[Language, str] = {"ja": "年度", "en": "Fiscal year"}


def document(domain: Domain, frames: list[Frame]) -> GeneratedDocument:
    """Write a document with a table for each frame."""
    tables = [table(frame) for frame in frames]
    html = frames[0].layout.html
    parts = [_heading(domain.title, 1, html), _paragraph(domain.prose, html)]
    for number, (frame, made) in enumerate(zip(frames, tables, strict=True), 1):
        if len(frames) > 1:
            parts.append(_heading(f"{number}. {made.caption}", 2, html))
        caption = _caption(frame, made.caption)
        line = _unit_line(frame, made.unit) if frame.layout.unit == "line" else ""
        parts.append((_html if html else _markdown)(frame, made, caption, line))
    body = "\n\n".join(part for part in parts if part)
    if html:
        head = f'<meta charset="utf-8"><title>{escape(domain.title)}</title>'
        body = f'<!doctype html><html lang="{domain.language}"><head>{head}</head><body>\n{body}\n</body></html>'
    return GeneratedDocument(frames[0].document, body + "\n", tuple(tables))


def table(frame: Frame) -> GeneratedTable:
    """Return the texts of a table's cells."""
    return _series(frame) if frame.series else _listing(frame)


def _listing(frame: Frame) -> GeneratedTable:
    domain, layout = frame.domain, frame.layout
    grouped = domain.group if layout.group != "column" else None
    kept = [index for index in range(len(frame.views)) if index != grouped]
    common = _common_unit(frame)
    header = [domain.noun[domain.language].capitalize() if domain.language == "en" else domain.noun.ja]
    header += [_label(frame.views[index].column, domain.language, common) for index in kept]
    rows = [
        [name[domain.language], *(_cell(frame, index, row) for index in kept)] for row, name in enumerate(frame.rows)
    ]
    groups = [_cell(frame, grouped, row) if grouped is not None else "" for row in range(len(rows))]
    if layout.total and any(_adds(frame.views[index].column) for index in kept):
        rows.append([_SUM[domain.language], *(_total(frame, index) for index in kept)])
        groups.append("")
    if grouped is not None and layout.group == "span":
        header.insert(0, _label(frame.views[grouped].column, domain.language, common))
        rows = [[groups[row], *cells] for row, cells in enumerate(rows)]
        if layout.total and rows[-1][0] == "":
            rows[-1][:2] = [_SUM[domain.language], ""]
        groups = [""] * len(rows)
    return GeneratedTable(domain.caption, tuple(header), tuple(tuple(row) for row in rows), tuple(groups), common)


def _series(frame: Frame) -> GeneratedTable:
    domain, layout, series = frame.domain, frame.layout, frame.series
    assert series is not None
    language = domain.language
    unit = series.measure.unit[language] if series.measure else ""
    years = [written.year(view.year or 0, language, fiscal=series.fiscal) for view in frame.views]
    names = [
        name[language] if series.measure else _label(frame.number(row), language, "")
        for row, name in enumerate(frame.rows)
    ]
    body = [[_cell(frame, index, row) for index in range(len(frame.views))] for row in range(len(frame.rows))]
    if layout.total and series.measure and not layout.down:
        names.append(_SUM[language])
        body.append([_total(frame, index) for index in range(len(frame.views))])
    if layout.down:
        corner = (_FISCAL if series.fiscal else _YEAR)[language]
        header, rows = [corner, *names], [[year, *(row[i] for row in body)] for i, year in enumerate(years)]
    else:
        corner = domain.noun[language] if series.measure else {"ja": "項目", "en": "Item"}[language]
        header, rows = [corner, *years], [[name, *row] for name, row in zip(names, body, strict=True)]
    return GeneratedTable(series.caption, tuple(header), tuple(tuple(row) for row in rows), ("",) * len(rows), unit)


def _cell(frame: Frame, index: int, row: int) -> str:
    view = frame.views[index]
    column = frame.number(row) if frame.series else view.column
    layout = frame.layout
    return written.cell(view.values[row], column, frame.domain.language, layout.missing, separator=layout.separator)


def _adds(column: object) -> bool:
    return isinstance(column, Number) and column.additive and not column.in_cells


def _total(frame: Frame, index: int) -> str:
    view = frame.views[index]
    if not _adds(view.column):
        return ""
    value: Value = sum((value for value in view.values if isinstance(value, Decimal)), Decimal(0))
    return written.cell(value, view.column, frame.domain.language, "", separator=frame.layout.separator)


def _common_unit(frame: Frame) -> str:
    """Return the unit of all columns of numbers, where there is one and it is not written in the header."""
    units = {view.column.unit[frame.domain.language] for view in frame.views if isinstance(view.column, Number)}
    return units.pop() if len(units) == 1 and frame.layout.unit != "header" else ""


def _label(column: object, language: Language, common: str) -> str:
    assert not isinstance(column, Words)
    name: str = column.name[language]  # type: ignore[attr-defined]
    if not isinstance(column, Number) or column.in_cells or common:
        return name
    unit = column.unit[language]
    return f"{name}({unit})" if language == "ja" else f"{name} ({unit})"


def _unit_line(frame: Frame, unit: str) -> str:
    if not unit:
        return ""
    return f"(単位:{unit})" if frame.domain.language == "ja" else f"(Unit: {unit})"


def _caption(frame: Frame, text: str) -> str:
    layout, unit = frame.layout, table(frame).unit
    if unit and layout.unit != "line":
        text += f"(単位:{unit})" if frame.domain.language == "ja" else f" ({_spelt(unit)})"
    forms = ("表{} {}", "第{}表 {}", "表{}. {}") if frame.domain.language == "ja" else ("Table {}. {}", "Table {}: {}")
    return forms[len(frame.domain.id) % len(forms)].format(layout.number, text)


def _spelt(unit: str) -> str:
    """Say of a word that is not known as a unit by itself that it is one."""
    return unit if unit.startswith(("thousand", "million")) else f"unit: {unit}"


def _heading(text: str, level: int, html: bool) -> str:
    return f"<h{level}>{escape(text)}</h{level}>" if html else f"{'#' * level} {text}"


def _paragraph(text: str, html: bool) -> str:
    return f"<p>{escape(text)}</p>" if html else text


def _markdown(frame: Frame, made: GeneratedTable, caption: str, line: str) -> str:
    lines = [f"| {' | '.join(made.header)} |", "|" + "---|" * len(made.header)]
    before = ""
    for group, row in zip(made.groups, made.rows, strict=True):
        if group and group != before:
            lines.append(f"| **{group}** |" + " |" * (len(made.header) - 1))
        cells = list(row)
        if frame.layout.group == "span" and not frame.series and cells[0] == before:
            cells[0] = ""
        before = group or row[0]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n\n".join(part for part in (caption, line, "\n".join(lines)) if part)


def _html(frame: Frame, made: GeneratedTable, caption: str, line: str) -> str:
    lines = [f"<p>{escape(line)}</p>"] if line else []
    lines += ["<table>", f"<caption>{escape(caption)}</caption>"]
    lines.append("<thead><tr>" + "".join(f"<th>{escape(text)}</th>" for text in made.header) + "</tr></thead>\n<tbody>")
    before = ""
    span = frame.layout.group == "span" and not frame.series
    for index, (group, row) in enumerate(zip(made.groups, made.rows, strict=True)):
        if group and group != before:
            lines.append(f'<tr><td colspan="{len(made.header)}">{escape(group)}</td></tr>')
        cells = [f"<td>{escape(text)}</td>" for text in row]
        if span:
            same = sum(other[0] == row[0] for other in made.rows[index:])
            cells[0] = "" if row[0] == before else f'<td rowspan="{same}">{escape(row[0])}</td>'
        before = group or row[0]
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody></table>"])
