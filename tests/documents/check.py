"""Holds the checklists of a built site against what they promise: the same items in Markdown and PDF, each once, and PDF
files that are tagged, archival and complete.

    check.py SITE
"""

import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import page
import pikepdf

REPOSITORY = Path(__file__).resolve().parents[2]

# What the pages of a cluster may be built of; its own checklist must bring the duties of each along.
OF_THE_CLUSTER = {
    "Amazon CloudWatch", "Amazon DynamoDB", "Amazon EC2", "Amazon ECR", "Amazon ECS", "Amazon EFS", "Amazon FSx for Lustre",
    "Amazon S3", "Amazon SNS", "Amazon SQS", "Amazon VPC", "AWS Batch", "AWS CodeBuild", "AWS IAM", "AWS Lambda",
}

# Held against the standards in full; the others come from the same template.
JUDGED = ["ec2", "parallelcluster", "workload-web-service"]

# Bookmarks of a PDF that are no group of items.
AROUND = {"How to read it", "Contents", "What it covers", "What comes along", "Sign-off", "Appendix: what is inherited"}


@dataclass
class Item:
    """A box to tick: where it is done, what to do, its key, and the line that says what called for it."""

    place: str
    title: str
    key: str
    called_by: str


@dataclass
class Group:
    """A heading with its tasks: each the title, the control's id, and its items."""

    title: str
    tasks: list[tuple[str, str, list[Item]]] = field(default_factory=list)


@dataclass
class Listing:
    """A checklist, read from its Markdown file."""

    stem: str
    text: str
    front: dict[str, str | int]
    groups: list[Group]
    inherited: list[str]

    def items(self) -> list[Item]:
        return [item for group in self.groups for _, _, items in group.tasks for item in items]

    def keys(self) -> list[str]:
        return [item.key for item in self.items()]


