"""Characters a CPU-second through the values stage: each kind alone, all together, both languages, short and long.

Run it with `make bench`, or alone: `python bench/values.py`. The texts are those of the written corpus, denser in
values than most news, and the generated articles of `articles.py`, of which a third tell of a project. Machines are
noisy: every figure is the best of several rounds of CPU time.
"""

import json
import subprocess
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
_SENTENCES = {
    "zh": "2023年5月，总投资20亿元的项目落户合肥。",
    "en": "In May 2023 it invested $20 million in Hefei.",
}
# What a fresh process runs: everything is imported, read and compiled by what the texts need.
_FIRST = """
import resource, time
from leadseam import values
from leadseam.resources import load
for lang, text in {texts!r}.items():
    values.find(text, load(), lang=lang)
print(time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
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


def first_use(langs: tuple[str, ...], item: str) -> tuple[float, int]:
    """CPU seconds and megabytes of a fresh process, from its start to the values of one text of each language."""
    code = _FIRST.format(texts={lang: _SENTENCES[lang] if item == "sentence" else gold(lang)[0] for lang in langs})
    answers = [subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout for _ in range(3)]
    seconds, peak = zip(*(map(float, answer.split()) for answer in answers), strict=True)
    return round(min(seconds), 2), int(max(peak)) // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def loading() -> dict[str, float]:
    """What the first use costs: of one language, of the other and of both, for a sentence and for an article."""
    figures: dict[str, float] = {}
    for item in ("sentence", "article"):
        for langs in (("zh",), ("en",), ("zh", "en")):
            seconds, megabytes = first_use(langs, item)
            figures[f"{item} {' and '.join(langs)}"] = seconds
            line = f"values: first {item}, {' and '.join(langs)}: {seconds} CPU seconds from the start, {megabytes} MB"
            print(line, file=sys.stderr)
            figures["megabytes"] = megabytes
    return figures


def main() -> int:
    """Print the table on stderr and the figures as JSON on stdout."""
    figures: dict[str, object] = {"first use": loading()}
    resources = load()
    for name, lang, items in suites():
        row = {kind: speed(work, items) for kind, work in kinds(lang, resources).items()}
        figures[name] = row
        shown = ", ".join(f"{kind} {rate}" for kind, rate in row.items())
        print(f"values, {name}: thousand characters a CPU-second: {shown}", file=sys.stderr)
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
