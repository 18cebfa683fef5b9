"""Two runs side by side: every metric's difference and how sure it is, the questions won and lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kotae.evaluation.measures.catalogue import METRICS, Metric, headline
from kotae.evaluation.measures.compare import Change, Comparison
from kotae.evaluation.model import Outcome
from kotae.evaluation.reports import numbers, shown
from kotae.evaluation.reports.words import Say, words
from kotae.text.language import Language, detect

_LEVEL = 0.05
_MOST_IDS, _MOST_ROWS = 20, 200
_DECIDED = {"Success@1": "Right hit first", "contains": "Answer right", "refusals": "Unanswerable, refused"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A metric that both runs have; `verdict` is "better" or "worse" where the difference is surely no chance."""

    metric: Metric
    change: Change
    verdict: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A question that was won or lost."""

    id: str
    question: str
    language: Language


@dataclass(frozen=True, slots=True)
class Decided:
    """The questions won and lost by one measure; the counts are of all, the lists hold the first of them."""

    title: str
    won: tuple[Moved, ...]
    lost: tuple[Moved, ...]
    won_count: int
    lost_count: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison as the HTML report shows it."""

    lead: str
    headlines: tuple[Changed, ...]
    others: tuple[Changed, ...]
    decided: tuple[Decided, ...]


def compared_view(comparison: Comparison, outcomes: Iterable[Outcome], say: Say) -> Compared:
    """Return what the HTML report shows of a comparison.

    Args:
        comparison: of the baseline with a run.
        outcomes: of that run, for the words of its questions.
        say: what says its words.
    """
    asked = {outcome.question.id: outcome.question.question for outcome in outcomes}
    return Compared(
        lead=_lead(comparison, say),
        headlines=tuple(_changed(comparison, headline)),
        others=tuple(_changed(comparison, [name for name in METRICS if name not in headline])),
        decided=tuple(_decided(comparison, asked, say)),
    )


def comparison_markdown(comparison: Comparison, language: Language, *, short: bool = False) -> str:
    """Return a comparison as Markdown that can be read in a terminal as it is.

    Args:
        comparison: what changed from the baseline, a, to the other run, b.
        language: in which it is said.
        short: leave out the metrics that are no headlines.
    """
    say = words(language)
    lines = [_lead(comparison, say), ""]
    changed = list(_changed(comparison, headline if short else METRICS))
    if changed:
        names = ("Metric", "Baseline", "This run", "Difference", "95% interval", "p", "Questions")
        lines += shown.table([*map(say, names), ""], [_cells(one, say) for one in changed])
        lines += [
            "",
            say(
                "Better or worse: p < {level} in a paired randomisation test; one metric in twenty is by chance.",
                level=_LEVEL,
            ),
        ]
    for title, won, lost in _moves(comparison, say):
        lines += ["", say("{title}: {won} won, {lost} lost", title=title, won=len(won), lost=len(lost))]
        lines += [f"- {say(name)}: {_ids(moved, say)}" for name, moved in (("won", won), ("lost", lost)) if moved]
    return "\n".join(lines) + "\n"


def _lead(comparison: Comparison, say: Say) -> str:
    told = [say("{count:,} questions that both runs asked in the same words.", count=comparison.questions)]
    left = [
        (comparison.reworded, "{count:,} asked in other words"),
        (comparison.only_a, "{count:,} only in the baseline"),
        (comparison.only_b, "{count:,} only in this run"),
    ]
    out = [say(why, count=count) for count, why in left if count]
    if out:
        told.append(say("Left out: {what}.", what=say(", ").join(out)))
    return " ".join(told)


def _changed(comparison: Comparison, names: Iterable[str]) -> Iterable[Changed]:
    for name in names:
        change = comparison.metrics.get(name)
        if change is not None:
            yield Changed(METRICS[name], change, _verdict(METRICS[name], change))


def _verdict(metric: Metric, change: Change) -> str:
    if change.p is None or not change.p < _LEVEL or change.difference == 0:
        return ""
    return "better" if (change.difference > 0) == metric.higher_is_better else "worse"


def _cells(one: Changed, say: Say) -> list[str]:
    metric, change = one.metric, one.change
    return [
        say(metric.label),
        numbers.figure(metric, change.a),
        numbers.figure(metric, change.b),
        numbers.signed(metric, change.difference),
        numbers.signed_interval(metric, change, say) or "–",
        numbers.probability(change.p),
        f"{change.count:,}",
        say(one.verdict) if one.verdict else "",
    ]


def _moves(comparison: Comparison, say: Say) -> Iterable[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield what questions are won and lost by, where any are."""
    for name, title in _DECIDED.items():
        won, lost = comparison.won.get(name, ()), comparison.lost.get(name, ())
        if won or lost:
            yield say(title), won, lost


def _decided(comparison: Comparison, asked: Mapping[str, str], say: Say) -> Iterable[Decided]:
    def moved(ids: Sequence[str]) -> tuple[Moved, ...]:
        return tuple(Moved(name, asked.get(name, ""), detect(asked.get(name, ""))) for name in ids[:_MOST_ROWS])

    for title, won, lost in _moves(comparison, say):
        yield Decided(title, moved(won), moved(lost), len(won), len(lost))


def _ids(names: Sequence[str], say: Say) -> str:
    more = say(" and {count:,} more", count=len(names) - _MOST_IDS) if len(names) > _MOST_IDS else ""
    return ", ".join(shown.markdown(shown.cut(name, 60)) for name in names[:_MOST_IDS]) + more
