"""In which language a question's answer is labelled: Japanese for Japanese, English for all others."""

import re

from kotae.text.language import Language, detect

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_HIRAGANA = re.compile(r"[\u3041-\u309f]")
_KANA = re.compile(r"[\u3041-\u30ff\uff66-\uff9f]")
_IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# What carries Chinese grammar and is in no Japanese word that is written without kana: interrogatives, pronouns, the copula.
_CHINESE = re.compile(
    r"什[么麼]|甚[么麼]|怎|哪|[吗嗎呢吧]|谁|誰(?:是|的|在|會|有)|[这這那][个個些是裡里]|[们們你您她]|多少|有多[高大長长久遠远重快]|[几幾][个個]|[为為]何"
    r"|(?<!国)(?<!於)(?<!如)是(?![非正認々])|有[沒没]有|的(?:是|[?\uff1f]|$)|了[?\uff1f]?$|(?:请|請)[问問]"
)
_JAPANESE_CODES = ("shift_jis_2004", "cp932")


def labels_language(question: str) -> Language:
    """Tell in which language to label an answer.

    A text that `detect` takes for Japanese may be Korean or Chinese. Hangul is Korean; hiragana are Japanese; ideographs
    alone are Japanese unless one of them is in no Japanese character set (JIS X 0213 and Microsoft's), as most simplified
    forms are, or a word among them carries Chinese grammar. Names alone can be either, and count as Japanese.
    """
    if detect(question) == "en" or len(_HANGUL.findall(question)) > len(_KANA.findall(question)):
        return "en"
    if _HIRAGANA.search(question):
        return "ja"
    foreign = any(not _in_japanese_sets(character) for character in _IDEOGRAPH.findall(question))
    return "en" if foreign or _CHINESE.search(question) else "ja"


def _in_japanese_sets(character: str) -> bool:
    for code in _JAPANESE_CODES:
        try:
            character.encode(code)
        except UnicodeEncodeError:
            continue
        return True
    return False
