"""A project or metric as claims, one fact a row, and back."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import regex
from sqlalchemy import RowMapping

from leadseam.schema import Metric, Project

_OWN_COLUMNS = ("confidence", "planned", "flags", "evidence")
_UNSTORABLE = regex.compile(r"[\ud800-\udfff\x00]")


def storable(text: str) -> str:
    """The text with what no database takes (half a surrogate pair, NUL) replaced, so that offsets stay.

    >>> storable("a\\x00b\\ud800") == "a\\ufffdb\\ufffd"
    True
    """
    return _UNSTORABLE.sub("\ufffd", text)


def dump(value: Any) -> str:
    """Compact JSON that a text column takes.

    >>> dump({"stage": "签约"})
    '{"stage":"签约"}'
    """
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def parse(text: str) -> Any:
    """JSON with exact numbers."""
    return json.loads(text, parse_float=Decimal)


def rows(form: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The claims of a project or metric as it is printed: one a piece of evidence, one for every other known field."""
    proven = [(proof["field"], proof) for proof in form["evidence"]]
    named = {field for field, _ in proven}
    rest = [(field, None) for field, value in form.items() if value not in (None, []) and field not in named]
    for n, (field, proof) in enumerate([*proven, *((field, None) for field, _ in rest if field not in _OWN_COLUMNS)]):
        yield {
            "n": n,
            "field": storable(field),
            "value": dump(_value(form, field, proof)),
            "as_written": storable(proof["text"]) if proof else None,
            "start": proof["start"] if proof else None,
            "end": proof["end"] if proof else None,
            "confidence": form["confidence"],
            "planned": form.get("planned", False),
            "flags": dump(form["flags"]),
        }


def _value(form: Mapping[str, Any], field: str, proof: Mapping[str, Any] | None) -> Any:
    """The field's value; evidence of one among several ("company" of "companies") claims its own words."""
    if field in _OWN_COLUMNS:
        return None
    return form[field] if field in form else proof["text"] if proof else None


def project(claims: Iterable[RowMapping | dict[str, Any]]) -> Project:
    """The project that the claims of one subject make up, in the order of `n`."""
    result: Project = _adapter(Project).validate_python({"project": None} | _form(claims))
    return result


def metric(claims: Iterable[RowMapping | dict[str, Any]]) -> Metric:
    """The metric that the claims of one subject make up, in the order of `n`."""
    form = _form(claims)
    form.pop("planned")
    result: Metric = _adapter(Metric).validate_python(form)
    return result


def _form(claims: Iterable[RowMapping | dict[str, Any]]) -> dict[str, Any]:
    form: dict[str, Any] = {"evidence": []}
    for claim in claims:
        value = parse(claim["value"])
        if value is not None:
            form[claim["field"]] = value
        if claim["start"] is not None:
            proof = {"field": claim["field"], "start": claim["start"], "end": claim["end"], "text": claim["as_written"]}
            form["evidence"].append(proof)
        form |= {"confidence": claim["confidence"], "planned": claim["planned"], "flags": parse(claim["flags"])}
    return form


@cache
def _adapter(form: type) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(form)
