"""Who sent a mail, to whom and when: what is asked of mails, in both languages, of mails in either."""

from email import message_from_string
from email.policy import default
from pathlib import Path

import pytest
from support import indexed

from kotae import Kotae

MAILS = {
    "pier.eml": """Subject: Opening of the north pier
From: Harbour office <office@lorne.example>
To: Captain Reed <reed@ships.example>
Date: Tue, 5 Mar 2024 10:00:00 +0900

The north pier opens on Monday. Please bring your papers.
""",
    "dredging.eml": """Subject: 浚渫工事の日程
From: 港湾課 <kowan@selm.example>
To: 漁業組合 <kumiai@selm.example>
Date: Wed, 12 Jun 2024 09:30:00 +0900
Content-Type: text/plain; charset=utf-8

浚渫工事は八月に始まります。船の移動をお願いします。
""",
}


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Kotae:
    return indexed(MAILS, tmp_path_factory.mktemp("mails"), cache)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("「Opening of the north pier」というメールの差出人は誰ですか?", "office@lorne.example"),
        ("「Opening of the north pier」の宛先は誰ですか?", "reed@ships.example"),
        ("「Opening of the north pier」が送信されたのはいつですか?", "05 Mar 2024"),
        ("浚渫工事の日程のメールの差出人は?", "kowan@selm.example"),
        ("浚渫工事の日程のメールの宛先は?", "kumiai@selm.example"),
        ('When was the mail "Opening of the north pier" sent?', "05 Mar 2024"),
    ],
)
def test_the_headers_of_a_mail_answer(mails: Kotae, question: str, answer: str) -> None:
    found = mails.ask(question).answer
    assert found is not None
    assert answer in found.text
    says = [message_from_string(text, policy=default) for text in MAILS.values()]
    assert found.text in {f"{name}: {value}" for mail in says for name, value in mail.items()}
