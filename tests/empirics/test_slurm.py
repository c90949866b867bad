"""A sweep over a real Slurm of one node, started here on the loopback device with a configuration of its own."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from empirics.spec import ElmanConfig, RunConfig
from empirics.store import list_runs
from empirics.sweeps.planned import Planned
from empirics.sweeps.slurm import INSTEAD, Work, submit
from theory.errors import InputError
from theory.results.runs import STATE

TOY = RunConfig(8, True, ElmanConfig(width=32, batch=1, eta=1e-3), steps=1, evaluate_every=1, held_out=4)
TOYS = [Planned(replace(TOY, seed=seed), 1.0) for seed in range(100)]
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "srun", "scancel", "sinfo")
#: Debian's package brings its programs where not every user looks.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"
UP_SECONDS, DONE_SECONDS = 30, 120

CONFIGURATION = """
ClusterName=loopback
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ctld_port}
SlurmdPort={d_port}
SlurmUser={user}
SlurmdUser={user}
# Nothing listens on any other address.
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1
MpiDefault=none
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


@contextmanager
def daemon(folder: Path, *command: str) -> Iterator[None]:
    with (folder / f"{command[0]}.out").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PATH": PATH})
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


@pytest.fixture(scope="module")
def slurm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cluster of this machine alone; skips, with the reason, where it cannot be had."""
    if missing := [name for name in NEEDED if not shutil.which(name, path=PATH)]:
        pytest.skip(f"no Slurm here: {', '.join(missing)} missing (Debian: slurm-wlm)")
    if os.getuid() != 0:
        pytest.skip("slurmd starts jobs as other users, and so only as root")
    folder = tmp_path_factory.mktemp("slurm")
    for name in ("state", "spool"):
        (folder / name).mkdir()
    (folder / "key").write_bytes(os.urandom(1024))
    (folder / "key").chmod(0o400)
    host = socket.gethostname().partition(".")[0]
    ctld_port, d_port = free_ports(2)
    configuration = folder / "slurm.conf"
    configuration.write_text(
        CONFIGURATION.format(
            host=host, ctld_port=ctld_port, d_port=d_port, user=getpass.getuser(), folder=folder
        )
    )
    files = {"socket": "munge.socket", "key-file": "key", "pid-file": "munged.pid", "seed-file": "seed"}
    munged = [f"--{option}={folder / name}" for option, name in files.items()]
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setenv("SLURM_CONF", str(configuration))
        patch.setenv("PATH", PATH)
        patch.setenv("OMP_NUM_THREADS", "1")
        stack.enter_context(daemon(folder, "munged", "--foreground", "--force", *munged))
        wait(lambda: (folder / "munge.socket").exists(), folder / "munged.out")
        stack.enter_context(daemon(folder, "slurmctld", "-D", "-f", str(configuration)))
        stack.enter_context(daemon(folder, "slurmd", "-D", "-f", str(configuration), "-N", host))
        wait(lambda: "idle" in output_of("sinfo", "--noheader", "--format=%t"), folder / "slurmctld.log")
        yield
        output_of("scancel", "--user", getpass.getuser())


def wait(condition: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + UP_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            said = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
            pytest.skip(f"Slurm does not start here: {said[-1] if said else 'it says nothing'}")
        time.sleep(0.1)


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def wait_for(root: Path, count: int) -> None:
    deadline = time.monotonic() + DONE_SECONDS
    while sum(run.finished for run in list_runs(root)) < count:
        logs = root.glob(".slurm/*/*.err")
        assert time.monotonic() < deadline, [log.read_text()[-500:] for log in logs]
        time.sleep(0.05)


def test_an_array_of_workers_cancelled_midway_and_submitted_again_does_each_run_once(
    slurm: None, tmp_path: Path
) -> None:
    root = tmp_path / "runs"
    (job,) = submit(TOYS, root, workers=1)
    wait_for(root, len(TOYS) // 4)
    output_of("scancel", "--signal=KILL", "--full", job)
    before = {run.folder.name: (run.folder / STATE).stat() for run in list_runs(root) if run.finished}
    assert len(before) < len(TOYS)
    both = submit(TOYS, root, workers=2, partition="main")
    # One array: the same number before the underscore.
    assert len({name.partition("_")[0] for name in both}) == 1
    assert len(both) == 2
    wait_for(root, len(TOYS))
    runs = {run.folder.name: run for run in list_runs(root)}
    assert runs.keys() == {plan.config.name for plan in TOYS}
    assert all(len(run.metrics()) == 1 for run in runs.values())
    for name, state in before.items():
        assert (root / name / STATE).stat().st_ino == state.st_ino
    with pytest.raises(InputError, match="all runs are finished: 100 runs"):
        submit(TOYS, root)


def test_what_slurm_refuses_is_said_in_one_line(
    slurm: None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError, match=r"Slurm takes no jobs: .*nvlink") as caught:
        submit(TOYS, tmp_path / "runs", partition="nvlink")
    assert "\n" not in str(caught.value)
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def refused(folder: Path, environment: dict[str, str]) -> str:
    """What a real process says when no Slurm takes its sweep; it exits with 2 and leaves nothing behind."""
    folder.mkdir()
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "from empirics.cli import main; main()",
            "sweep",
            "cpu",
            "--slurm",
            "--out=runs",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, process.stdout) == (2, "")
    assert list(folder.iterdir()) == []
    (line,) = process.stderr.splitlines()
    return line


@pytest.mark.parametrize("there", [[], ["srun"], ["sbatch"]])
def test_without_slurm_it_is_said_in_one_line(there: list[str], tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in there:
        (programs / name).touch(mode=0o755)
    line = refused(tmp_path / "here", {"PATH": str(programs)})
    missing = " and ".join(name for name in ("sbatch", "srun") if name not in there)
    assert line == f"subtask: no Slurm here: {missing} not found; {INSTEAD}"


def test_without_a_controller_it_is_said_in_one_line(tmp_path: Path) -> None:
    if missing := [name for name in ("sbatch", "srun") if not shutil.which(name)]:
        pytest.skip(f"no Slurm here: {', '.join(missing)} missing (Debian: slurm-client)")
    files = {"host": socket.gethostname().partition(".")[0], "user": getpass.getuser(), "folder": tmp_path}
    ctld_port, d_port = free_ports(2)
    configuration = CONFIGURATION.format(ctld_port=ctld_port, d_port=d_port, **files)
    # sbatch tries for as many seconds to reach the controller.
    (tmp_path / "slurm.conf").write_text(configuration + "MessageTimeout=1\n")
    line = refused(tmp_path / "here", {"SLURM_CONF": str(tmp_path / "slurm.conf")})
    assert line.startswith("subtask: Slurm takes no jobs: Batch job submission failed: Unable to contact")
    assert line.endswith(INSTEAD)


def test_a_job_that_slurm_preempts_is_queued_again_as_it_was(tmp_path: Path) -> None:
    again = Work().__submitit_checkpoint__(TOYS, tmp_path, 60.0)
    assert isinstance(again.function, Work)
    assert again.args == (TOYS, tmp_path, 60.0)
