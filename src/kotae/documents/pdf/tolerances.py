"""Distances by which the structure of pages, tables and text is judged, all in one place.

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
    split: float = 0.5  # share of a phrase's fellow lines that must part where it does not, for it to span columns
    centred: float = 0.6  # ems by which the middle of a label may lie off the middle of what it stands over
    flush: float = 0.2  # ems by which texts set flush differ: what glyphs leave white at their sides
    flush_rows: int = 3  # in which words begin at one place, for them to be a column
    flush_many: int = 6  # lines, and all of a column: words of a text do not begin so by chance
    flush_share: float = 0.7  # of a column's lines in which they do
    flush_glyph: float = 0.3  # points by which a character begins off the texts of its column: rounding
    padding: float = 6.0  # points between an edge and the text right of it, as spreadsheets leave
    flush_space: float = 0.4  # ems before such words: more than between the words of a text
    overhang: float = 0.25  # share of a phrase that may hang over into the next column
    gutter: float = 0.6  # ems: the white between tables side by side, as wide as a character, box edges off
    gutter_rules: int = 3  # that must end at a gutter and begin behind it: a header's own rules may have a gap
    apart_white: float = 3.0  # ems of white between tables side by side that no rule shows, at the least
    apart_share: float = (
        2.5  # times as wide as that between the columns of each: as measured, one table's differ by less
    )
    title: float = 3.0  # ems between such tables and the line of their titles at the most: of white, and to the left
    white_step: float = 1.15  # times the pitch of a cell's lines that the pitch of rows has, at the least
    row_pitch: float = 0.35  # of a row's height by which a white row beyond a drawn edge may be set nearer or further
    row_filled: float = 0.6  # share of a table's columns that a row beyond its drawn edge must have texts in
    most_white_rows: int = 4  # a white row and a header of three lines
    units_above: float = 2.0  # ems between the upper edge of units over a drawn table and its frame: a line and a half
    header_over_one: int = 3  # rows, from which on a text over a single column of values is its header
    framed_bands: int = 2  # bands that rules draw at the most, where they only set off a part of a table
    crowded: float = 0.2  # share of cells with several numbers, from which on the columns were not seen
    fewest_labels: int = 3  # lines of labels on the left of a frame
    strip: float = 3.0  # heights of a row of white between blocks of columns of one table
    fewest_edges: int = 4  # edges of rows or columns at the least that such blocks share: boxes on a form share three
    edges: float = 0.8  # share of a block's edges that the block on its left has, too: headers are parted differently
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
    same_ruled: float = 6.0  # points by which the edges of one table's parts on two pages may lie apart
    same_unruled: float = 15.0  # and where only the text shows them


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
    space: float = 0.5  # ems of white between phrases at the least: less than in a table that the layout knows for one
    worded: float = 0.3  # share of its phrases that have a letter or a figure: signs with their names have half
    off: float = 0.4  # ems by which phrases of one column may begin or end apart
    gap: float = 1.5  # ems between two rows at the most
    header: float = 2.0  # ems between a line of names and the first row at the most: there may be a line of dashes
    heading: float = 1.15  # times the size of a table's text: a heading between tables


ALIGNED = AlignedTolerances()


@dataclass(frozen=True, slots=True)
class CardTolerances:
    """How cards without frames are set, in ems if nothing else is said; chosen on what browsers print."""

    beside: int = 2  # cards side by side at the least
    bands: int = 2  # of them below each other, where they are names with a text each: a header stands once
    lines: int = 6  # below the first line at the most: more are columns of text
    large: float = 1.5  # times the size of the words that say what a figure counts: no header is so large
    larger: float = 1.15  # times the size of a text that a name has
    gap: float = 1.0  # of white between the lines of one card at the most


CARDS = CardTolerances()


@dataclass(frozen=True, slots=True)
class ChartTolerances:
    """What makes numbers a chart's scale, and text its labels; chosen on slides that may be looked at."""

    ticks: int = 3  # numbers of a scale at the least
    even: float = 0.1  # share by which its steps, and the distances between its numbers, may differ: rounding
    flush: float = 0.3  # ems by which its numbers may stand off their row or column
    at: float = 0.25  # ems by which a line drawn at a number may miss its middle
    ruled: int = 2  # of its numbers that such a line is drawn at, at the least
    # Ems between a number and its line, an axis and its labels, a chart and its legend, at the most
    beside: float = 3.0
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
    size: float = 0.1  # share of a size by which the lines of one label may differ
    larger: float = 1.5  # times the size of a scale's numbers: no name of what it measures is larger


CHARTS = ChartTolerances()


