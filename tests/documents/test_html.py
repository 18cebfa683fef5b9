"""What a user relies on in web pages: the page's text and tables, none of the site around it."""

import pytest

from kotae.documents.html import read
from kotae.documents.html_headings import is_heading_class
from kotae.documents.model import Document, Table
from kotae.errors import DocumentError
from kotae.text.lists import read_lists


def page(body: str, head: str = "") -> Document:
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def shown(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in page(body).blocks()]


def only_table(body: str) -> Table:
    (table,) = page(body).tables()
    return table


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("Shift_JIS", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("utf-8", "utf-8"),
        ("iso-2022-jp", "iso2022_jp"),
        (None, "utf-8-sig"),
    ],
)
def test_the_declared_encoding_is_used(declared: str | None, codec: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    document = read(
        f"<html><head>{meta}<title>港の便り</title></head><p>港は古い。</p></html>".encode(codec), "page.html"
    )
    assert (document.title, [block.text for block in document.blocks()]) == ("港の便り", ["港は古い。"])


def test_a_wrong_declaration_does_not_garble_the_text() -> None:
    data = '<meta charset="utf-8"><p>港は古い。船も古い。</p>'.encode("cp932")
    assert [block.text for block in read(data, "page.html").blocks()] == ["港は古い。船も古い。"]


def test_menus_scripts_and_hidden_parts_are_left_out() -> None:
    body = (
        "<nav>menu</nav><header><a href=/>Home</a><h1>港</h1></header><aside>ad</aside><script>x()</script>"
        "<style>p{}</style><p hidden>no</p><p style='display: none'>no</p><div role=navigation>no</div>"
        "<p>text</p><footer>2020</footer>"
    )
    assert shown(body) == [("heading", "港"), ("paragraph", "text")]


def test_text_beside_blocks_is_not_lost() -> None:
    body = "<div>first <b>bold</b><p>second</p>third<div>fourth</div></div><span><div>fifth</div></span>"
    assert [text for _, text in shown(body)] == ["first bold", "second", "third", "fourth", "fifth"]


def test_lists_definitions_quotes_and_figures() -> None:
    body = (
        "<h2>見出し 一</h2><ul><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ul><dl><dt>深さ</dt><dd>10m</dd></dl>"
        "<blockquote>引用</blockquote><figure><img src=x><figcaption>図1 推移</figcaption></figure>一行目<br>二行目"
    )
    assert shown(body) == [
        ("heading", "見出し 一"), ("list_item", "甲"), ("list_item", "乙"), ("list_item", "丙"),
        ("list_item", "深さ: 10m"), ("paragraph", "引用"), ("figure", ""), ("caption", "図1 推移"), ("paragraph", "一行目二行目"),
    ]  # fmt: skip


def test_a_table_with_merged_cells() -> None:
    table = only_table(
        "<table><caption>港の船</caption><thead><tr><th rowspan=2>港<th colspan=2>2024年"
        "<tr><th>隻<th>重量(トン)</thead>"
        "<tr><th colspan=3>東部<tr><td rowspan=2>北<td>3<td rowspan=0>40<tr><td>5</table><p>(資料) 港湾局</p>"
    )
    assert (table.caption, table.source) == ("港の船", "(資料) 港湾局")
    assert table.header == ("港", "2024年 隻", "2024年 重量(トン)")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["北", "3", "40"], ["北", "5", "40"]]
    assert table.rows[1].group == ("東部", "北")
    assert [cell.inherited for cell in table.rows[1].cells] == [True, False, True]


def test_row_headings_do_not_make_every_row_a_header() -> None:
    table = only_table("<table><tr><td><td>2023<tr><th scope=row>Ships<td>3,100<tr><th scope=row>Docks<td>4</table>")
    assert (table.header, len(table.rows)) == (("", "2023"), 2)


def test_years_below_spanning_names_are_header_though_dates_stand_under_them() -> None:
    table = only_table(
        "<table><tr><td></td><td colspan=2>開港</td><td colspan=2>閉港</td><td rowspan=2>期間</td></tr>"
        "<tr><td>港</td><td>2023年</td><td>前年差</td><td>2023年</td><td>前年差</td></tr>"
        "<tr><td>北</td><td>5月2日</td><td>3日早い</td><td>9月30日</td><td>2日遅い</td><td>5日長い</td></tr>"
        "<tr><td>南</td><td>4月1日</td><td>1日早い</td><td>10月9日</td><td>4日遅い</td><td>5日長い</td></tr></table>"
    )
    assert table.header == ("港", "開港 2023年", "開港 前年差", "閉港 2023年", "閉港 前年差", "期間")
    assert [row.cells[0].text for row in table.rows] == ["北", "南"]


def test_a_table_that_arranges_the_page_is_text() -> None:
    body = "<table><tr><td><h2>港</h2><p>港は古い。</p><table><tr><th>k<th>v<tr><td>a<td>1</table></td></tr></table>"
    assert shown(body) == [("heading", "港"), ("paragraph", "港は古い。")]
    assert only_table(body).header == ("k", "v")


