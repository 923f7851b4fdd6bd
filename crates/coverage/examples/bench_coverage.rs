//! Times the floating catchments, for `scripts/bench coverage`. Prints one JSON object.
//!
//! `bench_coverage compare FOLDER`: reads children.f64, places.f64 and pairs.u32 (home, service,
//! seconds; little-endian), writes the access of every method as NAME.f64 beside them.
//! `bench_coverage france`: 35,927 town centres, 30,000 services, four modes, then one capacity changed.
//! `bench_coverage cells`: a million cells, 5,000 services within twenty minutes.
//! Searching the times (here by great-circle distance) is timed apart: it is no part of the bars.

use std::{error::Error, fs, path::Path, time::Instant};

use coverage::{
    Estimate, Homes, Places, accessible,
    catchment::{
        Catchment, Decay, Method, Pairs, PairsBuilder, Selection, Sharing, change, decays, floating_catchment,
    },
    explanations,
    gaps::{assign, gaps},
};
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use territory::{LonLat, Meters, PointIndex, Seconds};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let mut jobs = Jobs(Map::new());
    match (arguments.get(1).map(String::as_str), arguments.get(2)) {
        (Some("compare"), Some(folder)) => compare(&mut jobs, Path::new(folder))?,
        (Some("france"), None) => france(&mut jobs)?,
        (Some("cells"), None) => cells(&mut jobs)?,
        _ => return Err("usage: bench_coverage compare FOLDER | france | cells".into()),
    }
    jobs.0.insert("peak_memory_mb".into(), json!(peak_mb()));
    println!("{}", serde_json::to_string_pretty(&jobs.0)?);
    Ok(())
}

struct Jobs(Map<String, Value>);

impl Jobs {
    /// Best of a few runs, milliseconds: the machine is shared.
    fn time<T>(&mut self, name: &str, runs: u32, job: impl Fn() -> T) -> T {
        let mut best = f64::INFINITY;
        let mut last = None;
        for _ in 0..runs.max(1) {
            let started = Instant::now();
            last = Some(job());
            best = best.min(started.elapsed().as_secs_f64() * 1000.0);
        }
        self.0.insert(format!("{name}_ms"), json!(best));
        last.expect("a job runs at least once")
    }

    fn note(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.into(), value.into());
    }
}

fn named(id: &str) -> Decay {
    decays().into_iter().find(|d| d.id == id).expect("the catalogue has this decay").decay
}

fn compare(jobs: &mut Jobs, folder: &Path) -> Result<(), Box<dyn Error>> {
    let bytes = |name: &str| fs::read(folder.join(name));
    let floats =
        |bytes: Vec<u8>| -> Vec<f64> { bytes.as_chunks::<8>().0.iter().map(|b| f64::from_le_bytes(*b)).collect() };
    let (children, places) = (floats(bytes("children.f64")?), floats(bytes("places.f64")?));
    let numbers: Vec<u32> = bytes("pairs.u32")?.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect();
    let pairs = jobs.time("group_pairs", 3, || {
        let mut builder = PairsBuilder::new(children.len(), places.len());
        for pair in numbers.as_chunks::<3>().0 {
            builder.push(pair[0], pair[1], Seconds(pair[2]))?;
        }
        builder.build()
    })?;
    jobs.note("pairs", pairs.len());
    let gravity = Decay::Power { scale_min: 1.0, exponent: -1.0, least_min: 1.0 / 60.0, limit_min: 30 };
    let gaussian = Decay::Gaussian { sigma_min: 10.0, limit_min: 30 };
    for (name, method, decay) in [
        ("two_step", Method::TwoStep, Decay::within(30)),
        ("enhanced", Method::TwoStep, named("luo_qi_slow")),
        ("gaussian", Method::TwoStep, gaussian),
        ("gravity", Method::TwoStep, gravity),
        ("three_step", Method::ThreeStep(Selection::EveryPair), named("luo_qi_slow")),
    ] {
        let catchment = Catchment { method, decay };
        let shares = jobs.time(name, 9, || floating_catchment(&pairs, &children, &places, &catchment));
        let bytes: Vec<u8> = shares.access.iter().flat_map(|a| a.known().unwrap_or(f64::NAN).to_le_bytes()).collect();
        fs::write(folder.join(format!("{name}.f64")), bytes)?;
    }
    Ok(())
}

