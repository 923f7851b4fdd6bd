//! Times the optimiser, one JSON object a line. `pmed FOLDER SECONDS [N]` solves the pmed instances of
//! a folder as p-median and p-center; `rank N` ranks N candidates among as many homes on a plane.

use std::{cell::Cell, path::Path, time::Instant};

use siting::{Objective, Options, Problem, Progress, Reach, Rules, Site, Status, potential, solve};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["pmed", folder, limit] => pmed(Path::new(folder), limit.parse().expect("seconds"), None),
        ["pmed", folder, limit, only] => pmed(Path::new(folder), limit.parse().expect("seconds"), only.parse().ok()),
        ["rank", sites] => rank(sites.parse().expect("a number")),
        _ => eprintln!("pmed FOLDER SECONDS [N] | rank N"),
    }
}

fn pmed(folder: &Path, limit: f64, only: Option<usize>) {
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
            let answer = solve(&problem, &Options { seed: 1, start: &[], stop: &stop }).expect("a connected graph");
            println!(
                "{{\"instance\": {number}, \"problem\": \"{objective:?}\", \"value\": {}, \"bound\": {}, \"gap\": {}, \
                 \"found\": {}, \"seconds\": {}, \"parts\": {}}}",
                answer.value,
                answer.bound,
                answer.gap(),
                at.get(),
                since.elapsed().as_secs_f64(),
                answer.nodes
            );
        }
    }
}

/// Points as dense as the communes of France (one on 15 km²), pairs within 15 km.
fn rank(sites: usize) {
    let (side, reach) = ((sites as f64 * 15.0).sqrt(), 15.0);
    let mut state = 7_u64;
    let mut unit = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut points: Vec<[f64; 2]> = (0..sites).map(|_| [unit() * side, unit() * side]).collect();
    points.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut pairs = Vec::new();
    for (home, a) in points.iter().enumerate() {
        let from = points.partition_point(|b| b[0] < a[0] - reach);
        for (site, b) in points.iter().enumerate().skip(from).take_while(|(_, b)| b[0] <= a[0] + reach) {
            let metres = ((a[0] - b[0]).hypot(a[1] - b[1]) * 1000.0) as u64;
            if metres <= 15_000 {
                pairs.push((home as u32, site as u32, metres));
            }
        }
    }
    let count = pairs.len();
    let since = Instant::now();
    let mut list = vec![Site::CANDIDATE; sites];
    list.iter_mut().step_by(40).for_each(|s| s.status = Status::Required);
    let problem = Problem {
        weights: (0..sites as u64).map(|n| n % 50).collect(),
        importance: None,
        sites: list,
        reach: Reach::from_pairs(sites, sites, pairs).expect("every pair once"),
        objective: Objective::MaxCover { limit: 10_000 },
        rules: Rules::default(),
    };
    let first = potential(&problem, 10_000).expect("a checked problem")[0];
    let seconds = since.elapsed().as_secs_f64();
    println!("{{\"sites\": {sites}, \"pairs\": {count}, \"first\": {}, \"seconds\": {seconds}}}", first.demand);
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
        importance: None,
        sites: vec![Site::CANDIDATE; homes],
        reach: Reach::from_pairs(homes, homes, pairs.collect()).expect("a graph gives one distance a pair"),
        objective: Objective::PMedian,
        rules: Rules { open: Some(open), ..Rules::default() },
    }
}
