"""Where a Japanese question asks a second thing, and what the second needs from the first."""

import re
from collections.abc import Iterator

from kotae.text import tokens

# Question words, less what only looks like one ("などの") and what asks nothing ("誰も", "何かが").
_WORD = (
    r"(?:誰|だれ(?=[がはのをにとでだ])|何(?!とか|らか|.{0,2}もの|[度回]も)|なに(?=[がをにと])|なぜ|どんな|どなた|いくら|いくつ"
    r"|(?<![あこそきやどた])いつ|(?<![ほも])どこ|どちら|どっち|(?<![たもな])どれ|(?<![なほまもえたけう])どの|(?<![んほ])どう)"
    r"(?!も|でも|かの|か[がをにへとはで])"
)
_COUNTED = rf"{_WORD}[^はがをにでと、,?。]{{0,6}}?"
_QUESTION_WORD = re.compile(_WORD)
_ENDS = re.compile(
    r"(?:です|ます|でした|ました|でしょう|だろう|の|た|る|い|う|ない|何|誰|いつ|どこ|いくら)か(?:ね|な)?[?。]*$"
    r"|(?:は|って|とは|の)\?+$|(?:でしょう|だろう|なの|たの|るの)。$"
)
_REQUEST = re.compile(r"(?:教え|説明し|答え|述べ|挙げ)て(?:ください|下さい|ほしい|くれ(?:ますか)?)?[?。]*$")
_PARTICLE = re.compile(r".(?:は|が|を|って)")
_COMMA = re.compile(r"[、,]\s*(?:(?:また|そして|それと|それから|さらに|加えて|次に|で)[、,]?\s*)?")
_AND_THEN = re.compile(r"^(?:また|そして|それと|それから|さらに|加えて|次に|では|じゃあ)[、,]?\s*")
# A clause that goes on: "…ですか、", "…で、", "…始まり、", "…作られて、"; not "…について、", "…のとき、", "…だけ、".
_GOES_ON = re.compile(r"(?:か|であり|[いきぎしちじびみりえけげせぜてでねべめれ])$")
_NO_PREDICATE = re.compile(
    r"(?:ので|ため|から|だけ|まで|とき|うち|ながら|どれ|それ|これ|[にとを](?:つい|おい|よっ|よ|対し|とっ|関し|わたっ"
    r"|比べ|通じ|通し|基づい|もとづい|めぐっ|もっ|して?|つれ|際し|向け|際して|て)て?|あたり|どおり|たび|かわり|代わり)$"
)
_COPULA = re.compile(rf"(?P<topic>.*)(?:は|が)、?[^、]*?(?P<word>{_COUNTED})で$")
_ONLY_COPULA = re.compile(r"(?:誰|だれ|いつ|どなた)$|どの|どれ|どんな")
_OF = re.compile(r"[^こそあど]の")
_TOPIC = re.compile(
    rf"(?P<topic>[^、?]{{1,60}}?)(?:とは|は|(?<![そよとが])って(?=何|誰|いつ|ど|\?))(?:、|(?=[?]*$)|(?=.*{_WORD}))"
)
_TO_BE = re.compile(
    rf"^{_COUNTED}(?:くらい|ぐらい|ほど)?(?:の[^はがをに]{{1,8}})?(?:でした|です|だった|だ|なの|でしょう)?(?:か|の)?[?。]*$"
)
_KINDS = (
    "理由 原因 要因 背景 経緯 きっかけ|時期 日付 日時 年月日 年代|場所 所在地 開催地|目的 狙い ねらい|方法 手段 手順"
    "|影響 効果 結果 成果|作者 著者 設計者 創設者 発明者 担当者 責任者|費用 金額 価格 値段 料金|名称 名前|期間 長さ"
)
_KIND_OF = {word: kind for kind, words in enumerate(_KINDS.split("|")) for word in words.split()}
_ANY_KIND = "|".join(sorted(_KIND_OF, key=len, reverse=True))
_TWO_KINDS = re.compile(
    rf"(?P<subject>.+(?:の|[たる]))(?P<first>{_ANY_KIND})(?:と|および|及び|、)(?P<second>{_ANY_KIND})"
    r"(?:は(?:、?それぞれ)?(?:何|なん|いつ|どう|どのような|どんな)?[^、]{0,9}|を(?:教え|説明|述べ|答え)[^、]{0,9})$"
)
_NAMED = re.compile(r"[ァ-ヶA-Za-z0-9]|の(?!$)|[一-龠々]{4}")
_NOMINAL = re.compile(r"(?<=[たる])の$")
_TIMED = re.compile(r"^(?:現在|今|当時|当初|最近|年間|毎年|最初|最後)の")  # names nothing by itself
_MEASURE = re.compile(r"の\w{0,4}(?:さ|積|量|数|額|率|料|費|格|人口)$")
TAG = re.compile(
    r"(?:本当|ほんと|でしょ|だよね|だよな|ですよね|いい|よい|わか[りる]|分か[りる]|ご存[じ知]|知って|教えて)\w{0,8}\W*$"
)
"""What is said beside a question, and asks nothing of the documents."""
_POINTS_BACK = re.compile(r"^(?:それ|その|そこ|これ|この|ここ|彼|かれ|同[社国市県州氏年]|当時|うち)")


