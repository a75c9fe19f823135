"""Groups: which tags belong to one project, given how likely every pair of them does."""

from tests.events._tiny import analyzed, labelled

from leadseam.events._groups import Group, groups
from leadseam.events._links import Scenery, features, pairs, probability, scenery

Told = tuple[str, str]


def view_of(text: str, *told: Told) -> Scenery:
    return scenery(analyzed(text), labelled(text, *told))


def grouped(view: Scenery, linked: dict[tuple[str, str], float]) -> list[Group]:
    """The groups where the first occurrences of the two words of a pair are linked; all others are not."""
    words = {view.text[t.start : t.end]: i for i, t in enumerate(view.tags)}
    likely = {tuple(sorted((words[a], words[b]))): worth for (a, b), worth in linked.items()}
    return groups(view, {pair: likely.get(pair, 0.01) for pair in pairs(view)})


def said(view: Scenery, group: Group) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    """Names, companies, steps, sums and places of a group as words."""
    tags = (group.names, group.companies, *([t for _, t in some] for some in (group.steps, group.sums, group.places)))
    names, companies, steps, sums, places = ([view.text[t.start : t.end] for t in some] for some in tags)
    return names, companies, steps, sums, places


def test_a_name_has_its_company_and_what_is_told_of_both() -> None:
    view = view_of(
        "宏远科技投资3亿元的负极材料项目在滁州市开工。",
        *(("inv", "宏远科技"), ("amt", "3亿元"), ("prj", "负极材料项目"), ("dst", "滁州市"), ("started", "开工")),
    )
    linked = {("宏远科技", "负极材料项目"): 0.9, ("3亿元", "负极材料项目"): 0.8, ("负极材料项目", "开工"): 0.9}
    (one,) = grouped(view, {**linked, ("负极材料项目", "滁州市"): 0.7})
    assert said(view, one) == (["负极材料项目"], ["宏远科技"], ["开工"], ["3亿元"], ["滁州市"])
    assert [t.kind for t in one.tags()] == ["prj", "inv", "step", "amt", "dst"]


def test_a_company_of_two_projects_is_in_both() -> None:
    view = view_of(
        "宏远科技的负极材料项目开工，隔膜项目签约。",
        *(("inv", "宏远科技"), ("prj", "负极材料项目"), ("started", "开工"), ("prj", "隔膜项目"), ("signed", "签约")),
    )
    linked = {("宏远科技", "负极材料项目"): 0.9, ("宏远科技", "隔膜项目"): 0.9}
    one, two = grouped(view, {**linked, ("负极材料项目", "开工"): 0.9, ("隔膜项目", "签约"): 0.9})
    assert said(view, one)[:3] == (["负极材料项目"], ["宏远科技"], ["开工"])
    assert said(view, two)[:3] == (["隔膜项目"], ["宏远科技"], ["签约"])


def test_a_step_of_a_company_with_two_projects_needs_a_surer_link() -> None:
    view = view_of(
        "宏远科技的负极材料项目、隔膜项目签约。",
        *(("inv", "宏远科技"), ("prj", "负极材料项目")),
        ("prj", "隔膜项目"),
        ("signed", "签约"),
    )
    names = {("宏远科技", "负极材料项目"): 0.9, ("宏远科技", "隔膜项目"): 0.9, ("隔膜项目", "签约"): 0.9}
    for worth, shared in ((0.9, 0.72), (0.45, 0.36)):
        one, two = grouped(view, {**names, ("宏远科技", "签约"): worth})
        assert [round(likely, 2) for likely, _ in one.steps] == [shared]
        assert [likely for likely, _ in two.steps] == [0.9]


