"""Scores extracted projects and metrics against annotated documents.

Projects are paired one to one by company and project name, metrics by value and unit; then the fields of the pairs
are compared. An annotation marked `optional` is neither a miss nor an error; `<field>_accept` lists further right
answers; an unmatched metric of family `other` is not counted, because annotations of that family are not exhaustive.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]

_COMPANY_FORMS = re.compile(
    r"股份有限公司|有限责任公司|有限公司|集团公司|总公司|分公司|公司|集团|控股|股份"
    r"|\b(?:company|co|ltd|limited|inc|corp|corporation|group|holdings?|llc|plc|gmbh|ag|sa|automobile|motors?)\b"
)
_PROJECT_WORDS = re.compile(r"项目|工程|基地|project|base|the")
_MONEY_OR_RATE = re.compile(r"[A-Z]{3}|%")
_ONE_FAMILY = frozenset({"signed_investment", "planned_investment"})
_PROJECT_FIELDS = ("stage", "amount", "place", "date")
_METRIC_FIELDS = ("family", "kind", "period", "place")


@dataclass(slots=True)
class Tally:
    """Counts of one kind of item: annotated, predicted, paired, and the pairs whose field is right."""

    gold: int = 0
    predicted: int = 0
    paired: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Add the counts of another document."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.paired += other.paired
        self.right.update(other.right)

    def figures(self, fields: Sequence[str]) -> dict[str, float]:
        """Precision, recall and F1 of the items, the share of right fields, and F1 of the whole tuple."""
        precision, recall, f1 = _f1(self.paired, self.predicted, self.gold)
        shares = {name: self.right[name] / (self.paired or 1) for name in fields}
        whole = {"tuple_f1": _f1(self.right["tuple"], self.predicted, self.gold)[2]}
        counts = {"gold": self.gold, "predicted": self.predicted}
        return counts | {"precision": precision, "recall": recall, "f1": f1} | shares | whole


@dataclass(slots=True)
class Counts:
    """What one document, or many, add to the figures: items, documents without a lead, and false leads in them."""

    documents: int = 0
    projects: Tally = field(default_factory=Tally)
    metrics: Tally = field(default_factory=Tally)
    negatives: int = 0
    clean: int = 0
    false_leads: int = 0
    homes: int = 0
    right_homes: int = 0
    homeless: int = 0
    false_homes: int = 0

    def add(self, other: "Counts") -> None:
        """Add the counts of another document."""
        self.documents += other.documents
        self.projects.add(other.projects)
        self.metrics.add(other.metrics)
        self.negatives += other.negatives
        self.clean += other.clean
        self.false_leads += other.false_leads
        self.homes += other.homes
        self.right_homes += other.right_homes
        self.homeless += other.homeless
        self.false_homes += other.false_homes

    def figures(self) -> dict[str, float | None]:
        """Every figure by name, "projects.f1" and so on; None where there was nothing to count."""
        projects = self.projects.figures(("company", *_PROJECT_FIELDS)) if self.projects.gold else {}
        metrics = self.metrics.figures(_METRIC_FIELDS) if self.metrics.gold else {}
        rows = {"projects": projects, "metrics": metrics}
        named: dict[str, float | None] = {
            f"{kind}.{name}": value for kind, row in rows.items() for name, value in row.items()
        }
        named["false_leads"] = 100 * self.false_leads / self.negatives if self.negatives else None
        named["clean_negatives"] = self.clean / self.negatives if self.negatives else None
        named["home_place"] = self.right_homes / self.homes if self.homes else None
        named["home_false"] = self.false_homes / self.homeless if self.homeless else None
        return named


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one run, and every item that was missed, superfluous or wrong in a field, in words.

    `false_leads` are those found in 100 documents without a lead; `total` holds the counts behind all figures.
    """

    documents: int
    projects: dict[str, float]
    metrics: dict[str, float]
    clean_negatives: float | None
    false_leads: float | None
    errors: tuple[str, ...]
    total: Counts


def score(gold: Mapping[str, Row], predicted: Mapping[str, Row]) -> Score:
    """Score predictions against annotations, both by document id; a missing prediction counts as empty."""
    total, errors = Counts(), list[str]()
    for key, truth in gold.items():
        total.add(count(truth, predicted.get(key, {}), key=key, errors=errors))
    return Score(
        documents=len(gold),
        projects=total.projects.figures(("company", *_PROJECT_FIELDS)),
        metrics=total.metrics.figures(_METRIC_FIELDS),
        clean_negatives=total.clean / total.negatives if total.negatives else None,
        false_leads=100 * total.false_leads / total.negatives if total.negatives else None,
        errors=tuple(errors),
        total=total,
    )


