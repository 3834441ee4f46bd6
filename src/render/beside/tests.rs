//! What goes into XML, and how many pages a list holds.

use super::{sitemap, xml};

#[test]
fn nothing_that_a_book_says_becomes_markup() {
    assert_eq!(xml::text("<a href=\"x\">&\u{1}\u{FFFF}\n</a>"), "&lt;a href=&quot;x&quot;&gt;&amp; &lt;/a&gt;");
}

#[test]
fn a_long_list_is_cut_and_the_parts_are_listed() {
    let pages = ["https://a.example/1", "https://a.example/2", "https://a.example/3&4"];
    let files = sitemap::lists(&pages, 2, "https://a.example");
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    let text = |at: usize| std::str::from_utf8(&files[at].bytes).expect("XML is text");
    assert!(text(1).contains("<url><loc>https://a.example/3&amp;4</loc></url>"), "{}", text(1));
    assert!(text(2).contains("<sitemap><loc>https://a.example/sitemap-2.xml</loc></sitemap>"), "{}", text(2));
    assert_eq!(sitemap::lists(&pages, 3, "https://a.example").len(), 1);
}
