"""Holds the documents of a built site against what they promise: the same items in Markdown and PDF, each once; PDF files that
are tagged, archival and complete; forms that people fill in with other programs and send back; hard texts that vanish nowhere.

    check.py SITE [PROGRAM]
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import page
import pikepdf

import fill_pdfium
import forms
import hard
import pages

REPOSITORY = Path(__file__).resolve().parents[2]

# What the pages of a cluster may be built of; its own checklist must bring the duties of each along.
OF_THE_CLUSTER = {
    "Amazon CloudWatch", "Amazon DynamoDB", "Amazon EC2", "Amazon ECR", "Amazon ECS", "Amazon EFS", "Amazon FSx for Lustre",
    "Amazon S3", "Amazon SNS", "Amazon SQS", "Amazon VPC", "AWS Batch", "AWS CodeBuild", "AWS IAM", "AWS Lambda",
}

# Held against the standards in full; the others come from the same template.
JUDGED = ["ec2", "parallelcluster", "workload-web-service"]

# Filled in by other programs.
FILLED = ["workload-data-lake"]

# The fields of an item, in the order of tabs; those of one that comes along.
ALL_FIELDS = ["done", "state", "by", "on", "evidence", "note"]
SOME_FIELDS = ["done", "state", "note"]

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
    program = Path(sys.argv[2]) if len(sys.argv) > 2 else REPOSITORY / "target/release/onus"
    parts = [
        ("Markdown", markdown(listings)),
        ("PDF", documents(folder, listings)),
        ("PDF of EC2", printed(folder / "ec2.pdf", listings["ec2"], site)),
        ("Forms", fillable(folder, listings)),
        ("Handouts", handouts(site)),
        ("Paths", courses(site)),
        ("Hard texts", difficult(program)),
    ]
    done = failed = 0
    # One by one: some parts keep their files only as long as they are at work.
    for kind, name, check in ((kind, name, check) for kind, checks in parts for name, check in checks):
        wrong = check()
        done += 1
        failed += bool(wrong)
        print(f"{'FAILED' if wrong else 'ok'}: {kind}: {name}")
        for line in wrong[:20]:
            print(f"    {line}")
        if len(wrong) > 20:
            print(f"    and {len(wrong) - 20} more")
    print(f"{done - failed} passed, {failed} failed")
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
    yield "every item names what called for it or where it is done", each(lambda one: [item.key for item in one.items() if not placed(item, everywhere(one.stem))])
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


def everywhere(stem: str) -> bool:
    """Whether a checklist is about no service in particular."""
    return stem.startswith("party-") or stem in ("before-production", "quarterly-review")


def placed(item: Item, everywhere: bool) -> bool:
    """A checklist of no service in particular has an item for all places together; the others have one for each place, or one
    with its callers."""
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
        yield from looked_at(stem, folder / f"{stem}.pdf")


def looked_at(name: str, path: Path):
    yield f"{name} has every letter on its page", lambda: pages.beyond(path)
    yield f"{name} never parts a title from what follows", lambda: pages.parted(path)
    yield f"{name} embeds its fonts", lambda: pages.unembedded(path)


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
    sheets = words_of(path).split("\f")[:-1]
    run_on = " ".join(" ".join(text.split()) for text in sheets)
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        bookmarks = [(entry.title, [child.title for child in entry.children]) for entry in outline.root]
        links = [str(note.A.URI) for sheet in pdf.pages for note in sheet.get("/Annots", []) if "/A" in note and "/URI" in note.A]
        count = len(pdf.pages)

    yield "every item and everything inherited is there once", lambda: uneven(one, run_on)
    yield "the outline holds every group and task in the order of the list", lambda: differing(bookmarks, one)
    yield "every page has revision, date, digest and number", lambda: unmarked(sheets, count, one)
    yield "ids of checks can be found and copied", lambda: broken_ids(one, words_of(path, kept=True))
    yield "links lead back to the site", lambda: astray(links, site)


def words_of(path: Path, kept: bool = False) -> str:
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, text=True, check=True).stdout
    return text if kept else re.sub("[\u200b\u2060\u00ad]", "", text)


def uneven(one: Listing, words: str) -> list[str]:
    """A task shows its title and its control's id, then a row an item: with the item's key where that says more than the
    control's id. What comes along is a row with its key. A control whose work is inherited somewhere is in the appendix as well."""
    own = {control for group in one.groups if group.title not in AROUND for _, control, _ in group.tasks}
    along = {item.key for group in one.groups if group.title in AROUND for _, _, items in group.tasks for item in items}
    ids = own | {key for key in along if "@" not in key} | {key.split("@")[0] for key in one.inherited}
    keys = [item.key for item in one.items() if "@" in item.key]
    wrong = [f"{key} is there {count} times" for key in keys if (count := found(key, words)) != 1]
    wrong += [f"{control} is not there" for control in sorted(ids) if found(control, words) < 1]
    return wrong + [f"the title is not there: {item.title}" for item in one.items() if " ".join(item.title.split()) not in words]


