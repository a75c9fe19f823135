"""The lead that the README shows is the one that the program prints."""

import json
import re
from pathlib import Path

from leadseam import leads, read
from leadseam.resources import load
from leadseam.schema import to_json

ROOT = Path(__file__).parents[1]


def test_the_lead_of_the_readme_is_what_is_found() -> None:
    shown = re.search(r"```json\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    article = (ROOT / "docs/tutorial/article.txt").read_text(encoding="utf-8")
    found = to_json(leads.extract(read.text(article, id="article"), load()))["projects"][0]
    for key in ("project", "companies", "counterparts", "stage", "park", "jobs", "confidence"):
        assert f'"{key}": {json.dumps(found[key], ensure_ascii=False)}' in shown[1], key
    for step in found["stages"]:
        assert f'{{"stage": "{step["stage"]}", "date": {{"start": "{step["date"]["start"]}"' in shown[1]
    proofs = [json.dumps(one, ensure_ascii=False) for one in found["evidence"]]
    assert all(any(line in proof for proof in proofs) for line in re.findall(r'"field": "[^}]+"', shown[1]))
