//! The command line of the observatory: build, serve, synth, check, timetable, figures, inspect, and the demo.
//!
//! The only crate that knows all the others: it reads the configuration and the clock, chains
//! ingest, coverage and tiles into a snapshot, and starts the server. Exit codes: 0 done,
//! 1 refused or failed (the message says what to do), 2 wrong usage.

mod build;
mod check;
mod cli;
mod config;
mod demo;
mod figures;
mod inspect;
mod progress;
mod roads;
mod serve;
mod site;
mod synth;
mod timetable;
mod travel;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command.unwrap_or_else(Command::demo) {
        Command::Demo(args) => demo::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Synth(args) => synth::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Timetable { command } => timetable::run(&command),
        Command::Travel(args) => travel::run(&args),
        Command::Figures(args) => figures::run(&args),
        Command::Site(args) => site::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "maillage", &mut std::io::stdout());
            Ok(())
        }
    }
}