def found(key: str, words: str) -> int:
    """How often a key stands there; it may be broken after each of its signs."""
    parts = re.sub(r"([-/@])", r"\1 ?", re.escape(key).replace(r"\-", "-"))
    return len(re.findall(rf"(?<![\w/@-]){parts}(?![\w/@-])", words))


def differing(bookmarks: list[tuple[str, list[str]]], one: Listing) -> list[str]:
    found = [entry for entry in bookmarks if entry[0] not in AROUND]
    wanted = [(group.title, [title for title, _, _ in group.tasks]) for group in one.groups if group.title not in AROUND]
    missing = sorted(AROUND - {title for title, _ in bookmarks})
    return [f"no bookmark {title}" for title in missing] + [f"{a} is not {b}" for a, b in zip(found, wanted) if a != b] + ([] if len(found) == len(wanted) else [f"{len(found)} groups, not {len(wanted)}"])


def unmarked(sheets: list[str], count: int, one: Listing) -> list[str]:
    wrong = [] if len(sheets) == count else [f"{len(sheets)} pages of text, {count} pages"]
    for number, text in enumerate(sheets, 1):
        words = " ".join(text.split())
        marks = [f"Page {number} of {count}", one.front["date"], one.front["hash"], f"Revision {one.front['revision']}" if one.front["revision"] else ""]
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


# --- forms ---


def fillable(folder: Path, listings: dict[str, Listing]):
    yield "every item has its fields, in the order of the list", lambda: [f"{stem}: {line}" for stem, one in listings.items() for line in misfit(folder / f"{stem}.pdf", one)]
    with tempfile.TemporaryDirectory() as place:
        filled = Path(place)
        for stem, one in ((stem, listings[stem]) for stem in FILLED):
            for engine, fill in (("pikepdf", forms.fill), ("PDFium", by_pdfium), ("pdf.js", by_pdfjs)):
                yield f"{stem} comes back as {engine} filled it in", lambda stem=stem, one=one, engine=engine, fill=fill: returned(folder / f"{stem}.pdf", filled / f"{stem}-{engine}.pdf", one, fill)


