"""The units of a text that taggers label, and what is known of each: characters in Chinese, words in English.

A unit's features are short strings, `<template>=<value>`; the same function serves training and use.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import regex
import rjieba

from leadseam.events import _triggers
from leadseam.resources import Resources
from leadseam.schema import Analysis, Lang, Money, Span

_PAD = ("<>",) * 3
_WORD = regex.compile(r"\p{L}[\p{L}\d]*(?:[’'\-&.]\p{L}[\p{L}\d]*)*|\d+(?:[.,]\d+)*|\S")
_ZH_TAIL = regex.compile(
    r"(?P<c>有限公司|股份|集团|公司|控股|科技|材料|新材|能源|电子|智能|生物|医药|药业|化工|实业|机械|装备|重工|食品|物流|资本|投资|基金|银行"
    r"|半导体|光电|汽车|环保|农业|光伏|储能|电气|精密|制造|建设|合作社)"
    r"|(?P<p>项目|工程|基地|产业园|工厂|[一二三四五]期|中心|生产线|综合体|园区|总部|车间|电站|厂)"
)
_EN_TAIL = regex.compile(
    r"(?i)(?P<c>co|ltd|limited|inc|corp|corporation|group|holdings?|llc|plc|gmbh|ag|company|technology|technologies|energy|materials?|chemicals?"
    r"|pharma\w*|electronics|semiconductors?|industr(?:y|ies)|systems|foods?|motors?|partners|capital|bank|fund|logistics)"
    r"|(?P<p>projects?|plants?|factory|factories|base|park|phase|facility|mill|centre|center|campus|works|hub|terminal|complex|line|gigafactory|headquarters)"
)
# Half a character, which the packages that cut and label text refuse.
_HALF = regex.compile(r"[\ud800-\udfff]")
_KINDS = {"company": "c", "project": "p", "park": "k", "government": "g", "person": "h"}


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one stretch of text, as spans of it, and the features of each."""

    spans: list[tuple[int, int]]
    features: list[list[str]]


@dataclass(frozen=True, slots=True)
class Layers:
    """What values, mentions and stage words say of a document, character by character."""

    text: str
    lang: Lang
    rule: list[str]
    value: list[str]
    role: list[str]
    step: list[str]
    counts: Counter[str]
    common: frozenset[str]


def layers(analysis: Analysis, resources: Resources) -> Layers:
    """The layers of an analyzed document."""
    text, lang = analysis.document.text, analysis.document.lang or "zh"
    size = len(text)
    rule, value, role, step = ["O"] * size, ["O"] * size, [""] * size, [""] * size
    for one in sorted(analysis.mentions, key=lambda m: (m.start - m.end, m.start)):
        if one.kind in _KINDS and rule[one.start] == "O" and rule[one.end - 1] == "O":
            _write(rule, one.start, one.end, _KINDS[one.kind])
    for found in analysis.values:
        _write(value, found.start, found.end, found.kind[:2] + ("n" if "in_name" in found.flags else ""))
        if isinstance(found, Money):
            role[found.start : found.end] = [found.role[:6]] * (found.end - found.start)
    words = _triggers.lexicon(resources, lang)
    for sentence in analysis.sentences:
        for trigger in _triggers.find(text, sentence, words):
            label = trigger.stage[:4] + "?" * trigger.planned + "w" * trigger.weak
            _write(step, trigger.start, trigger.end, label)
    text = _HALF.sub("\ufffd", text)
    pieces = (text[i : i + 2] for i in range(size - 1)) if lang == "zh" else (m.group() for m in _WORD.finditer(text))
    return Layers(text, lang, rule, value, role, step, Counter(pieces), _common(resources, lang))


def units(layer: Layers, stretch: Span) -> Units:
    """The units of a stretch of a document."""
    return _zh(layer, stretch) if layer.lang == "zh" else _en(layer, stretch)


