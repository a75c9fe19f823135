"""Cases as data: a document, and the projects that it tells of."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from leadseam import leads, resources
from leadseam.schema import Document, HomePlace, Project

_SPECS = Path(__file__).parents[1] / "specs"
Case = dict[str, Any]


def load(lang: str) -> tuple[Case, ...]:
    """The cases of one language."""
    lines = (_SPECS / lang / "project.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def found(case: Case) -> tuple[Project, ...]:
    """The projects that the rules find in a case: its lines are theirs."""
    home = HomePlace("", case["home"], 1.0) if case["home"] else None
    document = Document(
        id=case["id"],
        lang=case["lang"],
        is_mt=case["id"].startswith("mt"),
        text=case["text"],
        published=date.fromisoformat(case["published"]),
        home_place=home,
    )
    return leads.extract(document, resources.load(), taggers=False).projects


def faults(case: Case) -> list[str]:
    """What is wrong in the answer to a case; empty when all is right."""
    answer = list(found(case))
    wrong = []
    for wanted in case["projects"]:
        twin = next((one for one in answer if _same(wanted, one)), None)
        if twin is None:
            wrong.append(f"missed {wanted}")
            continue
        answer.remove(twin)
        wrong.extend(_differences(wanted, twin))
    wrong.extend(f"extra {one.companies} {one.project} {one.stage}" for one in answer)
    return wrong


def _same(wanted: Case, one: Project) -> bool:
    if wanted["companies"]:
        named = all(
            any(_alike(a, b) for a in choices for b in one.companies or ("-",)) for choices in wanted["companies"]
        )
        if not named or (len(one.companies) > len(wanted["companies"])):
            return False
    return not wanted.get("project") or _alike(wanted["project"], one.project or "") or bool(wanted["companies"])


def _alike(wanted: str, given: str) -> bool:
    return wanted == given or (len(given) > 1 and (wanted in given or given in wanted))


def _differences(wanted: Case, one: Project) -> list[str]:
    wrong = []
    if one.stage not in wanted["stage"]:
        wrong.append(f"stage {one.stage} for {wanted['stage']}")
    if wanted.get("project") and not _alike(wanted["project"], one.project or ""):
        wrong.append(f"project {one.project} for {wanted['project']}")
    if "amount" in wanted:
        given = [int(one.amount.value), one.amount.currency] if one.amount else None
        if given != wanted["amount"]:
            wrong.append(f"amount {given} for {wanted['amount']}")
    if "place" in wanted and (one.place.adcode if one.place else None) not in wanted["place"]:
        wrong.append(f"place {one.place} for {wanted['place']}")
    if "date" in wanted:
        day = [one.date.start.isoformat(), one.date.end.isoformat()] if one.date else None
        if day != wanted["date"]:
            wrong.append(f"date {day} for {wanted['date']}")
    if one.planned != wanted["planned"]:
        wrong.append(f"planned {one.planned}")
    return wrong
