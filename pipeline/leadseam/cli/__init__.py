"""The command line: one module a command, found by scanning this folder.

A command module has `register(app)`, imports at its top only what is light (typer, `cli._edge`), and everything
heavy inside its function, so that `leadseam --help` starts in a blink.
"""

import os
import sys

import typer

from leadseam import __version__
from leadseam.cli._edge import DONE, FAILED, INTERRUPTED, USAGE, PipeClosedError, report
from leadseam.errors import LeadseamError
from leadseam.registry import Registry

# What Typer raises for any wrong use; older releases take it from click, newer ones bring their own.
_WRONG_USAGE: type[Exception] = typer.BadParameter.__mro__[1]

app = typer.Typer(
    name="leadseam",
    help="Mines government news, newspapers and speeches for investment leads and metrics.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"leadseam {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """Mines government news, newspapers and speeches for investment leads and metrics."""


def main() -> None:
    """Run the command line; every expected failure is one line on stderr and an exit code of the contract."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.exit(_run())


def _run() -> int:
    try:
        commands = Registry("leadseam.cli")
        for name in commands.names():
            commands.get(name).register(app)
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except _WRONG_USAGE as error:
        context = getattr(error, "ctx", None)
        help_at = f"; see {context.command_path} --help" if context else ""
        if message := error.format_message().rstrip("."):  # type: ignore[attr-defined]
            report(message + help_at)
        return USAGE
    except LeadseamError as error:
        report(str(error))
        return FAILED
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except (PipeClosedError, BrokenPipeError):
        # Nothing may be written any more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as error:
        report(f"{error.filename or 'output'}: {error.strerror or error}")
        return FAILED
    if code == INTERRUPTED:
        report("interrupted; run it again to go on")
    return code if isinstance(code, int) else DONE
