"""Tests of bootstrap.py and manage.py: one clear sentence for whatever keeps a fresh machine from being set up.

Each runs a copy of the two files in a folder of its own, with a pip that is a stand-in: no test installs anything.
"""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).resolve().parent.parent
# The interpreter beneath this virtual environment: what a fresh machine has.
SYSTEM_PYTHON = sys._base_executable  # type: ignore[attr-defined]

PIP = """
import os, pathlib, sys
target = pathlib.Path(sys.argv[sys.argv.index("--python") + 1])
with open("pip.log", "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
{output}
print("Installing collected packages: django")
{failure}
django = target.parent.parent / "lib" / "python{version}" / "site-packages" / "django" / "core"
(django / "management").mkdir(parents=True, exist_ok=True)
(django.parent / "__init__.py").touch()
(django.parent.parent / "django-5.2.dist-info").mkdir(exist_ok=True)
(django / "__init__.py").touch()
(django / "management" / "__init__.py").write_text(
    "import sys\\ndef execute_from_command_line(argv): print('django ran', argv[1:], 'in', sys.prefix)\\n"
)
"""


class Machine:
    """A folder with manage.py, bootstrap.py and two tiny locks, and a stand-in for pip."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.modules = folder / "modules"
        self.folder.mkdir()
        (self.modules / "pip").mkdir(parents=True)
        (self.folder / "config").mkdir()
        for name in ("manage.py", "bootstrap.py", "config/__init__.py", "config/addresses.py", "config/locks.py"):
            shutil.copy(ROOT / name, self.folder / name)
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.folder / name).write_text("django==5.2 \\\n    --hash=sha256:00\n")
        (self.modules / "pip" / "__init__.py").touch()
        self.set_pip()

    def set_pip(self, failure: str = "", output: str = "print('Collecting django==5.2')") -> None:
        """Let pip print what it finds, and end with this line of Python, or work."""
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        text = PIP.format(failure=failure, output=output, version=version)
        (self.modules / "pip" / "__main__.py").write_text(text)

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[str]:
        """Start a script with the system's Python."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("ATTEST", "DJANGO", "VIRTUAL"))
        }
        env = kept | {"PYTHONPATH": str(self.modules), "PYTHONDONTWRITEBYTECODE": "1"} | env
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [SYSTEM_PYTHON, *arguments], cwd=self.folder, env=env, stdout=pipe, stderr=pipe, text=True
        )

    def manage(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run manage.py with the system's Python, to its end. No port is asked for unless a test asks for one."""
        if arguments == ("demo",):
            arguments = ("demo", "--no-serve")
        return finished(self.start("manage.py", *arguments, **env))

    def pip_calls(self) -> list[str]:
        """The arguments of each call of pip so far."""
        log = self.folder / "pip.log"
        return log.read_text().splitlines() if log.exists() else []


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """What a process printed, once it has ended."""
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a command that gave up: status 1, no traceback."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def test_a_fresh_checkout_installs_and_runs_the_command_in_its_own_environment(machine: Machine) -> None:
    done = machine.manage("demo", "--port", "8001", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == f"django ran ['demo', '--port', '8001', '--no-serve'] in {machine.folder}/.venv"
    assert "[1/1] django==5.2" in done.stderr


def test_only_wheels_that_match_their_hash_are_installed(machine: Machine) -> None:
    machine.manage("demo")
    [call] = machine.pip_calls()
    assert "--require-hashes --only-binary :all:" in call


def test_the_second_run_installs_nothing_and_says_nothing(machine: Machine) -> None:
    machine.manage("demo")
    done = machine.manage("demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(machine.pip_calls()) == 1


def test_testing_installs_the_development_lock_which_serves_the_demo_too(machine: Machine) -> None:
    machine.manage("test")
    machine.manage("demo")
    [call] = machine.pip_calls()
    assert call.endswith("requirements-dev.txt")


def test_a_changed_lock_is_installed(machine: Machine) -> None:
    machine.manage("demo")
    (machine.folder / "requirements.txt").write_text("django==5.3 \\\n    --hash=sha256:11\n")
    assert machine.manage("demo").returncode == 0
    assert len(machine.pip_calls()) == 2


def test_an_interrupted_installation_is_made_anew(machine: Machine) -> None:
    machine.set_pip("sys.exit(1)")
    assert machine.manage("demo").returncode == 1
    leftover = machine.folder / ".venv" / "leftover"
    leftover.touch()
    machine.set_pip()
    assert machine.manage("demo").returncode == 0
    assert not leftover.exists()


def test_an_environment_of_another_python_is_made_anew(machine: Machine) -> None:
    machine.manage("demo")
    leftover = machine.folder / ".venv" / "leftover"
    leftover.touch()
    stamp = machine.folder / ".venv" / ".attest-installed-requirements"
    stamp.write_text(stamp.read_text().replace(f"3.{sys.version_info[1]} ", "3.99 "))
    assert machine.manage("demo").returncode == 0
    assert not leftover.exists()


def test_two_set_ups_at_once_wait_for_one_another(machine: Machine) -> None:
    machine.set_pip("import time; time.sleep(1)")
    both = [machine.start("bootstrap.py", "--dev"), machine.start("manage.py", "demo", "--no-serve")]
    done = [finished(process) for process in both]
    assert [each.returncode for each in done] == [0, 0], [each.stderr for each in done]
    assert sum("Waiting for another set-up to finish ..." in each.stderr for each in done) == 1
    assert "django ran" in done[1].stdout


def test_no_stamp_stands_while_something_is_being_installed(machine: Machine) -> None:
    machine.manage("test")
    machine.set_pip("import glob; print('ERROR: stamps', glob.glob('.venv/.attest-installed-*')); sys.exit(1)")
    (machine.folder / "requirements.txt").write_text("django==5.3 \\\n    --hash=sha256:11\n")
    assert refusal(machine.manage("demo")).endswith("pip says: stamps []")


@pytest.mark.parametrize("lost", ["pyvenv.cfg", "bin/python", "lib/python{version}/site-packages/django-5.2.dist-info"])
def test_a_stamp_is_not_believed_where_something_is_gone(machine: Machine, lost: str) -> None:
    machine.manage("demo")
    path = machine.folder / ".venv" / lost.format(version=f"3.{sys.version_info[1]}")
    path.rmdir() if path.is_dir() else path.unlink()
    assert machine.manage("demo").returncode == 0
    assert len(machine.pip_calls()) == 2
    assert path.exists()


def test_a_stamp_of_another_environment_is_not_believed(machine: Machine) -> None:
    machine.manage("demo")
    stamp = machine.folder / ".venv" / ".attest-installed-requirements"
    text = stamp.read_text()
    shutil.rmtree(machine.folder / ".venv")
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", machine.folder / ".venv"], check=True)
    stamp.write_text(text)
    assert "django ran" in machine.manage("demo").stdout
    assert len(machine.pip_calls()) == 2


@pytest.mark.enable_socket
def test_a_busy_port_is_told_before_anything_is_installed(machine: Machine) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert refusal(machine.manage("demo", f"--port={port}")).startswith(f"Port {port} on 127.0.0.1 is in use")
    assert not (machine.folder / ".venv").exists()


def test_what_is_no_port_is_told_before_anything_is_installed(machine: Machine) -> None:
    done = machine.manage("demo", "--port", "http")
    assert done.returncode == 2
    assert "'http' is not a port" in done.stderr
    assert not (machine.folder / ".venv").exists()


def test_progress_ends_complete_where_some_packages_are_not_for_this_machine(machine: Machine) -> None:
    names = ["asgiref==3.11", "colorama==0.4", "django==5.2"]
    (machine.folder / "requirements.txt").write_text("".join(f"{name} --hash=sha256:00\n" for name in names))
    machine.set_pip(
        output="""
print("Ignoring colorama: markers 'sys_platform == \\"win32\\"' don't match your environment")
print("Requirement already satisfied: asgiref==3.11 in ./.venv/lib (from -r requirements.txt (line 1)) (3.11)")
print("Collecting django==5.2")
"""
    )
    done = machine.manage("demo")
    assert [line.strip() for line in done.stderr.splitlines() if "/" in line and "[" in line] == [
        "[1/2] asgiref==3.11",
        "[2/2] django==5.2",
    ]


def test_a_network_that_fails_is_said_in_one_sentence(machine: Machine) -> None:
    machine.set_pip("print('WARNING: Retrying (Retry(total=1)) after connection broken'); sys.exit(1)")
    assert "the package index does not answer" in refusal(machine.manage("demo"))


def test_a_package_that_was_tampered_with_is_said_in_one_sentence(machine: Machine) -> None:
    machine.set_pip("print('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE.'); sys.exit(1)")
    assert "does not match its hash" in refusal(machine.manage("demo"))


def test_any_other_failure_of_pip_is_told_in_its_words(machine: Machine) -> None:
    machine.set_pip("print('ERROR: No space left on device'); sys.exit(1)")
    assert refusal(machine.manage("demo")).endswith("pip says: No space left on device")


def test_a_missing_pip_is_said_in_one_sentence(machine: Machine) -> None:
    shutil.rmtree(machine.modules / "pip")
    # The Python beneath may have a pip of its own.
    (machine.modules / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pip' else find(name, *a)\n"
    )
    assert refusal(machine.manage("demo")).startswith("Attest needs pip to install its packages")


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(machine: Machine) -> None:
    # A file where .venv should stand: it stops root too, whom permissions do not.
    (machine.folder / ".venv").write_text("")
    assert refusal(machine.manage("demo")).startswith(f"Attest cannot set up {machine.folder}/.venv: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said_in_one_sentence(machine: Machine) -> None:
    machine.folder.chmod(0o555)
    try:
        assert "Permission denied" in refusal(machine.manage("demo"))
    finally:
        machine.folder.chmod(0o755)


def test_it_can_be_told_to_stay_out_of_the_way(machine: Machine) -> None:
    machine.manage("demo", ATTEST_BOOTSTRAP="0")
    assert machine.pip_calls() == []
    assert not (machine.folder / ".venv").exists()


def test_in_another_environment_without_django_it_says_what_to_install(machine: Machine, tmp_path: Path) -> None:
    other = tmp_path / "other"
    subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--without-pip", other], check=True)
    done = subprocess.run(
        [other / "bin" / "python", "manage.py", "demo"], cwd=machine.folder, capture_output=True, text=True, check=False
    )
    assert refusal(done).startswith(f"django is not installed in {other}: run `{other}/bin/python -m pip install")
    assert not (machine.folder / ".venv").exists()


def test_an_old_python_is_told_so_before_anything_else() -> None:
    source = (ROOT / "manage.py").read_text()
    before_imports = source[: source.index("import bootstrap")]
    old = "import sys\nsys.version_info = (3, 6, 9)\n" + before_imports.replace("#!/usr/bin/env python3\n", "")
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert refusal(done) == "Attest needs Python 3.11 or newer; this is 3.6."


@pytest.mark.parametrize(
    "line",
    ["Collecting django==5.2.19", "Collecting django==5.2.19 (from -r requirements.txt (line 9))"],
)
def test_progress_names_the_package(line: str) -> None:
    found = bootstrap.FETCHING.match(line)
    assert found is not None
    assert found[1] == "django==5.2.19"
