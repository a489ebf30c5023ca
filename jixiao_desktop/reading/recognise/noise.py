"""What stands around the table and is no part of it: title, money unit, page numbers, notes, signature lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..tables import Row
from ..texts import squeeze
from . import content

_PAGE = re.compile(r"[-—–]*(?:第?\d{1,4}页?)(?:[,，/／]?共?\d{1,4}页?)?[-—–]*")
_NOTES = re.compile(r"(?:注|备注|说明|填表说明|填报说明|填写说明|编制说明|附注|附件\d*|附表\d*)(?:[:：\d.、(]|$)")
_ORDINALS = re.compile(r"\*{1,3}|\(?\d{1,2}\)?|\d{1,2}=[\d+-]+|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|栏次|列次|行次|-|—")
_FIELD_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]+")
_PART = re.compile(r"其中:")
_MONEY = re.compile(rf"(?:金额)?单位[:：]?\(?(?:人民币)?({content.MONEY_UNIT})\)?")
_SIGNATURES = {
    "responsible": "单位负责人|负责人|单位领导",
    "preparer": "填报人|填表人|经办人|制表人",
    "phone": "联系电话|电话",
    "filled_on": "填报日期|填表日期|日期|填报时间",
}
_UNIT_LABEL = r"(?:填报|编制|申报|预算|项目)?(?:单位|部门)(?:名称)?(?:[(（](?:盖章|公章|签章|全称)[)）])*\s*[:：]"
_UNIT_LINE = re.compile(_UNIT_LABEL + r"\s*([^:：\s_](?:[^:：\n_]*[^:：\s_])?)(?=\s{2}|$)")
_UNIT_ALONE = re.compile(_UNIT_LABEL + r"\s*")
_OF_MONEY = re.compile(r"(?:人民币)?[(（]?(?:百万|万|亿|千)?元")
_SEAL = "填报单位|编制单位|单位"
_ANY = "|".join([*_SIGNATURES.values(), _SEAL])
_LABEL = re.compile(rf"({_ANY})(?:\(盖章\)|\(公章\)|\(签章\)|\(签字\))?[:：]")
_WORD = r"[\u4e00-\u9fff]{2,8}(?:\([\u4e00-\u9fff]{2,4}\))?:"
_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|年月日"
_ANY_LABEL, _BARE_LABELS = re.compile(f"{_WORD}|(?:{_DATE})$"), re.compile(f"(?:{_WORD})+(?:{_DATE})?")
_OTHER_LABEL = re.compile(r"\s+[\u4e00-\u9fff]{2,10}(?:\([^()]*\))?[:：]")
_FORM_TITLE = re.compile(r".{0,60}绩效(?:目标)?(?:申报|批复|调整|自评|自查|监控|公开|汇总)?表(?:\([^()]*\))?")
_TITLE = re.compile(r"绩效|项目支出|批复表|申报表|调整表|目标表")


def _whole(row: Row) -> str:
    return " ".join(cell.text.strip() for _, cell in row.filled())


def title_of(rows: Iterable[Row]) -> str | None:
    """Return the title among the rows above a header: the first short line that names the form."""
    for row in rows:
        filled = row.filled()
        text = "".join(filled[0][1].text.split()) if filled else ""
        if len(filled) == 1 and len(text) <= 80 and _TITLE.search(text) and ("表" in text or "绩效" in text):
            return text
    return None


def money_of(rows: Iterable[Row]) -> str | None:
    """Return 万元 or 元 when a line above the header says 单位：万元."""
    for row in rows:
        for _, cell in row.filled():
            if found := _MONEY.search(squeeze(cell.text)):
                return found.group(1)
    return None


def signatures(row: Row) -> dict[str, str]:
    """Return what a line of 填报人：… 单位负责人：… states, by field of `Facts`; {} for any other row."""
    text = "  ".join(cell.text.strip() for _, cell in row.filled()).replace("（", "(").replace("）", ")")
    found: dict[str, str] = {}
    marks = list(_LABEL.finditer(text))
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        value = _OTHER_LABEL.split(text[mark.end() : end])[0].strip(" \n\t_")
        key = next((key for key, words in _SIGNATURES.items() if mark.group(1) in words.split("|")), None)
        if key and value and key not in found:
            found[key] = value
    return found


def unit_of(rows: Iterable[Row]) -> tuple[str, str] | None:
    """Return the label behind 填报单位：… above or below the table, and its place; None when no line has one."""
    found = ((label, row.place) for row in rows for label in _unit_labels(row))
    return next(((label, place) for label, place in found if not _OF_MONEY.match(label)), None)


def _unit_labels(row: Row) -> Iterator[str]:
    """Yield what stands behind 单位： in a row: in the same cell, or in the next one."""
    cells = [cell.text.strip() for _, cell in row.filled()]
    for text, beside in zip(cells, [*cells[1:], ""], strict=True):
        if found := _UNIT_LINE.match(text):
            yield found.group(1).strip()
        elif _UNIT_ALONE.fullmatch(text) and beside and not re.search("[:：]", beside):
            yield beside


def is_noise(row: Row) -> bool:
    """True for a row beside the table: page number, note, 单位：万元, a line of labels such as seal and signatures."""
    whole = squeeze(_whole(row))
    if is_beside(row) or _LABEL.match(whole) or _BARE_LABELS.fullmatch(whole):
        return True
    texts = [squeeze(cell.text) for _, cell in row.filled()]
    labels = [bool(re.fullmatch(_WORD, text)) for text in texts]
    return len(texts) > 1 and (all(map(_ANY_LABEL.match, texts)) or (labels[0] and sum(labels) > 1))


def is_beside(row: Row) -> bool:
    """True for what `is_noise` is true for, but for the lines of labels; also for a form's title, printed again."""
    plain = squeeze(_whole(row))
    if not plain or is_page_number(row) or is_numbering(row):
        return True
    alone = len(row.filled()) == 1 and bool(_NOTES.match(plain) or _FORM_TITLE.fullmatch(plain))
    return alone or bool(_MONEY.fullmatch(plain))


def is_numbering(row: Row) -> bool:
    """True for the row below a header that numbers or codes its columns: 1 2 3 …, 甲 乙 1 2 …, ** ** **, xmmc zbz …."""
    cells = [squeeze(cell.text) for _, cell in row.filled()]
    if len(cells) > 3 and len(set(cells)) == len(cells) and all(map(_FIELD_CODE.fullmatch, cells)):
        return True
    if len(cells) < 4 or not all(_ORDINALS.fullmatch(text) for text in cells):
        return False
    numbers = [int(text.strip("()")) for text in cells if text.strip("()").isdigit()]
    steps = all(1 <= after - before <= 3 for before, after in pairwise(numbers))
    return steps and (len(numbers) > 3 or all(text[0] in "*栏甲乙丙丁戊己庚辛壬癸" or text.isalpha() for text in cells))


def is_page_number(row: Row) -> bool:
    """True for 第 1 页 共 4 页, - 1 - and the like."""
    return len(row.filled()) == 1 and bool(_PAGE.fullmatch(squeeze(_whole(row))))


def is_sum(row: Row) -> bool:
    """True for a 合计 or 小计 row, or one below with a part of it (其中：本级): the word, and no sign anywhere."""
    filled = row.filled()
    if not filled or any(content.is_sign(cell.text) for _, cell in filled):
        return False
    if content.is_total(filled[0][1].text):
        return True
    if _PART.match(squeeze(filled[0][1].text)):
        return all(content.money(cell.text) is not None for _, cell in filled[1:])
    return len(filled) <= 5 and any(content.is_subtotal(cell.text) for _, cell in filled[:3])
