"""Distances by which the structure of tables and of columns of text is judged, all in one place.

Ems are those of the text at hand. Where a number comes from says its comment; those chosen by measuring were chosen
on the documents of benchmarks/tables.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableTolerances:
    """How far apart and how often: what makes a column, a row, a merged cell."""

    filled: float = 0.5  # share of the cells that hold text where only rules show a table
    filled_in_picture: float = 0.9  # and where the layout sees a picture
    space: float = 0.75  # ems: a wider gap is no space between words, which are 0.25 to 0.33, set out to the double
    spread: float = 1.6  # ems of white between the letters of a word that is set out to a width, at the most
    even: float = 0.2  # ems by which such white differs
    thousands: float = 0.4  # ems: the space that groups a number's figures is a thin or a plain one
    call: int = 3  # characters of a mark that calls a note (※12): what is longer is a remark
    leader: int = 4  # equal dots or dashes in a row: three are an ellipsis
    touch: float = 1.0  # points by which boxes of neighbouring columns may overlap: glyph boxes are wider than ink
    split: float = 0.5  # share of a piece's fellow lines that must part where it does not, for it to span columns
    centred: float = 0.6  # ems by which the middle of a label may lie off the middle of what it stands over
    flush: float = 0.2  # ems by which texts set flush differ: what glyphs leave white at their sides
    flush_rows: int = 3  # in which words begin at one place, for them to be a column
    flush_many: int = 6  # lines, and all of a column: words of a text do not begin so by chance
    flush_share: float = 0.7  # of a column's lines in which they do
    flush_glyph: float = 0.3  # points by which a character begins off the texts of its column: rounding
    padding: float = 6.0  # points between an edge and the text right of it, as spreadsheets leave
    flush_space: float = 0.4  # ems before such words: more than between the words of a text
    overhang: float = 0.25  # share of a piece that may hang over into the next column
    gutter: float = 0.6  # ems: the white between tables side by side, as wide as a character, box edges off
    gutter_rules: int = 3  # that must end at a gutter and begin behind it: a header's own rules may have a gap
    pitch: float = 0.75  # the share of line distances that are no larger than rows': where cells are wrapped, most are
    apart: float = 1.6  # line pitches between the lines on either side of a gap between tables: a row left out is 2
    band: float = 3.0  # ems: a coloured band that heads a table is no higher: a line with white above and below
    headed: int = 3  # lines, the band's among them: a label in a box with one line below it is no table
    name: float = 2.5  # ems of white between a family and a given name at the most: short ones are set far apart
    ended: float = 2.5  # ems of white behind a line of a cell at the least, for the next to say something of its own
    level: float = 0.4  # ems by which lines of one row may stand apart: beside two lines a third is half a line off
    indent: float = 0.4  # ems from one level of labels to the next at the least: a sign's own white is less
    indented: float = 0.75  # of the labels that begin where others do, for that to be levels: headers are centred
    deepest: int = 6  # levels of labels at the most: more are texts in the middle
    named_rows: int = 3  # lines of one band, for those of a cell over several to be names: two are one that is wrapped
    named_share: float = 0.8  # of the lines of the bands that have a name beside them: totals may have none
    beside: float = 2.0  # line heights by which a mark may stand beside the table whose row it is


TABLES = TableTolerances()


@dataclass(frozen=True, slots=True)
class ProseTolerances:
    """What columns of running text look like; chosen on pages of shared documents that may be looked at."""

    gutter: float = 0.9  # ems of white between two columns at the least; a full stop may hang half an em into it
    lines: int = 3  # at the least: two lines side by side are labels and values as well
    hanging: float = 0.5  # ems by which lines of a list may begin before its marks
    paragraphs: int = 3  # that the layout sees in a box, for it to be one of text and no cell
    width: float = 8.0  # ems: narrower columns are a table's
    ragged: float = 2.0  # ems by which a full line may end before its column: a stop, or a word that found no place
    full: float = 0.6  # share of lines that are full: each paragraph's last is not
    indent: float = 2.0  # ems by which lines of one column may begin apart
    between: float = 4.0  # points of white between the layout's regions in two columns of a page at the least
    outdent: float = 6.0  # ems by which a paragraph's first line may be set in at the most
    boxed: float = 1.0  # ems between a box and the line of text that goes on beside it at the most
    pitch: float = 2.5  # ems from one line of a text to the next at the most


PROSE = ProseTolerances()


@dataclass(frozen=True, slots=True)
class AlignedTolerances:
    """What makes lines a table that neither rules nor the layout show; chosen on shared pages that may be looked at."""

    columns: int = 3  # at the least: two are a list of fields, or entries with their numbers
    columns_of_two: int = 4  # at the least, of a table of two rows
    list_rows: int = 3  # of names with what is said of each, at the least
    list_gap: float = 0.5  # ems between two such rows at the most
    list_space: float = 1.0  # ems of white between a name and what is said of it: more than between words
    valued: float = 2.0  # ems of white between most names and their amounts, at the least
    few: int = 3  # rows or fewer must be alike from the first cell to the last
    space: float = 0.5  # ems of white between pieces at the least: less than in a table that the layout knows for one
    worded: float = 0.3  # share of its pieces that have a letter or a figure: signs with their names have half
    off: float = 0.4  # ems by which pieces of one column may begin or end apart
    gap: float = 1.5  # ems between two rows at the most
    heading: float = 1.15  # times the size of a table's text: a heading between tables


ALIGNED = AlignedTolerances()


@dataclass(frozen=True, slots=True)
class ChartTolerances:
    """What makes numbers a chart's scale, and text its labels; chosen on slides that may be looked at."""

    ticks: int = 3  # numbers of a scale at the least
    even: float = 0.1  # share by which its steps, and the distances between its numbers, may differ: rounding
    flush: float = 0.3  # ems by which its numbers may stand off their row or column
    at: float = 0.25  # ems by which a line drawn at a number may miss its middle
    ruled: int = 2  # of its numbers that such a line is drawn at, at the least
    beside: float = (
        3.0  # ems between a number and its line, an axis and its labels, a chart and its legend, at the most
    )
    depth: float = 3.0  # ems that the lines span at the least: shorter ones are marks on an axis
    key: float = 1.5  # ems between a legend's sign and its word at the most
    sign: float = 1.2  # ems: the sign is no higher than a line
    stroke: float = 5.0  # ems: nor is the stroke of a line's sign longer
    entries: int = 2  # of a legend at the least
    entry: int = 40  # characters of one at the most
    above: float = 1.5  # ems between a remark and the chart below it at the most
    apart: float = 0.8  # ems of white between the lines of a name left of its bar at the most
    wrapped: float = 0.4  # ems of white between the lines of one label at the most
    lines: int = 3  # of one label at the most: more are labels below each other
    remark: int = 12  # characters of a remark on a chart, its unit or the number of those asked, at the most


CHARTS = ChartTolerances()


@dataclass(frozen=True, slots=True)
class BadgeTolerances:
    """How a number in a box of its own stands beside what it numbers, in its own ems; chosen on slides looked at."""

    longest: int = 3  # characters of it
    size: float = 0.8  # of the text's size at the least: a smaller number marks a note
    gap: float = 2.5  # between it and the text at the most: the box has white on either side
    level: float = 0.4  # by which its middle may lie off that of its line
    off: float = 0.15  # by which it lies off those of the two lines beside it, at the least
    flush: float = 0.5  # by which these may begin apart


BADGES = BadgeTolerances()
