//! The least greatest distance: bisection over the distances that there are, each step a covering
//! question (Minieka 1970).

use crate::{
    answer::{Answer, explain},
    core::{Core, Goal, statuses},
    error::SitingError,
    plan::Plan,
    problem::{Problem, Status},
    reduce::reduce,
    search::{Found, State, search},
    solve::{Options, Progress, start_set},
};

/// The p-center of a problem.
pub(crate) fn solve(problem: &Problem, options: &Options) -> Result<Answer, SitingError> {
    let distances = distances(problem);
    let mut nodes = 0;
    // No answer is better than the distance at `low`; the best plan reaches that at `high`.
    let (mut low, mut high) = (distances.partition_point(|&d| d < nearest(problem)), distances.len());
    let mut best: Option<(Core, Plan)> = None;
    let mut start = start_set(problem, options.start);
    let mut stopped = false;
    // The first question is whether everybody can be served at all.
    while (low < high || best.is_none()) && !stopped {
        let middle = if best.is_none() { high.saturating_sub(1) } else { low + (high - low) / 2 };
        let radius = distances.get(middle).copied().unwrap_or(0);
        let core = Core::new(problem, Goal::Within(radius));
        let mut stop = |state: State| {
            let value = best.as_ref().and_then(|_| distances.get(high)).copied();
            let bound = distances.get(low).copied();
            (options.stop)(&Progress { value, bound, nodes: nodes + state.nodes })
        };
        let found = match reduce(&core) {
            Some(smaller) => search(&smaller, options.seed, 1, start.as_deref(), &mut stop),
            None => Found { plan: None, bound: 1, nodes: 0 },
        };
        nodes += found.nodes;
        match found.plan {
            Some(plan) => {
                let worst = explain(problem, &core, &plan, 0, 0).worst().unwrap_or(0);
                high = distances.partition_point(|&d| d < worst).max(low);
                start = Some(plan.open.clone());
                best = Some((core, plan));
            }
            None if found.bound >= 1 => {
                if best.is_none() {
                    return Err(SitingError::Infeasible { reason: impossible(problem) });
                }
                low = middle + 1;
            }
            None => stopped = true,
        }
    }
    let Some((core, plan)) = best else {
        return Err(SitingError::NotFound { reason: impossible(problem) });
    };
    let mut answer = explain(problem, &core, &plan, 0, nodes);
    answer.value = answer.worst().unwrap_or(0);
    answer.bound = distances.get(low).copied().unwrap_or(0).min(answer.value);
    Ok(answer)
}

fn impossible(problem: &Problem) -> String {
    format!(
        "not all of a demand of {} can be served; let more sites open, raise capacities, the budget or the greatest \
         distance, or ask for max-cover, which serves as many as possible",
        problem.demand()
    )
}

/// For each home that asks for something, the distances to the sites that may serve it.
fn ways(problem: &Problem) -> impl Iterator<Item = impl Iterator<Item = u64>> {
    let (horizon, statuses) = (problem.horizon(), statuses(problem));
    let asking = (0..problem.weights.len()).filter(|&home| problem.weights[home].min(problem.counts()[home]) > 0);
    asking.map(move |home| {
        let may = |&&(site, distance): &&(u32, u64)| distance <= horizon && statuses[site as usize] != Status::Closed;
        problem.reach.of(home).iter().filter(may).map(|w| w.1).collect::<Vec<_>>().into_iter()
    })
}

/// The distances that some home may have to travel, least first.
fn distances(problem: &Problem) -> Vec<u64> {
    let mut all: Vec<u64> = ways(problem).flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What the home that is farthest from all sites travels at least.
fn nearest(problem: &Problem) -> u64 {
    ways(problem).filter_map(|mut home| home.next()).max().unwrap_or(0)
}
