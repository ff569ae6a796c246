//! The command line: what was typed becomes a decision, the decision one call into the rooms below.
//! The only place that prints or picks an exit code; no page is made and no record is read here.

mod build;
mod check;
mod confirm;
mod import;
mod init;
mod new;
mod prove;
mod publish;
mod records;
mod root;
mod say;
mod serve;
mod why;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use say::Say;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Done; there may have been warnings.
    Done,
    /// What the author wrote has faults, or does not allow what was asked.
    Faults,
    /// The command was called wrongly.
    Usage,
    /// The disk, the network or the port said no.
    World,
    /// Done in part: the rest is for the next run.
    Part,
}

impl From<End> for ExitCode {
    fn from(end: End) -> ExitCode {
        ExitCode::from(match end {
            End::Done => 0,
            End::Faults => 1,
            End::Usage => 2,
            End::World => 3,
            End::Part => 4,
        })
    }
}

const AFTER: &str = "\
Exit codes: 0 done, warnings allowed; 1 faults in what you wrote; 2 wrong usage; 3 disk, network or port failed;
4 published in part.

Start with `nutgraf init my-site`, then `nutgraf serve --root my-site --open`.";

/// Makes explainers: prose over a small base of facts, every claim with its evidence.
#[derive(Debug, Parser)]
#[command(name = "nutgraf", version, after_help = AFTER, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    all: All,
    #[command(subcommand)]
    command: Command,
}

/// The flags that every command takes.
#[derive(Debug, Args)]
struct All {
    /// The site's folder [default: the nearest folder upwards with a site.toml]
    #[arg(long, global = true, value_name = "DIR", help_heading = "For every command")]
    root: Option<PathBuf>,
    /// How faults are told: for people on standard error, or one JSON object a line on standard output
    #[arg(long, global = true, value_enum, default_value_t = Format::Text, help_heading = "For every command")]
    format: Format,
    /// Say only what is wrong
    #[arg(long, short, global = true, help_heading = "For every command")]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a small site that builds at once, with every setting explained
    Init(init::Flags),
    /// Turn an article into records, its kept text and a report of what was found
    Import(import::Flags),
    /// Make one record file, with all its fields explained
    New(new::Flags),
    /// Look for faults and doubtful places; write nothing
    Check(check::Flags),
    /// Write the site into its output folder
    Build(build::Flags),
    /// Show the site in a browser while you write, from memory, on this computer only
    Serve(serve::Flags),
    /// Check every quote against the kept texts and write evidence.lock
    Prove(prove::Flags),
    /// Say that a person has looked at a record: take its `unconfirmed` away
    Confirm(confirm::Flags),
    /// Tell what a page rests on, or which pages rest on a record
    Why(why::Flags),
    /// Send the site to where it is read
    Publish(publish::Flags),
    /// Print a completion script for your shell
    Completions {
        /// The shell that will read it
        shell: clap_complete::Shell,
    },
}

/// Runs one command line, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // To standard output for --help and --version, else to standard error; a closed pipe is no fault of ours.
            let _ = error.print();
            return if error.use_stderr() { End::Usage.into() } else { End::Done.into() };
        }
    };
    let say = Say::new(cli.all.format, cli.all.quiet);
    let root = cli.all.root.as_deref();
    let end = match cli.command {
        Command::Init(flags) => init::run(&say, root, &flags),
        Command::Import(flags) => import::run(&say, root, &flags),
        Command::New(flags) => root::with(&say, root, |root| new::run(&say, root, &flags)),
        Command::Check(flags) => root::with(&say, root, |root| check::run(&say, root, &flags)),
        Command::Build(flags) => root::with(&say, root, |root| build::run(&say, root, &flags)),
        Command::Serve(flags) => root::with(&say, root, |root| serve::run(&say, root, &flags)),
        Command::Prove(flags) => root::with(&say, root, |root| prove::run(&say, root, &flags)),
        Command::Confirm(flags) => root::with(&say, root, |root| confirm::run(&say, root, &flags)),
        Command::Why(flags) => root::with(&say, root, |root| why::run(&say, root, &flags)),
        Command::Publish(flags) => root::with(&say, root, |root| publish::run(&say, root, &flags)),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "nutgraf", &mut script);
            say.answer(String::from_utf8_lossy(&script).trim_end());
            End::Done
        }
    };
    end.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
