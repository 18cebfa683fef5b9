"""OpenDocument texts (ODT), spreadsheets (ODS) and presentations (ODP) to a Document: their XML is read as it stands."""

from kotae.documents.opendocument.sheets import read_sheets
from kotae.documents.opendocument.slides import read_slides
from kotae.documents.opendocument.text import read_text

__all__ = ["read_sheets", "read_slides", "read_text"]
