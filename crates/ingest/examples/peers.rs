//! What `scripts/bench` measures beside ogr2ogr, cKDTree and geopandas, in a process of its own:
//!
//! - `peers read FILE…`: communes of shapefiles (.shp, its parts beside it) and GeoJSON files;
//! - `peers index SERVICES QUERIES FILE…`: the three nearest services of each query, and the commune
//!   of each service; points are pairs of little-endian 64-bit floats, longitude before latitude.
//!
//! Prints one line of JSON: counts, seconds, and sums that the peer has to find as well.

use std::{error::Error, fs, path::Path, time::Instant};

use ingest::{Batch, CommuneArea, ShapefileParts};
use territory::{AreaIndex, LonLat, PointIndex};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["read", files @ ..] => {
            let started = Instant::now();
            let communes: usize = read(files)?.iter().map(|b| b.accepted.len()).sum();
            println!(r#"{{"communes":{communes},"seconds":{}}}"#, started.elapsed().as_secs_f64());
        }
        ["index", services, queries, files @ ..] => {
            let (services, queries) = (points(services)?, points(queries)?);
            let index = PointIndex::new(services.clone());
            let started = Instant::now();
            let mut metres = 0.0;
            let mut positions = 0;
            for query in &queries {
                for (position, distance) in index.k_nearest(*query, 3) {
                    metres += distance.0;
                    positions += position;
                }
            }
            let nearest_s = started.elapsed().as_secs_f64();
            let areas: Vec<_> = read(files)?.into_iter().flat_map(|b| b.accepted).map(|c| c.area).collect();
            let started = Instant::now();
            let index = AreaIndex::new(&areas);
            let prepared_s = started.elapsed().as_secs_f64();
            let started = Instant::now();
            let inside = services.iter().filter(|s| index.containing(**s).is_some()).count();
            let inside_s = started.elapsed().as_secs_f64();
            println!(
                r#"{{"nearest_s":{nearest_s},"mean_m":{},"positions":{positions},"prepared_s":{prepared_s},"inside_s":{inside_s},"inside":{inside}}}"#,
                metres / (3.0 * queries.len() as f64)
            );
        }
        _ => return Err("peers read FILE… | peers index SERVICES QUERIES FILE…".into()),
    }
    Ok(())
}

fn read(files: &[&str]) -> Result<Vec<Batch<CommuneArea>>, Box<dyn Error>> {
    let mut batches = Vec::new();
    for file in files {
        let path = Path::new(file);
        batches.push(if path.extension().is_some_and(|e| e == "shp") {
            let bytes = |extension: &str| fs::read(path.with_extension(extension)).ok();
            let text = |extension: &str| fs::read_to_string(path.with_extension(extension)).ok();
            let parts = ShapefileParts {
                shp: bytes("shp"),
                shx: bytes("shx"),
                dbf: bytes("dbf"),
                prj: text("prj"),
                cpg: text("cpg"),
            };
            ingest::read_communes_shapefile(file, &parts)?
        } else {
            ingest::read_communes_geojson(file, fs::File::open(path)?)?
        });
    }
    Ok(batches)
}

fn points(file: &str) -> Result<Vec<LonLat>, Box<dyn Error>> {
    let number = |bytes: &[u8]| Ok::<f64, Box<dyn Error>>(f64::from_le_bytes(bytes.try_into()?));
    let bytes = fs::read(file)?;
    bytes.chunks_exact(16).map(|pair| Ok(LonLat::new(number(&pair[..8])?, number(&pair[8..])?)?)).collect()
}
