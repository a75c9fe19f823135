"""A number as the words give it, the same form for every language."""

from decimal import Decimal
from typing import Literal, NamedTuple

from leadseam.schema import Op

ONE = Decimal(1)
VULGAR = dict(
    pair.split("=")
    for pair in (
        *("½=1/2", "⅓=1/3", "⅔=2/3", "¼=1/4", "¾=3/4", "⅕=1/5", "⅖=2/5", "⅗=3/5", "⅘=4/5", "⅙=1/6", "⅚=5/6"),
        *("⅐=1/7", "⅛=1/8", "⅜=3/8", "⅝=5/8", "⅞=7/8", "⅑=1/9", "⅒=1/10"),
    )
)
# An exponent in raised figures, and how to read it.
SUPER = r"[⁻⁺]?[⁰¹²³⁴-⁹]{1,3}"
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


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


class Exact(NamedTuple):
    """A number on its own; `is_open` if the words leave its last digits open (十几万), `hi` bounds it (五六百)."""

    value: Decimal
    is_open: bool = False
    hi: Decimal | None = None


def vulgar(sign: str) -> Decimal:
    """The value of a fraction written as one character.

    >>> vulgar("¾")
    Decimal('0.75')
    """
    over, _, under = VULGAR[sign].partition("/")
    return Decimal(over) / Decimal(under)


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
