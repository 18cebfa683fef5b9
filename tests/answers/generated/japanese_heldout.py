"""Japanese tables that are only measured."""

from generated.model import AMOUNT, LENGTH, LEVEL, SIZE, Category, Domain, Number, Series, When, several, words

JAPANESE_HELDOUT: tuple[Domain, ...] = (
    Domain(
        "libraries",
        "ja",
        "heldout",
        "市立図書館要覧",
        "市内の図書館の蔵書と利用について、昨年度末の数字をまとめた。",
        "市立図書館の蔵書と利用",
        words("市立図書館=the city libraries"),
        words("図書館=library"),
        "libraries",
        "どこ",
        "何館",
        several(
            "中央図書館=Central Library; 駅前図書館; 桜ヶ丘図書館; 港図書館; 川西分館; "
            "若葉分館; 南台図書館; 森の宮図書館; 大町分館; こども図書館"
        ),
        (
            Category(words("区=ward"), several("東区=East Ward; 西区=West Ward; 南区=South Ward; 北区=North Ward")),
            Number(
                words("蔵書数=number of books"),
                words("冊=books"),
                21000,
                640000,
                also=words("蔵書の数=number of books"),
            ),
            Number(words("貸出数=number of loans"), words("点=items"), 38000, 910000),
            Number(words("職員=staff"), words("人=people"), 4, 62, also=words("職員の数=number of staff")),
            When(words("開館日=opening date"), words("開館した=opened"), "did {row} open", 1968, 2021, "day"),
        ),
        several("緑町図書館; 東雲分館"),
        several("座席数=number of seats; 駐車場=parking lot"),
        0,
        Series(
            "来館者の推移",
            2017,
            2023,
            Number(
                words("来館者=visitors"),
                words("千人=thousand people"),
                12,
                720,
                1,
                also=words("来館者数=number of visitors"),
            ),
            fiscal=True,
        ),
    ),
    Domain(
        "laws",
        "ja",
        "heldout",
        "法令便覧",
        "環境と産業に関わる法律を所管する省庁ごとに掲げる。条数は附則を含まない。",
        "環境と産業に関わる法律",
        words("法令便覧にある法律=the laws in the handbook"),
        words("法律=law"),
        "laws",
        "どれ",
        "いくつ",
        several(
            "水路保全法; 海岸緑化法; 家電再生法; 鉱山跡地法; 温泉利用法; 漁具管理法; "
            "種子保護法; 倉庫安全法; 騒音規制法=Noise Regulation Act; 里山保全法; "
            "包装削減法; 地下水法"
        ),
        (
            Category(
                words("所管=jurisdiction"),
                several(
                    "環境省=Ministry of the Environment; 経済産業省=Ministry of Economy, Trade and "
                    "Industry; 農林水産省=Ministry of Agriculture"
                ),
            ),
            When(
                words("公布日=promulgation date"),
                words("公布された=were promulgated"),
                "was {row} promulgated",
                1962,
                2023,
                "day",
            ),
            Number(words("条数=number of articles"), words("条=articles"), 9, 148),
            Number(words("改正回数=number of amendments"), words("回=times"), 0, 31),
        ),
        several("湿原保護法; 火薬類運搬法"),
        several("罰金=fine; 提出者=proposer"),
        0,
    ),
    Domain(
        "crops",
        "ja",
        "heldout",
        "農業統計年鑑",
        "県内で栽培されている作物の面積と収穫を次に示す。天候により年ごとの差が大きい。",
        "作物別の作付面積と収穫",
        words("県内の作物=the crops of the prefecture"),
        words("作物=crop"),
        "crops",
        "どれ",
        "いくつ",
        several(
            "小麦=wheat; 大豆=soybean; 玉ねぎ=onion; 人参=carrot; 大根=radish; "
            "キャベツ=cabbage; 白菜=Chinese cabbage; 南瓜=pumpkin; りんご=apple; 桃=peach; "
            "葡萄=grape; 茶=tea; 苺=strawberry"
        ),
        (
            Category(words("種類=type"), several("穀物=grain; 野菜=vegetable; 果物=fruit; 工芸=craft")),
            Number(words("作付面積=planted area"), words("ha"), 30, 9200, 0, SIZE),
            Number(words("農家=farmers"), words("戸=households"), 40, 5100, also=words("農家の数=number of farmers")),
            Number(words("輸出額=export value"), words("百万円=million yen"), 1, 640),
        ),
        several("胡瓜=cucumber; 西瓜=watermelon; 蕎麦=buckwheat"),
        several("出荷先=shipping destination; 単価=unit price"),
        0,
        Series("収穫量の推移", 2014, 2021, Number(words("収穫量=harvest"), words("トン=tonnes"), 110, 88000)),
    ),
    Domain(
        "exams",
        "ja",
        "heldout",
        "学力試験の結果",
        "秋に行った試験の結果を学級ごとに示す。満点は各科目とも百点である。",
        "学級別の試験の結果",
        words("試験を受けた学級=the classes that took the examination"),
        words("学級=class"),
        "classes",
        "どこ",
        "いくつ",
        several("1年A組; 1年B組; 1年C組; 2年A組; 2年B組; 2年C組; 3年A組; 3年B組; 3年C組"),
        (
            Category(words("校舎=school building"), several("本館=main building; 新館=new building; 別館=annex")),
            Number(words("受験者=examinees"), words("人=people"), 24, 41, also=words("受験者の数=number of examinees")),
            Number(
                words("数学の平均点=average score in mathematics"), words("点=points"), 41, 88, 1, LEVEL, additive=False
            ),
            Number(
                words("英語の平均点=average score in English"), words("点=points"), 43, 91, 1, LEVEL, additive=False
            ),
            Number(words("欠席=absence"), words("人=people"), 0, 6, also=words("欠席者=absentees")),
        ),
        several("1年D組; 3年E組"),
        several("国語の平均点=average score in Japanese; 担任=homeroom teacher"),
        0,
    ),
    Domain(
        "buses",
        "ja",
        "heldout",
        "市営バスの路線",
        "市営バスは生活の足として、次の路線で運行している。",
        "市営バスの路線の概要",
        words("市営バスの路線=the routes of the municipal bus"),
        words("路線=route"),
        "routes",
        "どれ",
        "何路線",
        several(
            "空港線=Airport Line; 大学線=University Line; 海岸線=Coast Line; 病院循環; "
            "三条線; 住吉線; 温泉線; 東山循環; 団地線; 市場線; 55系統; 72系統; 港北線"
        ),
        (
            Category(words("営業所=office"), several("中央=Central; 西部=Western; 港=Port")),
            Number(words("距離=distance"), words("km"), 3, 38, 1, LENGTH, in_cells=True),
            Number(
                words("停留所=bus stops"), words("か所=places"), 6, 54, also=words("停留所の数=number of bus stops")
            ),
            Number(
                words("乗客=passengers"),
                words("千人=thousand people"),
                18,
                2900,
                also=words("乗客の数=number of passengers"),
            ),
            Number(words("収支=balance"), words("百万円=million yen"), -310, 190, 0, LEVEL),
        ),
        several("競技場線; 88系統"),
        several("運賃=fare; 運転士の数=number of drivers"),
        0,
    ),
    Domain(
        "power",
        "ja",
        "heldout",
        "発電設備の現況",
        "会社が運転する発電所の出力と運転開始の時期を示す。",
        "運転中の発電所",
        words("会社が運転する発電所=the power stations operated by the company"),
        words("発電所=power station"),
        "power stations",
        "どこ",
        "何か所",
        several(
            "東浦; 新磯子; 玄岳; 白神=Shirakami; 阿武隈=Abukuma; 富士川=Fujikawa; 大井=Oi; "
            "知多西; 湯沢=Yuzawa; 六甲=Rokko; 小名浜=Onahama; 橘湾南"
        ),
        (
            Category(words("燃料=fuel"), several("石炭=coal; 天然ガス=natural gas; 木材=wood; 地熱=geothermal energy")),
            When(
                words("運転開始=start of operation"),
                words("運転を開始した=started operation"),
                "did {row} start operation",
                1974,
                2023,
                "month",
            ),
            Number(words("出力=output"), words("MW"), 12, 1900, 1, SIZE),
            Number(words("従業員=employees"), words("人=people"), 8, 260, also=words("従業員数=number of employees")),
        ),
        several("鳴門東; 能代南"),
        several("利用率=utilization rate; 敷地面積=site area"),
        0,
        Series(
            "発電所別の発電量",
            2019,
            2024,
            Number(words("発電量=electricity generation"), words("GWh"), 20, 8800, order=AMOUNT),
            fiscal=True,
        ),
    ),
)
