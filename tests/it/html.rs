//! HTML in prose: shown as characters, or, where book.toml allows it, harmless elements around the words.

use crate::fixture::{Book, TODAY};
use crate::links::Site;
use crate::markup::elements;

const FIRST: &str = "First words.";
const LAST: &str = "Last words.";

const ALLOWED: &str = "[book]\ntitle = \"A small book\"\n\n[output.html]\nraw-html = true\n\n[output.markdown]\n";

fn site(text: &str, allowed: bool) -> Site {
    let settings = if allowed { ALLOWED.to_owned() } else { ALLOWED.replace("raw-html = true", "") };
    Site::of(&Book::fixture("base").with("book.toml", settings).with("content/guides/welcome.md", guide(text)), None, TODAY)
}

fn between(text: &str, (first, last): (&str, &str)) -> String {
    let (_, rest) = text.split_once(first).unwrap_or_else(|| panic!("no `{first}` in\n{text}"));
    let (shown, _) = rest.split_once(last).unwrap_or_else(|| panic!("no `{last}` in\n{text}"));
    shown.trim().to_owned()
}

/// What the page of a guide has for a text.
fn shown(text: &str) -> String {
    page(&site(text, true), "welcome")
}

/// The same for several texts, each in a guide of its own.
fn pages(texts: &[&str]) -> Vec<String> {
    let mut book = Book::fixture("base").with("book.toml", ALLOWED);
    for (number, text) in texts.iter().enumerate() {
        book = book.with(&format!("content/guides/g{number}.md"), guide(text));
    }
    let site = Site::of(&book, None, TODAY);
    (0..texts.len()).map(|number| page(&site, &format!("g{number}"))).collect()
}

fn guide(text: &str) -> String {
    format!("---\ntitle: A guide\n---\n\n{FIRST}\n\n{text}\n\n{LAST}\n")
}

fn page(site: &Site, name: &str) -> String {
    let page = String::from_utf8_lossy(&site.files[&format!("guides/{name}.html")]).into_owned();
    between(&page, (&format!("<p>{FIRST}</p>"), &format!("<p>{LAST}</p>")))
}

#[test]
fn html_is_shown_as_characters_unless_the_book_allows_it() {
    let text = "Press <kbd>C</kbd>.\n\n<details open>\n<summary>More</summary>\n</details>";
    assert_eq!(
        page(&site(text, false), "welcome"),
        "<p>Press &lt;kbd&gt;C&lt;/kbd&gt;.</p>\n<p>&lt;details open&gt;\n&lt;summary&gt;More&lt;/summary&gt;\n&lt;/details&gt;</p>"
    );
    assert_eq!(shown(text), "<p>Press <kbd>C</kbd>.</p>\n<details open=\"\"><summary>More</summary>\n</details>");
}

#[test]
fn elements_go_around_markdown() {
    let cases = [
        (
            "<details>\n<summary>A *b*</summary>\n\n**c**\n\n- d\n\n</details>\n\ne",
            "<details><summary>A *b*</summary>\n<p><strong>c</strong></p>\n<ul>\n<li>d</li>\n</ul>\n</details>\n<p>e</p>",
        ),
        (
            "H<sub>2</sub>O is <mark>*wet*</mark> <abbr title=\"a &quot;b&quot;\">c</abbr>",
            "<p>H<sub>2</sub>O is <mark><em>wet</em></mark> <abbr title=\"a &quot;b&quot;\">c</abbr></p>",
        ),
        ("<div>\n\na\n\n<section>\n\nb\n\n</section>\n</div>", "<div><p>a</p>\n<section><p>b</p>\n</section>\n</div>"),
        ("- <ins>a</ins>\n- b", "<ul>\n<li><ins>a</ins></li>\n<li>b</li>\n</ul>"),
        (
            "<table><tr><th scope=\"row\">a</th><td colspan=\"2\">b</td></tr></table>",
            "<div class=\"scroll\"><table><tbody><tr><th scope=\"row\">a</th>\n<td colspan=\"2\">b</td>\n</tr>\n</tbody>\n</table></div>",
        ),
        ("<p>a<br>b</p>\n\n<!-- note -->\n\n<hr>", "<p>a<br>\nb</p>\n<hr>"),
        (
            "<a href=\"patching.md\">how</a> and <a href=\"https://example.com/?a=1&amp;b=2\">out</a>",
            "<p><a href=\"../guides/patching.html\">how</a> and <a href=\"https://example.com/?a=1&amp;b=2\">out</a></p>",
        ),
        ("<div>\n\nnever closed", "<div></div>\n<p>never closed</p>"),
        ("a </div></p> b &lt;i&gt; <b>c", "<p>a  b &lt;i&gt; <strong>c</strong></p>"),
    ];
    let texts = cases.map(|(text, _)| text);
    for ((text, expected), page) in cases.iter().zip(pages(&texts)) {
        assert_eq!(page, *expected, "{text}");
    }
}

