//! Solves the pmed instances of a folder, p-median and p-center, and prints one line each: value,
//! bound, seconds to the answer and to the proof. Argument: the folder, then a limit in seconds.

use std::{cell::Cell, path::Path, time::Instant};

use siting::{Objective, Options, Problem, Progress, Reach, Rules, Site, solve};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(arguments.first().expect("the folder of pmedN.txt"));
    let limit: f64 = arguments.get(1).map_or(5.0, |s| s.parse().expect("seconds"));
    let only: Option<usize> = arguments.get(2).map(|s| s.parse().expect("a number"));
    for number in (1..=40).filter(|n| only.is_none_or(|o| o == *n)) {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("pmed{number}.txt"))) else { continue };
        let mut problem = read(&text);
        for objective in [Objective::PMedian, Objective::PCenter] {
            problem.objective = objective;
            let (since, best, at) = (Instant::now(), Cell::new(None), Cell::new(0.0));
            let stop = |progress: &Progress| {
                if progress.value != best.get() {
                    best.set(progress.value);
                    at.set(since.elapsed().as_secs_f64());
                }
                since.elapsed().as_secs_f64() > limit
            };
            match solve(&problem, &Options { seed: 1, start: &[], stop: &stop }) {
                Ok(a) => println!(
                    "pmed{number} {objective:?} value {} bound {} gap {:.3} % found {:.3} s ended {:.3} s nodes {}",
                    a.value,
                    a.bound,
                    a.gap() * 100.0,
                    at.get(),
                    since.elapsed().as_secs_f64(),
                    a.nodes
                ),
                Err(error) => println!("pmed{number} {objective:?} {error}"),
            }
        }
    }
}

fn read(text: &str) -> Problem {
    let mut numbers = text.split_ascii_whitespace().map(|n| n.parse::<u64>().expect("a number"));
    let mut next = || numbers.next();
    let (homes, edges, open) = (next().expect("n") as usize, next().expect("m"), next().expect("p") as usize);
    let mut far = vec![vec![u64::MAX / 4; homes]; homes];
    for _ in 0..edges {
        let (a, b, cost) = (next().expect("i") as usize - 1, next().expect("j") as usize - 1, next().expect("cost"));
        (far[a][b], far[b][a]) = (cost, cost);
    }
    for k in 0..homes {
        far[k][k] = 0;
        let through = far[k].clone();
        for row in &mut far {
            let to = row[k];
            for (cell, &on) in row.iter_mut().zip(&through) {
                *cell = (*cell).min(to + on);
            }
        }
    }
    let pairs = (0..homes).flat_map(|h| far[h].iter().enumerate().map(move |(s, &d)| (h as u32, s as u32, d)));
    Problem {
        weights: vec![1; homes],
        sites: vec![Site::CANDIDATE; homes],
        reach: Reach::from_pairs(homes, homes, pairs.collect()).expect("a graph gives one distance a pair"),
        objective: Objective::PMedian,
        rules: Rules { open: Some(open), ..Rules::default() },
    }
}
