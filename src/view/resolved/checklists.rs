//! Named checklists as records: what each selects, and the keys of its items in their order.

use crate::model::{Grouping, Selection};
use crate::view::address;
use crate::view::checklist;
use crate::view::resolved::record::{Word, record};
use crate::view::resolved::scribe::{Provenance, Scribe};

record! {
    /// A checklist with a name.
    Named {
        /// Its id.
        "id" => id: String;
        /// Its title.
        "title" => title: String;
        /// Whom it is for.
        "audience" => audience: Option<String>;
        /// What to know before one starts, as Markdown.
        "introduction" => introduction: Option<String>;
        /// Which items it holds, in the language of selections.
        "selection" => selection: String;
        /// What its items stand together by.
        "group" => group: Word<Grouping>;
        /// Its items, in their order.
        "groups" => groups: Vec<Group>;
        /// Who signs it: roles.
        "sign-off" => sign_off: Vec<String>;
        /// Its page on the site, relative to the root.
        "address" => address: Option<String>;
        /// Ids that it had before, oldest first.
        "renamed-from" => renamed_from: Vec<String>;
        /// Where it is written.
        "provenance" => provenance: Provenance;
    }
}

record! {
    /// Items that stand together.
    Group {
        /// The id of what they stand together by.
        "id" => id: String;
        /// Its heading.
        "title" => title: String;
        /// Keys of its items.
        "items" => items: Vec<String>;
    }
}

/// Every named checklist.
pub(super) fn checklists(scribe: Scribe<'_>) -> Vec<Named> {
    let model = scribe.model;
    let named = |(id, row): (_, &crate::model::NamedChecklist)| {
        let list = checklist::checklist(model, scribe.config, &Selection::named(id));
        Named {
            id: row.meta.id.clone(),
            title: row.title.clone(),
            audience: row.audience.clone(),
            introduction: scribe.text(&row.introduction),
            selection: model.selector(&row.selection),
            group: Word(list.grouping),
            groups: list.to_tick().map(group).collect(),
            sign_off: row.sign_off.clone(),
            address: scribe.address(address::named_checklist(model, id)),
            renamed_from: scribe.was("checklist", &row.meta.id),
            provenance: scribe.provenance(&row.meta),
        }
    };
    model.checklists.iter().map(named).collect()
}

fn group(group: &checklist::Group<'_>) -> Group {
    Group { id: group.id.to_owned(), title: group.title.to_string(), items: group.items.iter().map(|line| line.key.clone()).collect() }
}
