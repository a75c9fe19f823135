"""Values of any text at all: never an error, spans inside the text, the text as written, the same answer twice."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadseam.resources import load
from leadseam.schema import DateRange, Lang, Money, Percent, Quantity
from leadseam.values import find, numbers

WORDS = (
    *(
        "billion",
        " million",
        " yuan",
        "RMB",
        "US$",
        "总投资",
        "超过",
        "约",
        "以上",
        "级",
        "今年",
        "截至",
        "以来",
        "项目",
    ),
    *("last year",),
    *("January", "13th Five-Year Plan", "(2011-2015)", "more than ", " to ", " and ", "\n", " ", "\ud800"),
    *("\x00", "二〇二三年"),
)
PIECES = st.sampled_from([*"0123456789.,-—%$¥年月日号亿万千百十几余多个家元至、（）()第上下半季度", *WORDS])
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)
DATE_PIECES = st.sampled_from(
    [
        *"年月日号天周上下本前后头至到-、和一二三五八九十廿零123/.闰元末底起止从近几多半个来季春入第次,。()",
        *("季度", "去年", "今年", "明年", "十二", "12", "31", "99", "2024"),
        *("1998", "20", "农历", "正月", "初八", "甲辰年", "康熙", "民国", "春节"),
        *("五一", "十一", "期间", "前夕", "冬至", "财年", "q1", "h2", "世纪"),
        *("年代", "初期", "中旬", "同期", "上年", "以来", "截至", "未来", "周一"),
        *("最后", "当月", "十四五", "公元", "个月"),
    ]
)
DATES = st.lists(DATE_PIECES, max_size=14).map("".join)
LANGS: st.SearchStrategy[Lang] = st.sampled_from(("zh", "en"))


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGS, st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_any_text_gives_sound_values(text: str, lang: Lang, published: date | None) -> None:
    found = find(text, load(), lang=lang, published=published)
    assert found == find(text, load(), lang=lang, published=published)
    for value, following in pairwise(found):
        assert value.end <= following.start
    for value in found:
        assert value.text == text[value.start : value.end] != ""
        if isinstance(value, Money | Quantity | Percent) and value.lo is not None and value.hi is not None:
            assert value.lo <= value.hi


@settings(max_examples=200, deadline=None)
@given(TEXTS, LANGS)
def test_any_text_gives_sound_numbers(text: str, lang: Lang) -> None:
    found = numbers(text, load(), lang=lang)
    assert found == numbers(text, load(), lang=lang)
    for one, two in pairwise(found):
        assert one.end <= two.start
    for number in found:
        assert number.text == text[number.start : number.end] != ""
        if number.lo is not None and number.hi is not None:
            assert number.lo <= number.hi


HAN = "零一二三四五六七八九"


def _written(number: int) -> str:
    """A number below a hundred million as Chinese writes it, straight from the rule of tens."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return f"{_written(number // 10_000)}万{gap}{_written(rest) if rest else ''}"
    words, is_gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        words += ("零" if is_gap and words and digit else "") + (HAN[digit] + unit if digit else "")
        is_gap = not digit
    return words


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 99_999_999))
def test_a_number_in_words_reads_as_in_figures(number: int) -> None:
    (value,) = numbers(f"{_written(number)}。", load(), lang="zh")
    assert value.lo == number


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9_999), st.sampled_from(["元", "美元", "港元"]))
def test_scaling_the_unit_scales_the_amount(number: int, currency: str) -> None:
    texts = [f"合同额{number}{scale}{currency}" for scale in ("", "万", "亿")]
    amounts = [value for text in texts for value in find(text, load(), lang="zh") if isinstance(value, Money)]
    assert [amount.lo for amount in amounts] == [number, number * 10**4, number * 10**8]


WIDE = {ord(narrow): chr(ord(narrow) + 0xFEE0) for narrow in "0123456789.%"}
TRADITIONAL = str.maketrans("亿万总资约过项目", "億萬總資約過項目")
TELLING = st.sampled_from(["总投资约{}.5亿元", "超过{}万元", "占比{}%", "今年{}月签约", "占地{}亩", "项目{}个"])


@settings(max_examples=60, deadline=None)
@given(TELLING, st.integers(1, 12))
def test_width_and_script_do_not_matter(form: str, number: int) -> None:
    text = form.format(number)
    plain = _bare(text)
    assert plain
    assert _bare(text.translate(WIDE)) == plain
    assert _bare(text.translate(TRADITIONAL)) == plain


def _bare(text: str) -> list[object]:
    """The values without their words."""
    return [replace(value, text="") for value in find(text, load(), lang="zh", published=date(2024, 6, 18))]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 9_999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_an_amount_reads_as_written(number: int, scale: tuple[str, int]) -> None:
    (value,) = find(f"总投资{number}{scale[0]}元", load(), lang="zh")
    assert isinstance(value, Money)
    assert value.lo == value.hi == number * scale[1]


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_a_full_date_reads_as_written(day: date) -> None:
    (value,) = find(f"{day.year}年{day.month}月{day.day}日签约", load(), lang="zh")
    assert (value.from_, value.to) == (day, day)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "text", ["9" * 10_000, "亿" * 10_000, "1," * 5_000, "一" * 10_000, "1-" * 5_000, "十三五" * 3_000]
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_long_runs_take_linear_time(text: str, lang: Lang) -> None:
    assert len(find(text, load(), lang=lang)) <= len(text)
    assert len(numbers(text, load(), lang=lang)) <= len(text)


# Whatever takes the square of a length takes minutes here, and all else a few seconds.
HOSTILE = (
    "9",
    "总投资建设项目",
    "一",
    "\ud8005月1日",
    "\u200f5亿元\u202e",
    "\x00\x1f3%",
    "http://a.b/5 ",
    "$5 million, ",
)


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_of_any_length_is_read(unit: str, lang: Lang) -> None:
    text = unit * (50_000 // len(unit))
    found = (*find(text, load(), lang=lang), *numbers(text, load(), lang=lang))
    assert all(value.text == text[value.start : value.end] for value in found)


@settings(max_examples=300, deadline=None)
@given(DATES, st.sampled_from((None, date(1950, 1, 1), date(2024, 2, 29))))
def test_chinese_dates_end_after_they_start(text: str, published: date | None) -> None:
    for value in find(text, load(), lang="zh", published=published):
        if isinstance(value, DateRange) and value.from_ and value.to:
            assert value.from_ <= value.to
