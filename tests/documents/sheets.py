"""Holds the tables and workbooks of a built site against what they promise: the same items as in Markdown, typed cells,
drop-downs, formulas as meant and with the results that a spreadsheet works out.

    sheets.py SITE
"""

import csv
import datetime
import io
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import openpyxl
from openpyxl.utils import range_boundaries

HEADER = "Item,Group,Control,Title,Service,Accountable,Team,Priority,Cadence,Scope,Objective,Requirements,Checks,Done,State,Owner,Date,Note,Evidence,Reason,Until".split(",")
STATES = ["met", "partly-met", "not-met", "not-assessed", "not-applicable", "risk-accepted"]
PRIORITIES = ["critical", "high", "medium", "low"]
NOTHING = "(nothing entered)"

# Converted by LibreOffice: a service, a composition, a workload with statuses, a checklist over every service.
CONVERTED = ["ec2", "parallelcluster", "workload-web-service", "party-customer"]

ITEM = re.compile(r"^\s*- \[[ x]\] .*<!-- item: (\S+) -->$")


def main() -> int:
    site = Path(sys.argv[1])
    results = [*csv_checks(site), *workbook_checks(site), *form_checks(site), *office_checks(site)]
    failed = 0
    for name, check in results:
        wrong = check()
        failed += bool(wrong)
        print(f"{'FAILED' if wrong else 'ok'}: {name}")
        for line in wrong[:20]:
            print(f"    {line}")
        if len(wrong) > 20:
            print(f"    and {len(wrong) - 20} more")
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


# --- CSV ---


def csv_checks(site: Path):
    folder = site / "checklists"
    tables = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    lists = {path.stem for path in folder.glob("*.md")}
    yield "every Markdown checklist has its CSV and its workbook", lambda: sorted(lists ^ tables.keys()) + sorted(lists ^ {path.stem for path in folder.glob("*.xlsx")}) if lists else ["there is none"]
    yield "CSV is as RFC 4180 has it", lambda: [f"{stem}: {line}" for stem, data in tables.items() for line in unlike_4180(data, HEADER)]
    yield "CSV has the items of Markdown in their order", lambda: [stem for stem, data in tables.items() if [row["Item"] for row in rows(data)] != markdown_items(folder / f"{stem}.md")]
    yield "CSV holds words of the vocabularies and days", lambda: [f"{stem}: {line}" for stem, data in tables.items() for line in untyped(rows(data))]
    whole = {"responsibilities.csv": "Key,Service,Variant,Layer,Duty,Holder,Since,Reason,Source", "mappings.csv": "Framework,Requirement,Requirement title,Relation,Control,Control title,Domain,Reason"}
    yield "tables of the whole book are there", lambda: [f"{name}: {line}" for name, header in whole.items() for line in unlike_4180((site / name).read_bytes(), header.split(","))]
    yield "every duty has a holder and a reason", lambda: [row["Key"] for row in rows((site / "responsibilities.csv").read_bytes()) if not row["Holder"] or not row["Reason"]]


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def unlike_4180(data: bytes, header: list[str]) -> list[str]:
    text = data.decode("utf-8")
    table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    wrong = [] if table[0] == header else [f"the header is {table[0]}"]
    wrong += [f"row {at} has {len(row)} fields" for at, row in enumerate(table) if len(row) != len(header)]
    wrong += ["lines do not end in CR LF"] * (not text.endswith("\r\n") or bool(re.search(r'(?<!\r)\n', re.sub(r'"(?:[^"]|"")*"', "", text))))
    guarded = [field for row in table[1:] for field in row if field.startswith(("=", "+", "-", "@", "\t", "\r"))]
    return wrong + [f"a spreadsheet would run {field}" for field in guarded]


def untyped(table: list[dict[str, str]]) -> list[str]:
    def day(text: str) -> bool:
        return not text or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and datetime.date.fromisoformat(text))

    wrong = [f"{row['Item']}: {row['State']}, {row['Priority']}, {row['Done']}" for row in table if row["State"] not in ["", *STATES] or row["Priority"] not in PRIORITIES or row["Done"] not in ("TRUE", "FALSE")]
    return wrong + [f"{row['Item']}: {row['Date']}, {row['Until']}" for row in table if not day(row["Date"]) or not day(row["Until"])]


