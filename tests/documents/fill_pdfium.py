"""Fills in fields of a PDF with the engine of Chrome: mouse and keyboard, as a person would.

    fill_pdfium.py FILE VALUES OUT

VALUES is JSON: the full name of each field, and what to write into it (`true` is a tick)."""

import ctypes
import json
import sys

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def main() -> None:
    path, values, out = sys.argv[1:]
    fill(path, json.load(open(values, encoding="utf-8")), out)


def fill(path: str, values: dict[str, str | bool], out: str) -> None:
    pdf = pdfium.PdfDocument(path)
    pdf.init_forms()
    form = pdf.formenv.raw
    left = dict(values)
    for page in pdf:
        for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            note = raw.FPDFPage_GetAnnot(page.raw, at)
            name = text_of(lambda buffer, size: raw.FPDFAnnot_GetFormFieldName(form, note, buffer, size)) if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET else ""
            if name in left:
                write(form, page.raw, note, left.pop(name))
            raw.FPDFPage_CloseAnnot(note)
        raw.FORM_ForceToKillFocus(form)
    if left:
        raise SystemExit(f"no field {sorted(left)[0]} and {len(left) - 1} more")
    pdf.save(out)


def write(form, page, note, value: str | bool) -> None:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, ctypes.byref(rect))
    x, y = (rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2
    kind = raw.FPDFAnnot_GetFormFieldType(form, note)
    if kind == raw.FPDF_FORMFIELD_CHECKBOX:
        click(form, page, x, y)
    elif kind == raw.FPDF_FORMFIELD_COMBOBOX:
        labels = [text_of(lambda buffer, size, at=at: raw.FPDFAnnot_GetOptionLabel(form, note, at, buffer, size)) for at in range(raw.FPDFAnnot_GetOptionCount(form, note))]
        click(form, page, rect.left + 4, y)
        if not raw.FORM_SetIndexSelected(form, page, labels.index(value), True):
            raise SystemExit(f"`{value}` cannot be chosen")
    else:
        click(form, page, x, y)
        raw.FORM_SelectAllText(form, page)
        for sign in chars(value):
            raw.FORM_OnChar(form, page, sign, 0)
    raw.FORM_ForceToKillFocus(form)


def chars(text: str) -> list[int]:
    """What a keyboard sends: code units, and a return for a new line."""
    units = text.replace("\n", "\r").encode("utf-16-le")
    return [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]


def click(form, page, x: float, y: float) -> None:
    raw.FORM_OnMouseMove(form, page, 0, x, y)
    raw.FORM_OnLButtonDown(form, page, 0, x, y)
    raw.FORM_OnLButtonUp(form, page, 0, x, y)


def text_of(read) -> str:
    size = read(None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le")


if __name__ == "__main__":
    main()
