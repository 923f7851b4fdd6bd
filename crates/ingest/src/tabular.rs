//! Whatever holds rows, as a [`Table`]: CSV, features of GeoJSON, an array of JSON objects, the
//! sheet of a workbook, a .dbf with or without its shapes.

use ::shapefile::{Shape, record::traits::HasXY};
use serde::Serialize;
use territory::projection::{Crs, Projector};

use crate::{
    Batch, Finding, IngestError, ShapefileParts, charset,
    dbf::{self, Dbf},
    geojson::{self, Properties},
    geopackage::{self, Package},
    osm, shapefile,
    sniff::{self, Format},
    table::Table,
    workbook::{self, SheetRow},
};

/// The shapes that come with the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shapes {
    /// None: a plain table.
    None,
    /// Points; their WGS84 degrees are the columns `longitude` and `latitude`, unless the rows
    /// have columns of these names.
    Points,
    /// Lines.
    Lines,
    /// Polygons.
    Polygons,
}

/// A table and what its format says besides.
pub(crate) struct Tabular {
    pub(crate) table: Table,
    pub(crate) format: Format,
    pub(crate) shapes: Shapes,
    pub(crate) crs: Option<String>,
    pub(crate) encoding: Option<&'static str>,
    /// Features and records that are none.
    pub(crate) rejected: Vec<Finding>,
}

/// Reads one file that is no shapefile.
///
/// # Errors
/// When the bytes are of another kind, or damaged.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Tabular, IngestError> {
    let format = sniff::format_of(bytes).map_err(|found| other_kind(file, &found))?;
    let plain = |table: Table, encoding| Tabular {
        table,
        format,
        shapes: Shapes::None,
        crs: None,
        encoding,
        rejected: Vec::new(),
    };
    match format {
        Format::Csv => {
            let table = Table::read(file, bytes)?;
            let encoding = table.encoding().map(charset::Charset::name);
            Ok(plain(table, encoding))
        }
        Format::GeoJson => features(file, bytes),
        Format::Json => Ok(plain(objects(file, bytes)?, Some("UTF-8"))),
        Format::Workbook => Ok(plain(sheet(file, bytes)?, None)),
        Format::Dbf => {
            let dbf = Dbf::read(file, bytes)?;
            let encoding = dbf.encoding(None).0;
            let records = (0..dbf.records.len()).map(|i| (i as u64 + 1, record(&dbf, i, encoding))).collect();
            let header = dbf.fields.iter().map(|f| f.name.clone()).collect();
            Ok(plain(Table::of_records(file, header, records), Some(encoding.name())))
        }
        Format::GeoPackage => layer(file, bytes, None),
        Format::OsmXml => {
            let (text, encoding) = crate::text::decode_slice(bytes);
            let tabular = plain(osm::places(file, text.as_bytes())?, Some(encoding.name()));
            Ok(Tabular { shapes: Shapes::Points, crs: Some(Crs::Wgs84.to_string()), ..tabular })
        }
        Format::OsmPbf => {
            let tabular = plain(osm::places(file, bytes)?, None);
            Ok(Tabular { shapes: Shapes::Points, crs: Some(Crs::Wgs84.to_string()), ..tabular })
        }
        Format::Shapefile => Err(IngestError::MissingPart {
            file: file.to_owned(),
            part: ".dbf",
            remedy: "a shapefile is at least four files of the same name, .shp, .shx, .dbf and .prj: give the .shp and keep the others beside it",
        }),
    }
}

/// Reads a layer of a GeoPackage: its attributes, and its points.
///
/// # Errors
/// As for [`crate::read_communes_geopackage`].
pub(crate) fn layer(file: &str, bytes: &[u8], wanted: Option<&str>) -> Result<Tabular, IngestError> {
    let package = Package::open(file, bytes)?;
    let layer = package.layer(wanted)?;
    let mut header = layer.columns.clone();
    let places: Vec<bool> =
        ["longitude", "latitude"].map(|n| !header.iter().any(|c| c.eq_ignore_ascii_case(n))).to_vec();
    let adds = layer.shapes == Shapes::Points && places.iter().all(|absent| *absent);
    if adds {
        header.extend(["longitude".to_owned(), "latitude".to_owned()]);
    }
    let projector = Projector::new(layer.crs);
    let (mut records, mut rejected) = (Vec::new(), Vec::new());
    package.for_each(&layer, |feature| {
        let mut fields = feature.fields;
        let at = match &feature.shape {
            Ok(geopackage::Shape::Point(at)) => projector.to_wgs84(at.x, at.y).map(Some).map_err(|e| e.to_string()),
            Ok(_) => Ok(None),
            Err(reason) => Err(reason.clone()),
        };
        match at {
            Ok(at) if adds => fields
                .extend(at.map_or_else(Default::default, |at| [at.lon_deg().to_string(), at.lat_deg().to_string()])),
            Ok(_) => {}
            Err(reason) => return rejected.push(Finding::at(file, feature.record, "geometry", "", reason)),
        }
        records.push((feature.record, csv::StringRecord::from(fields)));
    })?;
    let table = Table::of_records(file, header, records);
    let crs = Some(format!("{}, layer {}", layer.crs, layer.name));
    let encoding = Some("UTF-8");
    Ok(Tabular { table, format: Format::GeoPackage, shapes: layer.shapes, crs, encoding, rejected })
}

