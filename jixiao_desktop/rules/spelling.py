"""用语: slips, usual terms out of order, blanks and noise of text extraction, personal data before publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..domain.terms import label
from .fixes import cells, change
from .registry import Hit, rule
from .texts import quoted
from .views import ProjectView, Row
from .words import ROW_NUMBER, TERM_VERBS, TERMS, TYPOS

_TYPO = re.compile("|".join(map(re.escape, TYPOS)))
_GAP = re.compile(r"(?<=[一-鿿、，（）])[ \t\u3000\xa0]+(?=[一-鿿、，（）])|[\r\n]+\s*")
_NOISE = re.compile(r"[的了和与及]{1}(?<=的的|了了|和和|与与|及及)|[，。；、：]{2,}|[\ufffd□■]")
_PHONE = re.compile(r"(?<![\dA-Za-z])1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(
    r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_NUMBERED = re.compile(rf"(?:{ROW_NUMBER})(?=[一-鿿])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _mark(char: str) -> int:
    return ord(char) * 2654435761 % 1000003


@lru_cache(8)
def _by_length(terms: tuple[str, ...]) -> dict[int, dict[int, str]]:
    table: dict[int, dict[int, str]] = {}
    for term in terms:
        table.setdefault(len(term), {})[sum(map(_mark, term))] = term
    return table


def _project_texts(view: ProjectView) -> Iterator[tuple[str, str]]:
    for name in ("name", "objective"):
        text = getattr(view.project, name)
        if text:
            yield name, text


@rule(
    "typo-row",
    "wording",
    "hint",
    "疑有错别字",
    why="拼音输入和文字识别常见的错字，公开后影响单位形象。",
    source="2024 年批复表 …338；拼音输入和文字识别的常见错字",
    basis="practice",
    wrong="资询服务满意度",
    right="咨询服务满意度",
    yields_to=("name-near",),
)
def typo_row(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name holds none of the known slips."""
    found = _TYPO.search(row.name)
    if found and row.record.name:
        right = TYPOS[found.group()]
        fixed = row.record.name.replace(found.group(), right)
        fixes = (change(row.id, "name", fixed, f"改为 {right}"),) if fixed != row.record.name else ()
        yield Hit(row.id, "name", f"“{found.group()}”疑为“{right}”。", fixes)


@rule(
    "typo-project",
    "wording",
    "hint",
    "项目资料里疑有错别字",
    why="拼音输入和文字识别常见的错字，公开后影响单位形象。",
    source="2024 年批复表 …338",
    basis="practice",
    wrong="开拓多远就业渠道",
    right="开拓多元就业渠道",
    scope="project",
    yields_to=("goal-alike",),
)
def typo_project(view: ProjectView) -> Iterator[Hit]:
    """A project's name and goal hold none of the known slips."""
    for name, text in _project_texts(view):
        found = _TYPO.search(text)
        if found:
            right = TYPOS[found.group()]
            fix = change(view.id, name, text.replace(found.group(), right), f"改为 {right}")
            yield Hit(view.id, name, f"“{found.group()}”疑为“{right}”。", (fix,))


@lru_cache(65536)
def unusual_term(name: str, own: tuple[str, ...] = ()) -> tuple[str, str] | None:
    """Return what a name says instead of a usual term, and the term; None when it says none, or says it rightly.

    `own` are the terms that a profile names; without them the terms of the field are asked.
    """
    marks = [0]
    for char in name:
        marks.append(marks[-1] + _mark(char))
    for length, known in _by_length(own or TERMS).items():
        for start in range(len(name) - length + 1):
            term = known.get(marks[start + length] - marks[start])
            said = name[start : start + length]
            if term and said != term and sorted(said) == sorted(term) and not _verb_first(said, term):
                return said, term
    return _said_twice(name, own or TERMS)


def _verb_first(said: str, term: str) -> bool:
    """True when only a verb stands before what the term says it after: 治理水土流失面积 for 水土流失治理面积."""
    return any(said.startswith(verb) and said == verb + term.replace(verb, "", 1) for verb in TERM_VERBS)


def _said_twice(name: str, terms: tuple[str, ...]) -> tuple[str, str] | None:
    """Find a term with one of its words said again within it: 高校毕业生毕业总体就业率."""
    for start in range(len(name) - 4):
        word = name[start : start + 2]
        again = name.find(word, start + 3, start + 5)  # two words side by side may be right: 岗位岗位补贴
        if again < 0:
            continue
        shorter = name[:again] + name[again + 2 :]
        term = next((t for t in terms if t in shorter and t not in name), None)
        if term:
            return word, term
    return None


