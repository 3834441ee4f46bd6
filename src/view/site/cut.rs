//! Lists that are too long for one page, cut into pages: what fits on one, and where they are.

use crate::view::site::parts::Link;

/// How many elements the rows of one page may have: what a page may have in all, less its frame.
pub const ROOM: usize = 1_100;

/// Cuts a list into as few pages of at most `room` elements as hold it, and all about as long, given how many elements
/// every row has; an empty list is one page.
pub fn cut<T>(rows: impl IntoIterator<Item = T>, room: usize, elements: impl Fn(&T) -> usize) -> Vec<Vec<T>> {
    let rows: Vec<(usize, T)> = rows.into_iter().map(|row| (elements(&row), row)).collect();
    let all: usize = rows.iter().map(|(own, _)| own).sum();
    let even = all.div_ceil(all.div_ceil(room).max(1));
    let mut pages = Vec::new();
    let (mut page, mut used) = (Vec::new(), 0);
    for (own, row) in rows {
        if !page.is_empty() && (used >= even || used + own > room) {
            pages.push(std::mem::take(&mut page));
            used = 0;
        }
        used += own;
        page.push(row);
    }
    pages.push(page);
    pages
}

/// The address of a page of a list, counted from 0. No id has a `_`, so nothing else is there.
pub fn path(stem: &str, at: usize) -> String {
    if at == 0 { format!("{stem}.html") } else { format!("{stem}_{}.html", at + 1) }
}

/// The title of a page of a list.
pub fn title(title: &str, at: usize, count: usize) -> String {
    if count == 1 { title.to_owned() } else { format!("{title}, {} of {count}", at + 1) }
}

/// The pages of a list by their numbers; none where there is one page only.
pub fn links(stem: &str, count: usize) -> Vec<Link> {
    let pages = if count > 1 { 0..count } else { 0..0 };
    pages.map(|at| Link::new((at + 1).to_string(), path(stem, at))).collect()
}

#[cfg(test)]
mod tests {
    use super::{cut, path};

    #[test]
    fn a_list_is_cut_into_pages_that_are_about_as_long() {
        assert_eq!(cut([4, 4, 4, 9, 1], 8, |own| *own), [vec![4, 4], vec![4], vec![9], vec![1]]);
        assert_eq!(cut([1; 9], 8, |own| *own), [vec![1; 5], vec![1; 4]]);
        assert_eq!(cut([1; 0], 8, |own| *own), [Vec::<usize>::new()]);
        assert_eq!((path("by/domain/logs", 0), path("by/domain/logs", 1)), ("by/domain/logs.html".to_owned(), "by/domain/logs_2.html".to_owned()));
    }
}
