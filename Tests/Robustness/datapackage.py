"""Validates a results folder's data package, and loads its tables typed into pandas and, where it is there, R.

    python3 Tests/Robustness/datapackage.py FOLDER

Needs frictionless and pandas from PyPI; R with jsonlite is used where `Rscript` is found.
"""

import json
import pathlib
import shutil
import subprocess
import sys

import frictionless
import pandas

TYPES = {"string": "string", "number": "float64", "integer": "Int64", "boolean": "boolean", "date": "string"}

R = """
library(jsonlite)
folder <- commandArgs(trailingOnly = TRUE)[1]
package <- fromJSON(file.path(folder, "datapackage.json"), simplifyVector = FALSE)
kinds <- c(string = "character", number = "numeric", integer = "numeric", boolean = "character",
           date = "Date")
for (resource in package$resources) {
  fields <- resource$schema$fields
  classes <- sapply(fields, function(field) kinds[[field$type]])
  names(classes) <- sapply(fields, function(field) field$name)
  rows <- read.csv(file.path(folder, resource$path), colClasses = classes, na.strings = "",
                   fileEncoding = "UTF-8")
  stopifnot(identical(names(rows), unname(names(classes))))
  cat(resource$name, nrow(rows), "\\n")
}
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    frictionless.system.trusted = True
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    if not report.valid:
        for row in report.flatten(["title", "rowNumber", "fieldName", "note"])[:20]:
            print("FAULT", row)
        sys.exit(1)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        table = pandas.read_csv(
            folder / resource["path"], keep_default_na=False, na_values=[""],
            dtype={field["name"]: TYPES[field["type"]] for field in fields})
        if list(table.columns) != [field["name"] for field in fields]:
            print("FAULT", resource["name"], "has other columns")
            sys.exit(1)
        print(resource["name"], len(table))
    if shutil.which("Rscript"):
        subprocess.run(["Rscript", "-e", R, str(folder)], check=True)


main()
