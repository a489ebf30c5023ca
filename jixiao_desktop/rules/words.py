"""The words that rules know: unit families, benefit and cost words, usual terms, characters that are taken for others.

Data of the field in general, none of one form. Sources: published forms of several provinces (units, families,
cost words), the statistical terms of the line ministries, common slips of the pinyin keyboard and of text extraction.
"""

from __future__ import annotations

from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


PERCENT_SPELLINGS = ("百分比", "百分数", "百分率", "百分之", "℅")
# Units written with Latin letters, by their end: 万m2 -> 万平方米.
METRIC = _pairs("km2:平方公里 km:公里 m2:平方米 m3:立方米 平米:平方米")


class Family(NamedTuple):
    """Names that end in one of `tails` are counted in one of `units`; the first unit is the one to propose."""

    tails: tuple[str, ...]
    units: tuple[str, ...]


# The longest tail that fits decides.
FAMILIES = (
    Family(("人次", "人次数"), ("人次", "万人次", "人", "次", "千人次")),
    Family(("人数", "人员数", "人员数量", "人员总数", "人口数", "人口数量"),
           ("人", "人次", "名", "位", "万人", "千人", "万人次", "人月", "户")),
    Family(("次数", "频次", "场次", "场次数", "批次", "批次数", "期数"),
           ("次", "场", "场次", "期", "批", "批次", "轮", "回", "届", "趟", "车次", "班", "班次", "人次", "万次",
            "万人次", "架次", "航次", "台次", "例次", "件次", "户次", "学时", "课时")),
    Family(("户数",), ("户", "家", "户次", "万户", "千户")),
    Family(("份数",), ("份", "册", "本", "套", "张", "封", "件", "万份", "万册")),
    Family(("件数", "案件数"), ("件", "起", "宗", "例", "个", "份", "批", "万件", "台")),
    Family(("年限",), ("年", "月", "个月", "年度")),
    Family(("天数",), ("天", "日", "个工作日", "工作日")),
    Family(("面积",), ("平方米", "亩", "公顷", "平方公里", "万平方米", "万亩", "平方千米", "万公顷", "千亩")),
    Family(("里程", "长度", "公里数"), ("公里", "千米", "米", "车公里", "万公里", "延米", "m", "里", "万米")),
    Family(("车辆数", "车辆数量", "台数"), ("辆", "台", "套", "台套", "台（套）", "台(套)", "架", "艘", "部", "组")),
    Family(("床位数", "床位数量"), ("张", "个", "床", "万张")),
    Family(("满意度",), ("%", "分", "星")),
    Family(("率",), ("%", "‰", "百分点", "个百分点", "倍", "/10万", "十万分之")),
)  # fmt: skip
# What ends in 率 and is no share.
SHARE_AFTER_ALL = ("成功率", "有效率", "见效率", "生效率")  # a share, though it ends in 功率 or 效率
SHARE_NAMES = ("比例", "占比", "比重", "增速", "增幅", "降幅")
NO_SHARE = _words("频率 功率 汇率 速率 分辨率 倍率 效率 周转率 容积率 产率 曲率 斜率 负荷率 死亡率 发病率 患病率")
# What ends in 数 and is no count.
NO_COUNT = ("指数", "系数", "倍数", "分数", "基数", "参数", "位数", "占比数", "百分数", "比数")
COUNT_TAILS = _words(
    "数量 人数 次数 件数 户数 份数 个数 总数 天数 场次 面积 里程 人次 数 时间 时长 时限 周期 年限 期限 工期 长度 用时 "
    "人口 寿命 次均费用 单价 造价 住院日"
)
SHARE_TAILS = _words("率 覆盖面 比例 比重 占比 程度 度 覆盖 完成 进度 达标 比 增长 增幅 下降 降幅 情况 落实 合格 到位")
# The unit a share's name asks for when the unit at hand is kept and the name is changed instead.
SHARE_TO_AMOUNT = _pairs(
    "年:年限 月:时间 个月:时间 天:天数 日:天数 小时:时间 人:人数 人次:人次 户:户数 次:次数 场:场次 份:份数 "
    "件:件数 个:数量 项:数量 家:数量 台:数量 套:数量 辆:数量 元:金额 万元:金额 平方米:面积 亩:面积 公里:里程"
)
WHOLE_UNITS = frozenset(
    _words(
        "人 人次 名 位 户 家 个 次 场 场次 件 起 份 册 本 台 辆 套 项 篇 批 批次 期 栋 座 所 条 张 例 宗 头 只 株 棵 "
        "眼 处"
    )
)
# What such a name gives is an average or a ratio: it has decimals though persons or pieces are counted.
AVERAGES = _words("均 每千 每万 每百 周转 当量 折合 密度")
# What has no figure of its own: as much as the budget, as last year.
REFERRED = _words(
    "均价 市场价 指导价 限价 预算 控制数 概算 批复数 限额 定额 上年 去年 上一年 往年 同期 平均 目标值 基期 基数"
)
# Up to 100 % is what such a share is asked for: 成本控制率 ≤ 100 %.
CAPPED = ("控制率", "成本", "支出", "预算", "负荷率")
NO_UNIT_NAMES = _words("比 指数 系数 pH PH ph 等级 级别 倍数 排名 名次 得分 分数 密度")
PERSON_UNITS = frozenset(("人", "人次", "名", "位", "户"))
GROWTH = _words(
    "增长 增幅 增速 增加 提高 提升 上升 下降 降低 减少 压减 压缩 缩短 降幅 变动 波动 偏差 涨幅 投入产出 回报 "
    "翻番 超额 负债率 拨备 参保率 流动比率 毛入学率 毛入园率 使用率 利用率 出勤率 产销率"
)

