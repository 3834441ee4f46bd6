//! `[output.pdf]`: how documents are printed, and which ones beside those that every book has.

use crate::config::Asked;
use crate::config::read::{asked, inside, paper};
use crate::config::table::{Table, wrong};
use crate::diag::Diagnostics;
use crate::source::{Sources, Span};

/// `[output.pdf]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pdf {
    /// `paper`.
    pub paper: Paper,
    /// `layout`.
    pub layout: Layout,
    /// `fillable`: whether checklists can be filled in on the screen.
    pub fillable: bool,
    /// `fonts`: folders with fonts for more scripts, relative to the book.
    pub fonts: Vec<String>,
    /// `checklists`: which checklists are made; `None` for all.
    pub checklists: Option<Vec<Asked>>,
    /// `compare`: pairs of services or variants whose comparison is printed.
    pub compare: Vec<Pair>,
}

/// Paper sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// ISO A4.
    A4,
    /// US Letter.
    Letter,
}

/// How much of an item a checklist prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Steps, verification, evidence, requirements.
    Full,
    /// A row with what is filled in.
    Compact,
}

/// Two services or variants, as book.toml names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The first.
    pub from: String,
    /// The other.
    pub to: String,
    /// Where they are named.
    pub span: Span,
}

impl Default for Pdf {
    fn default() -> Self {
        Self { paper: Paper::A4, layout: Layout::Full, fillable: true, fonts: Vec::new(), checklists: None, compare: Vec::new() }
    }
}

/// Reads the table; a default stands in for what is wrong.
pub(super) fn read(table: &Table, sources: &Sources, findings: &mut Diagnostics) -> Pdf {
    let mut pdf = Pdf::default();
    pdf.paper = paper(table, findings).unwrap_or(pdf.paper);
    pdf.layout = layout(table, findings).unwrap_or(pdf.layout);
    pdf.checklists = asked(table, findings);
    pdf.fillable = table.switch("fillable", findings).unwrap_or(pdf.fillable);
    for folder in table.texts("fonts", findings).unwrap_or_default() {
        let Some(path) = inside(folder.value) else {
            wrong(findings, folder.span, "`fonts` names folders inside the book");
            continue;
        };
        if sources.under(&path).next().is_none() {
            wrong(findings, folder.span, format!("the book has no fonts in `{path}`"));
        }
        pdf.fonts.push(path);
    }
    for pair in table.texts("compare", findings).unwrap_or_default() {
        match pair.value.split_whitespace().collect::<Vec<_>>()[..] {
            [from, to] if from != to => pdf.compare.push(Pair { from: from.to_owned(), to: to.to_owned(), span: pair.span }),
            _ => wrong(findings, pair.span, "`compare` takes pairs of services or variants, such as `ec2 ecs/fargate`"),
        }
    }
    pdf
}

fn layout(table: &Table, findings: &mut Diagnostics) -> Option<Layout> {
    let found = table.text("layout", findings)?;
    match found.value {
        "full" => Some(Layout::Full),
        "compact" => Some(Layout::Compact),
        value => {
            wrong(findings, found.span, format!("`layout` is `full` or `compact`, not `{value}`"));
            None
        }
    }
}
