"""English tables whose failures may be looked at."""

from generated.model import LENGTH, LEVEL, WIDTH, Category, Domain, Number, Series, When, several, words

ENGLISH_DEV: tuple[Domain, ...] = (
    Domain(
        "museums",
        "en",
        "dev",
        "Culture in figures",
        "Museums are among the most visited places of the country. The figures below "
        "were supplied by the houses themselves.",
        "Museums: visitors, staff and collections",
        words("国内の博物館=the museums of the country"),
        words("博物館=museum"),
        "museums",
        "どこ",
        "いくつ",
        several(
            "Hartwell Museum; Museum of Glass; Old Mint; Railway Museum; Museum of Rural "
            "Life; Varga House; Maritime Museum; Textile Museum; Salt Works Museum; "
            "Observatory Hill; Tolland Gallery; Natural History Museum"
        ),
        (
            Category(words("都市=City"), several("リスボン=Lisbon; ポルト=Porto; ファロ=Faro; ブラガ=Braga")),
            Number(words("職員=Staff"), words("人=people"), 6, 420, also=words("職員数=number of staff")),
            Number(words("入館料=Admission"), words("ユーロ=EUR"), 2, 19, 2, LEVEL, additive=False),
            Number(words("作品=Works"), words("点=items"), 340, 91000, also=words("作品の数=number of works")),
            When(words("開館年=Year of opening"), words("開館した=opened"), "did {row} open", 1871, 2016, "year"),
        ),
        several("Clock Museum; Wexley Gallery"),
        several("館長=director; 展示室=exhibition rooms"),
        None,
        Series(
            "Visitors to museums",
            2017,
            2023,
            Number(
                words("入館者=Visitors"),
                words("千人=thousand visitors"),
                8,
                940,
                1,
                also=words("入館者数=number of visitors"),
            ),
        ),
    ),
    Domain(
        "measures",
        "en",
        "dev",
        "Trade measures in force",
        "Duties were announced in several rounds. Each round took effect on the day on which it was published.",
        "Products subject to additional duty",
        words("追加関税の対象の品目=the products subject to additional duty"),
        words("品目=product"),
        "products",
        "どれ",
        "いくつ",
        several(
            "銅線=copper wire; タイヤ=tyres; 家具=furniture; 蜂蜜=honey; ガラス=glass; "
            "自転車=bicycles; 絨毯=carpets; 紙=paper; 塩=salt; 靴=shoes; 酢=vinegar; "
            "釘=nails; 傘=umbrellas; 花火=fireworks"
        ),
        (
            Category(
                words("発効日=Effective date"),
                several(
                    "2024年2月1日=1 February 2024; 2024年6月15日=15 June 2024; 2025年1月20日=20 "
                    "January 2025; 2025年4月4日=4 April 2025"
                ),
                words("対象になった=were made subject to duty"),
            ),
            Category(
                words("原産国=Country of origin"),
                several("ブラジル=Brazil; インド=India; ベトナム=Vietnam; トルコ=Turkey"),
            ),
            Number(words("税率=Rate"), words("%"), 4, 62, 1, LEVEL, additive=False, in_cells=True),
            Number(words("輸入額=Value of imports"), words("百万ドル=million dollars"), 3, 910, 1),
        ),
        several("羊毛=wool; 煙草=tobacco"),
        several("免除=exemption; 有効期限=expiry date"),
        0,
    ),
    Domain(
        "bridges",
        "en",
        "dev",
        "Register of long bridges",
        "The register covers road and rail bridges kept by the national agency.",
        "Bridges in the register",
        words("登録された橋=the bridges in the register"),
        words("橋=bridge"),
        "bridges",
        "どれ",
        "いくつ",
        several(
            "Corran Bridge; Ashdown Viaduct; Queen's Ferry Crossing; Mill Bridge; Lorne "
            "Bridge; Stanwick Viaduct; Harbour Bridge; Severn Gate; Tarn Bridge; Pellow "
            "Bridge; Old Customs Bridge; Kestrel Viaduct; Sable Bridge; North Arch; Five "
            "Mile Bridge"
        ),
        (
            Category(words("種類=Type"), several("吊り橋=suspension; アーチ=arch; 桁=beam")),
            Number(words("長さ=Length"), words("m"), 160, 3100, 0, LENGTH, additive=False),
            Number(words("幅=Width"), words("m"), 6, 41, 1, WIDTH, additive=False),
            When(words("開通日=Opening date"), words("開通した=opened"), "did {row} open", 1931, 2021, "day"),
        ),
        several("Dunmore Viaduct; Gull Bridge"),
        several("建設費=construction cost; 設計者=architect"),
        0,
    ),
    Domain(
        "companies",
        "en",
        "dev",
        "Industry review",
        "The review follows a panel of listed manufacturers. All of them report under the same accounting rules.",
        "Companies of the panel",
        words("業界レビューの企業=the companies in the industry review"),
        words("企業=company"),
        "companies",
        "どこ",
        "何社",
        several(
            "Orvell Group; Brandt & Sohn; Kestava; Lindqvist AB; Nordhaven; Pallas Foods; "
            "Quill Systems; Ridgeway Steel; Sorano; Tessel Chemicals; Umbra Optics; Vantor; "
            "Wyndham Paper; Zephyr Motors"
        ),
        (
            Category(words("業種=Sector"), several("食品=food; 化学=chemicals; 鉄鋼=steel; 機械=machinery")),
            Number(words("売上高=Turnover"), words("百万ユーロ=million euros"), 40, 9800, 1),
            Number(
                words("従業員=Employees"), words("人=people"), 120, 51000, also=words("従業員の数=number of employees")
            ),
            Number(words("利益=Profit"), words("百万ユーロ=million euros"), -240, 870, 1),
        ),
        several("Aldana Works; Marlow Tools"),
        several("株価=share price; 負債=debt"),
        0,
        Series(
            "Research expenditure of the companies",
            2018,
            2024,
            Number(words("研究費=Research expenditure"), words("百万ユーロ=million euros"), 2, 640, 1),
            fiscal=True,
        ),
    ),
    Domain(
        "emissions",
        "en",
        "dev",
        "Climate report",
        "Emissions have been estimated for every sector with the same method.",
        "",
        words("気候の報告にある部門=the sectors in the climate report"),
        words("部門=sector"),
        "sectors",
        "どれ",
        "いくつ",
        several(
            "農業=Agriculture; 航空=Aviation; 建設=Construction; エネルギー=Energy; "
            "工業=Industry; 廃棄物=Waste; 道路輸送=Road transport; 海運=Shipping; "
            "家庭=Households"
        ),
        (),
        several("漁業=Fishing; 鉄道=Railways"),
        several("税収=tax revenue"),
        None,
        Series(
            "Greenhouse gas emissions by sector",
            2012,
            2019,
            Number(words("温室効果ガスの排出量=Greenhouse gas emissions"), words("百万トン=Mt"), 0.4, 96, 1),
        ),
    ),
    Domain(
        "grants",
        "en",
        "dev",
        "Annual report of the research fund",
        "The fund supported the following projects after review by two panels.",
        "Projects supported by the fund",
        words("基金が助成した研究=the projects supported by the fund"),
        words("研究=project"),
        "projects",
        "どれ",
        "いくつ",
        several(
            "TIDEMARK; LUMEN-2; OpenSoil; BeeWatch; Deep Ice; Polder; SOUNDMAP; GraphNet; FibreLoop; Mycelia; HELIX"
        ),
        (
            Category(words("分野=Field"), several("物理学=physics; 生物学=biology; 地質学=geology; 経済学=economics")),
            Number(words("助成金=Grant"), words("千ユーロ=thousand euros"), 45, 3900),
            Number(words("期間=Duration"), words("か月=months"), 12, 60, 0, LENGTH, additive=False),
            When(words("開始日=Start date"), words("始まった=started"), "did {row} start", 2016, 2024, "month"),
        ),
        several("NIGHTSKY; Windbreak"),
        several("論文=papers; 申請者=applicant"),
        None,
    ),
)
