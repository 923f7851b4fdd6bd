//! Boundaries tile the territory exactly, in the shapefile and in the GeoJSON file.

use std::collections::BTreeMap;

use crate::read_back::Files;
use geo::{Area, BoundingRect, LineString, MultiPolygon, Polygon, Validation};

type Edge = ((u64, u64), (u64, u64));

/// Every edge with the way it is walked; coordinates compared bit for bit.
fn edges(ring: &LineString<f64>) -> Vec<Edge> {
    ring.lines().map(|l| ((l.start.x.to_bits(), l.start.y.to_bits()), (l.end.x.to_bits(), l.end.y.to_bits()))).collect()
}

/// The outline, from the edges that only one polygon has. Fails when an inner border is not walked
/// exactly once in each direction, or when the outline is not one simple ring.
fn outline(areas: &[MultiPolygon<f64>]) -> Polygon<f64> {
    let mut walked: BTreeMap<Edge, usize> = BTreeMap::new();
    for area in areas {
        assert_eq!(area.0.len(), 1);
        assert!(area.0[0].interiors().is_empty());
        for edge in edges(area.0[0].exterior()) {
            *walked.entry(edge).or_default() += 1;
        }
    }
    assert!(walked.values().all(|n| *n == 1), "two communes walk a border in the same direction");
    let outer = walked.keys().filter(|(a, b)| !walked.contains_key(&(*b, *a)));
    let next: BTreeMap<_, _> = outer.copied().collect();
    let start = *next.keys().next().unwrap();
    let mut ring = vec![start];
    while ring.len() == 1 || ring[ring.len() - 1] != start {
        ring.push(next[&ring[ring.len() - 1]]);
        assert!(ring.len() <= next.len() + 1, "the outline does not close");
    }
    assert_eq!(ring.len(), next.len() + 1, "the outline is more than one ring");
    let point = |(x, y): (u64, u64)| (f64::from_bits(x), f64::from_bits(y));
    Polygon::new(ring.into_iter().map(point).collect(), Vec::new())
}

/// Communes of the shapefile, Lambert-93 metres, counter-clockwise.
fn lambert(files: &Files) -> Vec<MultiPolygon<f64>> {
    let bytes = files.bytes("boundaries/communes.shp").to_vec();
    let index = files.bytes("boundaries/communes.shx").to_vec();
    let mut reader =
        shapefile::ShapeReader::with_shx(std::io::Cursor::new(bytes), std::io::Cursor::new(index)).unwrap();
    let shapes = reader.iter_shapes_as::<shapefile::Polygon>();
    shapes
        .map(|shape| {
            let shape = shape.unwrap();
            assert_eq!(shape.rings().len(), 1);
            assert!(matches!(shape.rings()[0], shapefile::PolygonRing::Outer(_)), "an outer ring turns clockwise");
            let ring: Vec<(f64, f64)> = shape.rings()[0].points().iter().rev().map(|p| (p.x, p.y)).collect();
            MultiPolygon(vec![Polygon::new(ring.into(), Vec::new())])
        })
        .collect()
}

#[test]
fn communes_are_valid_and_tile_their_territory_without_gap_or_overlap() {
    for (communes, seed) in [(1, 1), (1, 99), (2, 5), (15, 7), (15, 8), (15, 2024), (300, 1), (300, 31), (2_000, 4)] {
        let files = Files::new(communes, seed);
        let degrees: Vec<MultiPolygon<f64>> = files.communes().into_iter().map(|(_, area)| area).collect();
        let metres = lambert(&files);
        for areas in [&degrees, &metres] {
            assert_eq!(areas.len(), communes as usize);
            for area in areas {
                assert!(area.is_valid(), "{communes} communes, seed {seed}: {:?}", area.validation_errors());
                assert!(area.signed_area() > 0.0, "a ring turns clockwise");
            }
            let outline = outline(areas);
            // Every pair of its segments is compared: minutes for a long outline.
            if communes <= 15 {
                assert!(outline.is_valid(), "{communes} communes, seed {seed}: {:?}", outline.validation_errors());
            }
            let sum: f64 = areas.iter().map(Area::unsigned_area).sum();
            let whole = outline.unsigned_area();
            assert!((sum - whole).abs() < 1e-9 * whole, "{communes} communes, seed {seed}: {sum} and {whole}");
        }
    }
}

#[test]
fn the_outline_is_no_rectangle_and_lies_off_the_coast() {
    for seed in [3, 7, 11] {
        let metres = lambert(&Files::new(300, seed));
        let outline = outline(&metres);
        let bounds = outline.bounding_rect().unwrap();
        let share = outline.unsigned_area() / (bounds.width() * bounds.height());
        assert!((0.35..0.85).contains(&share), "seed {seed} fills {share} of its bounds");
        assert!(bounds.min().x > 150_000.0 && bounds.max().x < 350_000.0, "{bounds:?}");
        assert!(bounds.min().y > 6_450_000.0 && bounds.max().y < 6_650_000.0, "{bounds:?}");
    }
}

#[test]
fn the_geojson_file_is_the_shapefile_in_degrees() {
    use territory::projection::{Crs, Projector};
    let files = Files::new(40, 6);
    assert_eq!(Crs::from_prj(files.text("boundaries/communes.prj")).unwrap(), Crs::Lambert93);
    let projector = Projector::new(Crs::Lambert93);
    for (metres, (code, degrees)) in lambert(&files).iter().zip(files.communes()) {
        let (a, b) = (metres.0[0].exterior(), degrees.0[0].exterior());
        assert_eq!(a.0.len(), b.0.len());
        for (m, d) in a.0.iter().zip(&b.0) {
            let at = projector.to_wgs84(m.x, m.y).unwrap();
            let apart = (at.lon_deg() - d.x).abs().max((at.lat_deg() - d.y).abs());
            assert!(apart <= 0.6e-7, "{code}: {m:?} is {at:?}, not {d:?}");
        }
    }
}

#[test]
fn borders_wind_with_more_detail_in_small_territories() {
    let vertices = |communes| -> usize {
        let areas = Files::new(communes, 2).communes();
        areas.iter().map(|(_, a)| a.0[0].exterior().0.len()).sum::<usize>() / areas.len()
    };
    // Six borders a commune, 32 segments each, twice that along the outline.
    assert!((6 * 32..6 * 64).contains(&vertices(15)));
    assert!((6 * 16..6 * 20).contains(&vertices(2_000)));
}

#[test]
fn gdal_reads_the_shapefile() {
    let folder = tempfile::tempdir().unwrap();
    Files::new(15, 7).write_to(folder.path());
    let shp = folder.path().join("boundaries/communes.shp");
    let Ok(output) = std::process::Command::new("ogrinfo").args(["-al", "-geom=SUMMARY"]).arg(&shp).output() else {
        eprintln!("skipped: gdal_reads_the_shapefile (no ogrinfo; install gdal-bin)");
        return;
    };
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    for expected in ["Feature Count: 15", "Geometry: Polygon", "Lambert", "SIREN_EPCI", "INSEE_COM (String) = 00001"] {
        assert!(report.contains(expected), "ogrinfo does not say `{expected}`:\n{report}");
    }
    let names: Vec<String> = Files::new(15, 7)
        .rows("chefs-lieux/chefs-lieux.csv", b',')
        .into_iter()
        .map(|mut r| r.remove("nom").unwrap())
        .collect();
    for name in names {
        assert!(report.contains(&format!("NOM (String) = {name}")), "{name} did not survive the DBF");
    }
}