/// Snippets that would do something, were they to reach a page as they are.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "the <title> element",
    "<img src=https://example.com/x onerror=alert(1)>",
    "<img src=\"javascript:alert(1)\">",
    "<a href=\"javascript:alert(1)\">a</a>",
    "<a href=\"jAvAsCrIpT&colon;alert(1)\">a</a>",
    "<a href=\" &#14; javascript:alert(1)\">a</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">a</a>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>a</text></a></svg>",
    "<style>@import 'https://evil.example';</style>",
    "<p style=\"background:url(//evil.example)\" class=\"alert\" id=\"main\" name=\"x\">a</p>",
    "<iframe src=\"https://evil.example\" srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<form action=\"https://evil.example\"><input name=a><button formaction=\"javascript:alert(1)\">b</button></form>",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://evil.example\">",
    "<base href=\"https://evil.example/\">",
    "<link rel=stylesheet href=\"https://evil.example/a.css\">",
    "<object data=\"https://evil.example\"></object><embed src=\"https://evil.example\">",
    "<math><mtext><table><mglyph><style><img src=https://example.com/x onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=https://example.com/x onerror=alert(1)>\">",
    "<svg></p><style><a id=\"</style><img src=https://example.com/1 onerror=alert(1)>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src=https://example.com/ onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><img src=https://example.com/x onerror=alert(1)></textarea>",
    "<xmp><p title=\"</xmp><img src=https://example.com/x onerror=alert(1)>\">",
    "<div title=\"\n\n[a](https://example.com/x \"onmouseover=alert(1) \")\n\n\">b</div>",
    "<wbr data-hole=\"0\"><wbr data-hole=\"99\"> a",
    "<details ontoggle=alert(1) open>a</details>",
    "<abbr title=\"&quot;><script>alert(1)</script>\">a</abbr>",
    "<a href=\"https://example.com/\" target=\"_top\" ping=\"https://evil.example\">a</a>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<plaintext><script>alert(1)</script>",
];

#[test]
fn hostile_html_is_inert() {
    for (text, page) in HOSTILE.iter().zip(pages(HOSTILE)) {
        for element in elements(&page) {
            let allowed = ["p", "a", "abbr", "div", "details", "img", "table"];
            assert!(allowed.contains(&element.name.as_str()), "{text}\n{page}");
            let never =
                ["style", "class", "id", "name", "srcdoc", "action", "target", "ping", "onerror", "onload", "ontoggle", "onmouseover", "data-hole"];
            let scroll = element.attribute("class") == Some("scroll");
            assert!(scroll || never.iter().all(|name| element.attribute(name).is_none()), "{text}\n{page}");
            for address in ["href", "src"].iter().filter_map(|name| element.attribute(name)) {
                assert!(address.starts_with("https://example.com/"), "{text}\n{page}");
            }
        }
    }
    let words = pages(&["a <script>alert(1)</script> b", "the <title> element"]);
    assert_eq!(words, ["<p>a  b</p>", "<p>the  element</p>"]);
}

#[test]
fn twins_and_search_have_the_words_only() {
    let site = site("<details>\n<summary>Why</summary>\n\nPress <kbd>Ctrl</kbd>.\n\n</details>\n\n<svg><text>drawn</text></svg>", true);
    let twin = String::from_utf8_lossy(&site.files["guides/welcome.md"]).into_owned();
    assert_eq!(between(&twin, (FIRST, LAST)), "Why\n\nPress Ctrl.");
    let index = site.files.iter().filter(|(path, _)| path.ends_with(".js"));
    assert!(index.into_iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("<kbd>Ctrl")));
}

#[test]
fn links_and_pictures_of_html_are_checked() {
    let text = guide("See <a href=\"nothing.md\">a</a> and <img src=\"no.png\" alt=\"b\"> and <a href=\"//example.com\">c</a>.");
    let book = Book::fixture("base").with("book.toml", ALLOWED).with("content/guides/welcome.md", text);
    assert_eq!(
        book.check().lines(),
        [
            "content/guides/welcome.md:7:5: error[dead-link]: there is no file `nothing.md`",
            "content/guides/welcome.md:7:5: error[dead-link]: there is no picture `no.png`",
            "content/guides/welcome.md:7:5: error[refused-link]: `//example.com` is no link that a page may have",
        ]
    );
}

#[test]
fn html_without_end_comes_to_an_end() {
    let deep = format!("{}a{}", "<div>".repeat(12_000), "</div>".repeat(100));
    assert!(shown(&deep).contains('a'));
    let long = format!("<div>{}</div>", "<b>x</b>".repeat(10_000));
    assert!(shown(&long).starts_with("<p>&lt;div&gt;&lt;b&gt;"), "too long to be read");
    let nested = (0..40).map(|depth| format!("{}<div><div><div><div><div><div>\n", "> ".repeat(depth))).collect::<String>();
    assert!(!shown(&nested).contains("&lt;div"));
    let many = "<div>\n\n".repeat(20_000);
    assert!(shown(&many).contains("<div>"));
}
