"""HTML to a Document, read with selectolax: a small binding to lexbor, which parses as browsers do."""

from selectolax.lexbor import LexborHTMLParser

from kotae.documents.decoding import decode_page
from kotae.documents.html_parts import parts
from kotae.documents.lines.articles import with_article_titles
from kotae.documents.lines.numbered_headings import with_numbered_headings
from kotae.documents.lines.site_sources import without_front_matter, without_templates
from kotae.documents.lines.titles import first_title, is_said
from kotae.documents.model import Block, Document, Page
from kotae.documents.tables.captioned import with_tables
from kotae.errors import DocumentError
from kotae.text.normalise import join_label


def read(data: bytes, name: str) -> Document:
    """Read an HTML page: title, headings, paragraphs, list items, tables, captions; no menus, scripts or hidden parts.

    Args:
        data: the file's bytes; the encoding is that of its byte order mark, its declaration, or what its bytes fit.
        name: the file's name, for messages and as the title of a page that has none.

    Raises:
        DocumentError: the encoding is not known, or the page shows no text.
    """
    source, named = without_front_matter(decode_page(data, name).replace("\r\n", "\n"))
    tree = LexborHTMLParser(without_templates(source) if named else source)
    try:
        elements = with_article_titles(with_numbered_headings(with_tables(list(parts(tree.body)) if tree.body else [])))
    except RecursionError:
        raise DocumentError(f"{name}: the page's elements are nested too deeply; save it as PDF") from None
    if not elements:
        raise DocumentError(
            f"{name}: the page shows no text; it may need a browser to run, so save it as PDF from there"
        )
    titles = [join_label([node.text()]) for node in tree.css("head > title")]
    blocks = [element for element in elements if isinstance(element, Block)]
    tagged = next((t for t in titles if t), "")
    title = tagged if is_said(tagged, blocks) else first_title(blocks) or tagged
    title = named or title or name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Document("html", title, (Page(1, 0, 0),), elements)
