"""Fills in twenty items of a workload's checklist in every format with tools of others, imports the file, builds again, and
compares: all that was entered is in the status, nothing else has changed, and a second import changes nothing.

    back.py ONUS BOOK
"""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

import forms

WORKLOAD = "serverless-api"
DAY = "2026-11-22"
STATES = ["met", "partly-met", "not-met", "not-assessed", "not-applicable", "risk-accepted"]
ITEM = re.compile(r"^- \[[ x]\] .*<!-- item: (\S+) -->$")
FIELDS = ["state", "by", "on", "note", "evidence", "because", "until"]
COLUMNS = {"State": "state", "Owner": "by", "Date": "on", "Note": "note", "Evidence": "evidence", "Reason": "because", "Until": "until"}


def main() -> int:
    onus, book = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    failed = 0
    for name, extension, fill in FORMATS:
        wrong = comes_back(onus, book, extension, fill)
        failed += bool(wrong)
        print(f"{'FAILED' if wrong else 'ok'}: {name} comes back")
        for line in wrong[:20]:
            print(f"    {line}")
    print(f"{len(FORMATS) - failed} passed, {failed} failed")
    return 1 if failed else 0


def comes_back(onus: Path, book: Path, extension: str, fill) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(book / "content", home / "content")
        (home / "book.toml").write_text("[output.json]\n", encoding="utf-8")

        def run(*arguments: str) -> subprocess.CompletedProcess:
            return subprocess.run([onus, *arguments, "--date", DAY], cwd=home, capture_output=True, text=True, check=False)

        file = home / f"filled.{extension}"
        markdown = run("checklist", f"workload:{WORKLOAD}").stdout
        keys = [found[1] for found in map(ITEM.match, markdown.splitlines()) if found]
        before = statuses(run, home)
        # Two that are known already, and eighteen that are not.
        known = [key for key in keys if key in before][:2]
        wanted = {key: entry(at, before.get(key)) for at, key in enumerate(known + [key for key in keys if key not in before][:18])}
        if extension == "json":
            file.write_text(exported(wanted), encoding="utf-8")
        else:
            made = run("checklist", f"workload:{WORKLOAD}", "-o", str(file))
            if made.returncode:
                return [made.stderr]
            fill(file, wanted)
        text = (home / "content/status" / f"{WORKLOAD}.yaml").read_text(encoding="utf-8")
        wrong = imported(run, home, file, wanted, before)
        after = (home / "content/status" / f"{WORKLOAD}.yaml").read_text(encoding="utf-8")
        # What belongs to other items stands in the file byte by byte.
        wrong += [f"changed: {block.splitlines()[0]}" for block in blocks(text) if not any(f"item: {key}\n" in block for key in wanted) and block not in after]
        again = run("import", "checklist", str(file), "-w", WORKLOAD, "--format", "json")
        wrong += [f"a second import changes {change['item']}" for change in json.loads(again.stdout)["changes"]]
        wrong += [] if (home / "content/status" / f"{WORKLOAD}.yaml").read_text(encoding="utf-8") == after else ["a second import writes the file"]
        return wrong


def imported(run, home: Path, file: Path, wanted: dict, before: dict) -> list[str]:
    ran = run("import", "checklist", str(file), "-w", WORKLOAD, "--format", "json")
    if ran.returncode:
        return [ran.stdout[-2000:], ran.stderr]
    report, after = json.loads(ran.stdout), statuses(run, home)
    wrong = [] if sorted(change["item"] for change in report["changes"]) == sorted(wanted) else ["other items changed than were filled in"]
    for key, fields in wanted.items():
        found = after.get(key, {})
        wrong += [f"{key}: {field} is {found.get(field)!r}, not {value!r}" for field, value in fields.items() if value and spaced(found.get(field)) != spaced(value)]
        wrong += [] if found.get("from") == file.name else [f"{key}: nothing says which file it came from"]
    others = before.keys() - wanted.keys()
    return wrong + [f"{key}: changed, and was not filled in" for key in sorted(others) if unplaced(before[key]) != unplaced(after.get(key, {}))]


def statuses(run, home: Path) -> dict[str, dict]:
    """What the model has about each item."""
    built = run("build", "-d", str(home / "out"))
    if built.returncode:
        raise SystemExit(built.stderr)
    model = json.loads((home / "out/model.json").read_text(encoding="utf-8"))
    workload = next(found for found in model["workloads"] if found["id"] == WORKLOAD)
    return {status["item"]: status for status in workload["status"]}


def unplaced(status: dict) -> dict:
    return {key: value for key, value in status.items() if key != "at"}


