//! Paths for newcomers, and the questions that authors write.

use jiff::civil::Date;

use crate::parse::shape::{OneOrMany, Prose, Text, Url, shape};
use crate::source::Spanned;

shape! {
    /// A path of modules for newcomers, with practice, questions and what to do first.
    Path {
        /// Its title.
        "title" => title: Text, required;
        /// Whom it is for.
        "audience" => audience: Option<Text>;
        /// How long it takes, in minutes.
        "minutes" => minutes: Option<Spanned<u32>>;
        /// What it is about, in Markdown.
        "about" => about: Prose;
        /// What a reader should know or have before, a line of Markdown each.
        "prerequisites" => prerequisites: OneOrMany<Prose>;
        /// What one can do after it.
        "goals" => goals: OneOrMany<Goal>;
        /// What to read, in order: lessons, guides and pages of services.
        "modules" => modules: Vec<Module>;
        /// Lessons in order, where there is nothing more to say of them: stems of the Markdown files beside this one.
        "lessons" => lessons: OneOrMany<Text>;
        /// Services and variants for "draw the line": each duty goes to the side that holds it.
        "practice" => practice: OneOrMany<Drill>;
        /// The question round.
        "questions" => questions: Option<Round>;
        /// What to do in the first day, week and month.
        "first" => first: Option<First>;
        /// Whom to ask.
        "ask" => ask: OneOrMany<Contact>;
        /// When somebody last compared this with its sources.
        "reviewed" => reviewed: Option<Spanned<Date>>;
        /// Where the facts come from.
        "sources" => sources: OneOrMany<Url>;
        /// `false` where nobody has checked it yet.
        "verified" => verified: Option<Spanned<bool>>;
        /// Ids that this had before, oldest first.
        "renamed-from" => renamed_from: OneOrMany<Text>;
    }
}

shape! {
    /// Something that one can do after a path. A text alone is taught by the path as a whole.
    Goal bare say {
        /// The name under which modules and questions refer to it.
        "id" => id: Option<Text>;
        /// What one can do: "Say who holds a duty, and show why".
        "say" => say: Text, required;
    }
}

shape! {
    /// Something to read: one of a lesson, a guide and a service.
    Module {
        /// The stem of a Markdown file beside the path.
        "lesson" => lesson: Option<Text>;
        /// The id of a guide.
        "guide" => guide: Option<Text>;
        /// A service or variant, whose page is read.
        "service" => service: Option<Text>;
        /// How long it takes, in minutes. Without it, 200 words count a minute.
        "minutes" => minutes: Option<Spanned<u32>>;
        /// Ids of the goals that it teaches.
        "teaches" => teaches: OneOrMany<Text>;
        /// What to look for in it.
        "why" => why: Option<Text>;
    }
}

shape! {
    /// One round of "draw the line".
    Drill bare service {
        /// The service or variant.
        "service" => service: Text, required;
        /// The duties to place: ids of duties and layers. Without them, those that differ most between services.
        "duties" => duties: OneOrMany<Text>;
        /// A sentence before it.
        "say" => say: Option<Text>;
    }
}

shape! {
    /// The question round of a path: those in `questions.yaml` beside it, then some made from the model.
    Round {
        /// How many questions a round has.
        "count" => count: Option<Spanned<u32>>;
        /// Another word gives other questions.
        "seed" => seed: Option<Text>;
        /// Services and variants that questions are made about. Without them, those that the path names elsewhere.
        "services" => services: OneOrMany<Text>;
        /// Workloads that questions are made about.
        "workloads" => workloads: OneOrMany<Text>;
    }
}

shape! {
    /// What to do first.
    First {
        /// In the first day.
        "day" => day: OneOrMany<Task>;
        /// In the first week.
        "week" => week: OneOrMany<Task>;
        /// In the first month.
        "month" => month: OneOrMany<Task>;
    }
}

shape! {
    /// Something to do: a line in Markdown, or items selected from the model.
    Task bare say {
        /// What to do, in Markdown.
        "say" => say: Prose;
        /// Items of the customer's side: a selection, as checklists have it, `domain:account priority:critical`.
        "items" => items: OneOrMany<Text>;
        /// At most this many items, the most important first.
        "most" => most: Option<Spanned<u32>>;
    }
}

shape! {
    /// Somebody to ask.
    Contact bare who {
        /// Who: a person, a team, a channel.
        "who" => who: Text, required;
        /// What about.
        "about" => about: Option<Text>;
        /// Where: a page of its own.
        "url" => url: Option<Url>;
    }
}

/// The keys of something that is asked: a question of its own, or a part of one.
macro_rules! asked {
    ($(#[doc = $doc:literal])* $name:ident { $($own:tt)* }) => {
        shape! {
            $(#[doc = $doc])*
            $name {
                $($own)*
                /// What is asked, in Markdown. Before `parts`, the story.
                "ask" => ask: Prose, required;
                /// What can be chosen: words, or `duty:id`, `layer:id`, `service:id`, `party:id` for the name of something.
                "options" => options: OneOrMany<Choice>;
                /// The right option, or a list of them, in the same words; or what the model says: `holder of DUTY on SERVICE`,
                /// `class of LAYER on SERVICE`, `duties of PARTY on SERVICE`, `services where PARTY holds DUTY`,
                /// `duties that leave from SERVICE to SERVICE`, `duties that come from SERVICE to SERVICE`.
                "answer" => answer: OneOrMany<Text>;
                /// What the model must say for a written answer to be right, in the same words: `holder of DUTY on SERVICE`.
                "agrees-with" => agrees_with: Option<Text>;
                /// Steps in their right order; readers see them in another one.
                "order" => order: OneOrMany<Text>;
                /// What belongs together; the right-hand side may be what the model says.
                "pairs" => pairs: OneOrMany<Pair>;
                /// Why the answer is right, in Markdown. Where the model gives the answer, it gives the reason too.
                "because" => because: Prose;
            }
        }
    };
}

asked! {
    /// A question: one right option, several, an order, pairs, or a story with parts.
    Question {
        /// Its name, unique in its file.
        "id" => id: Text, required;
        /// Ids of the goals of the path that it tests.
        "tests" => tests: OneOrMany<Text>;
        /// What to read about it: a link in Markdown each, such as `[EC2](service:ec2)`.
        "read" => read: OneOrMany<Prose>;
        /// Questions about the story in `ask`.
        "parts" => parts: Vec<Part>;
    }
}

asked! {
    /// A part of a question with a story.
    Part {}
}

shape! {
    /// An option.
    Choice bare say {
        /// Its words.
        "say" => say: Text, required;
        /// Why it is right or wrong.
        "because" => because: Option<Text>;
    }
}

shape! {
    /// Two things that belong together.
    Pair {
        /// The one that is given.
        "left" => left: Text, required;
        /// The one that is looked for: words, or what the model says.
        "right" => right: Text, required;
    }
}