def misfit(path: Path, one: Listing) -> list[str]:
    with pikepdf.open(path) as pdf:
        there = forms.widgets(pdf)
        form = pdf.Root.get("/AcroForm", {})
        tabs = [number for number, page in enumerate(pdf.pages, 1) if "/Annots" in page and page.get("/Tabs") != "/S"]
        boxes = {number: [float(side) for side in page.MediaBox] for number, page in enumerate(pdf.pages, 1)}
        extras = [key for key in ("/NeedAppearances", "/XFA") if key in form] + [widget.name for widget in there if widget.flags != 4 or not widget.tip]
    own = [item.key for group in one.groups if group.title not in AROUND for _, _, items in group.tasks for item in items]
    along = [item.key for group in one.groups if group.title in AROUND for _, _, items in group.tasks for item in items]
    wanted = [f"{escaped(key)}/{name}" for keys, names in ((own, ALL_FIELDS), (along, SOME_FIELDS)) for key in keys for name in names]
    found = [widget.name for widget in there if not widget.name.startswith("sign-off/")]
    signing = len(there) - len(found)
    wrong = [f"unlike the items: {missing}" for missing in sorted(set(wanted) ^ set(found))]
    wrong += [] if wrong or found == wanted else ["the fields are in another order"]
    wrong += [f"{signing} fields to sign"] * (signing % 3 != 0 or signing == 0)
    wrong += [f"page {number} has no order of tabs" for number in tabs] + [f"not as it should be: {extra}" for extra in extras]
    outside = [widget.name for widget in there if not within(widget.rect, boxes[widget.page])]
    return wrong + [f"{name} lies outside of its page" for name in outside]


def escaped(key: str) -> str:
    return key.replace("%", "%25").replace(".", "%2E")


def within(rect: tuple[float, float, float, float], box: list[float]) -> bool:
    return rect[0] >= box[0] and rect[1] >= box[1] and rect[2] <= box[2] and rect[3] <= box[3]


def by_pdfium(path: Path, wanted: dict[str, str | bool], out: Path) -> None:
    fill_pdfium.fill(str(path), wanted, str(out))


def by_pdfjs(path: Path, wanted: dict[str, str | bool], out: Path) -> None:
    values = out.with_suffix(".json")
    values.write_text(json.dumps(wanted), encoding="utf-8")
    subprocess.run(["node", REPOSITORY / "tests/documents/fill_pdfjs.mjs", path, values, out], check=True, env=os.environ)


def returned(path: Path, out: Path, one: Listing, fill) -> list[str]:
    """Twenty items are filled in and read back: all that was entered is there and nothing else changed, and the file is as valid as
    before. With letters that the form's font lacks the words still come back."""
    own = [item.key for group in one.groups if group.title not in AROUND for _, _, items in group.tasks for item in items]
    before = forms.values(path)
    empty = [key for key in own if not any(name.startswith(f"{escaped(key)}/") for name in before)]
    wrong = [] if len(empty) >= 20 else [f"only {len(empty)} items are empty"]
    # pikepdf cannot draw letters that the form's font lacks, and refuses them.
    for beyond in (True, False) if fill is not forms.fill else (False,):
        entered = forms.twenty(empty, beyond)
        fill(path, entered, out)
        after, expected = forms.values(out), before | forms.stored(entered)
        wrong += [f"{name} is {after.get(name)!r}, not {expected.get(name)!r}" for name in sorted(after.keys() | expected.keys()) if after.get(name) != expected.get(name)]
    with pikepdf.open(out) as pdf:
        wrong += [] if "checklist.json" in pdf.attachments else ["its data is gone"]
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        wrong += failures(out, profile)
    return wrong


# --- matrix, comparisons, summaries ---


def handouts(site: Path):
    services = sorted(path.stem for path in (site / "services").glob("*.html") if path.stem != "index" and 'http-equiv="refresh"' not in path.read_text(encoding="utf-8"))
    summaries = [site / "services" / f"{stem}.pdf" for stem in services]
    compared = sorted((site / "compare").glob("*.pdf"))
    matrices = [site / "responsibility-matrix.pdf", *sorted((site / "workloads").glob("*-matrix.pdf"))]
    yield "every service has its page", lambda: [path.name for path in summaries if not path.is_file()] if services else ["there is no service"]
    yield "it is one page", lambda: [f"{path.name} has {pages.count(path)} pages" for path in summaries if pages.count(path) != 1]
    yield "each is sound", lambda: [f"{path.name}: {fault}" for path in (*summaries, *compared, *matrices) if (fault := damaged(path))]
    yield "every letter is on its page", lambda: [f"{path.name}: {line}" for path in (*summaries, *compared, *matrices) for line in pages.beyond(path)]
    yield "every font is embedded", lambda: [f"{path.name}: {line}" for path in (*summaries, *compared, *matrices) for line in pages.unembedded(path)]
    yield "a page of the site leads to each", lambda: unlinked(site, [*summaries, *compared, *matrices])
    yield "the matrix names every service on its pages, under the layers", lambda: unheaded(matrices[0], site)
    for path in (matrices[0], summaries[0], summaries[-1], *compared[:1]):
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            yield f"{path.name} conforms to {profile.name}", lambda path=path, profile=profile: failures(path, profile)


