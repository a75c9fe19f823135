"""National zones: a sound table, and what a bare 高新区 means."""

from collections import Counter

from leadseam.resources import load, regions
from leadseam.values import _zones, place


def test_table_is_sound() -> None:
    rows = load().rows("national_zones.csv")
    assert len(rows) >= 450
    assert max(Counter(row["zone"] for row in rows).values()) == 1
    current = regions.table().current
    assert all(row["adcode"] in current and row["administered_by"] in current for row in rows)
    assert all(row["zone"] and row["en"].isascii() for row in rows)


def test_plain_are_those_that_the_name_of_their_host_gives_away() -> None:
    resources = load()
    for zone in _zones.table(resources):
        words = _zones._CHINESE.get(zone.kind, ("",))
        base = next((zone.name.removesuffix(word) for word in words if zone.name.endswith(word)), None)
        found = regions.by_name(base, resources) if base else ()
        is_host = zone.kind not in _zones._CHINESE or (
            found and (found[0].adcode, found[0].short) == (zone.adcode, base)
        )
        assert zone.is_plain == bool(found and is_host), zone.name


def test_run_from_elsewhere() -> None:
    (row,) = [row for row in load().rows("national_zones.csv") if row["zone"] == "深汕特别合作区"]
    assert (row["adcode"], row["administered_by"]) == ("441500", "440300")


def test_bare_zone_needs_exactly_one_at_home() -> None:
    resources = load()
    assert _zones.at_home("high_tech", "320400", resources) is None
    assert _zones.at_home("high_tech", "420000", resources) is None
    zone = _zones.at_home("high_tech", "532300", resources)
    assert zone is not None
    assert zone.adcode == "532301"


def test_bare_zone_is_deictic() -> None:
    (value,) = place.find("项目落户高新区。", load(), lang="zh", home="420600")
    assert (value.level, value.zone, value.surface) == ("zone", "襄阳高新技术产业开发区", "deictic")
