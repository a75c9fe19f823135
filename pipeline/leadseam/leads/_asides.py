"""Boxes of other news in a text: headlines of articles that this one does not tell."""

import re
from functools import lru_cache

from leadseam.lang import simplified
from leadseam.resources import Resources
from leadseam.schema import Lang

_MARKS = r"[\s【\[（(《<>▶►▷■●◆★☆·•\-*#|]*"
# A headline is short and no sentence; with a bullet it may be longer.
_HEADLINE = {"zh": 45, "en": 110}
_LONGEST = 400  # a longer line is the article's, whatever it begins with
_BULLET = re.compile(r"\s*(?:[▶►▷■●◆★·•\-*>]|\d{1,2}[.、)])")
_SENTENCE = re.compile(r"[。.!！;；]\s*$")


def blanked(text: str, lang: Lang, resources: Resources) -> str:
    """The text with such boxes blanked out; every other character stays where it is.

    >>> from leadseam.resources import load
    >>> blanked("甲公司落户。\\n【相关链接】乙公司签约\\n", "zh", load())
    '甲公司落户。\\n           \\n'
    """
    label, plain = _label(lang, resources), simplified(text)
    if not label.search(plain):
        return text
    lines, inside = text.split("\n"), False
    for at, (line, seen) in enumerate(zip(lines, plain.split("\n"), strict=True)):
        begins = len(line) < _LONGEST and bool(label.match(seen))
        inside = begins or (inside and _is_headline(line, lang))
        if inside:
            lines[at] = " " * len(line)
    return "\n".join(lines)


def _is_headline(line: str, lang: Lang) -> bool:
    if not line.strip():
        return True
    limit = _HEADLINE[lang] * (2 if _BULLET.match(line) else 1)
    return len(line) <= limit and not _SENTENCE.search(line)


@lru_cache(maxsize=8)
def _label(lang: Lang, resources: Resources) -> re.Pattern[str]:
    words = "|".join(map(re.escape, resources.lines(f"lexicons/{lang}/asides.txt")))
    return re.compile(rf"(?im)^{_MARKS}(?:{words})(?:$|(?=[\s】\]）)》>:：|·•▶►,，…]))")
