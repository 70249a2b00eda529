"""What staff read in place of ids: facts, sources, actions, devices, acts of the audit. An unknown id stays an id."""

from typing import Final

from hall.cases.actions import Action
from hall.catalogue import fact_of

ACTIONS: Final = {
    Action.ACCEPT: "受理",
    Action.CORRECTION: "一次告知补正",
    Action.TOLERATE: "容缺受理",
    Action.NOT_ACCEPT: "不予受理",
    Action.CORRECTED: "材料已补齐",
    Action.LAPSE: "逾期未补，终止",
    Action.APPROVE: "准予",
    Action.REFUSE: "不予通过",
    Action.SPECIAL: "转特别程序",
    Action.RESUME: "恢复审查",
    Action.HAND_OVER: "封装并交流转员",
    Action.BRING_BACK: "没有送到，已带回大厅",
    Action.POST: "寄给申请人",
    Action.DELIVER: "本人已领取",
    Action.CLOSE: "直接办结",
    Action.REVIEW: "申请人要求复议",
    Action.WITHDRAW: "申请人撤回",
}
HINTS: Final = {
    Action.CORRECTION: "一次写全，每行一项：缺什么，怎么补",
    Action.TOLERATE: "缺什么、哪天前补齐，每行一项",
    Action.NOT_ACCEPT: "理由，每行一条",
    Action.LAPSE: "什么没有补来，每行一项",
    Action.REFUSE: "理由，每行一条",
    Action.SPECIAL: "哪种程序，大约要几天",
    Action.BRING_BACK: "为什么没有送到",
    Action.REVIEW: "申请人怎么说，交来了什么",
    Action.WITHDRAW: "申请人怎么说的",
}
"""what to write for an action that needs reasons"""
TRUST: Final = {"A": "部门签发", "B": "已核对", "C": "本人上传", "D": "本人承诺"}
MATERIALS: Final = {
    "card": "证件读取",
    "elicence": "电子证照",
    "hall": "大厅数据",
    "scan": "现场扫描",
    "own-made": "系统生成",
    "original": "原件入柜",
    "later": "容缺，以后补交",
}
EVENTS: Final = {
    "deposited": "原件已入柜",
    "collected": "大厅取走原件",
    "alarm-amber": "快到期了",
    "alarm-red": "已逾期",
    "purged": "保存期满，内容已清除",
}
KEPT_BECAUSE: Final = {"sent by terminal": "终端送来，没有解读", "ferried": "优盘带来，没有解读"}
DEVICES: Final = {
    "id_card_reader": "读卡器",
    "document_camera": "高拍仪",
    "receipt_printer": "回执打印机",
    "document_printer": "A4 打印机",
    "pickup_locker": "取件柜",
    "code_scanner": "扫码器",
    "receipt_paper": "回执纸",
    "a4_paper": "A4 纸",
}
DEVICE_STATES: Final = {
    "online": "正常",
    "offline": "离线",
    "powerOff": "没通电",
    "noDevice": "没接上",
    "hardwareError": "故障",
    "userError": "要人处理",
    "deviceBusy": "正忙",
    "starting": "启动中",
    "ok": "够用",
    "full": "够用",
    "low": "快没了",
    "out": "没了",
    "unknown": "不清楚",
}
_SOURCES: Final = {
    "idcard.chip": "身份证芯片",
    "idcard2.chip": "另一人的身份证芯片",
    "bankcard.reader": "银行卡",
    "cosign.qr": "共同签署",
    "ask": "本人填写",
    "derive": "推算",
    "elicence.business": "电子营业执照",
    "elicence.household": "电子户口簿",
    "elicence.marriage": "电子结婚证",
    "elicence.property": "电子不动产权证",
    "elicence.birth": "电子出生证明",
    "hall.account.profile": "统一认证账户",
    "hall.police.population": "公安人口信息",
    "hall.police.residence": "公安居住登记",
    "hall.hrss.pension": "人社养老待遇",
    "hall.hrss.insurance": "人社参保缴费",
    "hall.hrss.card": "社会保障卡",
    "hall.gjj.account": "公积金账户",
    "hall.gjj.loan": "公积金贷款",
    "hall.civil.marriage": "民政婚姻登记",
    "hall.realestate.registry": "不动产登记",
    "hall.market.registry": "市场主体登记",
    "hall.health.birth": "卫健出生登记",
    "hall.housing.lease": "房屋租赁备案",
}
_KINDS_OF_SOURCES: Final = {"elicence": "电子证照", "hall": "大厅数据", "ocr": "扫描识别", "device": "现场设备"}
_AUDIT: Final = {
    "account.added": "新增账号",
    "account.removed": "撤销账号",
    "attachment.lost": "材料页丢失，请终端补发",
    "attachment.read": "查看材料页",
    "case.purged": "清除办件内容",
    "case.read": "查看办件内容",
    "console.forbidden": "岗位不许，已拒绝",
    "console.sign-in-locked": "账号锁定时登录",
    "console.sign-in-refused": "登录失败",
    "console.signed-in": "登录",
    "content.not-renewed": "内容时间戳没有续签",
    "content.published": "发布内容",
    "content.vouched": "认可内容版本",
    "deadline.amber": "时限提醒：快到期",
    "deadline.red": "时限提醒：已逾期",
    "facts.query": "终端查询数据",
    "ferry.taken-in": "优盘导入",
    "inbox.told-again": "重新通知终端",
    "locker.uncertain": "柜门结果不明",
    "notice.refused": "部门退回通知",
    "proof.made": "开出证明",
    "quarantine.kept": "原样保存字节",
    "rating.contacted": "差评：已联系",
    "rating.hard": "差评：转疑难",
    "rating.rectified": "差评：已整改",
    "reminder.unreadable": "催取时内容读不出来",
    "request.refused": "拒绝终端请求",
    "signature.read": "查看签名影像",
    "source.down": "断开数据来源",
    "source.up": "恢复数据来源",
    "submission.conflict": "同号不同内容",
    "submission.held": "等前一件超过一天",
    "submission.unreadable": "提交读不出来",
    "terminal.enrolled": "登记终端",
    "terminal.revoke": "吊销终端",
    "terminal.unlock": "解锁终端",
    "terminal.went-back": "终端记录倒退，已锁定",
    "ticket.contacted": "办不成事：已联系",
    "ticket.hard": "办不成事：转疑难",
    "ticket.rectified": "办不成事：已解决",
}


def fact_label(name: str) -> str:
    """A fact of the second and further rows of a list is `fact#1`, `fact#2` …"""
    base, _, row = name.partition("#")
    fact = fact_of(base)
    label = base if fact is None else fact.name_zh
    return f"{label}（第 {int(row) + 1} 位）" if row.isdecimal() else label


def shown_value(name: str, value: object) -> str:
    fact = fact_of(name.partition("#")[0])
    kind, choices = ("", {}) if fact is None else (fact.kind, fact.choices)
    match value:
        case bool():
            return "是" if value else "否"
        case int() if kind == "fen":
            return f"{value / 100:,.2f} 元"
        case int() if kind == "percent":
            return f"{value}%"
        case tuple():
            return "、".join(choices.get(str(part), str(part)) for part in value)
        case _:
            return choices.get(str(value), str(value))


def source_label(source: str) -> str:
    kind = _KINDS_OF_SOURCES.get(source.split(".")[0])
    return _SOURCES.get(source) or (f"{kind}（{source}）" if kind else source)


def audit_title(action: str) -> str:
    """A decision about a case is `case.` and the action."""
    decided = {f"case.{one}": f"办件：{title}" for one, title in ACTIONS.items()}
    return _AUDIT.get(action) or decided.get(action, action)