@dataclass(frozen=True, slots=True)
class BadgeTolerances:
    """How a number in a box of its own stands beside what it numbers, in its own ems; chosen on slides looked at."""

    longest: int = 3  # characters of it
    size: float = 0.8  # of the text's size at the least: a smaller number marks a note
    gap: float = 2.5  # between it and the text at the most: the box has white on either side
    off: float = 0.15  # by which its middle lies off those of two lines beside it, at the least
    flush: float = 0.5  # by which these may begin apart


BADGES = BadgeTolerances()


@dataclass(frozen=True, slots=True)
class BulletTolerances:
    """How a shape stands that marks an entry, in the ems of its line if nothing else is said; chosen on what browsers print."""

    least: float = 1.0  # points that it is wide
    most: float = 30.0  # points: half an em of the largest type on slides
    square: float = 0.2  # of its width by which its height may differ
    size: tuple[float, float] = (0.15, 0.6)  # smaller shapes are leaders' dots, larger ones boxes to be ticked
    before: tuple[float, float] = (0.1, 1.5)  # of white between it and the text
    middle: float = 0.3  # by which its middle may lie off the line's: lower letters have it lower


BULLETS = BulletTolerances()


@dataclass(frozen=True, slots=True)
class PageTolerances:
    """What belongs to the page and not to its text, and how its columns stand; chosen on pages of shared documents."""

    margin: float = 0.13  # of the page's height: no running header or footer stands further in
    side: float = 0.15  # of its width: nor does a tab at its side, which is short
    tabbed: float = 0.2  # of the pages that show a tab, and three, at the least
    large: float = 1.15  # times the size of the text: a heading
    place: float = 6.0  # points: numbers of one and of two figures are set flush or in the middle
    gutter: float = 4.0  # points of white between two columns at the least
    title: float = 1.25  # times the size of the text: a title
    as_text: float = 0.95  # and what is set as the text is
    fills: float = 0.6  # share of a column's width that a part of it has at the least
    across: float = 0.5  # of a column's width that a rule over several runs along


PAGE = PageTolerances()


@dataclass(frozen=True, slots=True)
class RuleTolerances:
    """Which drawn lines are rules, and which of them make a table; chosen on the documents of benchmarks/tables."""

    thin: float = 2.5  # points: a filled rectangle no thicker than this is a rule
    alike: float = 0.02  # of a colour's range: nobody sees a smaller difference
    large: float = 0.05  # of the page: patches from this size on are kept in mind for all that follows
    near: float = 2.5  # points within which two rules are one, or touch
    short: float = 4.0  # points: what is no longer is a tick, a dash or a dot
    # Of a coloured row's height, how high the white one before it is: one line of text, or two
    stripe: tuple[float, float] = (0.5, 2.2)
    tab: float = 0.1  # of a table's width by which the box of its title is narrower, at the least
    underline: float = 2.0  # points by which the line under words may reach over them
    joint: float = 1.5  # points within which pieces of a rule meet
    full: float = 0.8  # share of a table's width, or of the page, that a rule or patch takes
    under_header: float = 4.0  # points below the one rule of a table that its rows begin
    inside: float = 2.0  # points by which text stands within its edges


RULES = RuleTolerances()


@dataclass(frozen=True, slots=True)
class GlyphTolerances:
    """How characters stand on their line, in ems if nothing else is said: as fonts and typesetting are made."""

    # Ems of space that typesetting itself puts between Japanese and Latin: a quarter, and rounding
    automatic: float = 0.28
    aslant: float = 0.1  # sine of the angle to the page's edges from which on a text is a watermark
    small: float = 0.8  # of a figure's usual width, from which on a font draws it as a raised mark
    # Of an em: a figure so wide is no mark, though others of its font are as wide as a Japanese character
    half: float = 0.5
    usual: float = 0.1  # share of a figure's occurrences that a width needs to count as usual
    # Points by which lines below each other begin apart: rounding, and what glyphs leave white at their sides
    flush: float = 1.0
    ruby: float = 0.62  # of the font size of what it stands over, at the most
    top: float = 0.1  # ems that the ink of a sign reaches above the baseline from which it hangs, at the most
    depth: float = 0.3  # ems that it reaches below it, at the least: tails of letters and commas reach a quarter
    # Of an unnamed bar that is a minus: how thick at the most and how long at the least (a hyphen has a third of an em), and
    # between which heights above the baseline it lies, about the middle of the figures; underlines lie lower.
    minus_thin: float = 0.12
    minus_long: float = 0.4
    minus: tuple[float, float] = (0.15, 0.4)
    touch: float = 0.1  # ems by which pieces of one sign may lie apart
    print: float = 0.25  # ems by which a second print that stands for bold is shifted at the most
    print_even: float = 0.05  # ems by which the shifts of one line's characters differ
    print_letter: float = 0.5  # of a letter's width: a double letter stands a whole one away from the first
    raised_size: float = 0.8  # of its line's size: a raised mark is smaller
    raised: float = 0.15  # ems of the line that it stands above the line's baseline at the least
    raised_run: float = 0.2  # and where it is a run of its own, above its lower edge
    on_line: float = 0.9  # of the largest size: characters that stand on the line itself
    space: float = 0.15  # ems of white that are a space between letters
    space_wide: float = 0.34  # and between Japanese characters
    word: float = 0.25  # ems of white between two words
    ruby_gap: tuple[float, float] = (-0.3, 0.4)  # of its height, how far it stands over what it is the reading of
    ruby_over: float = 0.6  # share of its width that it stands over that


