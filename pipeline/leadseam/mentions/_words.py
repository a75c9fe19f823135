"""Whether a Chinese text can name a company or a project: asked before either is looked for."""

from functools import lru_cache

from leadseam.lang._needs import AnySearch
from leadseam.mentions import _known
from leadseam.mentions._grammar import patterns
from leadseam.resources import Resources

_EXPRESSIONS = (
    ("company", "form"),
    ("company", "exposed"),
    ("company", "list"),
    ("project", "head"),
    ("project", "phase"),
    ("project", "quoted"),
)


def may_name(text: str, resources: Resources) -> bool:
    """Whether any expression of a name matches, or a well-known company stands there; in simplified characters.

    >>> from leadseam.resources import load
    >>> may_name("活动吸引了不少游客。", load()), may_name("成功引进宏远落户。", load()), may_name("比亚迪", load())
    (False, True, True)
    """
    return _search(resources).matches(text)


@lru_cache(maxsize=4)
def _search(resources: Resources) -> AnySearch:
    found = [one for kind, name in _EXPRESSIONS for one in patterns(resources, "zh", kind)[name]]
    return AnySearch.of(found, _known.names(resources))
