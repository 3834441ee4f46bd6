//! Code in, classes out: `class[text]`, plain text as it is.

use super::*;

#[track_caller]
fn check(lang: &str, code: &str, expected: &str) {
    let runs = highlight(lang, code);
    assert_eq!(runs.iter().map(|run| run.text.as_str()).collect::<String>(), code);
    let shown: String = runs.iter().map(|run| run.class.map_or_else(|| run.text.clone(), |class| format!("{class}[{}]", run.text))).collect();
    assert!(runs.iter().filter_map(|run| run.class).all(|class| CLASSES.contains(&class)));
    assert_eq!(shown, expected, "{lang}");
}

#[test]
fn shells() {
    check(
        "bash",
        "# list\naws s3 ls --recursive \"s3://$B\" | grep -v 'x' # y",
        "c[# list\n]f[aws] s3 lsa[ --recursive] s[\"s3://]v[$B]s[\"] o[|] f[grep]a[ -v] s['x'] c[# y]",
    );
    check("sh", "for i in 1; do :; done", "k[for] i k[in] 1o[;] k[do] f[:]o[;] k[done]");
    check(
        "console",
        "$ aws sts \\\n    get-caller-identity\n{ \"Account\": 1 }\n",
        "o[$ ]f[aws] sts \\\n    get-caller-identity\n{ \"Account\": 1 }\n",
    );
    check(
        "powershell",
        "$x = Get-Item -Path 'a' | ? { $_.Name -eq \"b`\"\" } # c\nif (1) { }",
        "v[$x] o[=] f[Get-Item] a[-Path] s['a'] o[|] ? { v[$_].Name a[-eq] s[\"b`\"\"] } c[# c]\nk[if] (n[1]) { }",
    );
}

#[test]
fn data() {
    check("json", "{\"a\": [1, true, \"x\\n\"]}", "{a[\"a\"]: [n[1], n[true], s[\"x]o[\\n]s[\"]]}");
    check("yaml", "# c\na: { b: 1, c: \"x\" }\nd: plain\n", "c[# c\n]a[a]: { a[b]: n[1], a[c]: s[\"x\"] }\na[d]: plain\n");
    check("toml", "[a.b]\nc = \"x\"", "[t[a].t[b]]\na[c] = s[\"x\"]");
    check("ini", "[s]\na = b", "[t[s]]\na[a] = s[b]");
}

#[test]
fn languages() {
    check("hcl", "resource \"x\" \"y\" {\n  a = var.b\n}", "k[resource] s[\"x\"] s[\"y\"] {\n  v[a ]o[= ]v[var]o[.]v[b]\n}");
    check("dockerfile", "FROM alpine:3\n", "k[FROM] alpine:t[3]\n");
    check("python", "def f(x):\n    return None", "k[def] f[f](v[x]):\n    k[return] n[None]");
    check("sql", "SELECT a FROM t -- c", "k[SELECT] a k[FROM] t c[-- c]");
    check("rego", "default allow = false", "k[default ]allow o[=] n[false]");
}

#[test]
fn what_is_not_known_or_too_long_is_plain() {
    check("", "a = 1", "a = 1");
    check("text", "# a", "# a");
    check("klingon", "# a", "# a");
    check("bash", "", "");
    let long = "# ".repeat(2_000);
    assert_eq!(*highlight("bash", &long), [Run { class: None, text: long.clone() }]);
    for lang in ["bash", "powershell", "json", "yaml", "hcl", "python", "console"] {
        for code in ["\"", "${", "@'\n", "<#", "é\"ü", "\r\n\r\n", "$", "-", "`"] {
            assert_eq!(highlight(lang, code).iter().map(|run| run.text.as_str()).collect::<String>(), code);
        }
    }
}

#[test]
fn what_was_asked_before_is_told_again() {
    let (first, again) = (highlight("json", "[1, 2, 3, 4]"), highlight("json", "[1, 2, 3, 4]"));
    assert!(Arc::ptr_eq(&first, &again));
    assert_ne!(*highlight("text", "[1, 2, 3, 4]"), *first);
}