def unlinked(site: Path, paths: list[Path]) -> list[str]:
    sources = {folder: "".join(path.read_text(encoding="utf-8") for path in (site / folder).glob("*.html")) for folder in ("services", "workloads", "compare")}
    return [f"nothing leads to {path.relative_to(site)}" for path in paths if not any(f'{path.relative_to(site)}"' in text for text in sources.values())]


def unheaded(path: Path, site: Path) -> list[str]:
    model = json.loads((site / "model.json").read_text(encoding="utf-8"))
    sheets = [" ".join(text.split()) for text in words_of(path).split("\f")[:-1]]
    layers = [layer["name"].split()[0] for layer in model["layers"]]
    wrong = [f"page {number} lacks the layer {layer}" for number, text in enumerate(sheets, 1) for layer in layers if layer not in text]
    return wrong + [f"{service['name']} is not there" for service in model["services"] if service["name"] not in " ".join(sheets)]


# --- paths ---

# What is printed of a path; one that asks nothing has no sheet of questions and no key.
PARTS = {"slides", "notes", "handout", "questions", "key"}


def courses(site: Path):
    paths = sorted((site / "learn").glob("**/*.pdf"))
    stems = sorted(path.parent.relative_to(site) for path in (site / "learn").glob("**/slides.html"))
    decks = [path for path in paths if path.stem == "slides"]

    def each(wrong, chosen=paths):
        return lambda: [f"{path.relative_to(site)}: {line}" for path in chosen for line in wrong(path)]

    yield "every path has its documents", lambda: [f"{stem}: {missing}" for stem in stems for missing in sorted(PARTS - {path.stem for path in (site / stem).glob("*.pdf")})] if stems else ["there is no path"]
    yield "each is sound", each(lambda path: [fault] if (fault := damaged(path)) else [])
    yield "each is tagged, titled and has bookmarks", each(unmarked_up)
    yield "every letter is on its page", each(pages.beyond)
    yield "every font is embedded", each(pages.unembedded)
    yield "a handout has two pages", each(lambda path: [f"{count} pages"] if (count := pages.count(path)) != 2 else [], [path for path in paths if path.stem == "handout"])
    yield "a deck has the slides of its page, 16 to 9", each(lambda path: unlike(path, path.with_suffix(".html")), decks)
    yield "pages of the site lead to each", lambda: untold(site, paths)
    for path in (path for path in paths if path.parent == site / "learn/first-hour"):
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
            yield f"{path.stem} of the first hour conforms to {profile.name}", lambda path=path, profile=profile: failures(path, profile)


