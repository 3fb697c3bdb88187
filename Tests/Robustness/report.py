"""Opens a results folder's report in headless Chromium, and compares its numbers with the tables'.

    python3 Tests/Robustness/report.py FOLDER [--shots FOLDER]

Needs chromium, chromium-driver, and from PyPI selenium and axe-core-python. Fails on a console message, on
sideways scrolling at 360 or 1280 pixels, on a violation of WCAG 2.2 AA that axe-core finds, on anything
fetched from outside, on a file of 2 MB or more, and on a printed number that is further from the value in the
tables than its rounding allows.
"""

import csv
import html.parser
import json
import os
import pathlib
import re
import sys

import axe_core_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
faults = []


def fault(text):
    faults.append(text)
    print("FAULT", text)


class Figures(html.parser.HTMLParser):
    """The printed figures of the page, each with the value that it rounds."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.value = None
        self.words = ""

    def handle_starttag(self, tag, attributes):
        if tag == "data":
            self.value = dict(attributes)["value"]
            self.words = ""
        for name, value in attributes:
            if name in ("src", "href", "srcset") and not (value or "").startswith(("data:", "#")):
                fault(f"{tag} fetches {value}")
        if tag in ("script", "iframe", "object", "embed", "link") and tag != "link":
            fault(f"the page holds a {tag}")

    def handle_data(self, data):
        if self.value is not None:
            self.words += data

    def handle_endtag(self, tag):
        if tag == "data" and self.value is not None:
            self.found.append((self.value, self.words))
            self.value = None


def values(folder):
    """The standard errors in the long tables, by the value as it is written there."""
    known = {}
    for name in ["totals.csv", "differences.csv", "funds.csv"]:
        with open(folder / name, newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                known.setdefault(row["value"], set()).add(float(row["monte_carlo_se"] or 0))
    return known


def printed(words):
    """The number that some words print, and its step; nothing for words without a number."""
    if "not resolved" in words:
        return None
    scale = 1e9 if "billion" in words else 1e6 if "million" in words else 1
    found = re.match(r"(-?)[^\d]*([\d,]+)(\.\d+)?", words.strip())
    if not found:
        return None
    sign, whole, decimals = found.groups()
    number = float(whole.replace(",", "") + (decimals or ""))
    return (-number if sign else number) * scale


def compare(folder):
    page = (folder / "report.html").read_text(encoding="utf-8")
    if len(page.encode()) >= 2_000_000:
        fault(f"the page has {len(page.encode())} bytes")
    figures = Figures()
    figures.feed(page)
    known = values(folder)
    for value, words in figures.found:
        if value not in known:
            fault(f"{words}: {value} stands in no table")
            continue
        number = printed(words)
        if number is None:
            if not any(abs(float(value)) < 2.13 * error * 1.0001 for error in known[value]):
                fault(f"{words}: {value} could be told from zero")
            continue
        most = max(max(known[value]) / 4, abs(float(value)) * 0.006) if min(known[value]) == 0 else max(known[value]) / 4
        if abs(number - float(value)) > most + 1e-6 * abs(number) + 5e-7:
            fault(f"{words}: the tables have {value} with error {known[value]}")
    return len(figures.found)


def browser():
    options = Options()
    options.binary_location = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    for word in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(
        options=options, service=Service(os.environ.get("CHROMEDRIVER", "/usr/bin/chromedriver")))


def look(folder, shots):
    axe = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
    driver = browser()
    try:
        for width in [360, 1280]:
            for scheme in ["light", "dark"]:
                driver.execute_cdp_cmd(
                    "Emulation.setDeviceMetricsOverride",
                    {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})
                driver.execute_cdp_cmd(
                    "Emulation.setEmulatedMedia",
                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
                driver.get((folder / "report.html").resolve().as_uri())
                place = f"at {width} pixels, {scheme}"
                driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
                wide = driver.execute_script(
                    "return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    fault(f"{place}: the page is {wide} pixels too wide")
                driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
                driver.execute_script(axe)
                answer = driver.execute_async_script(
                    "const done = arguments[arguments.length - 1];"
                    f"axe.run(document, {{runOnly: {{type: 'tag', values: {json.dumps(TAGS)}}}}})"
                    ".then(r => done(r.violations), e => done([{id: String(e), nodes: []}]));")
                for violation in answer:
                    nodes = [node["html"][:120] for node in violation["nodes"][:3]]
                    fault(f"{place}: {violation['id']}: {nodes}")
                if shots:
                    driver.execute_script("document.querySelectorAll('details').forEach(d => d.open = false)")
                    height = driver.execute_script("return document.documentElement.scrollHeight")
                    driver.execute_cdp_cmd(
                        "Emulation.setDeviceMetricsOverride",
                        {"width": width, "height": min(height, 12000), "deviceScaleFactor": 1, "mobile": False})
                    driver.save_screenshot(str(shots / f"report-{width}-{scheme}.png"))
        for entry in driver.get_log("browser"):
            fault(f"console: {entry['message']}")
    finally:
        driver.quit()


def main():
    folder = pathlib.Path(sys.argv[1])
    shots = None
    if "--shots" in sys.argv:
        shots = pathlib.Path(sys.argv[sys.argv.index("--shots") + 1])
        shots.mkdir(parents=True, exist_ok=True)
    count = compare(folder) if (folder / "totals.csv").exists() else 0
    look(folder, shots)
    print(f"{count} figures compared, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
