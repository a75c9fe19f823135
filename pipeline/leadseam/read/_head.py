"""The head of a text: title, date line, source, author, before the first paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import regex

from leadseam.read._dates import Stamp, find, is_possible

_SCAN = 10
_PARAGRAPH = 150
_TITLE = 160
_FINAL_STOP = regex.compile(r"[。.；;：:，,…、][”’\"')）】]{0,2}$")
LABEL_DATE = regex.compile(
    r"(?:发布|發佈|發布|发稿|更新|发表|公布|成文|生成|录入|刊发|印发|创建)?(?:时间|日期|時間)\s?[:：]"
    r"|\b(?:published|posted|updated|released?|(?:publish(?:ing)?|release) (?:time|date)|date)\b\s?(?:on\b)?[:：]?",
    regex.I,
)
# A value ends at two blanks, a bar, or the next label.
_NEXT = (
    r"(?=\s{2,}|\.(?:\s|$)|[|｜/【】\[\]<>()（）]|\s+\S{1,8}[:：]|\s\d{4}|$"
    r"|\s+(?:editor|time|date|author|source|reporter|click|views?)\b)"
)
_SOURCE = regex.compile(
    r"(?:信息来源|文章来源|稿件来源|新闻来源|内容来源|消息来源|来源|來源|来自|稿源|文章出处|出处|发布机构|供稿单位)\s?[:：]\s?"
    rf"(?P<value>[^\s|｜:：][^|｜:：\n]{{0,60}}?){_NEXT}"
    rf"|\bsource\s?[:：]\s?(?P<value>[^\s|｜:：][^|｜:：\n]{{0,80}}?){_NEXT}",
    regex.I,
)
_AUTHOR = regex.compile(
    r"(?:作者|记者|記者|文字|撰稿|撰文|通讯员)\s?[:：]\s?"
    rf"(?P<value>[^\s|｜:：][^|｜:：\n]{{0,40}}?){_NEXT}"
    rf"|\b(?:reporter|author|correspondent|written by)\s?[:：]\s?(?P<value>[^\s|｜:：][^|｜:：.\n]{{0,60}}?){_NEXT}"
    r"|[（(](?:本报|本台|本网)?(?:全媒体|首席|见习)?记者\s?(?P<value>[\u4e00-\u9fff·]{2,4}(?:[\s、][\u4e00-\u9fff·]{2,4}){0,3})[^)）]{0,30}[)）]"
    r"|\breporters?\s(?P<value>[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2})\)",
    regex.I,
)
_WEEKDAY = regex.compile(r"^\W{0,3}(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", regex.I)
# Buttons that stand without a blank behind a value; values that name nobody.
_BUTTON = regex.compile(r"(?:举报|调整字体|字号|我要评论|参与互动|分享|打印|收藏|关注)+$")
_NOBODY = regex.compile(
    r"未知|网络|互联网|网络整理|不详|佚名|转载|其他|无|unknown|internet|n/?a|null|none|admin(?:istrator)?", regex.I
)
# What may stand on a date line beside date, source and author.
_FILLER = regex.compile(
    r"(?:by|posted|published|updated|on|at|in|admin|administrator|comments?|views?|no|hits?|clicks?|read|time|date"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|阅读|浏览|点击|次数?|人次|量|字体|字号|大|中|小|打印|分享|收藏|关闭"
    r"|星期.|周.|发布|更新|时间|日期|视力保护色|默认|\d{1,7}|beijing time|北京时间|[\s\W_])*",
    regex.I,
)
_OUTLET = regex.compile(
    r"(?:[\u4e00-\u9fff]{2,16}"
    r"(?:日报|晚报|早报|时报|商报|报|网|新闻|发布|电视台|电台|融媒体中心|融媒体|社|客户端|在线|局|委|政府|办公室|中心)"
    r"|[A-Z][A-Za-z' ]{2,40}(?:Daily|Times|News|Post|Xinhua|Net|Online|Agency|Journal|Herald))"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines tell; `lines` are the text without date lines and doubled titles."""

    lines: tuple[str, ...]
    title: str | None = None
    stamp: Stamp | None = None
    source: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A date line taken apart."""

    stamp: Stamp | None
    source: str | None = None
    author: str | None = None
    weekday: bool = False
    labeled: bool = False


@dataclass(slots=True)
class _Seen:
    body: list[str] = field(default_factory=list)
    dates: list[Line] = field(default_factory=list)


def read(lines: Sequence[str], title: str | None = None, latest: date | None = None) -> Head:
    """The head of a text that is given line by line; a single line is body and nothing else.

    >>> head = read(["Park lands twelve projects", "2022-05-31 0 By", "The park signed contracts on Monday."])
    >>> head.title, head.stamp.day.isoformat(), len(head.lines)
    ('Park lands twelve projects', '2022-05-31', 2)
    """
    if len(lines) < 2:
        return _with_credits(Head(tuple(lines), title))
    start = _body_start(lines)
    seen = _Seen()
    for line in lines[:start]:
        part = dateline(line, latest)
        if part:
            seen.dates.append(part)
        elif line not in seen.body:
            seen.body.append(line)
    found = title or _title(seen.body, lines[start:] if start else ())
    best = _best(seen.dates)
    head = Head((*seen.body, *lines[start:]), found, best.stamp, *_credits(seen.dates))
    return _with_credits(head)


def dateline(line: str, latest: date | None = None) -> Line | None:
    """A line that holds date, source, author and counters only, taken apart; None for any other line.

    >>> dateline("发布时间：2023-05-06 来源：示例日报 浏览次数：12").source
    '示例日报'
    >>> dateline("2023年5月6日，示例市签约12个项目") is None
    True
    """
    if len(line) > 200:
        return None
    found = find(line)
    if found and not is_possible(found.stamp.day, latest):
        return None
    source, author = first_value(_SOURCE, line), first_value(_AUTHOR, line)
    if not found and not source and not author:
        return None
    rest = line[: found.start] + " " + line[found.end :] if found else line
    labeled = bool(LABEL_DATE.search(rest))
    for pattern in (_SOURCE, _AUTHOR, LABEL_DATE):
        rest = pattern.sub(" ", rest)
    if found and not source and (outlet := _OUTLET.search(rest)):
        source, rest = outlet[0].strip(), rest[: outlet.start()] + " " + rest[outlet.end() :]
    if not _FILLER.fullmatch(rest):
        return None
    return Line(found.stamp if found else None, source, author, bool(_WEEKDAY.match(line)), labeled)


def source_in(line: str) -> str | None:
    """The value of a labeled source in a line."""
    return first_value(_SOURCE, line)


def author_in(line: str) -> str | None:
    """The value of a labeled author or reporter in a line."""
    return first_value(_AUTHOR, line)


def first_value(pattern: "regex.Pattern[str]", line: str) -> str | None:
    """The first value a label pattern finds, cleaned of quotes and dashes."""
    match = pattern.search(line)
    if not match:
        return None
    value = _BUTTON.sub("", match["value"].strip()).strip(" \t\u3000-—,，;；。“”\"'《》")
    return None if not value or _NOBODY.fullmatch(value) else value


def is_nobody(name: str) -> bool:
    """Whether a source or author is only a way to say that there is none."""
    return bool(_NOBODY.fullmatch(name.strip()))


def _body_start(lines: Sequence[str]) -> int:
    """Where the first paragraph stands: behind the last date line of the head, or behind the title."""
    last = 0
    for index, line in enumerate(lines[:_SCAN]):
        if len(line) > _PARAGRAPH and not dateline(line):
            break
        if dateline(line):
            last = index + 1
    return last or (1 if len(lines) > 1 and _may_be_title(lines[0]) else 0)


def _may_be_title(line: str) -> bool:
    return 4 <= len(line) <= _TITLE and not _FINAL_STOP.search(line)


def _title(head: Sequence[str], rest: Sequence[str]) -> str | None:
    """The first line of the head that looks like one; behind a bare date the line above a longer one."""
    if not head and len(rest) > 1 and _may_be_title(rest[0]) and len(rest[0]) < len(rest[1]):
        return rest[0]
    return next((line for line in head if _may_be_title(line)), None) if rest else None


def _best(dates: Sequence[Line]) -> Line:
    """The article's own stamp: a labeled one, then one without a weekday (a blog's day header), then any."""
    dated = [line for line in dates if line.stamp]
    ranked = sorted(dated, key=lambda line: (not line.labeled, line.weekday))
    return ranked[0] if ranked else Line(None)


def _credits(dates: Sequence[Line]) -> tuple[str | None, str | None]:
    source = next((line.source for line in dates if line.source), None)
    return source, next((line.author for line in dates if line.author), None)


def _with_credits(head: Head) -> Head:
    """Source and author that stand behind the last paragraph."""
    tail = [line[-200:] for line in head.lines[-3:]]
    source = head.source or next((value for line in tail if (value := source_in(line))), None)
    author = head.author or next((value for line in tail if (value := author_in(line))), None)
    return replace(head, source=source, author=author)
