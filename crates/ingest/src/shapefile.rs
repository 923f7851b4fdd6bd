//! ESRI shapefiles: boundaries of communes, in any of the coordinate systems of French files.

use std::{collections::HashSet, io::Cursor};

use ::shapefile::{
    Shape, ShapeReader,
    record::polygon::{GenericPolygon, PolygonRing},
    record::traits::HasXY,
};
use geo_types::Coord;
use territory::projection::{Crs, Projector};

use crate::{
    Batch, CommuneArea, Finding, IngestError,
    area::{self, Attribute, CommuneChecker, RawCommune, RawRing},
    dbf::{self, Dbf},
};

/// The contents of the files that make one shapefile; `None` for a file that is not there.
#[derive(Debug, Clone, Default)]
pub struct ShapefileParts {
    /// Geometry.
    pub shp: Option<Vec<u8>>,
    /// Index of the geometry.
    pub shx: Option<Vec<u8>>,
    /// Attributes.
    pub dbf: Option<Vec<u8>>,
    /// Coordinate system, well-known text.
    pub prj: Option<String>,
    /// Name of the encoding of the attributes; found in the bytes when absent.
    pub cpg: Option<String>,
}

impl ShapefileParts {
    /// Puts the bytes of the file with this extension, lower case, in their place; others are
    /// passed over.
    pub fn set(&mut self, extension: &str, bytes: Vec<u8>) {
        let text = |bytes: &[u8]| Some(String::from_utf8_lossy(bytes).trim().to_owned());
        match extension {
            "shp" => self.shp = Some(bytes),
            "shx" => self.shx = Some(bytes),
            "dbf" => self.dbf = Some(bytes),
            "prj" => self.prj = text(&bytes),
            "cpg" => self.cpg = text(&bytes),
            _ => {}
        }
    }
}

/// Reads the communes of a shapefile and brings them to WGS84.
///
/// Attributes are recognised as in [`crate::read_communes_geojson`]. The coordinate system is the
/// one of the .prj, never a guess. Finding lines are record numbers, from 1.
///
/// # Errors
/// When a part is missing or stops early, the parts do not fit together, the coordinate system is
/// not supported, or an attribute is missing.
pub fn read_communes_shapefile(file: &str, parts: &ShapefileParts) -> Result<Batch<CommuneArea>, IngestError> {
    let (shp, dbf, prj) = present_parts(file, parts)?;
    let crs =
        Crs::from_prj(prj).map_err(|source| IngestError::UnknownCrs { file: format!("{file} (.prj)"), source })?;
    let table = Dbf::read(file, dbf)?;
    let required = |names: &[&str]| {
        table.field(names).ok_or_else(|| IngestError::MissingColumn {
            file: file.to_owned(),
            column: names.join(" | "),
            found: table.fields.iter().map(|f| f.name.clone()).collect(),
        })
    };
    let (code, name) = (required(area::CODE)?, required(area::NAME)?);
    let (epci, population) = (table.field(area::EPCI), table.field(area::POPULATION));
    let shapes = read_shapes(file, shp)?;
    if shapes.len() != table.records.len() {
        let detail = format!(
            "the .shp has {} records and the .dbf {}: which attributes belong to which shape is not known; export them together again",
            shapes.len(),
            table.records.len()
        );
        return Err(IngestError::Shapefile { file: file.to_owned(), detail });
    }
    let mut batch = Batch::default();
    let (encoding, problem) = table.encoding(parts.cpg.as_deref());
    batch.warnings.extend(problem.map(|reason| Finding::whole(file, reason)));
    if shapes.is_empty() {
        batch.warnings.push(Finding::whole(file, "no record: check that the export is complete"));
    }
    let projector = Projector::new(crs);
    let mut checker = CommuneChecker { file, seen: HashSet::new() };
    for (i, (shape, record)) in shapes.into_iter().zip(&table.records).enumerate() {
        let attribute = |field: Option<&dbf::Field>| {
            field.map_or_else(Attribute::default, |f| Attribute {
                name: f.name.clone(),
                value: f.text(record, encoding),
            })
        };
        let raw = RawCommune {
            record: i as u64 + 1,
            code: attribute(Some(code)),
            name: attribute(Some(name)),
            epci: attribute(epci),
            population: attribute(population),
        };
        let rejection = |reason: String| Finding::at(file, raw.record, "geometry", &raw.code.value, reason);
        if dbf::is_deleted(record) {
            batch
                .rejected
                .push(rejection("the record is marked as deleted in the .dbf: pack the table to drop it".into()));
            continue;
        }
        match polygons(shape).and_then(|polygons| to_wgs84(&projector, polygons)) {
            Ok(polygons) => checker.check(raw, polygons, &mut batch),
            Err(reason) => batch.rejected.push(rejection(reason)),
        }
    }
    Ok(batch)
}

