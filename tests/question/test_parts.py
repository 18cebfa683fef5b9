"""A question that asks two things is told from one that asks one, and each of its parts can be understood alone."""

import pytest

from kotae.question.parts import MOST, parts
from kotae.question.words import LANGUAGES, patterns, words
from kotae.text.language import Language, detect
from kotae.text.normalise import fold

# Of each question: what every part must have, in order; the words are those without which it cannot be answered alone.
JAPANESE = (
    ("港はいつ開かれましたか?灯台を設計したのは誰ですか?", ("港 いつ", "灯台 誰")),
    ("県庁はどこにありますか。人口は何人ですか。", ("県庁 どこ", "県 人口 何人")),
    ("橋が完成したのはいつで、設計者は誰ですか", ("橋 完成 いつ", "橋 設計者 誰")),
    ("米を配った商人は誰で、どれだけ配ったの", ("米 商人 誰", "商人 どれだけ")),
    ("博物館はどこで、入館料はいくらでしたか", ("博物館 どこ", "博物館 入館料 いくら")),
    ("競売はどこで、いくらでしたか", ("競売 どこ", "競売 いくら")),
    ("この寺はいつ建てられ、誰が設計しましたか?", ("寺 いつ", "寺 誰 設計")),
    ("鉄道の廃止の理由と時期は?", ("鉄道 廃止 理由", "鉄道 廃止 時期")),
    ("工場移転の目的と費用を教えてください。", ("工場移転 目的", "工場移転 費用")),
    ("条約の作者と場所は何ですか", ("条約 作者", "条約 場所")),
    ("協定はいつ結ばれましたか、また、どの国が参加しましたか。", ("協定 いつ", "協定 どの国")),
    ("会員は何人で、会費はいくらですか?", ("会員 何人", "会費 いくら")),
    ("最も深い湖はどこで、深さは何メートルですか", ("深い湖 どこ", "湖 深さ 何メートル")),
    ("この制度はなぜ廃止され、何に置き換えられたのか", ("制度 なぜ", "制度 何に")),
    ("誰が会社を設立し、本社をどこに置きましたか", ("誰 会社", "会社 本社 どこ")),
    ("富士山の標高は?噴火したのはいつ?", ("富士山 標高", "富士山 噴火 いつ")),
    ("ダムの高さは何メートルですか。それはいつ完成しましたか。", ("ダム 高さ", "ダム いつ 完成")),
    ("A社の社長は誰ですか。B社の売上はいくらですか。", ("A社 社長", "B社 売上")),
    ("新しい税はいつ始まり、税率は何パーセントですか", ("新しい税 いつ", "税 税率 何パーセント")),
    ("報告書を書いています。港はいつ開かれましたか?灯台を設計したのは誰ですか?", ("報告書 港 いつ", "灯台 誰")),
    ("宝永噴火はいつ起きて、被害はどのくらいでしたか", ("宝永噴火 いつ", "宝永噴火 被害")),
    ("会議はいつで、議長は誰で、どこで開かれましたか", ("会議 いつ", "会議 議長 誰", "どこ 開かれ")),
    ("市の面積は何平方キロですか?また、市長は誰ですか?", ("市 面積", "市長 誰")),
    ("「いつ、どこで」という本の著者は誰で、いつ出版されましたか", ("本 著者 誰", "本 いつ 出版")),
    ("発電所の標高を教えてください。発電所の所有者を教えてください。", ("発電所 標高", "発電所 所有者")),
)
ENGLISH = (
    ("When was the harbour opened? Who designed the lighthouse?", ("when harbour opened", "who designed lighthouse")),
    ("When was it revoked, and by whom?", ("when revoked", "whom revoked")),
    ("When was the safety order revoked and by whom?", ("when safety order", "whom safety order revoked")),
    ("What is basalt and how much is a tonne of granite?", ("what basalt", "how much tonne granite")),
    ("Who is Harper, and what position does she hold?", ("who harper", "harper position")),
    ("When and where was the treaty signed?", ("when treaty signed", "where treaty signed")),
    ("What was hidden in the wall, and how was it found?", ("what hidden wall", "wall how found")),
    ("What are the cause and the date of the fire?", ("cause fire", "date fire")),
    ("What were the purpose and cost of the survey?", ("purpose survey", "cost survey")),
    ("Who founded the bank, and is it still open?", ("who founded bank", "bank still open")),
    ("How many people live in Ueda and what is its area?", ("how many people ueda", "ueda area")),
    ("How tall is the tower and when was it built?", ("how tall tower", "tower when built")),
    ("In which year did the mine open, and who owned it?", ("year mine open", "mine who owned")),
    ("Why did the plant close, and what happened to the workers?", ("why plant close", "happened workers")),
    ("Who wrote the report and when?", ("who wrote report", "when report")),
    ("Where is the museum? How much does it cost to get in?", ("where museum", "museum how much cost")),
    ("Please tell me who built the bridge and when it was opened.", ("who built bridge", "bridge when opened")),
    ("Could you tell me what the levy is and how much it raised?", ("what levy", "levy how much raised")),
    ("I am writing a report. When was Lorne founded? Who was its first mayor?",
     ("report when lorne founded", "lorne first mayor")),
    ("Is the lake in Peru, and how deep is it?", ("lake peru", "lake how deep")),
    ("What does the ministry do, and who leads it?", ("what ministry", "ministry who leads")),
    ("When was the tower built, how much did it cost, and who paid for it?",
     ("when tower built", "tower how much cost", "tower who paid")),
    ("What is the population of Orsa? And of Tolvik?", ("population orsa", "population tolvik")),
    ("Which company runs Line 4, and since when?", ("company runs line 4", "since when line 4")),
    ("How did the fire start? Why?", ("how fire start", "why fire start")),
)  # fmt: skip
ONE = (
    "AとBの差は?",
    "AとBを合わせるといくつですか",
    "どちらが多いか、米と麦では",
    "レアアースとリチウム、使い道が幅広いのはどっち?",
    "誰もやりたがらない役目を買って出て、中国は何を手にしたか",
    "誰が、いつ、どこで橋を架けましたか",
    "どのような理由で、誰が反対しましたか",
    "何によって、港は栄えましたか",
    "2021年に建てられ、後に焼けた塔を設計したのは誰ですか",
    "「なぜ鳥は飛ぶのか、どこへ行くのか」という本の著者は誰ですか?",
    "報告書を書いています。富士山の高さは何メートルですか?",
    "恐れ入りますが、会議はいつか教えていただけますか。",
    "管理は合法ですか?違法ですか?",
    "高さと面積はそれぞれいくつですか",
    "鉄道の長さと駅の数は?",
    "なぜ港は閉じたのだろう。国の援助など、挙げられている事情を教えて",
    "金額が載っている年度は何年度でいくら?",
    "会社などの団体がいくつかの市に、どれだけ寄付したか",
    "A and B combined, how much is it?",
    "What is the difference between A and B?",
    "What are the height and the capacity of Ueda dam?",
    "Which is larger, tea or coffee, and by how much?",
    "What is the name of the man who built the tower and who sold it?",
    "What happens when it rains and when it snows?",
    'Who wrote "When was it, and where did it go?" in 1911?',
    "I am writing a report. What did the storm break?",
    "Why were battery materials restricted in 2023? Something to do with Brussels, I think.",
    "What did the Department of Trade and Industry publish?",
    "Which got more money under the scheme: chips or batteries?",
    "The storm broke the lantern, right? What broke the lantern?",
    "Does the report say who signed the pact?",
    "What is the difference between what was planned and what was built?",
    "Which mine produces cobalt and copper?",
)  # fmt: skip


