"""The main process's end of a worker process."""

import json
import os
import subprocess
import sys

from bots.media.job import Job, Json, Work


class Bench:
    """One warm process that looks into one file at a time; it starts with the first."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def do(self, job: Job) -> tuple[Json, Work]:
        """Look into an upload: the worker's verdict, and what it took. Blocks; for one thread at a time.

        Raises:
            OSError: the process is gone, by nobody's fault who sent a file. The next job starts another.
        """
        process = self._running()
        assert process.stdin  # noqa: S101 - Popen was given a pipe
        assert process.stdout  # noqa: S101 - and another
        process.stdin.write(json.dumps(job.to_json()) + "\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        if not answer:
            self.close()
            raise ChildProcessError("the process that looks into files is gone")
        said = json.loads(answer)
        return said["verdict"], Work(**said["work"])

    def close(self) -> None:
        """End the process."""
        if self._process:
            with self._process:  # closes its input, at which it ends
                self._process = None

    def _running(self) -> subprocess.Popen[str]:
        if self._process and self._process.poll() is not None:
            self.close()
        if not self._process:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "bots.media.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={"PYTHONPATH": os.pathsep.join(sys.path)},  # none of our secrets
                text=True,
                start_new_session=True,  # Ctrl-C is for us: a file at work may finish
            )
        return self._process
