"""One gloss table for all tests here, kept between test runs because making it takes a quarter of a minute."""

from pathlib import Path

import pytest

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
def cache(request: pytest.FixtureRequest) -> Path:
    """Return pytest's own cache folder, which outlives the run; the table in it is verified before each use."""
    kept = request.config.cache
    assert kept is not None
    return kept.mkdir("lexicon")


@pytest.fixture(scope="session")
def lexicon(cache: Path) -> Lexicon:
    """Return the lexicon of a small corpus in both languages."""
    return build([*JAPANESE, *ENGLISH], cache=cache)
