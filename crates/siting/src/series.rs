//! Several answers to weigh against each other: more sites against more benefit, the mean against
//! the worst-off.

use std::cell::Cell;

use crate::{
    answer::Answer,
    error::SitingError,
    problem::{Objective, Problem},
    solve::{Options, Progress, solve},
};

/// The best answer with 1, 2, … `most` sites beside the required ones; numbers that cannot serve
/// everybody are left out. Each starts from the one before: a larger number is never worse, proven
/// or not. Ends early when the search is stopped, with the answers so far.
///
/// # Errors
/// What [`solve`] refuses, other than that a number of sites is too small.
pub fn curve(problem: &Problem, most: usize, options: &Options) -> Result<Vec<(usize, Answer)>, SitingError> {
    let mut points: Vec<(usize, Answer)> = Vec::new();
    let stopped = Cell::new(false);
    let stop = |progress: &Progress| {
        stopped.set(stopped.get() || (options.stop)(progress));
        stopped.get()
    };
    for open in 1..=most {
        let mut step = problem.clone();
        step.rules.open = Some(open);
        let start: Vec<u32> =
            points.last().map_or_else(|| options.start.to_vec(), |(_, answer)| answer.open().collect());
        match solve(&step, &Options { seed: options.seed, start: &start, stop: &stop }) {
            Ok(answer) => points.push((open, answer)),
            Err(SitingError::Infeasible { .. } | SitingError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
        if stopped.get() {
            break;
        }
    }
    Ok(points)
}

/// Mean against worst-off: the least weight × distance, then again with every greater worst
/// distance forbidden, until nobody can be served nearer. Each answer is the least sum for its
/// worst distance, so that none is better than another in both. At most `most` answers; ends early
/// when the search is stopped, with the answers so far.
///
/// # Errors
/// What [`solve`] refuses for the first answer.
pub fn trade_off(problem: &Problem, most: usize, options: &Options) -> Result<Vec<Answer>, SitingError> {
    let stopped = Cell::new(false);
    let stop = |progress: &Progress| {
        stopped.set(stopped.get() || (options.stop)(progress));
        stopped.get()
    };
    let mut step = Problem { objective: Objective::PMedian, ..problem.clone() };
    // What may be served must stay served when the worst distance is lowered.
    let everybody = |answer: &Answer| answer.demand_served();
    let mut points: Vec<Answer> = Vec::new();
    while points.len() < most {
        let answer = match solve(&step, &Options { seed: options.seed, start: options.start, stop: &stop }) {
            Ok(answer) => answer,
            Err(error) if points.is_empty() => return Err(error),
            Err(_) => break,
        };
        if points.first().is_some_and(|first| everybody(&answer) < everybody(first)) {
            break;
        }
        let worst = answer.worst();
        if points.last().is_some_and(|last| last.travelled() == answer.travelled()) {
            points.pop();
        }
        points.push(answer);
        match worst.and_then(|w| w.checked_sub(1)) {
            Some(nearer) if !stopped.get() => step.rules.farthest = Some(nearer),
            _ => break,
        }
    }
    Ok(points)
}
