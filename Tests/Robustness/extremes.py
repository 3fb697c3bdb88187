#!/usr/bin/env python3
"""Gives every fact, parameter, option and figure values at and past every edge, through every command.

    extremes.py TOOL [--count N] [--seed N]

Each run ends in time with a documented exit status, and says why where it fails. Without `--count` everything is
tried; with it, as many runs as that, drawn by the seed.
"""
import argparse
import concurrent.futures
import itertools
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
DOCUMENTED = {0, 1, 2, 74}
# Seconds of work, whatever else the computer does meanwhile; and of waiting, for what sleeps for ever.
LONGEST_WORK = 60
LONGEST = 900
# What people write: no figure at all, the ends of what is allowed, past them, and what overflows something.
PLAIN = [
    "0", "-0", "1", "-1", "0.01", "-0.01", "0.005", "90000000", "-90000000", "10000000000000", "10000000000001",
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "18446744073709551616",
    "99999999999999999999999999999999999999999", "1e400", "nan", "inf", "", " ", "0.0000000000000000001",
    "yes", "no", "none", "=1+1", "\u202e1", "1,000,000", "1.000.000,00", "2147483648", "4294967296",
]
KINDS = {
    "money": ["£0", "£0.01", "-£1", "£10,000,000,000,000", "£10,000,000,000,001", "£90 million", "£1,000,000 million"],
    "percent": ["0%", "100%", "100.0001%", "101%", "-1%", "-100%", "-101%", "1,000,000%", "1,000,001%", "0.0000001%"],
    "rate": ["0% per year", "100% per year", "-99% per year", "-100% per year", "-101% per year", "1000000% per year"],
    "span": ["0 months", "1 day", "1,000,000 years", "1,000,001 years", "-1 months", "12,000,000 months",
             "365,000,000 days", "0.5 months", "9,999 years", "100 years"],
    "day": ["0001-01-01", "9999-12-31", "2024-02-29", "2023-02-29", "0000-00-00", "10000-01-01", "1970-01-01"],
    "list": ["module", "module, bootcamp", ",", "module,,module"],
}
ALL = PLAIN + list(itertools.chain.from_iterable(KINDS.values()))


def read(path):
    with open(path) as file:
        return file.read()


def declared(folder):
    """The parameters of the policies, by policy, and the facts of their vocabularies."""
    parameters, facts = [], set()
    for place, _, names in os.walk(os.path.join(folder, "Policies")):
        for name in sorted(names):
            text = read(os.path.join(place, name))
            unit = re.search(r"^(?:policy|evidence|vocabulary|regime) (\S+)", text, re.M)
            for found in re.finditer(r"^parameter (\S+) as (.+?)(?: by .*)?$", text, re.M):
                parameters.append((f"{unit.group(1)}.{found.group(1)}", found.group(2)))
            for record in re.finditer(r"^record (\S+)\n((?:    .*\n)+)", text, re.M):
                for fact in re.finditer(r"^    has (\S+)", record.group(2), re.M):
                    facts.add(f"{record.group(1)}.{fact.group(1)}")
    return parameters, sorted(facts)


def fitting(kind):
    """Values for a parameter of a type."""
    if "percent per" in kind:
        return PLAIN + KINDS["percent"] + KINDS["rate"]
    if "percent" in kind:
        return PLAIN + KINDS["percent"]
    if "money" in kind:
        return PLAIN + KINDS["money"]
    if kind in ("years", "months", "weeks", "days", "hours"):
        return PLAIN + KINDS["span"]
    if "date" in kind:
        return PLAIN + KINDS["day"]
    return PLAIN + KINDS["list"]


QUOTE = [
    "learner.nation=England", "learner.region=West-Midlands", "learner.age=34", "learner.status=employed",
    "learner.prior-support=0", "course.product=module", "course.htq=yes", "course.level=4", "course.credits=30",
    "course.fee=1700", "employer.nation=England", "employer.pay-bill=5000000", "employer.english-share=90",
]


def quote(*more, without=""):
    words = ["quote", "england-2027", "--on", "2027-09-01", "--quiet"]
    given = [each for each in QUOTE if each.split("=")[0] != without]
    return words + [word for each in [*given, *more] for word in ("--set", each)]


def of_parameters(parameters):
    for name, kind in parameters:
        for value in fitting(kind):
            setting = f"{name}={value}"
            yield ["compare", "small.scenario", "--quiet", "--draws", "2", "--set", setting], None
            yield quote(setting), None
            yield ["take-home", "--earnings", "40000", "--on", "2026-06-01", "--plan", "plan-5", "--set", setting], None
        yield ["compare", "small.scenario", "--quiet", "--draws", "2", "--set", f"{name}@0001-01-01=1"], None
        yield ["compare", "small.scenario", "--quiet", "--draws", "2", "--set", f"{name}@9999-12-31=1"], None


def of_facts(facts):
    figures = ["levy-account.balance", "transferred-levy.left", "course.length", "course.paid", "level-4-5.left"]
    for fact in facts + figures:
        for value in ALL:
            yield quote(f"{fact}={value}", without=fact), None
            yield ["quote", "england-2027", "--from", "rows.csv", "--quiet"], {
                "rows.csv": f"id,on,{fact}\n1,2027-09-01,\"{value}\"\n2,{value},{value}\n"}


