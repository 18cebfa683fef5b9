"""Kotae, as `kotae index` and `kotae ask` run it."""

import tempfile

from job import Asked, Hit, Job, Ready, work

from kotae import Kotae
from kotae.embedding.source import exact_dtype
from kotae.index.build import build
from kotae.settings import load

_PACKAGES = ("kotae", "torch", "sentence-transformers", "faiss-cpu", "pymupdf")


def prepare(job: Job) -> Ready:
    """Index the folder, and open the index twice: once to answer, once to search alone, with nothing remembered."""
    settings = load(corpus=job.corpus, index=tempfile.mkdtemp())
    build(settings.recipe, settings.index)
    kotae = Kotae.open(settings=settings)
    alone = Kotae.open(settings=settings, encoder=kotae.encoder)

    def ask(question: str) -> Asked:
        result = kotae.ask(question, job.hits)
        return Asked(_hits(result.hits), result.answer is None)

    def search(question: str) -> Asked:
        return Asked(_hits(alone.search(question, job.hits)))

    remark = f"Kotae ran the model in {exact_dtype(settings.dtype, True)}."
    pieces = len(kotae.index.records.unit_languages)
    return Ready(pieces, ask if job.answers else search, search, remark)


def _hits(hits: list) -> list[Hit]:
    return [Hit(hit.document.name, hit.unit.page, hit.unit.text) for hit in hits]


if __name__ == "__main__":
    work(prepare, _PACKAGES)
