//! The reference of the command line, from its own definition.

use clap::{Arg, Command};

use super::{Part, table};

/// The generated part of the page about the command line.
pub fn parts() -> Vec<Part> {
    let mut cli = onus::cli::definition();
    cli.build();
    let shown = |command: &&Command| command.get_name() != "help";
    let commands: String = cli.get_subcommands().filter(shown).map(|command| section(command, "onus", 2)).collect();
    let globals = cli.get_arguments().filter(|arg| arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version"));
    let globals = table(&["Option", "What it does"], globals.map(|arg| vec![name(arg), says(arg)]));
    vec![Part::new("command-line.md", "commands", format!("{commands}\n## For every command\n\n{globals}"))]
}

fn section(command: &Command, parent: &str, level: usize) -> String {
    let name = format!("{parent} {}", command.get_name());
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().render_usage().to_string().replacen("Usage: ", "", 1);
    let mut text = format!("{} `{name}`\n\n{}.\n\n```text\n{}\n```\n\n", "#".repeat(level), about.trim_end_matches('.'), usage.trim());
    let own = command.get_arguments().filter(|arg| !arg.is_global_set() && arg.get_id() != "help" && !arg.is_hide_set());
    let rows: Vec<Vec<String>> = own.map(|arg| vec![self::name(arg), says(arg)]).collect();
    if !rows.is_empty() {
        text.push_str(&table(&["Argument", "What it does"], rows));
        text.push('\n');
    }
    if let Some(examples) = command.get_after_help() {
        let help = examples.to_string();
        let lines = || help.lines().filter(|line| !matches!(*line, "Example:" | "Examples:"));
        let commands: Vec<&str> = lines().filter(|line| line.starts_with("  ")).map(str::trim).collect();
        let prose: Vec<&str> = lines().filter(|line| !line.starts_with("  ") && !line.trim().is_empty()).map(str::trim).collect();
        if !commands.is_empty() {
            text.push_str(&format!("```bash\n{}\n```\n\n", commands.join("\n")));
        }
        if !prose.is_empty() {
            text.push_str(&format!("{}\n\n", prose.join("\n\n")));
        }
    }
    let shown = |inner: &&Command| inner.get_name() != "help";
    text + &command.get_subcommands().filter(shown).map(|inner| section(inner, &name, level + 1)).collect::<String>()
}

/// `-d`, `--dest-dir DIR`, or the name of an argument.
fn name(arg: &Arg) -> String {
    let takes = arg.get_action().takes_values();
    let value = arg.get_value_names().filter(|_| takes).map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    if arg.is_positional() {
        return format!("`{}`", value.unwrap_or_else(|| arg.get_id().to_string().to_uppercase()));
    }
    let short = arg.get_short().map(|short| format!("`-{short}`"));
    let long = arg.get_long().map(|long| format!("`--{long}{}`", value.map(|value| format!(" {value}")).unwrap_or_default()));
    short.into_iter().chain(long).collect::<Vec<_>>().join(", ")
}

/// The help of an argument, with what it takes and what holds without it.
fn says(arg: &Arg) -> String {
    let mut text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let words: Vec<String> =
        arg.get_possible_values().iter().filter(|word| !word.is_hide_set()).map(|word| format!("`{}`", word.get_name())).collect();
    if arg.get_action().takes_values() && !words.is_empty() {
        text.push_str(&format!(": {}", words.join(", ")));
    }
    let defaults: Vec<String> = arg.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy())).collect();
    if arg.get_action().takes_values() && !defaults.is_empty() {
        text.push_str(&format!("; without it {}", defaults.join(", ")));
    }
    text
}
