"""Invented books of many sectors, and how a text made from a PDF prints them."""

# ruff: noqa: E501  (one invented project or indicator a line)

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao_desktop.domain.weights import shared

HEADER = ["单位名称", "项目名称", "项目类别", "预算数(万元)", "绩效目标", "一级指标", "二级指标", "三级指标",
          "绩效指标性质", "绩效指标值", "度量单位", "分值权重"]  # fmt: skip
UNIT, PROJECT, CATEGORY, BUDGET, GOAL, LEVEL1, LEVEL2, NAME, SIGN, VALUE, MEASURE, WEIGHT = range(12)

UNITS = [
    ("431002", "清河县水利局(本级)"),
    ("218001", "临川市卫生健康委员会"),
    ("305003", "永宁区第二中学"),
    ("550001", "南屏州交通运输局(本级)"),
]
CATEGORIES = ["3-特定目标类", "2-运转类", "1-人员类", "31-部门预算项目", "22-其他运转类"]
PROJECTS = [
    ("农村饮水安全巩固提升工程", "完成12个村饮水管网改造，使3.2万人喝上合格水；建立长效管护机制，供水保证率稳定在95%以上。"),
    ("小型水库维修养护（中央资金）", "对辖区内18座小型水库进行日常巡查、维修和养护，确保安全度汛，保障下游群众生命财产安全。"),
    ("基本公共卫生服务补助", "目标1：为城乡居民免费提供基本公共卫生服务；目标2：提高重点人群健康管理水平；目标3：缩小地区间服务差距。"),
    ("乡镇卫生院能力建设", "为6所乡镇卫生院配备DR和彩超设备，培训业务骨干40人次，提高基层诊疗服务能力和群众就医便利程度。"),
    ("义务教育阶段营养改善计划", "落实学生每天5元的膳食补助，改善农村学生营养状况，提高身体素质，膳食资金专款专用、按时发放到位。"),
    ("城区学校校舍维修改造", "对3所学校的教学楼、食堂进行维修加固，消除安全隐患，改善办学条件，秋季开学前全部投入使用。"),
    ("农村公路养护", "对县道86公里、乡道214公里进行日常养护和小修保养，保持路况良好，保障群众出行安全、畅通、便捷。"),
    ("公交运营补贴(老年人乘车)", "对65周岁以上老年人免费乘坐公共汽车给予运营企业补贴，保障公交线路正常运行，方便群众绿色出行。"),
    ("2024年智慧交通平台运维", "保障交通信号、电子警察和监控平台全年稳定运行，及时排除故障，为道路通行和执法提供技术支撑。"),
]  # fmt: skip
ROWS: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {
    ("产出指标", "数量指标"): [
        ("改造供水管网长度", "≥", "36.5", "公里"), ("维修养护水库数量", "=", "18", "座"), ("免费体检老年人数", "≥", "4200", "人"),
        ("购置医疗设备台数", "=", "12", "台"), ("享受营养膳食补助学生数", "≥", "1563", "人"), ("维修校舍面积", "≥", "5800", "平方米"),
        ("日常养护公路里程", "=", "300", "公里"), ("开展巡查次数", "≥", "24", "次"), ("补贴公交线路条数", "=", "9", "条"),
    ],
    ("产出指标", "质量指标"): [
        ("工程验收合格率", "=", "100", "%"), ("水质达标率", "≥", "98", "%"), ("设备验收通过率", "=", "100", "%"),
        ("路面完好率", "≥", "92.5", "%"), ("膳食标准符合规定", "定性", "全部符合", ""), ("居民健康档案规范化建档率", "≥", "85", "%"),
    ],
    ("产出指标", "时效指标"): [
        ("项目按期完成率", "≥", "95", "%"), ("补助资金发放及时率", "=", "100", "%"), ("故障响应时间", "≤", "2", "小时"),
        ("完成时限", "定性", "12月底前", ""),
    ],
    ("产出指标", "成本指标"): [("单位养护成本", "≤", "0.85", "万元/公里"), ("人均补助标准", "≤", "89", "元/人")],
    ("效益指标", "经济效益"): [("减少漏损水费支出", "≥", "15.6", "万元"), ("带动就业人数", "≥", "120", "人")],
    ("效益指标", "社会效益"): [
        ("受益人口数量", "≥", "32000", "人"), ("重大安全事故发生起数", "=", "0", "起"), ("群众出行便利程度", "定性", "明显改善", ""),
        ("学生营养不良率", "≤", "3", "%"), ("基层首诊率", "≥", "60", "%"),
    ],
    ("效益指标", "生态效益"): [("水土流失治理面积", "≥", "4.2", "平方公里")],
    ("效益指标", "可持续影响"): [("工程设计使用年限", "≥", "20", "年"), ("长效管护机制健全程度", "定性", "健全", "")],
    ("满意度指标", "服务对象满意度"): [
        ("受益群众满意度", "≥", "90", "%"), ("患者满意度", "≥", "92", "%"), ("学生及家长满意度", "≥", "95", "%"), ("驾乘人员满意度", "≥", "88", "%"),
    ],
}  # fmt: skip
SHARES = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