/// The parts that cannot be done without.
pub(crate) fn present_parts<'a>(
    file: &str,
    parts: &'a ShapefileParts,
) -> Result<(&'a [u8], &'a [u8], &'a str), IngestError> {
    let missing = |part, remedy| IngestError::MissingPart { file: file.to_owned(), part, remedy };
    let together = "a shapefile is at least four files of the same name, .shp, .shx, .dbf and .prj: give them together";
    let shp = parts.shp.as_deref().ok_or_else(|| missing(".shp", together))?;
    // The index is not needed to read every record, but its absence shows an incomplete copy.
    if parts.shx.is_none() {
        let remedy = "give it, or rebuild it with `ogr2ogr rebuilt.shp original.shp` and SHAPE_RESTORE_SHX=YES";
        return Err(missing(".shx", remedy));
    }
    let dbf = parts.dbf.as_deref().ok_or_else(|| missing(".dbf", together))?;
    let remedy = "without it the coordinate system is not known, and it is never guessed: give the producer's .prj, or write one with `ogr2ogr -a_srs EPSG:2154 out.shp in.shp` if the file is in Lambert-93";
    let prj = parts.prj.as_deref().filter(|text| !text.trim().is_empty()).ok_or_else(|| missing(".prj", remedy))?;
    Ok((shp, dbf, prj))
}

pub(crate) fn read_shapes(file: &str, shp: &[u8]) -> Result<Vec<Shape>, IngestError> {
    let truncated = |detail: String| IngestError::Truncated { file: file.to_owned(), part: ".shp", detail };
    let damaged = |detail: String| IngestError::Shapefile { file: file.to_owned(), detail };
    if shp.len() < 100 {
        return Err(truncated(format!("{} bytes, fewer than the 100 of its header", shp.len())));
    }
    let announced = i64::from(i32::from_be_bytes([shp[24], shp[25], shp[26], shp[27]])) * 2;
    let mut reader = ShapeReader::new(Cursor::new(shp))
        .map_err(|e| damaged(format!("the header of the .shp part is not one ({e}): export it again")))?;
    let mut shapes = Vec::new();
    for shape in reader.iter_shapes() {
        match shape {
            Ok(shape) => shapes.push(shape),
            Err(_) if (shp.len() as i64) < announced => {
                let detail =
                    format!("{announced} bytes announced, {} found, {} whole records", shp.len(), shapes.len());
                return Err(truncated(detail));
            }
            Err(e) => {
                return Err(damaged(format!(
                    "record {} of the .shp part is damaged ({e}): export it again",
                    shapes.len() + 1
                )));
            }
        }
    }
    Ok(shapes)
}

/// Rings of a shape grouped into polygons, outer ring first, in the coordinates of the file.
fn polygons(shape: Shape) -> Result<Vec<Vec<RawRing>>, String> {
    match shape {
        Shape::Polygon(polygon) => Ok(group(polygon)),
        Shape::PolygonM(polygon) => Ok(group(polygon)),
        Shape::PolygonZ(polygon) => Ok(group(polygon)),
        Shape::NullShape => Err("the shape is null: give the commune its boundaries".into()),
        other => Err(format!("the shape is a {}: Polygon, PolygonM or PolygonZ would work", other.shapetype())),
    }
}

/// A shapefile lists rings; their direction tells outer ones from holes, but not whose hole.
fn group<P: HasXY>(polygon: GenericPolygon<P>) -> Vec<Vec<RawRing>> {
    let mut outers: Vec<Vec<RawRing>> = Vec::new();
    let mut holes: Vec<RawRing> = Vec::new();
    for ring in polygon.into_inner() {
        let is_outer = matches!(ring, PolygonRing::Outer(_));
        let ring: RawRing = ring.into_inner().iter().map(|p| Coord { x: p.x(), y: p.y() }).collect();
        if is_outer { outers.push(vec![ring]) } else { holes.push(ring) }
    }
    for hole in holes {
        match outers.iter().position(|polygon| mostly_inside(&hole, &polygon[0])) {
            Some(owner) => outers[owner].push(hole),
            // A hole of nothing is an outer ring that the producer turned the wrong way.
            None => outers.push(vec![hole]),
        }
    }
    outers
}

/// Whether more than half of the positions of `hole` are inside `outer`; those on the border may
/// fall on either side.
fn mostly_inside(hole: &[Coord<f64>], outer: &[Coord<f64>]) -> bool {
    let inside = |at: &&Coord<f64>| {
        let crossings = outer.windows(2).filter(|w| {
            (w[0].y > at.y) != (w[1].y > at.y)
                && at.x < (w[1].x - w[0].x) * (at.y - w[0].y) / (w[1].y - w[0].y) + w[0].x
        });
        crossings.count() % 2 == 1
    };
    hole.iter().filter(inside).count() * 2 > hole.len()
}

pub(crate) fn to_wgs84(projector: &Projector, mut polygons: Vec<Vec<RawRing>>) -> Result<Vec<Vec<RawRing>>, String> {
    for at in polygons.iter_mut().flatten().flatten() {
        let position = projector.to_wgs84(at.x, at.y).map_err(|e| e.to_string())?;
        *at = Coord { x: position.lon_deg(), y: position.lat_deg() };
    }
    Ok(polygons)
}
