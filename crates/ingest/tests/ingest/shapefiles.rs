//! Shapefiles written here, then damaged.

use std::io::Cursor;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use geo_types::Coord;
use ingest::{IngestError, ShapefileParts, read_communes_shapefile};
use shapefile::{
    Point, PointM, PointZ, Polygon, PolygonM, PolygonRing, PolygonZ, ShapeWriter, Writer,
    dbase::{FieldName, FieldValue, Record, TableWriterBuilder, encoding::EncodingRs},
    record::EsriShape,
};
use territory::{
    LonLat,
    projection::{Crs, Projector},
};

const LAMBERT_93: &str = r#"PROJCS["RGF93_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",44.0],PARAMETER["Standard_Parallel_2",49.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]"#;

/// A square of 1 km whose lower-left corner is at (x, y) kilometres from (400 km, 6 600 km),
/// clockwise as a shapefile wants it.
fn square(x: f64, y: f64) -> Vec<(f64, f64)> {
    let corners = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)];
    corners.iter().map(|(dx, dy)| (400_000.0 + (x + dx) * 1000.0, 6_600_000.0 + (y + dy) * 1000.0)).collect()
}

fn polygon(ring: &[(f64, f64)]) -> Polygon {
    Polygon::new(PolygonRing::Outer(ring.iter().map(|&(x, y)| Point::new(x, y)).collect()))
}

