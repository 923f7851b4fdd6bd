//! `maillage` without a command: the fictional territory, built and served.

use std::{env, path::PathBuf};

use anyhow::Result;

use crate::{
    build,
    cli::{BuildArgs, DemoArgs, ServeArgs},
    serve, synth,
};

pub(crate) fn run(args: &DemoArgs) -> Result<()> {
    let home = args.out.clone().unwrap_or_else(default_folder);
    let (files, snapshot) = (home.join("sources"), home.join("snapshot"));
    synth::write(&::synth::demo_options(), &files)?;
    build::run(&BuildArgs { config: files.join("observatory.toml"), out: snapshot.clone(), data: None, quiet: false })?;
    serve::run(&ServeArgs { snapshot, service: args.service.clone() })
}

/// A folder of the user's cache, else of the system's temporary files.
fn default_folder() -> PathBuf {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
    let cache = cache.or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    cache.unwrap_or_else(env::temp_dir).join("maillage").join("demo")
}
