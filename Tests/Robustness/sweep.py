#!/usr/bin/env python3
"""Runs every command of the README and of every help page, and every form of `check`, on every file shipped and
every fixture, with the tool as it is released.

    sweep.py TOOL

Each ends in time, with a documented exit status, and says why where it fails. What the README and the help pages
show is done: their commands must end with 0, but for those named below.
"""
import concurrent.futures
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DOCUMENTED = {0, 1, 2, 74}
PRINTS = ["tokens", "tree", "program", "plan"]
# Seconds of work, whatever else the computer does meanwhile; and of waiting, for what sleeps for ever.
LONGEST_WORK = 120
LONGEST = 900
# Commands that end with 1 where what they judge is missed, as at two draws it may be.
VERDICTS = ("claims", "validate", "calibrate")


def run(tool, arguments, folder):
    """What is wrong with one run, or nothing, with its status and its output."""
    words = " ".join(["cofund", *arguments])
    try:
        answer = subprocess.run(
            [tool, *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True,
            timeout=LONGEST,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_WORK, LONGEST_WORK)))
    except subprocess.TimeoutExpired:
        return f"{words}: goes on after {LONGEST} seconds", None, ""
    output = answer.stdout.decode(errors="replace")
    errors = answer.stderr.decode(errors="replace")
    wrong = None
    if answer.returncode not in DOCUMENTED:
        wrong = f"{words}: ends with {answer.returncode}: {errors[-300:]}"
    elif answer.returncode != 0 and not (output + errors).strip():
        wrong = f"{words}: ends with {answer.returncode} without a word"
    elif re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", output + errors):
        if "\r\n" not in output:
            wrong = f"{words}: prints what moves the cursor or turns the writing"
    return wrong, answer.returncode, output


def shown(tool):
    """The commands that the README and the help pages show."""
    with open(os.path.join(ROOT, "README.md")) as file:
        lines = [line.strip() for line in file if line.startswith("    ")]
    _, _, welcome = run(tool, ["--help"], ROOT)
    names = re.findall(r"^  ([a-z-]+)  ", welcome, re.M)
    pages = [["--help"], ["--version"], []] + [[name, "--help"] for name in names]
    for name in names:
        _, _, page = run(tool, [name, "--help"], ROOT)
        example = page.split("\nExamples\n")[-1]
        lines += [line.strip() for line in example.splitlines()]
    lines += [line.strip() for line in welcome.splitlines() if line.startswith("  cofund ")]
    commands = []
    for line in lines:
        line = re.split(r"\s+# ", line.replace("swift run -c release ", ""))[0]
        line = re.split(r"\s[>|]\s", line)[0]
        if not line.startswith("cofund ") or "…" in line or "FILE" in line:
            continue
        words = shlex.split(line)[1:]
        if words[0] in ("compare", "run") and "--draws" not in words:
            words += ["--draws", "2"]
        if words[0] in ("calibrate", "validate") and "--draws" in words:
            words[words.index("--draws") + 1] = "2"
        if words not in commands:
            commands.append(words)
    return pages, commands


def of_files(folder):
    """Every form of `check` and `format` on every file shipped."""
    for home in ("Policies", "Examples"):
        for place, _, names in os.walk(os.path.join(folder, home)):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(place, name), folder)
                if name.endswith((".policy", ".scenario")):
                    for form in PRINTS:
                        yield ["check", path, "--print", form]
                    yield ["check", path, "--diagnostics", "json"]
                    yield ["format", "--check", path]


def of_fixtures(folder):
    """`check` in some forms on every fixture, each in a folder of its own so that it has no neighbours."""
    fixtures = os.path.join(folder, "fixtures")
    number = 0
    for home in ("Tests",):
        for place, _, names in os.walk(os.path.join(ROOT, home)):
            for name in sorted(names):
                if not name.endswith((".policy", ".scenario")):
                    continue
                number += 1
                own = os.path.join(fixtures, str(number))
                os.makedirs(own)
                shutil.copy(os.path.join(place, name), own)
                path = os.path.relpath(os.path.join(own, name), folder)
                yield ["check", path, "--print", "tree"]
                yield ["check", path, "--print", PRINTS[number % 2 * 2 + 1], "--diagnostics", "narrated"]
                yield ["check", path, "--print", "plan", "--strict"]
                yield ["format", "--check", path]
                if name.endswith(".scenario"):
                    yield ["compare", path, "--draws", "2", "--out", own + "/out", "--policies",
                           "Policies"]


def main():
    tool = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="cofund-sweep-")
    wrong = []
    try:
        for home in ("Policies", "Examples"):
            shutil.copytree(os.path.join(ROOT, home), os.path.join(folder, home))
        with open(os.path.join(folder, "staff.csv"), "w") as file:
            file.write("id,on\n")
        with open(os.path.join(folder, "pay.csv"), "w") as file:
            file.write("id,earnings\n1,40000\n")
        pages, commands = shown(tool)
        explained = [["explain", name[:-3]] for name in os.listdir(
            os.path.join(ROOT, "Sources/PolicyLanguage/Explanations/Pages"))]
        runs = pages + explained + list(of_files(folder)) + list(of_fixtures(folder))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for found, _, _ in pool.map(lambda words: run(tool, words, folder), runs):
                if found:
                    wrong.append(found)
            for words, (found, status, output) in zip(
                    commands, pool.map(lambda words: run(tool, words, folder), commands)):
                if found:
                    wrong.append(found)
                elif status not in ((0, 1) if words[0] in VERDICTS else (0,)):
                    wrong.append(f"cofund {' '.join(words)}: is shown to readers and ends with {status}")
    finally:
        shutil.rmtree(folder)
    print(f"{len(runs) + len(commands)} runs, {len(commands)} of them shown to readers")
    for each in wrong:
        print("  " + each)
    print(f"{len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
