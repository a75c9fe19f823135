"""What `extract` printed, read back and checked."""

import json
from decimal import Decimal
from functools import cache
from typing import Any

from leadseam.errors import InputError
from leadseam.schema import Extraction

_DIGITS = 18  # what a database's integer holds


def extraction(line: str | bytes) -> Extraction:
    """One line of `leadseam extract` as an Extraction; raises InputError with the first thing that is wrong.

    >>> extraction('{"id": "a", "projects": [{"project": "电池基地", "stage": "signed"}]}').projects[0].stage
    'signed'
    >>> extraction('{"id": "a", "projects": [{"stage": "sold"}]}')
    Traceback (most recent call last):
    leadseam.errors.InputError: projects.0.project: Field required
    """
    from pydantic import ValidationError

    try:
        form = json.loads(line, parse_float=_decimal, parse_int=_integer, parse_constant=_no_number)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise InputError(f"no JSON object: {error}") from error
    if not isinstance(form, dict):
        raise InputError(f"expected a JSON object, found {type(form).__name__}")
    form.pop("mentions", None)
    try:
        result: Extraction = _adapter().validate_python(form)
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return result


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(f"a number of {len(digits)} digits")
    return int(digits)


def _decimal(digits: str) -> Decimal:
    value = Decimal(digits)
    if abs(value.adjusted()) > _DIGITS:
        raise ValueError("a number beyond all sums of money")
    return value


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Extraction)
