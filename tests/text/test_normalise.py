"""One spelling for what reads the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotae.text.normalise import clean, closed_up, fold, join_label, join_prose


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ＩＥＡ［２０２４］", "iea[2024]"),
        ("ﾚｱｱｰｽ", "レアアース"),
        ("2023–24", "2023-24"),
        ("a　b", "A  B"),
        ("㈱", "(株)"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@given(st.text(max_size=60))
def test_folding_and_cleaning_twice_is_folding_and_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert join_prose([join_prose([text])]) == join_prose([text])


def test_control_and_invisible_characters_go_and_line_ends_stay() -> None:
    assert clean("a\x1b[31mb\u200b\u202ec\x00\nd\te") == "a[31mbc\nd\te"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["重要鉱物の", "供給網"], "重要鉱物の供給網"),
        (["rare", "earths"], "rare earths"),
        (["重要 鉱物 の IEA 報告"], "重要鉱物のIEA報告"),
        (["the sup-", "ply"], "the sup- ply"),
        (["", "  a ", "", "b"], "a b"),
        ([], ""),
    ],
)
def test_lines_of_a_paragraph_are_joined_as_written(lines: list[str], text: str) -> None:
    assert join_prose(lines) == text


def test_a_label_keeps_the_space_inside_a_line() -> None:
    assert join_label(["電池 材料", "(億円)"]) == "電池 材料(億円)"
    assert join_label(["Net", "exports"]) == "Net exports"


def test_a_label_that_is_spread_over_its_place_is_closed_up() -> None:
    assert closed_up("区　分") == "区分"
    assert closed_up("出 来 高 ( 地 域 別 )") == "出来高(地域別)"
    for other in ("東京 大阪", "A B", "1 月", "△ 3", "茶"):
        assert closed_up(other) == other


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("２ 勤務間の休息", "２ 勤務間の休息"),
        ("６ 月６０時間を超える", "６ 月６０時間を超える"),
        ("（３） 採用の手続", "（３） 採用の手続"),
        ("2) 休 暇", "2) 休暇"),
        ("第１９条 １週間の労働時間", "第１９条 １週間の労働時間"),
        ("第四条の二　賃金", "第四条の二　賃金"),
        ("3 月の末", "3月の末"),
        ("その 2 勤務", "その2勤務"),
    ],
)
def test_the_number_of_an_entry_is_no_part_of_the_first_number_or_word_of_its_text(line: str, joined: str) -> None:
    assert join_prose([line]) == joined
    assert join_prose([joined]) == joined