def main() -> int:
    site = Path(sys.argv[1])
    folder = site / "checklists"
    listings = {path.stem: read(path) for path in sorted(folder.glob("*.md"))}
    results = [
        *(("Markdown", name, check) for name, check in markdown(listings)),
        *(("PDF", name, check) for name, check in documents(folder, listings)),
        *(("PDF of EC2", name, check) for name, check in printed(folder / "ec2.pdf", listings["ec2"], site)),
    ]
    failed = 0
    for kind, name, check in results:
        wrong = check()
        failed += bool(wrong)
        print(f"{'FAILED' if wrong else 'ok'}: {kind}: {name}")
        for line in wrong[:20]:
            print(f"    {line}")
        if len(wrong) > 20:
            print(f"    and {len(wrong) - 20} more")
    print(f"{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


# --- reading Markdown ---

ITEM = re.compile(r"^- \[[ x]\] (?P<place>.+?): (?P<title>.+) <!-- item: (?P<key>\S+) -->$")
INHERITED = re.compile(r"^- (?!\[).+ <!-- item: (\S+) -->$")


def read(path: Path) -> Listing:
    text = path.read_text(encoding="utf-8")
    front, body = front_matter(text)
    groups: list[Group] = []
    inherited: list[str] = []
    for line in without_code(body):
        if line.startswith("## "):
            groups.append(Group(line[3:]))
        elif line.startswith("### "):
            groups[-1].tasks.append((line[4:], "", []))
        elif found := re.match(r"^\[`([^`]+)`\]", line):
            title, _, items = groups[-1].tasks[-1]
            groups[-1].tasks[-1] = (title, found[1], items)
        elif found := ITEM.match(line):
            groups[-1].tasks[-1][2].append(Item(**found.groupdict(), called_by=""))
        elif line.startswith("  - Called for by: "):
            groups[-1].tasks[-1][2][-1].called_by = line.removeprefix("  - Called for by: ")
        elif found := INHERITED.match(line):
            inherited.append(found[1])
    return Listing(path.stem, text, front, [group for group in groups if any(items for _, _, items in group.tasks)], inherited)


def front_matter(text: str) -> tuple[dict[str, str | int], str]:
    """Plain keys, each with a number, a date or a quoted text; anything else is an error."""
    found = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not found:
        raise SystemExit("a checklist has no front matter")
    front: dict[str, str | int] = {}
    for line in found[1].splitlines():
        key, value = re.fullmatch(r'([a-z-]+): (\d+|\d{4}-\d\d-\d\d|".*")', line).groups()
        front[key] = json.loads(value) if not value.count("-") or value.startswith('"') else value
    return front, text[found.end() :]


def without_code(text: str) -> list[str]:
    """The lines outside of fenced code."""
    lines, fence = [], None
    for line in text.splitlines():
        mark = re.match(r" *(`{3,}|~{3,})", line)
        if mark and fence is None:
            fence = mark[1]
        elif mark and fence and line.strip() == fence:
            fence = None
        elif fence is None:
            lines.append(line)
    if fence:
        lines.append("unclosed code")
    return lines


# --- Markdown ---


def markdown(listings: dict[str, Listing]):
    def each(wrong):
        return lambda: [f"{one.stem}.md: {line}" for one in listings.values() for line in wrong(one)]

    yield "there are checklists of services, variants, workloads and parties", lambda: [
        stem for stem in ("ec2", "ec2-linux", "ecs-fargate", "parallelcluster", "workload-hpc-cluster", "workload-web-service", "party-customer") if stem not in listings
    ]
    yield "front matter counts what the list holds", each(miscounted)
    yield "every item is there once", each(lambda one: twice(one.keys() + one.inherited))
    yield "every item names what called for it or where it is done", each(lambda one: [item.key for item in one.items() if not placed(item, one.stem.startswith("party-"))])
    yield "tasks are GFM and nothing is HTML", each(foreign)
    yield "a cluster's checklist holds the duties of all its services", lambda: brought_along(listings["parallelcluster"])
    yield "what is done once is there once, with the ways that led to it", lambda: ways(listings["parallelcluster"])


def miscounted(one: Listing) -> list[str]:
    wanted = {"title", "selector", "date", "revision", "items", "inherited", "hash"}
    wrong = [f"front matter lacks {key}" for key in sorted(wanted - one.front.keys())]
    wrong += [f"front matter says {one.front.get(key)} {key}, there are {len(found)}" for key, found in (("items", one.keys()), ("inherited", one.inherited)) if one.front.get(key) != len(found)]
    tasks = sum(line.lstrip().startswith(("- [ ]", "- [x]")) for line in without_code(one.text))
    return wrong + ([] if tasks == len(one.keys()) else [f"{tasks} tasks, {len(one.keys())} of them with an id"])


def twice(keys: list[str]) -> list[str]:
    return [f"{key} is there {count} times" for key, count in Counter(keys).items() if count > 1]


def placed(item: Item, everywhere: bool) -> bool:
    """A checklist of a party has an item for all places together; the others have one for each place, or one with its callers."""
    once = item.place.startswith("Once for ")
    return everywhere or (("@" in item.key) != once and (not once or bool(item.called_by)))


def foreign(one: Listing) -> list[str]:
    wrong = [f"entity {found}" for found in re.findall(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d?);", one.text)]
    prose = [re.sub(r"(`+).+?\1", "", line) for line in without_code(one.text)]
    wrong += [f"HTML in: {line}" for line in prose if re.search(r"<(?!!-- item: \S+ -->)/?[a-zA-Z!]", re.sub(r"<https?://[^>]+>", "", line))]
    wrong += [f"no GFM task: {line}" for line in prose if re.match(r"\s*[-*+] \[", line) and not re.match(r"\s*- (\[[ x]\] \S|\[[^\]]+\]\()", line)]
    wrong += ["unclosed code"] * prose.count("unclosed code")
    wrong += ["line ends or spaces at the end"] * bool(re.search(r"[ \t\r]\n|\n\n\n|[^\n]\Z", one.text))
    levels = [len(found[1]) for line in prose if (found := re.match(r"(#+) ", line))]
    return wrong + [f"heading of level {b} after {a}" for a, b in zip(levels, levels[1:]) if b > a + 1]


def callers(item: Item) -> dict[str, list[str]]:
    """What called for an item, each with what led there; what is used directly has none."""
    named = re.sub(r" \(\[[^\]]*\]\([^)]*\)\)$", "", item.called_by)
    found = re.findall(r"([^,(]+?)(?: \(through ([^)]*)\))?(?:, |$)", named)
    return {name: through.split("; ") if through else [] for name, through in found}


def brought_along(one: Listing) -> list[str]:
    named = {name for item in one.items() for name in ({item.place} if "@" in item.key else callers(item))}
    covered = set(re.findall(r"^- (.+?) \((?:[^()]*)\)$", one.text, re.M))
    return [f"no item of {name}" for name in sorted(OF_THE_CLUSTER - named)] + [f"{name} is not listed as covered" for name in sorted(OF_THE_CLUSTER - covered)]


def ways(one: Listing) -> list[str]:
    root = one.front["title"].removeprefix("Checklist: ")
    covered = {name: found.split("; ") for name, found in re.findall(r"^- (.+?) \(((?:[^()]*))\)$", one.text, re.M)}
    wrong = []
    for item in one.items():
        if "@" in item.key:
            continue
        for name, through in callers(item).items():
            said = [" > ".join([root, way, name]) for way in through] or ([f"{root} > {name}"] if name != root else [])
            wrong += [f"{item.key}: `{way}` is no way to {name}" for way in said if way not in covered.get(name, [])]
    titles = Counter(item.title for item in one.items() if "@" not in item.key)
    return wrong + [f"{title} is there {count} times" for title, count in titles.items() if count > 1]


# --- every PDF ---


def documents(folder: Path, listings: dict[str, Listing]):
    paths = sorted(folder.glob("*.pdf"))
    with ThreadPoolExecutor(2) as pool:
        faults = dict(zip(paths, pool.map(damaged, paths)))
    yield "every Markdown checklist has its PDF", lambda: sorted({path.stem for path in paths} ^ listings.keys()) if paths else ["there is no PDF"]
    yield "each is sound", lambda: [f"{path.name}: {fault}" for path, fault in faults.items() if fault]
    yield "each is tagged, titled and carries its data", lambda: [f"{path.name}: {line}" for path in paths for line in incomplete(path, listings[path.stem])]
    for stem in JUDGED:
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            yield f"{stem} conforms to {profile.name}", lambda stem=stem, profile=profile: failures(folder / f"{stem}.pdf", profile)


def damaged(path: Path) -> str:
    found = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    return "" if found.returncode == 0 else (found.stderr or found.stdout).strip()


def incomplete(path: Path, one: Listing) -> list[str]:
    with pikepdf.open(path) as pdf:
        root = pdf.Root
        promises = {
            "no tags": "/StructTreeRoot" in root,
            "not marked as tagged": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            "no language": str(root.get("/Lang", "")) == "en",
            "title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "another title": str(pdf.docinfo.get("/Title", "")) == one.front["title"],
            "scripts": "/JavaScript" not in root.get("/Names", {}) and "/OpenAction" not in root,
        }
        record = json.loads(pdf.attachments["checklist.json"].get_file().read_bytes()) if "checklist.json" in pdf.attachments else {}
    for key, wanted in (("items", one.keys()), ("inherited", one.inherited)):
        promises[f"other {key} in its data"] = sorted(item["item"] for item in record.get(key, [])) == sorted(wanted)
    for key in ("selector", "date", "revision", "hash"):
        promises[f"another {key} in its data"] = record.get(key) == one.front[key]
    return [wrong for wrong, kept in promises.items() if not kept]


def failures(path: Path, profile: page.ValidationProfile) -> list[str]:
    """What the validator finds. A stream that happens to end in a carriage return is counted one byte short by it: that
    finding alone is none."""
    if not path.is_file():
        return ["there is no such file"]
    report = page.validate_pdf(path, profile=profile)
    found = [failure for failure in report.failures if not failure.rule_id.endswith("STREAM-LENGTH-001")]
    return [f"{failure.rule_id}: {failure.message}" for failure in found]


# --- one PDF, word by word ---


def printed(path: Path, one: Listing, site: Path):
    pages = words_of(path).split("\f")[:-1]
    lines = [line.strip() for text in pages for line in text.splitlines()]
    run_on = " ".join(" ".join(text.split()) for text in pages)
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        bookmarks = [(entry.title, [child.title for child in entry.children]) for entry in outline.root]
        links = [str(note.A.URI) for sheet in pdf.pages for note in sheet.get("/Annots", []) if "/A" in note and "/URI" in note.A]
        count = len(pdf.pages)

    yield "every item and everything inherited is there once", lambda: uneven(one, Counter(lines), run_on)
    yield "the outline holds every group and task in the order of the list", lambda: differing(bookmarks, one)
    yield "every page has revision, date and number", lambda: unmarked(pages, count, one)
    yield "ids of checks can be found and copied", lambda: broken_ids(one, words_of(path, kept=True))
    yield "links lead back to the site", lambda: astray(links, site)


def words_of(path: Path, kept: bool = False) -> str:
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, text=True, check=True).stdout
    return text if kept else re.sub("[\u200b\u2060\u00ad]", "", text)


def uneven(one: Listing, lines: Counter[str], words: str) -> list[str]:
    """A task shows its title and its control's id, then a row an item: with the item's key where that says more than the
    control's id, and fields to fill in. What comes along is a row with its key. A control whose work is inherited somewhere is in the appendix as well."""
    own = [task for group in one.groups if group.title not in AROUND for task in group.tasks]
    along = [item for group in one.groups if group.title in AROUND for _, _, items in group.tasks for item in items]
    wanted = Counter(control for _, control, _ in own) + Counter(item.key for item in along if "@" not in item.key)
    wanted += Counter({key.split("@")[0] for key in one.inherited})
    wanted += Counter(item.key for item in one.items() if "@" in item.key)
    wrong = [f"{key} is there {lines[key]} times, not {count}" for key, count in wanted.items() if lines[key] != count]
    wrong += [f"the title is not there: {item.title}" for item in one.items() if " ".join(item.title.split()) not in words]
    rows = words.count("Note or evidence")
    fields = sum(len(items) for _, _, items in own)
    return wrong + ([] if rows == fields else [f"{rows} rows to fill in, {fields} items"])


def differing(bookmarks: list[tuple[str, list[str]]], one: Listing) -> list[str]:
    found = [entry for entry in bookmarks if entry[0] not in AROUND]
    wanted = [(group.title, [title for title, _, _ in group.tasks]) for group in one.groups if group.title not in AROUND]
    missing = sorted(AROUND - {title for title, _ in bookmarks})
    return [f"no bookmark {title}" for title in missing] + [f"{a} is not {b}" for a, b in zip(found, wanted) if a != b] + ([] if len(found) == len(wanted) else [f"{len(found)} groups, not {len(wanted)}"])


def unmarked(pages: list[str], count: int, one: Listing) -> list[str]:
    wrong = [] if len(pages) == count else [f"{len(pages)} pages of text, {count} pages"]
    for number, text in enumerate(pages, 1):
        words = " ".join(text.split())
        marks = [f"Page {number} of {count}", one.front["date"], f"Revision {one.front['revision']}" if one.front["revision"] else ""]
        wrong += [f"page {number} lacks {mark}" for mark in marks if mark not in words]
    return wrong


def broken_ids(one: Listing, words: str) -> list[str]:
    """An id may be broken by the end of a line, but holds no character that cannot be seen: it would be copied along."""
    ids = {found for line in without_code(one.text) if re.match(r"- (aws-config|security-hub|prowler): ", line) for found in re.findall(r"`([^`]+)`", line)}
    text = re.sub(r"[ \n\f]+", "", words)
    return [found for found in sorted(ids) if found not in text]


def astray(links: list[str], site: Path) -> list[str]:
    """Titles lead to the site and to pages that exist: at its address where that is known, else from the document's folder."""
    book = tomllib.loads((REPOSITORY / "book.toml").read_text(encoding="utf-8"))
    home = book.get("output", {}).get("html", {}).get("site-url", "")
    if not home.startswith("http"):
        home = "../"
    back = [link.removeprefix(home).lstrip("/").split("#")[0] for link in links if link.startswith(home)]
    return [f"no such page: {path}" for path in back if not (site / path).is_file()] + ([] if "services/ec2.html" in back else ["no link to the page of the service"])


if __name__ == "__main__":
    sys.exit(main())
