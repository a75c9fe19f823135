"""Sizes that projects are above: 10亿元以上项目9个, "29 of them over 1 billion yuan"."""

import regex

from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Frame
from leadseam.schema import Money, Threshold

_ABOVE = frozenset({">", ">=", "level", "~", "range"})
_ZH_NOUN = regex.compile(r"^(?:人民币|美元|元)?(?:以上|及以上|级)?(?:的|规模)?[^，。；、\d]{0,12}?(?:项目|工程)")
_ZH_LINK = regex.compile(
    r"^(?:以上|及以上|级)?的?(?:[^，。；、\d]{0,12}?项目)?(?:共计?|有|达到?|为|数量?|总数|计|约|超过?|分别)*$"
)
_ZH_AFTER = regex.compile(
    r"^(?:个|的)?(?:[^，。；\d]{0,8}项目|的)?(?:的)?(?P<each>单体|单个|均|每个)?(?:计划|总|协议)*(?:投资(?:总?额|规模)?)?(?:均)?(?:超过?|突破|达到?|在|逾|过)*$"
)
_EN_AFTER = regex.compile(
    r"^\s?(?:[\w-]+\s){0,4}?(?:projects?\s)?(?:(?:of|among)\s(?:them|which|these|those)\s)?(?P<each>each\s)?"
    r"(?:in\splace\s|have\s|has\s|had\s|were\s|are\s|was\s|is\s|with\s|that\s)*(?:each\s)?(?P<size>an?\sinvestments?\s|investments?\s|investing\s|worth\s|valued\sat\s|of\s)*"
    r"(?:exceed\w*|over|above|of|more\sthan|at\sleast|surpass\w*|top(?:ped|ping)?|in\sexcess\sof)?"
    r"(?:\s(?:over|more\sthan|at\sleast|above))?\s?$",
    regex.IGNORECASE,
)
_EN_SIZED = regex.compile(
    r"\bprojects?\s(?:with|involving)\s(?:an?\s|the\s)?(?:total\s|planned\s)?investments?\sof\s*$"
)
_EN_AHEAD = regex.compile(
    r"\s?(?:[\w-]+\s){0,2}?projects?\s(?:(?:is|are|was|were|reached|numbered|totaled)\s)?(?:only\s)?"
)
_EN_WORTH = regex.compile(r"\b(?:worth|valued|investments?)\b")
_EN_TOTAL = regex.compile(r"\b(?:total|planned|combined|aggregate|overall|together)\b", regex.IGNORECASE)
_EN_SIZE = regex.compile(
    r"\b(?:exceed\w*|over|above|surpass\w*|of\s+(?:over|more than|at least)|or (?:more|above))\b", regex.IGNORECASE
)


def pairs(frame: Frame) -> dict[Figure, Figure]:
    """Each count of projects with the amount that is its threshold."""
    money = [f for f in frame.figures if isinstance(f.value, Money) and f.value.op in _ABOVE]
    counts = [f for f in frame.figures if f.sort == "count" and f.unit == "projects"]
    is_threshold = _zh if frame.words.lang == "zh" else _en
    found: dict[Figure, Figure] = {}
    used: set[Figure] = set()
    for amount in money:
        near = [c for c in counts if c not in found and is_threshold(frame, c, amount)]
        if near and amount not in used:
            best = min(near, key=lambda c: (max(c.start - amount.end, amount.start - c.end), c.start < amount.start))
            found[best] = amount
            used.add(amount)
    for amount in money:
        if amount not in used and (listed := _listed(frame, amount, counts)):
            found.update({count: amount for count in listed if count not in found})
    return found


def _listed(frame: Frame, amount: Figure, counts: list[Figure]) -> list[Figure]:
    """The counts behind 分别 that a size before it is of (亿元以上项目数居前三位，分别为61个、57个和49个)."""
    word = frame.words.classes["respectively"].search(frame.text, amount.end, frame.end)
    if word is None or any(amount.end <= c.start < word.start() for c in counts):
        return []
    listed = [c for c in counts if c.start >= word.end()]
    return listed if len(listed) > 1 and is_bare_size(frame, amount) else []


def threshold(amount: Figure) -> Threshold:
    """The amount as a threshold."""
    return Threshold(amount.amount, amount.unit or "CNY", amount.op)


def is_bare_size(frame: Frame, amount: Figure) -> bool:
    """Whether an amount only tells the size of projects (10亿元以上项目) and so is no total."""
    if not isinstance(amount.value, Money) or amount.value.op not in _ABOVE:
        return False
    after = frame.text[amount.end : min(frame.end, amount.end + 24)]
    if amount.value.op == "level" and any(f.unit == "clusters" and _is_beside(f, amount) for f in frame.figures):
        return True
    if frame.words.lang == "zh":
        return _ZH_NOUN.search(after) is not None
    if frame.words.classes["each"].match(after.lstrip()):
        return True
    before = frame.before(amount.start)[-60:]
    counted = any(f.unit == "projects" and 0 <= amount.start - f.end <= 60 for f in frame.figures)
    if not counted and _EN_SIZED.search(before):
        return True
    return (
        regex.search(
            r"\bprojects? (?:each )?(?:worth |of |with investments? of )?(?:over|above|exceeding|more than)\s*$", before
        )
        is not None
    )


def _is_round(amount: Figure) -> bool:
    """Whether an amount has one significant digit, as sizes of projects have."""
    return len(amount.amount.normalize().as_tuple().digits) == 1


def _is_beside(count: Figure, amount: Figure) -> bool:
    return max(count.start - amount.end, amount.start - count.end) <= 40


def _zh(frame: Frame, count: Figure, amount: Figure) -> bool:
    text = frame.text
    after = text[amount.end : min(frame.end, amount.end + 24)]
    if amount.end <= count.start:
        return len(gap := text[amount.end : count.start]) <= 22 and _ZH_LINK.search(gap) is not None
    gap = text[count.end : amount.start]
    if gap in ("", "个", "的") or (len(gap) <= 3 and _ZH_NOUN.search(after) is not None):
        return _ZH_NOUN.search(after) is not None
    link = _ZH_AFTER.search(gap) if len(gap) <= 24 else None
    if link is None:
        return False
    return link["each"] is not None or frame.words.has("of_them", frame.before(count.start)[-24:])


def _en(frame: Frame, count: Figure, amount: Figure) -> bool:
    if amount.end <= count.start:
        return _EN_AHEAD.fullmatch(frame.text[amount.end : count.start]) is not None
    gap = frame.text[count.end : amount.start]
    if len(gap) > 90 or _EN_TOTAL.search(gap) or "," in gap:
        return False
    size = gap + " " + amount.value.text
    each = frame.words.has("each", frame.text[count.end : min(frame.end, amount.end + 12)])
    of_them = frame.words.has("of_them", frame.text[max(frame.start, count.start - 60) : amount.start])
    links = _EN_AFTER.search(gap) is not None
    worth = _EN_WORTH.search(gap) is not None and not _is_round(amount)
    return links and (each or of_them or (_EN_SIZE.search(size) is not None and not worth))