def book(seed: int, *, units: int = 1, projects: int = 4) -> dict[str, Any]:
    """Return an invented book as plain data: weights 50/30/10, rows in the form's order."""
    dice = random.Random(seed)
    names = dice.sample(PROJECTS, projects * units)
    codes = dice.sample(range(100, 999999), projects * units)
    chosen = dice.sample(UNITS, units)
    plain_units = []
    for place, (code, name) in enumerate(chosen):
        mine = range(place * projects, (place + 1) * projects)
        plain_units.append(
            {"code": code, "name": name, "projects": [_project(dice, codes[n], *names[n]) for n in mine]}
        )
    total = sum(Decimal(p["budget"]) for unit in plain_units for p in unit["projects"])
    title = "2024年部门预算项目支出绩效目标批复表"
    facts = {"year": 2024, "stage": "批复稿", "title": title, "stated_total": f"{total:.2f}", "total": f"{total:.2f}"}
    return {"format": "jixiao-book", "version": 1, **facts, "profile": "qinghai-2024", "units": plain_units}


def _project(dice: random.Random, serial: int, name: str, objective: str) -> dict[str, Any]:
    letter = dice.choice("TYR")
    return {
        "code": f"{dice.choice(['431023000', '360122000'])}24{letter}{serial:09}",
        "name": name,
        "category": dice.choice(CATEGORIES),
        "budget": f"{dice.choice([dice.randint(1, 9), dice.randint(10, 4000)])}.{dice.randint(0, 99):02}",
        "execution_weight": "10",
        "objective": objective,
        "indicators": _indicators(dice),
    }


def _indicators(dice: random.Random) -> list[dict[str, Any]]:
    chosen = []
    for level1, share in SHARES.items():
        seconds = [pair for pair in ROWS if pair[0] == level1]
        kept = sorted(dice.sample(seconds, dice.randint(1, len(seconds))), key=seconds.index)
        rows = [
            (pair, row) for pair in kept for row in dice.sample(ROWS[pair], dice.randint(1, min(3, len(ROWS[pair]))))
        ]
        points = shared(Decimal(share), [Decimal(dice.randint(1, 4)) for _ in rows], 1)
        chosen += [(pair, row, weight) for (pair, row), weight in zip(rows, points, strict=True)]
    return [
        {
            "level1": pair[0], "level2": pair[1], "name": row[0], "comparator": row[1], "value": row[2],
            "unit": row[3] or None, "weight": f"{weight.normalize():f}", "reviewed": True, "last": None,
        }
        for pair, row, weight in chosen
    ]  # fmt: skip


@dataclass
class Line:
    """One printed row: its twelve cells, and which project and indicator it prints."""

    cells: list[str]
    project: int
    indicator: int


@dataclass
class Print:
    """A book as printed: pages of lines, each merged cell's text in its first row on the first of its pages."""

    plain: dict[str, Any]
    pages: list[list[Line]] = field(default_factory=list)
    note: str = ""

    def text(self) -> str:
        """Return the tab separated text: title, header, 合计 row, a blank line between pages."""
        total = f"{Decimal(self.plain['stated_total']):,}"
        head = ["", self.plain["title"], "", "\t".join(HEADER), "\t" * 11 + "其中：预算执行率"]
        head.append("\t".join(["合计-", "-", "-", total, *[""] * 8]))
        body = ["\n".join("\t".join(line.cells) for line in page) for page in self.pages]
        return "\n".join([*head, "\n\n".join(body), ""])

    def lines(self) -> list[Line]:
        """Return all lines in order."""
        return [line for page in self.pages for line in page]


def printed(plain: dict[str, Any], rows_a_page: int, *, repeat_levels: bool = False) -> Print:
    """Return a book as an undamaged text prints it."""
    sheet = Print(plain)
    lines = []
    number = 0
    for unit in plain["units"]:
        label = f"{unit['code']}-{unit['name']}"
        for project in unit["projects"]:
            last: tuple[str, str] = ("", "")
            for place, row in enumerate(project["indicators"]):
                cells = [""] * 12
                if place == 0:
                    cells[UNIT], label = label, ""
                    cells[PROJECT] = f"{project['code']}-{project['name']}"
                    cells[CATEGORY], cells[BUDGET] = project["category"], project["budget"]
                    cells[GOAL] = project["objective"]
                cells[LEVEL1] = row["level1"] if repeat_levels or row["level1"] != last[0] else ""
                cells[LEVEL2] = row["level2"] if repeat_levels or (row["level1"], row["level2"]) != last else ""
                last = (row["level1"], row["level2"])
                cells[NAME:] = [row["name"], row["comparator"], row["value"], row["unit"] or "", row["weight"]]
                lines.append(Line(cells, number, place))
            number += 1
    sheet.pages = [lines[start : start + rows_a_page] for start in range(0, len(lines), rows_a_page)]
    return sheet