def asks(sentence: str, before: str) -> bool:
    """Tell whether a sentence is a question of its own, and not a statement, a request to answer or an alternative.

    "合法ですか?違法ですか?" asks one thing: the second has no topic. A request adds to a question before it, unless that is
    a request as well.

    Args:
        sentence: with what is quoted blanked out.
        before: the question before it, or nothing.
    """
    if sentence.endswith("。") and not (_ENDS.search(sentence) or _REQUEST.search(sentence)):
        return False
    if _QUESTION_WORD.search(sentence):
        return True
    if _REQUEST.search(sentence):
        return not before or bool(_REQUEST.search(before))
    return bool(_ENDS.search(sentence) and _PARTICLE.search(sentence)) and not sentence.startswith(
        ("それとも", "または")
    )


def joints(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where one question of a sentence ends and the next begins.

    Args:
        plain: the sentence, what is quoted blanked out.
    """
    begin = 0
    for comma in _COMMA.finditer(plain):
        first, second = plain[begin : comma.start()], plain[comma.end() :]
        if _QUESTION_WORD.search(first) and _goes_on(first, second) and _asks_anew(second):
            yield comma.start(), comma.end()
            begin = comma.end()


def _goes_on(first: str, second: str) -> bool:
    """Tell whether a question is over at a comma: its verb has come, or it is "…は誰で"."""
    if first.endswith("で") and not first.endswith("んで"):
        copula = _COPULA.search(first)
        sure = copula and (_ONLY_COPULA.match(copula["word"]) or _OF.search(copula["topic"]))
        # "島はどこで" may also say where something happens; "島の港はどこで", "開かれたのはどこで" cannot.
        return bool(copula) and bool(sure or _TOPIC.match(second) or _TO_BE.match(second))
    return bool(_GOES_ON.search(first)) and not _NO_PREDICATE.search(first)


def _asks_anew(second: str) -> bool:
    return bool(_QUESTION_WORD.search(second)) or bool(re.search(r".(?:は|って)[?]+$", second))


def attributes(sentence: str, plain: str) -> list[str]:
    """Return the two questions of one that asks two things of one subject: "…の理由と時期は?"."""
    two = _TWO_KINDS.match(plain.rstrip("?。 "))
    if not two or _KIND_OF[two["first"]] == _KIND_OF[two["second"]]:
        return []
    subject = sentence[: two.end("subject")]
    return [f"{subject}{two[name]}は?" for name in ("first", "second")]


def completed(piece: str, before: str, joined: bool) -> str:
    """Return a later question with the subject of the one before, where it points back to it or has none of its own.

    Args:
        piece: the question as it was asked.
        before: the question before it, understandable alone.
        joined: both are in one sentence.
    """
    piece = _AND_THEN.sub("", closed(piece))
    whole = _subject(before)
    subject = _NOMINAL.sub("", whole)
    topic = _TOPIC.match(piece)
    if _POINTS_BACK.match(piece):
        return f"{subject}、{piece}"
    own = _TIMED.sub("", topic["topic"]) if topic else ""
    if topic and (_NAMED.search(own) or len(tokens.terms(own)) > 2):
        return piece
    word = _QUESTION_WORD.search(piece)
    if not topic and word and word.start() == 0:
        return f"{whole}は{piece}"
    alone = not topic and not joined and len(tokens.terms(piece)) > 3
    return piece if alone else f"{subject}、{piece}"


def _subject(question: str) -> str:
    topic = _TOPIC.match(question)
    if topic:
        return _MEASURE.sub("", topic["topic"])  # of "塔の高さ" what else is asked is of the tower
    word = _QUESTION_WORD.search(question)
    rest = question[: word.start()] + question[word.end() :] if word else question
    return rest.rstrip("?。 ")


def closed(piece: str) -> str:
    """Return a question with the end that it has when it stands alone."""
    text = piece.strip(" 、,")
    if text.endswith(("?", "。", "い")):
        return text
    return f"{text[:-1]}ですか?" if text.endswith("で") else f"{text}?"