@lru_cache(maxsize=4)
def _common(resources: Resources, lang: Lang) -> frozenset[str]:
    return frozenset(resources.lines(f"lexicons/{lang}/common_words.txt"))


def _write(cells: list[str], start: int, end: int, label: str) -> None:
    cells[start:end] = ["B" + label, *["I" + label] * (end - start - 1)]


def _zh(layers: Layers, stretch: Span) -> Units:
    text, first = layers.text[stretch.start : stretch.end], stretch.start
    size = len(text)
    words, tags, places, known = [""] * size, [""] * size, [""] * size, [""] * size
    at = 0
    for word, tag in rjieba.tag(text):
        last = len(word) - 1
        mark = "k" if last == 0 or word in layers.common else "u"
        for k in range(last + 1):
            words[at + k], tags[at + k], known[at + k] = word, tag, mark
            places[at + k] = "S" if last == 0 else "B" if k == 0 else "E" if k == last else "M"
        at += last + 1
    tail = [""] * size
    for match in _ZH_TAIL.finditer(text):
        tail[match.start() : match.end()] = [match.lastgroup or ""] * (match.end() - match.start())
    near = _distances(text, tail)
    c = [*_PAD, *text, *_PAD]
    kinds = [*_PAD, *map(_kind, text), *_PAD]
    cut = [*_PAD, *(p + t for p, t in zip(places, tags, strict=True)), *_PAD]
    tag_ = [*_PAD, *tags, *_PAD]
    unk = [*_PAD, *known, *_PAD]
    rule = [*_PAD, *layers.rule[first : stretch.end], *_PAD]
    value = [*_PAD, *layers.value[first : stretch.end], *_PAD]
    step = [*_PAD, *layers.step[first : stretch.end], *_PAD]
    ends = [*_PAD, *tail, *_PAD]
    rows = []
    for j in range(size):
        i = j + 3
        count = min(layers.counts[c[i] + c[i + 1]], 4)
        rows.append(
            [
                "b",
                "0" + c[i],
                "1" + c[i - 1],
                "2" + c[i + 1],
                "3" + c[i - 2],
                "4" + c[i + 2],
                "5" + c[i - 3],
                "6" + c[i + 3],
                "7" + c[i - 1] + c[i],
                "8" + c[i] + c[i + 1],
                "9" + c[i - 2] + c[i - 1],
                "A" + c[i + 1] + c[i + 2],
                "B" + c[i - 1] + c[i + 1],
                "C" + c[i - 1] + c[i] + c[i + 1],
                "D" + c[i - 3] + c[i - 2] + c[i - 1],
                "E" + c[i + 1] + c[i + 2] + c[i + 3],
                "F" + kinds[i - 2] + kinds[i - 1] + kinds[i] + kinds[i + 1] + kinds[i + 2],
                "G" + cut[i],
                "H" + words[j],
                "I" + tag_[i - 1],
                "J" + tag_[i + 1],
                "K" + tag_[i - 1] + "/" + tag_[i] + "/" + tag_[i + 1],
                "L" + cut[i][0] + cut[i + 1][0],
                "M" + rule[i - 1] + rule[i] + rule[i + 1],
                "N" + rule[i],
                "P" + value[i],
                "Q" + value[i + 1],
                "R" + value[i - 1],
                "S" + ends[i] + "/" + ends[i + 1],
                "T" + step[i],
                "U" + step[i + 1],
                "V" + unk[i] + places[j],
                "W" + unk[i - 1] + unk[i] + unk[i + 1],
                "X" + near[j] + unk[i],
                "Y" + str(count) + unk[i],
                "Z" + layers.role[first + j],
            ]
        )
    return Units([(first + j, first + j + 1) for j in range(size)], rows)


def _distances(text: str, tail: list[str]) -> list[str]:
    """How far the next ending of a name is, up to nine characters, and its kind."""
    told = ["-"] * len(text)
    far, kind = 10, ""
    for i in range(len(text) - 1, -1, -1):
        if tail[i]:
            far, kind = 0, tail[i]
        elif text[i].isalnum():
            far += 1
        else:
            far = 10
        if far < 10:
            told[i] = kind + str(far)
    return told


