"""Forms of a PDF, read back and filled in with pikepdf."""

import json
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pikepdf.form


@dataclass
class Widget:
    """A field at its place."""

    name: str
    kind: str
    value: str
    tip: str
    page: int
    rect: tuple[float, float, float, float]
    flags: int


def widgets(pdf: pikepdf.Pdf) -> list[Widget]:
    """The fields, page by page, in the order in which the pages list them."""
    found = []
    for number, page in enumerate(pdf.pages, 1):
        for note in page.get("/Annots", []):
            if note.get("/Subtype") == "/Widget":
                box = [float(side) for side in note.Rect]
                found.append(Widget(name(note), str(field(note, "/FT")), value(note), str(note.get("/TU", "")), number, tuple(box), int(note.get("/F", 0))))
    return found


def field(note: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """A value of a field, or of the one above it."""
    while note is not None:
        if key in note:
            return note[key]
        note = note.get("/Parent")
    return None


def name(note: pikepdf.Object) -> str:
    parts = []
    while note is not None:
        if "/T" in note:
            parts.append(str(note.T))
        note = note.get("/Parent")
    return ".".join(reversed(parts))


def value(note: pikepdf.Object) -> str:
    found = field(note, "/V")
    return "" if found is None else str(found).replace("\r\n", "\n").replace("\r", "\n")


def values(path: Path) -> dict[str, str]:
    """What stands in the fields, as far as there is something: a tick is `/Yes`."""
    with pikepdf.open(path) as pdf:
        return {widget.name: widget.value for widget in widgets(pdf) if widget.value not in ("", "/Off")}


def fill(path: Path, wanted: dict[str, str | bool], out: Path) -> None:
    """Fills in with pikepdf's own form functions."""
    with pikepdf.open(path) as pdf:
        form = pikepdf.form.Form(pdf, generate_appearances=pikepdf.form.ExtendedAppearanceStreamGenerator)
        for key, text in wanted.items():
            entry = form[key]
            if text is True:
                entry.checked = True
            elif isinstance(entry, pikepdf.form.ChoiceField):
                next(option for option in entry.options if option.display_value == text).select()
            else:
                entry.value = text
        pdf.save(out)


def twenty(keys: list[str], beyond: bool = False) -> dict[str, str | bool]:
    """What somebody could enter for the first twenty items; states by the words that are shown. Letters beyond those of Western
    Europe come back, but viewers add fonts of their own for them."""
    states = ["Met", "Partly met", "Not met", "Not applicable", "Risk accepted"]
    wanted: dict[str, str | bool] = {}
    for at, key in enumerate(keys[:20]):
        full = key.replace("%", "%25").replace(".", "%2E")
        wanted |= {
            f"{full}/done": True,
            f"{full}/state": states[at % len(states)],
            f"{full}/by": f"Ana Müller {at}",
            f"{full}/on": f"2026-11-{at + 1:02}",
            f"{full}/note": f"Façade checked twice, item {at}; 50 % (done) \\ or so." + (" “Łukasz” 東京" if beyond else ""),
            f"{full}/evidence": f"https://wiki.example.com/e/{at}\nTicket {at}",
        }
    return wanted


def stored(wanted: dict[str, str | bool]) -> dict[str, str]:
    """What must be read back for that."""
    def of(key: str, text: str | bool) -> str:
        if text is True:
            return "/Yes"
        return text.lower().replace(" ", "-") if key.endswith("/state") else text

    return {key: of(key, text) for key, text in wanted.items()}
