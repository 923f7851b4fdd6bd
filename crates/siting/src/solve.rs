//! From a problem to its answer.

use crate::{
    answer::{Answer, explain, serves_all},
    center,
    core::{Core, Goal},
    error::SitingError,
    problem::{Objective, Problem},
    reduce::reduce,
    search::{Found, State, search},
};

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The best value so far, in the objective's own terms; `None` before an answer keeps the rules.
    pub value: Option<u64>,
    /// No answer is better than this.
    pub bound: Option<u64>,
    /// Parts of the choices that the proof went through.
    pub nodes: u64,
}

/// What the caller decides about a search.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Same seed, same answer, as long as nothing stops the search.
    pub seed: u64,
    /// Sites to begin with, by number: a known good choice.
    pub start: &'a [u32],
    /// Called often; says whether to stop here with the best so far and its bound. Time limits and
    /// cancelling are the caller's.
    pub stop: &'a dyn Fn(&Progress) -> bool,
}

impl Options<'static> {
    /// To the end, from a seed.
    pub fn to_the_end(seed: u64) -> Self {
        Self { seed, start: &[], stop: &|_| false }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("seed", &self.seed).field("start", &self.start).finish_non_exhaustive()
    }
}

/// The best answer: proven, or, when `options.stop` ended the search, the best so far with its bound.
///
/// # Errors
/// What [`Problem::check`] refuses; rules that no choice keeps (proven); no answer yet when stopped.
pub fn solve(problem: &Problem, options: &Options) -> Result<Answer, SitingError> {
    problem.check()?;
    if let Some(&site) = options.start.iter().find(|&&s| s as usize >= problem.sites.len()) {
        return Err(SitingError::NoSuchSite { site, sites: problem.sites.len() });
    }
    if problem.objective == Objective::PCenter {
        return center::solve(problem, options);
    }
    let core = Core::new(problem, Goal::Objective);
    let covers = matches!(problem.objective, Objective::MaxCover { .. });
    let all = core.leave_all();
    let told = |cost: i64| u64::try_from(if covers { all - cost } else { cost }).ok();
    // Where everybody must be served, a cost that contains someone left is no value of an answer.
    let least_left = core.leave.iter().copied().filter(|&l| l > 0).min().unwrap_or(i64::MAX);
    let mut stop = |state: State| {
        let value = state.cost.filter(|&c| covers || core.capacitated || c < least_left).and_then(told);
        (options.stop)(&Progress { value, bound: told(state.bound), nodes: state.nodes })
    };
    let start = start_set(problem, options.start);
    let everybody = matches!(problem.objective, Objective::SetCover { .. }) && core.strict;
    let smaller = if everybody { reduce(&core) } else { None };
    let searched = smaller.as_ref().unwrap_or(&core);
    let Found { plan, bound, nodes } = search(searched, options.seed, i64::MAX, start.as_deref(), &mut stop);
    let plan = plan.expect("every set of sites has a cost");
    if !covers && !serves_all(&core, &plan) {
        let left: u64 = explain(problem, &core, &plan, bound, nodes).unserved.iter().map(|l| l.amount).sum();
        let reason = format!(
            "the best choice leaves {left} of a demand of {} unserved; let more sites open, raise capacities, the \
             budget or the greatest distance, or ask for max-cover, which serves as many as possible",
            problem.demand()
        );
        let proven = plan.cost == bound && core.strict;
        return Err(if proven { SitingError::Infeasible { reason } } else { SitingError::NotFound { reason } });
    }
    Ok(explain(problem, &core, &plan, bound, nodes))
}

/// Sites by number as a set.
pub(crate) fn start_set(problem: &Problem, start: &[u32]) -> Option<Vec<bool>> {
    (!start.is_empty()).then(|| {
        let mut open = vec![false; problem.sites.len()];
        start.iter().for_each(|&s| open[s as usize] = true);
        open
    })
}
