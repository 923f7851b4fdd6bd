//! Communes as polygons: an ADMIN EXPRESS shapefile in Lambert-93, and the same in GeoJSON.

use std::fmt::Write;

use geo_types::Coord;

use super::dbf::{self, Column, Values};
use crate::SynthFile;
use crate::names::{self, LONGEST};
use crate::world::{Commune, REGION, World};

const PRJ: &str = r#"PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",49.0],PARAMETER["Standard_Parallel_2",44.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]"#;
/// Shape type of polygons.
const POLYGON: i32 = 5;

/// The five files of `boundaries/communes`.
pub(super) fn shapefile(world: &World) -> Vec<SynthFile> {
    let mut shp = Vec::new();
    let mut shx = Vec::new();
    for (commune, number) in world.communes.iter().zip(1i32..) {
        let content = polygon(&commune.ring);
        let offset = 50 + (shp.len() / 2) as i32;
        let words = (content.len() / 2) as i32;
        shx.extend(offset.to_be_bytes());
        shx.extend(words.to_be_bytes());
        shp.extend(number.to_be_bytes());
        shp.extend(words.to_be_bytes());
        shp.extend(content);
    }
    let bounds = bounds(world.communes.iter().flat_map(|c| &c.ring));
    let file = |extension: &str, bytes: Vec<u8>| SynthFile::new(&format!("boundaries/communes.{extension}"), bytes);
    vec![
        file("shp", with_header(shp, bounds)),
        file("shx", with_header(shx, bounds)),
        file("dbf", attributes(world)),
        file("prj", PRJ.into()),
        file("cpg", "UTF-8".into()),
    ]
}

/// `boundaries/communes.geojson`: WGS84, seven decimals, rings counter-clockwise.
pub(super) fn geojson(world: &World) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"name\":\"communes\",\"features\":[\n");
    for (i, commune) in world.communes.iter().enumerate() {
        let comma = if i == 0 { "" } else { ",\n" };
        let properties = serde_json::json!({
            "code": commune.code,
            "nom": commune.name,
            "siren_epci": epci(world, commune),
            "population": commune.people.population,
        });
        let head = r#"{"type":"Feature","properties":"#;
        let geometry = r#","geometry":{"type":"Polygon","coordinates":[["#;
        let _ = write!(text, "{comma}{head}{properties}{geometry}");
        for (k, at) in commune.ring_deg.iter().enumerate() {
            let comma = if k == 0 { "" } else { "," };
            // The shortest text that reads back as the same number: at most seven decimals.
            let _ = write!(text, "{comma}[{},{}]", at.x, at.y);
        }
        text.push_str("]]}}");
    }
    text.push_str("\n]}\n");
    text
}

fn epci(world: &World, commune: &Commune) -> Option<String> {
    commune.tells_epci.then(|| world.epcis[commune.epci].siren.to_string())
}

fn polygon(ring: &[Coord<f64>]) -> Vec<u8> {
    let mut content = Vec::with_capacity(48 + 16 * ring.len());
    content.extend(POLYGON.to_le_bytes());
    for side in bounds(ring) {
        content.extend(side.to_le_bytes());
    }
    content.extend(1i32.to_le_bytes());
    content.extend((ring.len() as i32).to_le_bytes());
    content.extend(0i32.to_le_bytes());
    // Outer rings of shapefiles turn clockwise.
    for at in ring.iter().rev() {
        content.extend(at.x.to_le_bytes());
        content.extend(at.y.to_le_bytes());
    }
    content
}

/// West, south, east, north.
fn bounds<'a>(points: impl IntoIterator<Item = &'a Coord<f64>>) -> [f64; 4] {
    let nothing = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    points.into_iter().fold(nothing, |b, p| [b[0].min(p.x), b[1].min(p.y), b[2].max(p.x), b[3].max(p.y)])
}

fn with_header(records: Vec<u8>, bounds: [f64; 4]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(100 + records.len());
    bytes.extend(9994i32.to_be_bytes());
    bytes.extend([0; 20]);
    bytes.extend(((100 + records.len()) as i32 / 2).to_be_bytes());
    bytes.extend(1000i32.to_le_bytes());
    bytes.extend(POLYGON.to_le_bytes());
    for side in bounds.into_iter().chain([0.0; 4]) {
        bytes.extend(side.to_le_bytes());
    }
    bytes.extend(records);
    bytes
}

fn attributes(world: &World) -> Vec<u8> {
    let text = |name, width, value: &dyn Fn(usize, &Commune) -> String| Column {
        name,
        width,
        values: Values::Text(world.communes.iter().enumerate().map(|(i, c)| value(i, c)).collect()),
    };
    let departement = |c: &Commune| world.departements[c.departement].code.clone();
    let status = |i: usize, c: &Commune| {
        let seat = world.departements[c.departement].seat == i;
        if seat { "Préfecture" } else { "Commune simple" }.to_owned()
    };
    dbf::write(&[
        text("ID", 24, &|i, _| format!("COMMUNE_{:016}", i + 1)),
        text("NOM", LONGEST as u8, &|_, c| c.name.clone()),
        text("NOM_M", LONGEST as u8, &|_, c| names::capitals(&c.name)),
        text("INSEE_COM", 5, &|_, c| c.code.clone()),
        text("STATUT", 26, &status),
        Column {
            name: "POPULATION",
            width: 8,
            values: Values::Whole(world.communes.iter().map(|c| c.people.population).collect()),
        },
        text("INSEE_DEP", 3, &|_, c| departement(c)),
        text("INSEE_REG", 2, &|_, _| REGION.to_owned()),
        text("SIREN_EPCI", 20, &|_, c| epci(world, c).unwrap_or_default()),
    ])
}
