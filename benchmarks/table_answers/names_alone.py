"""What only names a thing that stands in a table: the name alone, "What is …?", "Tell me about …".

Such a question wants running text, or what there is. No cell, list or count of a table is its answer, though its words
meet the table's: these teach when a table has nothing to say.
"""

import random
from collections.abc import Iterator, Sequence

from wikitables import Example

from kotae.documents.model import Table
from kotae.text.language import Language

_FORMS = {
    "ja": ("{}", "{}とは?", "{}とは何ですか", "{}について教えて", "{}を説明してください", "なぜ{}なのですか", "{}の背景は"),
    "en": ("{}", "What is {}?", "Tell me about {}", "Explain {}.", "Why {}?", "What does {} mean?", "How does {} work?"),
}  # fmt: skip
_LONGEST = 30


def asked(names: Sequence[str], tables: Sequence[Table | None], language: Language, seed: int) -> Iterator[Example]:
    """Yield one question for each table that holds a name: a text in its body, of a length that people type.

    Args:
        names: what each table is called.
        tables: the tables.
        language: in which is asked.
        seed: of what is drawn.
    """
    chance = random.Random(seed)
    for name, table in zip(names, tables, strict=True):
        texts = sorted({cell.text for row in table.rows for cell in row.cells if _names(cell.text)}) if table else []
        if texts:
            form = chance.choice(_FORMS[language])
            yield Example(f"name alone {name}", form.format(chance.choice(texts)), name, ())


def _names(text: str) -> bool:
    return (
        2 <= len(text) <= _LONGEST and not any(character.isdigit() for character in text) and text.strip("-–―— ") != ""
    )
