"""Convert the bundled model once into the cache folder, as an ordinary sentence-transformers model folder."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_dir
from safetensors import SafetensorError
from safetensors.numpy import save_file

from kotae.cache import making
from kotae.embedding.bundled import WEIGHTS_SHA256, Shape, Weights, read_weights
from kotae.embedding.layers import SCALE, quantised
from kotae.embedding.pieces import write_pieces
from kotae.embedding.prompts import E5_PROMPTS
from kotae.embedding.tokenizer import BOS, EOS, MASK, PAD, UNKNOWN

MODEL_NAME = "multilingual-e5-small"
MAX_TOKENS = 512
MARKER = "kotae-conversion.json"
LAYOUT = 2
WEIGHTS, LAYERS = "model.safetensors", "layers.safetensors"

FILES = frozenset(
    "model.safetensors layers.safetensors tokenizer.json tokenizer.bare.json pieces.safetensors "
    "config.json tokenizer_config.json special_tokens_map.json sentence_bert_config.json "
    "config_sentence_transformers.json modules.json 1_Pooling/config.json".split()
)
"""What a whole conversion has, beside its marker."""

_MEGABYTES = 520  # measured: 471 for the weights, 21 for the layers in 8 bits, 20 for the tokenizer
_HASHED_ALWAYS = 64 * 1024  # bytes; the configuration is smaller: all of it takes 0.1 ms, the weights would take 1.3 s
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_LAYER_PARTS = {
    "attend": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "project": ("attention.output.dense",),
    "attended": ("attention.output.LayerNorm",),
    "widen": ("intermediate.dense",),
    "narrow": ("output.dense",),
    "widened": ("output.LayerNorm",),
}
_EMBEDDING_NAMES = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}


def cache_folder(cache: Path | None = None) -> Path:
    """Where converted models are kept: `cache`, or the user's cache folder for Kotae when it is None."""
    return cache if cache is not None else Path(user_cache_dir("kotae", appauthor=False))


def converted_folder(cache: Path | None = None) -> Path:
    """The folder of the converted model under `cache`; its name changes with the source and the layout."""
    return cache_folder(cache) / "models" / f"{MODEL_NAME}-{WEIGHTS_SHA256[:12]}-{LAYOUT}"


def convert(weights_path: Path, cache: Path | None = None) -> Path:
    """Give the converted model's folder, converting first when it is missing or damaged.

    Arguments: weights_path, the package's weights file; cache, the cache folder (None: the user's).
    Returns: a folder that `SentenceTransformer` loads; it is complete, whoever wrote it. Two processes may convert
        at once: each writes a folder of its own and the first to finish puts it in place.
    Raises: ModelError when the weights file is not the known one (nothing is written) or the cache is not writable.
    """
    folder = converted_folder(cache)
    if is_complete(folder):
        return folder
    weights = read_weights(weights_path)
    with making(folder, "converted model", _MEGABYTES) as staged:
        made = staged / folder.name
        made.mkdir()
        write_model(weights, made)
        _write_marker(made)
        _put_in_place(made, folder)
    return folder