def unmarked_up(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        root = pdf.Root
        promises = {
            "no tags": "/StructTreeRoot" in root,
            "not marked as tagged": bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            "no language": str(root.get("/Lang", "")) == "en",
            "title is not shown": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "no title": bool(str(pdf.docinfo.get("/Title", ""))),
            "no bookmarks": len(outline.root) > 1,
            "scripts": "/JavaScript" not in root.get("/Names", {}) and "/OpenAction" not in root,
        }
    return [wrong for wrong, kept in promises.items() if not kept]


def unlike(path: Path, deck: Path) -> list[str]:
    slides = deck.read_text(encoding="utf-8").count('<article class="slide ')
    with pikepdf.open(path) as pdf:
        sizes = {tuple(round(float(side)) for side in sheet.MediaBox) for sheet in pdf.pages}
        count = len(pdf.pages)
    wrong = [] if count == slides else [f"{count} pages for {slides} slides"]
    return wrong + ([] if sizes == {(0, 0, 960, 540)} else [f"pages of {sizes}"])


def untold(site: Path, paths: list[Path]) -> list[str]:
    index = (site / "learn/index.html").read_text(encoding="utf-8")
    wrong = []
    for path in paths:
        own = path.parent.with_suffix(".html").read_text(encoding="utf-8")
        name = f'{path.relative_to(site)}"'
        wrong += [f"{where} does not lead to {path.relative_to(site)}" for where, text in (("the page of the path", own), ("the index", index)) if name not in text]
    return wrong


# --- hard texts ---


def difficult(program: Path):
    with tempfile.TemporaryDirectory() as place:
        for name, extra in (("fillable", ""), ("plain, on Letter", 'fillable = false\npaper = "letter"\n'), ("compact", 'layout = "compact"\n')):
            root = hard.book(Path(place) / name.split(",")[0], extra)
            out, said = hard.build(program, root)
            folder = out / "checklists"
            yield f"{name}: signs without a glyph are told at their lines, and nothing else is found", lambda said=said: told(said)
            for stem in ("box", "workload-shop"):
                path = folder / f"{stem}.pdf"
                yield from ((f"{name}: {check}", run) for check, run in looked_at(stem, path))
                yield f"{name}: {stem} holds every text", lambda path=path, layout=name: vanished(path, layout)
                for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
                    yield f"{name}: {stem} conforms to {profile.name}", lambda path=path, profile=profile: failures(path, profile)
            yield f"{name}: the service is still one page", lambda out=out: [f"{count} pages"] if (count := pages.count(out / "services/box.pdf")) != 1 else []
            if not name.startswith("plain"):
                listings = {stem: read(folder / f"{stem}.md") for stem in ("box", "workload-shop")}
                yield f"{name}: every item has its fields", lambda folder=folder, listings=listings: [line for stem, one in listings.items() for line in misfit(folder / f"{stem}.pdf", one)]


def told(said: str) -> list[str]:
    findings = [line for line in said.splitlines() if "[missing-glyph]" in line or "[lost-text]" in line or "error" in line]
    signs = {*hard.JAPANESE, *hard.HEBREW, hard.EMOJI}
    wrong = [f"nothing was said of U+{ord(sign):04X}" for sign in sorted(signs) if not any(f"U+{ord(sign):04X}" in line for line in findings)]
    wrong += [f"of no use: {line}" for line in findings if "[missing-glyph]" not in line]
    wrong += [f"another file: {line}" for line in findings if "number-004" not in line and "number-005" not in line and "box.yaml" not in line]
    return wrong


def vanished(path: Path, layout: str) -> list[str]:
    """Long words and commands are broken, but no sign of them is lost or put in."""
    # A hyphen at the end of a line is taken for one of syllables when text is read out.
    text = re.sub(r"[-\s]+", "", words_of(path))
    marks = r"Checklist:(?:Box|Shop)(?:Data|Signoff|[A-Z][a-z]+:?[a-z ]*)?|Hardtexts·.*?Page\d+of\d+"
    text = re.sub(marks, "", text)
    wanted = {hard.LONG_WORD, *(f"Keepnumber{number}" for number in range(200) if number not in (2, 4, 5))}
    if layout != "compact":
        wanted |= {re.sub(r"\s+", "", hard.COMMAND), hard.LONG_LINK, "120.Stepwithsomewords"}
    if path.stem == "workload-shop":
        wanted |= {re.sub(r"\s+", "", hard.NOTE), "Łukasz"}
    return [f"not there: {word[:60]}" for word in sorted(wanted) if re.sub(r"[-\s]+", "", word) not in text]


if __name__ == "__main__":
    sys.exit(main())
