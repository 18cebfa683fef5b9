"""The things that a question names: names, numbers, things, and the other words that say what it is about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kotae.retrieval.query import Query
from kotae.text.tokens import Token

NamedKind = Literal["name", "number", "thing", "other"]

# Words that ask, count or compare, words so general that a text about the matter need not have them, and eras: the year
# that an era's year is, is a number of its own.
_ASKING = frozenset(
    (
        "何 幾 つ 幾ら 誰 教える 知る 下さる 名前 言う 呼ぶ 位 程 程度 合計 総額 全部 全て 合わせる 足す 一番"
        " 一 最も 最大 最小 最多 最少 多い 少ない 大きい 小さい 高い 低い 差 平均 比べる 比較 理由 訳 説明"
        " 述べる 聞く 付く 行う 使う 出来る 出る 出す 入る どう 何う 何故 如何 話 頃 さん 様 方 所 時 場合"
        " 事情 背景 内 中 うち 掛かる 掛ける 見る 思う 呉れる 貰う 要る 起きる 起こる 挙げる 上げる 具体 的 化"
        " 性 者 数 額 量 率 どんな どの こと 今 回 目 其の 此の 指す 該当 見込み 現在 あんな そんな こんな"
        " 令和 平成 昭和 大正 明治"
        " mani much more most least few sever name list tell give show kind sort type number amount total sum"
        " larg big small great high low long far old often happen do make take get put set go come play part"
        " thing way say said accord base concern regard involv account time up down out off away back togeth"
        " altogeth still ever yet just onli even around about within besid per need know someth anyth everyth"
        " exact actual current averag rank second third first differ compar add everi all one two thank pleas"
        " call mean describ state mention report result be like use good fy"
    ).split()
)
# A long word in katakana is a name, or as particular as one: a substance, a brand, a kind of animal.
_LOAN = re.compile(r"[ァ-ヶー]{4,}")
_FISCAL_YEAR = re.compile(r"fy ?\d+")
# How far a wording is trusted to mean the same: at least so much, and more with the lexicon's weight.
_TRANSLATED, _SYNONYM, _HEARD = (0.7, 0.3), (0.5, 0.3), (0.0, 0.9)


@dataclass(frozen=True, slots=True)
class Wording:
    """Terms that together express something in a text, and how far they are trusted to mean the same, from 0 to 1."""

    terms: frozenset[str]
    trust: float


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a question names: its characters [start, end), what kind of word, how a text may express it."""

    start: int
    end: int
    kind: NamedKind
    wordings: tuple[Wording, ...]

    def within(self, terms: frozenset[str]) -> float:
        """Return how surely a text with these terms expresses it, from 0 to 1."""
        return max((wording.trust for wording in self.wordings if wording.terms <= terms), default=0.0)


def named(query: Query) -> tuple[Named, ...]:
    """Return what a question names, in order, each once; words that only ask are left out."""
    found: dict[str, Named] = {}
    for token in _whole(query.tokens):
        if token.term not in _ASKING and token.term not in found:
            found[token.term] = Named(token.start, token.end, _kind(token), tuple(_wordings(token, query)))
    return tuple(found.values())


def _whole(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens that are no part of a longer one: a date, not its day. A fiscal year is the year in it."""
    kept = [token for token in tokens if not _FISCAL_YEAR.fullmatch(token.term)]
    taken: set[tuple[int, int]] = set()
    for token in kept:
        place = (token.start, token.end)
        if place not in taken and not _inside(token, kept):
            taken.add(place)
            yield token


def _inside(token: Token, others: Iterable[Token]) -> bool:
    length = token.end - token.start
    return any(
        other.start <= token.start and token.end <= other.end and other.end - other.start > length for other in others
    )


def _kind(token: Token) -> NamedKind:
    if token.kind in ("number", "value"):
        return "number"
    if token.kind == "identifier" or token.part in ("person", "place", "name") or _LOAN.fullmatch(token.term):
        return "name"
    return "thing" if token.kind == "en" or token.part == "noun" else "other"


def _wordings(token: Token, query: Query) -> Iterator[Wording]:
    yield Wording(frozenset([token.term]), 1.0)
    for translations, trust in ((query.translations, _TRANSLATED), (query.synonyms, _SYNONYM)):
        for translation in translations:
            if translation.start <= token.start and token.end <= translation.end:
                least, more = _HEARD if translation.heard else trust
                for target in translation.targets:
                    yield Wording(frozenset(target.terms), least + more * target.weight)
