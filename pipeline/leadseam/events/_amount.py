"""A project's own total investment: never output, tax, land price, a phase of it or a sum shared by a list."""

from dataclasses import dataclass

import regex

from leadseam.events._frame import Frame, Part
from leadseam.events._roles import Cues
from leadseam.schema import Amount, Money, Stage

_TOTAL = {"total_investment", "planned_investment"}


@dataclass(frozen=True, slots=True)
class Found:
    """The amount and where it stands."""

    amount: Amount
    start: int
    end: int


def find(frame: Frame, stages: set[Stage], known: Cues) -> Found | None:
    """The amount of a frame: a total before an increase; a phase's only for a project that is the phase."""
    if frame.amount is not None:
        return _found(frame.amount, "total_investment")
    sums = [(part, money) for part in frame.parts for money in _own(frame, part, known)]
    name = frame.project.text if frame.project else ""
    phase = _phase_sum(sums, name, known)
    if phase is not None:
        return _found(phase, "phase_investment")
    totals = [(part, money) for part, money in sums if money.role in _TOTAL or _is_invested(part, money, known)]
    if totals:
        return _found(_best_total(totals, known), "total_investment")
    wanted = ["contract_amount"] if not stages & {"framework"} else []
    if "expansion" in stages:
        wanted.insert(0, "added_investment")
        wanted.extend(("delta", "other"))
    told = (p.scene.text[t.start : t.end] for p in frame.parts for t in p.triggers)
    if known.search("phase_name", " ".join((name, *told))):
        wanted.append("phase_investment")
    wanted += ["fixed_asset_investment", "added_investment"]
    for role in wanted:
        for _, money in sums:
            if money.role == role:
                return _found(money, role)
    return _told_beside(frame, sums, known)


def _told_beside(frame: Frame, sums: list[tuple[Part, Money]], known: Cues) -> Found | None:
    """The bare sum right before or behind the project's name: "a $60 million plant"."""
    for part, money in sums:
        if money.role in {"other", "value"} and frame.project and _describes(part, money, frame, known):
            return _found(money, "total_investment")
    return None


def _phase_sum(sums: list[tuple[Part, Money]], name: str, known: Cues) -> Money | None:
    """The sum of the phase that the project is: 项目一期 with 一期投资11亿元 beside it."""
    phase = known.patterns["phase_name"].search(name)
    if phase is None:
        return None
    for part, money in sums:
        lead = part.scene.text[max(part.scene.span.start, money.start - 24) : money.start]
        if money.role == "phase_investment" and phase.group().lower() in lead.lower():
            return money
    return None


def _own(frame: Frame, part: Part, known: Cues) -> list[Money]:
    return [
        m
        for m in part.scene.money
        if part.span.start <= m.start < part.span.end
        and m.per is None
        and m.op != "level"
        and (m.lo is not None or m.op in {"<", "<="})
        and not _is_shared(part, m, known)
        and not (part.scene.text[m.end : m.end + 1] == "-" and not m.currency_explicit)
    ]


def _is_shared(part: Part, money: Money, known: Cues) -> bool:
    """A sum after "12 projects" or 合计 belongs to all of a list."""
    named = [m.start for m in part.scene.mentions if m.kind in {"company", "project"} and m.end <= money.start]
    back = max(part.scene.text.rfind(mark, part.scene.span.start, money.start) for mark in "，。；：,;:")
    clause = part.scene.text[max(back, part.scene.span.start) : money.start]
    counted = [
        q
        for q in part.scene.quantities
        if q.unit in {"projects", "project"} and q.end <= money.start and money.start - q.end < 40
    ]
    if counted and any(start > counted[-1].end for start in named):
        return False
    return bool(counted) or (
        part.scene.lexicon.lang == "zh"
        and bool(regex.search(r"[\d一二三四五六七八九十]+个[^，。；]{0,8}项目|合计|共计", clause))
    )


def _is_invested(part: Part, money: Money, known: Cues) -> bool:
    lead = part.scene.text[max(part.scene.span.start, money.start - 30) : money.start]
    rest = part.scene.text[money.end : min(part.scene.span.end, money.end + 60)]
    if money.role == "fund_size" and part.scene.lexicon.lang == "en":
        return known.search("invest_verb", lead)
    if money.role not in {"other", "value", "contract_amount"}:
        return False
    return known.search("invest_word", lead) or known.search("amount_kind", rest)


def _best_total(totals: list[tuple[Part, Money]], known: Cues) -> Money:
    """The one that says what the total now is, else the first that is named a total, else the first."""
    for part, money in totals:
        if known.search("now_total", part.scene.text[max(part.scene.span.start, money.start - 44) : money.start]):
            return money
    return next((m for _, m in totals if m.role == "total_investment"), totals[0][1])


def _describes(part: Part, money: Money, frame: Frame, known: Cues) -> bool:
    assert frame.project is not None
    if money.end <= frame.project.start:
        return known.search("own_amount", part.scene.text[money.end : frame.project.start])
    gap = part.scene.text[frame.project.end : money.start]
    return bool(
        regex.fullmatch(r"[ ,]*(?:worth|valued at|costing)(?: about| around| nearly| over| more than)?[ ]*", gap)
    )


def phase_amount(money: Money) -> Amount | None:
    """The sum of a phase."""
    found = _found(money, "phase_investment") if money.per is None and money.op != "level" else None
    return found.amount if found else None


def _found(money: Money, role: str) -> Found | None:
    value = money.lo if money.lo is not None else money.hi
    if value is None:
        return None
    op = ">=" if money.op == "range" else money.op
    amount = Amount(value, money.currency, op, role, money.text, money.flags)
    return Found(amount, money.start, money.end)
