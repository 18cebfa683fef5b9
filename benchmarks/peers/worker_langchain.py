"""LangChain's usual recipe: PyMuPDFLoader, RecursiveCharacterTextSplitter, sentence-transformers, FAISS."""

from job import PASSAGE_PROMPT, QUERY_PROMPT, Asked, Job, Ready, work
from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_pieces import hit, pieces

_PACKAGES = (
    "langchain-core",
    "langchain-community",
    "langchain-text-splitters",
    "langchain-huggingface",
    "faiss-cpu",
    "pymupdf",
)


def prepare(job: Job) -> Ready:
    """Index the folder in memory; E5's prompts go in as what the model's encoding takes."""
    embeddings = HuggingFaceEmbeddings(
        model_name=job.model,
        encode_kwargs={"prompt": PASSAGE_PROMPT},
        query_encode_kwargs={"prompt": QUERY_PROMPT},
    )
    split = pieces(job)
    store = FAISS.from_documents(split, embeddings)
    return Ready(len(split), lambda question: Asked([hit(one) for one in store.similarity_search(question, job.hits)]))


if __name__ == "__main__":
    work(prepare, _PACKAGES)