# A lower figure is better when a name ends so …
BAD_TAILS = _words(
    "失业率 事故数 事故数量 事故次数 事故起数 事故率 事故发生率 投诉数 投诉数量 投诉次数 投诉率 投诉件数 差错率 "
    "错误率 死亡率 死亡人数 发病率 违规率 违法率 违纪率 案件发生率 群体性事件 群体性事件数量 群体事件数量 流失率 "
    "辍学率 退货率 损耗率 漏损率 故障率 空置率 逾期率 不合格率 发案率 上访人次 上访次数 信访量 上访数 舆情数 偏差率 "
    "返贫率 返贫人数 失学率 复发率 感染率 超标率 漏报率 误报率 差评率 发生起数 事故发生数 事故发生次数 事件发生数 "
    "事件发生次数 事件发生率 缺陷发生率 成灾率 超载率 超限率 改判率 信访率 举报率 返修率 大班额比例 药占比 费用增幅 "
    "拨付时限 兑付时限 发放时限 支付时限 下达时限 办理时限 办结时限 审批时限 响应时限 处置时限 上报时限 完成时限 "
    "建设工期 平均用时 审理天数 办理天数 候诊时间 候诊时长 出车时间 施用量 排放量 排放浓度 平均浓度 年均浓度 次均费用 "
    "直接经济损失 信访案件数 宕机次数 中断次数 响应时间 反应时间 等候时间 等待时间 到场时间 修复时间 平均住院日"
)
# … and no exemption stands in it.
GOOD_IN_BAD = _words(
    "下降 降低 减少 处理 办结 处置 化解 控制 整改 查处 回复 办理 救治 防控 降幅 解决 调处 救援 破案 治理 "
    "削减 压减 压缩 挽回 避免 负氧 受理 接待 排查 审结 审理 质押"
)
GOOD_TAILS = _words(
    "满意度 满意率 准确率 合格率 及时率 完成率 覆盖率 达标率 就业率 到位率 支付率 下达率 落实率 入学率 巩固率 "
    "接种率 普及率 参保率 签约率 治愈率 好路率 知晓率 正常运转率 保障率 验收合格率 办结率 结案率 履约率 化解率 受理率 "
    "管理率 完好率 优良率 优良比例 优良天数比例 回收率 在线率 成功率 有效率 亮灯率 绿地率 成活率 保存率 通过率 处置率 "
    "整改率 公开率 公示率 建档率 检验率 合规率 规范率 息诉率 参与率 上线率 升学率 留用率 互认率 完成比例 投资完成比例 "
    "毛入学率 毛入园率 通客车率 服务率 破案率 运行率"
)
COST_GOOD = (
    "节约",
    "控制率",
    "达标率",
    "降低",
    "下降",
    "减少",
    "合规",
    "准确率",
    "完成率",
    "收益",
    "执行率",
)
# A standard that is paid out to others is a floor (低保标准 ≥ 728 元/人·月); one of what things cost is a cap.
COST_STANDARD = ("费标准", "费用标准", "成本标准", "单价标准", "造价标准", "支出标准", "采购标准")
TOTAL_COSTS = (
    "项目总成本", "项目成本", "总成本", "项目支出总额", "项目总支出", "经费支出总额", "经费总额", "项目经费总额",
    "成本控制数", "预算控制数", "项目资金总额",
)  # fmt: skip
COST_WORDS = ("成本", "费用", "支出", "单价", "造价", "经费", "金额", "费")

