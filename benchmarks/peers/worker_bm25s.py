"""bm25s alone, with its default tokenizer, over the pieces that the LangChain recipe makes: it neither reads nor splits."""

import bm25s
from job import Asked, Job, Ready, work
from langchain_pieces import hit, pieces

_PACKAGES = ("bm25s", "langchain-text-splitters", "pymupdf")


def prepare(job: Job) -> Ready:
    """Index the folder in memory."""
    hits = [hit(one) for one in pieces(job)]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize([one.text for one in hits], show_progress=False), show_progress=False)

    def ask(question: str) -> Asked:
        words = bm25s.tokenize(question, show_progress=False)
        found, scores = retriever.retrieve(words, k=min(job.hits, len(hits)), show_progress=False)
        return Asked([hits[number] for number, score in zip(found[0], scores[0], strict=True) if score > 0])

    return Ready(len(hits), ask)


if __name__ == "__main__":
    work(prepare, _PACKAGES)
