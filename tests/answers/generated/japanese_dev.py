"""Japanese tables whose failures may be looked at."""

from generated.model import LEVEL, SIZE, Category, Domain, Number, Series, When, several, words

JAPANESE_DEV: tuple[Domain, ...] = (
    Domain(
        "ports",
        "ja",
        "dev",
        "沿岸漁業の概況",
        "本章では、県内の主な漁港について、その規模と働く人の数をまとめる。",
        "県内の漁港の規模",
        words("県内の漁港=the fishing ports of the prefecture"),
        words("漁港=fishing port"),
        "fishing ports",
        "どこ",
        "いくつ",
        several(
            "塩釜=Shiogama; 気仙沼=Kesennuma; 石巻=Ishinomaki; 女川=Onagawa; "
            "志津川=Shizugawa; 磯崎; 潮見; 沖の浜; 亘理=Watari; 閖上; 大谷; 小渕; "
            "鮎川=Ayukawa; 渡波"
        ),
        (
            Category(words("区分=category"), several("外洋=open sea; 内湾=bay; 離島=island")),
            Number(words("水揚高=landings"), words("百万円=million yen"), 120, 26000, cross=True),
            Number(
                words("漁船=fishing boats"), words("隻=boats"), 12, 640, also=words("漁船の数=number of fishing boats")
            ),
            Number(words("水深=depth of water"), words("m"), 3, 18, 1, LEVEL, additive=False),
        ),
        several("八戸=Hachinohe; 銚子=Choshi; 焼津=Yaizu"),
        several("冷凍能力=freezing capacity; 組合員数=number of union members"),
        0,
        Series("漁獲量の推移", 2016, 2022, Number(words("漁獲量=catch"), words("トン=tonnes"), 90, 62000)),
    ),
    Domain(
        "beds",
        "ja",
        "dev",
        "地域医療の現状",
        "医療を支える施設と人は、都道府県によって大きく異なる。次の表はその現状である。",
        "都道府県別の病床と医師",
        words("医療の表にある都道府県=the prefectures in the medical care table"),
        words("都道府県=prefecture"),
        "prefectures",
        "どこ",
        "いくつ",
        several(
            "青森県=Aomori; 秋田県=Akita; 宮城県=Miyagi; 千葉県=Chiba; 長野県=Nagano; "
            "静岡県=Shizuoka; 京都府=Kyoto; 奈良県=Nara; 岡山県=Okayama; 熊本県=Kumamoto; "
            "宮崎県=Miyazaki; 鹿児島県=Kagoshima"
        ),
        (
            Category(words("救命センター=emergency center"), several("国立=national; 公立=public; 私立=private")),
            Number(
                words("病床=hospital beds"), words("床=beds"), 8000, 64000, also=words("病床数=number of hospital beds")
            ),
            Number(words("医師=doctors"), words("人=people"), 1900, 13500, also=words("医師の数=number of doctors")),
            Number(words("高齢化率=aging rate"), words("%"), 24, 39, 1, LEVEL, additive=False, in_cells=True),
        ),
        several("愛媛県=Ehime; 福井県=Fukui; 大分県=Oita"),
        several("薬局数=number of pharmacies; 平均寿命=average life span"),
        None,
        Series(
            "救急搬送人員の推移",
            2015,
            2021,
            Number(words("救急搬送=emergency transport"), words("人=people"), 21000, 160000),
            fiscal=True,
        ),
    ),
    Domain(
        "dams",
        "ja",
        "dev",
        "ダム管理年報",
        "水系ごとにダムの諸元を示す。古いものから新しいものまで、目的もさまざまである。",
        "管理するダムの諸元",
        words("年報に載っているダム=the dams in the annual report"),
        words("ダム=dam"),
        "dams",
        "どこ",
        "いくつ",
        several(
            "白岩ダム; 三ツ瀬ダム; 鹿沢ダム; 大野原ダム; 黒谷ダム; 湯ノ川ダム; 上牧ダム; "
            "日向沢ダム; 長瀞川ダム; 青柳ダム; 赤石ダム"
        ),
        (
            Category(
                words("目的=purpose"),
                several("発電=power generation; 治水=flood control; 農業=agriculture; 水道=water supply"),
            ),
            When(
                words("完成年月=completion date"),
                words("完成した=were completed"),
                "was {row} completed",
                1955,
                2019,
                "month",
            ),
            Number(words("高さ=height"), words("m"), 24, 156, 1, LEVEL, additive=False),
            Number(words("貯水容量=water storage capacity"), words("千m³=thousand m³"), 800, 98000, 0, SIZE),
        ),
        several("奥津ダム; 羽黒谷ダム"),
        several("建設費=construction cost; 流域面積=basin area"),
        0,
    ),
    Domain(
        "programmes",
        "ja",
        "dev",
        "令和の予算の概要",
        "新しい年度の主な事業を担当する省とともに示す。金額は当初予算による。",
        "主な事業の予算",
        words("予算の概要に挙がっている事業=the projects in the budget outline"),
        words("事業=project"),
        "projects",
        "どれ",
        "いくつ",
        several(
            "水素の普及=spread of hydrogen; 半導体の研究=semiconductor research; "
            "森林の再生=forest regeneration; 防災の教育=disaster prevention education; "
            "橋の点検=bridge inspection; 農地の整備=farmland maintenance; "
            "保育の支援=childcare support; 海洋の観測=ocean observation; 空き家の活用=use of "
            "vacant houses; 観光の振興=promotion of tourism; 留学生の受け入れ=acceptance of "
            "foreign students"
        ),
        (
            Category(
                words("担当=charge"),
                several(
                    "経済産業省=Ministry of Economy, Trade and Industry; 文部科学省=Ministry of "
                    "Education; 農林水産省=Ministry of Agriculture; 国土交通省=Ministry of Land"
                ),
            ),
            Number(words("当初予算=initial budget"), words("億円=100 million yen"), 3, 870, 1, cross=False),
            Number(words("前年度比=change from the previous year"), words("%"), -28, 41, 1, LEVEL, additive=False),
            Number(
                words("採択件数=adopted cases"),
                words("件=cases"),
                2,
                320,
                also=words("採択件数=number of adopted cases"),
            ),
        ),
        several("鉄道の近代化=modernization of railways; 雪害の対策=snow damage measures"),
        several("補助率=subsidy rate; 開始年度=starting year"),
        0,
        Series(
            "事業別の支出の推移",
            2018,
            2024,
            Number(words("支出=expenditure"), words("億円=100 million yen"), 3, 790, 1, cross=False),
            fiscal=True,
        ),
    ),
    Domain(
        "satellites",
        "ja",
        "dev",
        "人工衛星の一覧",
        "国内の機関が開発した人工衛星を打ち上げの情報とともに掲げる。",
        "開発した人工衛星の打ち上げと質量",
        words("国内の機関が開発した人工衛星=the satellites developed by domestic institutions"),
        words("人工衛星=satellite"),
        "satellites",
        "どれ",
        "何機",
        several(
            "ひばり1号; ひばり2号; あけぼの丸; つむぎ; KS-7; KS-8; そよかぜ; みなも; "
            "明星3号; QUBE-1; ほたるび; はごろも2号; TERRA-X; なぎさ; かがり"
        ),
        (
            Category(
                words("用途=use"), several("観測=observation; 通信=communication; 測位=positioning; 実験=experiment")
            ),
            When(
                words("打ち上げ日=launch date"),
                words("打ち上げられた=were launched"),
                "was {row} launched",
                1998,
                2024,
                "day",
            ),
            Number(words("質量=mass"), words("kg"), 4, 2600, 0, SIZE),
            Number(words("高度=altitude"), words("km"), 380, 980, 0, LEVEL, additive=False),
        ),
        several("さくらぎ4号; KS-9"),
        several("設計寿命=design life; 打ち上げ費用=launch cost"),
        0,
    ),
    Domain(
        "waste",
        "ja",
        "dev",
        "北浜市環境白書",
        "北浜市では、ごみを減らす取り組みを続けている。処理の内訳は次のとおりである。",
        "",
        words("北浜市=Kitahama City"),
        words("年度=year"),
        "years",
        "どれ",
        "いくつ",
        (),
        (),
        (),
        several("埋立=landfill; 人件費=personnel expenses"),
        None,
        Series(
            "北浜市のごみ処理の状況",
            2011,
            2022,
            subject=words("北浜市=Kitahama City"),
            fiscal=True,
            measures=(
                Number(words("ごみ排出量=garbage emissions"), words("トン=tonnes"), 18000, 46000),
                Number(words("焼却量=amount of incineration"), words("トン=tonnes"), 11000, 33000),
                Number(words("資源化率=recycling rate"), words("%"), 14, 33, 1, LEVEL, additive=False),
                Number(words("処理費=disposal cost"), words("百万円=million yen"), 700, 2400),
            ),
        ),
    ),
)