/// What a file is instead of what its name promises.
pub(crate) fn other_kind(file: &str, found: &str) -> IngestError {
    let promised = ["csv", "geojson", "json", "xlsx", "ods", "xls", "shp", "dbf", "txt", "gpkg", "osm"];
    let extension = file.rsplit_once('.').map(|(_, e)| e.to_lowercase()).filter(|e| promised.contains(&e.as_str()));
    let not = extension.map(|e| format!(", not the {e} that its name says")).unwrap_or_default();
    IngestError::OtherKind {
        file: file.to_owned(),
        found: format!("this is {found}{not}"),
        remedy: "a table (.csv, .xlsx, .ods, .dbf), GeoJSON, a GeoPackage or a shapefile would work",
    }
}

/// Reads the attributes of a shapefile, and its points.
///
/// # Errors
/// When a part is missing or damaged, or the coordinate system is not supported.
pub(crate) fn read_shapefile(file: &str, parts: &ShapefileParts) -> Result<Tabular, IngestError> {
    let (shp, table, prj) = shapefile::present_parts(file, parts)?;
    let crs =
        Crs::from_prj(prj).map_err(|source| IngestError::UnknownCrs { file: format!("{file} (.prj)"), source })?;
    let dbf = Dbf::read(file, table)?;
    let shapes = shapefile::read_shapes(file, shp)?;
    let (encoding, problem) = dbf.encoding(parts.cpg.as_deref());
    let mut rejected: Vec<Finding> = problem.into_iter().map(|reason| Finding::whole(file, reason)).collect();
    if shapes.len() != dbf.records.len() {
        let detail = format!(
            "the .shp has {} records and the .dbf {}: export them together again",
            shapes.len(),
            dbf.records.len()
        );
        return Err(IngestError::Shapefile { file: file.to_owned(), detail });
    }
    let kind = shapes.iter().map(kind_of).find(|kind| *kind != Shapes::None).unwrap_or(Shapes::None);
    let mut header: Vec<String> = dbf.fields.iter().map(|f| f.name.clone()).collect();
    let adds = kind == Shapes::Points;
    if adds {
        header.extend(["longitude".to_owned(), "latitude".to_owned()]);
    }
    let projector = Projector::new(crs);
    let mut records = Vec::with_capacity(shapes.len());
    for (i, shape) in shapes.iter().enumerate() {
        let number = i as u64 + 1;
        if dbf::is_deleted(dbf.records[i]) {
            rejected.push(Finding::at(file, number, "", "", "the record is marked as deleted in the .dbf"));
            continue;
        }
        let mut fields = record(&dbf, i, encoding);
        if adds {
            let at = point(shape).map(|(x, y)| projector.to_wgs84(x, y));
            let (lon, lat) = match at {
                Some(Ok(at)) => (at.lon_deg().to_string(), at.lat_deg().to_string()),
                Some(Err(e)) => {
                    rejected.push(Finding::at(file, number, "geometry", "", e.to_string()));
                    continue;
                }
                None => Default::default(),
            };
            fields.push_field(&lon);
            fields.push_field(&lat);
        }
        records.push((number, fields));
    }
    let table = Table::of_records(file, header, records);
    let (crs, encoding) = (Some(crs.to_string()), Some(encoding.name()));
    Ok(Tabular { table, format: Format::Shapefile, shapes: kind, crs, encoding, rejected })
}

fn record(dbf: &Dbf<'_>, i: usize, encoding: charset::Charset) -> csv::StringRecord {
    dbf.fields.iter().map(|f| f.text(dbf.records[i], encoding)).collect::<Vec<_>>().into()
}

fn kind_of(shape: &Shape) -> Shapes {
    match shape {
        Shape::NullShape => Shapes::None,
        Shape::Point(_) | Shape::PointM(_) | Shape::PointZ(_) => Shapes::Points,
        Shape::Multipoint(_) | Shape::MultipointM(_) | Shape::MultipointZ(_) => Shapes::Points,
        Shape::Polyline(_) | Shape::PolylineM(_) | Shape::PolylineZ(_) => Shapes::Lines,
        _ => Shapes::Polygons,
    }
}

/// The point of a shape; the first of several.
fn point(shape: &Shape) -> Option<(f64, f64)> {
    fn first<P: HasXY>(points: &[P]) -> Option<(f64, f64)> {
        points.first().map(|p| (p.x(), p.y()))
    }
    match shape {
        Shape::Point(p) => Some((p.x, p.y)),
        Shape::PointM(p) => Some((p.x, p.y)),
        Shape::PointZ(p) => Some((p.x, p.y)),
        Shape::Multipoint(points) => first(points.points()),
        Shape::MultipointM(points) => first(points.points()),
        Shape::MultipointZ(points) => first(points.points()),
        _ => None,
    }
}

