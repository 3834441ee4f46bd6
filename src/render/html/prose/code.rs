//! Code blocks into HTML: runs with the classes of the style sheet, marks around lines that count.

use std::fmt::Write as _;

use super::escape;
use crate::markdown::Code;
use crate::markdown::highlight::highlight;

/// Appends a block of code, its title before it.
pub(super) fn push_code(code: &Code, out: &mut String) {
    if let Some(title) = &code.title {
        out.push_str("<p class=\"code-title\">");
        escape(title, out);
        out.push_str("</p>");
    }
    out.push_str("<pre tabindex=\"0\"><code");
    if !code.lang.is_empty() {
        out.push_str(" data-lang=\"");
        escape(&code.lang, out);
        out.push('"');
    }
    out.push('>');
    if code.marked.is_empty() {
        highlight(&code.lang, &code.text).iter().for_each(|run| push_run(run.class, &run.text, out));
    } else {
        push_marked(code, out);
    }
    out.push_str("</code></pre>\n");
}

/// The lines of code, with marks around those that count.
fn push_marked(code: &Code, out: &mut String) {
    let mut number = 1;
    let is_marked = |number: usize| code.marked.iter().any(|&(first, last)| (first..=last).contains(&number));
    let open = |number: usize, out: &mut String| out.push_str(if is_marked(number) { "<mark>" } else { "" });
    open(number, out);
    for run in highlight(&code.lang, &code.text).iter() {
        for (at, piece) in run.text.split('\n').enumerate() {
            if at > 0 {
                out.push_str(if is_marked(number) { "</mark>\n" } else { "\n" });
                number += 1;
                open(number, out);
            }
            if !piece.is_empty() {
                push_run(run.class, piece, out);
            }
        }
    }
    out.push_str(if is_marked(number) { "</mark>" } else { "" });
}

fn push_run(class: Option<&str>, text: &str, out: &mut String) {
    match class {
        Some(class) => {
            let _ = write!(out, "<span class=\"{class}\">");
            escape(text, out);
            out.push_str("</span>");
        }
        None => escape(text, out),
    }
}