def is_complete(folder: Path) -> bool:
    """Whether the folder holds a whole conversion of the known weights.

    The configuration's SHA-256 are compared. A large file whose size and modification time are those in the marker is
    taken to be whole, for reading it would take longer than a question; where the time differs (a copied cache, an edited
    file) its SHA-256 decides too.
    """
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        if marker["source"] != WEIGHTS_SHA256 or marker["layout"] != LAYOUT or marker["files"].keys() != FILES:
            return False
        return all(_is_whole(folder / name, entry) for name, entry in marker["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def write_model(weights: Weights, folder: Path) -> None:
    """Write the model into an existing folder: weights (float32 safetensors), layers in 8 bits, tokenizer and configuration.

    Arguments: weights, the parsed weights file; folder, where to write.
    Raises: OSError when the folder cannot be written.
    """
    try:
        tensors = dict(_tensors(weights))
        save_file(tensors, folder / WEIGHTS, metadata={"format": "pt"})
        save_file(dict(_layers(tensors, weights.shape.layers)), folder / LAYERS)
        write_pieces(weights.vocabulary, folder)
    except SafetensorError as error:  # what the system said is only in its text
        raise OSError(errno.EIO, str(error)) from error
    for name, content in _configuration(weights.shape, weights.vocabulary.pad).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _tensors(weights: Weights) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Each tensor under the name that BertModel gives it, [rows, columns] or [columns]."""
    hidden = weights.shape.hidden
    for short, long in _EMBEDDING_NAMES.items():
        yield f"embeddings.{long}.weight", weights.tensor(f"emb.{short}").reshape(-1, hidden)
    for suffix, kind in (("w", "weight"), ("b", "bias")):
        yield f"embeddings.LayerNorm.{kind}", weights.tensor(f"emb.ln.{suffix}")
        for layer in range(weights.shape.layers):
            for short, long in _LAYER_NAMES.items():
                values = weights.tensor(f"l{layer}.{short}.{suffix}")
                if suffix == "w" and not short.endswith("ln"):
                    columns = weights.shape.feed_forward if short == "fo" else hidden
                    values = values.reshape(-1, columns)
                yield f"encoder.layer.{layer}.{long}.{kind}", values
    # The pooler is not part of the file and mean pooling never reads it; zeros keep transformers from inventing one.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _layers(
    tensors: Mapping[str, NDArray[np.float32]], count: int
) -> Iterator[tuple[str, NDArray[np.float32] | NDArray[np.int8]]]:
    """Each tensor of the layers under the name that `layers_of` reads, matrices in 8 bits with a scale for each row."""
    for number in range(count):
        for part, sources in _LAYER_PARTS.items():
            weight, bias = (
                np.concatenate([tensors[f"encoder.layer.{number}.{source}.{kind}"] for source in sources])
                for kind in ("weight", "bias")
            )
            at = f"layer.{number}.{part}"
            yield f"{at}.bias", bias
            if weight.ndim == 1:
                yield f"{at}.weight", weight
            else:
                yield f"{at}.weight", (kept := quantised(weight))[0]
                yield f"{at}.weight{SCALE}", kept[1]


def _configuration(shape: Shape, pad: int) -> dict[str, Any]:
    """The folder's JSON files by name."""
    special = {"bos_token": BOS, "cls_token": BOS, "eos_token": EOS, "sep_token": EOS}
    special |= {"pad_token": PAD, "unk_token": UNKNOWN, "mask_token": MASK}
    tokenizer = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": MAX_TOKENS, **special}
    prompts = {"query": E5_PROMPTS.query, "passage": E5_PROMPTS.passage, "document": E5_PROMPTS.passage}
    paths = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    kinds = "sentence_transformers.models"
    return {
        "config.json": _bert_configuration(shape, pad),
        "tokenizer_config.json": tokenizer,
        "special_tokens_map.json": special,
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": prompts,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"{kinds}.{kind}"}
            for number, (kind, path) in enumerate(paths.items())
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }


def _bert_configuration(shape: Shape, pad: int) -> dict[str, Any]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "hidden_act": "gelu",
        "layer_norm_eps": shape.layer_norm_epsilon,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "vocab_size": shape.vocabulary,
        "pad_token_id": pad,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "dtype": "float32",
    }


def _write_marker(folder: Path) -> None:
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb+") as file:
            os.fsync(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        status = path.stat()
        entry = {"size": status.st_size, "modified_ns": status.st_mtime_ns, "sha256": digest}
        files[path.relative_to(folder).as_posix()] = entry
    marker = {"source": WEIGHTS_SHA256, "layout": LAYOUT, "files": files}
    (folder / MARKER).write_text(json.dumps(marker, indent=2) + "\n", encoding="utf-8")


def _is_whole(path: Path, entry: dict[str, Any]) -> bool:
    status = path.stat()
    if status.st_size != entry["size"]:
        return False
    if status.st_mtime_ns == entry["modified_ns"] and status.st_size > _HASHED_ALWAYS:
        return True
    with path.open("rb") as file:
        return bool(hashlib.file_digest(file, "sha256").hexdigest() == entry["sha256"])


def _put_in_place(staged: Path, folder: Path) -> None:
    """Rename the finished folder into place; a whole one that got there first stays, a damaged one is replaced."""
    for attempt in range(3):
        try:
            staged.rename(folder)
            return
        except OSError:
            if is_complete(folder):
                return
            if attempt == 2 or not folder.exists():
                raise
            aside = staged.with_name(f"aside-{attempt}")
            with suppress(FileNotFoundError):
                folder.rename(aside)
            shutil.rmtree(aside, ignore_errors=True)
