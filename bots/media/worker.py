"""A warm process: what looks into files is imported once, and each file gets a fresh child that dies with it.

Run as `python -m bots.media.worker` with a job a line on its input; it answers each with a line, in order.
"""

import errno
import json
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from math import ceil
from pathlib import Path
from types import FrameType
from typing import NoReturn

from bots.media.job import Job, Json, Work, WorkLimits
from bots.media.pictures import keep_picture
from bots.media.recordings import keep_recording
from contests.refusals import Refusal
from contests.rules.media import KINDS

_STORAGE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.EMFILE}
_ANSWER = 65_536  # bytes that a pipe holds, so that a child never waits for us
_STATM = Path("/proc/self/statm")  # where there is none, the system does not bound memory, and time alone does
_STATUS = Path("/proc/self/status")


def main() -> None:
    """Answer each line of input until there is none: then whoever wrote them is gone."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # no library's chatter among the answers
    for line in sys.stdin:
        answers.write(json.dumps(_watch(Job.from_json(json.loads(line)))) + "\n")
        answers.flush()


def _watch(job: Job) -> Json:
    """Have a child look into one upload, and end it when its time is over."""
    ours, theirs = os.pipe()
    begun = time.monotonic()
    child = os.fork()
    if not child:
        _be_child(job, theirs)
    os.close(theirs)
    status, used = _wait(child, job.work.clock)
    clock = time.monotonic() - begun
    os.set_blocking(ours, False)
    with os.fdopen(ours, "rb", buffering=0) as pipe:
        answer = pipe.read(_ANSWER)  # None where the child left children that hold the pipe
    work = Work(used.ru_utime + used.ru_stime, clock, used.ru_maxrss * 1024)
    verdict = json.loads(answer) if answer and status == 0 else _killed(job, os.WTERMSIG(status), clock)
    return {"verdict": verdict, "work": asdict(work)}


def _wait(child: int, seconds: float) -> tuple[int, resource.struct_rusage]:
    def end(_signal: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):  # it ended on its own at the last moment
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    _, status, used = os.wait4(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return status, used


def _killed(job: Job, by: int, clock: float) -> Json:
    """Say what it means that a child died: of us or the processor's limit, of the system's memory, of the file."""
    if by == signal.SIGXCPU or (by == signal.SIGKILL and clock >= job.work.clock):
        return _refused(_too_large(job, "time", round(job.work.clock)))
    if by == signal.SIGKILL:
        return _refused(_too_large(job, "memory", job.work.memory))
    return _refused(Refusal("broken_file", found=job.format)) | {"why": f"signal {by}"}


def _be_child(job: Job, answers: int) -> NoReturn:
    try:
        _confine(job.work, answers)
        os.write(answers, json.dumps(_verdict(job)).encode())
    finally:
        os._exit(0)


def _confine(work: WorkLimits, answers: int) -> None:
    """Take everything from this process but the file, the desk and one pipe; memory and time are bounded."""
    for standard in range(3):
        os.dup2(os.open(os.devnull, os.O_RDWR), standard)
    os.closerange(3, answers)
    seconds = ceil(work.processor)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if _STATM.exists():
        most = int(_STATM.read_text().split()[0]) * resource.getpagesize() + work.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _verdict(job: Job) -> Json:
    try:
        keep = keep_picture if KINDS[job.format] == "picture" else keep_recording
        return {"look": keep(job).to_json()}
    except Refusal as refusal:
        return _refused(refusal)
    except MemoryError:
        return _refused(_too_large(job, "memory", job.work.memory))
    except Exception as error:  # noqa: BLE001 - whatever a file makes a decoder raise, it is the file that is broken
        if isinstance(error, OSError) and error.errno in _STORAGE:
            return {"errno": error.errno}
        if _is_full(job.work):
            return _refused(_too_large(job, "memory", job.work.memory)) | {"why": repr(error)}
        return _refused(Refusal("broken_file", found=job.format)) | {"why": repr(error)}


def _is_full(work: WorkLimits) -> bool:
    """Guess whether memory ran out: many a decoder says that a file is broken when there is no more."""
    if not _STATM.exists():
        return False
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    used = int(_STATUS.read_text().partition("VmPeak:")[2].split()[0]) * 1024
    return used > most - work.memory / 2


def _refused(refusal: Refusal) -> Json:
    return {"refusal": refusal.key, "facts": dict(refusal.facts)}


def _too_large(job: Job, by: str, limit: int) -> Refusal:
    return Refusal("too_large", by=by, kind=KINDS[job.format], limit=limit)


if __name__ == "__main__":
    main()
