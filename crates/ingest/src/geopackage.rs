//! GeoPackage (OGC 12-128): layers of features in an SQLite database, read from its bytes.

use std::{
    collections::HashSet,
    io::{Cursor, Read},
};

use geo_types::Coord;
use geozero::{GeomProcessor, wkb::process_gpkg_geom};
use rusqlite::{Connection, types::ValueRef};
use territory::projection::{Crs, ProjectionError, Projector};

use crate::{
    Batch, CommuneArea, Finding, IngestError, Shapes,
    area::{self, Attribute, CommuneChecker, RawCommune, RawRing},
    shapefile,
};

/// First bytes of an SQLite database.
pub(crate) const MAGIC: &[u8] = b"SQLite format 3\0";

/// Reads the communes of a layer and brings them to WGS84. Without `layer` the only one is taken
/// or, among several, the one named `commune` or `communes`.
///
/// Attributes are recognised as in [`crate::read_communes_geojson`]. The coordinate system is the
/// one that `gpkg_spatial_ref_sys` gives to the layer, never a guess. Finding lines are the places
/// of the features in the layer, from 1.
///
/// # Errors
/// When the bytes are no GeoPackage, the layer is not there, its coordinate system is not
/// supported, or an attribute is missing.
pub fn read_communes_geopackage(
    file: &str,
    bytes: &[u8],
    layer: Option<&str>,
) -> Result<Batch<CommuneArea>, IngestError> {
    let package = Package::open(file, bytes)?;
    let layer = package.layer(layer)?;
    let required = |names: &[&str]| {
        place_of(&layer.columns, names).ok_or_else(|| IngestError::MissingColumn {
            file: file.to_owned(),
            column: names.join(" | "),
            found: layer.columns.clone(),
        })
    };
    let (code, name) = (required(area::CODE)?, required(area::NAME)?);
    let (epci, population) = (place_of(&layer.columns, area::EPCI), place_of(&layer.columns, area::POPULATION));
    let projector = Projector::new(layer.crs);
    let mut checker = CommuneChecker { file, seen: HashSet::new() };
    let mut batch = Batch::default();
    let mut features = 0;
    package.for_each(&layer, |feature| {
        features = feature.record;
        let attribute = |place: Option<usize>| {
            place.map_or_else(Attribute::default, |i| Attribute {
                name: layer.columns[i].clone(),
                value: feature.fields[i].clone(),
            })
        };
        let raw = RawCommune {
            record: feature.record,
            code: attribute(Some(code)),
            name: attribute(Some(name)),
            epci: attribute(epci),
            population: attribute(population),
        };
        let polygons = match feature.shape {
            Ok(Shape::Polygons(polygons)) => shapefile::to_wgs84(&projector, polygons),
            Ok(other) => Err(format!("the geometry is {}: a Polygon or MultiPolygon would work", other.word())),
            Err(reason) => Err(reason),
        };
        match polygons {
            Ok(polygons) => checker.check(raw, polygons, &mut batch),
            Err(reason) => {
                batch.rejected.push(Finding::at(file, feature.record, "geometry", &raw.code.value, reason));
            }
        }
    })?;
    if features == 0 {
        batch.warnings.push(Finding::whole(file, "no feature: check that the export is complete"));
    }
    Ok(batch)
}

/// The place of the column with one of these names, the first name that is there; case ignored.
fn place_of(columns: &[String], names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| columns.iter().position(|c| c.eq_ignore_ascii_case(name)))
}

/// An open GeoPackage.
pub(crate) struct Package<'a> {
    file: &'a str,
    connection: Connection,
}

/// A layer of features.
pub(crate) struct Layer {
    pub(crate) name: String,
    pub(crate) crs: Crs,
    pub(crate) shapes: Shapes,
    /// Attributes, the geometry and the key left out.
    pub(crate) columns: Vec<String>,
    geometry: String,
    srs_id: i32,
}

/// One feature, in the coordinates of its layer.
pub(crate) struct Feature {
    /// Its place in the layer, from 1.
    pub(crate) record: u64,
    /// In the order of the layer's columns; blank where the database has NULL.
    pub(crate) fields: Vec<String>,
    /// A sentence when the geometry cannot be read.
    pub(crate) shape: Result<Shape, String>,
}