def markdown_items(path: Path) -> list[str]:
    return [found[1] for line in path.read_text(encoding="utf-8").splitlines() if (found := ITEM.match(line))]


# --- workbooks ---


def workbook_checks(site: Path):
    folder = site / "checklists"
    books = {path.stem: openpyxl.load_workbook(path) for path in sorted(folder.glob("*.xlsx"))}
    results = {stem: openpyxl.load_workbook(folder / f"{stem}.xlsx", data_only=True) for stem in books}

    def each(wrong):
        return lambda: [f"{stem}: {line}" for stem in books for line in wrong(stem)]

    yield "workbooks have their sheets", each(lambda stem: missing(stem, books[stem]))
    yield "the sheet has the rows of the CSV, cell by cell", each(lambda stem: differs(table(books[stem]["Checklist"]), rows((folder / f"{stem}.csv").read_bytes())))
    yield "cells are typed", each(lambda stem: mistyped(books[stem]["Checklist"]))
    yield "there are drop-downs", each(lambda stem: undropped(books[stem]))
    yield "the sheet is set up for work and paper", each(lambda stem: unset(books[stem]["Checklist"]))
    yield "formulas stand in the summary alone", each(lambda stem: [f"{sheet.title}!{cell.coordinate}" for sheet in books[stem] if sheet.title != "Summary" for row in sheet.iter_rows() for cell in row if cell.data_type == "f"])
    yield "the summary names the columns that it counts", each(lambda stem: miscounting(books[stem]))
    yield "the summary has the right results", each(lambda stem: misjudged(results[stem]["Summary"], table(results[stem]["Checklist"])))
    yield "the first sheet says what it was made from", each(lambda stem: unmarked(books[stem]["README"], folder / f"{stem}.md"))


def table(sheet) -> list[dict]:
    lines = sheet.iter_rows(values_only=True)
    header = next(lines)
    return [dict(zip(header, line)) for line in lines]


def missing(stem: str, book) -> list[str]:
    wanted = ["README", "Summary", "Checklist", "Responsibilities"]
    if stem.startswith("workload-"):
        wanted += ["Matrix", "CRM", "Mappings"]
    return [] if book.sheetnames == wanted else [f"it has {book.sheetnames}"]


def as_text(value) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return {None: "", True: "TRUE", False: "FALSE"}.get(value, value) if not isinstance(value, int) or isinstance(value, bool) else str(value)


def differs(sheet: list[dict], table: list[dict]) -> list[str]:
    if len(sheet) != len(table):
        return [f"{len(sheet)} rows, {len(table)} in the CSV"]
    return [
        f"{one['Item']}, {column}: {one[column]!r}, in the CSV {other[column]!r}"
        for one, other in zip(sheet, table)
        for column in HEADER
        if as_text(one[column]).replace("\n", "; ") != other[column].removeprefix("'").replace("\r\n", "\n").replace("\n", "; ")
    ]


def mistyped(sheet) -> list[str]:
    kinds = {"Done": (bool,), "Date": (datetime.datetime, type(None)), "Until": (datetime.datetime, type(None))}
    wrong = [f"{row['Item']}, {column}: {row[column]!r}" for row in table(sheet) for column, kind in kinds.items() if not isinstance(row[column], kind)]
    return wrong + [f"{row['Item']}: {column}" for row in table(sheet) for column in HEADER if column not in kinds and not isinstance(row[column], (str, type(None)))]


def columns(sheet) -> dict[str, str]:
    return {cell.value: cell.column_letter for cell in sheet[1]}


def undropped(book) -> list[str]:
    sheet = book["Checklist"]
    found = {}
    for validation in sheet.data_validations.dataValidation:
        for block in str(validation.sqref).split():
            left, top, right, bottom = range_boundaries(block)
            found |= {sheet.cell(1, column).value: (validation.type, validation.formula1, top, bottom) for column in range(left, right + 1)}
    last = sheet.max_row
    teams = [cell.value for (cell,) in book["Summary"][found["Team"][1].split("!")[1].replace("$", "")]] if "Team" in found else []
    used = {row["Team"] for row in table(sheet)} - {None}
    wanted = {"State": ("list", f'"{",".join(STATES)}"', 2, last), "Priority": ("list", f'"{",".join(PRIORITIES)}"', 2, last)}
    wrong = [f"{column}: {found.get(column)}" for column, rule in wanted.items() if found.get(column) != rule]
    wrong += [f"{column}: {found.get(column)}" for column in ("Date", "Until") if found.get(column, ("",))[0] != "date"]
    return wrong + [f"the drop-down of teams lacks {team}" for team in sorted(used - set(teams))]


