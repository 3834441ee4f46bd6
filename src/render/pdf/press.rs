//! The typesetter: set up once, then one checklist after the other. The only user of the typesetting library.

use std::collections::BTreeSet;

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Coverage, Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use xxhash_rust::xxh3::Xxh3;

use super::ink::Ink;
use super::pack::pack;
use super::record;
use super::sheet::Sheet;
use crate::artifact::{Artifact, Earlier};
use crate::config::Config;
use crate::diag::{Diagnostics, rules};
use crate::view::checklist::{Checklist, Group};

/// What every document begins with. The words come as data, so none of them is ever read as markup.
const MAIN: &str = "#import \"checklist.typ\": checklist\n#checklist(json(\"data.json\"), read(\"checklist.json\", encoding: none))\n";

/// Library, fonts and templates: shared by all documents.
pub(super) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    coverage: Vec<Coverage>,
    main: Source,
    templates: Vec<Source>,
    data: FileId,
    record: FileId,
    /// A digest of the program's version and of every template and font.
    digest: u128,
}

/// What came of one checklist.
pub(super) struct Printed {
    pdf: Option<Vec<u8>>,
    key: String,
    missing: BTreeSet<(usize, char)>,
    problems: Vec<String>,
}

impl Press {
    /// Takes the files of a theme's folder `pdf/`, by path.
    pub(super) fn new(files: &[(&str, &[u8])]) -> Self {
        let of_kind = |suffix: &'static str| files.iter().filter(move |(path, _)| path.ends_with(suffix));
        let fonts: Vec<Font> = of_kind(".ttf").chain(of_kind(".otf")).flat_map(|(_, bytes)| Font::iter(Bytes::new(bytes.to_vec()))).collect();
        let template = |(path, bytes): &(&str, &[u8])| Some(Source::new(file_id(path)?, String::from_utf8_lossy(bytes).into_owned()));
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            coverage: fonts.iter().map(|font| font.info().coverage.clone()).collect(),
            main: Source::new(file_id("main.typ").expect("the path is plain"), MAIN.to_owned()),
            templates: of_kind(".typ").filter_map(template).collect(),
            data: file_id("data.json").expect("the path is plain"),
            record: file_id("checklist.json").expect("the path is plain"),
            digest: digest(files),
            fonts,
        }
    }

    /// Typesets one checklist, unless an earlier run made the same.
    pub(super) fn print(&self, list: &Checklist<'_>, config: &Config, earlier: Earlier<'_>) -> Printed {
        let mut ink = Ink::new(&self.coverage);
        let sheet = Sheet::new(list, config, &mut ink);
        let desk = Desk { press: self, data: Bytes::new(sheet.json()), record: Bytes::new(record::json(list)) };
        let key = self.key(&desk, &list.selector);
        let typeset = || {
            let pdf = self.typeset(&desk, &list.selector);
            // What the library remembers of one document is of no use to the next, and it is twelve megabytes.
            comemo::evict(0);
            pdf.map(pack)
        };
        let (pdf, problems) = match earlier(&path(list), &key).map_or_else(typeset, Ok) {
            Ok(pdf) => (Some(pdf), Vec::new()),
            Err(problems) => (None, problems),
        };
        Printed { pdf, key, missing: ink.missing, problems }
    }

    /// A digest of everything that a document's bytes follow from.
    fn key(&self, desk: &Desk<'_>, ident: &str) -> String {
        let mut all = Xxh3::new();
        all.update(&self.digest.to_le_bytes());
        for part in [desk.data.as_slice(), desk.record.as_slice(), ident.as_bytes()] {
            all.update(&part.len().to_le_bytes());
            all.update(part);
        }
        format!("{:032x}", all.digest128())
    }

    fn typeset(&self, desk: &Desk<'_>, ident: &str) -> Result<Vec<u8>, Vec<String>> {
        let words = |errors: &[SourceDiagnostic]| errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>();
        let compiled = typst::compile::<PagedDocument>(desk);
        let document = compiled.output.map_err(|errors| words(&errors))?;
        if !compiled.warnings.is_empty() {
            return Err(words(&compiled.warnings));
        }
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a]).map_err(|error| vec![error.message().to_string()])?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("onus checklist {ident}")),
            creator: Smart::Custom(Some("onus".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| words(&errors))
    }
}

impl Printed {
    /// Tells what went wrong, and gives the file where there is one.
    pub(super) fn report(self, list: &Checklist<'_>, diags: &mut Diagnostics) -> Option<Artifact> {
        let lines: Vec<_> = list.all().flat_map(|group: &Group<'_>| &group.items).collect();
        for (line, c) in self.missing {
            let line = line.checked_sub(1).and_then(|at| lines.get(at));
            let (span, what) = line.map_or((list.span, &list.stem[..]), |line| (line.span, line.control));
            diags
                .report(&rules::MISSING_GLYPH, span, format!("no font has a glyph for U+{:04X} in `{what}`", u32::from(c)))
                .help("printed documents show \u{FFFD} in its place; use other words, or add a font to `theme/pdf/fonts`");
        }
        for problem in self.problems {
            diags.report(&rules::THEME, list.span, format!("the PDF of `{}` could not be typeset: {problem}", list.selector));
        }
        self.pdf.map(|pdf| Artifact::new(path(list), pdf).with_key(self.key))
    }
}

/// Where the document of a checklist goes.
fn path(list: &Checklist<'_>) -> String {
    format!("checklists/{}.pdf", list.stem)
}

fn digest(files: &[(&str, &[u8])]) -> u128 {
    let mut all = Xxh3::new();
    all.update(env!("CARGO_PKG_VERSION").as_bytes());
    for (path, bytes) in files {
        all.update(&path.len().to_le_bytes());
        all.update(path.as_bytes());
        all.update(&bytes.len().to_le_bytes());
        all.update(bytes);
    }
    all.digest128()
}

/// A path of the typesetter's own small file tree. Paths are interned for ever, so there are only a few.
fn file_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(format!("/{path}")).ok()?).intern())
}

/// One document on the press: the shared things, and its own words.
struct Desk<'p> {
    press: &'p Press,
    data: Bytes,
    record: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.press.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = std::iter::once(&self.press.main).chain(&self.press.templates);
        sources.into_iter().find(|source| source.id() == id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id {
            id if id == self.press.data => Ok(self.data.clone()),
            id if id == self.press.record => Ok(self.record.clone()),
            id => Err(not_found(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    /// The date comes with the data: there is no clock here.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
