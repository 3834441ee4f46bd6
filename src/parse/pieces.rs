//! Files one by one, in parallel: what each says, and what is wrong with it. A file that is as it was need not be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use crate::diag::Diagnostics;
use crate::markdown::{Html, Includes, Setting};
use crate::parse::files::kind_of;
use crate::parse::shape::Reader;
use crate::parse::{Raw, hidden, ids_in, read_file, unused_file};
use crate::source::{FileId, Sources};

/// So many words of what could not be read are looked through for ids.
const LOST_LIMIT: usize = 100_000;

/// What one file says.
#[derive(Debug, Clone)]
struct Piece {
    raw: Raw,
    findings: Diagnostics,
    includes: Includes,
}

/// What files said, to be taken again where a file stands at the same position with the same path and text, and asks for
/// no other.
#[derive(Debug, Default)]
pub(crate) struct Pieces(BTreeMap<FileId, (u128, Arc<Piece>)>);

/// Reads every file of the content folder. What is wrong goes to `diags`; what is right is kept.
pub(crate) fn parse(sources: &Sources, setting: Setting<'_>, diags: &mut Diagnostics) -> Raw {
    let files: Vec<(FileId, &str)> = content(sources, setting.src).collect();
    let pieces: Vec<(FileId, Piece)> = files.into_par_iter().map(|(file, path)| (file, piece((sources, setting), file, path))).collect();
    joined((sources, setting), pieces, diags)
}

/// The same, with what is known from before, which is brought up to date.
pub(crate) fn parse_again(sources: &Sources, setting: Setting<'_>, known: &mut Pieces, diags: &mut Diagnostics) -> Raw {
    let files: Vec<(FileId, &str)> = content(sources, setting.src).collect();
    let read = |&(file, path): &(FileId, &str)| {
        // A place in a text is told by the position of its file, so that a file that moved is another one.
        let sanitised = setting.html == Html::Sanitised;
        let digest = xxh3_128(format!("{}\0{sanitised}\0{}", sources.path(file), sources.digest_of(file)).as_bytes());
        let before = known.0.get(&file).filter(|(of, piece)| *of == digest && !piece.includes.is_asked());
        let piece = before.map_or_else(|| Arc::new(piece((sources, setting), file, path)), |(_, piece)| Arc::clone(piece));
        (file, (digest, piece))
    };
    let now: BTreeMap<FileId, (u128, Arc<Piece>)> = files.par_iter().map(read).collect();
    let raw = joined((sources, setting), now.iter().map(|(file, (_, piece))| (*file, Piece::clone(piece))), diags);
    known.0 = now;
    raw
}

/// The files of the content, with their paths in it.
fn content<'s>(sources: &'s Sources, src: &str) -> impl Iterator<Item = (FileId, &'s str)> {
    let prefix = format!("{src}/");
    sources.ids().filter_map(move |file| Some((file, sources.path(file).strip_prefix(&prefix)?)))
}

fn piece((sources, setting): (&Sources, Setting<'_>), file: FileId, path: &str) -> Piece {
    let mut piece = Piece { raw: Raw::default(), findings: Diagnostics::default(), includes: Includes::new(setting) };
    let Some(kind) = kind_of(path) else { return piece };
    let (mut lost, mut lost_keys) = Default::default();
    let includes = Some(&mut piece.includes);
    let mut cx = Reader { sources, diags: &mut piece.findings, lost: &mut lost, lost_keys: &mut lost_keys, includes };
    read_file(&mut piece.raw, kind, (file, path), &mut cx);
    if kind.defines() {
        lost_keys.extend(lost.iter().flat_map(|span| ids_in(sources.slice(*span))).take(LOST_LIMIT));
    }
    Piece { raw: Raw { lost, lost_keys, ..piece.raw }, ..piece }
}

fn joined((sources, setting): (&Sources, Setting<'_>), pieces: impl IntoIterator<Item = (FileId, Piece)>, diags: &mut Diagnostics) -> Raw {
    let (mut all, mut used, mut total) = (Raw::default(), BTreeSet::new(), 0);
    for (file, Piece { raw, findings, includes }) in pieces {
        diags.append(findings);
        all.append(raw);
        used.extend(includes.used());
        total = includes.add_up(total, file, diags);
    }
    for (file, _) in content(sources, setting.src) {
        sources.hidden(file).for_each(|(span, c)| hidden(span, c, diags));
    }
    // What is included is known when all of it was read.
    for (file, path) in
        content(sources, setting.src).filter(|(file, path)| kind_of(path).is_none() && !used.contains(file) && !sources.is_left_out(*file))
    {
        unused_file(file, path, diags);
    }
    all
}