def of_options(tool, folder):
    """Every option of every command, by its help page."""
    usual = {
        "compare": ["compare", "small.scenario", "--draws", "2", "--quiet"],
        "run": ["run", "small.scenario", "--draws", "2", "--quiet"],
        "quote": quote(), "regimes": ["regimes"], "check": ["check", "small.scenario"],
        "format": ["format", "--check", "small.scenario"], "explain": ["explain", "P0501"],
        "take-home": ["take-home", "--earnings", "40000", "--on", "2026-06-01"],
        "employer": ["employer", "firm.scenario", "--draws", "20"],
    }
    for command, words in usual.items():
        page = subprocess.run([tool, command, "--help"], capture_output=True, text=True, cwd=folder).stdout
        for option, value in re.findall(r"^  (--[a-z-]+)( \S+)?", page, re.M):
            if not value:
                yield words + [option], None
                yield words + [option, option], None
                yield words + [option + "=1"], None
                continue
            others = list(words)
            if option in others:
                del others[others.index(option):others.index(option) + 2]
            for each in ALL + ["/", "..", "/dev/zero", "/dev/full", "small.scenario", "2", "all", "plan-5,plan-2"]:
                yield others + [option, each], None
                if option not in ("--policies", "--timing", "--out"):
                    yield others + [f"{option}={each}", option, each], None
    for value in ALL:
        yield ["take-home", "--from", "pay.csv", "--on", "2026-06-01"], {
            "pay.csv": f"id,earnings,age,pension\n1,\"{value}\",30,0\n2,40000,\"{value}\",1%\n3,1,2,\"{value}\"\n"}
        yield ["take-home", "--from", "pay.csv"], {
            "pay.csv": f"id,earnings,on,plans,period\n1,1,\"{value}\",plan-5,month\n2,1,2026-06-01,\"{value}\",week\n"}
        for period in ("month", "week", "fortnight", "four-weeks"):
            yield ["take-home", "--earnings", value, "--on", "2026-06-01", "--plan", "plan-5", "--period", period], None


def of_figures(folder):
    """Every figure of a scenario in place of another, at its edges."""
    for name in ("small.scenario", "firms.scenario", "firm.scenario"):
        text = read(os.path.join(folder, name))
        for found in re.finditer(r"(?<=[ ])(£?-?\d[\d,.]*(?:-\d\d-\d\d|%| million)?)(?=[\s,]|$)", text):
            figure = found.group(1)
            if re.match(r"\d{4}-\d\d-\d\d", figure):
                values = KINDS["day"] + ["2100-01-01", "2127-08-02", "2028-02-29"]
            elif figure.startswith("£"):
                values = KINDS["money"] + ["£1"]
            elif figure.endswith("%"):
                values = KINDS["percent"]
            else:
                values = ["0", "1", "-1", "2", "3", "100", "1,201", "9,999", "20,000,000", "1,000,000,000",
                          "10,000,000,000,000", "9,223,372,036,854,775,807", "9,223,372,036,854,775,808", "0.5",
                          "1,000,000"]
            for value in values:
                changed = text[:found.start()] + value + text[found.end():]
                if name == "firm.scenario":
                    yield ["employer", name, "--draws", "20"], {name: changed}
                else:
                    yield ["compare", name, "--quiet", "--draws", "2"], {name: changed}


def run(tool, folder, number, words, files):
    """What is wrong with one run, or nothing."""
    own = os.path.join(folder, f"run-{number}")
    os.mkdir(own)
    try:
        os.symlink(os.path.join(folder, "Policies"), os.path.join(own, "Policies"))
        for name in ("small.scenario", "firms.scenario", "firm.scenario"):
            shutil.copy(os.path.join(folder, name), own)
        for name, text in (files or {}).items():
            with open(os.path.join(own, name), "w", encoding="utf-8", errors="surrogatepass") as file:
                file.write(text)
        line = " ".join(["cofund", *words]) + "".join(f"\n    {name}: {text!r}" for name, text in (files or {}).items())
        try:
            answer = subprocess.run(
                [tool, *words], cwd=own, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONGEST,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_WORK, LONGEST_WORK)))
        except subprocess.TimeoutExpired:
            return f"goes on after {LONGEST} seconds: {line}"
        if answer.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return f"goes on after {LONGEST_WORK} seconds of work: {line}"
        output, errors = answer.stdout.decode(errors="replace"), answer.stderr.decode(errors="replace")
        if answer.returncode not in DOCUMENTED:
            return f"ends with {answer.returncode}: {line}\n    {errors[-300:]}"
        if answer.returncode != 0 and not (output + errors).strip():
            return f"ends with {answer.returncode} without a word: {line}"
        if re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", (output + errors).replace("\r\n", "\n")):
            return f"prints what moves the cursor or turns the writing: {line}"
        return None
    finally:
        shutil.rmtree(own)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    tool = os.path.abspath(options.tool)
    folder = tempfile.mkdtemp(prefix="cofund-extremes-")
    wrong = []
    try:
        shutil.copytree(os.path.join(ROOT, "Policies"), os.path.join(folder, "Policies"))
        for name in ("small.scenario", "firms.scenario"):
            shutil.copy(os.path.join(HERE, name), folder)
        shutil.copy(
            os.path.join(ROOT, "Examples", "device-maker-24.scenario"), os.path.join(folder, "firm.scenario"))
        parameters, facts = declared(folder)
        runs = [
            *of_figures(folder), *of_options(tool, folder), *of_facts(facts), *of_parameters(parameters)]
        known = len(runs)
        if options.count is not None and options.count < known:
            runs = random.Random(options.seed).sample(runs, options.count)
        with concurrent.futures.ThreadPoolExecutor(options.workers) as pool:
            tasks = [pool.submit(run, tool, folder, place, *each) for place, each in enumerate(runs)]
            for each in concurrent.futures.as_completed(tasks):
                if each.result():
                    wrong.append(each.result())
                    print("  " + wrong[-1], flush=True)
    finally:
        shutil.rmtree(folder)
    print(f"{len(runs)} runs of {known}: {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