type Attributes = [&'static str; 4];

fn write<S: EsriShape>(communes: &[(S, Attributes)], encoding: &'static Encoding) -> ShapefileParts {
    let (mut shp, mut shx, mut dbf) = (Cursor::new(vec![]), Cursor::new(vec![]), Cursor::new(vec![]));
    let name = |text: &str| FieldName::try_from(text).unwrap();
    let table = TableWriterBuilder::with_encoding(EncodingRs::from(encoding))
        .add_character_field(name("INSEE_COM"), 5)
        .add_character_field(name("NOM"), 30)
        .add_character_field(name("SIREN_EPCI"), 9)
        .add_character_field(name("POPULATION"), 8)
        .build_with_dest(&mut dbf);
    let mut writer = Writer::new(ShapeWriter::with_shx(&mut shp, &mut shx), table);
    for (shape, attributes) in communes {
        let mut record = Record::default();
        for (field, value) in ["INSEE_COM", "NOM", "SIREN_EPCI", "POPULATION"].iter().zip(attributes) {
            record.insert((*field).to_owned(), FieldValue::Character(Some((*value).to_owned())));
        }
        writer.write_shape_and_record(shape, &record).unwrap();
    }
    drop(writer);
    ShapefileParts {
        shp: Some(shp.into_inner()),
        shx: Some(shx.into_inner()),
        dbf: Some(dbf.into_inner()),
        prj: Some(LAMBERT_93.into()),
        cpg: Some("UTF-8".into()),
    }
}

fn three_communes() -> ShapefileParts {
    let communes = [
        (polygon(&square(0.0, 0.0)), ["99001", "Alpha-la-Fictive", "200000001", "1200"]),
        (polygon(&square(1.0, 0.0)), ["99002", "L'Île-Fictive", "NC", "0"]),
        (polygon(&square(0.0, 1.0)), ["99003", "Cœur-sur-Fiction", "200000001", "***"]),
    ];
    write(&communes, UTF_8)
}

#[test]
fn lambert_93_leaves_as_wgs84_with_every_vertex_where_the_projection_puts_it() {
    let batch = read_communes_shapefile("c.shp", &three_communes()).unwrap();
    assert_eq!(batch.accepted.len(), 3);
    let projector = Projector::new(Crs::Lambert93);
    let alpha = &batch.accepted[0];
    let mut expected: Vec<_> = square(0.0, 0.0).iter().map(|&(x, y)| projector.to_wgs84(x, y).unwrap()).collect();
    expected.reverse(); // Counter-clockwise, as GeoJSON wants it.
    let ring: Vec<_> = alpha.area.0[0].exterior().coords().map(|c| LonLat::new(c.x, c.y).unwrap()).collect();
    assert_eq!(ring, expected);
    assert_eq!(alpha.epci.unwrap().as_str(), "200000001");
    assert_eq!(alpha.population, Some(1200.0));
    let ile = &batch.accepted[1];
    assert_eq!(
        (ile.name.as_str(), ile.epci, ile.population),
        ("L'Île-Fictive", None, None),
        "0 inhabitants is unknown"
    );
    assert_eq!(batch.warnings.len(), 1, "{:?}", batch.warnings);
    assert_eq!((batch.warnings[0].line, batch.warnings[0].value.as_str()), (Some(3), "***"));
}

#[test]
fn vertices_that_two_communes_share_stay_identical_to_the_last_bit() {
    let batch = read_communes_shapefile("c.shp", &three_communes()).unwrap();
    let bits = |i: usize| -> Vec<(u64, u64)> {
        batch.accepted[i].area.0[0].exterior().coords().map(|c| (c.x.to_bits(), c.y.to_bits())).collect()
    };
    let (alpha, ile) = (bits(0), bits(1));
    assert_eq!(ile[..4].iter().filter(|v| alpha.contains(v)).count(), 2);
}

#[test]
fn a_missing_part_is_named_with_what_would_work() {
    type Removal = fn(&mut ShapefileParts);
    let cases: [(&str, Removal, &str); 5] = [
        (".shp", |p| p.shp = None, "together"),
        (".shx", |p| p.shx = None, "ogr2ogr"),
        (".dbf", |p| p.dbf = None, "together"),
        (".prj", |p| p.prj = None, "never guessed"),
        (".prj", |p| p.prj = Some(" \n".into()), "never guessed"),
    ];
    for (part, remove, remedy) in cases {
        let mut parts = three_communes();
        remove(&mut parts);
        let error = read_communes_shapefile("communes.shp", &parts).unwrap_err();
        assert!(matches!(&error, IngestError::MissingPart { part: p, .. } if *p == part), "{error}");
        let text = error.to_string();
        assert!(text.contains("communes.shp") && text.contains(part) && text.contains(remedy), "{text}");
    }
}

#[test]
fn an_unknown_coordinate_system_is_refused_by_name() {
    let mut parts = three_communes();
    parts.prj = Some(LAMBERT_93.replace("700000.0", "600000.0").replace("RGF93_Lambert_93", "NTF_Lambert_II"));
    let error = read_communes_shapefile("c.shp", &parts).unwrap_err();
    assert!(matches!(error, IngestError::UnknownCrs { .. }), "{error}");
    assert!(error.to_string().contains("NTF_Lambert_II") && error.to_string().contains("use Lambert-93"), "{error}");
}

#[test]
fn a_shp_that_stops_early_is_refused_wherever_it_stops() {
    let whole = three_communes();
    let bytes = whole.shp.clone().unwrap();
    for len in (0..bytes.len()).step_by(7) {
        let parts = ShapefileParts { shp: Some(bytes[..len].to_vec()), ..whole.clone() };
        let error = read_communes_shapefile("c.shp", &parts).unwrap_err();
        assert!(matches!(error, IngestError::Truncated { part: ".shp", .. }), "{len} bytes: {error}");
    }
}

#[test]
fn a_dbf_that_stops_early_or_has_fewer_records_is_refused() {
    let whole = three_communes();
    let bytes = whole.dbf.clone().unwrap();
    for len in (0..bytes.len() - 2).step_by(11) {
        let parts = ShapefileParts { dbf: Some(bytes[..len].to_vec()), ..whole.clone() };
        let error = read_communes_shapefile("c.shp", &parts).unwrap_err();
        assert!(matches!(error, IngestError::Truncated { part: ".dbf", .. }), "{len} bytes: {error}");
    }
    let two = write(&[(polygon(&square(0.0, 0.0)), ["99001", "Alpha", "", ""])], UTF_8);
    let error = read_communes_shapefile("c.shp", &ShapefileParts { dbf: two.dbf, ..whole }).unwrap_err().to_string();
    assert!(error.contains("3 records") && error.contains(".dbf 1"), "{error}");
}

#[test]
fn a_wrong_header_length_of_the_dbf_never_shifts_a_value() {
    let whole = three_communes();
    let bytes = whole.dbf.clone().unwrap();
    let right = u16::from_le_bytes([bytes[8], bytes[9]]);
    let read = |length: u16| {
        let mut changed = bytes.clone();
        changed[8..10].copy_from_slice(&length.to_le_bytes());
        read_communes_shapefile("c.shp", &ShapefileParts { dbf: Some(changed), ..whole.clone() })
    };
    assert_eq!(read(right).unwrap().accepted.len(), 3);
    for length in (0..right + 80).filter(|length| *length != right) {
        let said = read(length).expect_err(&format!("{length} for {right}")).to_string();
        assert!(said.contains("c.shp") && said.contains(".dbf"), "{length}: {said}");
    }
}

#[test]
fn a_listing_in_place_of_a_table_is_recognised() {
    let listing = b"00000000: 037e 0b15 ff00 0000 e100 a700 0000 0000  .~..............\n".repeat(20);
    let parts = ShapefileParts { dbf: Some(listing), ..three_communes() };
    let error = read_communes_shapefile("c.shp", &parts).unwrap_err().to_string();
    assert!(error.contains("holds text"), "{error}");
}

#[test]
fn names_are_right_in_either_encoding_with_or_without_cpg() {
    let communes = [(polygon(&square(0.0, 0.0)), ["99001", "L'Île-Œuvrée", "", ""])];
    for (encoding, cpgs) in [
        (UTF_8, [None, Some("UTF-8"), Some("utf8"), Some("n'importe quoi")]),
        (WINDOWS_1252, [None, Some("LATIN1"), Some("ISO 88591"), Some("UTF-8")]),
    ] {
        for cpg in cpgs {
            let parts = ShapefileParts { cpg: cpg.map(str::to_owned), ..write(&communes, encoding) };
            let batch = read_communes_shapefile("c.shp", &parts).unwrap();
            assert_eq!(batch.accepted[0].name, "L'Île-Œuvrée", "{} with {cpg:?}", encoding.name());
        }
    }
}

#[test]
fn holes_find_their_polygon_and_m_and_z_are_ignored() {
    let hole = [(400_400.0, 6_600_400.0), (400_600.0, 6_600_400.0), (400_600.0, 6_600_600.0), (400_400.0, 6_600_400.0)];
    let rings = [(square(5.0, 5.0), true), (square(0.0, 0.0), true), (hole.to_vec(), false)];
    let ring = |points: Vec<Point>, outer| if outer { PolygonRing::Outer(points) } else { PolygonRing::Inner(points) };
    let plain = Polygon::with_rings(
        rings.iter().map(|(r, outer)| ring(r.iter().map(|&(x, y)| Point::new(x, y)).collect(), *outer)).collect(),
    );
    let m = PolygonM::with_rings(
        rings
            .iter()
            .map(|(r, outer)| {
                let points = r.iter().map(|&(x, y)| PointM::new(x, y, 7.0)).collect();
                if *outer { PolygonRing::Outer(points) } else { PolygonRing::Inner(points) }
            })
            .collect(),
    );
    let z = PolygonZ::with_rings(
        rings
            .iter()
            .map(|(r, outer)| {
                let points = r.iter().map(|&(x, y)| PointZ::new(x, y, 120.0, 0.0)).collect();
                if *outer { PolygonRing::Outer(points) } else { PolygonRing::Inner(points) }
            })
            .collect(),
    );
    let attributes = ["99001", "Alpha", "", ""];
    let of_plain = read_communes_shapefile("c.shp", &write(&[(plain, attributes)], UTF_8)).unwrap();
    let area = &of_plain.accepted[0].area;
    assert_eq!(area.0.iter().map(|p| p.interiors().len()).collect::<Vec<_>>(), [0, 1]);
    let signed = |ring: &[Coord<f64>]| ring.windows(2).map(|w| w[0].x * w[1].y - w[1].x * w[0].y).sum::<f64>();
    for polygon in area {
        assert!(signed(&polygon.exterior().0) > 0.0);
        assert!(polygon.interiors().iter().all(|hole| signed(&hole.0) < 0.0));
    }
    for other in [write(&[(m, attributes)], UTF_8), write(&[(z, attributes)], UTF_8)] {
        assert_eq!(read_communes_shapefile("c.shp", &other).unwrap(), of_plain);
    }
}

#[test]
fn a_code_twice_a_lost_zero_and_another_shape_are_told_by_record() {
    let communes = [
        (polygon(&square(0.0, 0.0)), ["1001", "Alpha", "", ""]),
        (polygon(&square(1.0, 0.0)), ["01001", "Alpha encore", "", ""]),
        (polygon(&square(2.0, 0.0)), ["99A01", "Bêta", "", ""]),
        (polygon(&[(9e9, 9e9), (9e9, 9.1e9), (9.1e9, 9e9), (9e9, 9e9)]), ["99004", "Gamma", "", ""]),
    ];
    let batch = read_communes_shapefile("c.shp", &write(&communes, UTF_8)).unwrap();
    assert_eq!(batch.accepted.iter().map(|c| c.code.as_str()).collect::<Vec<_>>(), ["01001"]);
    assert_eq!(batch.repaired[0].line, Some(1));
    let rejected: Vec<_> = batch.rejected.iter().map(|f| (f.line.unwrap(), f.field.as_str())).collect();
    assert_eq!(rejected, [(2, "INSEE_COM"), (3, "INSEE_COM"), (4, "geometry")]);
    let points = write(&[(Point::new(1.0, 1.0), ["99001", "Alpha", "", ""])], UTF_8);
    let batch = read_communes_shapefile("c.shp", &points).unwrap();
    assert!(batch.rejected[0].reason.contains("Polygon"), "{:?}", batch.rejected);
}

#[test]
fn a_missing_attribute_names_those_that_are_there() {
    let mut parts = three_communes();
    let dbf = parts.dbf.as_mut().unwrap();
    let at = dbf.windows(9).position(|w| w == b"INSEE_COM").unwrap();
    dbf[at..at + 9].copy_from_slice(b"IDENTIFIA");
    let error = read_communes_shapefile("c.shp", &parts).unwrap_err().to_string();
    assert!(error.contains("insee_com | code_insee") && error.contains("IDENTIFIA, NOM"), "{error}");
}
