"""What is in the other language than who reads it."""

from kotae.documents.model import Table
from kotae.text.language import Language, detect


def needs_glosses(text: str, language: Language) -> bool:
    """Tell whether a text is in the other one of the two languages."""
    written = detect(text)
    return written in ("ja", "en") and written != language


def is_foreign(table: Table, language: Language) -> bool:
    """Tell whether a table's labels are in the other one of the two languages."""
    return needs_glosses(f"{table.caption} {' '.join(table.header)}", language)
