//! What is wrong with YAML, in words for people who write it now and then.

use granit_parser::ErrorKind;

/// What is wrong, and what to do about it where that is known.
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: Option<&'static str>,
    /// Whether the list, map or quote that is open there is the cause, so that its beginning is worth showing.
    pub(super) open: bool,
    /// Whether the finding stands at that beginning itself.
    pub(super) starts: bool,
}

/// The words for an error of the parser, which met the character `found`.
pub(super) fn problem(kind: &ErrorKind, found: Option<char>) -> Problem {
    use ErrorKind as K;
    if found == Some(',') && matches!(kind, K::ExpectedFlowSequenceSeparator | K::ExpectedFlowMappingSeparator | K::ExpectedNodeContent) {
        return helped("nothing stands before this comma", "remove it, or write the value");
    }
    structure(kind).or_else(|| characters(kind)).unwrap_or_else(|| say("YAML has no meaning for this"))
}

/// Brackets, indents, colons and dashes.
fn structure(kind: &ErrorKind) -> Option<Problem> {
    use ErrorKind as K;
    Some(match kind {
        K::UnclosedFlowCollection { open } => Problem { starts: true, ..helped(format!("this `{open}` is never closed"), closing(*open)) },
        K::UnexpectedEofFlowSequence
        | K::ExpectedFlowSequenceSeparator
        | K::UnexpectedEofFlowMapping
        | K::ExpectedFlowMappingSeparator
        | K::UnexpectedEofImplicitFlowMapping => opened("a comma or a closing bracket is missing before this", BRACKETS),
        K::MismatchedFlowCollectionEnd { open, close } => {
            Problem { starts: true, ..helped(format!("this `{open}` is closed by `{close}`"), closing(*open)) }
        }
        K::MisplacedFlowCollectionEnd => helped("this bracket closes nothing", "remove it, or put text that holds brackets into quotes"),
        K::ExpectedBlockMappingKey | K::InvalidIndentation | K::InvalidFlowScalarIndent | K::InvalidBlockScalarIndent => {
            helped("this line is indented unlike its neighbours", "give it as many spaces as the lines that it belongs to")
        }
        K::ExpectedBlockSequenceEntry => helped(
            "this line stands among the entries of a list, and does not begin with `-`",
            "begin it with `- `, or indent it as the keys that it belongs to",
        ),
        K::BlockEntryInFlowCollection => opened("a list with `-` cannot begin inside brackets", BRACKETS),
        K::BlockSequenceEntryNotAllowed => helped("a list cannot begin here", "begin it on a line of its own, below its key"),
        K::InvalidBlockEntryWhitespace => helped("a tab stands behind `-`", "write a space"),
        K::MappingValueNotAllowed | K::InvalidColonPlacement | K::FlowMappingValueAdjacentCollection | K::MappingKeyNotAllowed => {
            opened("a `:` has no meaning here", "put text that holds a `: ` into quotes; otherwise compare the indent with the lines above")
        }
        K::SimpleKeyExpected | K::InvalidSimpleKey => {
            helped("this line has no `:`, so it is no key", "write `key: value`, or put text of several lines behind `|` or `>`")
        }
        K::ExpectedNodeContent => helped("a value is missing", "write one, or remove the comma or the key before it"),
        K::UnexpectedEof | K::UnexpectedEofBlockMapping | K::UnexpectedEofBlockSequence | K::UnexpectedEndOfPlainScalar => {
            say("the file ends in the middle of a value")
        }
        K::ZeroBlockScalarIndent | K::InvalidBlockScalarHeader => {
            helped("nothing may stand behind `|` or `>` but `-`, `+` or a digit", "begin the text on the next line")
        }
        K::InvalidDocumentEnd | K::ExpectedDocumentStart | K::MissingDocumentEndBeforeDirective => {
            helped("nothing may stand here", "remove it, or compare its indent with the lines above")
        }
        _ => return None,
    })
}

/// Quotes, tabs, escapes and characters with a meaning of their own.
fn characters(kind: &ErrorKind) -> Option<Problem> {
    use ErrorKind as K;
    Some(match kind {
        K::InvalidQuotedScalarIndent => helped("a quote is not closed before this line", "close it, or indent the lines on which its text goes on"),
        K::UnclosedQuotedScalar | K::DocumentIndicatorInQuotedScalar => opened("a quote is never closed", "close it at the end of the text"),
        K::InvalidTrailingSingleQuotedScalar => helped("text goes on behind its closing `'`", "write `''` for a quote inside the text"),
        K::InvalidTrailingDoubleQuotedScalar => helped("text goes on behind its closing `\"`", "write `\\\"` for a quote inside the text"),
        K::TabNotAllowed | K::TabInBlockIndentation | K::TabInIndentation | K::TabAtBlockScalarStart | K::TabInPlainScalar => {
            helped("a tab stands where YAML wants spaces", "indent with spaces")
        }
        K::UnexpectedCharacter { character: '@' | '`' } => helped("text cannot begin with this character", "put it into quotes"),
        K::UnexpectedCharacter { character: '%' } => helped("text cannot begin with `%`", "put it into quotes"),
        K::UnexpectedCharacter { character } => say(format!("the character `{}` has no meaning here", character.escape_default())),
        K::PlainScalarStartsWithDashFlowIndicator => helped("text cannot begin with `-` and a bracket or a comma", "put it into quotes"),
        K::CommentInterceptedScalar => helped("a comment stands in the middle of a text of several lines", "move it above the text"),
        K::CommentNotSeparated | K::ExpectedWhitespace | K::InvalidMappingValueWhitespace => {
            helped("a space is missing before this", "write one, or put the whole text into quotes")
        }
        K::UnknownAnchor => {
            helped("`*` begins an alias, and no `&` gives this name to a value before it", "put text that begins with `*` into quotes")
        }
        K::MissingAnchorOrAliasName => helped("`&` and `*` begin the name of a value, and no name follows", "put the text into quotes"),
        K::UnknownQuotedScalarEscape => helped("`\\` and this character mean nothing inside double quotes", "write `\\\\`, or use single quotes"),
        K::InvalidQuotedScalarHexEscape | K::InvalidUnicodeEscape | K::UnpairedLowSurrogate | K::MissingLowSurrogate | K::InvalidLowSurrogate => {
            helped("this escape is no character", "write the character itself, or use single quotes")
        }
        K::UndeclaredTagHandle
        | K::ExpectedTagBang
        | K::InvalidGlobalTagCharacter
        | K::InvalidTagTerminator
        | K::MissingTagUri
        | K::UnclosedVerbatimTag => helped("`!` begins a tag, and files of a book have none", "put text that begins with `!` into quotes"),
        K::BomInsideDocument => helped("a byte order mark stands in the middle of the file", "remove it: it often comes along when files are joined"),
        _ => return None,
    })
}

const BRACKETS: &str = "close what is open, or put text that holds brackets or commas into quotes";

fn closing(open: char) -> &'static str {
    if open == '[' { "close the list with `]`" } else { "close the map with `}`" }
}

fn say(message: impl Into<String>) -> Problem {
    Problem { message: message.into(), help: None, open: false, starts: false }
}

fn helped(message: impl Into<String>, help: &'static str) -> Problem {
    Problem { help: Some(help), ..say(message) }
}

fn opened(message: impl Into<String>, help: &'static str) -> Problem {
    Problem { open: true, ..helped(message, help) }
}
