// Fills in fields of a PDF with the engine of Firefox: the storage that its page fills, and the saving of its button.
//
//     node fill_pdfjs.mjs FILE VALUES OUT
//
// VALUES is JSON: the full name of each field, and what to write into it (`true` is a tick).

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [path, values, out] = process.argv.slice(2);
// Packages are found by NODE_PATH, which imports do not look at.
const require = createRequire(import.meta.url);
const build = dirname(require.resolve("pdfjs-dist/legacy/build/pdf.mjs"));
const { getDocument, VerbosityLevel } = await import(pathToFileURL(join(build, "pdf.mjs")));

const wanted = new Map(Object.entries(JSON.parse(readFileSync(values, "utf8"))));
const fonts = join(build, "..", "..", "standard_fonts/");
const task = getDocument({ data: new Uint8Array(readFileSync(path)), standardFontDataUrl: fonts, verbosity: VerbosityLevel.ERRORS });
const pdf = await task.promise;
const fields = await pdf.getFieldObjects();
for (const [name, value] of wanted) {
  const [field] = fields?.[name] ?? [];
  if (!field) throw new Error(`no field ${name}`);
  pdf.annotationStorage.setValue(field.id, { value: choice(field, value) });
}
writeFileSync(out, await pdf.saveDocument());
await task.destroy();

// What is shown is chosen; what is stored is its value.
function choice(field, value) {
  const item = field.items?.find((item) => item.displayValue === value);
  return item ? item.exportValue : value;
}
