//! `maillage site`: where to open, from tables or published instances, with a proof or a bound.

mod args;
mod decimals;
mod instances;
mod prepare;
mod read;
mod tell;

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use siting::{Objective, Options, Progress};

use args::ProblemChoice;
pub(crate) use args::SiteArgs;
use prepare::Prepared;

/// Reads, solves, tells.
pub(crate) fn run(args: &SiteArgs) -> anyhow::Result<()> {
    if !args.time_limit.is_finite() || args.time_limit < 0.0 {
        bail!("--time-limit {} is no number of seconds of 0 or more", args.time_limit);
    }
    if args.trade_off.is_some() && args.problem != Some(ProblemChoice::PMedian) {
        bail!("--trade-off goes with --problem p-median: it starts from the least mean");
    }
    if args.assignments.is_some() && (args.rank || args.curve.is_some() || args.trade_off.is_some()) {
        bail!("--assignments goes with one answer, not with --rank, --curve or --trade-off");
    }
    let prepared = prepare::prepare(args, read::read(&args.input)?)?;
    let Prepared { problem, units, .. } = &prepared;
    if units.rounded && !args.quiet {
        eprintln!("distances are rounded to {} decimals", units.distance);
    }
    if args.rank {
        let Objective::MaxCover { limit } = problem.objective else { bail!("--rank needs --limit") };
        return tell::ranking(args, &prepared, &siting::potential(problem, limit)?);
    }
    let watch = Watch::new(args, &prepared)?;
    let stop = |progress: &Progress| watch.stop(progress);
    let options = Options { seed: args.seed, start: &[], stop: &stop };
    if let Some(most) = args.curve {
        return tell::curve(args, &prepared, &siting::curve(problem, most, &options)?);
    }
    if let Some(most) = args.trade_off {
        return tell::trade_off(args, &prepared, &siting::trade_off(problem, most, &options)?);
    }
    let answer = siting::solve(problem, &options)?;
    if let Some(path) = &args.assignments {
        tell::assignments(path, &prepared, &answer)?;
    }
    tell::answer(args, &prepared, &answer, watch.since.elapsed())
}

/// The clock, Ctrl-C, and what is said meanwhile.
struct Watch<'a> {
    since: Instant,
    limit: Option<Duration>,
    interrupts: Arc<AtomicU32>,
    prepared: &'a Prepared,
    quiet: bool,
    said: Cell<(Option<u64>, Option<u64>)>,
    said_at: Cell<Duration>,
}

impl<'a> Watch<'a> {
    fn new(args: &SiteArgs, prepared: &'a Prepared) -> anyhow::Result<Self> {
        let interrupts = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&interrupts);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no signals")?;
        // Ends with the process.
        std::thread::spawn(move || {
            runtime.block_on(async {
                while tokio::signal::ctrl_c().await.is_ok() {
                    if count.fetch_add(1, Ordering::Relaxed) > 0 {
                        std::process::exit(130);
                    }
                }
            });
        });
        let limit = (args.time_limit > 0.0).then(|| Duration::from_secs_f64(args.time_limit.min(1e9)));
        Ok(Self {
            since: Instant::now(),
            limit,
            interrupts,
            prepared,
            quiet: args.quiet,
            said: Cell::default(),
            said_at: Cell::new(Duration::ZERO),
        })
    }

    fn stop(&self, progress: &Progress) -> bool {
        let now = self.since.elapsed();
        let news = (progress.value, progress.bound);
        // Once a second at most: the search asks far more often.
        if !self.quiet && now >= self.said_at.get() + Duration::from_secs(1) && news != self.said.get() {
            self.said.set(news);
            self.said_at.set(now);
            eprintln!("{}", tell::progress(self.prepared, progress, now));
        }
        self.limit.is_some_and(|limit| now >= limit) || self.interrupts.load(Ordering::Relaxed) > 0
    }
}
