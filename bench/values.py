"""Characters a CPU-second through the values stage: each kind alone, all together, both languages, short and long.

Run it with `make bench`, or alone: `python bench/values.py`. The texts are those of the written corpus, denser in
values than most news, and the generated articles of `articles.py`, of which a third tell of a project. Machines are
noisy: every figure is the best of several rounds of CPU time.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from articles import texts

from leadseam import values
from leadseam.resources import Resources, load
from leadseam.schema import Lang
from leadseam.values import dates, place
from leadseam.values._grammar import grammar
from leadseam.values._text import shadow

ROOT = Path(__file__).parents[1]
ROUNDS = 8
LONG = 5000
Work = Callable[[str], object]


def gold(*langs: str) -> list[str]:
    """The texts of the written corpus that may be looked at."""
    paths = (path for lang in langs for path in sorted((ROOT / f"corpus/gold/{lang}").glob("*dev.jsonl")))
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line)["text"] for line in lines]


def joined(short: list[str], length: int = LONG) -> list[str]:
    """The same texts as documents of `length` characters and more."""
    long = [""]
    for text in short:
        if len(long[-1]) >= length:
            long.append("")
        long[-1] += text + "\n"
    return long


def suites() -> Iterator[tuple[str, Lang, list[str]]]:
    """Name, language and texts of everything that is timed."""
    for name, lang, short in (
        ("news zh", "zh", [text for _, text in texts(120)]),
        ("gold zh", "zh", gold("zh")),
        ("gold en", "en", gold("en", "mt")),
    ):
        yield name, lang, short
        yield f"{name}, long", lang, joined(short)


def kinds(lang: Lang, resources: Resources) -> dict[str, Work]:
    """What is timed of a text: its kinds one by one, then all of them."""
    rules = grammar(lang, resources)
    return {
        "shadow": lambda text: shadow(text, resources),
        "dates": lambda text: dates.find(
            text, shadow(text, resources), grammar=rules, published=None, resources=resources
        ),
        "places": lambda text: place.find(text, resources, lang=lang),
        "amounts": lambda text: values._counted(shadow(text, resources), [], grammar=rules, home=None),
        "numbers": lambda text: values.numbers(text, resources, lang=lang),
        "all": lambda text: values.find(text, resources, lang=lang),
    }


def speed(work: Work, items: list[str]) -> int:
    """Thousands of characters a CPU-second, the best of several rounds."""
    for text in items[:3]:
        work(text)
    return round(sum(map(len, items)) / min(_seconds(work, items) for _ in range(ROUNDS)) / 1000)


def _seconds(work: Work, items: list[str]) -> float:
    start = time.process_time()
    for text in items:
        work(text)
    return time.process_time() - start


def _megabytes() -> int:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> int:
    """Print the table on stderr and the figures as JSON on stdout."""
    start = time.process_time()
    resources = load()
    for lang in ("zh", "en"):
        values.find("1", resources, lang=lang)
    figures: dict[str, object] = {"load_seconds": round(time.process_time() - start, 2), "load_megabytes": _megabytes()}
    words = "values: tables of both languages loaded in {load_seconds} CPU seconds, {load_megabytes} MB in memory"
    print(words.format(**figures), file=sys.stderr)
    for name, lang, items in suites():
        row = {kind: speed(work, items) for kind, work in kinds(lang, resources).items()}
        figures[name] = row
        shown = ", ".join(f"{kind} {rate}" for kind, rate in row.items())
        print(f"values, {name}: thousand characters a CPU-second: {shown}", file=sys.stderr)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