def count(truth: Row, answer: Row, *, key: str = "", errors: list[str] | None = None) -> Counts:
    """What one document adds to the figures; its errors, in words with its `key`, go to the end of `errors`."""
    told: list[str] = [] if errors is None else errors
    result = Counts(documents=1)
    extra = _add_projects(result.projects, truth.get("projects") or [], answer.get("projects") or [], told, key)
    if all(item.get("optional") for item in truth.get("projects") or []):
        result.negatives, result.clean, result.false_leads = 1, int(not extra), extra
    _add_metrics(result.metrics, _valued(truth), _valued(answer), told, key)
    is_right = _home(answer) in [_home(truth), *_more(truth, "home_place")]
    if _home(truth):
        result.homes, result.right_homes = 1, int(is_right)
    else:
        result.homeless, result.false_homes = 1, int(not is_right)
    return result


def _home(document: Row) -> str | None:
    home = document.get("home_place")
    return home.get("adcode") if isinstance(home, Mapping) else home


def _add_projects(tally: Tally, gold: list[Row], found: list[Row], errors: list[str], key: str) -> int:
    pairs = _pair(gold, found, _project_likeness)
    mandatory = [item for item in gold if not item.get("optional")]
    excused = sum(bool(gold[i].get("optional")) for i, _ in pairs)
    tally.gold += len(mandatory)
    tally.predicted += len(found) - excused
    for i, j in pairs:
        if gold[i].get("optional"):
            continue
        tally.paired += 1
        right = {name: project_right(name, gold[i], found[j]) for name in ("company", *_PROJECT_FIELDS)}
        right["tuple"] = right["stage"] and right["amount"] and right["place"]
        tally.right.update(name for name, ok in right.items() if ok)
        errors.extend(
            f"{key}: {_label(gold[i])}: {name}: expected {gold[i].get(name)}, found {found[j].get(name)}"
            for name in _PROJECT_FIELDS
            if not right[name]
        )
    errors.extend(_unpaired(key, gold, found, pairs))
    return len(found) - len(pairs)


def _add_metrics(tally: Tally, gold: list[Row], found: list[Row], errors: list[str], key: str) -> None:
    pairs = _pair(gold, found, _metric_likeness)
    paired = {j for _, j in pairs}
    excused = sum(bool(gold[i].get("optional")) for i, _ in pairs)
    excused += sum(j not in paired and _family(item) == "other" for j, item in enumerate(found))
    tally.gold += sum(not item.get("optional") for item in gold)
    tally.predicted += len(found) - excused
    for i, j in pairs:
        if gold[i].get("optional"):
            continue
        tally.paired += 1
        right = {name: _metric_right(name, gold[i], found[j]) for name in _METRIC_FIELDS}
        right["tuple"] = right["family"] and right["kind"]
        tally.right.update(name for name, ok in right.items() if ok)
        wrong = [name for name, ok in right.items() if not ok and name != "tuple"]
        errors.extend(
            f"{key}: {_label(gold[i])}: {name}: expected {gold[i].get(name)}, found {found[j].get(name)}"
            for name in wrong
        )
    errors.extend(_unpaired(key, gold, found, pairs))


def _unpaired(key: str, gold: list[Row], found: list[Row], pairs: list[tuple[int, int]]) -> Iterator[str]:
    have, got = {i for i, _ in pairs}, {j for _, j in pairs}
    missed = (item for i, item in enumerate(gold) if i not in have and not item.get("optional"))
    extra = (item for j, item in enumerate(found) if j not in got and _family(item) != "other")
    yield from (f"{key}: missed {_label(item)}" for item in missed)
    yield from (f"{key}: superfluous {_label(item)}" for item in extra)


def project_pairs(gold: list[Row], found: list[Row]) -> list[tuple[int, int]]:
    """The indexes of annotated and found projects that are one."""
    return _pair(gold, found, _project_likeness)


def _label(item: Row) -> str:
    if "indicator" in item:
        return f"metric {item['indicator']} {item.get('value')} {item.get('unit')}"
    return f"project {item.get('companies')} {item.get('project')} {item.get('stage')}"