def test_absurd_spans_are_read_quickly() -> None:
    table = only_table("<table><tr>" + "<td rowspan=65534 colspan=99999>a" * 20 + "<tr><td>b</table>")
    assert any(cell.text == "b" for row in table.rows for cell in row.cells)


@pytest.mark.parametrize("body", ["", "<script>app()</script><div hidden>x</div>"])
def test_a_page_without_text_is_refused_by_name(body: str) -> None:
    with pytest.raises(DocumentError, match=r"page\.html"):
        page(body)


def test_a_page_nested_beyond_reason_is_refused_and_does_not_crash() -> None:
    with pytest.raises(DocumentError, match=r"page\.html.*nested"):
        page("<div>" * 5000 + "x")


def test_what_a_page_shows_apart_is_parted_by_a_blank() -> None:
    value = '<span class="val">4,300<span class="unit">億円 +1.9%</span></span>'
    row = f'<div class="row"><span class="key">売上高</span>{{}}{value}</div>'
    assert shown(row.format("\n")) == shown(row.format("")) == [("paragraph", "売上高 4,300億円 +1.9%")]
    assert shown("<div>為替変動<br><small>通貨・円相場に影響</small></div>") == [
        ("paragraph", "為替変動 通貨・円相場に影響")
    ]


def test_words_of_one_sentence_are_not_parted() -> None:
    assert shown('<p><span class="a">船は</span><span class="b">古い。</span></p>') == [("paragraph", "船は古い。")]
    assert shown("<p>船は<b>とても</b>\n古い。</p>") == [("paragraph", "船はとても古い。")]
    assert shown("<p>問い合わせは、<br><b>港湾課</b></p>") == [("paragraph", "問い合わせは、港湾課")]


def test_a_box_that_is_called_a_heading_is_one() -> None:
    body = """<section><div class="head"><span class="no">01</span> <span class="section-title">事業</span></div>
        <div class="card"><div class="cardTitle">構成</div><div>日用品を作る。</div></div></section>
        <div role="heading" aria-level="4">配当</div><p>年に二回である。</p>
        <div class="subtitle">要約</div><div class="title">売上は増え、利益は減った。</div><p>以上。</p>
        <ul><li><div class="title">船</div>速い</li></ul>"""
    headings = [(block.level, block.text) for block in page(body).blocks() if block.kind == "heading"]
    assert headings == [(2, "01 事業"), (3, "構成"), (4, "配当")]


def test_the_classes_that_call_a_box_a_heading() -> None:
    lists = read_lists("kotae.documents", "html_classes.toml")
    assert all(map(is_heading_class, lists["examples"]))
    assert not any(map(is_heading_class, lists["not_examples"]))


def test_names_with_what_is_said_of_each_have_no_header() -> None:
    pairs = (("計算期間", "当月1日から当月の末日（締切日）まで"), ("支払日", "翌月10日又は25日"))
    rows = "".join(f"<tr><td>{name}</td><td>{said}</td></tr>" for name, said in pairs)
    table = only_table(f"<table>{rows}</table>")
    assert (table.header, len(table.rows)) == (("", ""), 2)
    spans = (
        '<table><tr><td rowspan="3">賃金</td><td>基本給</td></tr><tr><td>手当</td></tr><tr><td>賞与</td></tr></table>'
    )
    assert [row.cells[1].text for row in only_table(spans).rows] == ["基本給", "手当", "賞与"]


def test_entries_of_one_cell_are_parted_and_its_words_are_not() -> None:
    rows = "<tr><th>種類</th><th>端数</th></tr><tr><td>通勤手当<br>住宅手当</td><td>円未満<br>四捨五入</td></tr>"
    assert [cell.text for cell in only_table(f"<table>{rows}</table>").rows[0].cells] == [
        "通勤手当 住宅手当",
        "円未満四捨五入",
    ]


def test_the_front_matter_of_a_page_is_no_text_and_gives_its_title() -> None:
    document = read("---\nlayout: docs\ntitle: 入会の手引き\n---\n<p>会費は三千円です。</p>".encode(), "a.html")
    assert document.title == "入会の手引き"
    assert [block.text for block in document.blocks()] == ["会費は三千円です。"]


@pytest.mark.parametrize(
    ("rows", "headed"),
    [
        ((("会場", "港の会館"), ("日時", "3月12日 18:30"), ("定員", "50名"), ("対象", "高校生以上")), False),
        ((("項目", "内容"), ("日時", "3月12日 18:30"), ("定員", "50名"), ("対象", "高校生以上")), True),
        ((("プラン", "料金"), ("一日", "1,000円"), ("一月", "9,000円"), ("学生", "無料")), True),
        ((("商品", "在庫"), ("りんご", "10個"), ("水", "5箱"), ("花", "3本")), True),
    ],
)
def test_pairs_of_a_name_and_what_it_is_have_no_header(rows: tuple[tuple[str, str], ...], headed: bool) -> None:
    cells = "".join(f"<tr><td>{name}</td><td>{said}</td></tr>" for name, said in rows)
    (table,) = read(f"<h1>案内</h1><table>{cells}</table>".encode(), "a.html").tables()
    assert [tuple(cell.text for cell in row.cells) for row in table.rows] == list(rows[1 if headed else 0 :])


