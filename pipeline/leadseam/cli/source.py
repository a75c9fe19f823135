"""`leadseam source`: list, try out and check the sites."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from leadseam.cli._edge import FAILED, PARTIAL, report, write_line
from leadseam.cli.crawl import DataOption, LoopbackOption, SourcesOption, choose

if TYPE_CHECKING:
    from leadseam.crawl.trial import ListTrial, Trial

_LIST = """
List the sources, one a line.

Examples:

  leadseam source list

  leadseam source list --sources my-sources --json
"""
_TEST = """
Fetch a source's lists and its newest article and show what was read; nothing is stored.

Examples:

  leadseam source test cn-gd-zhaoqing-tcj

  leadseam source test my-site --sources my-sources --allow-loopback
"""
_ADD = """
Look at a column page, find out which content system it is, write a site file and show what it reads.

The file goes into --sources (or the folder set in leadseam.toml); look at it, name its region, then try it with
`leadseam source test`. For the Guangdong platform give the address with its column number: .../gkmlpt/index#5.

Examples:

  leadseam source add https://www.example.gov.cn/zwgk/zsdt/ --sources my-sources
"""
_STATUS = """
Show each source's last success, its new pages of 7 days and whether it is as alive as its file expects.

States: ok; never (not crawled yet); failing (its last run had errors); silent (nothing new for longer than
max_silence_d); few (fewer new pages in 7 days than min_7d). The exit code is 3 when a source is neither ok nor never.

Examples:

  leadseam source status

  leadseam source status --json
"""
_SHOWN = 5
JsonOption = typer.Option(False, "--json", help="Print JSON, one object a line.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="List, try out and check the sites that are crawled.")
    group.command("list", help=_LIST)(list_sources)
    group.command("add", help=_ADD)(add_source)
    group.command("test", help=_TEST)(try_source)
    group.command("status", help=_STATUS)(show_status)
    app.add_typer(group, name="source")


def list_sources(sources: Path | None = SourcesOption, as_json: bool = JsonOption) -> None:
    """Every source as a row."""
    from leadseam import config

    found, broken = choose(sources or config.load().sources, [])
    rows = [source.row() for source in found]
    if as_json:
        for row in rows:
            write_line(row)
    else:
        _table(
            ("id", "name", "region", "engines", "base"),
            [{**row, "engines": ", ".join(sorted({keys["engine"] for keys in row["lists"]}))} for row in rows],
        )
    if broken:
        raise typer.Exit(PARTIAL if found else FAILED)


def add_source(
    url: str = typer.Argument(help="Address of a page that lists articles."),
    sources: Path | None = SourcesOption,
    allow_loopback: bool = LoopbackOption,
) -> None:
    """Write a site file for a column."""
    from leadseam import config
    from leadseam.crawl.detect import detect
    from leadseam.errors import ConfigError

    settings = config.load()
    folder = sources or settings.sources
    if folder is None:
        raise ConfigError("where should the site file go? Name a folder with --sources")
    found = detect(url, contact=settings.contact, allow_loopback=allow_loopback)
    path = folder / f"{found.id}.toml"
    if path.exists():
        raise ConfigError(f"{path} is there already; remove it or add the [[list]] by hand:\n{found.text}")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(found.text, encoding="utf-8")
    _show_list(found.trial)
    typer.echo(f"wrote {path}")


def try_source(
    name: str = typer.Argument(help="The source's id.", metavar="ID"),
    sources: Path | None = SourcesOption,
    allow_loopback: bool = LoopbackOption,
) -> None:
    """Try one source."""
    from leadseam import config
    from leadseam.crawl import trial

    settings = config.load()
    (source,), _ = choose(sources or settings.sources, [name])
    found = trial.run(source, contact=settings.contact, allow_loopback=allow_loopback)
    _show(found)
    for fault in found.faults:
        report(fault)
    if found.faults:
        raise typer.Exit(FAILED)


def show_status(
    sources: Path | None = SourcesOption, data: Path | None = DataOption, as_json: bool = JsonOption
) -> None:
    """Every source's health."""
    from datetime import UTC, datetime

    from leadseam import config
    from leadseam.crawl import health

    settings = config.load()
    found, _ = choose(sources or settings.sources, [])
    rows = [status.row() for status in health.statuses(found, data or settings.data, datetime.now(UTC))]
    if as_json:
        for row in rows:
            write_line(row)
    else:
        for row in rows:
            row["last_success"] = (row["last_success"] or "never")[:16].replace("T", " ")
        _table(("id", "state", "last_success", "new_7d", "pages", "newest", "blocked", "failed", "error"), rows)
    if any(row["state"] not in {"ok", "never"} for row in rows):
        raise typer.Exit(PARTIAL)


def _show(found: "Trial") -> None:
    for trial in found.lists:
        _show_list(trial)
    if found.article:
        kind = found.article.header("content-type") or "no content type"
        typer.echo(f"article: {found.article.outcome}, {len(found.article.body)} bytes, {kind}, {found.article.url}")


def _show_list(trial: "ListTrial") -> None:
    typer.echo(f"{trial.name}: {len(trial.articles)} articles at {trial.url}")
    for article in trial.articles[:_SHOWN]:
        typer.echo(f"  {article.published or '----------'}  {article.title or '(no title)'}  {article.url}")
    typer.echo(f"  next page: {trial.next or 'none'}")


def _table(columns: tuple[str, ...], rows: list[dict[str, object]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold", no_wrap=name == "id")
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in columns))
    Console(markup=False, highlight=False).print(table)
