"""docs/rules.md is what the registry says; docs/profiles.md names every key that a profile may hold."""

from __future__ import annotations

from pathlib import Path

from jixiao_desktop.domain import profile
from jixiao_desktop.domain.book import INDICATOR_FIELDS, PROJECT_FIELDS, UNIT_FIELDS
from jixiao_desktop.rules import RULES
from jixiao_desktop.rules.document import NOT_CHECKED, text

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_of_rules_is_current() -> None:
    assert (DOCS / "rules.md").read_text("utf-8") == text()


def test_every_rule_and_every_kind_that_is_not_checked_stands_on_the_page() -> None:
    page = text()
    assert [rule.id for rule in RULES.values() if f"`{rule.id}`" not in page] == []
    assert all(reason.endswith("。") for _, reason in NOT_CHECKED)


def test_every_key_of_a_profile_is_described() -> None:
    page = (DOCS / "profiles.md").read_text("utf-8")
    keys = [*profile.KEYS, *profile.SECOND_KEYS, *profile.WEIGHT_KEYS, *profile.LEVEL_KEYS, *profile.WORD_KEYS]
    keys += [*UNIT_FIELDS, *PROJECT_FIELDS, *INDICATOR_FIELDS]
    assert [key for key in keys if f"`{key}`" not in page and f"[{key}" not in page and f".{key}]" not in page] == []
