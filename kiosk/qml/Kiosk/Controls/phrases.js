.pragma library

// Chinese headings are broken between phrases, never inside a word: after punctuation, before the words that begin a phrase.
const openers = ["用来", "需要", "怎么", "什么时候", "什么", "哪", "已经", "可以", "不能", "还没", "还", "到", "在", "从", "给", "把", "请", "放", "和", "或", "并", "要", "是", "再", "就", "工作人员", "核对",
    "记录", "证明", "查询", "打印", "缴费", "补办", "换", "签注", "续签", "提取", "报告", "档案", "补领", "结果", "激活", "刷脸", "认证"];
const closers = "，。：、；？ ·";

function em(text) {
    let sum = 0;
    for (const c of text)
        sum += c.codePointAt(0) > 0x2e7f ? 1 : 0.56;
    return sum;
}

// The text with one line break where it reads best, or as it is when it fits or has its own breaks. Words are broken between words.
function inTwo(text, room) {
    if (em(text) <= room || text.includes("\n"))
        return text;
    const chinese = /[\u4e00-\u9fff]/.test(text), most = chinese ? room : room * 0.9;
    let best = text, least = Infinity;
    for (let i = 2; i < text.length - 1; i++) {
        const opens = openers.some(word => text.startsWith(word, i));
        const counted = /\d\s$/.test(text.slice(0, i));
        if (counted || (!(chinese && opens) && !closers.includes(text[i - 1])))
            continue;
        const first = text.slice(0, i).replace(/\s+$/, ""), second = text.slice(i).replace(/^\s+/, "");
        const uneven = Math.abs(em(first) - em(second));
        if (em(first) <= most && em(second) <= most && uneven < least) {
            least = uneven;
            best = first + "\n" + second;
        }
    }
    return best;
}

// 「第 2 步，共 5 步 · 大约还要 3 分钟」 breaks at its dot.
function atDot(text, room) {
    if (em(text) <= room)
        return text;
    const parts = text.split(/\s*·\s*/);
    return em(parts[parts.length - 1]) <= room ? parts.join("\n") : parts[0];
}
