"""LlamaIndex as in its starter example: a directory reader, the default sentence splitter, the default vector index."""

from pathlib import Path

from job import PASSAGE_PROMPT, QUERY_PROMPT, Asked, Hit, Job, Ready, work
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

_PACKAGES = ("llama-index-core", "llama-index-embeddings-huggingface", "llama-index-readers-file", "pypdf")


def prepare(job: Job) -> Ready:
    """Index the folder in memory; E5's prompts go in as the instructions of the embedding."""
    embedding = HuggingFaceEmbedding(
        model_name=job.model, query_instruction=QUERY_PROMPT, text_instruction=PASSAGE_PROMPT
    )
    index = VectorStoreIndex.from_documents(SimpleDirectoryReader(job.corpus).load_data(), embed_model=embedding)
    retriever = index.as_retriever(similarity_top_k=job.hits)
    return Ready(len(index.docstore.docs), lambda question: Asked([_hit(one) for one in retriever.retrieve(question)]))


def _hit(found: object) -> Hit:
    metadata = found.node.metadata
    page = metadata.get("page_label")
    return Hit(Path(metadata["file_path"]).name, int(page) if page else None, found.node.get_content())


if __name__ == "__main__":
    work(prepare, _PACKAGES)
