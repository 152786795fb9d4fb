"""Is everything installed? If not, makes .venv from the hash-locked requirements and runs the command again in it.

Uses the standard library only. Inside any other virtual environment, or with ATTEST_BOOTSTRAP=0, it installs nothing.
"""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NoReturn

from config import addresses, locks

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / ".attest-unfinished"
# Outside .venv, which may be deleted and made anew while the lock is held.
SETTING_UP = ROOT / "var" / "setup.lock"
# pip says "Processing" where the wheel lies in a folder of this machine.
FETCHING = re.compile(r"(?:Collecting|Processing|Requirement already satisfied:) (?:\S*/)?(\S+)")


def ensure(*, dev: bool) -> None:
    """Return when Django (and, with dev, the test tools) can be imported here; otherwise install and start again.

    Ends the process with one sentence and status 1 where that cannot be done.
    """
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if os.environ.get("ATTEST_BOOTSTRAP") == "0" or (sys.prefix != sys.base_prefix and not inside):
        require_installed(dev=dev)
        return
    lock = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    if is_installed(lock):
        if not inside:
            run_again(PYTHON)
        return
    if inside:
        run_again(Path(sys._base_executable))  # type: ignore[attr-defined]  # .venv may have to be made anew
    require_address()
    try:
        with locks.held(SETTING_UP, waiting=lambda: say("Waiting for another set-up to finish ...")):
            # The other one may have installed what is wanted here.
            if not is_installed(lock):
                install(lock)
    except OSError as error:
        fail(f"Attest cannot set up {VENV}: {error.strerror or error}.")
    except KeyboardInterrupt:
        fail("Stopped while installing; the next run starts the installation again.")
    run_again(PYTHON)


def require_installed(*, dev: bool) -> None:
    """End with one sentence where another environment lacks what the command needs."""
    module, lock = ("pytest_django", "requirements-dev.txt") if dev else ("django", "requirements.txt")
    if importlib.util.find_spec(module) is None:
        fail(
            f"{module} is not installed in {sys.prefix}: run `{sys.executable} -m pip install --require-hashes"
            f" -r {lock}` there, or leave that environment and manage.py makes its own."
        )


def require_address() -> None:
    """End with one sentence where the demo could not be served: installing takes minutes, so it is told before."""
    if sys.argv[1:2] == ["demo"] and (complaint := addresses.demo_complaint(sys.argv[2:])):
        fail(complaint)


def is_installed(lock: Path) -> bool:
    """Whether .venv was completed from exactly this lock, for this version of Python, and still holds its packages."""
    try:
        told, *packages = stamp(lock).read_text().splitlines()
        return is_sound() and told == fingerprint(lock) and bool(packages) and set(packages) <= set(installed())
    except (OSError, ValueError):
        return False


def is_sound() -> bool:
    """Whether .venv is an environment of this version of Python whose last installation went to its end."""
    return (VENV / "pyvenv.cfg").exists() and PYTHON.exists() and site_packages().is_dir() and not UNFINISHED.exists()


def install(lock: Path) -> None:
    """Bring .venv to the state of the lock; one that was interrupted, or made by another Python, is made anew.

    To be called by the holder of the lock SETTING_UP only.
    """
    version = ".".join(map(str, sys.version_info[:2]))
    stamps = list(VENV.glob(".attest-installed-*"))
    if VENV.is_dir() and not (is_sound() and all(path.read_text().startswith(version + " ") for path in stamps)):
        shutil.rmtree(VENV)
    say(f"Setting up {VENV} from {lock.name}; this is done once.")
    pip = pip_command()
    make_venv()
    # What they say is not true any more, whatever comes of this installation.
    for path in stamps:
        path.unlink(missing_ok=True)
    pip_install(pip, lock)
    # The development lock holds everything of the other one: both are met.
    for met in {lock, ROOT / "requirements.txt"}:
        stamp(met).write_text("\n".join([fingerprint(met), *installed()]))
    UNFINISHED.unlink()


def make_venv() -> None:
    """A .venv, empty if there was none, marked as unfinished.

    It gets no pip of its own: Debian without python3-venv has none to put in.
    """
    if PYTHON.exists():
        UNFINISHED.touch()
        return
    try:
        import venv
    except ImportError:
        fail("Attest needs Python's venv module, and this Python comes without it.")
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    venv.EnvBuilder(symlinks=os.name != "nt").create(VENV)


def pip_command() -> list[str]:
    """The pip of this Python, aimed at .venv."""
    if importlib.util.find_spec("pip") is None:
        fail(f"Attest needs pip to install its packages, and {sys.executable} has none: apt install python3-pip.")
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def pip_install(pip: list[str], lock: Path) -> None:
    """Install the lock, wheels only and each checked against its hash, telling how far it is."""
    total = len(re.findall(r"^[a-z0-9][^ ]*==", lock.read_text(), re.MULTILINE))
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--retries", "2"]
    command = [*pip, "install", *options, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    env = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    output, done = [], 0
    with subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        for line in process.stdout:
            output.append(line.strip())
            if found := FETCHING.match(line):
                done += 1
                say(f"  [{done}/{total}] {found[1]}")
            elif line.startswith("Ignoring "):  # a package for other machines
                total -= 1
            elif line.startswith("Installing collected packages"):
                say("  unpacking ...")
            elif "Retrying" in line:
                say("  the package index does not answer, trying again ...")
    if process.returncode:
        fail(pip_complaint(output))


def pip_complaint(output: list[str]) -> str:
    """One sentence out of the output of a failed pip."""
    if any("Retrying" in line for line in output):
        return "The packages could not be downloaded: the package index does not answer. Check the network."
    if any("DO NOT MATCH THE HASHES" in line for line in output):
        return "A downloaded package does not match its hash in the lock, so nothing was installed."
    errors = [line.removeprefix("ERROR: ") for line in output if line.startswith("ERROR: ")]
    return f"The packages could not be installed. pip says: {(errors or output or ['nothing'])[-1]}"


def site_packages() -> Path:
    """Where this version of Python looks for packages in .venv."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))


def installed() -> list[str]:
    """The packages in .venv, each by the folder that describes it: django-5.2.19.dist-info."""
    return sorted(path.name for path in site_packages().glob("*.dist-info"))


def stamp(lock: Path) -> Path:
    """The file that says which lock .venv was completed from: its fingerprint, then the packages found there."""
    return VENV / f".attest-installed-{lock.stem}"


def fingerprint(lock: Path) -> str:
    """The version of Python and the content of the lock, in one line."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def run_again(python: Path) -> NoReturn:
    """Run this same command with another interpreter, in place of this process."""
    argv = [str(python), *sys.orig_argv[1:]]
    if os.name == "nt":  # execv there returns to the shell before the command has ended
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(subprocess.run(argv, check=False).returncode)
    os.execv(argv[0], argv)


def say(text: str) -> None:
    """One line of progress."""
    print(text, file=sys.stderr, flush=True)


def fail(sentence: str) -> NoReturn:
    """End with one sentence and status 1."""
    sys.exit(sentence)


if __name__ == "__main__":
    # python3 bootstrap.py [--dev] installs and runs nothing else.
    ensure(dev="--dev" in sys.argv)
