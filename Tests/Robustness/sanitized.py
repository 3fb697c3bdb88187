#!/usr/bin/env python3
"""Runs what works on several threads, with a tool that a sanitizer watches.

    sanitized.py TOOL

TOOL is built with `swift build -c release --sanitize=thread --scratch-path .build/thread --product cofund`, or
with `address`. Each command ends with 0, and the sanitizer says nothing.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FACTS = (
    "id,on,learner.nation,learner.region,learner.age,learner.status,learner.prior-support,course.product,course.htq,"
    "course.level,course.credits,course.fee,employer.nation,employer.pay-bill,employer.english-share,employer\n")


def cases(count):
    """Rows of a table of cases, some of which share an employer."""
    for row in range(count):
        firm = f"England,{(row % 9 + 3) * 1000000},90,firm-{row % 9}" if row % 3 else ",,,"
        yield (f"{row},2027-09-{row % 28 + 1:02d},England,West-Midlands,{19 + row % 40},employed,0,module,yes,4,30,"
               f"{1000 + row},{firm}\n")


def main():
    tool = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="cofund-sanitized-")
    wrong = 0
    try:
        os.symlink(os.path.join(ROOT, "Policies"), os.path.join(folder, "Policies"))
        for name in ("small.scenario", "firms.scenario"):
            shutil.copy(os.path.join(HERE, name), folder)
        shutil.copy(os.path.join(ROOT, "Examples", "device-maker-24.scenario"), os.path.join(folder, "firm.scenario"))
        with open(os.path.join(folder, "cases.csv"), "w") as file:
            file.write(FACTS + "".join(cases(600)))
        with open(os.path.join(folder, "pay.csv"), "w") as file:
            file.write("id,earnings,plans,period,age\n" + "".join(
                f"{row},{12000 + row * 7},{('plan-5', 'plan-2 postgraduate', '')[row % 3]},"
                f"{('month', 'week', 'year')[row % 3]},{18 + row % 50}\n" for row in range(20000)))
        quote = ["quote", "england-2027", "--from", "cases.csv"]
        commands = [
            ["check", "--strict", "Policies"], ["regimes"],
            ["compare", "small.scenario", "--draws", "8", "--workers", "4", "--quiet"],
            ["compare", "firms.scenario", "--draws", "8", "--workers", "4", "--quiet", "--ledger"],
            ["run", "firms.scenario", "--draws", "4", "--workers", "3", "--quiet", "--regime", "england-2027"],
            ["employer", "firm.scenario", "--draws", "200"],
            quote, quote + ["--format", "jsonl"], quote + ["--together"],
            ["take-home", "--from", "pay.csv", "--on", "2026-06-01"],
        ]
        environment = dict(
            os.environ, TSAN_OPTIONS="halt_on_error=1 exitcode=66", ASAN_OPTIONS="detect_leaks=0 exitcode=66")
        for words in commands:
            answer = subprocess.run(
                [tool, *words], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, env=environment)
            errors = answer.stderr.decode(errors="replace")
            if answer.returncode != 0 or "Sanitizer" in errors:
                wrong += 1
                print(f"  cofund {' '.join(words)}: ends with {answer.returncode}\n{errors[:4000]}")
    finally:
        shutil.rmtree(folder)
    print(f"{len(commands)} commands watched, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
