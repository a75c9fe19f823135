"""`leadseam push`: tell a target what changed since it was told last."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from leadseam.cli import _query
from leadseam.cli._edge import Outcome, report

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from leadseam.sinks import RemoteSink


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("push")(_push)


def _push(
    target: Annotated[str, typer.Argument(help="A target of leadseam.toml, or webhook, or a format of export.")],
    db: Annotated[str | None, typer.Option(help="SQLAlchemy URL or a file's path.")] = None,
    url: Annotated[str | None, typer.Option(help="The address, for a target that leadseam.toml does not name.")] = None,
    secret_env: Annotated[str | None, typer.Option(help="The variable that holds the signing secret.")] = None,
    out: Annotated[Path | None, typer.Option(help="The file, for a format of export.")] = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Permit http and private addresses.")] = False,
    retry_dead: Annotated[bool, typer.Option("--retry-dead", help="Try again what the target refused.")] = False,
) -> None:
    """Send a webhook every lead that is new or changed since the last push; pushing twice sends nothing.

    The formats of export keep no record of what was told: they write every lead, each time.
    """
    from leadseam import config

    settings = config.load()
    named = settings.targets.get(target)
    kind = named.kind if named else target
    address = url or (named.url if named else None)
    variable = secret_env or (named.secret_env if named else None)
    _check_target(target, kind, (*settings.targets,))
    engine = _query.opened(db)
    if _is_file(kind):
        _write(engine, kind, out or (Path(address) if address else None))
        return
    if address is None:
        raise _query.wrong(f"push {target}: no address; give --url, or [targets.{target}] url = ... in leadseam.toml")
    if retry_dead:
        from leadseam.store.outbox import revive

        revive(engine, _ledger(named is not None, target, address))
    secret = _secret(variable)
    _send(engine, kind, address, secret, _ledger(named is not None, target, address), allow_private=allow_private)


def _ledger(is_named: bool, target: str, address: str) -> str:
    """The name under which deliveries are written down: the target's, else the address, without its query."""
    return target if is_named else f"{target} {address.partition('?')[0]}"


def _check_target(target: str, kind: str, named: tuple[str, ...]) -> None:
    from leadseam.sinks import SINKS

    if kind not in SINKS.names():
        raise _query.wrong(f"push: no target {target!r}; there are: {', '.join(sorted({*named, *SINKS.names()}))}")


def _is_file(kind: str) -> bool:
    from leadseam.sinks import SINKS

    return hasattr(SINKS.get(kind), "write")


def _write(engine: Engine, kind: str, out: Path | None) -> None:
    from leadseam.sinks._file import write
    from leadseam.store.search import export_leads

    written = write(kind, export_leads(engine), out)
    report(f"{_query.plural(written, 'lead')} in {out or 'standard output'}")


def _secret(variable: str | None) -> str | None:
    if variable is None:
        report("no secret_env is set: the messages go unsigned")
        return None
    if not (secret := os.environ.get(variable)):
        raise _query.wrong(f"the variable {variable} is empty; it must hold the signing secret")
    return secret


def _send(engine: Engine, kind: str, address: str, secret: str | None, ledger: str, *, allow_private: bool) -> None:
    from datetime import UTC, datetime

    from leadseam.errors import SinkError
    from leadseam.sinks import SINKS
    from leadseam.sinks._push import push

    sink = cast("RemoteSink", SINKS.get(kind))
    sender = sink.open_target(address, secret=secret, allow_private=allow_private)
    outcome = Outcome()
    try:
        for told in push(engine, ledger, sender, now=datetime.now(UTC)):
            if told.error is None:
                outcome.done += 1
            else:
                outcome.skip(told.lead_id, f"refused with {told.error}; a dead letter until it changes or --retry-dead")
    except SinkError as error:
        outcome.skip("the rest", str(error))
    report(f"{_query.plural(outcome.done, 'change')} sent")
    outcome.close()
