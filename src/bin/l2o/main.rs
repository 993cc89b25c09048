//! `l2o`: the experiments of the playground without a browser.

mod fields;
mod files;
mod reproduce;
mod run;
mod theory;
mod verify;
mod weights;

use l2o_playground::experiment::{Decoded, decode};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;
use weights::FileError;

const USAGE: &str = "\
Usage: l2o COMMAND

  run LINK [--json [--out FILE]] [--from FILE] [--weights FILE]
                      train and evaluate the experiment of a link (an address, or only what follows its #);
                      --from: evaluate the weights of a safetensors file instead of training those optimizers;
                      --weights: write the trained weights to such a file;
                      --out: with --json, write the line to a file, whole or not at all;
                      a link with a fingerprint (fp=) is compared with the run
  reproduce [fig1|…|fig7|all]… [--seeds N] [--out DIR] [--list]
                      the paper's experiments over N seeds (10), on all processors; results, tables and pictures in DIR
                      (reproduction). What is there already is not run again. --list: print file and link of every unit
  theory LINK [--json]
                      the paper's propositions at the start of the link's function, or in the figure that it opens
  check LINK          decode and validate a link; print its canonical form
  fields              list the fields of links: group, name, default, what it takes
  verify FILE.json…   compare the engine with reference values

Exit status: 0 if all is well, 1 if a comparison failed or a link was not reproduced, 2 if the link, a file of weights or the command is
not valid.";

/// What was asked for on the command line.
enum Command {
    Run { link: String, options: run::Options },
    Reproduce(reproduce::Options),
    Theory { link: String, json: bool },
    Check { link: String },
    Fields,
    Verify { files: Vec<PathBuf> },
    Help,
}

/// Exit status for input that cannot be used.
const INVALID: u8 = 2;

fn main() -> ExitCode {
    match parse() {
        Ok(Command::Run { link, options }) => with_experiment(&link, |decoded| run::run(decoded, &options)),
        Ok(Command::Reproduce(options)) => reproduced(&options),
        Ok(Command::Theory { link, json }) => with_experiment(&link, |decoded| {
            theory::theory(&decoded.config, json);
            Ok(ExitCode::SUCCESS)
        }),
        Ok(Command::Check { link }) => with_experiment(&link, |decoded| {
            println!("#{}", decoded.link());
            Ok(ExitCode::SUCCESS)
        }),
        Ok(Command::Fields) => {
            fields::fields();
            ExitCode::SUCCESS
        }
        Ok(Command::Verify { files }) => verify_all(&files),
        Ok(Command::Help) => {
            println!("{USAGE}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("l2o: {error}\n\n{USAGE}");
            ExitCode::from(INVALID)
        }
    }
}

fn parse() -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let (mut words, mut options) = (Vec::new(), run::Options::default());
    let mut sweep = reproduce::Options::default();
    let mut swept = false;
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Long("json") => options.json = true,
            Long("from") => options.from = Some(parser.value()?.into()),
            Long("weights") => options.weights = Some(parser.value()?.into()),
            Long("out") => options.out = Some(parser.value()?.into()),
            Long("seeds") => {
                let given = parser.value()?.string()?;
                sweep.seeds = reproduce::seeds(&given).map_err(|error| error.to_string())?;
                swept = true;
            }
            Long("list") => (sweep.list, swept) = (true, true),
            Value(word) => words.push(word),
            other => return Err(other.unexpected()),
        }
    }
    let mut words = words.into_iter();
    let command = words.next().ok_or("a command is missing")?.string()?;
    let mut one_link = || -> Result<String, lexopt::Error> {
        let link =
            words.next().ok_or("a link is missing; quote it, or the shell takes its & away")?.string()?;
        match words.next() {
            None => Ok(link),
            Some(_) => Err("more than one link was given; quote it, or the shell splits it at its &".into()),
        }
    };
    if swept && command != "reproduce" {
        return Err("--seeds and --list belong to reproduce".into());
    }
    match command.as_str() {
        "run" if options.out.is_some() && !options.json => Err("--out needs --json".into()),
        "run" => Ok(Command::Run { link: one_link()?, options }),
        "reproduce" if !(options.json || options.from.is_some() || options.weights.is_some()) => {
            sweep.names = words.map(ValueExt::string).collect::<Result<_, _>>()?;
            options.out.into_iter().for_each(|out| sweep.out = out);
            Ok(Command::Reproduce(sweep))
        }
        _ if options.out.is_some() => Err("--out belongs to run and reproduce".into()),
        _ if options.from.is_some() || options.weights.is_some() => {
            Err("--from and --weights belong to run".into())
        }
        "theory" => Ok(Command::Theory { link: one_link()?, json: options.json }),
        _ if options.json => Err("--json belongs to run and theory".into()),
        "check" => Ok(Command::Check { link: one_link()? }),
        "fields" => Ok(Command::Fields),
        "verify" => {
            let files: Vec<PathBuf> = words.map(PathBuf::from).collect();
            if files.is_empty() { Err("a file is missing".into()) } else { Ok(Command::Verify { files }) }
        }
        "help" => Ok(Command::Help),
        other => Err(format!("there is no command {other:?}").into()),
    }
}

/// What was wrong with the command, or kept files from being written, is said on the standard error.
fn reproduced(options: &reproduce::Options) -> ExitCode {
    let Err(error) = reproduce::reproduce(options) else { return ExitCode::SUCCESS };
    eprintln!("l2o: {error}");
    ExitCode::from(INVALID)
}

/// Does `work` with a link that is valid in every field; else lists what is not.
fn with_experiment(link: &str, work: impl FnOnce(&Decoded) -> Result<ExitCode, FileError>) -> ExitCode {
    let decoded = decode(link);
    if decoded.problems.is_empty() {
        return work(&decoded).unwrap_or_else(|error| {
            eprintln!("l2o: {error}");
            ExitCode::from(INVALID)
        });
    }
    for problem in decoded.problems {
        eprintln!("l2o: {problem}");
    }
    ExitCode::from(INVALID)
}

/// Compares every file, whatever becomes of the others.
fn verify_all(files: &[PathBuf]) -> ExitCode {
    let mut all_passed = true;
    for file in files {
        all_passed &= verify::verify(file).unwrap_or_else(|error| {
            println!("FAIL  {error}");
            false
        });
    }
    if all_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