def unset(sheet) -> list[str]:
    promises = {
        "the column of ids is in sight": sheet.column_dimensions[columns(sheet)["Item"]].hidden,
        "the header scrolls away": sheet.freeze_panes == "D2",
        "there is no filter": sheet.auto_filter.ref == f"A1:U{sheet.max_row}",
        "the header is not repeated": sheet.print_title_rows == "$1:$1",
        "it is not printed across": sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9,
        "it is not as wide as the paper": sheet.sheet_properties.pageSetUpPr.fitToPage and int(sheet.page_setup.fitToHeight) == 0,
        "there are no shades": len(sheet.conditional_formatting) >= 2,
    }
    return [broken for broken, kept in promises.items() if not kept]


def miscounting(book) -> list[str]:
    sheet, summary = book["Checklist"], book["Summary"]
    by_letter = {letter: title for title, letter in columns(sheet).items()}
    formulas = [cell.value for row in summary.iter_rows() for cell in row if cell.data_type == "f"]
    ranges = Counter(found for formula in formulas for found in re.findall(r"Checklist!\$([A-Z]+)\$2:\$\1\$(\d+)", formula))
    wrong = [f"{formulas[0]} ends at row {last}" for _, last in ranges if int(last) != sheet.max_row]
    named = {by_letter[letter] for letter, _ in ranges}
    return wrong + [f"{column} is not counted" for column in sorted({"Item", "State", "Done", "Priority", "Team", "Until"} ^ named)]


def counts_as(row: dict) -> str:
    return row["State"] or ("met" if row["Done"] else NOTHING)


def blocks(summary) -> tuple[dict, dict, dict]:
    """The figures, states by priority and teams by state, by their labels."""
    lines = [list(line) for line in summary.iter_rows(values_only=True)]
    at = {line[0]: number for number, line in enumerate(lines)}
    figures = {line[0]: line[1] for line in lines[at["At a glance"] + 1 : at["By state and priority"]]}

    def block(start: int, end: int) -> dict:
        header = lines[start][1:]
        return {line[0]: dict(zip(header, line[1:])) for line in lines[start + 1 : end]}

    return figures, block(at["State"], at["By team"]), block(at["Team"], len(lines))


def misjudged(summary, items: list[dict]) -> list[str]:
    figures, states, teams = blocks(summary)
    found = Counter((counts_as(row), row["Priority"]) for row in items)
    by_team = Counter((row["Team"] or "(no team)", counts_as(row)) for row in items)
    all_of = Counter(counts_as(row) for row in items)
    apply = len(items) - all_of["not-applicable"]
    wanted = {"Items": len(items), "Items that apply": apply, "Met": all_of["met"], "Met, of those that apply": all_of["met"] / apply if apply else 0}
    late = sum(1 for row in items if row["Until"] and row["Until"] < figures["On this day (change it)"])
    wanted["Entries past their Until"] = late
    wrong = [f"{label}: {figures[label]}, there are {value}" for label, value in wanted.items() if abs(figures[label] - value) > 1e-9]
    for state in [*STATES, NOTHING]:
        wrong += [f"{state}, {priority}: {states[state][priority]}, there are {found[state, priority]}" for priority in PRIORITIES if states[state][priority] != found[state, priority]]
        wrong += [f"{state}: {states[state]}"] * (states[state]["All"] != all_of[state] or abs(states[state]["Share"] - all_of[state] / len(items)) > 1e-9)
    for team in {row["Team"] or "(no team)" for row in items}:
        wrong += [f"{team}, {state}: {teams[team][state]}, there are {by_team[team, state]}" for state in [*STATES, NOTHING] if teams[team][state] != by_team[team, state]]
    return wrong + [f"{name} adds up to {block['All']['All']}" for name, block in (("states", states), ("teams", teams)) if block["All"]["All"] != len(items)]


