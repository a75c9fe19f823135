"""What other libraries read in the rows of standard input; runs in an environment that holds them.

    python bench/peers/read.py jionlp < rows.jsonl > found.jsonl

A row is an annotated sentence with `text`, `lang`, `ref_date` and `kinds`. The answer is a list of values in a neutral
form: kind, start, end and lo/hi/currency, from/to, adcode. A row that a library fails on has no values.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

Row = dict[str, Any]
TODAY = "2024-06-18"  # for rows without a day of reference


def reference(row: Row) -> datetime:
    return datetime.fromisoformat((row.get("ref_date") or TODAY)[:10])


def money(start: int, end: int, value: Any, currency: str) -> Row:
    low, high = value if isinstance(value, list) else (value, value)
    return {"kind": "money", "start": start, "end": end, "lo": str(low), "hi": str(high), "currency": currency}


def date(start: int, end: int, first: str, last: str) -> Row:
    return {"kind": "date", "start": start, "end": end, "from": first[:10], "to": last[:10]}


def jionlp() -> Callable[[Row], Iterator[Row]]:
    with redirect_stdout(StringIO()):
        import jionlp as jio

    cases = {"元": "CNY", "美元": "USD", "港元": "HKD", "日元": "JPY", "欧元": "EUR", "英镑": "GBP", "韩元": "KRW"}
    cases |= {
        "新台币": "TWD",
        "澳元": "AUD",
        "加元": "CAD",
        "卢布": "RUB",
        "法郎": "CHF",
        "泰铢": "THB",
        "新加坡元": "SGD",
    }

    def found(row: Row) -> Iterator[Row]:
        if row["lang"] != "zh":
            return
        if "money" in row["kinds"]:
            for one in jio.ner.extract_money(row["text"], with_parsing=True):
                detail = one["detail"]
                yield money(*one["offset"], detail["num"], cases.get(detail["case"], detail["case"]))
        if "date" in row["kinds"]:
            now = reference(row)
            base = {"year": now.year, "month": now.month, "day": now.day}
            for one in jio.ner.extract_time(row["text"], time_base=base, with_parsing=True):
                days = one["detail"].get("time")
                if isinstance(days, list) and len(days) == 2 and all(isinstance(day, str) for day in days):
                    yield date(*one["offset"], *days)

    return found


def first_days(values: list[Row]) -> tuple[str, str] | None:
    """The first reading, which is the past one; an exclusive end becomes the day before."""
    for value in values:
        if value["type"] in ("date", "datetime") and "value" in value:
            return value["value"], value["value"]
        if value["type"] in ("daterange", "datetimerange") and "start" in value and "end" in value:
            last = datetime.fromisoformat(value["end"][:10]) - timedelta(days=1)
            return value["start"], last.date().isoformat()
    return None


def recognizers() -> Callable[[Row], Iterator[Row]]:
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency
    from recognizers_text import Culture

    def found(row: Row) -> Iterator[Row]:
        culture, text = (Culture.Chinese if row["lang"] == "zh" else Culture.English), row["text"]
        if "money" in row["kinds"]:
            for one in recognize_currency(text, culture):
                currency = one.resolution.get("isoCurrency") or one.resolution["unit"]
                yield money(one.start, one.end + 1, one.resolution["value"], currency)
        if "date" in row["kinds"]:
            for one in recognize_datetime(text, culture, reference=reference(row)):
                read = first_days((one.resolution or {}).get("values") or [])
                if read:
                    yield date(one.start, one.end + 1, *read)
        for kind, reader in (("number", recognize_number), ("percent", recognize_percentage)):
            for one in reader(text, culture) if kind in row["kinds"] else ():
                value = one.resolution["value"].rstrip("%")
                yield {"kind": kind, "start": one.start, "end": one.end + 1, "lo": value, "hi": value}

    return found


def quantulum() -> Callable[[Row], Iterator[Row]]:
    from quantulum3 import parser

    def found(row: Row) -> Iterator[Row]:
        if row["lang"] == "en" and "money" in row["kinds"]:
            for one in parser.parse(row["text"]):
                if one.unit.entity.name == "currency":
                    yield money(*one.span, one.value, getattr(one.unit, "currency_code", None) or one.unit.name)

    return found


def dateparser() -> Callable[[Row], Iterator[Row]]:
    from dateparser.search import search_dates

    def found(row: Row) -> Iterator[Row]:
        if "date" not in row["kinds"]:
            return
        at = 0
        settings = {"RELATIVE_BASE": reference(row)}
        for words, moment in search_dates(row["text"], languages=[row["lang"]], settings=settings) or ():
            start = row["text"].find(words, at)
            at = start + len(words)
            yield date(start, at, moment.date().isoformat(), moment.date().isoformat())

    return found


def cpca() -> Callable[[Row], Iterator[Row]]:
    from cpca import transform_text_with_addrs

    def found(row: Row) -> Iterator[Row]:
        if row["lang"] != "zh" or "place" not in row["kinds"]:
            return
        for _, one in transform_text_with_addrs(row["text"], pos_sensitive=True).iterrows():
            starts = [at for at in (one["省_pos"], one["市_pos"], one["区_pos"]) if at >= 0]
            if one["adcode"]:
                yield {"kind": "place", "start": max(starts), "end": max(starts) + 2, "adcode": one["adcode"]}

    return found


def main() -> None:
    reader = {one.__name__: one for one in (jionlp, recognizers, quantulum, dateparser, cpca)}[sys.argv[1]]()
    for line in sys.stdin:
        row, values = json.loads(line), list[Row]()
        try:
            with redirect_stdout(StringIO()):
                values = list(reader(row))
        except Exception as error:  # peers raise all sorts on odd input: the row counts as unread
            print(f"{sys.argv[1]}: {row['id']}: {error!r}", file=sys.stderr)
        print(json.dumps(values))


if __name__ == "__main__":
    main()