SPENT_TAILS = ("支出", "开支", "花费", "经费", "支出数", "支出额", "费用", "经费数")
OFFICE_WORDS = _words(
    "物业 暖气 取暖 供暖费 水电 电费 水费 办公费 办公经费 业务工作经费 日常工作经费 公用经费 保洁 办公用房租 "
    "差旅费 办公用品 日常运转 机关运行 邮电费"
)

# … unless the money goes on to others, or builds something.
OFFICE_EXEMPT = ("补助", "补贴", "改造", "建设", "工程", "更新", "配套", "学校", "教育")
PLACEHOLDERS = (
    r"[*＊]+|[xX×Ｘ]{2,}|[?？]+|[—\-_－/／\\.。…]+|"
    r"待定|待填|略|同上|暂无|××+|〇〇+|○○+|TBD|N/A|n/a|#N/A|#REF!|#VALUE!|#DIV/0!|某某"
)
# A name of a template that was left: 指标1, 三级指标; 无.
PLACEHOLDER_NAMES = r"(?:三级)?指标\s*[0-9一二三四五六七八九十]{0,2}|指标名称|无"
# The number of a row, typed before its name: 指标1：, 1、, （1）, ①; a figure of the name (5岁以下, 1.5万亩) is none.
ROW_NUMBER = r"指标\s*\d{1,2}\s*[:：、.．]\s*|[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[、．.)）](?!\d)\s*"
PLACEHOLDER_INSIDE = r"[*＊]{2,}|[xX×Ｘ]{2,}|[0-9≥≤=<>][*＊](?![0-9])|某某|#(?:N/A|REF!|VALUE!|DIV/0!)"
VAGUE = _words("进一步 明显 有效 不断 提高 提升 较好 显著 逐步 稳步 持续 大幅 加强 促进 良好 改善 增强 优化 完善 一定")

# Nouns with which a name after 享受/领取 is whole; without one of them, or a measure, it was cut.
BENEFITS = _words(
    "补贴 补助 津贴 待遇 政策 服务 保险 救助 资助 保障 奖励 优惠 减免 贷款 低保 补偿 扶持 培训 教育 养老金 奖学金 "
    "助学金 资金 慰问 报销 支持 福利 公积金 体检 金 费"
)
RECEIVING = ("享受", "领取", "获得", "享有")
BENEFIT_ENDS = ("补贴", "补助", "津贴", "救助", "资助", "奖励", "保险", "低保", "补偿", "奖学金", "助学金", "待遇")
MEASURES = _words(
    "率 度 数 数量 人数 次数 人次 量 额 比例 情况 面积 里程 标准 时间 年限 程度 期限 户数 成本 效果 水平 占比 "
    "规模 范围 对象 人员 人 者 家庭 单位 企业 户 项目 学生 群众 教师 职工 村 社区"
)
CUT_ENDS = _words("的 、 及 和 与 或 以及 并 ， , ： : （ ( “ 《 为 对 在 向 把 被 将 所 因 由 且 - —")
NOT_WHOLE_ENDS = ("项目的", "科目的", "栏目的", "题目的")  # not 目的
WHOLE_STARTS = _words("及时 及格 及早 和谐 和平 和美 和睦 率先 率领 的士 的确 和解")
CUT_STARTS = ("的", "、", "，", ",", "）", ")", "”", "》", "；", ";", "。", "及", "率", "和")
# Words that end in what would else look like a cut.
WHOLE_ENDS = _words(
    "调和 温和 缓和 共和 饱和 目的 行为 作为 参与 普及 赠与 给予 存在 面对 场所 派出所 卫生所 厕所 研究所 交易所 "
    "事务所 成因 原因 内在 所在 以为 核对 应对 反对 方向 导向 动向 走向 去向 流向 公所 司法所 供电所 保护所 住所 "
    "财政所 基因 事由 自由 理由 合并 兼并 归并 触及 涉及 危及 惠及 祥和 总和 谐和 中和 看守所 戒毒所 拘留所 "
    "托儿所 大将 主将 干将 即将 指挥所 检查所 监管所 管理所 服务所 志愿所 招待所 工商所"
)

