"""Where a Japanese question asks a second thing, and what the second needs from the first."""

from collections.abc import Iterator

from kotae.question.words import patterns, words
from kotae.text import tokens

_PATTERNS = patterns("ja", "parts")
_KIND_OF = {word: kind for kind, listed in words("ja", "parts")["kinds"].items() for word in listed}
TAG = _PATTERNS["tag"]
"""What is said beside a question, and asks nothing of the documents."""


def asks(sentence: str, before: str) -> bool:
    """Tell whether a sentence is a question of its own, and not a statement, a request to answer or an alternative.

    "合法ですか?違法ですか?" asks one thing: the second has no topic. A request adds to a question before it, unless that is
    a request as well.

    Args:
        sentence: with what is quoted blanked out.
        before: the question before it, or nothing.
    """
    if sentence.endswith("。") and not (_PATTERNS["ends"].search(sentence) or _PATTERNS["request"].search(sentence)):
        return False
    if _PATTERNS["question_word"].search(sentence):
        return True
    if _PATTERNS["request"].search(sentence):
        return not before or bool(_PATTERNS["request"].search(before))
    return bool(
        _PATTERNS["ends"].search(sentence) and _PATTERNS["particle"].search(sentence)
    ) and not sentence.startswith(("それとも", "または"))


def joints(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where one question of a sentence ends and the next begins.

    Args:
        plain: the sentence, what is quoted blanked out.
    """
    begin = 0
    for comma in _PATTERNS["comma"].finditer(plain):
        first, second = plain[begin : comma.start()], plain[comma.end() :]
        if _PATTERNS["question_word"].search(first) and _goes_on(first, second) and _asks_anew(second):
            yield comma.start(), comma.end()
            begin = comma.end()


def _goes_on(first: str, second: str) -> bool:
    """Tell whether a question is over at a comma: its verb has come, or it is "…は誰で"."""
    if first.endswith("で") and not first.endswith("んで"):
        copula = _PATTERNS["copula"].search(first)
        sure = copula and (_PATTERNS["only_copula"].match(copula["word"]) or _PATTERNS["of"].search(copula["topic"]))
        # "島はどこで" may also say where something happens; "島の港はどこで", "開かれたのはどこで" cannot.
        return bool(copula) and bool(sure or _PATTERNS["topic"].match(second) or _PATTERNS["to_be"].match(second))
    return bool(_PATTERNS["goes_on"].search(first)) and not _PATTERNS["no_predicate"].search(first)


def _asks_anew(second: str) -> bool:
    return bool(_PATTERNS["question_word"].search(second)) or bool(_PATTERNS["only_topic"].search(second))


def attributes(sentence: str, plain: str) -> list[str]:
    """Return the two questions of one that asks two things of one subject: "…の理由と時期は?"."""
    two = _PATTERNS["two_kinds"].match(plain.rstrip("?。 "))
    if not two or _KIND_OF[two["first"]] == _KIND_OF[two["second"]]:
        return []
    subject = sentence[: two.end("subject")]
    return [f"{subject}{two[name]}は?" for name in ("first", "second")]


def completed(clause: str, before: str, joined: bool) -> str:
    """Return a later question with the subject of the one before, where it points back to it or has none of its own.

    Args:
        clause: the question as it was asked.
        before: the question before it, understandable alone.
        joined: both are in one sentence.
    """
    clause = _PATTERNS["and_then"].sub("", closed(clause))
    before_it = _subject(before)
    subject = _PATTERNS["nominal"].sub("", before_it)
    topic = _PATTERNS["topic"].match(clause)
    if _PATTERNS["points_back"].match(clause):
        return f"{subject}、{clause}"
    name = _PATTERNS["timed"].sub("", topic["topic"]) if topic else ""
    if topic and (_PATTERNS["named"].search(name) or len(tokens.terms(name)) > 2):
        return clause
    word = _PATTERNS["question_word"].search(clause)
    if not topic and word and word.start() == 0:
        return f"{before_it}は{clause}"
    alone = not topic and not joined and len(tokens.terms(clause)) > 3
    return clause if alone else f"{subject}、{clause}"


def _subject(question: str) -> str:
    topic = _PATTERNS["topic"].match(question)
    if topic:
        return _PATTERNS["measure"].sub("", topic["topic"])  # of "塔の高さ" what else is asked is of the tower
    word = _PATTERNS["question_word"].search(question)
    rest = question[: word.start()] + question[word.end() :] if word else question
    return rest.rstrip("?。 ")


def closed(clause: str) -> str:
    """Return a question with the end that it has when it stands alone."""
    text = clause.strip(" 、,")
    if text.endswith(("?", "。", "い")):
        return text
    return f"{text[:-1]}ですか?" if text.endswith("で") else f"{text}?"