fn features(file: &str, bytes: &[u8]) -> Result<Tabular, IngestError> {
    let mut batch = Batch::<()>::default();
    let mut columns = Columns::default();
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    let mut shapes = Shapes::None;
    let mut positions = Vec::new();
    geojson::for_each_feature(file, bytes, &mut batch, |feature, _| {
        if shapes == Shapes::None {
            shapes = match feature.kind() {
                Some("Point" | "MultiPoint") => Shapes::Points,
                Some("LineString" | "MultiLineString") => Shapes::Lines,
                Some("Polygon" | "MultiPolygon") => Shapes::Polygons,
                _ => Shapes::None,
            };
        }
        positions.push(feature.point().ok());
        rows.push((feature.record, columns.row(feature.properties)));
    })?;
    if shapes == Shapes::Points {
        for (name, of) in [("longitude", 0), ("latitude", 1)] {
            if columns.0.iter().any(|c| c.eq_ignore_ascii_case(name)) {
                continue;
            }
            let place = columns.0.len();
            columns.0.push(name.to_owned());
            for ((_, row), at) in rows.iter_mut().zip(&positions) {
                row.resize(place, String::new());
                row.push(at.map(|c| if of == 0 { c.x } else { c.y }.to_string()).unwrap_or_default());
            }
        }
    }
    let table = columns.table(file, rows);
    // What is no feature could hold anything, a person's name too.
    batch.rejected.iter_mut().for_each(|finding| finding.value.clear());
    let crs = Some(Crs::Wgs84.to_string());
    Ok(Tabular { table, format: Format::GeoJson, shapes, crs, encoding: Some("UTF-8"), rejected: batch.rejected })
}

fn objects(file: &str, bytes: &[u8]) -> Result<Table, IngestError> {
    let wrong = |detail: String| IngestError::OtherKind {
        file: file.to_owned(),
        found: format!("this JSON is {detail}"),
        remedy: "an array of objects, one a row, or GeoJSON would work",
    };
    let (text, _) = crate::text::decode_slice(bytes);
    if text.trim_start().starts_with('{') {
        return Err(wrong("one object, neither a table nor GeoJSON".into()));
    }
    let objects: Vec<Properties<'_>> =
        serde_json::from_str(&text).map_err(|e| wrong(format!("not an array of objects ({e})")))?;
    let mut columns = Columns::default();
    let rows = (1..).zip(objects).map(|(number, object)| (number, columns.row(object))).collect();
    Ok(columns.table(file, rows))
}

/// Names of columns in the order in which rows bring them.
#[derive(Default)]
struct Columns(Vec<String>);

impl Columns {
    fn row(&mut self, properties: Properties<'_>) -> Vec<String> {
        let mut row = vec![String::new(); self.0.len()];
        for (i, (name, value)) in properties.0.into_iter().enumerate() {
            // Rows of one file have their properties in the same order: look there first.
            let there = self.0.get(i).is_some_and(|c| *c == name);
            let place = if there { Some(i) } else { self.0.iter().position(|c| *c == name) };
            match place {
                Some(place) => row[place] = value,
                None => {
                    self.0.push(name.into_owned());
                    row.push(value);
                }
            }
        }
        row
    }

    fn table(self, file: &str, rows: Vec<(u64, Vec<String>)>) -> Table {
        let width = self.0.len();
        let record = |(number, mut row): (u64, Vec<String>)| {
            row.resize(width, String::new());
            (number, csv::StringRecord::from(row))
        };
        Table::of_records(file, self.0, rows.into_iter().map(record).collect())
    }
}

/// The sheet with the most rows. Its header is the first row, among the early ones, that is
/// nearly as wide as the widest and holds words; columns without a title keep their letter.
fn sheet(file: &str, bytes: &[u8]) -> Result<Table, IngestError> {
    let Some((_, rows)) = workbook::sheets(file, bytes)?.into_iter().find(|(_, rows)| !rows.is_empty()) else {
        return Err(IngestError::Empty { file: file.to_owned() });
    };
    let early = || rows.iter().take(workbook::HEADER_WITHIN);
    let widest = early().map(|row| row.cells.len()).max().unwrap_or_default();
    let words = |row: &SheetRow| row.cells.iter().filter(|(_, text)| text.trim().parse::<f64>().is_err()).count();
    let is_header = |row: &SheetRow| row.cells.len() * 5 >= widest * 4 && words(row) * 5 >= row.cells.len() * 4;
    let at = early().position(is_header).unwrap_or_default();
    let last = rows[at..].iter().flat_map(|row| row.cells.last()).map(|(column, _)| *column).max().unwrap_or_default();
    let title = |column: u32| match rows[at].get(Some(column)) {
        "" => format!("column {}", column + 1),
        title => title.to_owned(),
    };
    let header = (0..=last).map(title).collect();
    let records = rows[at + 1..].iter().map(|row| {
        let mut fields = vec![""; last as usize + 1];
        row.cells.iter().for_each(|(column, text)| fields[*column as usize] = text);
        (row.number, csv::StringRecord::from(fields))
    });
    Ok(Table::of_records(file, header, records.collect()))
}
