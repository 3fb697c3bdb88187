#!/usr/bin/env python3
"""Makes real runs of the built tool go wrong and looks at what is left.

    faults.py TOOL [--count N] [--seed N]

Each fault kills the tool before or after one of the calls that change files, lets such calls fail with a full
disk, a read-only file system or another error, cuts writes short, allows few descriptors or little memory,
or truncates, cuts and flips its input. After each: the exit status is a documented one, a failure says why, the
results asked for are whole or absent, and nothing that stood there before is changed or gone.
"""
import argparse
import errno
import hashlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DOCUMENTED = {0, 1, 2, 74, 130}
SCENARIO = os.path.join(HERE, "small.scenario")


def digest(folder):
    """The names and the contents of all files beneath a folder, hidden ones too."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


class Bench:
    """A folder with policies, a scenario and the results of an earlier run."""

    def __init__(self, tool):
        self.tool = os.path.abspath(tool)
        self.folder = tempfile.mkdtemp(prefix="cofund-faults-")
        self.failures = []
        self.counts = {}
        shutil.copytree(os.path.join(ROOT, "Policies"), os.path.join(self.folder, "Policies"))
        os.mkdir(os.path.join(self.folder, "Examples"))
        shutil.copy(SCENARIO, os.path.join(self.folder, "Examples"))
        self.interposer = os.path.join(self.folder, "interpose.so")
        compiler = next(c for c in ("clang", "cc", "gcc") if shutil.which(c))
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", os.path.join(HERE, "interpose.c"), "-o",
             self.interposer, "-ldl"], check=True)
        self.compare = ["compare", "Examples/small.scenario", "--quiet"]
        self.reference = self.whole("reference")
        self.whole("mine", "--seed", "9")
        self.mine = digest(self.path("mine"))

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def whole(self, out, *more):
        answer = self.run(self.compare + ["--out", out, *more])
        if answer.returncode != 0:
            sys.exit(f"a run without faults failed: {answer.stderr}")
        return digest(self.path(out))

    def run(self, arguments, fault=None, limits=None, timeout=600, **more):
        environment = dict(os.environ)
        if fault:
            environment.update({k: str(v) for k, v in fault.items()})
            environment["LD_PRELOAD"] = self.interposer

        def restrict():
            for each, most in (limits or {}).items():
                resource.setrlimit(each, (most, most))

        return subprocess.run(
            [self.tool, *arguments], cwd=self.folder, env=environment, timeout=timeout,
            preexec_fn=restrict, text=True, errors="replace",
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more})

    def calls(self, arguments):
        """How many calls that change files a run makes."""
        count = self.path("count")
        self.run(arguments, {"FAULT_COUNT": count})
        with open(count) as file:
            number = int(file.read())
        os.remove(count)
        return number

    def note(self, kind, what, answer=None):
        text = f"{kind}: {what}"
        if answer is not None:
            text += f"; status {answer.returncode}, {answer.stderr[-300:]!r}"
        self.failures.append(text)

    def judge(self, kind, name, answer, killed=False):
        """What every run must satisfy, whatever went wrong."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        status = answer.returncode
        if killed and status == -signal.SIGKILL:
            return
        if status not in DOCUMENTED:
            self.note(kind, f"{name}: an undocumented end", answer)
        elif status != 0 and not answer.stderr.strip():
            self.note(kind, f"{name}: a failure without a word", answer)

    def clean(self):
        """Takes away what an injected fault may leave, and says whether anything visible was half there."""
        for name in os.listdir(self.folder):
            if name.startswith(".") or name.startswith("new"):
                shutil.rmtree(self.path(name))


def into_new_folder(bench, number, kind, code):
    """A fault while results are written to a new folder."""
    fault = {"FAULT_AT": number, "FAULT_KIND": kind, "FAULT_NUMBER": code}
    name = f"call {number} {errno.errorcode.get(code, '')}"
    answer = bench.run(bench.compare + ["--out", "new"], fault)
    bench.judge(kind, name, answer, killed=kind in ("kill", "after"))
    there = os.path.exists(bench.path("new"))
    if there and digest(bench.path("new")) != bench.reference:
        bench.note(kind, f"{name}: half a folder stands", answer)
    if answer.returncode == 0 and not there:
        bench.note(kind, f"{name}: done, and no folder", answer)
    if kind == "refuse" and answer.returncode == 0 and code != errno.EINVAL:
        left = [n for n in os.listdir(bench.folder) if n.startswith(".new")]
        if not left and digest(bench.path("new")) != bench.reference:
            bench.note(kind, f"{name}: an error went by unnoticed", answer)
    if digest(bench.path("mine")) != bench.mine:
        bench.note(kind, f"{name}: earlier results changed", answer)
    bench.clean()


