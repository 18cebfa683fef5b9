"""How right an answer is: exact match and F1 by the rules of SQuAD and JSQuAD, the gold's text in it, the gold's number."""

import re
import string
from collections import Counter
from collections.abc import Sequence

from kotae.answers.model import Answer
from kotae.evaluation.measures import amounts
from kotae.evaluation.measures.relevance import plain
from kotae.evaluation.model import Outcome, Question
from kotae.text.language import Language, detect

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def answer_values(outcome: Outcome) -> dict[str, float]:
    """Return the measures of one answer, each from 0 to 1, by the names in `measures.catalogue`.

    An answerable question with right answers has `exact`, `f1`, `contains`, and `number` where a right answer is an
    amount; refused or failed it has 0 in each. `exact_all` and `f1_all` take the unanswerable ones in by SQuAD 2's rule
    (Rajpurkar, Jia & Liang 2018): 1 if and only if refused. Where answers are known to be wrong, `repeats` is 1 for one of
    them.
    """
    question = outcome.question
    if not question.answerable:
        refused = float(outcome.status == "not_found")
        return {"exact_all": refused, "f1_all": refused}
    told = outcome.answer
    again = {"repeats": float(is_repeated(question, told))} if question.wrong else {}
    if not question.answers:
        return again
    exact, f1 = _best(question, short_answer(told)) if told else (0.0, 0.0)
    values = again | {
        "exact": exact,
        "f1": f1,
        "exact_all": exact,
        "f1_all": f1,
        "contains": float(contains(question, told)),
    }
    golds = _golds(question)
    if golds:
        values["number"] = float(exact == 1.0 or (told is not None and _tells(told, golds)))
    return values


def short_answer(answer: Answer) -> str:
    """Return what an answer says in the fewest words: the text under its marks, or all of it where nothing is marked.

    Several marks are the items of a list: they are joined as a list in the answer's language.
    """
    marked = [answer.text[start:end] for start, end in answer.marks]
    return ("、" if detect(answer.text) == "ja" else ", ").join(marked) if marked else answer.text


def contains(question: Question, answer: Answer | None) -> bool:
    """Tell whether an answer's whole text holds a right answer, or gives the amount that is one in other figures.

    Spaces, width, case and thousands separators do not count; "150万" is given by "1,500,000", and "45%" not by "145%".
    """
    if answer is None:
        return False
    text = _unseparated(answer.text)
    held = any(_whole(gold).search(text) for gold in map(_unseparated, question.answers) if gold)
    return held or _tells(answer, _golds(question))


def is_repeated(question: Question, answer: Answer | None) -> bool:
    """Tell whether an answer, as a whole or the words that it marks, is one known to be wrong."""
    if answer is None:
        return False
    given = {_unseparated(answer.text), _unseparated(short_answer(answer))}
    return any(_unseparated(wrong) in given for wrong in question.wrong)


def _golds(question: Question) -> list[amounts.Amount]:
    return [amount for amount in map(amounts.gold_amount, question.answers) if amount]


def _whole(gold: str) -> re.Pattern[str]:
    """Return a pattern of a text whose numbers are not parts of longer ones."""
    before = r"(?<!\d)(?<!\d\.)" if gold[0].isdigit() else ""
    after = r"(?!\.?\d)" if gold[-1].isdigit() else ""
    return re.compile(before + re.escape(gold) + after)


def _unseparated(text: str) -> str:
    return _SEPARATOR.sub("", plain(text))


def exact_match(prediction: str, gold: str, language: Language) -> float:
    """Return 1 where a prediction and a right answer are the same once normalised by the rules of a language."""
    return float(normalised(prediction, language) == normalised(gold, language))


def f1(prediction: str, gold: str, language: Language) -> float:
    """Return the F1 of what a prediction and a right answer share: words in English, characters in Japanese.

    As in both evaluators, one that is empty once normalised scores 1 against another empty one, otherwise 0.
    """
    one, other = (_tokens(normalised(text, language), language) for text in (prediction, gold))
    if not one or not other:
        return float(one == other)
    shared = (Counter(one) & Counter(other)).total()
    return 2 * shared / (len(one) + len(other))


def normalised(text: str, language: Language) -> str:
    """Return a text as the evaluators compare it.

    English by SQuAD's official evaluator (Rajpurkar et al. 2016): lower case, ASCII punctuation dropped, then the words
    a, an, the, then single spaces. Japanese by the evaluator of JSQuAD (Kurihara, Kawahara & Shibata 2022), which JGLUE
    publishes as a patch to transformers' squad_metrics.py (yahoojapan/JGLUE, fine-tuning/patch): lower case, full stops
    "。" dropped at the end, single spaces; no other punctuation and no article is dropped, nothing is folded to NFKC, and
    the F1 is over characters, a space among them.
    """
    lower = text.lower()
    kept = lower.rstrip("。") if language == "ja" else _ARTICLE.sub(" ", lower.translate(_PUNCTUATION))
    return " ".join(kept.split())


def _tokens(text: str, language: Language) -> list[str]:
    return list(text) if language == "ja" else text.split()


def _best(question: Question, prediction: str) -> tuple[float, float]:
    """Return the best exact match and the best F1 over the right answers.

    The rules are those of the question's language; a Japanese answer to an English question has those of Japanese, for it
    has no words to be split at spaces. Right answers that normalise to nothing do not count beside others, as in SQuAD 2.
    """
    ruled: list[tuple[str, Language]] = [
        (gold, "ja" if "ja" in (question.language, detect(gold)) else "en") for gold in question.answers
    ]
    golds = [(gold, language) for gold, language in ruled if normalised(gold, language)] or ruled
    exact = max(exact_match(prediction, gold, language) for gold, language in golds)
    return exact, max(f1(prediction, gold, language) for gold, language in golds)


def _tells(answer: Answer, golds: Sequence[amounts.Amount]) -> bool:
    """Tell whether an answer gives one of some amounts, as a table came to it or in the text that is marked."""
    computed = answer.computed
    told = [amounts.in_unit(number, computed.unit) for number in computed.numbers] if computed else []
    told += amounts.amounts(short_answer(answer))
    return any(amounts.agree(gold, one) for gold in golds for one in told)