def _pair(gold: list[Row], found: list[Row], likeness: Callable[[Row, Row], float]) -> list[tuple[int, int]]:
    scored = [(likeness(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)]
    pairs: list[tuple[int, int]] = []
    for value, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if value > 0 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _project_likeness(gold: Row, found: Row) -> float:
    companies = _companies(gold), list(found.get("companies") or [])
    names = _names(gold), _names(found)
    company = _likest(*companies, _COMPANY_FORMS) if all(companies) else None
    name = _likest(*names, _PROJECT_WORDS) if all(names) else None
    if company is not None and name is not None:
        value = max(0.65 * company + 0.35 * name, 0.9 * company if name < 0.3 else 0.0)
    else:
        across = max(_likest(companies[0], names[1], _COMPANY_FORMS), _likest(names[0], companies[1], _COMPANY_FORMS))
        value = max(company or 0.0, name or 0.0, 0.9 * across)
    if value < 0.5:
        return 0.0
    bonus = {"stage": 0.02, "amount": 0.02, "place": 0.01}
    return value + sum(worth for part, worth in bonus.items() if project_right(part, gold, found))


def _companies(item: Row) -> list[str]:
    return [*(item.get("companies") or []), *(item.get("companies_accept") or [])]


def _names(item: Row) -> list[str]:
    return [name for name in (item.get("project"), *(item.get("aliases") or [])) if name]


def project_right(name: str, gold: Row, found: Row) -> bool:
    """Whether a field (company, stage, amount, place, date) of a found project is as annotated."""
    if name == "company":
        return (
            not gold.get("companies") or _likest(_companies(gold), found.get("companies") or [], _COMPANY_FORMS) >= 0.8
        )
    if name == "stage":
        return found.get("stage") in _answers(gold, "stage")
    if name == "amount":
        return any(_same_amount(amount, found.get("amount")) for amount in _amounts(gold))
    if name == "place":
        return _code(found.get("place")) in [_code(gold.get("place")), *(gold.get("place_accept") or [])]
    return any(_same_period(date, found.get("date")) for date in _answers(gold, "date"))


def _metric_likeness(gold: Row, found: Row) -> float:
    if _unit(found.get("unit")) not in {_unit(unit) for unit in _answers(gold, "unit")}:
        return 0.0
    if not any(_close(float(value), float(found["value"])) for value in _answers(gold, "value") if value is not None):
        return 0.0
    worth = {"family": 0.2, "kind": 0.1, "period": 0.05, "place": 0.05}
    return 1.0 + sum(value for part, value in worth.items() if _metric_right(part, gold, found))


def _metric_right(name: str, gold: Row, found: Row) -> bool:
    if name == "family":
        accepted = [_family(gold), *(gold.get("indicator_accept") or [])]
        return _family(found) in accepted or any({_family(found), one} <= _ONE_FAMILY for one in accepted)
    if name == "kind":
        return found.get("kind") in _answers(gold, "kind")
    if name == "period":
        return any(_same_period(period, found.get("period")) for period in _answers(gold, "period"))
    return project_right("place", gold, found)


def _valued(document: Row) -> list[Row]:
    return [item for item in document.get("metrics") or [] if item.get("value") is not None]


def _family(item: Row) -> str | None:
    return item.get("family") or item.get("indicator")


def _answers(gold: Row, key: str) -> list[Any]:
    return [gold.get(key), *_more(gold, key)]


def _more(gold: Row, key: str) -> list[Any]:
    """Further right answers: a list, or one alone; None in a list accepts that nothing is found."""
    more = gold.get(f"{key}_accept")
    return more if isinstance(more, list) else [] if more is None else [more]


def _unit(unit: str | None) -> str:
    return unit if unit and _MONEY_OR_RATE.fullmatch(unit) else "count"


def _amounts(gold: Row) -> Iterator[Row | None]:
    """Right amounts; a further one may be told by its value alone."""
    first = gold.get("amount")
    yield first
    for other in _more(gold, "amount"):
        yield other if other is None or isinstance(other, Mapping) else {**(first or {}), "value": other}


def _same_amount(gold: Row | None, found: Row | None) -> bool:
    if not gold or not found:
        return not gold and not found
    if gold.get("currency") != found.get("currency") or gold.get("value") is None or found.get("value") is None:
        return False
    return _close(float(gold["value"]), float(found["value"]))


def _same_period(gold: Row | None, found: Row | None) -> bool:
    if not gold or not found:
        return not gold and not found
    return bool(gold.get("start") == found.get("start") and gold.get("end") == found.get("end"))


def _code(place: Row | None) -> str | None:
    return (place.get("adcode") or place.get("country") or None) if place else None


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 0.005 * max(abs(a), abs(b), 1e-9)


def _likest(left: Sequence[str], right: Sequence[str], noise: re.Pattern[str]) -> float:
    return max((_dice(_core(a, noise), _core(b, noise)) for a in left for b in right), default=0.0)


def _core(name: str, noise: re.Pattern[str]) -> str:
    folded = re.sub(r"[\s\W_]+", " ", unicodedata.normalize("NFKC", name).lower()).strip()
    return re.sub(r"\s+", "", noise.sub(" ", folded)) or folded.replace(" ", "")


def _dice(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= (2 if re.search(r"[\u3400-\u9fff]", short) else 4) and short in long:
        return 0.9
    left, right = _bigrams(a), _bigrams(b)
    return 2 * (left & right).total() / (left.total() + right.total())


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) if len(text) > 1 else Counter([text])


def _f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0
