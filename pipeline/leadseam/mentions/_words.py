"""Words of which a Chinese text that names a company or a project holds one."""

from functools import lru_cache

from leadseam.lang._needs import needed
from leadseam.mentions import _company_zh, _known
from leadseam.mentions._grammar import patterns
from leadseam.resources import Resources

_EXPRESSIONS = (("company", "form"), ("company", "exposed"), ("company", "list"), ("project", "head"))


@lru_cache(maxsize=4)
def words(resources: Resources) -> frozenset[str] | None:
    """The words, well-known companies among them; None where an expression shows none.

    >>> from leadseam.resources import load
    >>> {"公司", "比亚迪"} <= (words(load()) or set())
    True
    """
    found = [patterns(resources, "zh", kind)[name] for kind, name in (*_EXPRESSIONS, ("project", "quoted"))]
    needs = [needed(one.pattern) for several in found for one in several]
    needs += [needed(_company_zh.leading(resources).pattern.pattern), _known.names(resources)]
    known = [words for words in needs if words is not None]
    return frozenset().union(*known) if len(known) == len(needs) else None
