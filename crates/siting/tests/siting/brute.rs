//! Small problems, solved by trying every choice.

use crate::common::{Case, brute, check};
use siting::{Objective, Options, Sharing, SitingError, solve};

fn agree(case: &Case, seed: u64) {
    let expected = brute(&case.problem);
    let answer = solve(&case.problem, &Options::to_the_end(seed));
    match (expected, answer) {
        (None, Err(SitingError::Infeasible { .. })) => {}
        (Some(value), Ok(answer)) => {
            assert_eq!(answer.value, value, "{case}");
            assert!(answer.is_proven(), "{case}: bound {}", answer.bound);
            check(&case.problem, &answer).unwrap_or_else(|e| panic!("{e}\n{case}"));
        }
        (expected, answer) => panic!("expected {expected:?}, got {answer:?}\n{case}"),
    }
}

fn objectives(limit: u64) -> [Objective; 5] {
    [
        Objective::MaxCover { limit },
        Objective::PMedian,
        Objective::PCenter,
        Objective::SetCover { limit },
        Objective::Combined { limit, per_distance: 2, per_far: 15, per_cost: 7 },
    ]
}

#[test]
fn every_objective_without_capacities_is_the_best_of_all_choices() {
    for seed in 0..400 {
        for objective in objectives(12 + seed % 17) {
            agree(&Case::new(seed, objective, None), seed);
        }
    }
}

#[test]
fn every_objective_with_capacities_and_shared_homes_is_the_best_of_all_choices() {
    for seed in 0..200 {
        for objective in objectives(12 + seed % 17) {
            agree(&Case::new(1000 + seed, objective, Some(Sharing::Split)), seed);
        }
    }
}

#[test]
fn every_objective_with_capacities_and_whole_homes_is_the_best_of_all_choices() {
    for seed in 0..200 {
        for objective in objectives(12 + seed % 17) {
            agree(&Case::new(5000 + seed, objective, Some(Sharing::Whole)), seed);
        }
    }
}
