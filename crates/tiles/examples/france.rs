//! Builds an archive from GeoJSON files of communes (WGS84, properties `code`, `nom` and, if any,
//! `siren_epci`) and reports time and size:
//! `cargo run -p maillage-tiles --example france -- out.pmtiles communes-*.geojson`

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::sync::Mutex;
use std::time::Instant;

use geo::{LineString, MultiPolygon, Polygon};
use serde_json::Value;
use territory::{
    ChildrenMethod, Commune, CommuneCode, Departement, DepartementCode, Epci, Kinds, Quantity, Siren, Territory,
};
use tiles::{Stage, TileOptions, build_archive};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let out = args.next().ok_or("name the archive to write, then the GeoJSON files")?;
    let mut communes = Vec::new();
    for path in args {
        let file: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        for feature in file["features"].as_array().ok_or("no `features`")? {
            // Files of départements may lie in the same folder.
            if let Some(Ok(code)) = feature["properties"]["code"].as_str().map(CommuneCode::new) {
                communes.push(commune(code, feature).ok_or_else(|| format!("{path}: {code} has no usable geometry"))?);
            }
        }
    }
    let territory = territory(communes);
    println!("{} communes", territory.communes.len());
    let start = Instant::now();
    let last: Mutex<Option<Stage>> = Mutex::new(None);
    let progress = |stage: Stage, done: u64, total: u64| {
        if let Ok(mut last) = last.lock()
            && (*last != Some(stage) || done == total)
        {
            *last = Some(stage);
            println!("{:8.2} s  {stage:?} {done}/{total}", start.elapsed().as_secs_f64());
        }
    };
    let options = TileOptions::standard("France", "IGN");
    let report = build_archive(&territory, &Kinds::builtin(), &options, &progress, File::create(out)?)?;
    println!("{:8.2} s  {report:#?}", start.elapsed().as_secs_f64());
    Ok(())
}

fn commune(code: CommuneCode, feature: &Value) -> Option<Commune> {
    let properties = &feature["properties"];
    let coordinates = feature["geometry"]["coordinates"].as_array()?;
    let area: Vec<Polygon<f64>> = match feature["geometry"]["type"].as_str()? {
        "Polygon" => vec![polygon(coordinates)?],
        _ => coordinates.iter().map(|p| polygon(p.as_array()?)).collect::<Option<_>>()?,
    };
    let area = MultiPolygon(area);
    Some(Commune {
        code,
        name: properties["nom"].as_str().unwrap_or_default().to_owned(),
        epci: properties["siren_epci"].as_str().and_then(|s| Siren::new(s).ok()),
        departement: code.departement(),
        postcodes: Vec::new(),
        population: properties["pmun_2021"].as_f64().into(),
        births: Quantity::Missing,
        children_under_3: Quantity::Missing,
        children_method: ChildrenMethod::None,
        seat: Commune::point_inside(&area)?,
        seat_is_sourced: false,
        area,
    })
}

fn polygon(rings: &[Value]) -> Option<Polygon<f64>> {
    let position = |p: &Value| Some((p[0].as_f64()?, p[1].as_f64()?));
    let ring = |r: &Value| r.as_array()?.iter().map(position).collect::<Option<Vec<_>>>().map(LineString::from);
    let mut rings = rings.iter().map(ring).collect::<Option<Vec<_>>>()?.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}

fn territory(mut communes: Vec<Commune>) -> Territory {
    communes.sort_by_key(|c| c.code);
    communes.dedup_by_key(|c| c.code);
    let mut epcis: BTreeMap<Siren, Vec<usize>> = BTreeMap::new();
    let mut departements: BTreeMap<DepartementCode, Vec<usize>> = BTreeMap::new();
    for (i, commune) in communes.iter().enumerate() {
        departements.entry(commune.departement).or_default().push(i);
        if let Some(siren) = commune.epci {
            epcis.entry(siren).or_default().push(i);
        }
    }
    Territory {
        communes,
        epcis: epcis
            .into_iter()
            .map(|(siren, members)| Epci { siren, name: siren.to_string(), declared_members: members.len(), members })
            .collect(),
        departements: departements
            .into_iter()
            .map(|(code, members)| Departement { code, name: code.to_string(), members })
            .collect(),
        ..Territory::default()
    }
}
