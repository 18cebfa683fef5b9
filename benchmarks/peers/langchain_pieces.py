"""Reading and splitting as LangChain's tutorial on semantic search does; bm25s, which does neither, gets its pieces too."""

from pathlib import Path

from job import Hit, Job
from langchain_community.document_loaders import PyMuPDFLoader, TextLoader
from langchain_core.documents import Document
from langchain_text_splitters import RecursiveCharacterTextSplitter

# The tutorial's own; the class's default of 4,000 characters is three times as much as the model reads.
_CHARACTERS, _OVERLAP = 1000, 200


def pieces(job: Job) -> list[Document]:
    """Read the folder's files, a document for a PDF's page or a text's whole, and split them."""
    loaders = [
        PyMuPDFLoader(str(path)) if path.suffix == ".pdf" else TextLoader(str(path), encoding="utf-8")
        for path in job.files()
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHARACTERS, chunk_overlap=_OVERLAP, add_start_index=True)
    return splitter.split_documents([document for loader in loaders for document in loader.load()])


def hit(piece: Document) -> Hit:
    """Return a piece as what is told to run.py; LangChain counts pages from 0."""
    page = piece.metadata.get("page")
    return Hit(Path(piece.metadata["source"]).name, None if page is None else page + 1, piece.page_content)