/// A geometry.
pub(crate) enum Shape {
    /// NULL or empty.
    None,
    /// The first of its points.
    Point(Coord<f64>),
    /// Lines, whose coordinates nothing here asks for.
    Lines,
    /// Polygons, each a list of rings, outer first.
    Polygons(Vec<Vec<RawRing>>),
}

impl Shape {
    fn word(&self) -> &'static str {
        match self {
            Self::None => "null",
            Self::Point(_) => "a point",
            Self::Lines => "a line",
            Self::Polygons(_) => "a polygon",
        }
    }
}

/// A row of `gpkg_geometry_columns` with its coordinate system.
struct Listed {
    table: String,
    geometry: String,
    kind: String,
    srs_id: i32,
    organization: String,
    number: i64,
    definition: String,
}

impl<'a> Package<'a> {
    /// Opens the bytes of a file.
    ///
    /// # Errors
    /// When they are no SQLite database, or one that is no GeoPackage.
    pub(crate) fn open(file: &'a str, bytes: &[u8]) -> Result<Self, IngestError> {
        let refused = |e: rusqlite::Error| refused(file, format!("not a whole SQLite database ({e}): export it again"));
        if !bytes.starts_with(MAGIC) || bytes.len() < 100 {
            return Err(IngestError::GeoPackage {
                file: file.to_owned(),
                detail: "not an SQLite database, which a GeoPackage is: export it again".into(),
            });
        }
        // A database in memory cannot have a write-ahead log beside it; one that was left in that
        // mode (bytes 18 and 19) is whole all the same once its log was written back.
        let mut head = [0; 100];
        head.copy_from_slice(&bytes[..100]);
        (head[18], head[19]) = (1, 1);
        let mut connection = Connection::open_in_memory().map_err(refused)?;
        let input = Cursor::new(head).chain(&bytes[100..]);
        connection.deserialize_read_exact("main", input, bytes.len(), true).map_err(refused)?;
        // The schema comes from a file that nobody vouches for: it may call no function.
        connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;").map_err(refused)?;
        Ok(Self { file, connection })
    }

    /// The layer of that name; without one the only layer or, among several, that of communes.
    ///
    /// # Errors
    /// When there is no such layer, or its coordinate system is not supported.
    pub(crate) fn layer(&self, wanted: Option<&str>) -> Result<Layer, IngestError> {
        let mut listed = self.listed().map_err(|e| {
            refused(
                self.file,
                format!("an SQLite database without the tables of a GeoPackage ({e}): export it as GPKG"),
            )
        })?;
        let names: Vec<String> = listed.iter().map(|l| l.table.clone()).collect();
        let position = match wanted {
            Some(name) => names.iter().position(|n| n.eq_ignore_ascii_case(name)),
            None if names.len() == 1 => Some(0),
            None => names.iter().position(|n| matches!(n.to_lowercase().as_str(), "commune" | "communes")),
        };
        let Some(position) = position else {
            let found = if names.is_empty() { "no layer of features".into() } else { names.join(", ") };
            let detail = match wanted {
                Some(name) => format!("no layer `{name}`; found: {found}"),
                None => format!("which layer is meant is not known; found: {found}; name it with `layer`"),
            };
            return Err(refused(self.file, detail));
        };
        let listed = listed.swap_remove(position);
        let crs = crs_of(&listed).map_err(|source| IngestError::UnknownCrs {
            file: format!("{} (layer {})", self.file, listed.table),
            source,
        })?;
        let (columns, key) = self.columns(&listed.table)?;
        let kind = listed.kind.to_uppercase();
        let shapes = match kind.trim_start_matches("MULTI") {
            "POINT" => Shapes::Points,
            "LINESTRING" | "CURVE" => Shapes::Lines,
            "POLYGON" | "SURFACE" => Shapes::Polygons,
            _ => self.shapes_of_first(&listed)?,
        };
        let attribute = |c: &String| !c.eq_ignore_ascii_case(&listed.geometry) && Some(c) != key.as_ref();
        let columns = columns.into_iter().filter(attribute).collect();
        let Listed { table, geometry, srs_id, .. } = listed;
        Ok(Layer { name: table, crs, shapes, columns, geometry, srs_id })
    }

