"""How Chinese words sound: toneless syllables, initials, and what people who mishear or mistype them confuse."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

_READINGS: Final = {
    "还款": [["huán"], ["kuǎn"]],
    "还贷": [["huán"], ["dài"]],
    "还清": [["huán"], ["qīng"]],
    "还房贷": [["huán"], ["fáng"], ["dài"]],
    "还完": [["huán"], ["wán"]],
    "提前还": [["tí"], ["qián"], ["huán"]],
    "重名": [["chóng"], ["míng"]],
    "重办": [["chóng"], ["bàn"]],
    "重新": [["chóng"], ["xīn"]],
    "银行": [["yín"], ["háng"]],
    "行驶证": [["xíng"], ["shǐ"], ["zhèng"]],
    "朝阳区": [["cháo"], ["yáng"], ["qū"]],
    "单县": [["shàn"], ["xiàn"]],
    "调档": [["diào"], ["dàng"]],
    "调档案": [["diào"], ["dàng"], ["àn"]],
    "产调": [["chǎn"], ["diào"]],
    "少儿": [["shào"], ["ér"]],
    "长护险": [["cháng"], ["hù"], ["xiǎn"]],
    "长三角": [["cháng"], ["sān"], ["jiǎo"]],
    "传销": [["chuán"], ["xiāo"]],
    "参保": [["cān"], ["bǎo"]],
    "落户": [["luò"], ["hù"]],
    "重疾": [["zhòng"], ["jí"]],
    "曾用名": [["céng"], ["yòng"], ["míng"]],
    "都": [["dū"]],
}
"""words that pypinyin's own dictionary reads otherwise"""
_FOLDS: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
_SYLLABLE: Final = re.compile(
    "zhuang|chuang|shuang|zhang|chang|shang|zheng|cheng|sheng|zhong|chong|zhuai|chuai|shuai|zhuan|chuan|shuan|zhuo|chuo"
    "|shuo|zhui|chui|shui|zhun|chun|shun|zhai|chai|shai|zhao|chao|shao|zhou|chou|shou|zhan|chan|shan|zhen|chen|shen"
    "|zhua|shua|zhei|shei|liang|niang|qiang|xiang|jiang|qiong|xiong|jiong|guang|kuang|huang|bang|pang|mang|fang|dang"
    "|tang|nang|lang|gang|kang|hang|rang|zang|cang|sang|yang|wang|beng|peng|meng|feng|deng|teng|neng|leng|geng|keng"
    "|heng|reng|zeng|ceng|seng|weng|bing|ping|ming|ding|ting|ning|ling|qing|xing|jing|ying|dong|tong|nong|long|gong"
    "|kong|hong|rong|zong|cong|song|yong|biao|piao|miao|diao|tiao|niao|liao|qiao|xiao|jiao|bian|pian|mian|dian|tian"
    "|nian|lian|qian|xian|jian|guai|kuai|huai|guan|kuan|huan|duan|tuan|nuan|luan|ruan|zuan|cuan|suan|yuan|juan|quan"
    "|xuan|zhi|chi|shi|zha|cha|sha|zhe|che|she|zhu|chu|shu|bai|pai|mai|dai|tai|nai|lai|gai|kai|hai|zai|cai|sai|wai"
    "|bei|pei|mei|fei|dei|nei|lei|gei|hei|zei|wei|bao|pao|mao|dao|tao|nao|lao|gao|kao|hao|rao|zao|cao|sao|yao|pou|mou"
    "|fou|dou|tou|nou|lou|gou|kou|hou|rou|zou|cou|sou|you|ban|pan|man|fan|dan|tan|nan|lan|gan|kan|han|ran|zan|can|san"
    "|yan|wan|ben|pen|men|fen|den|nen|gen|ken|hen|ren|zen|cen|sen|wen|bin|pin|min|nin|lin|qin|xin|jin|yin|dun|tun|lun"
    "|gun|kun|hun|run|zun|cun|sun|yun|jun|qun|xun|bie|pie|mie|die|tie|nie|lie|qie|xie|jie|gua|kua|hua|dia|lia|qia|xia"
    "|jia|duo|tuo|nuo|luo|guo|kuo|huo|ruo|zuo|cuo|suo|dui|tui|gui|kui|hui|rui|zui|cui|sui|diu|niu|liu|qiu|xiu|jiu|yue"
    "|jue|que|xue|nue|lue|nve|lve|ba|pa|ma|fa|da|ta|na|la|ga|ka|ha|za|ca|sa|ya|wa|bo|po|mo|fo|wo|yo|lo|de|te|ne|le|ge"
    "|ke|he|re|ze|ce|se|ye|me|bi|pi|mi|di|ti|ni|li|qi|xi|ji|yi|zi|ci|si|ri|bu|pu|mu|fu|du|tu|nu|lu|gu|ku|hu|ru|zu|cu"
    "|su|wu|yu|ju|qu|xu|nv|lv|ai|ei|ao|ou|an|en|er|ang|a|e|o"
)


def syllables(text: str) -> tuple[str, ...]:
    """Of Chinese characters, by the whole dictionary; other characters are left out."""
    han = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return _read()(han) if han else ()


def initials(sounds: Sequence[str]) -> str:
    return "".join(one[0] for one in sounds if one)


@cache
def _read() -> Callable[[str], tuple[str, ...]]:
    # a second and forty megabytes: only who compiles content reads this way
    from pypinyin import Style, lazy_pinyin, load_phrases_dict

    load_phrases_dict(_READINGS)
    return lambda han: tuple(lazy_pinyin(han, style=Style.NORMAL))


def folded(syllable: str) -> str:
    """zh and z, n and ng … are one: southern ears."""
    for one, other in _FOLDS:
        syllable = syllable.replace(one, other)
    return syllable


def cut(letters: str) -> tuple[str, ...] | None:
    """Typed pinyin as syllables, longest first with backtracking; None if it is no pinyin."""
    return _cut(letters, 0, {})


def _cut(letters: str, start: int, failed: dict[int, bool]) -> tuple[str, ...] | None:
    if start == len(letters):
        return ()
    if failed.get(start):
        return None
    for end in range(min(len(letters), start + 6), start, -1):
        part = letters[start:end]
        if _is_syllable(part):
            rest = _cut(letters, end, failed)
            if rest is not None:
                return (part, *rest)
    failed[start] = True
    return None


@cache
def _is_syllable(part: str) -> bool:
    return _SYLLABLE.fullmatch(part) is not None
