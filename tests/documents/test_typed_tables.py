"""What later stages rely on in a table: every column's kind and unit, every row's role, every cell's value in one unit."""

import pytest

from kotae.documents.markdown import read
from kotae.documents.model import Band, Table


def table(text: str, caption: str = "") -> Table:
    """Read a table of lines whose cells are parted by bars, the header first."""
    header, *lines = [f"| {line.strip()} |" for line in text.strip().splitlines()]
    rule = "|" + "---|" * (header.count("|") - 1)
    (built,) = read("\n".join(["# T", "", caption, "", header, rule, *lines, ""]), "t.md").tables()
    return built


def numbers(built: Table, column: int) -> list[float | None]:
    return [row.cells[column].number for row in built.rows]


@pytest.mark.parametrize(
    ("cells", "unit", "values", "written"),
    [
        (["1.2億円", "9,800万円", "2兆円"], "万円", [12_000, 9_800, 200_000_000], ("万円", "億円", "兆円")),
        (["500mL", "1.8L", "10L"], "mL", [500, 1800, 10_000], ("mL", "L")),
        (["$1.2 billion", "$980 million", "-"], "$ million", [1200, 980, None], ("$ million", "$ billion")),
        (["612万円", "548万円", "1,480万円"], "万円", [612, 548, 1480], ()),
        (["90分", "2時間", "45分"], "分", [90, 120, 45], ("分", "時間")),
        (["104%", "98%", "87%"], "%", [104, 98, 87], ()),
    ],
)
def test_amounts_of_several_sizes_are_numbers_of_one_unit(
    cells: list[str], unit: str, values: list[float | None], written: tuple[str, ...]
) -> None:
    built = table("名 | 量\n" + "\n".join(f"{name} | {cell}" for name, cell in zip("甲乙丙", cells, strict=True)))
    column = built.columns[1]
    assert (column.kind, column.unit, column.written) == ("number", unit, written)
    assert numbers(built, 1) == values


def test_the_header_s_unit_is_the_column_s() -> None:
    built = table("名 | 額（千円） | Cost (USD million) | 2024年 百万円\n甲 | 1億円 | 2 | 3\n乙 | 500 | 4 | 5")
    assert [column.unit for column in built.columns] == ["", "千円", "USD million", "百万円"]
    assert numbers(built, 1) == [100_000, 500]


def test_a_unit_row_in_the_header_is_each_column_s_unit() -> None:
    built = table("期 | 期末 円 銭 | 売上高 百万円 | 率 ％\n甲 | 10.00 | 5 | 2\n乙 | 12.00 | 6 | 3")
    assert [column.unit for column in built.columns] == ["", "円 銭", "百万円", "％"]


def test_a_row_s_unit_is_that_of_its_label_or_of_the_unit_column() -> None:
    labelled = table(
        "項目 | 前期 | 当期\n純資産額（千円） | 12 | 13\n自己資本比率（%） | 67.0 | 62.8\n株式数（千株） | 5 | 5"
    )
    assert [labelled.unit_of(row, 1) for row in range(3)] == ["千円", "%", "千株"]
    column = table("項目 | 単位 | 2023年\n収入 | 億円 | 12\n来客 | 千人 | 30")
    assert [column.unit_of(row, 2) for row in range(2)] == ["億円", "千人"]
    specification = table("Item | Value\nWeight | 3.2 kg\nHeight | 45 cm\nPower | 60 W")
    assert [specification.unit_of(row, 1) for row in range(3)] == ["kg", "cm", "W"]


def test_marks_are_yes_and_no_by_column() -> None:
    built = table("機種 | 防水 | 認証 | 前年差\nP-10 | ○ | × | △3\nP-20 | × | △ | 5\nP-30 | ◎ | － | △1")
    assert [column.kind for column in built.columns] == ["text", "yes_no", "yes_no", "number"]
    assert [[cell.value for cell in row.cells[1:]] for row in built.rows] == [
        ["yes", "no", -3], ["no", "partly", 5], ["yes", None, -1],
    ]  # fmt: skip
    assert built.rows[2].cells[2].missing


def test_words_among_others_are_no_marks() -> None:
    assert table("店 | 備考\n甲 | なし\n乙 | 要予約\n丙 | なし").columns[1].kind == "text"


def test_bands_are_a_kind_of_their_own_in_one_unit() -> None:
    built = table("区分 | 重さ | 料金(円)\n小 | 900g未満 | 500\n中 | 900g以上1.2kg未満 | 700\n大 | 1.2kg以上 | 900")
    assert (built.columns[1].kind, built.columns[1].unit) == ("band", "g")
    assert [row.cells[1].value for row in built.rows] == [
        Band(None, 900, True, False), Band(900, 1200, True, False), Band(1200, None),
    ]  # fmt: skip


def test_numbers_name_the_rows_where_nothing_else_does() -> None:
    rooms = table("Room | Seats\n101 | 20\n204 | 45\n305 | 32")
    assert (rooms.columns[0].kind, rooms.label, rooms.rows[0].cells[0].number) == ("text", 0, None)
    versions = table("Version | Released\n3.9 | 2021-05-04\n3.10 | 2022-11-02\n3.11 | 2023-03-07")
    assert (versions.columns[0].kind, versions.label) == ("text", 0)
    assert table("Depth (m) | Heat\n10 | 4\n20 | 5\n30 | 6").columns[0].kind == "number"
    assert table("Rank | Port | Ships\n3 | A | 4\n5 | B | 5\n9 | C | 6").label == 1