def unmarked(readme, markdown: Path) -> list[str]:
    facts = {line[0]: line[1] for line in readme.iter_rows(values_only=True, max_col=2)}
    front = dict(re.findall(r'^(\w+): "?([^"\n]*)"?$', markdown.read_text(encoding="utf-8").split("---")[1], re.M))
    wanted = {"Selector": front["selector"], "Hash": front["hash"], "Date": datetime.datetime.fromisoformat(front["date"])}
    wanted |= {"Revision": front["revision"]} if front["revision"] else {}
    return [f"{name} is {facts.get(name)}, not {value}" for name, value in wanted.items() if facts.get(name) != value]


# --- matrices of frameworks ---


def form_checks(site: Path):
    def sheet(name: str, title: str):
        return openpyxl.load_workbook(site / "frameworks" / f"{name}.xlsx", read_only=True)[title]

    crm = ["Control ID", "Can Be Inherited from CSP", "Specific Inheritance and Customer Agency/CSP Responsibilities"]
    yield "the matrix for FedRAMP says what FedRAMP asks for", lambda: unlike_crm(table(sheet("nist-800-53-r5", "CRM")), crm)
    workload = site / "checklists" / "workload-web-service.xlsx"
    yield "that of a workload too, for its baseline", lambda: unlike_crm(table(openpyxl.load_workbook(workload, read_only=True)["CRM"]), crm)
    soa = "Control reference,Control title,Applicable,Justification for inclusion or exclusion,Implementation status,How implemented,Evidence,Owner,Review date".split(",")
    yield "the statement of applicability has every control of the annex and a reason", lambda: [*headed(table(sheet("iso-27001-2022", "SoA")), soa), *(str(row) for row in table(sheet("iso-27001-2022", "SoA")) if not row[soa[3]])]
    pci = ["Requirement", "Responsibility: TPSP", "Customer", "Shared", "N/A", "How shared", "Notes"]
    yield "the matrix for PCI DSS has numbers and one mark at most", lambda: unlike_pci(table(sheet("pci-dss-4.0.1", "PCI DSS")), pci)
    owners = {None, "CSP-owned", "CSC-owned", "Shared CSP and CSC", "3rd-party outsourced"}
    yield "ownership is told in the words of the questionnaire", lambda: [str(row) for row in table(sheet("csa-ccm-4.0", "SSRM")) if row["SSRM Control Ownership"] not in owners]
    yield "every framework has a workbook", lambda: sorted({path.stem for path in (site / "frameworks").glob("*.html")} - {"index"} ^ {path.stem for path in (site / "frameworks").glob("*.xlsx")})


def headed(table: list[dict], header: list[str]) -> list[str]:
    return [] if list(table[0])[: len(header)] == header else [f"the header is {list(table[0])}"]


def unlike_crm(table: list[dict], header: list[str]) -> list[str]:
    id_, inherited, text = header
    wrong = headed(table, header)
    wrong += [f"{row[id_]} is no id as FedRAMP writes it" for row in table if not re.fullmatch(r"[A-Z]{2}-\d+(\(\d+\))?", row[id_])]
    wrong += [f"{row[id_]}: {row[inherited]}" for row in table if row[inherited] not in (None, "Yes", "Partial", "No")]
    wrong += [f"{row[id_]}: inherited, and yet {row[text]}" for row in table if row[inherited] == "Yes" and row[text]]
    wrong += [f"{row[id_]}: not a word on who does what" for row in table if row[inherited] != "Yes" and not row[text]]
    return wrong + [f"{row[id_]}: a part of one side only" for row in table if row[inherited] == "Partial" and not ("AWS:" in row[text] and "Customer:" in row[text])]


def unlike_pci(table: list[dict], header: list[str]) -> list[str]:
    marks = header[1:5]
    wrong = headed(table, header) + [str(row) for row in table if sum(row[mark] == "X" for mark in marks) > 1]
    return wrong + [f"{row['Requirement']} is no number" for row in table if not re.fullmatch(r"A?[\d.]+", row["Requirement"])]


# --- LibreOffice ---


def office_checks(site: Path):
    with_office = Office()
    for stem in CONVERTED:
        path = site / "checklists" / f"{stem}.xlsx"
        yield f"LibreOffice works out in {stem} what is stored there", lambda path=path: with_office.recalculated(path)
    path = site / "checklists" / "workload-web-service.xlsx"
    yield "the summary follows what is filled in", lambda: with_office.filled(path)
    yield "every sheet prints, as wide as its paper", lambda: with_office.printed(path)
    yield "a sheet goes to CSV and back to the same items", lambda: with_office.exported(path, path.with_suffix(".csv"))


