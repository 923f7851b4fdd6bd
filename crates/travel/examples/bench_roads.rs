//! Times the road searches on a network that other engines read too, for `scripts/bench travel`.
//!
//! `bench_roads NETWORK.osm.pbf FOLDER`: ways need `maxspeed` (all of it is driven) and `oneway`; no turn
//! costs, no parking. Services are every n/1000th node. Writes the network and, for another engine to
//! compare, homes.csv, services.csv (lon,lat) and matrix.csv (one row a service, whole seconds) into the
//! folder. Prints one JSON object: wall and CPU seconds of each job, sizes, and what was found.

use std::{
    error::Error,
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::Path,
    time::Instant,
};

use osmpbf::{Element, ElementReader};
use serde_json::{Map, Value, json};
use territory::{LonLat, Meters, Seconds};
use travel::{Drawing, Network, NetworkBuilder, NodeId, Preparation, Profile, Profiles, Snap, Tags};

const SERVICES: usize = 1000;
const OFTEN: u32 = 50;
const HALF_AN_HOUR: Seconds = Seconds(1800);
const QUARTER: Seconds = Seconds(900);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let input = arguments.get(1).ok_or("usage: bench_roads NETWORK.osm.pbf FOLDER")?;
    let mut jobs = Jobs(Map::new());
    let map = jobs.time("read_pbf", || read(input))?;
    let profile = plain_car()?;
    let network = jobs.time("prepare", || map.freeze(&profile, Preparation::Hierarchy))?;
    drop(map);
    jobs.0.insert("census".to_owned(), serde_json::to_value(network.census())?);
    jobs.0.insert("nodes".to_owned(), json!(network.node_count()));
    jobs.0.insert("peak_memory_mb".to_owned(), json!(peak_mb()));
    let folder = Path::new(arguments.get(2).ok_or("usage: bench_roads NETWORK.osm.pbf FOLDER")?);
    let out = folder.join("network");
    jobs.time("write", || network.write(BufWriter::new(File::create(&out)?)))?;
    let bytes = fs::metadata(&out)?.len();
    jobs.0.insert("file_bytes".to_owned(), json!(bytes));
    let again = jobs.time("open", || Network::read(File::open(&out)?, bytes))?;
    jobs.0.insert("same_after_reading".to_owned(), json!(again == network));
    drop(again);
    run(&mut jobs, &network, folder)?;
    println!("{}", serde_json::to_string_pretty(&jobs.0)?);
    Ok(())
}

