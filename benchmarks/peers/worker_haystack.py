"""Haystack as in its tutorial on hybrid retrieval: BM25 and embedding retrievers over an in-memory store, and a joiner.

The tutorial's ranker is left out, for it is another model. Without it the joiner must rank, so that it joins by reciprocal
rank fusion, as Haystack's MultiRetriever does by default, and not by concatenation, which leaves the ranking to the ranker.
"""

from haystack import Pipeline
from haystack.components.converters import PyPDFToDocument, TextFileToDocument
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from job import PASSAGE_PROMPT, QUERY_PROMPT, Asked, Hit, Job, Ready, work

_PACKAGES = ("haystack-ai", "sentence-transformers-haystack", "pypdf")


def prepare(job: Job) -> Ready:
    """Index the folder in memory; E5's prompts go in as the embedders' prefixes."""
    store = InMemoryDocumentStore()
    indexing = Pipeline()
    indexing.add_component("splitter", DocumentSplitter())
    indexing.add_component(
        "embedder", SentenceTransformersDocumentEmbedder(model=job.model, prefix=PASSAGE_PROMPT, progress_bar=False)
    )
    indexing.add_component("writer", DocumentWriter(store))
    indexing.connect("splitter", "embedder")
    indexing.connect("embedder", "writer")
    indexing.run({"splitter": {"documents": _documents(job)}})
    asking = _asking(store, job)

    def ask(question: str) -> Asked:
        found = asking.run({"embedder": {"text": question}, "bm25": {"query": question}})["joiner"]["documents"]
        return Asked([_hit(one) for one in found[: job.hits]])

    return Ready(store.count_documents(), ask)


def _documents(job: Job) -> list:
    pdfs = [path for path in job.files() if path.suffix == ".pdf"]
    texts = [path for path in job.files() if path.suffix == ".md"]
    read = PyPDFToDocument().run(sources=pdfs)["documents"] if pdfs else []
    return read + (TextFileToDocument().run(sources=texts)["documents"] if texts else [])


def _asking(store: InMemoryDocumentStore, job: Job) -> Pipeline:
    pipeline = Pipeline()
    embedder = SentenceTransformersTextEmbedder(model=job.model, prefix=QUERY_PROMPT, progress_bar=False)
    pipeline.add_component("embedder", embedder)
    pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=job.hits))
    pipeline.add_component("bm25", InMemoryBM25Retriever(store, top_k=job.hits))
    pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
    pipeline.connect("embedder.embedding", "dense.query_embedding")
    pipeline.connect("dense", "joiner")
    pipeline.connect("bm25", "joiner")
    return pipeline


def _hit(found: object) -> Hit:
    return Hit(found.meta["file_path"], found.meta.get("page_number"), found.content)


if __name__ == "__main__":
    work(prepare, _PACKAGES)
