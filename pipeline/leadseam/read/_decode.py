"""Bytes to text: the bytes decide the charset, labels only break ties, and what cannot be text is refused."""

import codecs
import unicodedata

import regex

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# gb2312 and gbk label pages that hold characters of the larger set; gb18030 reads all three.
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030"}
_CJK = {"gb18030", "big5", "big5-hkscs", "hz", "euc-jp", "shift_jis", "euc-kr"}
_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
)
_PROBE = 65_536
# Line ends of every kind become \n; other control characters a blank; characters without width vanish.
_TABLE: dict[int, str | None] = {code: " " for code in (*range(0x20), *range(0x7F, 0xA1)) if code not in (9, 10)}
_TABLE |= dict.fromkeys((0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "\n")
_TABLE |= dict.fromkeys((0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF), None)
_TABLE |= dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
_ODD = regex.compile(
    r"[^\t\n\x20-\x7e\xa1-\xac\xae-\u200a\u2010-\u2027\u202a-\u205f\u2061-\ud7ff\ue000-\ufefe\uff00-\uffff\U00010000-\U0010ffff]"
)


def decode(raw: bytes, label: str | None = None) -> str:
    """The text of some bytes; never raises.

    >>> decode("集中签约仪式".encode("gb18030"), "utf-8")
    '集中签约仪式'
    """
    name = charset(raw, label)
    text = raw.decode(name, "replace")
    return text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def charset(raw: bytes, label: str | None = None) -> str:
    """The charset that the bytes themselves speak for; `label` (header or meta tag) counts only where they are mute."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name
    if wide := _without_mark(raw[:_PROBE]):
        return wide
    if _is_utf8(raw):
        return "utf-8"
    return _detected(raw[:_PROBE], _known(label))


def clean(text: str) -> str:
    """The text without control characters, lone surrogates and characters of no width, in composed form (NFC).

    >>> clean("a\\x00b\\ud800\\r\\nc\\u200bd")
    'a b\ufffd\\ncd'
    """
    if _ODD.search(text):
        text = text.replace("\r\n", "\n").translate(_TABLE)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def refusal(raw: bytes) -> str | None:
    """Why these bytes are no text, in plain words, or None."""
    if not raw.strip():
        return "is empty"
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            return f"is {name}, not text"
    probe = raw[:_PROBE]
    if any(probe.startswith(mark) for mark, _ in _BOMS) or _without_mark(probe):
        return None
    control = sum(probe.count(byte) for byte in (*range(9), *range(14, 27), 28, 29, 30, 31))
    return "is binary, not text" if control * 20 > len(probe) else None


def _without_mark(probe: bytes) -> str | None:
    """UTF-16 without its mark: zero bytes stand in one half of the pairs alone."""
    pairs = len(probe) // 2
    even, odd = probe[0::2].count(0), probe[1::2].count(0)
    if odd * 50 > pairs and not even:
        return "utf-16-le"
    if even * 50 > pairs and not odd:
        return "utf-16-be"
    return None


def _is_utf8(raw: bytes) -> bool:
    """Whether this is UTF-8, a cut end and a stray bad byte forgiven."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
        wide = sum(1 for char in text[:_PROBE] if char > "\x7f")
        bad = text[:_PROBE].count("\N{REPLACEMENT CHARACTER}")
        return bad * 10 < wide
    return True


def _known(label: str | None) -> str | None:
    name = (label or "").strip().strip("\"'").lower()
    try:
        return _LARGER.get(name, name) if name and codecs.lookup(name) else None
    except (LookupError, ValueError):
        return None


def _detected(probe: bytes, label: str | None) -> str:
    from resiliparse.parse.encoding import detect_encoding

    found = str(detect_encoding(probe) or "")
    found = _known(found) or "gb18030"
    if found in _CJK:
        return found
    # The detector falls back to a western charset on short Chinese texts.
    candidates = [name for name in (label, "gb18030") if name in _CJK]
    return next((name for name in candidates if _reads_as_chinese(probe, name)), found)


def _reads_as_chinese(probe: bytes, name: str) -> bool:
    text = codecs.getincrementaldecoder(name)("replace").decode(probe)
    wide = [char for char in text if char > "\x7f"]
    common = sum(1 for char in wide if "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or char > "\uff00")
    return bool(wide) and common * 10 >= len(wide) * 9 and "\N{REPLACEMENT CHARACTER}" not in text
