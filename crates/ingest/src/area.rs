//! What the boundaries of a commune must be, whichever format they come from.

use std::collections::HashSet;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde::Serialize;
use territory::{CommuneCode, LonLat, Siren};

use crate::{Batch, Finding, outline, text};

/// Names under which producers publish the code of a commune, most specific first.
pub(crate) const CODE: &[&str] = &["insee_com", "code_insee", "codgeo", "insee", "depcom", "code", "com"];
/// Names of its name.
pub(crate) const NAME: &[&str] = &["nom_com", "nom_officiel", "nom", "libgeo", "libelle", "name"];
/// Names of the SIREN of its EPCI.
pub(crate) const EPCI: &[&str] =
    &["siren_epci", "code_epci", "codes_siren_des_epci", "code_siren_epci", "codeepci", "epci"];
/// Names of its population.
pub(crate) const POPULATION: &[&str] =
    &["population", "pmun", "pmun_2024", "pmun_2023", "pmun_2022", "pmun_2021", "pmun_2020", "popul"];

/// A commune with its boundaries.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CommuneArea {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name as published, capitals included; empty where the file leaves it out.
    pub name: String,
    /// SIREN of its EPCI, where the file names one.
    pub epci: Option<Siren>,
    /// Inhabitants; `None` where the file says nothing or 0, which producers write for a commune
    /// whose population is not known yet.
    pub population: Option<f64>,
    /// WGS84 degrees, outer rings counter-clockwise, rings closed, valid (what crossed itself is
    /// repaired and reported), never empty. Coordinates that are identical in the source stay
    /// bit-identical.
    pub area: MultiPolygon<f64>,
}

/// A ring as read: WGS84 degrees, perhaps open, in any direction.
pub(crate) type RawRing = Vec<Coord<f64>>;

/// One value of a feature, with the name its file gives it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// The attributes of a commune as read.
pub(crate) struct RawCommune {
    pub(crate) record: u64,
    pub(crate) code: Attribute,
    pub(crate) name: Attribute,
    pub(crate) epci: Attribute,
    pub(crate) population: Attribute,
}

/// Turns raw communes of one file into checked ones.
pub(crate) struct CommuneChecker<'a> {
    pub(crate) file: &'a str,
    pub(crate) seen: HashSet<CommuneCode>,
}

impl CommuneChecker<'_> {
    /// Checks one commune whose polygons are lists of rings, the outer one first, and puts the
    /// outcome into `batch`.
    pub(crate) fn check(&mut self, raw: RawCommune, polygons: Vec<Vec<RawRing>>, batch: &mut Batch<CommuneArea>) {
        let file = self.file;
        let at = |attribute: &Attribute, reason: String| {
            Finding::at(file, raw.record, &attribute.name, &attribute.value, reason)
        };
        let geometry = |reason: String| Finding::at(file, raw.record, "geometry", &raw.code.value, reason);
        let code = match text::commune_code(&raw.code.value) {
            Ok(code) => code,
            Err(reason) => return batch.rejected.push(at(&raw.code, reason)),
        };
        // Real files have nameless communes; the code is enough to find the name elsewhere.
        let name = match text::name(&raw.name.value) {
            Ok(name) => name.unwrap_or_default(),
            Err(reason) => return batch.rejected.push(at(&raw.name, reason)),
        };
        let (area, repairs) = match rings_to_area(polygons) {
            Ok(done) => done,
            Err(reason) => return batch.rejected.push(geometry(reason)),
        };
        if !self.seen.insert(code.value) {
            let reason = "the code stands twice in this file: the first feature is kept; give one feature per commune";
            return batch.rejected.push(at(&raw.code, reason.into()));
        }
        batch.repaired.extend(code.repair.map(|reason| at(&raw.code, reason)));
        batch.repaired.extend(repairs.into_iter().map(geometry));
        if name.is_empty() {
            let reason = format!("commune {} has no name here: another source has to give it", code.value);
            batch.warnings.push(at(&raw.name, reason));
        }
        let epci = siren(&raw.epci.value).unwrap_or_else(|reason| {
            batch.warnings.push(at(&raw.epci, reason));
            None
        });
        let population = match text::number(&raw.population.value) {
            Ok(value) => value.filter(|p| *p > 0.0),
            Err(reason) => {
                batch.warnings.push(at(&raw.population, format!("{reason}; taken as missing")));
                None
            }
        };
        batch.accepted.push(CommuneArea { code: code.value, name, epci, population, area });
    }
}

