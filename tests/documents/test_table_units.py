"""What a reader of amounts relies on: the unit that the caption gives them, and no other words taken for one."""

import pytest

from kotae.documents.markdown import read
from kotae.documents.model import Table

YEARS = ("District", "2022", "2023")
WHOLE = (("Anvil", "12", "1,340"), ("Brook", "15", "360"))
PARTS = (("Anvil", "1.5", "2.4"), ("Brook", "3", "4"))


def table(caption: str, header: tuple[str, ...] = YEARS, rows: tuple[tuple[str, ...], ...] = WHOLE) -> Table:
    lines = [header, ("---",) * len(header), *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return next(read(f"# Title\n\n{caption}\n\n{text}\n", "t.md").tables())


def unit(caption: str, header: tuple[str, ...] = YEARS, rows: tuple[tuple[str, ...], ...] = WHOLE) -> str:
    return table(caption, header, rows).unit


UNITS = (
    "Mt; km²; m³; 千m³; kt; ℃; kWh; GWh; ktoe; hPa; mg/L; m3/s; t/ha; kg CO2/kWh; kt CO2; "
    "Mt CO2 equivalent; TEU; people; households; tonnes; per cent; percent; % of GDP; percentage points; "
    "hectares; square kilometres; million cubic metres; months; minutes; EUR m; USD bn; €m; £'000; US$/t; "
    "SEK million; constant 2015 US$; million euros; thousands; thousand head; tens of thousands; "
    "millions of passengers; passenger-kilometres; vehicles per km; tonnes of CO2 equivalent; "
    "cases per 100,000 people; 点; 床; 隻; 冊; 件; 校; 頭; 羽; 本; か所; ヵ月; 人日; 千人; 億円; 十億円; "
    "百万ドル; 千トン; 千キロリットル; ヘクタール; 円/kg; 千円/人; 人/km²; %ポイント; 億kWh"
).split("; ")


@pytest.mark.parametrize("stated", UNITS)
def test_what_is_measured_in_stands_in_the_last_brackets_of_a_caption(stated: str) -> None:
    assert unit(f"Table 2. Output by sector ({stated})") == stated
    assert unit(f"表2　部門別の量（{stated}）") == stated


OTHER_WORDS = (
    "2024年; FY2023; 令和5年度; 1月～3月; 2019–2023; in 2023; 2020年=100; 2015 = 100; Q1; 上半期; 年間; "
    "月間; annual; 続き; 再掲; continued; cont'd; その1; 推計; 見込み; 速報; 実質; 名目; 目標; provisional; "
    "estimates; forecasts; revised; constant prices; excluding tax; 全国; 東日本; 東京; 千歳; 十勝; Japan; "
    "EU; GB; UK; OECD; selected countries; by region; millions by region; 国別; 市町村; 男女計; 女性; males; "
    "all ages; 上位10; top 10; a; b; A; i; iv; 1; n = 120; see text; 注; 参考; その他; 計; 単体; 株; 有; "
    "十分; 本社; 人口; 鉄; 銅; 肺; アジア; サービス; レアアース; exports; women; Mg; Pt; CO2; PM2.5; GDP; "
    "GDP per capita; income per capita; 1人当たり; m, f; mean"
).split("; ")


@pytest.mark.parametrize("words", OTHER_WORDS)
def test_other_words_in_brackets_are_no_unit(words: str) -> None:
    assert unit(f"Table 2. Output by sector ({words})") == ""
    assert unit(f"表2　部門別の量（{words}）") == ""


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("Table 2. Output (Mt) (continued)", "Mt"),
        ("Table 2. Output (Mt), 2019–2023", "Mt"),
        ("Table 2. Output (Mt)*", "Mt"),
        ("Table 2. Output [Mt, 2023].", "Mt"),
        ("Table 2. Output (in thousands of people)", "thousands of people"),
        ("Table 2. Hospitals (number of beds)", "beds"),
        ("表2 出荷量（千トン）（続き）", "千トン"),
        ("表2 出荷量（2023年）（千トン）", "千トン"),
        ("表2 売上高の伸び（前年比、％）", "%"),
    ],
)
def test_a_period_or_mark_beside_the_unit_is_not_part_of_it(caption: str, expected: str) -> None:
    assert unit(caption) == expected


def test_things_that_the_table_counts_are_its_unit_though_no_list_has_them() -> None:
    assert unit("Table 2. Runways of the airports (runways)") == "runways"
    assert unit("Table 2. Titles in print (articles)", ("Journal", "Articles", "Old articles")) == "articles"
    assert unit("表2 加盟団体数の推移（団体）") == "団体"
    assert unit("Table 2. Exports and imports (exports)") == ""
    assert unit("表2 旅行の形（団体）") == ""


def test_a_word_for_whole_things_is_no_unit_of_fractions() -> None:
    assert unit("Table 2. Energy used (households)", rows=PARTS) == ""
    assert unit("Table 2. Time lost (months)", rows=PARTS) == "months"


def test_two_units_or_columns_with_their_own_leave_the_table_without_one() -> None:
    assert unit("表3 売上高（億円）と利益率（％）") == ""
    assert unit("Table 3. The fleet (ships)", ("Port", "Length (m)", "Age (years)")) == ""
    assert unit("Table 3. Words (t)", rows=(("Anvil", "old", "new"), ("Brook", "new", "old"))) == ""


def test_the_unit_of_a_first_column_of_amounts_is_its_own() -> None:
    assert unit("Table 3. Catch", ("Port (t)", "2022", "2023")) == "t"
    assert unit("Table 3. Catch", ("Depth (m)", "2022", "2023"), (("10", "1", "2"), ("20", "2", "3"))) == ""
    assert (
        unit("表3 人数", ("年齢（歳）", "男", "女"), (("0-4", "1", "2"), ("65歳以上", "2", "3"), ("5-9", "2", "3")))
        == ""
    )


def test_a_unit_may_have_a_line_of_its_own() -> None:
    built = table("Table 4. Land in use\n\n(km²)")
    assert (built.caption, built.unit, built.notes) == ("Table 4. Land in use", "km²", ())


def test_a_remark_in_a_header_s_brackets_is_no_unit_where_the_table_has_one() -> None:
    header = ("District", "North (islands too)", "South (t)")
    assert [column.unit for column in table("Table 2. Output (億円)", header).columns] == ["", "億円", "t"]
    assert [column.unit for column in table("Table 2. Output", header).columns][2] == "t"