fn run(jobs: &mut Jobs, network: &Network, folder: &Path) -> Result<(), Box<dyn Error>> {
    let n = network.node_count();
    let at_node = |node: usize| network.snap(network.position(NodeId(node as u32)), Meters(1.0));
    let every: Vec<Option<Snap>> = jobs.time("snap_every_node", || (0..n).map(at_node).collect());
    let pick = |offset: usize| -> Vec<Option<Snap>> {
        (0..SERVICES).map(|i| every[(i * n / SERVICES + offset) % n]).collect()
    };
    let (services, homes) = (pick(0), pick(n / SERVICES / 2));

    let mut reached = 0_u64;
    let mut sum = 0_u64;
    jobs.time("services_1000_to_every_node_30_min", || {
        network.node_matrix(&services, HALF_AN_HOUR, |_, times| {
            for (_, seconds) in times.reached() {
                reached += 1;
                sum += u64::from(seconds.0);
            }
            Ok::<(), String>(())
        })
    })?;
    jobs.0.insert("pairs_within_30_min".to_owned(), json!(reached));
    jobs.0.insert("mean_seconds".to_owned(), json!(sum as f64 / reached.max(1) as f64));

    let mut reached = 0_u64;
    jobs.time("services_1000_to_every_node_4_h", || {
        network.node_matrix(&services, Seconds(16_000), |_, times| {
            reached += times.len() as u64;
            Ok::<(), String>(())
        })
    })?;
    jobs.0.insert("pairs_within_4_h".to_owned(), json!(reached));

    let mut matrix = vec![String::new(); SERVICES];
    jobs.time("matrix_1000_by_1000", || {
        network.matrix(&homes, &services, Seconds(360_000), |service, row| {
            let text = row.iter().map(|t| t.seconds().map_or_else(String::new, |s| s.0.to_string()));
            matrix[service] = text.collect::<Vec<_>>().join(",");
            Ok::<(), String>(())
        })
    })?;
    for (name, places) in [("homes.csv", &homes), ("services.csv", &services)] {
        let mut file = BufWriter::new(File::create(folder.join(name))?);
        for at in places.iter().flatten().map(Snap::at) {
            writeln!(file, "{},{}", at.lon_deg(), at.lat_deg())?;
        }
    }
    fs::write(folder.join("matrix.csv"), matrix.join("\n"))?;

    let nearest = jobs.time("nearest_3_of_1000_every_node", || network.nearest(&services, 3, Seconds(7200)));
    jobs.0.insert("nearest_3_of_node_0".to_owned(), json!(nearest.from_node(NodeId(0)).len()));

    if n < 300_000 {
        let children: Vec<(Option<Snap>, f64)> = every.iter().map(|s| (*s, 1.0)).collect();
        let sums = jobs.time("children_within_15_min_of_every_node", || network.within(&children, &every, QUARTER));
        jobs.0.insert("mean_children".to_owned(), json!(sums.iter().sum::<f64>() / n as f64));
    }

    let one = services[SERVICES / 2].ok_or("a node of the network is on it")?;
    let reach = jobs.repeat("one_service_moved_30_min", || network.reach(&[one], HALF_AN_HOUR));
    jobs.0.insert("nodes_of_one_service".to_owned(), json!(reach.reached_nodes()));
    jobs.repeat("one_service_moved_every_node", || network.reach(&[one], Seconds(360_000)));
    let drawing = Drawing { square_m: 150.0, smallest_hole: 4 };
    let area = jobs.repeat("isochrone_30_min", || network.isochrone(&[one], HALF_AN_HOUR, drawing));
    jobs.0.insert("isochrone_polygons".to_owned(), json!(area.0.len()));
    let holes: usize = area.0.iter().map(|p| p.interiors().len()).sum();
    jobs.0.insert("isochrone_holes".to_owned(), json!(holes));
    Ok(())
}

/// Wall and CPU seconds by job.
struct Jobs(Map<String, Value>);

impl Jobs {
    fn time<T>(&mut self, job: &str, work: impl FnOnce() -> T) -> T {
        self.times(job, 1, work)
    }

    /// A short job, often enough for clocks that tick a hundred times a second; the mean.
    fn repeat<T>(&mut self, job: &str, work: impl Fn() -> T) -> T {
        self.times(job, OFTEN, || {
            for _ in 1..OFTEN {
                std::hint::black_box(work());
            }
            work()
        })
    }

    fn times<T>(&mut self, job: &str, count: u32, work: impl FnOnce() -> T) -> T {
        let (cpu, wall) = (cpu_s(), Instant::now());
        let result = work();
        let count = f64::from(count);
        let times = json!({ "wall_s": wall.elapsed().as_secs_f64() / count, "cpu_s": (cpu_s() - cpu) / count });
        eprintln!("{job}: {times}");
        self.0.insert(job.to_owned(), times);
        result
    }
}

/// CPU seconds of this process so far, all threads; 0 where the system does not say.
fn cpu_s() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<u64>().ok()).sum();
    // A tick is a hundredth of a second on every Linux of today.
    ticks as f64 / 100.0
}

fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|k| k.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Drives the posted limit, pays for nothing else: comparable with a plain graph search.
fn plain_car() -> Result<Profile, Box<dyn Error>> {
    let mut car = Profiles::builtin().get("car")?.clone();
    car.limit_factor = 1.0;
    car.parking_s = 0.0;
    car.u_turn_s = 0.0;
    car.delays_s.values.clear();
    car.off_road_kmh = 100.0;
    Ok(car)
}

fn read(path: &str) -> Result<NetworkBuilder, Box<dyn Error>> {
    let mut map = NetworkBuilder::new();
    ElementReader::new(BufReader::new(File::open(path)?)).for_each(|element| match element {
        Element::Node(n) => map.node(n.id(), position(n.lon(), n.lat())),
        Element::DenseNode(n) => map.node(n.id(), position(n.lon(), n.lat())),
        Element::Way(w) => {
            let tags = Tags(w.tags().map(|(k, v)| (k.to_owned(), v.to_owned())).collect());
            map.way(w.id(), &w.refs().collect::<Vec<_>>(), tags);
        }
        Element::Relation(_) => {}
    })?;
    Ok(map)
}

fn position(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("a network of the bench lies in the world")
}
