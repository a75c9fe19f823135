"""Articles for timing, made from a seed: speeds are valid on them, accuracies are not."""

import random
from collections.abc import Iterator

_PLACES = ("岱山县", "即墨区", "枣庄市", "肇庆市", "常州市新北区", "平昌县", "济宁市", "海阳市")
_MAKERS = ("宏远", "海川", "瑞泽", "天衡", "博锐", "华晟", "远景", "金岭", "启明", "鼎泰")
_TRADES = ("储能科技", "新材料", "生物医药", "智能装备", "半导体", "汽车零部件", "食品", "光伏科技")
_PRODUCTS = ("储能电池", "高端铝材", "创新药", "工业机器人", "功率芯片", "新能源汽车零部件", "预制菜", "光伏组件")
_IDLE = (
    "会议强调，要坚持稳中求进，持续优化营商环境，推动各项工作落地见效。",
    "当天，市民在公园里散步，孩子们在草地上放风筝，一派祥和景象。",
    "据气象部门预报，未来三天以多云天气为主，气温逐步回升。",
    "讲座结束后，志愿者向居民发放了宣传手册，并现场解答疑问。",
    "活动现场，工作人员介绍了非遗技艺的历史，吸引了不少游客驻足。",
)
_FRAME = """<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2024-03-{day:02d} 09:30"></head><body><div class="nav">{links}</div>
<h1>{title}</h1><div class="TRS_Editor">{body}</div><div class="related">{links}</div></body></html>"""


def texts(count: int, *, relevant: float = 0.35, seed: int = 7) -> Iterator[tuple[str, str]]:
    """(title, text) of `count` articles of about 800 characters, a share of them with a lead."""
    chance = random.Random(seed)
    for _ in range(count):
        lines = [chance.choice(_IDLE) * 3 for _ in range(8)]
        title = "我市开展春季志愿服务活动"
        if chance.random() < relevant:
            title, lead = _lead(chance)
            lines.insert(chance.randrange(3), lead)
        yield title, "\n".join(lines)


def page(title: str, text: str) -> bytes:
    """The article as an HTML page of some thirty kilobytes, most of it navigation."""
    links = "".join(f'<li><a href="/art/{n}.html">{title} {n}</a></li>' for n in range(150))
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return _FRAME.format(title=title, links=links, body=body, day=len(text) % 27 + 1).encode()


def _lead(chance: random.Random) -> tuple[str, str]:
    company = chance.choice(_MAKERS) + chance.choice(_TRADES) + "有限公司"
    place, product, amount = chance.choice(_PLACES), chance.choice(_PRODUCTS), chance.randint(1, 90)
    text = (
        f"3月{chance.randint(1, 28)}日，{company}与{place}人民政府签订投资协议。该公司将在{place}建设{product}项目，"
        f"总投资{amount}亿元，占地{chance.randint(50, 900)}亩，达产后年产值{amount * 2}亿元，带动就业{amount * 20}人。"
    )
    return f"{product}项目签约落户{place}", text
