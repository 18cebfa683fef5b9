"""Run any sentence-transformers model: a folder, or a name on the model hub."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from huggingface_hub import HfApi
from numpy.typing import NDArray

from kotae.embedding.encoded import Encoded
from kotae.embedding.prompts import Prompts, choose_prompts
from kotae.embedding.source import ExactDtype, Source
from kotae.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH_TOKENS = 1024
_BATCH_TOKENS_ACCELERATOR = 32768
_UNLIMITED = 1_000_000
_HUB_TIMEOUT = 15.0  # seconds


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """A loaded sentence-transformers model with the prompts that belong to it."""

    model: "SentenceTransformer"
    prompts: Prompts
    dimension: int
    max_tokens: int
    batch_tokens: int

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, special tokens included, nothing cut."""
        if not texts:
            return []
        tokens = self.model.tokenizer(list(texts), truncation=False, verbose=False)
        return [len(ids) for ids in tokens["input_ids"]]

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Encode one batch of texts that carry their prompt already."""
        encoded: list[dict[str, Any]] = self.model.encode(  # type: ignore[assignment]
            list(texts), prompt="", batch_size=len(texts), output_value=None, show_progress_bar=False
        )
        return [self._encoded(text, features) for text, features in zip(texts, encoded, strict=True)]

    def _encoded(self, text: str, features: dict[str, Any]) -> Encoded:
        """Bring the library's features of one text into our form."""
        ids = self.model.tokenizer(text, truncation=True, max_length=self.max_tokens, return_offsets_mapping=True)
        spans = np.asarray(ids["offset_mapping"], np.int32)
        values = features["token_embeddings"][features["attention_mask"].bool()].float().cpu().numpy()[: len(spans)]
        own = spans[: len(values), 1] > spans[: len(values), 0]  # special tokens stand for no characters
        vector = features["sentence_embedding"].float().cpu().numpy()
        return Encoded(_unit(vector), _unit(values[own]), np.ascontiguousarray(spans[: len(values)][own, 0]))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale vectors, [..., dimension], to length 1."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def load_sentence_model(source: Source, dtype: ExactDtype) -> SentenceModel:
    """Load a model with sentence-transformers; the network is asked only for a hub model that is not here yet.

    Arguments: source, resolved from the model's name; dtype, of weights and activations.
    Raises: ModelError when it cannot be loaded, with the library's reason.
    """
    model = _load(source, dtype)
    dimension = model.get_embedding_dimension()
    if dimension is None:
        dimension = int(model.encode(["a"], show_progress_bar=False).shape[1])
    prompts = choose_prompts(source.hub_name or source.model, model.prompts)
    on_cpu = model.device.type == "cpu"
    batch_tokens = _BATCH_TOKENS if on_cpu else _BATCH_TOKENS_ACCELERATOR
    return SentenceModel(model, prompts, dimension, model.max_seq_length or _UNLIMITED, batch_tokens)


def _load(source: Source, dtype: ExactDtype) -> "SentenceTransformer":
    name = source.hub_name or str(source.folder)
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        kwargs = {"dtype": getattr(torch, dtype)}
        if source.folder is not None:
            with suppress(*([OSError] if source.hub_name else [])):  # a hub model may be here only in part
                return SentenceTransformer(name, local_files_only=True, model_kwargs=kwargs)
        HfApi().model_info(name, timeout=_HUB_TIMEOUT)  # says at once what loading would retry for a minute
        return SentenceTransformer(name, model_kwargs=kwargs)
    except Exception as error:  # whatever the library or the model's own files raise is the reason to show
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"{name}: the embedding model cannot be loaded ({reason})") from error
