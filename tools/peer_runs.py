"""What the scripts that run other programs over many molecules share: reading, choosing, a table that grows by rows."""
import os
import re
import shlex
import subprocess
import time


def frames(path):
    """The frames of an extended XYZ file: (keys of the comment, [(symbol, [x, y, z] in ångström)])."""
    with open(path) as f:
        while count := f.readline().strip():
            keys = dict(w.split("=", 1) for w in shlex.split(f.readline()) if "=" in w)
            yield keys, [(w[0], [float(x) for x in w[1:4]]) for w in (f.readline().split() for _ in range(int(count)))]


def evenly(items, count):
    """`count` items at even distances: files are sorted by size, so that the first ones would be the smallest molecules."""
    return items if not count or count >= len(items) else [items[k * len(items) // count] for k in range(count)]


def molecules(choices):
    """The chosen frames of some files, each given as FILE or FILE:COUNT."""
    result = []
    for choice in choices:
        path, count = re.fullmatch(r"(.*?)(?::(\d+))?", choice).groups()
        result += evenly(list(frames(path)), int(count or 0))
    for keys, _ in result:
        if float(keys.get("charge", 0)) != 0.0:
            raise SystemExit(f"Neutral molecules were expected, but gdb9_index {keys['gdb9_index']} has charge {keys['charge']}.")
    return result


class Table:
    """A table of comma-separated values with the molecule's index first; rows that a file already has are not made again."""

    def __init__(self, path, about, columns):
        self.path = path
        self.done = set()
        head = "".join(f"# {line}\n" for line in about) + ",".join(["gdb9_index", *columns]) + "\n"
        if os.path.exists(path):
            with open(path) as f:
                text = f.read()
            if not text.startswith(head):
                raise SystemExit(f"{path} was made in another way; move it away first.")
            self.done = {int(line.split(",", 1)[0]) for line in text[len(head):].splitlines()}
        else:
            with open(path, "w") as f:
                f.write(head)

    def fill(self, chosen, row):
        """Adds the row of every molecule that has none; `row` gives its cells, None for what the program did not give."""
        start = time.monotonic()
        fresh = [(int(keys["gdb9_index"]), atoms) for keys, atoms in chosen if int(keys["gdb9_index"]) not in self.done]
        for n, (index, atoms) in enumerate(fresh, 1):
            cells = ["" if cell is None else str(cell) for cell in row(atoms)]
            with open(self.path, "a") as f:
                f.write(",".join([str(index), *cells]) + "\n")
            if n % 100 == 0:
                print(f"{n} of {len(fresh)}, {time.monotonic() - start:.0f} s", flush=True)
        with open(self.path) as f:
            lines = f.read().splitlines(keepends=True)
        head = [line for line in lines if not line[0].isdigit()]
        rows = sorted((line for line in lines if line[0].isdigit()), key=lambda line: int(line.split(",", 1)[0]))
        with open(self.path, "w") as f:
            f.writelines(head + rows)


class Clock:
    """CPU time of programs that were waited for, seconds by name."""

    def __init__(self):
        self.seconds, self.calls = {}, {}

    def run(self, command, folder, **settings):
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_STACKSIZE": "1G"} | settings
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        name = os.path.basename(command[0])
        self.seconds[name] = self.seconds.get(name, 0.0) + usage.ru_utime + usage.ru_stime
        self.calls[name] = self.calls.get(name, 0) + 1
        return process.returncode, output

    def report(self):
        for name, seconds in self.seconds.items():
            print(f"{name}: {1e3 * seconds / self.calls[name]:.1f} ms of CPU time a run, {self.calls[name]} runs")