GLYPHS = GlyphTolerances()


@dataclass(frozen=True, slots=True)
class NearTolerances:
    """How near captions, notes and sources stand to what they are of, in points; chosen on pages of shared documents."""

    table: float = 26.0  # points between a table and what belongs to it, or between two such lines
    figure: float = 40.0  # points between a picture and its caption at the most
    notes: float = 26.0  # points between what a figure ends with and a note of it, or between two such notes
    least: float = 30.0  # points: a smaller picture is a sign or a logo
    over: float = 0.3  # share of the narrower one's width by which they stand over each other
    into: float = 4.0  # by which they may reach into each other: glyph boxes are higher than ink
    level: float = 6.0  # by which a unit at the other end of a caption's line may stand off it


NEAR = NearTolerances()


@dataclass(frozen=True, slots=True)
class VerticalTolerances:
    """What makes vertical writing, in ems if nothing else is said; chosen on vertical pages that may be looked at."""

    centred: float = 0.25  # of an em: how far the middles of a column's characters lie from each other at the most
    # Of an em: how far a character stands below the one before, spaced out or set tight
    advance: tuple[float, float] = (0.4, 1.7)
    set_across: float = 1.3  # of an em: no wider are figures that stand upright side by side within a column
    columns_apart: float = 1.6  # of an em: columns of one paragraph are no farther apart, ruby between them included
    tier_gap: float = 0.8  # of an em: white across all columns parts the tiers of a page
    bridged: float = 0.1  # share of the columns that may cross that white
    larger: float = 1.5  # times a character's size, from which on one below it is of another column


VERTICAL = VerticalTolerances()


@dataclass(frozen=True, slots=True)
class CountedLineTolerances:
    """How numbers stand that count the lines of a page; chosen on drafts and court papers."""

    edge: float = 3.0  # points by which the numbers of a column may end apart: "9" and "10" are set flush right or left
    regular: float = 0.25  # of the usual distance between two numbers: by so much may one differ
    same_line: float = 0.5  # of a number's height: how far the middle of a line may be from that of its number
    alone: float = 0.8  # share of the numbers beside which at most one run of text stands: rows of a table have several


COUNTED = CountedLineTolerances()


@dataclass(frozen=True, slots=True)
class VisibleTolerances:
    """What is seen of a text; the first are shares of what is lightest or strongest."""

    inked: float = 0.3  # share of the characters under which something shows: strokes of a skewed scan miss some boxes
    margin: float = 0.15  # of a character's box, on each side: what touches it from outside is not its ink


VISIBLE = VisibleTolerances()


@dataclass(frozen=True, slots=True)
class TextTolerances:
    """Where a block of text begins and what goes on with it, in ems if nothing else is said; chosen on shared pages."""

    column: float = 0.8  # share of a line's width that stands in a column, for it to be of it
    apart: float = 0.5  # more than the usual white between two lines: a new block
    ragged: float = 1.5  # by which a line that says something of its own ends before its column
    set_in: float = 0.5  # by which a line begins further in: glyphs leave less white
    flush: float = 1.0  # by which lines that a column bounds end before it: a stop, or half a bracket
    room: float = 2.5  # behind a line in which a Japanese word would still have fitted
    room_word: float = 0.5  # and besides the first word of the next line
    other_size: float = 0.12  # of the text's size: lines that differ by more are no one block
    same_size: float = 0.06  # of a size: sizes of one text differ by no more
    alike: float = 0.15  # and those of lines in one column
    hanging: float = 0.4  # by which lines of an entry may begin off its text
    below: float = 1.2  # of white between an entry and what goes on with it at the most
    gap: float = 0.9  # of white between two lines of one text at the most
    overlap: float = -0.3  # by which their boxes may overlap
    over: float = 0.5  # share of the narrower one's width by which two lines stand over each other
    wider: float = 1.5  # times the width of boxes with labels: the text beside them
    edge: float = 4.0  # points by which a text may reach over the edge of the row that it stands in
    centred: float = 1.0  # by which the middles of centred lines lie apart


TEXT = TextTolerances()
