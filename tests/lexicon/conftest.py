"""One gloss table for all tests: that of the user's cache, because making one takes a quarter of a minute."""

from pathlib import Path

import pytest

from kotae.embedding.convert import cache_folder
from kotae.lexicon import Lexicon, build

JAPANESE = (
    "グリーンランドはレアアースの推定埋蔵量が多く、未開発の鉱山が残る。",
    "政府は重要鉱物の輸出を制限し、サプライチェーンの再編を進める。",
    "ノースボルトは破産を申請した。ゼレンスキー大統領は協定に署名した。",
    "バヤン・オボ鉱山では放射性廃棄物による汚染が起きた。",
    "野木森は脱炭素と経済安全保障の両立を論じた。",
    "デンマークは自治領の売却を拒み、米国に対抗措置を求めた。",
    "子供たちは橋を渡り、色とりどりの花を取る。",
)
ENGLISH = (
    "The Swedish battery maker Northvolt filed for bankruptcy in March.",
    "Nogimori argues that supply chains for critical minerals depend on electric vehicles.",
    "Glaciers in the Alps have lost half of their volume as temperatures rose.",
    "Parliament passed a law that bans smoking in restaurants.",
)


@pytest.fixture(scope="session")
def cache() -> Path:
    """Return the user's cache, also where the bundled model is missing; the table in it is verified before each use."""
    return cache_folder()


@pytest.fixture(scope="session")
def lexicon(cache: Path) -> Lexicon:
    """Return the lexicon of a small corpus in both languages."""
    return build([*JAPANESE, *ENGLISH], cache=cache)
