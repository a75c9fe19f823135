"""What is no metric: a company's own figures, one project's own figures, numbers of programs and addresses."""

import regex

from leadseam.metrics import _place
from leadseam.metrics._bind import Reading
from leadseam.metrics._figures import Figure
from leadseam.metrics._frame import Frame

_OF_A_COMPANY = frozenset(
    {
        "industry_scale",
        "exports",
        "tax_revenue",
        "jobs",
        "industrial_output",
        "share",
        "trade_total",
        "average_investment",
        "growth",
        "service_rate",
    }
)
# What a project yields or holds is the project's own unless a group of projects or a place is spoken of.
_OF_A_PROJECT = frozenset(
    {
        "industry_scale",
        "tax_revenue",
        "jobs",
        "exports",
        "share",
        "fixed_asset_investment",
        "investment_completed",
        "industrial_investment",
    }
)
_QUOTED = regex.compile(r"[“\"‘「][^”\"’」\n]{0,16}$")
_CLOSED = regex.compile(r"^[^“\"‘「\n]{0,16}[”\"’」]")
# 总投资10.5亿元的项目 is one project, 12个总投资10亿元的项目 are not.
_ATTRIBUTE = regex.compile(r"的[^，。；]{0,20}?项目|的(?!\p{Han}{0,8}\d)")
_COUNTED = regex.compile(r"\d\s?(?:余|多)?个")
_PHONE = regex.compile(r"(?:\b(?:Tel|Fax|Address|Room)|电话|传真|邮编|地址)\W", regex.IGNORECASE)


def is_noise(frame: Frame, figure: Figure) -> bool:
    """Whether a figure is part of a name or an address: “六个一”, 第九届, a telephone number."""
    if figure.amount == 0:
        return True
    if figure.unit != "projects" and frame.words.has("noise", frame.body):
        return True
    before = frame.before(figure.start)
    if _PHONE.search(frame.body):
        return True
    if frame.words.ends("ignored", before) or frame.words.classes["ignored_behind"].match(frame.text, figure.end):
        return True
    return _QUOTED.search(before) is not None and _CLOSED.search(frame.text[figure.end : figure.end + 18]) is not None


def is_company(frame: Frame, reading: Reading, has_group: bool, carried: bool) -> bool:
    """Whether the figure is one company's: its sales, its exports, its staff."""
    if reading.cue.indicator.id not in _OF_A_COMPANY or has_group:
        return False
    before = frame.before(reading.figure.start)
    if frame.words.has("plural_company", before):
        return False
    return carried or frame.words.has("company", before)


def is_project(frame: Frame, reading: Reading, has_group: bool, carried: bool) -> bool:
    """Whether the figure is one project's own: its investment, its output, its jobs."""
    indicator = reading.cue.indicator
    if reading.is_change:
        return False
    alone = carried and not _counts_projects(frame, reading.figure) and not _speaks_of_place(frame)
    if alone and indicator.family == "fixed_asset_investment":
        return True
    if has_group:
        return False
    if indicator.group:
        return True
    if indicator.id not in _OF_A_PROJECT:
        return False
    if indicator.id == "jobs" and frame.words.lang == "en":
        return _place.topic(frame) is None and not frame.words.has("plural_company", frame.body)
    return frame.words.has("single_project", frame.body) or _is_expected(frame, reading)


def _speaks_of_place(frame: Frame) -> bool:
    told = bool(frame.places) or frame.words.has("plural_company", frame.body)
    return told or frame.words.has("target_of", frame.body)


def _is_expected(frame: Frame, reading: Reading) -> bool:
    """Whether the figure is what something yields once it runs (达产后年产值): a project's unless grouped."""
    if frame.words.lang == "zh":
        return regex.search(r"(?:达产|投产|建成|投用|投运|竣工|(?<!全)年(?:产值|税收|纳税))", frame.body) is not None
    return (
        regex.search(
            r"\b(?:once|after|when|upon)\s(?:\w+\s){0,4}(?:complet\w+|operation\w*|production|capacity)", frame.body
        )
        is not None
    )


def has_group(frame: Frame, figure: Figure, carried: bool) -> bool:
    """Whether the sentence, or the one it goes on from, counts several projects."""
    if _ATTRIBUTE.match(frame.text, figure.end) and not _COUNTED.search(frame.before(figure.start)[-16:]):
        return False
    if _counts_projects(frame, figure):
        return True
    body = frame.body
    if frame.words.has("single_project", body):
        return False
    return carried or frame.words.has("group", body)


def _counts_projects(frame: Frame, figure: Figure) -> bool:
    """Whether the sentence itself counts two projects or more, or before the figure as many firms."""
    counted = [f for f in frame.figures if f.sort == "count" and f.amount >= 2 and f is not figure]
    return any(f.unit == "projects" or (f.unit == "enterprises" and f.end <= figure.start) for f in counted)
