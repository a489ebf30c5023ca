"""编码与类别: shapes of codes, codes and names that stand twice, category against code and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..domain.codes import CODE_LENGTH, is_unit_code, parse_project_code
from .fixes import change
from .registry import Hit, Member, index, rule
from .texts import quoted
from .views import ProjectView, UnitView, squeezed
from .words import OFFICE_EXEMPT, OFFICE_WORDS

_SPECIAL = "3"
_DIGITS = str.maketrans("OIL", "011")  # letters typed for digits


@rule(
    "code-shape",
    "codes",
    "warning",
    "项目编码位数或格式不对",
    why="项目编码 21 位：区划、两位年度、一个字母、流水号；多一位少一位就查不到项目。",
    source="编码、类别与金额的通行写法",
    basis="form",
    wrong="63012300024T00000269（20 位）",
    right="63012300024T000000269",
    scope="project",
)
def code_shape(view: ProjectView) -> Iterator[Hit]:
    """A project code has 21 characters with one letter after a year."""
    code = view.project.code
    if code and parse_project_code(code) is None:
        compact = squeezed(code).upper()
        right = next((c for c in (compact, compact.translate(_DIGITS)) if parse_project_code(c)), None)
        fixes = (change(view.id, "code", right),) if right else ()
        length = f"有 {len(code)} 位，应为 {CODE_LENGTH} 位" if len(code) != CODE_LENGTH else "的格式不对"
        yield Hit(view.id, "code", f"项目编码{length}：区划 + 年度 2 位 + 字母 + 流水号。", fixes)


def _codes(view: ProjectView) -> Iterator[tuple[tuple[int, str], int, str]]:
    if view.project.code:
        yield (view.project.parent, squeezed(view.project.code).upper()), view.id, view.project.name or ""


index("code", least=2, project=_codes)


@rule(
    "code-duplicate",
    "codes",
    "error",
    "项目编码重复",
    why="一个编码只能对应一个项目，重复的会在系统里互相覆盖。",
    source="各地公开的绩效目标表",
    basis="form",
    certainty="sure",
    wrong="两个项目都是 …0269",
    right="每个项目一个编码",
    scope="shared",
    index="code",
)
def code_duplicate(key: tuple[int, str], members: Sequence[Member]) -> Iterator[Hit]:
    """No project code stands twice in one unit; in two units it may (money passed down)."""
    for member in members[1:]:
        name = quoted(members[0].value)
        yield Hit(member.node, "code", f"项目编码与{name}的相同，请核对。", (), (members[0].node,))


def _project_names(view: ProjectView) -> Iterator[tuple[tuple[int, str], int, str]]:
    name = squeezed(view.project.name)
    if name:
        yield (view.project.parent, name), view.id, view.code


index("project-name", least=2, project=_project_names)


@rule(
    "project-duplicate",
    "codes",
    "warning",
    "项目名称重复",
    why="同一单位两个项目同名，批复和公开时分不清。",
    source="各地公开的绩效目标表",
    basis="practice",
    wrong="两个项目都叫 就业补助资金",
    right="就业补助资金、就业补助资金（上级专项资金）",
    scope="shared",
    index="project-name",
    yields_to=("code-duplicate",),
)
def project_duplicate(key: tuple[int, str], members: Sequence[Member]) -> Iterator[Hit]:
    """No project name stands twice in one unit."""
    for member in members[1:]:
        yield Hit(member.node, "name", f"与 {members[0].value} 同名，请核对是否重复填报。", (), (members[0].node,))


@rule(
    "unit-code-shape",
    "codes",
    "warning",
    "单位编码格式不对",
    why="单位编码由部门 3 位加单位 3 位组成，下级再加 3 位。",
    source="编码、类别与金额的通行写法",
    basis="form",
    wrong="72301",
    right="723001",
    scope="unit",
)
def unit_code_shape(view: UnitView) -> Iterator[Hit]:
    """A unit code has 3, 6, 9 … digits."""
    if view.unit.code and not is_unit_code(view.unit.code):
        yield Hit(
            view.unit.id,
            "code",
            f"单位编码{quoted(view.unit.code)}应为 6 位数字（部门 3 位 + 单位 3 位，下级再加 3 位）。",
        )


def _unit_codes(view: UnitView) -> Iterator[tuple[str, int, str]]:
    if view.unit.code:
        yield view.unit.code, view.unit.id, view.unit.name or ""


index("unit-code", least=2, unit=_unit_codes)


@rule(
    "unit-code-duplicate",
    "codes",
    "warning",
    "单位编码重复",
    why="两个单位用了同一个编码，汇总时会并在一起。",
    source="编码、类别与金额的通行写法",
    basis="form",
    wrong="两个单位都是 723001",
    right="723001、723002",
    scope="shared",
    index="unit-code",
)
def unit_code_duplicate(key: str, members: Sequence[Member]) -> Iterator[Hit]:
    """No unit code stands twice in a book."""
    for member in members[1:]:
        yield Hit(member.node, "code", f"单位编码 {key} 与{quoted(members[0].value)}的相同。", (), (members[0].node,))


@rule(
    "category-unknown",
    "codes",
    "hint",
    "项目类别不是规定的名称",
    why="类别按填报规则里的名称填写，汇总时才分得清。",
    source="编码、类别与金额的通行写法",
    basis="profile",
    wrong="专项",
    right="3-特定目标类",
    scope="project",
)
def category_unknown(view: ProjectView) -> Iterator[Hit]:
    """A category is one of the profile's, or a part of one (31 部门预算项目)."""
    text = squeezed(view.project.category)
    known = view.profile.categories
    if not text or not known or text in known or any(text in name for name in known):
        return
    if not any(text[0] == name[0] and text[0].isdigit() for name in known):
        yield Hit(view.id, "category", f"项目类别{quoted(text)}不在填报规则里，可用：{'、'.join(known)}。")