/// The SIREN of an EPCI. Producers write blanks, "NC", "NR" or "ZZZZZZZZZ" for a commune without
/// EPCI, and two numbers ("200054781/200058014") inside the Métropole du Grand Paris, where the
/// first is the one with its own tax.
fn siren(text: &str) -> Result<Option<Siren>, String> {
    let first = text.split(['/', ';', ',']).next().unwrap_or_default().trim();
    if matches!(first, "" | "NC" | "NR" | "ZZZZZZZZZ" | "0" | "null") {
        return Ok(None);
    }
    Siren::new(first).map(Some).map_err(|e| format!("{e}; the commune is kept without EPCI"))
}

/// Closes, orients, checks and repairs rings. The sentences say what was repaired.
fn rings_to_area(polygons: Vec<Vec<RawRing>>) -> Result<(MultiPolygon<f64>, Vec<String>), String> {
    let mut repairs = Vec::new();
    let mut area = Vec::with_capacity(polygons.len());
    for rings in polygons {
        let mut kept: Vec<LineString<f64>> = Vec::with_capacity(rings.len());
        for (position, mut ring) in rings.into_iter().enumerate() {
            for at in &ring {
                LonLat::new(at.x, at.y).map_err(|e| e.to_string())?;
            }
            if ring.len() >= 3 && ring.first() != ring.last() {
                ring.extend(ring.first().copied());
                repairs.push("a ring was not closed: its first position was repeated at its end".to_owned());
            }
            let doubled_area = doubled_signed_area(&ring);
            if ring.len() < 4 || doubled_area == 0.0 {
                let rest = if position == 0 { "its polygon was left out" } else { "it was left out" };
                repairs.push(format!("a ring of {} positions encloses nothing: {rest}", ring.len()));
                if position == 0 {
                    break;
                }
                continue;
            }
            // Outer rings counter-clockwise, holes clockwise.
            if (doubled_area > 0.0) != (position == 0) {
                ring.reverse();
            }
            kept.push(LineString(ring));
        }
        let mut kept = kept.into_iter();
        if let Some(outer) = kept.next() {
            area.push(Polygon::new(outer, kept.collect()));
        }
    }
    if area.is_empty() {
        return Err(
            "no ring encloses an area: a Polygon or MultiPolygon with at least four positions per ring would work"
                .into(),
        );
    }
    let (area, repair) = outline::repaired(MultiPolygon(area))?;
    repairs.extend(repair);
    Ok((area, repairs))
}

/// Twice the area of a closed ring, positive when counter-clockwise; relative to the first
/// position so that small rings far from the origin keep their sign.
pub(crate) fn doubled_signed_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2).map(|w| (w[0].x - origin.x) * (w[1].y - origin.y) - (w[1].x - origin.x) * (w[0].y - origin.y)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(positions: &[(f64, f64)]) -> RawRing {
        positions.iter().map(|&(x, y)| Coord { x, y }).collect()
    }

    const CLOCKWISE: [(f64, f64); 5] = [(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0), (0.0, 0.0)];

    #[test]
    fn outer_rings_leave_counter_clockwise_and_holes_clockwise() {
        let hole = ring(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0), (1.0, 1.0)]);
        let (area, repairs) = rings_to_area(vec![vec![ring(&CLOCKWISE), hole]]).unwrap();
        assert!(doubled_signed_area(&area.0[0].exterior().0) > 0.0);
        assert!(doubled_signed_area(&area.0[0].interiors()[0].0) < 0.0);
        assert!(repairs.is_empty(), "a direction is turned in silence");
    }

    #[test]
    fn an_open_ring_is_closed_and_reported() {
        let (area, repairs) = rings_to_area(vec![vec![ring(&CLOCKWISE[..4])]]).unwrap();
        assert!(area.0[0].exterior().is_closed());
        assert_eq!(area.0[0].exterior().0.len(), 5);
        assert_eq!(repairs.len(), 1);
    }

    #[test]
    fn rings_that_enclose_nothing_make_no_area() {
        for flat in
            [ring(&[]), ring(&[(0.0, 0.0), (1.0, 1.0)]), ring(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (0.0, 0.0)])]
        {
            assert!(rings_to_area(vec![vec![flat]]).is_err());
        }
    }

    #[test]
    fn two_epci_numbers_give_the_first_and_codes_of_absence_give_none() {
        assert_eq!(siren("200054781/200058014").unwrap().unwrap().as_str(), "200054781");
        assert_eq!(siren("NC"), Ok(None));
        assert!(siren("CC du Pays").is_err());
    }
}