def _kind(c: str) -> str:
    if "\u4e00" <= c <= "\u9fff":
        return "h"
    if c.isdigit():
        return "d"
    if c.isascii() and c.isalpha():
        return "A" if c.isupper() else "a"
    if c == "\n":
        return "n"
    if c.isspace():
        return "s"
    return c if c in '（）()“”「」『』、，。；：,"《》' else "p"


def _en(layers: Layers, stretch: Span) -> Units:
    spans = [m.span() for m in _WORD.finditer(layers.text, stretch.start, stretch.end)]
    words = [layers.text[s:e] for s, e in spans]
    low = [word.lower() for word in words]
    shapes = [_shape(word) for word in words]
    known = ["k" if w in layers.common or w.rstrip("s") in layers.common else "u" for w in low]
    ends = [m.lastgroup or "" if (m := _EN_TAIL.fullmatch(w)) else "" for w in words]
    begins = [
        "^" if k == 0 or words[k - 1] in ".!?:" or "\n" in layers.text[spans[k - 1][1] : spans[k][0]] else ""
        for k in range(len(words))
    ]
    w = [*_PAD, *low, *_PAD]
    s = [*_PAD, *shapes, *_PAD]
    n = [*_PAD, *known, *_PAD]
    t = [*_PAD, *ends, *_PAD]
    rule = [*_PAD, *(layers.rule[a] for a, _ in spans), *_PAD]
    value = [*_PAD, *(layers.value[a] for a, _ in spans), *_PAD]
    step = [*_PAD, *(layers.step[a] for a, _ in spans), *_PAD]
    rows = []
    for j, word in enumerate(words):
        i = j + 3
        rows.append(
            [
                "b",
                "0" + w[i],
                "1" + w[i - 1],
                "2" + w[i + 1],
                "3" + w[i - 2],
                "4" + w[i + 2],
                "5" + w[i - 3],
                "6" + w[i + 3],
                "7" + w[i - 1] + " " + w[i],
                "8" + w[i] + " " + w[i + 1],
                "9" + w[i - 2] + " " + w[i - 1],
                "A" + w[i + 1] + " " + w[i + 2],
                "B" + w[i - 1] + " " + w[i + 1],
                "C" + w[i][:3],
                "D" + w[i][-3:],
                "E" + s[i] + begins[j],
                "F" + s[i - 2] + s[i - 1] + s[i] + s[i + 1] + s[i + 2],
                "G" + s[i - 1] + s[i],
                "H" + s[i] + s[i + 1],
                "I" + s[i] + n[i] + begins[j],
                "J" + n[i - 1] + n[i] + n[i + 1] + s[i],
                "K" + t[i] + "/" + t[i + 1] + s[i],
                "L" + t[i + 1] + "/" + t[i + 2] + s[i],
                "M" + rule[i - 1] + rule[i] + rule[i + 1],
                "N" + rule[i],
                "P" + value[i],
                "Q" + value[i + 1],
                "R" + value[i - 1],
                "S" + value[i + 2],
                "T" + step[i],
                "U" + step[i + 1],
                "V" + step[i - 1],
                "W" + s[i] + w[i - 1],
                "X" + s[i] + w[i + 1],
                "Y" + str(min(layers.counts[word], 4)) + s[i] + n[i],
                "Z" + layers.role[spans[j][0]],
            ]
        )
    return Units(spans, rows)


def _shape(word: str) -> str:
    if word[0].isdigit():
        return "d"
    if not word[0].isalpha():
        return word[0]
    if word.isupper():
        return "A" if len(word) > 1 else "I"
    if word[0].isupper():
        return "C" if word[1:].islower() or len(word) == 1 else "M"
    return "a" if word.islower() else "m"
