"""Records come back from the file as they were written."""

import threading
from datetime import date
from pathlib import Path

import pytest

from kotae.corpus.citations import Reference
from kotae.documents.model import Band, Box, Cell, Column, Period, Span, Table, TableRow
from kotae.index.records import DocumentRecord, DocumentUnits, Placed, Records
from kotae.index.writing import write
from kotae.passages.units import Unit

BOX = Box(2, 1.5, 2.25, 3, 4)
YEAR = Period(date(2021, 1, 1), date(2021, 12, 31))
CELLS = (
    Cell("2021", YEAR),
    Cell("5", 5.0, boxes=(BOX,)),
    Cell("3以上5未満", Band(3.0, 5.0, True, False)),
    Cell("65以上", Band(65.0, None), unit="歳"),
    Cell("○", "yes"),
    Cell("-", None, missing=True),
)
COLUMNS = (
    Column(0, "年", "年", "date"),
    Column(1, "額 2021 (円)", "額", "number", "円", YEAR, ("円", "万円")),
    Column(2, "重さ", "重さ", "band", "kg"),
    Column(3, "年齢", "年齢"),
    Column(4, "可否", "可否", "yes_no"),
    Column(5, "備考", "備考"),
)
ROW = TableRow(CELLS, 2, ("計",), boxes=(BOX,), role="total", of="資産", unit="円")
TABLE = Table(COLUMNS, (ROW,), 2, "表1", label=0, period=YEAR, decimal=",")


def made(name: str) -> DocumentUnits:
    reference = Reference("IEA[2024]", f"IEA[2024] Outlook {name}", 2)
    record = DocumentRecord(name, name, f"「{name}」\n", "0" * 64, "1/1/x", "pdf", "ja", 2, references=(reference,))
    units = (
        Unit("passage", 1, ("章",), "本文。", "章", ((0, 3),), (Span(0, 3, BOX),), cites=("IEA[2024]",), lines=(1, 2)),
        Unit("row", 2, (), "表1\n年: 2021", table=0, row=0),
        Unit("passage", 2, ("参考文献",), reference.text),
    )
    return DocumentUnits(record, units, ("ja", "en", "en"), (TABLE,))


@pytest.fixture
def records(tmp_path: Path) -> Records:
    write(tmp_path / "records.sqlite", [made("a"), made("b")])
    placed = [Placed(made(name).record, 0, number, 3 * number, 3) for number, name in enumerate(("a", "b"))]
    return Records(placed, [tmp_path / "records.sqlite"])


def test_everything_comes_back_as_written(records: Records) -> None:
    assert [records.document_units(number) for number in (0, 1)] == [made("a"), made("b")]
    assert records.units() == [*made("a").units, *made("b").units]
    assert [records.unit(number) for number in range(6)] == records.units()
    assert records.table(1, 0) == TABLE


def test_columns_are_in_the_order_of_the_units(records: Records) -> None:
    assert tuple(records.unit_documents) == (0, 0, 0, 1, 1, 1)
    assert tuple(records.unit_kinds) == ("passage", "row", "passage") * 2
    assert tuple(records.unit_languages) == ("ja", "en", "en") * 2
    assert tuple(records.unit_references) == (False, False, True) * 2
    assert tuple(records.unit_roles) == ("body", "body", "body") * 2


def test_many_threads_read_at_once(records: Records) -> None:
    expected = records.units()
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda: results.append([records.unit(n) for n in range(6)] == expected))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 8
