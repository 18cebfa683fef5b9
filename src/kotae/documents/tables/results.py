"""What a statement comes to between its groups ("経常利益", "Net income"): no member of the group above; the words are data."""

import re
import unicodedata
from functools import cache, lru_cache

from kotae.documents.tables.row_roles import plain_label, words
from kotae.text.language import Language
from kotae.text.lists import either

_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")  # "(loss)", "(△は損失)"
_NET = re.compile(r",?\s*\b(?:net|total)$")  # "Other income, net"


@lru_cache(maxsize=4_096)
def is_result(label: str) -> bool:
    """Tell whether a row's label is that of a result, which sums up all that stands above it in a statement."""
    plain = _bare(label)
    if any(plain.startswith(word) for language in _LANGUAGES for word in words(language)["result"]["whole"]):
        return True
    ends = tuple(words("ja")["result"]["behind"])
    return plain.endswith(ends) or bool(_english().match(plain))


@lru_cache(maxsize=4_096)
def names_accounts(label: str) -> bool:
    """Tell whether a group's label names what comes in or goes out ("営業外費用", "Other income and expense:")."""
    plain = _NET.sub("", _bare(label))
    last = plain.split()[-1] if plain else ""
    return last in words("en")["result"]["accounts"] or plain.endswith(tuple(words("ja")["result"]["accounts"]))


def _bare(label: str) -> str:
    text = unicodedata.normalize("NFKC", label)
    return plain_label(_REMARK.sub("", text)).strip()


@cache
def _english() -> re.Pattern[str]:
    lists = words("en")["result"]
    named = [word for word in lists["begins"] if word not in lists["alone"]]
    behind = rf"(?:,| {either(lists['before'])}\b)"
    return re.compile(rf"{either(named)}(?:$|{behind})|{either(lists['alone'])}{behind}")