    /// Gives every feature of a layer to `read`, in the order of the table.
    ///
    /// # Errors
    /// When the table cannot be read to its end.
    pub(crate) fn for_each(&self, layer: &Layer, mut read: impl FnMut(Feature)) -> Result<(), IngestError> {
        let damaged = |e: rusqlite::Error| refused(self.file, format!("layer {}: {e}: export it again", layer.name));
        let columns: Vec<String> = std::iter::once(&layer.geometry).chain(&layer.columns).map(|c| quoted(c)).collect();
        let query = format!("SELECT {} FROM {}", columns.join(", "), quoted(&layer.name));
        let mut statement = self.connection.prepare(&query).map_err(damaged)?;
        let mut rows = statement.query([]).map_err(damaged)?;
        let mut record = 0;
        while let Some(row) = rows.next().map_err(damaged)? {
            record += 1;
            let shape = match row.get_ref(0).map_err(damaged)? {
                ValueRef::Null => Ok(Shape::None),
                ValueRef::Blob(blob) => shape_of(blob, layer.srs_id),
                _ => Err("the geometry is no blob: export it again".into()),
            };
            let mut fields = Vec::with_capacity(layer.columns.len());
            for place in 1..=layer.columns.len() {
                fields.push(text_of(row.get_ref(place).map_err(damaged)?));
            }
            read(Feature { record, fields, shape });
        }
        Ok(())
    }

    fn listed(&self) -> rusqlite::Result<Vec<Listed>> {
        let mut statement = self.connection.prepare(
            "SELECT c.table_name, g.column_name, g.geometry_type_name, g.srs_id, \
             coalesce(s.organization, ''), coalesce(s.organization_coordsys_id, 0), coalesce(s.definition, '') \
             FROM gpkg_contents c JOIN gpkg_geometry_columns g ON g.table_name = c.table_name \
             LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id \
             WHERE c.data_type = 'features' AND EXISTS (SELECT 1 FROM sqlite_master m \
             WHERE m.type = 'table' AND lower(m.name) = lower(c.table_name)) ORDER BY c.table_name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Listed {
                table: row.get(0)?,
                geometry: row.get(1)?,
                kind: row.get(2)?,
                srs_id: row.get(3)?,
                organization: row.get(4)?,
                number: row.get(5)?,
                definition: row.get(6)?,
            })
        })?;
        rows.collect()
    }

    /// Every column of a table, and its integer key.
    fn columns(&self, table: &str) -> Result<(Vec<String>, Option<String>), IngestError> {
        let damaged = |e: rusqlite::Error| refused(self.file, format!("layer {table}: {e}: export it again"));
        let query = format!("PRAGMA table_info({})", quoted(table));
        let mut statement = self.connection.prepare(&query).map_err(damaged)?;
        let rows = statement
            .query_map([], |row| Ok((row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, i64>(5)?)))
            .map_err(damaged)?;
        let (mut columns, mut key) = (Vec::new(), None);
        for row in rows {
            let (name, kind, part_of_key) = row.map_err(damaged)?;
            if part_of_key > 0 && kind.eq_ignore_ascii_case("integer") {
                key = Some(name.clone());
            }
            columns.push(name);
        }
        Ok((columns, key))
    }

    /// The kind of the first feature, for a layer of any geometry.
    fn shapes_of_first(&self, listed: &Listed) -> Result<Shapes, IngestError> {
        let damaged = |e: rusqlite::Error| refused(self.file, format!("layer {}: {e}: export it again", listed.table));
        let geometry = quoted(&listed.geometry);
        let query = format!("SELECT {geometry} FROM {} WHERE {geometry} NOT NULL LIMIT 1", quoted(&listed.table));
        let mut statement = self.connection.prepare(&query).map_err(damaged)?;
        let mut rows = statement.query([]).map_err(damaged)?;
        let Some(row) = rows.next().map_err(damaged)? else { return Ok(Shapes::None) };
        let ValueRef::Blob(blob) = row.get_ref(0).map_err(damaged)? else { return Ok(Shapes::None) };
        Ok(match shape_of(blob, listed.srs_id) {
            Ok(Shape::Point(_)) => Shapes::Points,
            Ok(Shape::Lines) => Shapes::Lines,
            Ok(Shape::Polygons(_)) => Shapes::Polygons,
            _ => Shapes::None,
        })
    }
}

