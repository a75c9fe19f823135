"""A new site from the address of one of its columns: its content system, its keys, a site file to start from."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from leadseam.crawl.engines._page import clean_title, decode, soup
from leadseam.crawl.fetch import Fetcher, Scope, require_contact
from leadseam.crawl.source import Source, bare
from leadseam.crawl.trial import ListTrial, try_list
from leadseam.errors import SourceError

# Fewer links than this are a menu, not a list.
_FEWEST = 2
_SEARCH = re.compile(r"/(common/search|searchList|search)/")
_CHANNELS = (
    re.compile(r"/(?:common/search|searchList|search)/([0-9a-f]{16,40})\b"),
    re.compile(r"\bchannel_?id['\"]?\s{0,4}[:=]\s{0,4}['\"]([0-9a-z]{6,40})['\"]", re.I),
    re.compile(r"name=['\"]channelid['\"]\s{1,4}content=['\"]([0-9a-z]{6,40})['\"]", re.I),
)
_SITE_NUMBER = re.compile(r"\bSID\s{0,4}[:=]\s{0,4}['\"]?(\d{1,9})")
_COLUMN = re.compile(r"/col/col(\d{1,12})/")
_CALL_ENDING = re.compile(r"createPageHTML\s{0,4}\([^()]{0,200}?['\"](s?html?)['\"]")


@dataclass(frozen=True, slots=True)
class Detected:
    """The site file's text, its id, and what its list showed at once."""

    id: str
    text: str
    trial: ListTrial


def detect(url: str, *, contact: str | None, allow_loopback: bool = False, delay_s: float = 1.0) -> Detected:
    """Look at a column page and find the engine that reads it; raises SourceError when none gives articles."""
    require_contact(contact, (url,))
    parts = urlsplit(url)
    with Fetcher(contact, allow_loopback=allow_loopback) as fetcher:
        scope = Scope(frozenset({bare(parts.hostname or "")}), parts.port)
        answer = fetcher.get(url.partition("#")[0], scope, delay_s=delay_s)
        if answer.outcome != "ok":
            raise SourceError(
                f"{url}: {answer.reason or answer.outcome}; give the address of a column that lists articles"
            )
        about = _about(answer.body, answer.url)
        tried = []
        for keys in candidates(decode(answer.body), answer.url, column=parts.fragment):
            http = about["http"] | {"delay_s": delay_s}
            source = Source.model_validate({**about, "http": http, "list": [keys]})
            trial = try_list(fetcher, source, source.lists[0])
            if len(trial.articles) >= _FEWEST:
                return Detected(source.id, _toml({**about, "list": [keys]}, url), trial)
            tried.append(str(keys["engine"]))
    raise SourceError(f"{url}: no articles with {', '.join(tried)}; is it a column page? See scrapers/README.md")


def candidates(text: str, url: str, *, column: str = "") -> list[dict[str, Any]]:
    """The lists that a page's marks speak for, the surest first; any page is a list of links at worst.

    >>> [keys["engine"] for keys in candidates('createPageHTML(3, 0, "index", "shtml")', "https://example.org/xw/")]
    ['trs_static', 'html_links']
    """
    path = urlsplit(url).path or "/"
    found: list[dict[str, Any]] = []
    if text.lstrip()[:200].lower().startswith(("<?xml", "<rss", "<feed", "<rdf")):
        found.append({"engine": "rss", "path": path})
    site = _SITE_NUMBER.search(text)
    if site and column.isdecimal():
        found.append({"engine": "gkmlpt_json", "column": int(column), "sid": int(site[1])})
    numbered = _COLUMN.search(path)
    if numbered and "jpage" in text:
        found.append({"engine": "hanweb_jpage", "column": int(numbered[1])})
    if call := _CALL_ENDING.search(text):
        found.append({"engine": "trs_static", "path": path.rpartition("/")[0] + "/", "ending": call[1]})
    channel = next((match[1] for pattern in _CHANNELS if (match := pattern.search(text))), None)
    if channel:
        search = _SEARCH.search(text)
        folder = search[1] if search else "common/search"
        found.append({"engine": "ucap_json", "channel": channel, "path": f"/{folder}/{{channel}}"})
    return [*found, {"engine": "html_links", "path": path}]


def _about(raw: bytes, url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = _site_name(raw) or parts.hostname or ""
    host = bare(parts.netloc)
    return {
        "source": {"id": re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:60], "name": name, "lang": _language(raw)},
        "http": {"base": f"{parts.scheme}://{parts.netloc}"},
    }


def _site_name(raw: bytes) -> str | None:
    """The mandated `SiteName` tag of Chinese government sites, else the page's title."""
    tree = soup(raw)
    tag = tree.find("meta", attrs={"name": re.compile("^sitename$", re.I)})
    title = tree.title.get_text() if tree.title else ""
    return clean_title(str(tag.get("content") or "") if tag else "") or clean_title(title)


def _language(raw: bytes) -> str:
    return "zh" if re.search(r"[\u4e00-\u9fff]{2}", decode(raw)) else "en"


def _toml(fields: dict[str, Any], url: str) -> str:
    """The file's text; a JSON string or number is a TOML one, too."""
    blocks = [("[source]", fields["source"]), ("[http]", fields["http"]), ("[[list]]", fields["list"][0])]
    lines = [f"# Column address as seen in: {json.dumps(url, ensure_ascii=False)}"]
    for head, values in blocks:
        lines += [head, *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()), ""]
    return "\n".join(lines)
