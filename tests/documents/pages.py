"""The pages of a PDF as a reader sees them: where letters stand, which fonts draw them, where titles lead."""

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

# The foot of a page, in points: what stands there belongs to every page.
FOOT = 52

# Between a title and what must follow it.
STEP = 12


def beyond(path: Path) -> list[str]:
    """Letters outside of the page: a reader that shows pages does not even tell of them, so each box is looked at."""
    wrong = []
    pdf = pdfium.PdfDocument(path)
    for number, page in enumerate(pdf, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            # Spaces at the end of a line have no box.
            if right > left and (left < -0.5 or bottom < -0.5 or right > width + 0.5 or top > height + 0.5):
                wrong.append(f"page {number}: {text.get_text_range(max(at - 20, 0), 40)!r} stands at {left:.0f}, {bottom:.0f}")
                break
        text.close()
        page.close()
    pdf.close()
    return wrong


def parted(path: Path) -> list[str]:
    """Titles that stand at the foot of a page while what they are the title of begins on the next."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        numbers = {page.objgen: at for at, page in enumerate(pdf.pages)}
        titles = [(entry.title, *place(entry, numbers)) for top in outline.root for entry in (top, *top.children)]
    document = pdfium.PdfDocument(path)
    lines = [lines_of(page) for page in document]
    document.close()
    wrong = []
    for title, page, top in titles:
        below = [y for y in lines[page] if FOOT < y < top - 2 * STEP]
        if not below:
            wrong.append(f"page {page + 1}: nothing follows the title `{title}`")
    return wrong


def place(entry: pikepdf.OutlineItem, numbers: dict[tuple[int, int], int]) -> tuple[int, float]:
    found = entry.destination if entry.destination is not None else entry.action.D
    return numbers[found[0].objgen], float(found[3])


def lines_of(page: pdfium.PdfPage) -> list[float]:
    text = page.get_textpage()
    ys = sorted({round(text.get_charbox(at)[1]) for at in range(text.count_chars())}, reverse=True)
    text.close()
    page.close()
    return ys


def unembedded(path: Path) -> list[str]:
    """Fonts that the reader's machine would have to have."""
    with pikepdf.open(path) as pdf:
        fonts = [(name, font) for page in pdf.pages for name, font in page.get("/Resources", {}).get("/Font", {}).items()]
        form = pdf.Root.get("/AcroForm", {})
        fonts += form.get("/DR", {}).get("/Font", {}).items()
        return sorted({f"{name} is not embedded" for name, font in fonts if not embedded(font)})


def embedded(font: pikepdf.Object) -> bool:
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    return any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")) or str(font.get("/Subtype")) == "/Type3"


def count(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)
