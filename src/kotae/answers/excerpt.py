"""The part of an overlong sentence that is shown: forms and charts run on without a full stop, and are no sentences."""

import re
from collections.abc import Sequence

from kotae.answers.spans.find import Span
from kotae.text.language import detect

# Characters. The longest sentence of the report's text and of the brief has 211; of 2,700 and 3,000 sentences in nine and ten
# documents of others 63 and 36 have over 300, most of them drawings of screens and labels of charts.
_LONGEST = {"ja": 300, "en": 600}
# Where a part may begin: after what ends a clause, or before what begins an item.
_JOINT = re.compile(r"(?<=[、。；;\s])|(?=[①-⑳・•■●○◆※【])")


def excerpt(text: str, start: int, end: int, spans: Sequence[Span]) -> tuple[int, int]:
    """Return the characters of a quote to show: all of them, or of an overlong one those around the likeliest words.

    Args:
        text: the passage that is quoted.
        start: where the quote starts in it.
        end: where it ends.
        spans: the words that may answer, with their places in the passage.
    """
    longest = _LONGEST[detect(text[start:end])]
    if end - start <= longest:
        return start, end
    inside = [span for span in spans if start <= span.start and span.end <= end]
    best = max(inside, key=lambda span: span.probability, default=None)
    first, last = (best.start, best.end) if best else (start, start)
    around = max(0, longest - (last - first)) // 2
    joints = [start, *(start + joint.start() for joint in _JOINT.finditer(text[start:end])), end]
    begins = min((joint for joint in joints if first - around <= joint <= first), default=first)
    room = longest - (first - begins)
    return begins, max((joint for joint in joints if last <= joint <= first + room), default=max(last, begins))
