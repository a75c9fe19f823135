"""How likely a found project is a lead of its document: a linear model over what is known of it and its neighbors."""

from collections import Counter
from collections.abc import Iterable, Iterator

from leadseam.events._taggers import Label
from leadseam.schema import Analysis, Project

_COUNTS = (0, 1, 2, 3, 6, 12)


def features(
    projects: tuple[Project, ...], sources: tuple[str, ...], labels: Iterable[Label], analysis: Analysis
) -> list[list[str]]:
    """The features of every project of a document; a source is "both", "tags" or "rules"."""
    text = analysis.document.text
    tagged: dict[str, Counter[str]] = {}
    for label, start, end in labels:
        tagged.setdefault(text[start:end].lower(), Counter())[label] += 1
    steps = sum(sum(c.values()) for c in tagged.values())
    document = [f"found{_class(len(projects))}", f"tags{_class(steps)}", f"size{_class(len(text) // 150)}"]
    return [
        [
            "",
            *_own(one, source, analysis),
            *_beside(one, projects),
            *_seen(one, tagged),
            *(f"{source}|{said}" for said in document),
        ]
        for one, source in zip(projects, sources, strict=True)
    ]


def _own(one: Project, source: str, analysis: Analysis) -> Iterator[str]:
    text, title = analysis.document.text, analysis.document.title or ""
    name, company = one.project or "", one.companies[0] if one.companies else ""
    form = f"{source}|{'n' if name else ''}{'c' if company else ''}"
    yield form
    yield f"{form}|{one.stage}{'?' if one.planned else ''}"
    yield f"{form}|amount{one.amount.role if one.amount else None}"
    yield f"{form}|date{one.date is not None}"
    fields = {e.field for e in one.evidence}
    yield f"{form}|place{'place' in fields}{'park' in fields}"
    yield f"{form}|industry{one.industry is not None}"
    yield f"{form}|more{one.jobs is not None}{one.land is not None}{bool(one.capacity)}"
    yield f"{form}|steps{_class(len(one.stages))}"
    first = min((e.start for e in one.evidence), default=0)
    yield f"{source}|at{_class(text.count(chr(10), 0, first))}"
    yield f"name-end={name[-2:]}"
    yield f"name-head={name[:2]}"
    yield f"company-end={company[-2:]}"
    yield f"company-size{_class(len(company))}/{source}"
    yield f"name-size{_class(len(name))}/{source}"
    yield f"times{_class(text.count(company) if company else 0)}/{_class(text.count(name) if name else 0)}"
    yield f"title{bool(company) and company in title}{bool(name) and name in title}"
    yield f"old{round(one.confidence, 1)}/{source}"


def _beside(one: Project, projects: tuple[Project, ...]) -> Iterator[str]:
    """Whether another project of the document could be the same."""
    others = [p for p in projects if p is not one]
    shares = [p for p in others if set(p.companies) & set(one.companies)]
    holds = [p for p in others if p.project and one.project and (p.project in one.project or one.project in p.project)]
    priced = [p for p in others if p.amount and one.amount and p.amount.value == one.amount.value]
    yield f"shares{_class(len(shares))}{one.project is not None}"
    yield f"shares-named{_class(sum(p.project is not None for p in shares))}{one.project is not None}"
    yield f"holds{_class(len(holds))}"
    yield f"priced{_class(len(priced))}"
    inside = any(c != d and (c in d or d in c) for p in others for c in p.companies for d in one.companies)
    yield f"inside{inside}"


def _seen(one: Project, tagged: dict[str, Counter[str]]) -> Iterator[str]:
    """What the tagger took the names for, wherever they stand."""
    for kind, names in (("name", [one.project] if one.project else []), ("company", list(one.companies[:1]))):
        for name in names:
            found = tagged.get(name.lower())
            if found is None:
                yield f"{kind}-untagged"
                continue
            (label, _), right = found.most_common(1)[0], found["inv"] + found["prj"]
            yield f"{kind}-as-{label}"
            yield f"{kind}-share{round(4 * right / sum(found.values()))}"


def _class(count: int) -> str:
    return str(max((least for least in _COUNTS if count >= least), default=0))
