"""Documents with tables for questions: group rows, missing cells, totals, dates, years as columns and as rows."""

DOCUMENTS = {
    "harbours.md": """# 瑠璃島の漁港

瑠璃島には六つの漁港があり、漁協が毎年の水揚を記録している。

表1 瑠璃島の漁港

| 漁港 | 水揚(トン) | 漁船(隻) | 開港日 |
|---|---|---|---|
| **北部** | | | |
| 霧浜港 | 1,200 | 45 | 1998年5月3日 |
| 鷲津港 | 640 | 18 | 2004年6月12日 |
| 砂崎港 | - | 12 | 2011年4月1日 |
| **南部** | | | |
| 椿浦港 | 2,150 | 60 | 1987年9月20日 |
| 灯里港 | 0 | 18 | 2015年3月8日 |
| 波越港 | 310 | 9 | 1993年7月15日 |
| 合計 | 4,300 | 162 | |
""",
    "museums.html": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Museums of Tarnholm</title></head><body>
<h1>Museums of Tarnholm</h1><p>Tarnholm keeps five museums. Their doors count everyone who enters.</p>
<table><caption>Table 1. Visitors to the museums of Tarnholm (thousand)</caption>
<tr><th>Museum</th><th>2020</th><th>2021</th><th>2022</th><th>2023</th></tr>
<tr><td>Clock Museum</td><td>40.5</td><td>38.0</td><td>52.5</td><td>61.0</td></tr>
<tr><td>Herring Museum</td><td>12.0</td><td>-</td><td>15.5</td><td>14.0</td></tr>
<tr><td>Glass Museum</td><td>81.0</td><td>60.0</td><td>75.0</td><td>70.2</td></tr>
<tr><td>Puppet Museum</td><td>22.5</td><td>24.0</td><td>30.0</td><td>-</td></tr>
<tr><td>Compass Museum</td><td>9.0</td><td>11.0</td><td>12.5</td><td>13.8</td></tr>
<tr><td>Total</td><td>165.0</td><td>133.0</td><td>185.5</td><td>159.0</td></tr>
</table></body></html>
""",
    "reservoirs.md": """# Reservoirs of the Oslen valley

The Oslen valley holds seven reservoirs, each behind its own dam.

Table 2. Reservoirs of the Oslen valley

| Reservoir | Region | Capacity (Ml) | Depth (m) | Completed |
|---|---|---|---|---|
| Ashmere | Upper valley | 4,200 | 31 | 14 May 1962 |
| Bellwater | Upper valley | 980 | 12 | 2 October 1931 |
| Crannock | Upper valley | n.a. | 18 | 30 June 1978 |
| Dunholt | Lower valley | 6,750 | 44 | 9 March 1985 |
| Elverton | Lower valley | 1,500 | 12 | 21 August 1954 |
| Farrowby | Lower valley | 2,300 | 25 | 5 November 1999 |
| Gillbeck | Lower valley | 1,500 | 20 | 17 April 2006 |
""",
    "library.html": """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>楓町図書館の年報</title></head><body>
<h1>楓町図書館の年報</h1><p>楓町図書館は毎年の貸出と来館者を数えている。</p>
<table><caption>表3 楓町図書館の利用</caption>
<tr><th>年度</th><th>貸出(冊)</th><th>来館者(人)</th></tr>
<tr><td>2019年度</td><td>52,000</td><td>31,400</td></tr>
<tr><td>2020年度</td><td>38,500</td><td>18,900</td></tr>
<tr><td>2021年度</td><td>41,000</td><td>-</td></tr>
<tr><td>2022年度</td><td>47,500</td><td>26,300</td></tr>
</table></body></html>
""",
    "meadow-east.md": """# Flower survey of Larkfield, eastern meadow

Table 4. Flowers counted at Larkfield

| Flower | Blooms (stems) |
|---|---|
| Cowslip | 310 |
| Harebell | 125 |
| Yarrow | 90 |
""",
    "meadow-west.md": """# Flower survey of Larkfield, western meadow

Table 4. Flowers counted at Larkfield

| Flower | Blooms (stems) |
|---|---|
| Cowslip | 80 |
| Harebell | 240 |
| Yarrow | 75 |
""",
    "formulas.md": """# Sheets of the Quillon workshop

Table 5. Sheets of the Quillon workshop

| Sheet | Rows (lines) | Formula |
|---|---|---|
| Alpha'); DROP TABLE cells; -- | 40 | =1+1 |
| Beta " OR 1=1 | 25 | =SUM(A1:A9) |
| Gamma | 35 | ../../secret |
""",
}
