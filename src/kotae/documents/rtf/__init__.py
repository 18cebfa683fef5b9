"""Rich Text Format (RTF 1.9.1) to a Document: its control words are read here, so that tables and old encodings stay."""

from kotae.documents.rtf.reader import read

__all__ = ["read"]
