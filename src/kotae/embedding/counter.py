"""Count tokens as the embedding model does, without loading the model (and so without torch)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tokenizers import Tokenizer

from kotae.embedding.prompts import E5_PROMPTS, Prompts, choose_prompts
from kotae.embedding.source import BUNDLED, bundled_folder, resolve
from kotae.embedding.tokenizer import read_tokenizer
from kotae.errors import ModelError

Kind = Literal["query", "passage"]


@dataclass(frozen=True, slots=True)
class TokenCounter:
    """Counts tokens, prompt and special tokens included; a text is cut by the model beyond `max_tokens`."""

    max_tokens: int
    prompts: Prompts
    count_prompted: Callable[[Sequence[str]], list[int]]

    @classmethod
    def load(cls, model: str = BUNDLED, *, cache: Path | None = None) -> "TokenCounter":
        """Load the tokenizer of a model.

        Arguments: model, "bundled", a folder or a hub name; cache, the cache folder (None: the user's). The bundled
            model is converted on first use; a model that has no tokenizer.json here is loaded as a whole.
        Raises: ModelError when the model or its tokenizer cannot be found or read.
        """
        source = resolve(model, cache)
        folder = bundled_folder(cache) if source.bundled else source.folder
        if folder is not None and (folder / "tokenizer.json").is_file():
            limit = _limit(folder)
            if limit is not None:
                tokenizer = read_tokenizer(folder / "tokenizer.json")
                return cls(limit, _prompts(folder, source.hub_name or model), _counting(tokenizer))
        from kotae.embedding.sentence import load_sentence_model

        loaded = load_sentence_model(source, "float32")
        return cls(loaded.max_tokens, loaded.prompts, loaded.count)

    def count_tokens(self, texts: Sequence[str], kind: Kind = "passage") -> list[int]:
        """Tokens of each text as the model would see it, nothing cut.

        Arguments: texts, without prompts; kind, whose prompt to count.
        Returns: one count a text, comparable with `max_tokens`.
        """
        prompt = self.prompts.query if kind == "query" else self.prompts.passage
        return self.count_prompted([prompt + text for text in texts])


def _counting(tokenizer: Tokenizer) -> Callable[[Sequence[str]], list[int]]:
    return lambda texts: [len(encoding.ids) for encoding in tokenizer.encode_batch_fast(list(texts))]


def _prompts(folder: Path, name: str) -> Prompts:
    if name == BUNDLED:
        return E5_PROMPTS
    return choose_prompts(name, _read(folder / "config_sentence_transformers.json").get("prompts") or {})


def _limit(folder: Path) -> int | None:
    """The most tokens that the model reads, where the folder's configuration says it."""
    limits = (
        _read(folder / "sentence_bert_config.json").get("max_seq_length"),
        _read(folder / "tokenizer_config.json").get("model_max_length"),
        _read(folder / "config.json").get("max_position_embeddings"),
    )
    stated = (int(limit) for limit in limits if isinstance(limit, int | float) and limit < 1_000_000)
    return next(stated, None)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read ({error})") from error
    return content if isinstance(content, dict) else {}