@rule(
    "category-letter",
    "codes",
    "hint",
    "项目类别与编码字母不一致",
    why="编码里的字母表示类别：R 人员类、Y 运转类、T 特定目标类。",
    source="编码、类别与金额的通行写法",
    basis="form",
    certainty="unsure",
    wrong="编码 …24T…，类别 1-人员类",
    right="编码 …24T…，类别 3-特定目标类",
    scope="project",
)
def category_letter(view: ProjectView) -> Iterator[Hit]:
    """The letter of the code and the category's first digit go together."""
    code, text = parse_project_code(view.project.code), squeezed(view.project.category)
    if code and code.category and text[:1].isdigit() and text[:1] != code.category:
        right = next((name for name in view.profile.categories if name.startswith(code.category)), None)
        fixes = (change(view.id, "category", right),) if right else ()
        yield Hit(view.id, "category", f"编码字母是 {code.letter}，类别却是{quoted(text)}，请核对。", fixes)


def _office(view: ProjectView) -> Iterator[tuple[int, int, tuple[str, str]]]:
    name = squeezed(view.project.name)
    passed_on = any(word in name for word in OFFICE_EXEMPT)
    if squeezed(view.project.category).startswith(_SPECIAL) and not passed_on and any(w in name for w in OFFICE_WORDS):
        yield view.project.parent, view.id, (name, view.code)


index("office", project=_office)


@rule(
    "category-office",
    "codes",
    "hint",
    "办公支出列为特定目标类",
    why="物业、水电、办公经费一般属于运转类；很多单位也列在特定目标类，请按本地口径核对。",
    source="2024 年批复表 …385、…389",
    basis="practice",
    certainty="unsure",
    wrong="物业管理及暖气费 3-特定目标类",
    right="物业管理及暖气费 2-运转类",
    scope="shared",
    index="office",
)
def category_office(key: int, members: Sequence[Member]) -> Iterator[Hit]:
    """Office costs are not filed as 3-特定目标类: one line a unit."""
    names = "、".join(f"{member.value[0]} {member.value[1]}" for member in members[:4])
    rest = f"等 {len(members)} 个项目" if len(members) > 4 else ""
    yield Hit(
        members[0].node,
        "category",
        f"{names}{rest}：像是日常运转支出，列为特定目标类是否合适？",
        (),
        tuple(member.node for member in members[1:]),
    )
