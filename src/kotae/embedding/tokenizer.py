"""Rebuild the bundled model's tokenizer (XLM-R's SentencePiece unigram) from the vocabulary in its weights file; read one."""

from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from kotae.embedding.bundled import Vocabulary
from kotae.embedding.charsmap import compile_charsmap
from kotae.errors import ModelError

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
BOS, PAD, EOS, UNKNOWN, MASK = SPECIAL


def build_tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    """Build the tokenizer that the model was trained with; its token ids are those of the published tokenizer.json.

    Arguments: vocabulary, from the weights file.
    Returns: a tokenizer that adds `<s>` and `</s>`, truncates nothing and pads nothing.
    """
    pieces = list(zip(vocabulary.pieces, vocabulary.scores, strict=True))
    tokenizer = Tokenizer(models.Unigram(pieces, vocabulary.unknown, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(compile_charsmap(vocabulary.normalisation)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{BOS} $A {EOS}",
        pair=f"{BOS} $A {EOS} {EOS} $B {EOS}",
        special_tokens=[(BOS, vocabulary.bos), (EOS, vocabulary.eos)],
    )
    special = [AddedToken(token, normalized=False, special=True) for token in SPECIAL]
    tokenizer.add_special_tokens(special)
    return tokenizer


def read_tokenizer(path: Path) -> Tokenizer:
    """Read a tokenizer.json, with truncation and padding off.

    Raises: ModelError when the file cannot be read or is not a tokenizer.
    """
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises the bare class
        raise ModelError(f"{path}: the tokenizer cannot be read ({error})") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
