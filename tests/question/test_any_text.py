"""Whatever is typed is understood as something, and every place that is told lies in the text."""

from hypothesis import given
from hypothesis import strategies as st

from kotae.question.amounts import amounts
from kotae.question.cues import cues
from kotae.question.parts import MOST, parts
from kotae.question.periods import periods
from kotae.question.target import target
from kotae.question.words import LANGUAGES
from kotae.text.language import Language
from kotae.text.normalise import narrow

WORDS = (
    "how many|which|the three|most|at least|more than|2020|from|to|between|and|or|not|5 km|1.5 million|first|?|,|who| |"
    "何|いつ|誰|どの|最も|多い|以上|より|から|まで|年|の|次に|3番目|1億2千万|は|、|で|それぞれ|。|令和|月|前|0|-|/"
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from(WORDS.split("|")), max_size=14).map("".join),
    st.lists(st.sampled_from(WORDS.split("|")), max_size=14).map(" ".join),
)  # fmt: skip


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_places_lie_in_the_text(text: str, language: Language) -> None:
    plain = narrow(text)
    times = periods(plain, language)
    taken = [(time.start, time.end) for time in times]
    wanted = target(plain, language)
    said = [*times, *amounts(plain, language, taken), *cues(plain, language, taken)]
    assert all(0 <= one.start < one.end <= len(text) for one in said)
    assert 0 <= wanted.start <= wanted.end <= len(text)
    assert 0 <= wanted.head_start <= wanted.head_end <= len(text)
    assert all(time.first <= time.last for time in times if time.first and time.last)


@given(st.lists(st.sampled_from(WORDS.split("|")), min_size=1, max_size=20).map(" ".join), st.sampled_from(LANGUAGES))
def test_a_text_has_one_part_at_least_and_not_too_many(text: str, language: Language) -> None:
    told = parts(text, language)
    assert 1 <= len(told) <= MOST
    assert all(part.said and part.text for part in told)