def test_companies_that_invest_together_are_one_project_without_a_name() -> None:
    view = view_of(
        "宏远科技与博越新材在滁州市合资建厂签约。", ("inv", "宏远科技"), ("inv", "博越新材"), ("signed", "签约")
    )
    together = {("宏远科技", "博越新材"): 0.9, ("宏远科技", "签约"): 0.9}
    (one,) = grouped(view, together)
    assert said(view, one)[:3] == ([], ["宏远科技", "博越新材"], ["签约"])
    first, second = grouped(view, {("宏远科技", "签约"): 0.9, ("博越新材", "签约"): 0.9})
    assert said(view, first)[:3] == ([], ["宏远科技"], ["签约"])
    assert said(view, second)[:3] == ([], ["博越新材"], ["签约"])


def test_companies_with_projects_of_their_own_are_not_one_though_linked() -> None:
    view = view_of(
        "宏远科技的负极材料项目、博越新材的隔膜项目。",
        *(("inv", "宏远科技"), ("prj", "负极材料项目")),
        ("inv", "博越新材"),
        ("prj", "隔膜项目"),
    )
    own = {("宏远科技", "负极材料项目"): 0.9, ("博越新材", "隔膜项目"): 0.9}
    found = grouped(view, {**own, ("宏远科技", "博越新材"): 0.9})
    assert [said(view, group)[:2] for group in found] == [
        (["负极材料项目"], ["宏远科技"]),
        (["隔膜项目"], ["博越新材"]),
    ]


def test_a_company_with_a_project_makes_no_partners_of_two_others() -> None:
    view = view_of(
        "宏远科技的负极材料项目、博越新材、瑞丰光电签约。",
        *(("inv", "宏远科技"), ("prj", "负极材料项目"), ("inv", "博越新材"), ("inv", "瑞丰光电"), ("signed", "签约")),
    )
    partners = {("宏远科技", "博越新材"): 0.9, ("宏远科技", "瑞丰光电"): 0.9}
    found = grouped(view, {("宏远科技", "负极材料项目"): 0.9, **partners})
    assert [said(view, group)[1] for group in found] == [["宏远科技"], ["博越新材"], ["瑞丰光电"]]


def test_a_short_name_shares_the_projects_of_the_full_one() -> None:
    view = view_of(
        "江苏博越新材有限公司的隔膜项目签约，越新材昨日开工。",
        *(("inv", "江苏博越新材有限公司"), ("prj", "隔膜项目"), ("signed", "签约"), ("started", "开工")),
    )
    short = view.text.rindex("越新材")
    view = scenery(analyzed(view.text), [*((t.label, t.start, t.end) for t in view.tags), ("inv", short, short + 3)])
    (one,) = grouped(
        view, {("江苏博越新材有限公司", "隔膜项目"): 0.9, ("越新材", "开工"): 0.9, ("隔膜项目", "签约"): 0.9}
    )
    assert said(view, one)[:3] == (["隔膜项目"], ["江苏博越新材有限公司", "越新材"], ["签约", "开工"])


def test_a_name_told_twice_is_one_project() -> None:
    text = "宏远科技的隔膜项目签约。隔膜项目总投资3亿元。"
    view = view_of(text, ("inv", "宏远科技"), ("prj", "隔膜项目"), ("signed", "签约"), ("amt", "3亿元"))
    again = text.rindex("隔膜项目")
    view = scenery(analyzed(text), [*((t.label, t.start, t.end) for t in view.tags), ("prj", again, again + 4)])
    (one,) = grouped(view, {("宏远科技", "隔膜项目"): 0.9, ("隔膜项目", "3亿元"): 0.9, ("签约", "宏远科技"): 0.9})
    assert said(view, one) == (["隔膜项目", "隔膜项目"], ["宏远科技"], ["签约"], ["3亿元"], [])


def test_a_sum_goes_to_the_project_it_fits_best_and_a_step_to_the_whole_list() -> None:
    view = view_of(
        "负极材料项目和隔膜项目集中签约，总投资3亿元，落户滁州市。",
        *(("prj", "负极材料项目"), ("prj", "隔膜项目"), ("signed", "签约"), ("amt", "3亿元"), ("dst", "滁州市")),
    )
    sums = {("负极材料项目", "3亿元"): 0.6, ("隔膜项目", "3亿元"): 0.8}
    steps = {("负极材料项目", "签约"): 0.45, ("隔膜项目", "签约"): 0.9}
    places = {("负极材料项目", "滁州市"): 0.45, ("隔膜项目", "滁州市"): 0.3}
    one, two = grouped(view, {**sums, **steps, **places})
    assert said(view, one)[2:] == (["签约"], [], ["滁州市"])
    assert said(view, two)[2:] == (["签约"], ["3亿元"], [])
    one, two = grouped(view, {**steps, ("负极材料项目", "3亿元"): 0.45})
    assert one.sums == two.sums == []


