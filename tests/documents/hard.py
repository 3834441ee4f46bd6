"""A book of hard texts: overlong words and commands, two hundred items, signs that no font has, text from right to left, rows that
are higher than a page, fields that are empty or too full. It is made here and built by the program."""

import json
import subprocess
from pathlib import Path

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
LONG_LINK = "https://example.com/" + "a-segment-of-an-address/" * 14
COMMAND = "aws example call --filter " + ",".join(f"Key{number}=Value{number}" for number in range(90)) + " --query 'Items[?State==`open`].[Id,Name]'"
NOTE = "What was found is told in many words, more than the place beside the item has room for. " * 12
JAPANESE = "東京"
HEBREW = "שלום"
EMOJI = "\U0001F680"


def book(root: Path, extra: str = "") -> Path:
    """Writes the book into a folder."""
    files = {
        "book.toml": f'[book]\ntitle = "Hard texts"\n[output.html]\n[output.markdown]\n[output.pdf]\n{extra}',
        "content/model/parties.yaml": "aws: { name: AWS, side: provider }\ncustomer: { name: Customer, side: customer }\n",
        "content/model/layers.yaml": "- id: data\n  name: Data\n  kind: stack\n  duties:\n"
        + "    - { id: keep-data, do: Keep data as long as it is needed }\n"
        + "- id: facilities\n  name: Facilities\n  kind: stack\n  duties:\n    - { id: guard-doors, do: Guard the doors }\n",
        "content/model/service-models/iaas.yaml": "name: Infrastructure\nshort: IaaS\naccountable:\n  provider: [facilities]\n  customer: [data]\n",
        "content/services/compute/_index.yaml": "name: Compute\n",
        "content/services/compute/box.yaml": f"name: Box\nprovider: aws\nmodel: iaas\nsummary: A machine with a name that is long, {LONG_WORD}.\nduties:\n"
        + f"  keep-data:\n    says: Words from right to left, {HEBREW}, and from top to bottom, {JAPANESE}.\n",
        "content/controls/data/_index.yaml": "name: Data\n",
        "content/controls/data/guard-the-doors.yaml": "title: Guard the doors\nduty: guard-doors\nscope: service\npriority: high\ncadence: yearly\nobjective: Nobody walks in.\n"
        + "by:\n  provider:\n    statement: " + "AWS has doors, and people who stand beside them. " * 90 + "\n    evidence: [A report]\n",
        "content/workloads/shop.yaml": "name: Shop\nservices: [box]\n",
        "content/status/shop.yaml": f"- item: number-001@box\n  state: met\n  by: Łukasz Żółć and the team with a very long name\n  on: 2026-11-01\n  note: {NOTE}\n  evidence: [{LONG_LINK}]\n",
    }
    for number in range(200):
        files[f"content/controls/data/number-{number:03}.yaml"] = control(number)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def control(number: int) -> str:
    title, more = f"Keep number {number}", ""
    if number == 2:
        title = f"Keep {LONG_WORD}"
    if number == 3:
        more = f"      - say: A long command\n        run: {json.dumps(COMMAND)}\n"
    if number == 4:
        title = f"Keep {JAPANESE} and {EMOJI}"
    if number == 5:
        title = f"Keep {HEBREW}"
    if number == 6:
        more = f"      - say: An address, {LONG_LINK}\n"
    steps = "Write it down." if number != 7 else "\n".join(f"{step + 1}. Step with some words to fill the line, and then a few more of them." for step in range(120))
    steps = "|\n" + "\n".join(f"      {line}" for line in steps.split("\n"))
    verify = f"    verify:\n{more}" if more else ""
    return f"title: {title}\nduty: keep-data\nscope: service\npriority: medium\ncadence: monthly\nobjective: It is kept.\nby:\n  customer:\n    steps: {steps}\n{verify}    evidence: [A list]\n"


def build(program: Path, root: Path) -> tuple[Path, str]:
    """Builds the book; its folder, and what the program said."""
    out = root / "out"
    ran = subprocess.run([program, "build", root, "-d", out, "--date", "2026-11-22", "--format", "short"], capture_output=True, text=True)
    if ran.returncode != 0:
        raise SystemExit(f"the book of hard texts is not built:\n{ran.stderr}")
    return out, ran.stderr