@rule(
    "term-usual",
    "wording",
    "hint",
    "与通行的统计名称不同",
    why="统计指标有通行的名称，写法不同会被当成另一个指标。",
    source="2024 年批复表 …792",
    basis="practice",
    wrong="年末城镇失业登记率",
    right="年末城镇登记失业率",
)
def term_usual(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name says a usual term as it is usually said."""
    own = view.profile.terms
    found = unusual_term(row.name) or (unusual_term(row.name, own) if own else None)
    if found is None:
        return
    said, term = found
    if len(said) == 2:
        again = row.name.find(said, row.name.find(said) + 2)
        fixed, message = row.name[:again] + row.name[again + 2 :], f"“{said}”重复，通行名称是“{term}”。"
    else:
        fixed, message = row.name.replace(said, term), f"通行名称是“{term}”，这里写作“{said}”。"
    yield Hit(
        row.id,
        "name",
        message,
        (change(row.id, "name", fixed, f"改为 …{term}" if fixed.endswith(term) else f"改为 {term}"),),
    )


@rule(
    "text-noise",
    "wording",
    "hint",
    "名称里有多余的空格或符号",
    why="从 PDF 复制来的名称常夹着空格、换行或重复的标点，印出来不整齐，也查不到。",
    source="2024 年批复表的式样",
    basis="form",
    wrong="补贴 发放准确率",
    right="补贴发放准确率",
)
def text_noise(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A name has no row number, no blanks between Chinese characters, no line breaks, no doubled 的 or punctuation."""
    text = row.record.name or ""
    if number := _number_before(text):
        fix = cells(row.id, "去掉序号", name=text.removeprefix(number))
        yield Hit(row.id, "name", f"名称前带着序号{quoted(number.strip())}，表上各行另有次序，请去掉。", (fix,))
        return
    noise = _noise_in(text)
    if noise == "":
        fix = cells(row.id, "去掉空格", name=_GAP.sub("", text))
        yield Hit(row.id, "name", "名称里有多余的空格或换行。", (fix,))
    elif noise:
        yield Hit(row.id, "name", f"名称里的{quoted(noise)}像是多打的，请核对。")


@lru_cache(65536)
def _number_before(text: str) -> str:
    found = _NUMBERED.match(text)
    return found.group() if found else ""


@lru_cache(65536)
def _noise_in(text: str) -> str | None:
    """Return the characters typed too often, with the one before; "" for blanks; None when there is nothing."""
    if _GAP.search(text):
        return ""
    found = _NOISE.search(text)
    return text[max(0, found.start() - 1) : found.end()] if found else None


def _personal(text: str) -> str | None:
    if found := _PHONE.search(text):
        return f"手机号码（{found.group()[:3]}****{found.group()[-4:]}）"
    if (found := _IDENTITY.search(text)) and _checks(found.group()):
        return f"身份证号码（{found.group()[:6]}********）"
    return None


def _checks(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


@rule(
    "personal-project",
    "wording",
    "warning",
    "写有个人信息",
    why="批复后的绩效目标要向社会公开，不能带手机号、身份证号。",
    source="各地公开的绩效目标表",
    basis="regulation",
    wrong="联系人张某 13912345678",
    right="联系人见部门预算",
    scope="project",
)
def personal_project(view: ProjectView) -> Iterator[Hit]:
    """A project's name and goal hold no phone or identity number."""
    for name, text in _project_texts(view):
        if found := _personal(text):
            yield Hit(view.id, name, f"{label(name, 'project')}里有{found}，公开前请删去。")


@rule(
    "personal-row",
    "wording",
    "warning",
    "指标里写有个人信息",
    why="批复后的绩效目标要向社会公开，不能带手机号、身份证号。",
    source="各地公开的绩效目标表",
    basis="regulation",
    wrong="服务热线 13912345678 接通率",
    right="服务热线接通率",
)
def personal_row(view: ProjectView, row: Row) -> Iterator[Hit]:
    """A row's name and value hold no phone or identity number."""
    for name, text in (("name", row.name), ("value", row.value)):
        if len(text) > 10 and (found := _personal(text)):
            yield Hit(row.id, name, f"{label(name, 'indicator')}里有{found}，公开前请删去。")
