"""Mentions after the tagger: its names first, then those that have a telling form."""

from tests.events._tiny import labelled

from leadseam.events._named import opening, renamed
from leadseam.schema import Mention

TEXT = "江苏宏远科技有限公司的宏远负极材料项目在滁州经开区开工，宏远昨日与滁州市政府张伟签约。"


def mention(kind: str, words: str, *flags: str, nth: int = 0, confidence: float = 0.5) -> Mention:
    start = TEXT.index(words)
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    end = start + len(words)
    return Mention(kind=kind, start=start, end=end, text=words, name=words, flags=flags, confidence=confidence)  # type: ignore[arg-type]


FULL = mention("company", "江苏宏远科技有限公司", "full")


def kinds(mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    return [(m.kind, m.text) for m in mentions]


def test_roles_become_kinds_in_the_order_of_the_text() -> None:
    told = [
        ("inv", "江苏宏远科技有限公司"),
        ("prj", "宏远负极材料项目"),
        ("park", "滁州经开区"),
        ("gov", "滁州市政府"),
        ("per", "张伟"),
    ]
    found = renamed((), labelled(TEXT, *reversed(told), ("started", "开工"), ("dst", "滁州")), TEXT, strict=True)
    assert kinds(found) == [
        *(("company", "江苏宏远科技有限公司"), ("project", "宏远负极材料项目"), ("park", "滁州经开区")),
        *(("government", "滁州市政府"), ("person", "张伟")),
    ]
    for one in found:
        assert TEXT[one.start : one.end] == one.text


def test_others_of_a_kind_are_names_too() -> None:
    found = renamed((), labelled(TEXT, ("org", "江苏宏远科技有限公司"), ("oth", "宏远负极材料项目")), TEXT, strict=True)
    assert [m.kind for m in found] == ["company", "project"]


def test_a_tagged_name_takes_the_place_of_what_it_touches() -> None:
    wrong = mention("company", "宏远负极", "full", confidence=0.9)
    for strict in (True, False):
        found = renamed((wrong,), labelled(TEXT, ("prj", "宏远负极材料项目")), TEXT, strict=strict)
        assert kinds(found) == [("project", "宏远负极材料项目")]


def test_a_mention_that_is_tagged_the_same_stays_as_it_is() -> None:
    assert renamed((FULL,), labelled(TEXT, ("inv", FULL.text)), TEXT, strict=True) == (FULL,)


def test_strict_leaves_out_what_only_looks_like_a_name() -> None:
    guess, known = mention("company", "滁州市政"), mention("company", "宏远", "known", nth=2)
    park, place = mention("park", "滁州经开区"), mention("project", "负极材料项目")
    all_of_them = (FULL, place, park, known, guess)
    assert renamed(all_of_them, (), TEXT, strict=False) == all_of_them
    assert renamed(all_of_them, (), TEXT, strict=True) == (FULL, park, known)


def test_industries_stay_under_tagged_names() -> None:
    industry = mention("industry", "负极材料")
    found = renamed((industry,), labelled(TEXT, ("prj", "宏远负极材料项目")), TEXT, strict=True)
    assert kinds(found) == [("project", "宏远负极材料项目"), ("industry", "负极材料")]


def test_a_short_name_is_called_by_the_full_one() -> None:
    start = TEXT.rindex("宏远")
    (_, short) = renamed((FULL,), [("inv", start, start + 2)], TEXT, strict=True)
    assert (short.text, short.name) == ("宏远", "江苏宏远科技有限公司")
    (alone,) = renamed((), [("inv", start, start + 2)], TEXT, strict=True)
    assert alone.name == "宏远"


def test_a_company_opens_the_name_it_begins() -> None:
    brand, project = mention("company", "宏远", nth=1), mention("project", "宏远负极材料项目")
    labels = labelled(TEXT, ("prj", "宏远负极材料项目"))
    assert opening((FULL, brand, project), labels) == {brand.start: brand}
    assert opening((FULL, brand, project), [("oth", *labels[0][1:])]) == {}
    whole = mention("company", "宏远负极材料项目")
    assert opening((whole,), labels) == {}
