"""English tables that are only measured."""

from generated.model import LENGTH, LEVEL, SIZE, Category, Domain, Number, Series, When, several, words

ENGLISH_HELDOUT: tuple[Domain, ...] = (
    Domain(
        "trials",
        "en",
        "heldout",
        "Register of clinical trials",
        "Only trials with at least one site in the country are listed.",
        "Clinical trials in the register",
        words("登録された治験=the clinical trials in the register"),
        words("治験=trial"),
        "trials",
        "どれ",
        "いくつ",
        several(
            "ALTO-1; ALTO-2; BREEZE; CARDIA-5; DUNE; ESTUARY; FALCON-3; GLACIER; HORIZON; INDIGO; JUNIPER; KEYSTONE"
        ),
        (
            Category(
                words("病気=Disease"), several("喘息=asthma; 糖尿病=diabetes; 高血圧=hypertension; 片頭痛=migraine")
            ),
            Number(
                words("参加者=Participants"),
                words("人=people"),
                24,
                4800,
                also=words("参加者の数=number of participants"),
            ),
            Number(words("施設=Sites"), words("か所=sites"), 1, 74, also=words("施設の数=number of sites")),
            When(words("開始日=Start date"), words("始まった=started"), "did {row} start", 2014, 2024, "day"),
        ),
        several("LANTERN; MERIDIAN-2"),
        several("費用=cost; 責任者=person in charge"),
        0,
    ),
    Domain(
        "films",
        "en",
        "heldout",
        "The year in cinema",
        "Receipts are those of the first release, without later showings.",
        "Films and their receipts",
        words("この一覧の映画=the films in the cinema list"),
        words("映画=film"),
        "films",
        "どれ",
        "何本",
        several(
            "The Salt Road; Nine Lanterns; A Quiet Harbour; Iron Meadow; Paper Moons; Last "
            "Train to Brno; The Cartographer; Winter Fair; Hollow Crown; Blue Delta; The "
            "Second Tide; Marigold; Night Ferry; Orchard Street; Copper Sky; The Understudy; "
            "Velvet Hour"
        ),
        (
            Category(
                words("公開日=Release date"),
                several(
                    "2023年3月3日=3 March 2023; 2023年7月14日=14 July 2023; 2023年9月29日=29 "
                    "September 2023; 2023年12月22日=22 December 2023"
                ),
                words("公開された=were released"),
            ),
            Category(words("ジャンル=Genre"), several("喜劇=comedy; 悲劇=tragedy; 戦争=war; 冒険=adventure")),
            Number(words("興行収入=Box office"), words("百万ドル=million dollars"), 3, 890, 1),
            Number(words("上映時間=Running time"), words("分=minutes"), 78, 192, 0, LENGTH, additive=False),
        ),
        several("The Glass Orchard; Rain in June"),
        several("監督=director; 制作費=production cost"),
        0,
    ),
    Domain(
        "permits",
        "en",
        "heldout",
        "Housing statistics",
        "Permits are counted on the day on which they are granted.",
        "Building permits and homes",
        words("住宅統計の県=the counties in the housing statistics"),
        words("県=county"),
        "counties",
        "どこ",
        "いくつ",
        several("Kildare; Galway; Donegal; Wexford; Sligo; Clare; Mayo; Kerry; Louth; Cavan"),
        (
            Number(words("住宅=Homes"), words("戸=homes"), 900, 88000, also=words("住宅の数=number of homes")),
            Number(words("平均家賃=Average rent"), words("ユーロ=EUR"), 640, 2300, 0, LEVEL, additive=False),
            Number(words("空室率=Vacancy rate"), words("%"), 1, 14, 1, LEVEL, additive=False, in_cells=True),
        ),
        several("Tipperary; Leitrim"),
        several("建設業者=builders; 平均価格=average price"),
        None,
        Series(
            "Housing permits granted",
            2015,
            2023,
            Number(
                words("住宅の許可=Housing permits"),
                words("件=permits"),
                60,
                7400,
                also=words("住宅の許可の件数=number of housing permits"),
            ),
        ),
    ),
    Domain(
        "parks",
        "en",
        "heldout",
        "National parks at a glance",
        "The parks differ widely in size and in the number of people who come.",
        "National parks",
        words("国立公園=the national parks"),
        words("国立公園=national park"),
        "national parks",
        "どこ",
        "いくつ",
        several(
            "Alderfell; Brackenmoor; Cape Sorrow; Drumlin Coast; Eagle Fens; Greyhorn; "
            "Halden Forest; Loch Varr; Moss Valley; Silver Dunes; Torrin Hills"
        ),
        (
            Category(words("地域=Region"), several("北部=North; 南部=South; 東部=East; 西部=West")),
            Number(words("面積=Area"), words("km²"), 38, 4200, 1, SIZE),
            Number(words("最高地点=Highest point"), words("m"), 40, 1330, 0, LEVEL, additive=False),
            Number(words("監視員=Rangers"), words("人=people"), 3, 96, also=words("監視員の数=number of rangers")),
            When(
                words("指定年=Year of designation"),
                words("指定された=were designated"),
                "was {row} designated",
                1951,
                2010,
                "year",
            ),
        ),
        several("Pine Barrow; Whitmere"),
        several("入園料=entrance fee; 湖=lakes"),
        0,
        Series(
            "Visitors to the national parks",
            2016,
            2022,
            Number(
                words("訪問者=Visitors"),
                words("千人=thousand visitors"),
                14,
                3900,
                1,
                also=words("訪問者数=number of visitors"),
            ),
        ),
    ),
    Domain(
        "airports",
        "en",
        "heldout",
        "Aviation yearbook",
        "Traffic recovered at most airports, though not at all of them.",
        "Airports: traffic and equipment",
        words("航空年鑑の空港=the airports in the aviation yearbook"),
        words("空港=airport"),
        "airports",
        "どこ",
        "いくつ",
        several(
            "オスロ=Oslo; ヘルシンキ=Helsinki; ベルゲン=Bergen; タリン=Tallinn; リガ=Riga; "
            "コペンハーゲン=Copenhagen; ストックホルム=Stockholm; ハンブルク=Hamburg; "
            "ダブリン=Dublin; エディンバラ=Edinburgh"
        ),
        (
            Number(words("滑走路=Runways"), words("本=runways"), 1, 5, also=words("滑走路の数=number of runways")),
            Number(words("貨物=Cargo"), words("トン=tonnes"), 800, 420000),
            Number(words("定時率=Punctuality"), words("%"), 61, 94, 1, LEVEL, additive=False),
            Number(words("乗客の増減=Change in passengers"), words("%"), -19, 34, 1, LEVEL, additive=False),
        ),
        several("ウィーン=Vienna; プラハ=Prague"),
        several("免税店=duty-free shops; 着陸料=landing fee"),
        None,
        Series(
            "Passengers by airport",
            2015,
            2022,
            Number(
                words("乗客=Passengers"),
                words("千人=thousand passengers"),
                190,
                31000,
                also=words("乗客数=number of passengers"),
            ),
        ),
    ),
    Domain(
        "university",
        "en",
        "heldout",
        "Finances of Marlow University",
        "The university closed most years with a small surplus.",
        "",
        words("マーロウ大学=Marlow University"),
        words("年=year"),
        "years",
        "どれ",
        "いくつ",
        (),
        (),
        (),
        several("借金=debt; 教授の数=number of professors"),
        None,
        Series(
            "Marlow University in figures",
            2010,
            2021,
            subject=words("Marlow University"),
            measures=(
                Number(words("収入=Income"), words("百万ユーロ=million euros"), 88, 310, 1),
                Number(words("支出=Expenditure"), words("百万ユーロ=million euros"), 80, 320, 1),
                Number(
                    words("学生=Students"), words("人=people"), 7400, 19000, also=words("学生の数=number of students")
                ),
                Number(words("寄付=Donations"), words("百万ユーロ=million euros"), 1, 24, 1),
            ),
        ),
    ),
)
