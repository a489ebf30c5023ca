"""填报规则本身: what a profile says that this program cannot follow."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.book import ROOT
from .registry import RULES, Hit, rule
from .texts import listed
from .views import BookView


@rule(
    "profile-unknown",
    "settings",
    "hint",
    "填报规则提到不认识的检查",
    why="规则文件的 [severities] 里写了本程序没有的检查编号，多半是写错了字，或文件比程序新。",
    source="规则文件的写法（docs/profiles.md）",
    basis="profile",
    certainty="sure",
    wrong='[severities] 里写 goal-stopp = "off"',
    right='[severities] 里写 goal-stop = "off"',
    scope="book",
)
def profile_unknown(view: BookView) -> Iterator[Hit]:
    """A profile sets severities of rules that exist."""
    unknown = [name for name in view.profile.severities if name not in RULES]
    if unknown:
        yield Hit(ROOT, None, f"填报规则“{view.profile.title}”里的检查编号不认识：{listed(unknown)}。")