def test_a_numbered_line_over_the_unit_tells_tables_apart() -> None:
    table = (
        "<table><tr><th></th><th>金額</th></tr><tr><td>船</td><td>30</td></tr><tr><td>港</td><td>20</td></tr></table>"
    )
    lines = "<p>受注の状況</p><p>①受注実績</p><p>（単位：百万円）</p>{0}<p>増えています。</p><p>②売上実績</p>{0}"
    first, second = read(f"<h1>船</h1>{lines.format(table)}".encode(), "a.html").tables()
    assert (first.caption, second.caption) == ("①受注実績", "②売上実績")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<div>会場<span class="value">港の会館</span></div>', "会場 港の会館"),
        ('<ul><li>会費<span class="fee">三千円</span></li></ul>', "会費 三千円"),
        ('<p>売上高<span style="margin-left: 2em">597億円</span></p>', "売上高 597億円"),
        ('<p>名前<span class="v">山本</span></p>', "名前山本"),
        ('<div>これは<span class="em">港の話</span></div>', "これは港の話"),
        ('<div>会場は<span class="em">港の会館</span>です。</div>', "会場は港の会館です。"),
        ('<div>会場<b class="em">港の会館</b></div>', "会場港の会館"),
    ],
)
def test_a_name_and_the_span_that_says_what_it_is_are_told_apart(markup: str, text: str) -> None:
    assert [block.text for block in read(f"<h1>案内</h1>{markup}".encode(), "a.html").blocks()][1:] == [text]


def test_a_row_without_its_last_cell_is_no_group_where_others_have_a_label_below_them() -> None:
    built = only_table(
        "<table><tr><th>No.<th>Picture<th>Place<tr><td>I.<td>Dawn<td>front<tr><td>II.<td>Stream<tr><td><td>Moon<td>p. 32"
        "<tr><td>III.<td>Frost<tr><td>IV.<td>Lake<td>p. 40</table>"
    )
    assert [[cell.text for cell in row.cells][:2] for row in built.rows] == [
        ["I.", "Dawn"], ["II.", "Stream"], ["", "Moon"], ["III.", "Frost"], ["IV.", "Lake"]
    ]  # fmt: skip


def test_the_label_of_the_first_group_may_stand_over_the_header() -> None:
    built = only_table(
        "<table><tr><td colspan=2>Group A<tr><td><td>Marks<tr><td>Outside<td>4<tr><td>Inside<td>13"
        "<tr><td colspan=2>Group B<tr><td>Outside<td>6<tr><td>Inside<td>9</table>"
    )
    assert built.header == ("", "Marks")
    assert [(row.group, row.cells[1].number) for row in built.rows] == [
        (("Group A",), 4), (("Group A",), 13), (("Group B",), 6), (("Group B",), 9)
    ]  # fmt: skip


def test_a_name_that_is_marked_and_reaches_down_makes_two_rows_of_header() -> None:
    built = only_table(
        "<table><tr><th rowspan=2>Port<th>Ships<th>Boats<tr><td colspan=2>in service<tr><td>Ash<td>three<td>four"
        "<tr><td>Elm<td>one<td>two</table>"
    )
    assert built.header == ("Port", "Ships in service", "Boats in service")


def test_fields_with_colons_have_no_header() -> None:
    built = only_table(
        "<table><tr><td>Name:<td>Ash<td>Elm<tr><td>Kind:<td>pier<td>quay<tr><td>Built of:<td>oak<td>stone</table>"
    )
    assert built.header == ("", "", "")


def test_one_sign_for_what_is_not_known_leaves_a_column_of_numbers() -> None:
    built = only_table(
        "<table><tr><th>Land<th>Tons<tr><td>Ash<td>12<tr><td>Elm<td>nd<tr><td>Oak<td>nd<tr><td>Yew<td>7</table>"
    )
    assert [row.cells[1].number for row in built.rows] == [12, None, None, 7]
    assert built.columns[1].kind == "number"


def test_a_colon_behind_most_names_makes_no_group_of_one_that_says_nothing() -> None:
    built = only_table(
        "<table><tr><td>Name:<td>Ash<td>Elm<tr><td>Kind:<td>pier<td>quay<tr><td>Owner:<td><td><tr><td>Hull:<td>oak<td>stone</table>"
    )
    assert [(row.cells[0].text, row.group) for row in built.rows] == [
        ("Name:", ()),
        ("Kind:", ()),
        ("Owner:", ()),
        ("Hull:", ()),
    ]
