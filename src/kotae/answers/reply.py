"""What is said where something else than a question was typed; the words are data (replies.ja.toml, replies.en.toml)."""

from collections.abc import Sequence

from kotae.answers.gist import gist
from kotae.answers.model import Result
from kotae.index.opened import OpenIndex
from kotae.index.records import DocumentRecord
from kotae.question.model import Inquiry
from kotae.retrieval.search import Among
from kotae.text.labels import labels_language
from kotae.text.lists import read_lists
from kotae.text.tokens import terms

_NAMED = 4


def reply(inquiry: Inquiry, index: OpenIndex, among: Among) -> Result:
    """Return the result of what is no question: a short reply, and for a wish for a summary key sentences with their places.

    Args:
        inquiry: what was typed.
        index: what would be searched.
        among: which documents are meant.
    """
    language = labels_language(inquiry.text)
    documents = [one for one in index.records.documents if among.documents is None or one.id in among.documents]
    answer, hits = gist(documents, index) if inquiry.manner == "summary" else (None, ())
    said = "no_summary" if inquiry.manner == "summary" and answer is None else inquiry.manner
    words = read_lists("kotae.answers", f"replies.{language}.toml")[said]
    return Result(
        question=inquiry.text,
        language=language,
        answer=answer,
        certainty=1.0 if answer else 0.0,
        hits=hits,
        cited_sources=index.manifest.cited,
        documents=frozenset(document.id for document in index.records.documents),
        reply=words.format(documents=_titles(documents)),
    )


def called(words: str, index: OpenIndex, among: Among) -> frozenset[str]:
    """Return the documents that words may name: all of the words are in what each is called, its title or its file's name.

    Args:
        words: what is to be summarised; "" is nothing.
        index: what would be searched.
        among: which documents are meant.
    """
    wanted = frozenset(terms(words))
    documents = index.records.documents if wanted else ()
    return frozenset(
        one.id
        for one in documents
        if wanted <= frozenset(terms(one.called)) and (among.documents is None or one.id in among.documents)
    )


def _titles(documents: Sequence[DocumentRecord]) -> str:
    """Return the titles of some documents, in a row, the first few of many."""
    told = ", ".join(document.title for document in documents[:_NAMED])
    return f"{told} (+{len(documents) - _NAMED})" if len(documents) > _NAMED else told