/// Same numbers in every run.
struct Draw(u64);

impl Draw {
    fn unit(&mut self) -> f64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A point near one of the towns, or anywhere for one in four.
    fn place(&mut self, towns: &[(f64, f64)], spread: f64) -> LonLat {
        let (lon, lat) = if self.unit() < 0.25 {
            self.anywhere()
        } else {
            let (lon, lat) = towns[(self.unit() * towns.len() as f64) as usize];
            let near = |u: f64, v: f64| (u + v - 1.0) * spread;
            (lon + near(self.unit(), self.unit()), lat + near(self.unit(), self.unit()))
        };
        LonLat::new(lon, lat).expect("a point of the box is on Earth")
    }

    /// Half a million square kilometres.
    fn anywhere(&mut self) -> (f64, f64) {
        (-3.0 + 9.5 * self.unit(), 43.5 + 6.5 * self.unit())
    }
}

struct World {
    pairs: Pairs,
    children: Vec<f64>,
    places: Vec<f64>,
    commune_of_home: Vec<u32>,
    commune_of_service: Vec<Option<u32>>,
    communes: usize,
}

fn world(jobs: &mut Jobs, homes: usize, services: usize, communes: usize) -> Result<World, Box<dyn Error>> {
    let mut draw = Draw(7);
    let towns: Vec<(f64, f64)> = (0..3000).map(|_| draw.anywhere()).collect();
    let seats: Vec<LonLat> = (0..communes).map(|_| draw.place(&towns, 0.3)).collect();
    let index = PointIndex::new(seats.clone());
    let nearest = |at: LonLat| index.nearest(at).map_or(0, |(i, _)| i as u32);
    let mut at: Vec<LonLat> =
        if homes == communes { seats } else { (0..homes).map(|_| draw.place(&towns, 0.3)).collect() };
    let mut commune_of_home: Vec<u32> = at.par_iter().map(|p| nearest(*p)).collect();
    let mut order: Vec<usize> = (0..homes).collect();
    order.sort_by_key(|i| commune_of_home[*i]);
    at = order.iter().map(|i| at[*i]).collect();
    commune_of_home = order.iter().map(|i| commune_of_home[*i]).collect();
    let offered: Vec<LonLat> = (0..services).map(|_| draw.place(&towns, 0.15)).collect();
    let usual = Estimate::new(1.3, 45.0)?;
    let limit = Seconds::from_minutes(20);
    let found = PointIndex::new(offered.clone());
    let reach = Meters(20.0 * 750.0 / 1.3);
    let pairs = jobs.time("search_times", 1, || {
        let chunks: Vec<Vec<Vec<(u32, Seconds)>>> = at
            .par_chunks(4096)
            .map(|chunk| {
                let of = |p: &LonLat| {
                    let near = found.within(*p, reach).into_iter();
                    let timed = near.map(|(i, metres)| (i as u32, usual.seconds(metres)));
                    timed.filter(|(_, seconds)| *seconds <= limit).collect()
                };
                chunk.iter().map(of).collect()
            })
            .collect();
        Pairs::by_home(services, chunks.into_iter().flatten().map(Some))
    })?;
    jobs.note("homes", homes);
    jobs.note("services", services);
    jobs.note("pairs", pairs.len());
    Ok(World {
        pairs,
        children: (0..homes).map(|_| (draw.unit() * 60.0).floor()).collect(),
        places: (0..services).map(|_| (draw.unit() * 40.0).floor()).collect(),
        commune_of_home,
        commune_of_service: offered.par_iter().map(|p| Some(nearest(*p))).collect(),
        communes,
    })
}

