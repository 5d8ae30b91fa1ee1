//! The reference of variables, made from the flags themselves so that it cannot say anything else.

use std::fmt::Write as _;

use clap::{Args as _, Command};

use super::ServeArgs;

/// Every variable of `artigrid serve`, as Markdown.
pub fn reference() -> String {
    let command = ServeArgs::augment_args(Command::new("serve"));
    let mut page = String::from(
        "# Variables of `artigrid serve`\n\n\
         Each is a flag too; a flag wins over its variable. Sizes are written `4KiB`, `64MiB`, `1GiB`, times `30s`, `15m`, \
         `24h`, `7d`. An empty variable counts as not set.\n",
    );
    let mut heading = None;
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        let (Some(flag), Some(variable)) = (arg.get_long(), arg.get_env()) else {
            continue;
        };
        if arg.get_help_heading() != heading {
            heading = arg.get_help_heading();
            // Writing into a String cannot fail.
            let _ = write!(
                page,
                "\n## {}\n\n| variable | flag | default | what it is |\n|---|---|---|---|\n",
                heading.unwrap_or("General")
            );
        }
        let defaults = arg.get_default_values().iter().map(|value| format!("`{}`", value.to_string_lossy()));
        let (defaults, help) = (defaults.collect::<String>(), arg.get_help().map(ToString::to_string));
        let help = help.unwrap_or_default().replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(page, "| `{}` | `--{flag}` | {defaults} | {help} |", variable.to_string_lossy());
    }
    page
}
