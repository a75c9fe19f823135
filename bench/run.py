"""`make bench`: our speed beside what a user would wire together instead, as ratios of one run on one machine.

Machines are noisy, so both sides take turns over the same articles and only CPU time counts; quote the ratios.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from importlib.util import find_spec
from io import StringIO

from articles import page, texts

ROUNDS = 3
_MONEY = r"(?:总投资|投资)[^。，]{0,6}?\d+(?:\.\d+)?[亿万]元"


def ours_text(items: Iterable[tuple[str, str]]) -> int:
    """Text to projects and metrics, as shipped."""
    from leadseam import leads, read
    from leadseam.resources import load

    resources = load()
    return sum(
        len(leads.extract(read.text(text, id=str(n), title=title), resources, with_mentions=False).projects)
        for n, (title, text) in enumerate(items)
    )


def ours_html(items: Iterable[tuple[str, str]]) -> int:
    """Page to projects and metrics, as shipped."""
    from leadseam import leads, read
    from leadseam.resources import load

    resources = load()
    return sum(
        len(leads.extract(read.page(page(*item), id=str(n)), resources, with_mentions=False).projects)
        for n, item in enumerate(items)
    )


def theirs_text(items: Iterable[tuple[str, str]]) -> int:
    """jieba's tagger for names, a regular expression for money, dateparser's search for dates."""
    import re

    import dateparser.search
    import jieba.posseg

    found = 0
    for _, text in items:
        names = [word for word, flag in jieba.posseg.cut(text) if flag in {"nt", "nz", "ns"}]
        amounts = re.findall(_MONEY, text)
        dates = dateparser.search.search_dates(text[:400], languages=["zh"])
        found += bool(names and amounts and dates)
    return found


def theirs_html(items: Iterable[tuple[str, str]]) -> int:
    """The same behind trafilatura."""
    import trafilatura

    pages = ((item[0], trafilatura.extract(page(*item).decode()) or "") for item in items)
    return theirs_text(pages)


def ours_values(items: Iterable[tuple[str, str]]) -> int:
    """Every money, date, place, quantity and percentage of a text."""
    from leadseam import values
    from leadseam.resources import load

    return sum(len(values.find(text, load(), lang="zh")) for _, text in items)


def theirs_values(items: Iterable[tuple[str, str]]) -> int:
    """JioNLP's money and time alone; its places would take a minute to load."""
    with redirect_stdout(StringIO()):
        import jionlp

    return sum(len(jionlp.ner.extract_money(text)) + len(jionlp.ner.extract_time(text)) for _, text in items)


def seconds(work: Callable[[Iterable[tuple[str, str]]], int], items: list[tuple[str, str]]) -> float:
    """CPU seconds an article."""
    start = time.process_time()
    work(items)
    return (time.process_time() - start) / len(items)


def compare(name: str, ours: Callable[..., int], theirs: Callable[..., int]) -> dict[str, float | str]:
    """Both sides in turn on the same articles; the best round of each counts."""
    many, few = list(texts(300)), list(texts(20))
    for work in (ours, theirs):
        work(few[:2])
    pairs = [(seconds(ours, many), seconds(theirs, few)) for _ in range(ROUNDS)]
    mine, other = min(a for a, _ in pairs), min(b for _, b in pairs)
    return {
        "what": name,
        "ours_per_second": round(1 / mine),
        "theirs_per_second": round(1 / other),
        "ratio": round(other / mine, 1),
    }


def main() -> int:
    """Print the table on stderr and the figures as JSON on stdout."""
    missing = [name for name in ("jieba", "jionlp", "trafilatura") if find_spec(name) is None]
    if missing:
        print(f"bench: the yardsticks need {', '.join(missing)}; run it as make bench", file=sys.stderr)
        return 1
    rows = [
        compare("values", ours_values, theirs_values),
        compare("text to leads", ours_text, theirs_text),
        compare("page to leads", ours_html, theirs_html),
    ]
    for row in rows:
        words = "{what}: {ours_per_second} articles a CPU-second, {theirs_per_second} by the yardstick, ratio {ratio}"
        print(words.format(**row), file=sys.stderr)
    print(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
