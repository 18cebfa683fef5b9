"""A question as the index is asked: its language, its terms, their translations, its vector."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kotae.embedding import Encoded
from kotae.errors import QuestionError
from kotae.lexicon import Lexicon, Translation
from kotae.text import tokens
from kotae.text.language import Language, detect
from kotae.text.normalise import clean

MAX_CHARACTERS = 2_000

_OVER_ROWS = re.compile(
    r"[一1１]番|いちばん|最も|もっとも|最大|最小|最多|最少|合計|合わせて|全部|すべて足|総額|総計|何[カかヶケ]国|何種類|何件|いくつ|多い順|順位"
    r"|の次に|比べ|何倍|差は|平均"
    r"|\b(?:most|least|largest|biggest|greatest|highest|lowest|smallest|fewest|total|sum|how many|average|mean|difference"
    r"|compared?|rank(?:s|ed)?|second|third|times|combined|altogether|list all)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready to be searched for.

    `vector` is of the whole question, float32 [dimension], `token_vectors` of its tokens, float32 [tokens, width], each of
    length 1; `token_starts` are the characters at which these tokens begin, int32 [tokens].
    """

    text: str
    language: Language
    tokens: tuple[tokens.Token, ...]
    translations: tuple[Translation, ...]
    synonyms: tuple[Translation, ...]
    vector: NDArray[np.float32]
    token_vectors: NDArray[np.float32]
    token_starts: NDArray[np.int32]

    @property
    def terms(self) -> tuple[str, ...]:
        """The question's own terms, each as often as it occurs."""
        return tuple(token.term for token in self.tokens)

    @property
    def over_table(self) -> bool:
        """Whether the question is about many rows at once: the greatest, a sum, a count, a ranking, a comparison."""
        return bool(_OVER_ROWS.search(self.text))


def tidy(question: str) -> str:
    """Return the question on one line.

    Raises:
        QuestionError: it is empty, or longer than `MAX_CHARACTERS`.
    """
    text = " ".join(clean(question).encode("utf-8", "replace").decode().split())
    if not text:
        raise QuestionError('The question is empty. Ask for a fact, for example: kotae ask "何が変わりましたか?"')
    if len(text) > MAX_CHARACTERS:
        raise QuestionError(f"The question has {len(text):,} characters; ask in at most {MAX_CHARACTERS:,}.")
    return text


def prepare(text: str, encoded: Encoded, lexicon: Lexicon) -> Query:
    """Make a query of a tidy question and its vectors."""
    language = detect(text)
    return Query(
        text=text,
        language=language,
        tokens=tuple(tokens.tokenize(text)),
        translations=tuple(lexicon.translate(text, language)),
        synonyms=tuple(lexicon.synonyms(text)) if language == "ja" else (),
        vector=encoded.vector,
        token_vectors=encoded.tokens,
        token_starts=encoded.starts,
    )