def over_old_folder(bench, number, kind, code):
    """A fault while results replace those of an earlier run."""
    shutil.copytree(bench.path("mine"), bench.path("newer"))
    fault = {"FAULT_AT": number, "FAULT_KIND": kind, "FAULT_NUMBER": code}
    name = f"replace, call {number} {errno.errorcode.get(code, '')}"
    answer = bench.run(bench.compare + ["--out", "newer", "--replace"], fault)
    bench.judge(kind, name, answer, killed=kind in ("kill", "after"))
    now = digest(bench.path("newer")) if os.path.exists(bench.path("newer")) else None
    if now != bench.mine and now != bench.reference:
        bench.note(kind, f"{name}: neither the old results nor the new stand there", answer)
    if answer.returncode == 0 and now != bench.reference:
        bench.note(kind, f"{name}: done, and not replaced", answer)
    bench.clean()


def in_format(bench, number, kind, code):
    """A fault while a policy is laid out."""
    path = bench.path("newly.policy")
    with open(bench.path("Policies", "regimes", "england.policy")) as file:
        text = file.read()
    for indent in ("    ", "  "):
        text = text.replace("\n" + indent, "\n " + indent)
    with open(path, "w") as file:
        file.write(text)
    shutil.copy(path, bench.path("count"))
    before = digest_of(path)
    name = f"format, call {number}"
    fault = {"FAULT_AT": number, "FAULT_KIND": kind, "FAULT_NUMBER": code}
    answer = bench.run(["format", "newly.policy"], fault)
    bench.judge(kind, name, answer, killed=kind in ("kill", "after"))
    now = digest_of(path)
    os.remove(bench.path("count"))
    check = bench.run(["format", "newly.policy"])
    if check.returncode != 0 or (now != before and now != digest_of(path)):
        bench.note(kind, f"{name}: neither the old text nor the new", answer)
    for left in os.listdir(bench.folder):
        if left.startswith(".newly") or left == "newly.policy":
            os.remove(bench.path(left))


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def with_little(bench, source, kind, most):
    """A run with few descriptors, small files or little memory."""
    limits = {kind: most}
    answer = bench.run(bench.compare + ["--out", "new"], limits=limits)
    bench.judge(source, str(most), answer)
    there = os.path.exists(bench.path("new"))
    if there and digest(bench.path("new")) != bench.reference:
        bench.note(source, f"{most}: half a folder stands", answer)
    if not there and answer.returncode == 0:
        bench.note(source, f"{most}: done, and no folder", answer)
    bench.clean()


def damaged(bench, random_numbers):
    """A run on input that is truncated, cut or flipped somewhere."""
    names = ["Examples/small.scenario", "Policies/regimes/england.policy", "Policies/evidence/htq-evidence.policy"]
    name = random_numbers.choice(names)
    with open(bench.path(name), "rb") as file:
        whole = file.read()
    broken = bytearray(whole)
    at = random_numbers.randrange(len(broken))
    way = random_numbers.choice(["truncated", "flipped", "cut", "doubled"])
    if way == "truncated":
        del broken[at:]
    elif way == "flipped":
        broken[at] ^= 1 << random_numbers.randrange(8)
    elif way == "cut":
        del broken[at:at + random_numbers.randrange(1, 200)]
    else:
        broken[at:at] = broken[at:at + random_numbers.randrange(1, 200)]
    with open(bench.path(name), "wb") as file:
        file.write(broken)
    answer = bench.run(bench.compare + ["--out", "new"])
    bench.judge("damage", f"{name} {way} at {at}", answer)
    if answer.returncode != 0 and os.path.exists(bench.path("new")):
        bench.note("damage", f"{name} {way} at {at}: failed and wrote", answer)
    with open(bench.path(name), "wb") as file:
        file.write(whole)
    bench.clean()


