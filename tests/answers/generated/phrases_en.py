"""English questions: for each operation phrasings in turn for development and for measuring.

Slots as in Japanese; cond stands behind a noun ("whose … is above 5"), does is it as a verb ("have … above 5"),
sup and comp are forms of the adjective, be agrees with the column's name.
"""

# fmt: off
ENGLISH = {
    "lookup": """
What {be} the {col} of {row}?
How much {be} the {col} of {row}?
Tell me the {col} of {row}.
{row} {col}
What is the figure for {col} at {row}?
What {col} does the table give for {row}?
{col} of {row}
I need the {col} for {row}.
What {be} {row}'s {col}?
Give the {col} of {row}, please.
""",
    "lookup_text": """
What is the {col} of {row}?
Which {col} does {row} have?
Tell me the {col} of {row}.
{row} {col}
What {col} is given for {row}?
What is {row}'s {col}?
{col} of {row}?
Please give me the {col} for {row}.
""",
    "lookup_two": """
What are the {col} and the {other} of {row}?
Tell me the {col} and the {other} of {row}.
Give me both the {col} and the {other} of {row}.
What {be} the {col} of {row}, and what is its {other}?
{row}: {col} and {other}?
{row} {col} {other}
For {row}, what are the {col} and the {other}?
Please tell me {row}'s {col} and {other}.
""",
    "lookup_date": """
When {when}?
What is the {col} of {row}?
Tell me the {col} of {row}, please.
{row} {col}
On what date, or in what year, {when}?
What {col} is given for {row}?
Could you tell me the {col} of {row}?
{col} of {row}
""",
    "lookup_year": """
What {be} the {col} of {row} in {year}?
How much {be} the {col} of {row} for {year}?
Tell me the {col} of {row} in {year}.
{row} {col} {year}
In {year}, what {be} the {col} of {row}?
What did the {col} of {row} amount to in {year}?
What {be} {row}'s {col} in {year}?
Give me the {year} {col} of {row}.
""",
    "reverse": """
Which of {scope} has {col} of {value}?
For which {noun} among {scope} is the {col} {value}?
Among {scope}, which {noun} has a {col} of {value}?
Of {scope}, which one shows {value} for {col}?
Which one of {scope} has a {col} of exactly {value}?
Tell me which of {scope} has {col} {value}.
Name the {noun} among {scope} with {col} {value}.
Of {scope}, whose {col} is {value}?
""",
    "filter": """
Which of {scope} {does}?
Which {nouns} among {scope} {does}?
List all {scope} {cond}.
List {scope} that {does}.
Name {scope} {cond}.
Give me all of {scope} {cond}.
Show me every one of {scope} {cond}.
Among {scope}, which {does}?
""",
    "count": """
How many of {scope} {does}?
Among {scope}, how many {does}?
What is the number of {scope} {cond}?
How many {nouns} among {scope} {does}?
Count {scope} {cond}.
Tell me how many of {scope} {does}.
Of {scope}, how many are there {cond}?
Give the number of {scope} that {does}.
""",
    "count_all": """
How many are {scope} in all?
How many of {scope} are listed?
What is the total number of {scope}?
Count {scope}.
How many {nouns} are among {scope}?
What is the number of {scope}?
Tell me how many of {scope} there are.
How many {nouns} are there in all among {scope}?
""",
    "superlative": """
Which of {scope} has the {sup} {col}?
Of {scope}, which has the {sup} {col}?
Among {scope}, which {noun} has the {sup} {col}?
Tell me which of {scope} has the {sup} {col}.
Name the {noun} with the {sup} {col} among {scope}.
Which one has the {sup} {col} of {scope}?
{scope}: {sup} {col}
In {col}, which of {scope} is {sup}?
""",
    "superlative_group": """
Of {scope} {cond}, which has the {sup} {col}?
Among {scope}, which one {cond} has the {sup} {col}?
Which of {scope} {cond} has the {sup} {col}?
Which {noun} has the {sup} {col} among {scope} {cond}?
Tell me which has the {sup} {col} of all {scope} {cond}.
Considering only {scope} that {does}, which has the {sup} {col}?
Among {scope} that {does}, which has the {sup} {col}?
Name the {noun} with the {sup} {col} among {scope} that {does}.
""",
    "superlative_year": """
In which year {be} the {col} of {row} {sup}?
When {be} {row}'s {col} at {their} {sup}?
In what year did {row} have the {sup} {col}?
Which year saw the {sup} {col} of {row}?
Tell me the year with the {sup} {col} of {row}.
What was the year of the {sup} {col} for {row}?
Which year had the {sup} {col} for {row}?
{row}: year of the {sup} {col}
""",
    "nth": """
Which of {scope} has the {nth} {sup} {col}?
Of {scope}, which has the {nth} {sup} {col}?
Which {noun} ranks {nth} among {scope} by {sup} {col}?
Among {scope}, which {noun} comes {nth} when ordered by {col} from the {sup}?
Name the {noun} with the {nth} {sup} {col} among {scope}.
Tell me which of {scope} has the {nth} {sup} {col}.
Among {scope}, which is {nth} {sup} in {col}?
{scope}: {nth} {sup} {col}
""",
    "top": """
What are the top {n} of {scope} by {col}?
Which {n} of {scope} have the {sup} {col}?
List the {n} {nouns} with the {sup} {col} among {scope}.
Name the top {n} {nouns} by {col} among {scope}.
Give me the {n} of {scope} with the {sup} {col}.
Which are the {n} {nouns} with the {sup} {col} among {scope}?
Top {n} of {scope} by {col}
Show the {n} {nouns} that lead {scope} in {col}.
""",
    "sum": """
What is the total {col} of {scope}?
What {be} the {col} of {scope} in total?
How much {be} the {col} of all {scope} together?
What is the sum of the {col} of {scope}?
Add up the {col} of {scope}.
Tell me the combined {col} of {scope}.
Total {col} of {scope}
What does the {col} of {scope} add up to?
""",
    "sum_group": """
What is the total {col} of {scope} {cond}?
What {be} the {col} of {scope} {cond} in total?
Taken together, what {be} the {col} of {scope} {cond}?
What is the sum of the {col} of {scope} {cond}?
Add up the {col} of {scope} {cond}.
Tell me the combined {col} of {scope} {cond}.
For {scope} that {does}, what is the total {col}?
What does the {col} of {scope} {cond} add up to?
""",
    "sum_years": """
What is the total {col} of {row} from {y1} to {y2}?
What {be} the {col} of {row} in total between {y1} and {y2}?
What is the sum of the {col} of {row} over {y1}-{y2}?
How much {be} the {col} of {row} from {y1} through {y2} altogether?
Add up the {col} of {row} from {y1} to {y2}.
Tell me the combined {col} of {row} for the years {y1} to {y2}.
From {y1} to {y2}, what did the {col} of {row} add up to?
What {be} {row}'s {col} over {y1} to {y2} in total?
""",
    "sum_named": """
What is the total {col} of {names}?
What {be} the {col} of {names} combined?
What is the sum of the {col} of {names}?
Taken together, what {be} the {col} of {names}?
Add up the {col} of {names}.
Tell me the combined {col} of {names}.
How much {be} the {col} of {names} altogether?
What does the {col} of {names} add up to?
""",
    "mean": """
What is the average {col} of {scope}?
What is the mean {col} of {scope}?
On average, what {be} the {col} of {scope}?
What {be} the {col} of {scope} on average?
Tell me the average {col} of {scope}.
Average {col} of {scope}
What is the average of the {col} over {scope}?
Work out the mean of the {col} of {scope}.
""",
    "mean_group": """
What is the average {col} of {scope} {cond}?
What is the mean {col} of {scope} {cond}?
On average, what {be} the {col} of {scope} {cond}?
What {be} the {col} of {scope} {cond} on average?
Tell me the average {col} of {scope} {cond}.
For {scope} that {does}, what is the average {col}?
What is the average of the {col} over {scope} {cond}?
Work out the mean of the {col} of {scope} {cond}.
""",
    "mean_years": """
What is the average {col} of {row} from {y1} to {y2}?
What {be} the {col} of {row} on average between {y1} and {y2}?
What is the mean {col} of {row} over {y1}-{y2}?
On average, what {be} {row}'s {col} from {y1} through {y2}?
Tell me the average {col} of {row} for the years {y1} to {y2}.
From {y1} to {y2}, what {be} the {col} of {row} on average?
Average {col} of {row}, {y1} to {y2}
Work out the mean of the {col} of {row} from {y1} to {y2}.
""",
    "difference": """
What is the difference in {col} between {a} and {b}?
How much {comp} {be} the {col} of {a} than that of {b}?
By how much does the {col} of {a} exceed that of {b}?
How far apart are {a} and {b} in {col}?
Tell me the difference between the {col} of {a} and {b}.
How much do {a} and {b} differ in {col}?
Difference in {col}, {a} and {b}
How big is the gap in {col} between {a} and {b}?
""",
    "difference_years": """
What is the difference in the {col} of {row} between {y1} and {y2}?
How much does the {col} of {row} differ between {y1} and {y2}?
Tell me the difference between {row}'s {col} in {y1} and in {y2}.
How big is the gap between the {col} of {row} in {y1} and {y2}?
What is the difference between the {y1} and the {y2} {col} of {row}?
{row} {col} difference {y1} {y2}
How far apart are {y1} and {y2} in the {col} of {row}?
Between {y1} and {y2}, what is the difference in {row}'s {col}?
""",
    "ratio": """
How many times as large as the {col} of {b} {be} the {col} of {a}?
How many times {comp} {be} the {col} of {a} than that of {b}?
What is the ratio of the {col} of {a} to that of {b}?
By what factor does the {col} of {a} exceed that of {b}?
In {col}, {a} is how many times {b}?
{a}'s {col} is how many times that of {b}?
Compared with {b}, how many times as much {be} the {col} of {a}?
What is the ratio of {a} to {b} in {col}?
""",
    "share": """
What share of the total {col} of {scope} does {row} have?
What percentage of the {col} of {scope} {be} due to {row}?
What percent of the {col} of all {scope} is accounted for by {row}?
How large is the share of {row} in the {col} of {scope}?
What is {row}'s share of the {col} of {scope}?
Tell me {row}'s percentage of the total {col} of {scope}.
How much of the {col} of {scope} does {row} account for, in percent?
Which percentage of the total {col} of {scope} is that of {row}?
""",
    "trend": """
Did the {col} of {row} rise or fall from {y1} to {y2}?
How did the {col} of {row} change from {y1} to {y2}?
From {y1} to {y2}, did {row}'s {col} increase or decrease?
By how much did the {col} of {row} go up or down between {y1} and {y2}?
What was the change in the {col} of {row} from {y1} to {y2}?
How did {row}'s {col} develop between {y1} and {y2}?
Has the {col} of {row} gone up or down between {y1} and {y2}?
Tell me how the {col} of {row} changed from {y1} to {y2}.
""",
    "comparison": """
Which has the {comp} {col}, {a} or {b}?
Which of {a} and {b} has the {comp} {col}?
Between {a} and {b}, which has the {comp} {col}?
Does {a} or {b} have the {comp} {col}?
{a} or {b}: which has {comp} {col}?
Tell me which has the {comp} {col}, {a} or {b}.
Of {a} and {b}, whose {col} is {comp}?
Is the {col} {comp} at {a} or at {b}?
""",
    "next": """
Of {scope}, which {noun} has the {sup} {col} after {row}?
Which of {scope} comes next after {row} in {col}, from the {sup} down?
After {row}, which {noun} has the {sup} {col} among {scope}?
Among {scope}, which {noun} comes right after {row} when ranked from the {sup} {col}?
Which {noun} follows {row} as the one with the {sup} {col} of {scope}?
Of {scope}, which has the next {sup} {col} after {row}?
What {noun} comes after {row} when {scope} are ordered by the {sup} {col}?
Ranked by {col} with the {sup} first, which of {scope} is next after {row}?
""",
    "change": """
By what percentage did the {col} of {row} change from {y1} to {y2}?
What was the percentage change in the {col} of {row} between {y1} and {y2}?
How many percent did {row}'s {col} change from {y1} to {y2}?
What is the rate of change of the {col} of {row} from {y1} to {y2}?
From {y1} to {y2}, by how many percent did the {col} of {row} change?
In percent, how did the {col} of {row} change between {y1} and {y2}?
What percent change did {row} see in {col} from {y1} to {y2}?
Compared with {y1}, by what percent had the {col} of {row} changed in {y2}?
""",
    "distinct": """
How many different values of {cat} are there among {scope}?
How many distinct entries are there for {cat} among {scope}?
Among {scope}, how many different {cat} entries are there?
How many kinds of {cat} do {scope} have?
Count the different entries for {cat} among {scope}.
What is the number of different {cat} values of {scope}?
How many unique values does {cat} have among {scope}?
Among {scope}, how many distinct kinds of {cat} are listed?
""",
    "most_frequent": """
Which {cat} is the most common among {scope}?
What is the most frequent {cat} of {scope}?
Which {cat} do most of {scope} have?
Among {scope}, which {cat} occurs most often?
Which {cat} comes up the most among {scope}?
Which {cat} has the most {nouns} among {scope}?
What {cat} is listed most often for {scope}?
Which {cat} appears most frequently among {scope}?
""",
    "negated": """
How many of {scope} do not have {v} as {col}?
How many {nouns} among {scope} do not have the {col} {v}?
Of {scope}, how many are not listed with the {col} {v}?
How many of {scope} have a {col} other than {v}?
Among {scope}, how many {nouns} have a {col} that is not {v}?
How many {nouns} of {scope} are without the {col} {v}?
Not counting those whose {col} is {v}, how many {nouns} are there among {scope}?
How many of {scope} have any {col} except {v}?
""",
    "polar": """
Does {row} have {col}?
Is there {col} for {row}?
Do they have {col} at {row}?
Does {row} come with {col}?
Is {col} there in the case of {row}?
Has {row} got {col}?
Does the table say that {row} has {col}?
Is there {col} in {row}?
""",
}
