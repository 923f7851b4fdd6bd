//! Polygons that are numbered like communes and are larger units: cantons and arrondissements
//! have the number of their département and one of their own, as communes do.

use geo::ChamberlainDuquetteArea;

use crate::CommuneArea;

/// No département of European France has communes of this size on average (its mean is 15 km²,
/// that of the largest set about 60 km²), and cantons are larger.
const TOO_LARGE_KM2: f64 = 120.0;

/// Why the areas of a file are larger units than communes, if they are: three or more, numbered
/// from 001 without a gap in each département of European France, of more than 120 km² on
/// average. Communes are numbered in the order of the alphabet and have lost many numbers.
pub fn larger_units(areas: &[CommuneArea]) -> Option<String> {
    let mut codes: Vec<&str> = areas.iter().map(|area| area.code.as_str()).collect();
    codes.sort_unstable();
    if codes.len() < 3 || codes.iter().any(|code| code.starts_with("97") || code.starts_with("98")) {
        return None;
    }
    let mut expected = 0;
    for (i, code) in codes.iter().enumerate() {
        expected = if i > 0 && codes[i - 1][..2] == code[..2] { expected + 1 } else { 1 };
        if code[2..].parse() != Ok(expected) {
            return None;
        }
    }
    let km2 = areas.iter().map(|area| area.area.chamberlain_duquette_unsigned_area()).sum::<f64>() / 1e6;
    let mean = km2 / areas.len() as f64;
    (mean > TOO_LARGE_KM2).then(|| {
        format!(
            "{} areas numbered from {} to {} without a gap, of {mean:.0} km² on average, are cantons or arrondissements, not communes",
            codes.len(),
            codes[0],
            codes[codes.len() - 1]
        )
    })
}

#[cfg(test)]
mod tests {
    use geo_types::{Rect, coord};
    use territory::CommuneCode;

    use super::*;

    fn areas(codes: &[&str], degrees: f64) -> Vec<CommuneArea> {
        let area = |code: &&str| CommuneArea {
            code: CommuneCode::new(code).unwrap(),
            name: String::new(),
            epci: None,
            population: None,
            area: Rect::new(coord! {x: 0.0, y: 46.0}, coord! {x: degrees, y: 46.0 + degrees}).to_polygon().into(),
        };
        codes.iter().map(area).collect()
    }

    #[test]
    fn large_areas_without_a_gap_in_their_numbers_are_no_communes() {
        // 0.2 degrees at 46° north: 340 km².
        let cantons = ["85001", "85002", "85003", "85004"];
        let reason = larger_units(&areas(&cantons, 0.2)).unwrap();
        assert!(reason.contains("85001 to 85004") && reason.contains("km²"), "{reason}");
        assert_eq!(larger_units(&areas(&cantons, 0.05)), None, "small ones are communes");
        assert_eq!(larger_units(&areas(&["85001", "85003", "85004"], 0.2)), None, "a gap");
        assert_eq!(larger_units(&areas(&["97301", "97302", "97303"], 0.2)), None, "overseas communes are large");
        assert_eq!(larger_units(&areas(&["85001", "85002"], 0.2)), None, "two prove nothing");
    }
}
