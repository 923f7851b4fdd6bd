//! `maillage synth`: a fictional territory on disk.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use territory::Kinds;

use crate::cli::SynthArgs;

pub(crate) fn run(args: &SynthArgs) -> Result<()> {
    let SynthArgs { communes, seed, years, faults, .. } = *args;
    let options = synth::SynthOptions { communes, seed, years, faults }.checked()?;
    if args.out.is_dir() && fs::read_dir(&args.out)?.next().is_some() {
        bail!(
            "{} is not empty; name a folder that is missing or empty, so that nothing is overwritten",
            args.out.display()
        );
    }
    if let Some(nodes) = args.road_nodes {
        let file = synth::roads(seed, nodes)?;
        put(&file, &args.out)?;
        println!("{}", args.out.join(&file.path).display());
        return Ok(());
    }
    write(&options, &args.out)?;
    println!(
        "{} fictional communes in {}\n\nmaillage build --config {} --out DIR",
        args.communes,
        args.out.display(),
        args.out.join("observatory.toml").display()
    );
    Ok(())
}

/// Writes the files of a fictional territory; files of the same name are replaced.
pub(crate) fn write(options: &synth::SynthOptions, out: &Path) -> Result<()> {
    for file in synth::territory(options, &Kinds::builtin())? {
        put(&file, out)?;
    }
    Ok(())
}

fn put(file: &synth::SynthFile, out: &Path) -> Result<()> {
    let path = out.join(&file.path);
    let folder = path.parent().unwrap_or(out);
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    fs::write(&path, &file.bytes).with_context(|| format!("cannot write {}", path.display()))
}