def test_a_project_without_a_step_has_the_likeliest() -> None:
    view = view_of("签约后，隔膜项目将开工。", ("signed", "签约"), ("prj", "隔膜项目"), ("started?", "开工"))
    (one,) = grouped(view, {("隔膜项目", "签约"): 0.1, ("隔膜项目", "开工"): 0.3})
    assert [(likely, tag.label) for likely, tag in one.steps] == [(0.3, "started?")]


def test_a_step_has_the_day_that_is_likeliest_its_own() -> None:
    view = view_of(
        "隔膜项目3月签约，5月开工，明年投产。",
        *(("prj", "隔膜项目"), ("dat", "3月"), ("signed", "签约"), ("dat", "5月"), ("started", "开工")),
        ("production?", "投产"),
    )
    steps = {("隔膜项目", step): 0.9 for step in ("签约", "开工", "投产")}
    days = {("3月", "签约"): 0.9, ("5月", "签约"): 0.6, ("5月", "开工"): 0.5, ("5月", "投产"): 0.49}
    (one,) = grouped(view, {**steps, **days})
    found = {view.text[s.start : s.end]: view.text[d.start : d.end] for s, d in one.days.items()}
    assert found == {"签约": "3月", "开工": "5月"}


def test_projects_stand_in_the_order_of_their_first_names() -> None:
    view = view_of(
        "隔膜项目、负极材料项目、电解液项目签约。", *(("prj", n) for n in ("电解液项目", "隔膜项目", "负极材料项目"))
    )
    assert [said(view, g)[0] for g in grouped(view, {})] == [["隔膜项目"], ["负极材料项目"], ["电解液项目"]]
    assert grouped(view_of("签约。", ("signed", "签约")), {}) == []


def test_pairs_stand_in_reach_of_each_other() -> None:
    text = "隔膜项目。" + "好。" * 9 + "签约，宏远科技。"
    view = view_of(text, ("prj", "隔膜项目"), ("signed", "签约"), ("inv", "宏远科技"), ("gov", "好"))
    assert list(pairs(view)) == [(2, 3)]
    assert {view.tags[2].kind, view.tags[3].kind} == {"step", "inv"}


def test_a_list_of_hundreds_keeps_the_step_for_its_beginning_and_its_pairs_few() -> None:
    text = "签约的有" + "、".join(f"宏远{n}投资{n}亿元" for n in range(1, 401))
    told = [("inv", f"宏远{n}投") for n in range(1, 401)] + [("amt", f"资{n}亿元") for n in range(1, 401)]
    view = view_of(text, ("signed", "签约"), *told)
    found = list(pairs(view))
    assert len(found) < 60 * len(view.tags)
    assert {j for i, j in found if i == 0} == set(range(1, 241, 2))
    assert all(i < j for i, j in found)


def test_features_are_those_of_the_pair_and_weights_add_up() -> None:
    view = view_of("宏远科技的隔膜项目。", ("inv", "宏远科技"), ("prj", "隔膜项目"))
    found = features(view, 0, 1)
    assert all(name.startswith("inv>prj|") for name in found)
    assert "inv>prj|text=的" in found
    assert probability({}, found) == 0.5
    assert probability({"inv>prj|text=的": 2.0}, found) > 0.8 > 0.2 > probability({"inv>prj|text=的": -2.0}, found)
    assert probability({"inv>prj|": -1e6}, found) == 0.0
    assert probability({"inv>prj|": 1e6}, found) == 1.0
