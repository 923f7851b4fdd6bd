//! What holds between answers.

use std::cell::Cell;

use crate::common::{Case, check};
use siting::{Objective, Options, Problem, Progress, Sharing, SitingError, Status, curve, potential, solve, trade_off};

const COVER: Objective = Objective::MaxCover { limit: 20 };

fn ends(seed: u64) -> Options<'static> {
    Options::to_the_end(seed)
}

#[test]
fn a_larger_number_of_sites_is_never_worse() {
    for seed in 0..60 {
        let cover = curve(&Case::new(seed, COVER, None).problem, 6, &ends(seed)).unwrap();
        assert!(cover.windows(2).all(|w| w[0].1.value <= w[1].1.value), "seed {seed}");
        let median = curve(&Case::new(seed, Objective::PMedian, Some(Sharing::Split)).problem, 6, &ends(seed)).unwrap();
        assert!(median.windows(2).all(|w| w[0].1.value >= w[1].1.value), "seed {seed}");
    }
}

#[test]
fn a_stopped_search_gives_an_answer_that_keeps_the_rules_and_a_bound_that_holds() {
    let mut unproven = 0;
    for seed in 0..80 {
        let sharing = [None, Some(Sharing::Split), Some(Sharing::Whole)][seed as usize % 3];
        for objective in [COVER, Objective::PMedian, Objective::PCenter, Objective::SetCover { limit: 20 }] {
            let case = Case::new(seed, objective, sharing);
            let Ok(best) = solve(&case.problem, &ends(seed)) else { continue };
            for most in [0, 1, 3, 10] {
                let calls = Cell::new(0);
                let stop = |_: &Progress| {
                    calls.set(calls.get() + 1);
                    calls.get() > most
                };
                let answer = match solve(&case.problem, &Options { seed, start: &[], stop: &stop }) {
                    Ok(answer) => answer,
                    Err(SitingError::NotFound { .. }) => continue,
                    Err(error) => panic!("{error}\n{case}"),
                };
                check(&case.problem, &answer).unwrap_or_else(|e| panic!("{e}\n{case}"));
                let (low, high) = (answer.value.min(answer.bound), answer.value.max(answer.bound));
                assert!(low <= best.value && best.value <= high, "{answer:?} {}\n{case}", best.value);
                unproven += usize::from(!answer.is_proven());
            }
        }
    }
    assert!(unproven > 20, "only {unproven} searches were stopped before their proof");
}

#[test]
fn the_same_seed_gives_the_same_answer_and_any_seed_the_same_value() {
    for seed in 0..20 {
        let problem = Case::new(seed, Objective::PMedian, Some(Sharing::Whole)).problem;
        let (one, again, other) = (solve(&problem, &ends(3)), solve(&problem, &ends(3)), solve(&problem, &ends(4)));
        assert_eq!(one, again);
        assert_eq!(one.ok().map(|a| a.value), other.ok().map(|a| a.value));
    }
}

#[test]
fn the_potential_of_a_site_is_what_covering_gains_when_it_opens_alone() {
    let mut compared = 0;
    for seed in 0..60 {
        let mut problem = Case::new(seed, COVER, None).problem;
        (problem.rules, problem.importance) = (siting::Rules::default(), None);
        let with = |problem: &Problem| solve(problem, &ends(1)).unwrap().value;
        let only = |kept: Option<u32>| {
            let mut alone = problem.clone();
            for (site, number) in alone.sites.iter_mut().zip(0..) {
                if site.status == Status::Candidate {
                    site.status = if Some(number) == kept { Status::Required } else { Status::Closed };
                }
            }
            with(&alone)
        };
        let ranked = potential(&problem, 20).unwrap();
        assert!(ranked.windows(2).all(|w| w[0].demand >= w[1].demand));
        for p in ranked {
            assert_eq!(p.demand, only(Some(p.site)) - only(None), "seed {seed}, {p:?}");
            compared += 1;
        }
    }
    assert!(compared > 100);
}

#[test]
fn the_trade_off_goes_from_the_median_to_the_center_and_no_answer_beats_another_in_both() {
    let mut longest = 0;
    for seed in 0..60 {
        let mut problem = Case::new(seed, Objective::PMedian, None).problem;
        (problem.rules.farthest, problem.importance) = (None, None);
        let Ok(points) = trade_off(&problem, 50, &ends(1)) else { continue };
        assert_eq!(points[0].value, solve(&problem, &ends(1)).unwrap().value);
        problem.objective = Objective::PCenter;
        let center = solve(&problem, &ends(1)).unwrap().value;
        assert_eq!(points.last().unwrap().worst().unwrap_or(0), center, "seed {seed}");
        for pair in points.windows(2) {
            assert!(pair[0].travelled() < pair[1].travelled() && pair[0].worst() > pair[1].worst(), "seed {seed}");
        }
        longest = longest.max(points.len());
    }
    assert!(longest >= 2, "no case had a choice to make");
}

#[test]
fn the_gain_of_a_site_is_what_the_others_cannot_do_without_it() {
    for seed in 0..60 {
        let mut problem = Case::new(seed, COVER, None).problem;
        problem.importance = None;
        let answer = solve(&problem, &ends(1)).unwrap();
        for site in &answer.sites {
            let mut without = problem.clone();
            for (s, number) in without.sites.iter_mut().zip(0..) {
                let stays = number != site.site && answer.open().any(|o| o == number);
                s.status = if stays { Status::Required } else { Status::Closed };
            }
            let left = solve(&without, &ends(1)).unwrap().value;
            assert_eq!(answer.value - left, site.gain.demand, "seed {seed} {site:?}");
        }
    }
}