/// Accessible places of four modes and their sum, by commune.
fn four_modes(world: &World, catchment: &Catchment) -> Vec<f64> {
    let homes = Homes::new(&world.commune_of_home, &world.children, world.communes);
    let sharing = Sharing::new(&world.pairs, &world.children, catchment);
    (0..4)
        .map(|mode| {
            let of_mode = |(i, n): (usize, &f64)| if i % 4 == mode { *n } else { 0.0 };
            let places: Vec<f64> = world.places.iter().enumerate().map(of_mode).collect();
            let shares = sharing.of(&places);
            assert!(shares.conservation.holds(), "places are conserved: {:?}", shares.conservation.used);
            accessible(&shares, &homes).places.iter().filter_map(|p| p.known()).sum()
        })
        .collect()
}

fn france(jobs: &mut Jobs) -> Result<(), Box<dyn Error>> {
    let world = world(jobs, 35_927, 30_000, 35_927)?;
    for (name, method, decay) in [
        ("four_modes_two_step_15", Method::TwoStep, "within_15"),
        ("four_modes_apl_like", Method::TwoStep, "apl_like"),
        ("four_modes_balanced", Method::Balanced, "apl_like"),
    ] {
        let catchment = Catchment { method, decay: named(decay) };
        jobs.time(name, 3, || four_modes(&world, &catchment));
    }
    let catchment = Catchment { method: Method::TwoStep, decay: named("within_15") };
    let homes = Homes::new(&world.commune_of_home, &world.children, world.communes);
    let sharing = Sharing::new(&world.pairs, &world.children, &catchment);
    let without_position = vec![0.0; world.communes];
    let places = Places {
        by_service: &world.places,
        commune_of_service: &world.commune_of_service,
        commune_of_home: &world.commune_of_home,
        without_position: &without_position,
    };
    jobs.time("explanations", 1, || explanations(&sharing, &places));
    let quarter = Seconds::from_minutes(15);
    jobs.time("residual", 1, || assign(&world.pairs, &world.children, &world.places, quarter));
    jobs.time("gaps", 3, || gaps(&world.pairs, &homes, &vec![true; world.places.len()], &[quarter]));
    one_capacity(jobs, &world, &sharing);
    Ok(())
}

/// A service gets twelve places: the rates of every commune that feels it and of their EPCI.
fn one_capacity(jobs: &mut Jobs, world: &World, sharing: &Sharing<'_>) {
    let turned = jobs.time("turn_pairs", 1, || world.pairs.by_service());
    let busiest = (0..turned.homes()).max_by_key(|s| turned.of(*s).len()).unwrap_or(0) as u32;
    let before =
        accessible(&sharing.of(&world.places), &Homes::new(&world.commune_of_home, &world.children, world.communes));
    // Thirty communes of the list make an EPCI here.
    let felt = jobs.time("one_capacity_changed", 9, || {
        let mut places: std::collections::BTreeMap<u32, f64> = std::collections::BTreeMap::new();
        for change in change(sharing, &turned, busiest, 12.0) {
            let home = change.home as usize;
            *places.entry(world.commune_of_home[home]).or_default() += change.access * world.children[home];
        }
        let mut epcis: std::collections::BTreeMap<u32, (f64, f64)> = std::collections::BTreeMap::new();
        for epci in places.keys().map(|commune| commune / 30).collect::<std::collections::BTreeSet<_>>() {
            for commune in epci * 30..((epci + 1) * 30).min(world.communes as u32) {
                let at = commune as usize;
                let more = places.get(&commune).copied().unwrap_or(0.0);
                let (sum, children) = epcis.entry(epci).or_default();
                *sum += before.places[at].known().unwrap_or(0.0) + more;
                *children += before.children[at].known().unwrap_or(0.0);
            }
        }
        (places.len(), epcis.len())
    });
    jobs.note("communes_that_feel_one_capacity", felt.0);
    jobs.note("epcis_that_feel_one_capacity", felt.1);
}

fn cells(jobs: &mut Jobs) -> Result<(), Box<dyn Error>> {
    let world = world(jobs, 1_000_000, 5_000, 20_000)?;
    let catchment = Catchment { method: Method::TwoStep, decay: named("apl_like") };
    jobs.time("four_modes_apl_like", 3, || four_modes(&world, &catchment));
    let sharing = Sharing::new(&world.pairs, &world.children, &catchment);
    one_capacity(jobs, &world, &sharing);
    Ok(())
}

fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