def interrupted(bench, number, after):
    """A long run that is asked to stop at some moment."""
    process = subprocess.Popen(
        [bench.tool, *bench.compare, "--out", "new", "--draws", "4000"], cwd=bench.folder,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(after)
    process.send_signal(number)
    try:
        out, errors = process.communicate(timeout=300)
    except subprocess.TimeoutExpired:
        process.kill()
        out, errors = process.communicate()
        bench.note("interrupt", f"{number} after {after:.3f} s: it went on")
    bench.counts["interrupt"] = bench.counts.get("interrupt", 0) + 1
    # Before it listens a signal ends it as the system does.
    if process.returncode not in (0, 130, -number):
        bench.note("interrupt", f"{number} after {after:.3f} s: {process.returncode} {errors!r}")
    if process.returncode != 0 and any("new" in n for n in os.listdir(bench.folder)):
        bench.note("interrupt", f"{number} after {after:.3f} s: something is left")
    bench.clean()


def outputs(bench):
    """Outputs that cannot be written, before and after the run."""
    kind = "output"
    full = open("/dev/full", "w")
    reading, writing = os.pipe()
    os.close(reading)
    closed = {"preexec_fn": lambda: os.close(1)}
    for name, arguments, more in [
        ("/dev/full", bench.compare + ["--out", "new"], {"stdout": full}),
        ("a closed pipe", bench.compare + ["--out", "new"], {"stdout": writing}),
        ("check to /dev/full", ["check", "Policies"], {"stdout": full}),
        ("check to a closed pipe", ["check", "Policies"], {"stdout": writing}),
        ("help to /dev/full", ["compare", "--help"], {"stdout": full}),
        ("errors to /dev/full", ["check", "Policies", "--nothing"], {"stderr": full}),
    ]:
        answer = bench.run(arguments, **more)
        bench.counts[kind] = bench.counts.get(kind, 0) + 1
        wanted = 2 if "errors" in name else 74
        if answer.returncode != wanted:
            bench.note(kind, name, answer)
        bench.clean()
    process = subprocess.run(
        [bench.tool, *bench.compare, "--out", "new"], cwd=bench.folder, stderr=subprocess.PIPE,
        text=True, **closed)
    bench.counts[kind] += 1
    if process.returncode != 74 or "closed" not in process.stderr or os.path.exists(bench.path("new")):
        bench.note(kind, "closed output", process)
    bench.clean()
    for name, out in [
        ("a file stands in the way", "Policies/evidence/htq-evidence.policy/new"), ("an empty name", ""),
        ("a folder of the system", "/proc/new"), ("results of nobody", "Policies"),
    ]:
        for more in ([], ["--replace"]):
            before = digest(bench.path("Policies"))
            answer = bench.run(bench.compare + ["--draws", "9999998", "--out", out, *more], timeout=300)
            bench.counts[kind] += 1
            if answer.returncode not in (2, 74) or digest(bench.path("Policies")) != before:
                bench.note(kind, name, answer)
    bench.clean()


def together(bench):
    """Runs at once into one folder, and into the next free number."""
    for arguments, wanted in [(["--out", "new"], [0, 74, 74, 74, 74, 74]), ([], [0] * 6)]:
        runs = [
            subprocess.Popen(
                [bench.tool, *bench.compare, *arguments], cwd=bench.folder, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True) for _ in range(6)]
        for each in runs:
            each.communicate()
        bench.counts["together"] = bench.counts.get("together", 0) + 6
        found = sorted(each.returncode for each in runs)
        if found != wanted:
            bench.note("together", f"{arguments}: {found}")
        home = bench.folder if arguments else bench.path("results")
        names = [n for n in os.listdir(home) if n.startswith("new") or n.startswith("small")]
        whole = [n for n in names if digest(os.path.join(home, n)) == bench.reference]
        # One that begins once the folder is there is refused before it runs, and has no results.
        if len(whole) != len(names) or (not arguments and len(whole) != 6):
            bench.note("together", f"{arguments}: {len(whole)} whole results of {names}")
        shutil.rmtree(bench.path("results"), ignore_errors=True)
        bench.clean()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    # A shell has what runs in its background ignore interrupts, and so would the tool.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    numbers = random.Random(options.seed)
    bench = Bench(options.tool)
    try:
        outputs(bench)
        together(bench)
        new = bench.calls(bench.compare + ["--out", "new"])
        bench.clean()
        shutil.copytree(bench.path("mine"), bench.path("newer"))
        old = bench.calls(bench.compare + ["--out", "newer", "--replace"])
        bench.clean()
        codes = [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT, errno.EMFILE]
        for _ in range(options.count):
            what = numbers.randrange(10)
            kind = numbers.choice(["kill", "after", "refuse", "refuse", "short"])
            code = numbers.choice(codes)
            if what < 3:
                into_new_folder(bench, numbers.randint(1, new), kind, code)
            elif what < 6:
                over_old_folder(bench, numbers.randint(1, old), kind, code)
            elif what == 6:
                in_format(bench, numbers.randint(1, 6), kind, code)
            elif what == 7:
                little = numbers.choice(["descriptors", "file size", "memory"])
                if little == "descriptors":
                    with_little(bench, little, resource.RLIMIT_NOFILE, numbers.randint(5, 40))
                elif little == "file size":
                    with_little(bench, little, resource.RLIMIT_FSIZE, numbers.randint(0, 1 << 20))
                else:
                    with_little(bench, little, resource.RLIMIT_AS, numbers.randint(90, 4096) << 20)
            elif what == 8:
                damaged(bench, numbers)
            else:
                interrupted(
                    bench, numbers.choice([signal.SIGINT, signal.SIGTERM]), numbers.random() * 0.8)
    finally:
        shutil.rmtree(bench.folder)
    total = sum(bench.counts.values())
    print(f"{total} faults ({new} and {old} calls): "
          + ", ".join(f"{n} {kind}" for kind, n in sorted(bench.counts.items())))
    for each in bench.failures:
        print("  " + each)
    print(f"{len(bench.failures)} not survived")
    sys.exit(1 if bench.failures else 0)


if __name__ == "__main__":
    main()
