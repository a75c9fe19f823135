"""A number as the words give it, the same form for every language."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from leadseam.schema import Op

ONE = Decimal(1)


class Numeral(NamedTuple):
    """`lo` and `hi` as the words bound them; `factor` is what the trailing scale words multiply by.

    `form` tells whether it is written in digits, in words, or as a bare scale word (百亿, "billions"). One is made for
    every number of a text, so it is a named tuple: a third of a data class's time.
    """

    lo: Decimal
    hi: Decimal | None
    op: Op = "="
    factor: Decimal = ONE
    form: Literal["digits", "words", "scale"] = "digits"


def step(value: Decimal) -> Decimal:
    """The place value of the last digit that is not zero: the step by which "more than" is bounded.

    >>> step(Decimal(60)), step(Decimal(131))
    (Decimal('10'), Decimal('1'))
    """
    digits = str(int(value)) if value == value.to_integral_value() and value > 0 else "1"
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


@dataclass(frozen=True, slots=True)
class Exact:
    """A number on its own; `is_open` if the words leave its last digits open (十几万), `hi` bounds it (五六百)."""

    value: Decimal
    is_open: bool = False
    hi: Decimal | None = None


def literal(figures: str, exponent: str | None = None, power: str | None = None) -> Exact | None:
    """A number in figures, with a power of ten ("1e3") or to a power ("2^5"); None where that is none.

    >>> literal("1,200.5").value, literal("2", None, "5").value
    (Decimal('1200.5'), Decimal('32'))
    """
    value = Decimal("".join(char for char in figures if char.isdigit() or char == "."))
    if exponent:
        return Exact(value.scaleb(int(exponent.lstrip("e"))))
    if power is None:
        return Exact(value)
    try:
        return Exact(value ** Decimal(power))
    except ArithmeticError:
        return None