def understood(question: str, wanted: tuple[str, ...]) -> bool:
    """Tell whether a question comes apart as it should, each part with the words that it needs."""
    found = parts(question, detect(question))
    return len(found) == len(wanted) and all(
        all(word in fold(part.text) for word in fold(words).split()) for part, words in zip(found, wanted, strict=True)
    )


@pytest.mark.parametrize("questions", [JAPANESE, ENGLISH], ids=["ja", "en"])
def test_two_questions_are_told_apart(questions: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    missed = [question for question, wanted in questions if not understood(question, wanted)]
    assert len(missed) <= 0.1 * len(questions), missed


@pytest.mark.parametrize("question", ONE)
def test_one_question_stays_as_it_is(question: str) -> None:
    (part,) = parts(question, detect(question))
    assert part.text == part.said == question


def test_a_question_without_end_is_cut_into_so_many_parts_and_no_more() -> None:
    found = parts("Who is Ada? " * 150, "en")
    assert len(found) == MOST
    assert found[-1].text.count("Ada") > 100


def listed(key: str) -> list[tuple[Language, str, str]]:
    return [
        (language, name, example)
        for language in LANGUAGES
        for name, entry in words(language, "parts")["patterns"].items()
        for example in entry[key]
    ]


def is_in(language: Language, name: str, text: str) -> bool:
    pattern, at = patterns(language, "parts")[name], words(language, "parts")["patterns"][name].get("at")
    return bool(pattern.match(text) if at == "start" else pattern.fullmatch(text) if at else pattern.search(text))


@pytest.mark.parametrize(("language", "name", "text"), listed("examples"))
def test_a_pattern_is_in_its_examples(language: Language, name: str, text: str) -> None:
    assert is_in(language, name, text)


@pytest.mark.parametrize(("language", "name", "text"), listed("not_examples"))
def test_a_pattern_is_not_in_what_only_looks_like_it(language: Language, name: str, text: str) -> None:
    assert not is_in(language, name, text)