/// The system that the package gives for a layer.
fn crs_of(listed: &Listed) -> Result<Crs, ProjectionError> {
    if listed.organization.eq_ignore_ascii_case("EPSG")
        && let Ok(code) = u32::try_from(listed.number)
    {
        return Crs::from_epsg(code);
    }
    Crs::from_prj(&listed.definition)
}

fn refused(file: &str, detail: String) -> IngestError {
    IngestError::GeoPackage { file: file.to_owned(), detail }
}

/// A name as SQL writes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn text_of(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
    }
}

/// The geometry of a GeoPackage binary: a header of 8 bytes and an envelope, then WKB.
fn shape_of(blob: &[u8], srs_id: i32) -> Result<Shape, String> {
    let short = || "the geometry stops early: export it again".to_owned();
    let head = blob.get(..8).ok_or_else(short)?;
    if &head[..2] != b"GP" {
        return Err("the geometry is no GeoPackage binary: export it again".into());
    }
    let flags = head[3];
    let number = [head[4], head[5], head[6], head[7]];
    let own = if flags & 1 == 1 { i32::from_le_bytes(number) } else { i32::from_be_bytes(number) };
    if own != 0 && own != srs_id {
        return Err(format!("the geometry is in system {own} and its layer in {srs_id}: export it again"));
    }
    let envelope = match flags >> 1 & 7 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err("the envelope of the geometry is of no known kind: export it again".into()),
    };
    let wkb = blob.get(8 + envelope..).filter(|wkb| wkb.len() >= 5).ok_or_else(short)?;
    let kind = [wkb[1], wkb[2], wkb[3], wkb[4]];
    let kind = if wkb[0] == 0 { u32::from_be_bytes(kind) } else { u32::from_le_bytes(kind) };
    if flags >> 4 & 1 == 1 {
        return Ok(Shape::None);
    }
    let mut collected = Collector::default();
    match kind % 1000 {
        // Collections nest without end and hold nothing that is asked for here: they are not entered.
        _ if kind >= 4000 => return Err(format!("the geometry is of the unknown type {kind}: export it again")),
        1 | 4 | 3 | 6 => process_gpkg_geom(&mut &*blob, &mut collected).map_err(|_| short())?,
        2 | 5 => return Ok(Shape::Lines),
        other => return Err(format!("the geometry is of type {other}: a point, a line or a polygon would work")),
    }
    Ok(match (collected.polygons, collected.point) {
        (polygons, _) if !polygons.is_empty() => Shape::Polygons(polygons),
        (_, Some(point)) => Shape::Point(point),
        _ => Shape::None,
    })
}

/// Takes coordinates as geozero meets them. Announced lengths reserve nothing: they may lie.
#[derive(Default)]
struct Collector {
    polygons: Vec<Vec<RawRing>>,
    point: Option<Coord<f64>>,
}

impl GeomProcessor for Collector {
    fn xy(&mut self, x: f64, y: f64, _: usize) -> geozero::error::Result<()> {
        match self.polygons.last_mut().and_then(|rings| rings.last_mut()) {
            Some(ring) => ring.push(Coord { x, y }),
            None => self.point = self.point.or(Some(Coord { x, y })),
        }
        Ok(())
    }

    fn polygon_begin(&mut self, _: bool, _: usize, _: usize) -> geozero::error::Result<()> {
        self.polygons.push(Vec::new());
        Ok(())
    }

    fn linestring_begin(&mut self, _: bool, _: usize, _: usize) -> geozero::error::Result<()> {
        if let Some(polygon) = self.polygons.last_mut() {
            polygon.push(Vec::new());
        }
        Ok(())
    }
}
