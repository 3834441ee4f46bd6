//! The typesetter: set up once, then one document after the other.

use std::sync::atomic::{AtomicUsize, Ordering};

use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Coverage, Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use xxhash_rust::xxh3::Xxh3;

use super::form::FormFont;
use super::job::{Job, Printed};
use super::{bounds, pack};
use crate::artifact::{Artifact, Earlier};

/// The templates: file and function, the file's name without its ending. The words come as data, so none of them is ever
/// read as markup.
const TEMPLATES: [&str; 9] = ["checklist", "matrix", "compare", "summary", "slides", "notes", "handout", "questions", "key"];

/// Where the font of forms lies among the files of a theme.
const FORM_FONT: &str = "form/Inter-Form.ttf";

/// Library, fonts and templates: shared by all documents.
pub(super) struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// What the fonts can draw.
    pub(super) coverage: Vec<Coverage>,
    /// The font that forms are filled in with; none where the theme's is no font.
    pub(super) form_font: Option<FormFont>,
    mains: Vec<Source>,
    templates: Vec<Source>,
    data: FileId,
    record: FileId,
    /// A digest of the program's version and of every template and font.
    digest: u128,
    /// How many documents are made at the same time.
    at_once: usize,
    /// How many are made.
    made: AtomicUsize,
}

impl Press {
    /// Takes the files of a theme's folder `pdf/`, by path, and more fonts; and how many documents will be made at the same time.
    pub(super) fn new(files: &[(&str, &[u8])], more_fonts: &[&[u8]], at_once: usize) -> Self {
        let of_kind = |suffix: &'static str| files.iter().filter(move |(path, _)| path.ends_with(suffix) && *path != FORM_FONT);
        let own = of_kind(".ttf").chain(of_kind(".otf")).map(|(_, bytes)| *bytes);
        let fonts: Vec<Font> = own.chain(more_fonts.iter().copied()).flat_map(|bytes| Font::iter(Bytes::new(bytes.to_vec()))).collect();
        let template = |(path, bytes): &(&str, &[u8])| Some(Source::new(file_id(path)?, String::from_utf8_lossy(bytes).into_owned()));
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            coverage: fonts.iter().map(|font| font.info().coverage.clone()).collect(),
            form_font: files.iter().find(|(path, _)| *path == FORM_FONT).and_then(|(_, bytes)| FormFont::new(bytes)),
            mains: TEMPLATES.iter().filter_map(|name| main(name)).collect(),
            templates: of_kind(".typ").filter_map(template).collect(),
            data: file_id("data.json").expect("the path is plain"),
            record: file_id("record.json").expect("the path is plain"),
            digest: digest(files, more_fonts),
            at_once,
            made: AtomicUsize::new(0),
            fonts,
        }
    }

    /// Typesets a document, unless an earlier run made the same: the file, where there is one, and what there is to say.
    pub(super) fn print(&self, job: Job, earlier: Earlier<'_>) -> (Option<Artifact>, Printed) {
        let key = job.key(self.digest);
        let made = match earlier(&job.path, &key) {
            Some(pdf) => Ok((pdf, Vec::new())),
            None => self.make(&job),
        };
        let (file, told) = match made {
            Ok((bytes, lost)) => {
                // What is not whole is not taken again: its finding comes with every run.
                let key = lost.is_empty().then_some(key);
                (Some(Artifact { path: job.path.clone(), bytes, key }), Ok(lost))
            }
            Err(problems) => (None, Err(problems)),
        };
        (file, Printed { path: job.path, span: job.span, missing: job.missing, told })
    }

    fn make(&self, job: &Job) -> Result<(Vec<u8>, Vec<String>), Vec<String>> {
        let made = self.typeset(job);
        self.forget();
        let (pdf, mut lost) = made?;
        let form = self.form_font.as_ref().filter(|_| !job.form.fields().is_empty()).map(|font| (job.form.fields(), font));
        let (pdf, problems) = pack::finish(pdf, form).map_err(|problem| vec![problem])?;
        lost.extend(problems);
        Ok((pdf, lost))
    }

    /// What the library remembers of one document is of no use to the next, and it is twelve megabytes. But its memory is one for
    /// all threads, and what others have laid out once they are about to take again: so what was used since the last time stays.
    fn forget(&self) {
        match self.at_once.saturating_sub(1) {
            0 => comemo::evict(0),
            others if self.made.fetch_add(1, Ordering::Relaxed).is_multiple_of(others) => comemo::evict(1),
            _ => {}
        }
    }

    /// The pages as PDF, and what did not fit on them.
    fn typeset(&self, job: &Job) -> Result<(Vec<u8>, Vec<String>), Vec<String>> {
        let mut document = self.lay_out(job, &job.data)?;
        let limit = job.pages.unwrap_or(usize::MAX);
        for data in &job.shorter {
            if document.pages().len() <= limit {
                break;
            }
            document = self.lay_out(job, data)?;
        }
        let mut lost = bounds::lost(&document);
        if document.pages().len() > limit {
            let pages = if limit == 1 { "page" } else { "pages" };
            lost.push(format!("there is more than fits on {limit} {pages}"));
        }
        let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a]).map_err(|error| vec![error.message().to_string()])?;
        let options = PdfOptions {
            ident: Smart::Custom(format!("onus {}", job.ident)),
            creator: Smart::Custom(Some("onus".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        Ok((typst_pdf::pdf(&document, &options).map_err(|errors| words(&errors))?, lost))
    }

    fn lay_out(&self, job: &Job, data: &[u8]) -> Result<PagedDocument, Vec<String>> {
        let main = TEMPLATES.iter().position(|name| *name == job.template).and_then(|at| self.mains.get(at));
        let main = main.ok_or_else(|| vec![format!("there is no template `{}`", job.template)])?;
        let record = job.record.clone().unwrap_or_default();
        let desk = Desk { press: self, main, data: Bytes::new(data.to_vec()), record: Bytes::new(record) };
        let compiled = typst::compile::<PagedDocument>(&desk);
        let document = compiled.output.map_err(|errors| desk.words(&errors))?;
        if compiled.warnings.is_empty() { Ok(document) } else { Err(desk.words(&compiled.warnings)) }
    }
}

fn words(errors: &[SourceDiagnostic]) -> Vec<String> {
    errors.iter().map(|error| error.message.to_string()).collect()
}

/// What a document of a template begins with.
fn main(name: &str) -> Option<Source> {
    let text = format!("#import \"{name}.typ\": {name}\n#{name}(read(\"record.json\", encoding: none))\n");
    Some(Source::new(file_id(&format!("{name}-main.typ"))?, text))
}

fn digest(files: &[(&str, &[u8])], fonts: &[&[u8]]) -> u128 {
    let mut all = Xxh3::new();
    all.update(env!("CARGO_PKG_VERSION").as_bytes());
    for (path, bytes) in files.iter().copied().chain(fonts.iter().map(|bytes| ("", *bytes))) {
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
    main: &'p Source,
    data: Bytes,
    record: Bytes,
}

impl Desk<'_> {
    /// What the typesetter complains about, with the line of the template where it knows one.
    fn words(&self, errors: &[SourceDiagnostic]) -> Vec<String> {
        let place = |error: &SourceDiagnostic| {
            let source = self.source(error.span.id()?).ok()?;
            let line = source.lines().byte_to_line(self.range(error.span)?.start)? + 1;
            Some(format!(" (`pdf/{}`, line {line})", source.id().vpath().get_without_slash()))
        };
        errors.iter().map(|error| format!("{}{}", error.message, place(error).unwrap_or_default())).collect()
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let sources = std::iter::once(self.main).chain(&self.press.templates);
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