def spaced(value):
    """Documents break lines in their own way."""
    return [" ".join(piece.split()) for piece in value] if isinstance(value, list) else " ".join(str(value).split())


def blocks(text: str) -> list[str]:
    """The entries of a status file."""
    return ["- " + block for block in ("\n" + text).split("\n- ")[1:-1]]


def entry(at: int, known: dict | None) -> dict:
    """What somebody could enter, with what sheets, Markdown and YAML would read as their own."""
    state = STATES[at % len(STATES)]
    reason = f"agreed in meeting {at}" if state in ("not-applicable", "risk-accepted") else ""
    return {
        "state": state,
        "by": f"Ana Müller {at}",
        "on": DAY if known else f"2026-11-{at + 1:02}",
        "note": f"=1+1 checked \"twice\": item *{at}*, #3 & <more> [x] 100 %",
        "evidence": [f"https://wiki.example.com/a_b/{at}?x=1", f"Ticket {at}"],
        "because": reason,
        "until": "" if at % 2 else "2027-06-30",
    }


def exported(wanted: dict) -> str:
    items = [{"item": key, **{field: "\n".join(value) if field == "evidence" else value for field, value in fields.items() if value}} for key, fields in wanted.items()]
    return json.dumps({"format": "onus-checklist/1", "checklist": f"workload-{WORKLOAD}", "workload": WORKLOAD, "exported": DAY, "items": items})


def in_markdown(file: Path, wanted: dict) -> None:
    """As in a text editor: the lines of the fields below a box are replaced."""
    lines, keep, field = [], True, re.compile(r"^  - (State|Owner|Date|Note|Evidence|Reason|Until): ")
    for line in file.read_text(encoding="utf-8").splitlines():
        found = ITEM.match(line)
        key = found[1] if found else None
        if found or not line.startswith("  - "):
            keep = True
        if key in wanted:
            keep = False
            state = wanted[key]["state"]
            lines.append(("- [x]" if state == "met" else "- [ ]") + line[5:])
            for name, own in COLUMNS.items():
                value = wanted[key][own]
                text = "; ".join(value) if own == "evidence" else re.sub(r"([\\*\[\]<&])", r"\\\1", value)
                lines += [f"  - {name}: {text}"] if text else []
        elif keep or not field.match(line):
            lines.append(line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def in_csv(file: Path, wanted: dict) -> None:
    text = file.read_text(encoding="utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = [filled(row, wanted.get(row["Item"])) for row in reader]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, reader.fieldnames, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")


def filled(row: dict, fields: dict | None) -> dict:
    if fields:
        row |= {name: "\n".join(fields[own]) if own == "evidence" else fields[own] for name, own in COLUMNS.items()}
        row["Done"] = str(fields["state"] == "met").upper()
    return row


def in_xlsx(file: Path, wanted: dict) -> None:
    book = openpyxl.load_workbook(file)
    sheet = book["Checklist"]
    header = next(row for row in sheet.iter_rows() if {"Item", "State"} <= {cell.value for cell in row})
    columns = {cell.value: cell.column for cell in header}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        fields = wanted.get(sheet.cell(row, columns["Item"]).value)
        if fields:
            for name, text in filled({}, fields).items():
                cell = sheet.cell(row, columns[name])
                cell.value = fields["state"] == "met" if name == "Done" else text or None
                if isinstance(text, str) and text.startswith("="):
                    cell.data_type = "s"
    book.save(file)


def in_pdf(file: Path, wanted: dict) -> None:
    fields: dict[str, str | bool] = {}
    for key, values in wanted.items():
        full = key.replace("%", "%25").replace(".", "%2E")
        # The form has no fields for reason and term: the note tells the reason.
        values |= {"until": "", "note": values["because"] or values["note"]}
        shown = values["state"].replace("-", " ").capitalize()
        fields |= {f"{full}/state": shown, f"{full}/by": values["by"], f"{full}/on": values["on"], f"{full}/note": values["note"]}
        fields[f"{full}/evidence"] = "\n".join(values["evidence"])
        if values["state"] == "met":
            fields[f"{full}/done"] = True
    out = file.with_suffix(".out.pdf")
    forms.fill(file, fields, out)
    out.replace(file)


FORMATS = [
    ("a Markdown file, filled in as text,", "md", in_markdown),
    ("a CSV file, saved with semicolons and a mark,", "csv", in_csv),
    ("a workbook, filled in with openpyxl,", "xlsx", in_xlsx),
    ("a PDF, filled in with pikepdf,", "pdf", in_pdf),
    ("what a page exported", "json", None),
]

if __name__ == "__main__":
    raise SystemExit(main())