def test_numbers_in_other_styles_are_numbers() -> None:
    european = table("Product | Price\nChair | 1.234,50\nLamp | 89,90\nDesk | 612,00")
    assert (numbers(european, 1), european.decimal) == ([1234.5, 89.9, 612], ",")
    spaced = table("Country | 2022 | 2023\nNorway | 1 234 567 | 1 300 250\nLatvia | 98 400 | 101 050")
    assert numbers(spaced, 2) == [1_300_250, 101_050]


@pytest.mark.parametrize(
    ("label", "role", "of"),
    [("合計(A+B)", "total", ""), ("全国計", "total", "全国計"), ("平均", "average", ""), ("All regions", "total", "regions"),
     ("World total", "total", "world total"), ("資産合計", "total", "資産"), ("丁", "body", "")],
)  # fmt: skip
def test_a_row_has_a_role(label: str, role: str, of: str) -> None:
    last = table(f"名 | 額\n甲 | 1\n乙 | 2\n{label} | 3").rows[-1]
    assert (last.role, last.of) == (role, of)


def test_a_part_has_the_role_of_a_part() -> None:
    assert [row.role for row in table("費目 | 額\n総務 | 10\nうち人件 | 4\n土木 | 8").rows] == ["body", "part", "body"]


def test_columns_and_the_caption_say_their_time() -> None:
    built = table("港 | 2023年度 | 令和6年\n甲 | 1 | 2\n乙 | 3 | 4", "表1 港の船（2024年）")
    assert [column.years for column in built.columns] == [frozenset(), {2023}, {2024}]
    assert built.period is not None
    assert built.period.first.year == 2024


def test_a_unit_in_a_cell_of_its_own_is_that_of_its_row() -> None:
    built = table("項目 | 表示 | 2022年 | 2023年\n生産 | （百万円） | 12 | 13\n輸送 | （千トン） | 5 | 6")
    assert [built.unit_of(row, 2) for row in range(2)] == ["百万円", "千トン"]


def test_times_that_only_a_row_names_are_those_of_its_columns() -> None:
    built = table("港 | 前の期 | 今の期\n（決算日） | 2022年3月 | 2023年3月\n甲港 | 12 | 13\n乙港 | 5 | 6")
    assert [column.period for column in built.columns] == [None, None, None]
    assert [place.row_period and place.row_period.first.year for place in built.columns] == [None, 2022, 2023]
    headed = table("港 | 2022年 | 2023年\n甲港 | 2020年3月 | 2021年3月\n乙港 | 5 | 6")
    assert [place.row_period for place in headed.columns] == [None, None, None]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["12 (3 away)", "7 (1 away)", "-"], [12, 7, None]),  # the number that a text begins with
        (["1:02:05", "59:30.5", "1:00:00"], [3725, 3570.5, 3600]),  # clocks in seconds
        (["3月5日", "4月1日", "12月24日"], [98, 125, 396]),  # days without a year, by month
        (["12 ferries, of old", "none", "unknown"], [None, None, None]),  # one text that begins with a number
        (["120", "80", "95"], [None, None, None]),  # their values say it
    ],
)
def test_cells_stand_on_the_scale_of_their_column(cells: list[str], order: list[float | None]) -> None:
    built = table("船 | 記録\n" + "\n".join(f"{name} | {cell}" for name, cell in zip("甲乙丙", cells, strict=True)))
    assert [row.cells[1].order for row in built.rows] == order


def test_labels_of_groups_say_their_times() -> None:
    built = table("路線 | 便数\n4月1日から | \n甲線 | 3\n乙線 | 5\n2024年5月 | \n丙線 | 8")
    days = {row.group: row.group_periods for row in built.rows}
    assert [[when and (when.first.year, when.first.month) for when in named] for named in days.values()] == [
        [],
        [(2024, 5)],
    ]


@pytest.mark.parametrize("minus", ["\u2010", "\u2011", "\u2012", "\u2212"])
def test_a_hyphen_before_a_number_is_a_minus(minus: str) -> None:
    built = table(f"港 | 増減 | 率\n東 | {minus}12 | {minus}1.5%\n西 | 8 | 0.9%")
    assert (numbers(built, 1), numbers(built, 2)) == ([-12, 8], [-1.5, 0.9])


@pytest.mark.parametrize(("whole", "part"), [("人口", "うち女"), ("Cargo", "of which coal"), ("総額", "内訳 うち船")])
def test_a_column_may_be_of_a_part_of_the_one_before(whole: str, part: str) -> None:
    built = table(f"港 | {whole} | {part} | 船\n東 | 90 | 46 | 3\n西 | 70 | 35 | 2")
    assert [column.role for column in built.columns[2:]] == ["part", "body"]


def test_a_time_and_the_word_for_a_sum_is_a_total_beside_other_times() -> None:
    rates = table("区分 | 率\n平成12年度計 | △12.5\n平成13年度計 | 5.6\n平成12年4月 | 1.2\n平成12年5月 | △0.6")
    assert [row.role for row in rates.rows] == ["total", "total", "body", "body"]
    years = table("年 | 量\n令和元年度合計 | 13\n令和2年度合計 | 12")
    assert [row.role for row in years.rows] == ["body", "body"]
