//! Names in templates that exist, and names that do not.

use std::collections::BTreeMap;

use crate::theme::template::walk;
use crate::theme::{built_in, built_in_paths};

/// The built-in templates with these over them: what is missing, as `template: name (what exists)`.
fn missing(own: &[(&'static str, &'static str)]) -> Vec<String> {
    let paths = built_in_paths();
    let text = |path: &str| std::str::from_utf8(built_in(path).expect("it is built in")).expect("text");
    let names = paths.iter().filter_map(|path| Some((path.strip_prefix("templates/")?, text(path))));
    let mut texts: BTreeMap<&str, &str> = names.collect();
    texts.extend(own.iter().copied());
    let shown = |missing: walk::Missing| {
        let names = missing.names.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        format!("{}:{} {} ({names})", missing.template, missing.at, missing.name)
    };
    walk::missing(&texts).into_iter().map(shown).collect()
}

#[test]
fn every_name_in_the_built_in_templates_exists() {
    assert_eq!(missing(&[]), Vec::<String>::new());
}

/// What the page that leads on to another one sees.
const REDIRECT: &str = "page root site theme to";

#[test]
fn a_name_in_a_condition_is_held_against_the_views() {
    assert_eq!(missing(&[("redirect.html", "{% if too %}x{% endif %}")]), [format!("redirect.html:6 too ({REDIRECT})")]);
    assert_eq!(
        missing(&[("about.html", "{%- if not site.titel and page.title -%}x{%- endif %}")])[0].split(" (").next(),
        Some("about.html:16 titel")
    );
    assert_eq!(
        missing(&[("about.html", "{% if page.source.ulr %}x{% elif theme.links[0].txt %}y{% endif %}")]),
        ["about.html:18 ulr (label url)", "about.html:48 txt (here text url)"]
    );
}

#[test]
fn loops_and_names_that_are_set_are_followed() {
    let text =
        "{% for one in figures %}{% set link = page.branch.links | first %}{% if one.numbr or link.urll %}{{ loop.index }}{% endif %}{% endfor %}";
    assert_eq!(missing(&[("about.html", text)]), ["about.html:76 numbr (number of url)", "about.html:90 urll (text url)"]);
    let after = "{% for one in page.toc %}{% endfor %}{% if one %}{% endif %}";
    assert_eq!(missing(&[("redirect.html", after)]), [format!("redirect.html:43 one ({REDIRECT})")]);
    let pairs = "{% for pair in models %}{% if pair[0].id %}{{ pair[1] }}{% endif %}{% endfor %}";
    assert_eq!(missing(&[("services.html", pairs)]), ["services.html:38 id ()"]);
}

#[test]
fn who_asks_whether_a_name_exists_may() {
    let text = "{% if own is defined %}{% endif %}{% if site.own is not defined %}{% endif %}{{ page.own | default(value=\"-\") }}";
    assert_eq!(missing(&[("about.html", text)]), Vec::<String>::new());
}

#[test]
fn what_exists_on_one_of_the_pages_of_a_template_is_right() {
    assert_eq!(missing(&[("header.html", "{% if lifecycle %}{% endif %}")]), Vec::<String>::new());
    let nowhere = missing(&[("header.html", "{% if lifecycl %}{% endif %}")]);
    assert!(nowhere.len() == 1 && nowhere[0].contains(" lifecycle "), "{nowhere:?}");
}

#[test]
fn components_see_what_they_are_given() {
    let parts = "{% component mine(it, kind = \"a\", @root) -%}{% if it.url or it.wrong or kind or site.title %}{{ root }}{% endif %}{%- endcomponent mine %}";
    let text = "{% for link in page.crumbs %}{{ <mine it={link} /> }}{% endfor %}";
    assert_eq!(missing(&[("mine.html", parts), ("about.html", text)]), ["mine.html:63 wrong (text url)", "mine.html:80 site (body it kind root)"]);
    let twice = "{% for link in page.crumbs %}{{ <mine it={link} kind=\"b\" /> }}{{ <mine it={page} /> }}{% endfor %}";
    let parts = "{% component mine(it, kind = \"a\") -%}{% if it.url or it.toc %}x{% endif %}{%- endcomponent mine %}";
    assert_eq!(missing(&[("mine.html", parts), ("about.html", twice)]), Vec::<String>::new());
}

#[test]
fn a_component_that_shows_what_pages_share_sees_it() {
    let parts = "{% component mine(it, @root) -%}{% if it.url or it.wrong or site.title %}{{ root }}{% endif %}{%- endcomponent mine %}";
    let text = "{% for link in page.crumbs %}{{ link | once(of=\"mine\") }}{% endfor %}";
    assert_eq!(missing(&[("mine.html", parts), ("about.html", text)]), ["mine.html:51 wrong (text url)", "mine.html:60 site (body it root)"]);
}

#[test]
fn comments_raw_text_and_texts_in_quotes_name_nothing() {
    let text = "{# if wrong #}{% raw %}{{ wrong }}{% endraw %}{% if site.title == \"}} wrong\" ~ 'it\\'s wrong' %}{% endif %}{{ {\"a\": 1} }}";
    assert_eq!(missing(&[("about.html", text)]), Vec::<String>::new());
}

#[test]
fn templates_that_include_each_other_come_to_an_end() {
    assert_eq!(
        missing(&[("about.html", "{% include \"a.html\" %}"), ("a.html", "{% include \"about.html\" %}{% if page.wrong %}{% endif %}")]).len(),
        1
    );
}
