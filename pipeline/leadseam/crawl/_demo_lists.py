"""The list pages of the simulated content systems, in the forms that the real ones answer in."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape as xml_escape

from leadseam.crawl._demo_site import DemoSite, Page, link_fields, links

_CHINA = timezone(timedelta(hours=8))
HTML, XML, JSON, RSS = "text/html", "text/xml", "application/json", "application/rss+xml"
Query = Mapping[str, str]
Listing = tuple[str, str]


def listing(site: DemoSite, path: str, query: Query, base: str) -> Listing | None:
    """The content type and text of a list at `path`, or None where there is none."""
    return _ENGINES[site.engine](site, path, query, base)


def china_time(at: datetime) -> datetime:
    """A page's time of day with the zone that Chinese sites leave out."""
    return at.replace(tzinfo=_CHINA)


def _frame(site: DemoSite, pages: tuple[Page, ...], more: Mapping[str, object]) -> str:
    rows = links(pages, str(site.settings["link"]))
    extra = str(site.settings.get("extra_links", ""))
    words = {name: str(value) for name, value in {**site.settings, **more}.items()}
    return site.frame("list.html").safe_substitute(words, links=f"{rows}\n{extra}".strip())


def _trs_static(site: DemoSite, path: str, _query: Query, _base: str) -> Listing | None:
    groups = site.slices()
    stem = str(site.settings["list"])
    names = {f"{stem}index{f'_{at}' if at else ''}.html": at for at in range(len(groups))}
    at = names.get(f"{path}index.html" if path == stem else path)
    if at is None:
        return None
    return HTML, _frame(site, groups[at], {"pages": len(groups), "at": at})


def _hanweb_jpage(site: DemoSite, path: str, query: Query, _base: str) -> Listing | None:
    if path == site.settings["list"]:
        return HTML, _frame(site, (), {"total": len(site.pages), "records": _records(site, site.slices()[0])})
    if path != "/module/web/jpage/dataproxy.jsp" or query.get("columnid") != str(site.settings["column"]):
        return None
    per_page = int(site.settings["per_page"])
    first = _number(query.get("startrecord"), 1)
    last = _number(query.get("endrecord"), first + per_page - 1)
    total = len(site.pages)
    head = f"<totalrecord>{total}</totalrecord><totalpage>{-(-total // per_page)}</totalpage>"
    rows = f"<recordset>\n{_records(site, site.pages[first - 1 : last])}</recordset>"
    return XML, f'<?xml version="1.0" encoding="UTF-8"?>\n<datastore>\n{head}\n{rows}</datastore>'


def _records(site: DemoSite, pages: tuple[Page, ...]) -> str:
    form = str(site.settings["link"])
    return "".join(f"<record><![CDATA[\n{links((page,), form)}]]></record>\n" for page in pages)


def _gkmlpt_json(site: DemoSite, path: str, query: Query, base: str) -> Listing | None:
    if path == site.settings["list"]:
        return HTML, _frame(site, (), {})
    if path != f"/gkmlpt/api/all/{site.settings['column']}" or query.get("sid") != str(site.settings["sid"]):
        return None
    groups = site.slices()
    at = _number(query.get("page"), 1) - 1
    chosen = groups[at] if at < len(groups) else ()
    articles = [_gkmlpt_article(site, page, base) for page in chosen]
    if at == 0:
        articles.insert(1, dict(site.settings["external"]))
    # The real platform counts pages that it no longer lists.
    count = len(site.pages) + int(site.settings["uncounted"])
    return JSON, json.dumps({"classify": {"id": site.settings["column"], "post_count": count}, "articles": articles})


def _gkmlpt_article(site: DemoSite, page: Page, base: str) -> dict[str, object]:
    seconds = int(china_time(page.published).timestamp())
    number = page.path.rsplit("_", 1)[-1].removesuffix(".html")
    return {
        "id": int(number),
        "title": page.title,
        "date": seconds,
        "display_publish_time": seconds,
        "url": f"{base}{page.path}",
        "publisher": site.name,
        "identifier": f"{site.settings['identifier']}/{page.published.year}-{int(number) % 100000:05d}",
    }


def _ucap_json(site: DemoSite, path: str, query: Query, _base: str) -> Listing | None:
    if path == site.settings["list"]:
        return HTML, _frame(site, site.slices()[0], {})
    if path != f"/common/search/{site.settings['channel']}":
        return None
    size = _number(query.get("_pageSize"), int(site.settings["per_page"]))
    at = _number(query.get("page"), 1)
    results = [_ucap_result(site, page) for page in site.pages[(at - 1) * size : at * size]]
    found = {"total": len(site.pages), "page": at, "rows": size, "results": results}
    return JSON, json.dumps({"code": 200, "data": found}, ensure_ascii=False)


def _ucap_result(site: DemoSite, page: Page) -> dict[str, object]:
    return {
        "title": page.title,
        "url": page.path,
        "publishedTimeStr": f"{page.published:%Y-%m-%d %H:%M:%S}",
        "publishedTime": int(china_time(page.published).timestamp() * 1000),
        "channelName": site.settings["column_name"],
        "source": page.source,
    }


def _rss(site: DemoSite, path: str, query: Query, base: str) -> Listing | None:
    if path != site.settings["list"]:
        return None
    groups = site.slices()
    at = _number(query.get("paged"), 1) - 1
    if at >= len(groups):
        return None
    rows = "\n".join(_rss_row(page, base) for page in groups[at])
    head = f"<title>{xml_escape(site.name)}</title><link>{base}/</link><language>en-US</language>"
    return RSS, f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}\n{rows}\n</channel></rss>'


def _rss_row(page: Page, base: str) -> str:
    at = format_datetime(page.published.replace(tzinfo=UTC))
    fields = link_fields(page)
    return (
        f"<item><title>{fields['title']}</title><link>{base}{page.path}</link><pubDate>{at}</pubDate>"
        f'<guid isPermaLink="true">{base}{page.path}</guid><description>{fields["summary"]}</description></item>'
    )


def _html_links(site: DemoSite, path: str, _query: Query, _base: str) -> Listing | None:
    stem = str(site.settings["list"])
    groups = site.slices()
    names = {stem: 0, **{f"{stem}page/{at + 1}/": at for at in range(1, len(groups))}}
    at = names.get(path)
    if at is None:
        return None
    following = f'<a class="next page-numbers" href="{stem}page/{at + 2}/">Older stories</a>'
    return HTML, _frame(site, groups[at], {"next": following if at + 1 < len(groups) else ""})


def _number(text: str | None, default: int) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def file_name(path: str) -> str | None:
    """The name of a file that a page links to, or None; only names without a folder count."""
    name = urlsplit(path).path.removeprefix("/files/")
    return name if path.startswith("/files/") and name and "/" not in name and not name.startswith(".") else None


_ENGINES: dict[str, Callable[[DemoSite, str, Query, str], Listing | None]] = {
    "trs_static": _trs_static,
    "hanweb_jpage": _hanweb_jpage,
    "gkmlpt_json": _gkmlpt_json,
    "ucap_json": _ucap_json,
    "rss": _rss,
    "html_links": _html_links,
}