# Characters written for one another: same sound, or alike in shape (the slips of the pinyin keyboard and of OCR).
CONFUSED = _words(
    "在再 的地得 做作 帐账 像象 至致 制治 既即继 竟竞 鉴签 记纪计 期其 值植 员源圆园 供共 布步部 带代待 定订 渡度 "
    "份分 副付负 坐座 历厉励 练炼 密蜜 名明 评平 情清请 辩辨 采彩 未末 己已巳 湟隍煌 士土 人入 贷货 侯候 析折 "
    "拔拨 晴睛 瞻赡 陕峡 蓝篮 消销 具俱 刻克 连联 陪培赔 权全 形型行 截绝 须需 缘原 远元 复覆 撤撒 日曰 查察 贴帖 "
    "旋施"
)
# Characters that tell things apart: names that differ in one of them mean different things.
CONTRASTS = frozenset(
    "男女大小多少新旧老幼青中高初低上下左右前后内外东西南北春夏秋冬一二三四五六七八九十两甲乙丙丁城乡镇村县市省区州国公私民水电气热暖"
    "路桥车船机牛羊猪鸡鱼粮油棉林草果菜茶药农牧工商学兵师生医护父母婴儿童孕产妇残贫困特普复未不非无首末早晚日月年季周时分秒进出收支"
    "增减升降加买卖借贷存取正副主次优良差干湿冷软硬红白黑黄绿蓝长短轻重快慢单双总分个团"
)
TYPOS = _pairs(
    "多远就业:多元就业 多远化:多元化 多远渠道:多元渠道 再接再励:再接再厉 部暑:部署 布署:部署 按排:安排 既使:即使 "
    "竟标:竞标 竟争:竞争 竟赛:竞赛 幅射:辐射 针贬:针砭 报消:报销 撤消:撤销 资询:咨询 帐户:账户 帐目:账目 "
    "帐款:账款 截止目前:截至目前 贯彻落时:贯彻落实 贯澈:贯彻 认证落实:认真落实 认证贯彻:认真贯彻 "
    "认证履行:认真履行 认证执行:认真执行 渡过难关:度过难关 严历:严厉 历行:厉行 勤检:勤俭 缴拿:缴纳 "
    "脱贫攻艰:脱贫攻坚 振新乡村:振兴乡村 乡村振新:乡村振兴 基础设旋:基础设施 设旋:设施 实旋:实施 改簿:改薄 "
    "复盖:覆盖 知哓:知晓 对像:对象 截止20:截至20 截止年底:截至年底 建档力卡:建档立卡 购制:购置 绩校:绩效 "
    "签定:签订 技能签定:技能鉴定 满意渡:满意度 补帖:补贴 津帖:津贴 受益众群:受益群众 受义:受益 "
    "合格律:合格率 完成律:完成率 及时律:及时率 覆盖律:覆盖率 到位律:到位率 准确律:准确率 达标律:达标率 就业律:就业率 "
    "普及律:普及率 使用律:使用率 发放律:发放率 满意律:满意率"
)

# Verbs that a name may say before what its term says them after: 治理水土流失面积, 新增城镇就业.
TERM_VERBS = _words("治理 建设 新增 转移 处理 办理 普及 接种 培训 鉴定 采购 救助 签约 登记 管理 加固 除险")
# Terms of the statistics that names quote: the same characters in another order, or a word said twice, is a slip.
TERMS = _words(
    "城镇登记失业率 城镇调查失业率 城镇新增就业 失业人员再就业 就业困难人员就业 高校毕业生总体就业率 零就业家庭 "
    "社会保险补贴 公益性岗位补贴 职业技能鉴定 职业技能培训 农村劳动力转移就业 城乡居民基本养老保险 "
    "城乡居民基本医疗保险 城镇职工基本养老保险 基本公共卫生服务 家庭医生签约率 孕产妇死亡率 新生儿死亡率 "
    "婴儿死亡率 疫苗接种率 传染病发病率 九年义务教育巩固率 义务教育巩固率 学前教育毛入园率 高中阶段毛入学率 "
    "适龄儿童入学率 毕业去向落实率 农村自来水普及率 水土流失治理面积 森林覆盖率 公路优良路率 农村公路列养率 "
    "生活垃圾无害化处理率 城镇污水处理率 农村卫生厕所普及率 空气质量优良天数比例 高标准农田建设 常住人口城镇化率 "
    "非物质文化遗产 农村居民人均可支配收入 最低生活保障标准 固定资产投资 政府采购预算 法律援助案件 "
    "防汛抗旱 病险水库除险加固"
)