class Office:
    """LibreOffice with a profile of its own that works out every formula when it opens a file."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.profile = Path(self.folder.name) / "profile"
        (self.profile / "user").mkdir(parents=True)
        (self.profile / "user" / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
            '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
        )

    def convert(self, path: Path, to: str) -> Path:
        target = Path(tempfile.mkdtemp(dir=self.folder.name))
        command = ["soffice", f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--convert-to", to, "--outdir", target, path]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        return next(target.iterdir())

    def recalculated(self, path: Path) -> list[str]:
        stored = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)["Summary"]
        anew = openpyxl.load_workbook(self.convert(path, "xlsx"), data_only=True)
        wrong = [f"the sheets are {anew.sheetnames}"] * (anew.sheetnames != stored.sheetnames)
        cells = [cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
        pairs = [(cell, stored["Summary"][cell].value, anew["Summary"][cell].value) for cell in cells]
        wrong += [f"{cell} {formulas[cell].value}: stored {one!r}, worked out {other!r}" for cell, one, other in pairs if not same(one, other)]
        return wrong + ["there are no formulas"] * (len(cells) < 50)

    def filled(self, path: Path) -> list[str]:
        """Fills in items as a reviewer would, with a team of their own, and compares the summary with a count by hand."""
        book = openpyxl.load_workbook(path)
        sheet, summary = book["Checklist"], book["Summary"]
        letter = columns(sheet)
        spare = next(row for row in range(1, summary.max_row) if summary.cell(row, 1).value == "(no team)") - 1
        summary.cell(spare, 1).value = "Auditors of the day"
        for number, row in enumerate(range(2, 22)):
            sheet[f"{letter['State']}{row}"].value = [None, *STATES][number % 7]
            sheet[f"{letter['Done']}{row}"].value = number % 2 == 0
            sheet[f"{letter['Until']}{row}"].value = datetime.date(2020 + number, 1, 1)
            sheet[f"{letter['Team']}{row}"].value = ["Auditors of the day", "Security", None][number % 3]
        sheet[f"{letter['Done']}22"].value = None
        sheet[f"{letter['State']}22"].value = None
        changed = Path(self.folder.name) / "filled.xlsx"
        book.save(changed)
        anew = openpyxl.load_workbook(self.convert(changed, "xlsx"), data_only=True)
        # What LibreOffice saves for a box is a number.
        items = [row | {"Done": row["Done"] in (True, 1)} for row in table(anew["Checklist"])]
        return misjudged(anew["Summary"], items)

    def printed(self, path: Path) -> list[str]:
        pdf = self.convert(path, "pdf")
        info = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
        pages = int(re.search(r"^Pages:\s+(\d+)", info, re.M)[1])
        texts = [subprocess.run(["pdftotext", "-f", str(page), "-l", str(page), "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout for page in range(1, pages + 1)]
        titles = [text.splitlines()[0].split("  ")[-1].strip() for text in texts]
        wrong = [f"no page of {name}" for name in openpyxl.load_workbook(path).sheetnames if name not in titles]
        checklist = [text for text, title in zip(texts, titles) if title == "Checklist"]
        wrong += ["the header is not repeated"] * any("Evidence" not in text or "Until" not in text for text in checklist)
        printed = "".join(re.sub(r"\s", "", text) for text in checklist)
        return wrong + [f"{row['Title']} is not printed in full" for row in table(openpyxl.load_workbook(path)["Checklist"]) if missing_words(row["Title"], printed)]

    def exported(self, path: Path, ours: Path) -> list[str]:
        # 76 is UTF-8; the third sheet.
        exported = self.convert(path, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3')
        return [] if [row["Item"] for row in rows(exported.read_bytes())] == [row["Item"] for row in rows(ours.read_bytes())] else ["the items differ"]


def missing_words(title: str, printed: str) -> list[str]:
    """The words of a title that are nowhere on the pages; where it breaks over lines, other columns stand between."""
    return [word for word in re.split(r"[\s\-/]+", title) if word not in printed]


def same(one, other) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return abs((one or 0) - (other or 0)) < 1e-9
    return one == other


if __name__ == "__main__":
    sys.exit(main())
