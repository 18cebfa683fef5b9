"""The words of a text with the little grammar that tells where an answer, or what is asked for, begins and ends."""

import itertools

from kotae.text.grammar import COUNTER, NAME, NUMBER, PERSON, PLACE, TOPIC, VERB, words


def test_words_carry_the_grammar_that_bounds_an_answer() -> None:
    text = "田中は東京で1998年にGoogleを訪ねた。"
    kinds = {text[word.start : word.end]: word.kind for word in words(text)}
    assert kinds["田中"] == PERSON
    assert kinds["は"] == TOPIC
    assert kinds["東京"] == PLACE
    assert (kinds["1998"], kinds["年"]) == (NUMBER, COUNTER)
    assert kinds["Google"] == NAME
    assert kinds["訪ね"] == VERB


def test_the_words_of_a_text_lie_in_it_one_after_another() -> None:
    text = "The U.S. firm 「Ａｌｐｈａ」 paid ¥3,000 (約20ドル) in 2031. ㌔と①も。"
    found = words(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert not [character for character in "".join(text[word.start : word.end] for word in found) if character == " "]
