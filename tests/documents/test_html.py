"""What a user relies on in web pages: the page's text and tables, none of the site around it."""

import pytest

from kotae.documents.html import read
from kotae.documents.model import Document, Table
from kotae.errors import DocumentError


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
