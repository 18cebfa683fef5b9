"""Who asks in a third language gets English labels, and who asks in Japanese never does."""

import pytest

from kotae.text.labels import labels_language


@pytest.mark.parametrize(
    "question",
    [
        "富士山の高さは?",
        "中国 輸出 規制",
        "重要鉱物",
        "重要鉱物 埋蔵量 上位五国",
        "レアアース",
        "国是 是非 是正措置",
        "科学的根拠",
        "目的別支出",
        "那覇市人口",
        "為替介入 実績",
        "国際連合 加盟国数",
        "髙島屋 売上高",
        "「什么」とはどういう意味ですか",
        "ﾚｱｱｰｽ 価格",
    ],
)
def test_japanese(question: str) -> None:
    assert labels_language(question) == "ja"


@pytest.mark.parametrize(
    "question",
    [
        "富士山有多高?",
        "中国出口管制了哪些稀土?",
        "重要矿产是什么",
        "中國出口管制的稀土是什麼?",
        "誰是委員會主席?",
        "日本的首都在哪裡?",
        "水塔建於何時 這個水塔有多高",
        "日本人口是多少?",
        "후지산의 높이는 얼마입니까?",
        "중국의 輸出規制는 언제 시작되었습니까?",
        "Wie hoch ist der Berg Fuji?",
        "Quelle est la hauteur du mont Fuji ?",
        "¿Cuál es la altura del monte Fuji?",
        "Какова высота горы Фудзи?",
        "ما هو ارتفاع جبل فوجي؟",
        "माउंट फ़ूजी कितना ऊँचा है?",
        "ภูเขาไฟฟูจิสูงเท่าไร",
        "Πόσο ψηλό είναι το όρος Φούτζι;",
        "How high is Mount Fuji?",
        "",
    ],
)
def test_all_else_is_labelled_in_english(question: str) -> None:
    assert labels_language(question) == "en"
