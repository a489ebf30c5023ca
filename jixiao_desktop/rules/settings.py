"""填报规则本身: what a profile says that this program cannot follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..domain.book import ROOT
from ..domain.quantity import plain_number
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


@rule(
    "profile-shares",
    "settings",
    "warning",
    "填报规则里的分值合不拢",
    why="各级分值加预算执行率应等于满分；合不拢时，怎样填都会报错。",
    source="规则文件的写法（docs/profiles.md）",
    basis="profile",
    certainty="sure",
    wrong="产出 50、效益 30、满意度 10，预算执行率 20",
    right="产出 50、效益 30、满意度 10，预算执行率 10",
    scope="book",
)
def profile_shares(view: BookView) -> Iterator[Hit]:
    """When every 一级 is needed and has a share, the shares and 预算执行率 make the total."""
    profile = view.profile
    shares = [level.share for level in profile.levels if level.required and level.share is not None]
    if len(shares) == len(profile.levels) and sum(shares, Decimal(0)) != profile.leaves:
        given = "+".join(plain_number(share) for share in (*shares, profile.execution_weight))
        total = plain_number(profile.total)
        yield Hit(
            ROOT, None, f"填报规则“{profile.title}”的分值合不拢：{given} 不等于 {total}，请与发文的财政部门核对。"
        )
