"""txtai as in its notebook on retrieval-augmented generation: Textractor by paragraph, an embeddings database with content.

Of the backends that Textractor has for PDF, Tika and Docling fetch programs or models when they run; LiteParse is in its
wheel, but for reading pictures, which is turned off: every page of the brief has its text. The rules ("---") that it puts
between pages would each be a paragraph, and the best hit of most English questions: they are left out.
"""

import re

from job import PASSAGE_PROMPT, QUERY_PROMPT, Asked, Hit, Job, Ready, work
from liteparse import LiteParse
from txtai import Embeddings
from txtai.pipeline import Textractor

_PACKAGES = ("txtai", "liteparse", "faiss-cpu")


def prepare(job: Job) -> Ready:
    """Index the folder; E5's prompts go in as the instructions of the embeddings."""
    markdown = Textractor(paragraphs=True, backend=None)
    pdf = Textractor(paragraphs=True, backend="liteparse")
    pdf.html.backend.liteparse = LiteParse(output_format="markdown", ocr_enabled=False, quiet=True)
    pieces = [
        (path.name, text)
        for path in job.files()
        for text in (markdown if path.suffix == ".md" else pdf)(str(path))
        if re.search(r"\w", text)
    ]
    embeddings = Embeddings(path=job.model, content=True, instructions={"query": QUERY_PROMPT, "data": PASSAGE_PROMPT})
    embeddings.index((number, text, None) for number, (_, text) in enumerate(pieces))

    def ask(question: str) -> Asked:
        found = embeddings.search(question, job.hits)
        return Asked([Hit(pieces[int(one["id"])][0], None, one["text"]) for one in found])

    return Ready(len(pieces), ask)


if __name__ == "__main__":
    work(prepare, _PACKAGES)
