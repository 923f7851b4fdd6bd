//! Doubts about services that each row alone does not show. Nothing is changed: every doubt is a
//! [`Finding`] for a person.

use std::collections::HashSet;

use geo::{Closest, Distance, Haversine, HaversineClosestPoint};
use geo_types::MultiPolygon;
use territory::{
    AreaIndex, Check, CommuneCode, LonLat, Meters, PointIndex, name,
    projection::{Crs, Projector},
};

use crate::{Finding, FoundService, france};

/// Communes whose areas are known.
#[derive(Debug, Clone, Copy)]
pub struct KnownAreas<'a> {
    /// Their areas, indexed in the order of `codes`.
    pub index: &'a AreaIndex,
    /// Their codes, ascending.
    pub codes: &'a [CommuneCode],
    /// Their outlines, WGS84 degrees, in the same order.
    pub outlines: &'a [&'a MultiPolygon<f64>],
}

/// Services of the same name and kind nearer than this are one service written twice.
const SAME_PLACE: Meters = Meters(50.0);

/// A position this near to its commune is not said to be outside: outlines are generalised, and
/// addresses are geocoded to their street.
const AT_THE_BORDER_M: f64 = 200.0;

/// Every doubt of this module about the services of one file, in the order of its lines.
///
/// `said` is what the reader of the file has said already: a line whose coordinates it doubts is
/// not doubted again for having none. Services of nominative kinds have no position here and
/// none is looked for: leave them out.
pub fn doubts(file: &str, services: &[FoundService], said: &[Finding], areas: Option<KnownAreas<'_>>) -> Vec<Finding> {
    let mut all = Vec::new();
    for service in services {
        let elsewhere = misplaced(file, service);
        if elsewhere.is_none() {
            all.extend(areas.and_then(|areas| outside_its_commune(file, service, areas)));
        }
        all.extend(elsewhere);
        all.extend(bus_at_its_base(file, service));
        all.extend(postcode_is_a_commune_code(file, service));
    }
    all.extend(duplicates(file, services));
    all.extend(unplaced(file, services, said));
    all.sort_by_key(|finding| finding.line);
    all
}

/// What two numbers are more likely to be than the longitude and latitude that they are said to be.
pub(crate) struct Elsewhere {
    pub(crate) check: Check,
    pub(crate) at: LonLat,
    pub(crate) reason: String,
}

/// Whether two numbers that are no position in France are one when swapped, or as metres of
/// another system. `None` when they are in France, or nothing better is known.
pub(crate) fn what_else(lon: f64, lat: f64) -> Option<Elsewhere> {
    let inside = |x: f64, y: f64| LonLat::new(x, y).ok().filter(|at| france::contains(*at));
    if inside(lon, lat).is_some() {
        return None;
    }
    if let Some(at) = inside(lat, lon) {
        let reason = format!("longitude and latitude are swapped: {lat}, {lon} is in France");
        return Some(Elsewhere { check: Check::SwappedCoordinates, at, reason });
    }
    if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
        return None;
    }
    let systems =
        [Crs::Lambert93, Crs::WebMercator, Crs::Utm20North, Crs::Utm22North, Crs::Utm38South, Crs::Utm40South];
    let in_france = |crs: Crs| Projector::new(crs).to_wgs84(lon, lat).ok().filter(|at| france::contains(*at));
    let (crs, at) = systems.into_iter().find_map(|crs| Some((crs, in_france(crs)?)))?;
    let reason =
        format!("these are metres labelled as degrees: in {crs} they are {:.5}, {:.5}", at.lon_deg(), at.lat_deg());
    Some(Elsewhere { check: Check::MetresAsDegrees, at, reason })
}

/// A position outside France.
fn misplaced(file: &str, service: &FoundService) -> Option<Finding> {
    let at = service.at?;
    if france::contains(at) {
        return None;
    }
    let (check, shown, reason) = match what_else(at.lon_deg(), at.lat_deg()) {
        Some(other) => (other.check, other.at, other.reason),
        None => (Check::OutsideFrance, at, "the position is in no territory of France: check it".into()),
    };
    Some(Finding { at: Some(shown), ..remark(file, service, "longitude", &place(at), reason).of(check) })
}

/// A position in another commune than the one that the row names.
fn outside_its_commune(file: &str, service: &FoundService, areas: KnownAreas<'_>) -> Option<Finding> {
    let (at, named) = (service.at?, service.commune?);
    // Where the commune is not among the areas, nothing can be said.
    let home = areas.codes.binary_search(&named).ok()?;
    let found = areas.index.containing(at);
    if found == Some(home) || is_near(areas.outlines[home], at) {
        return None;
    }
    let (check, reason) = match found.map(|position| areas.codes[position]) {
        Some(commune) if commune.departement() != named.departement() => (
            Check::FarFromDepartment,
            format!(
                "the position is in commune {commune}, département {}; the row names {named}: check both",
                commune.departement()
            ),
        ),
        Some(commune) => (
            Check::OutsideItsCommune,
            format!("the position is in commune {commune}, the row names {named}: check both"),
        ),
        None => (
            Check::OutsideItsCommune,
            format!("the position is outside commune {named} and in none of the others: check both"),
        ),
    };
    Some(remark(file, service, "longitude", &place(at), reason).of(check))
}

fn is_near(outline: &MultiPolygon<f64>, at: LonLat) -> bool {
    match outline.haversine_closest_point(&at.point()) {
        Closest::Intersection(_) => true,
        Closest::SinglePoint(border) => Haversine.distance(border, at.point()) <= AT_THE_BORDER_M,
        Closest::Indeterminate => false,
    }
}

/// Something that moves has no position of its own.
fn bus_at_its_base(file: &str, service: &FoundService) -> Option<Finding> {
    let at = service.at.filter(|_| service.itinerant)?;
    let reason = "held at several places in turn: its coordinates are those of its base, not of its stops";
    Some(remark(file, service, "itinerance", &place(at), reason.into()).of(Check::ItinerantAtBase))
}

/// An INSEE code in the column of postal codes. Equal digits prove it only where the commune's
/// chief post office cannot have them: postal codes end in 0 except in large cities.
fn postcode_is_a_commune_code(file: &str, service: &FoundService) -> Option<Finding> {
    let postcode = service.postcode.as_deref()?;
    if service.commune?.as_str() != postcode || postcode.ends_with('0') {
        return None;
    }
    let reason = "the postal code is the commune's INSEE code: give the code that letters bear";
    Some(remark(file, service, "code_postal", postcode, reason.into()).of(Check::PostcodeForInsee))
}

/// The same name and kind within [`SAME_PLACE`] of each other.
fn duplicates(file: &str, services: &[FoundService]) -> Vec<Finding> {
    let placed: Vec<&FoundService> = services.iter().filter(|s| s.at.is_some()).collect();
    let index = PointIndex::new(placed.iter().filter_map(|s| s.at).collect());
    let mut found = Vec::new();
    let folded: Vec<String> = placed.iter().map(|s| name::fold(&s.name)).collect();
    for (i, service) in placed.iter().enumerate() {
        let Some(at) = service.at else { continue };
        let near = index.within(at, SAME_PLACE).into_iter();
        let twin = near.filter(|(j, _)| *j < i && folded[*j] == folded[i] && placed[*j].kind == service.kind);
        if let Some((first, distance)) = twin.min_by_key(|(j, _)| *j) {
            let reason = format!(
                "the same name as line {}, {:.0} m away: one service written twice?",
                placed[first].line, distance.0
            );
            found.push(remark(file, service, "nom", &service.name, reason).of(Check::Duplicate));
        }
    }
    found
}

/// Services without a position in a file whose other rows have one.
fn unplaced(file: &str, services: &[FoundService], said: &[Finding]) -> Vec<Finding> {
    if services.iter().all(|service| service.at.is_none()) {
        return Vec::new();
    }
    let already: HashSet<Option<u64>> = said.iter().filter(|f| f.check.is_some()).map(|f| f.line).collect();
    let lost = services.iter().filter(|s| s.at.is_none() && !already.contains(&Some(s.line)));
    let reason = "no coordinates, where other rows have some: geocode the address, or the town centre stands for it";
    lost.map(|service| remark(file, service, "longitude", "", reason.into()).of(Check::NanOrNullCoordinates)).collect()
}

fn place(at: LonLat) -> String {
    format!("{}, {}", at.lon_deg(), at.lat_deg())
}

fn remark(file: &str, service: &FoundService, field: &str, value: &str, reason: String) -> Finding {
    let finding = Finding::at(file, service.line, field, value, reason);
    Finding { at: service.at, commune: service.commune, ..finding }
}

#[cfg(test)]
mod tests {
    use geo_types::{Rect, coord};
    use territory::KindId;

    use super::*;

    fn service(line: u64, name: &str, at: Option<(f64, f64)>) -> FoundService {
        let mut service = FoundService::bare(line.to_string(), KindId::from("creche"), name.into(), line);
        service.at = at.map(|(lon, lat)| LonLat::new(lon, lat).unwrap());
        service
    }

    fn reasons(services: &[FoundService]) -> Vec<(u64, String)> {
        doubts("f", services, &[], None).into_iter().map(|f| (f.line.unwrap(), f.reason)).collect()
    }

    #[test]
    fn a_point_in_another_commune_or_in_none_is_doubted() {
        let square =
            |west: f64| Rect::new(coord! {x: west, y: 46.0}, coord! {x: west + 1.0, y: 47.0}).to_polygon().into();
        let areas: Vec<MultiPolygon<f64>> = vec![square(-2.0), square(-1.0), square(0.0)];
        let index = AreaIndex::new(&areas);
        let codes = ["01001", "01002", "02001"].map(|c| CommuneCode::new(c).unwrap());
        let outlines: Vec<&MultiPolygon<f64>> = areas.iter().collect();
        let areas = KnownAreas { index: &index, codes: &codes, outlines: &outlines };
        let mut at_home = service(2, "Alpha", Some((-1.5, 46.5)));
        at_home.commune = Some(codes[0]);
        let mut next_door = service(3, "Bêta", Some((-0.5, 46.5)));
        next_door.commune = Some(codes[0]);
        let mut away = service(4, "Gamma", Some((3.0, 46.5)));
        away.commune = Some(codes[1]);
        let mut other_departement = service(5, "Delta", Some((0.5, 46.5)));
        other_departement.commune = Some(codes[0]);
        let mut unknown = service(6, "Epsilon", Some((3.0, 46.6)));
        unknown.commune = Some(CommuneCode::new("03003").unwrap());
        let mut at_the_border = service(7, "Zêta", Some((-0.999, 46.5)));
        at_the_border.commune = Some(codes[0]);
        let mut bus = service(8, "Êta", Some((-0.5, 46.6)));
        (bus.commune, bus.itinerant) = (Some(codes[0]), true);
        let all = [at_home, next_door, away, other_departement, unknown, at_the_border, bus];
        let found = doubts("f", &all, &[], Some(areas));
        let said: Vec<_> = found.iter().map(|f| (f.line.unwrap(), f.check.unwrap())).collect();
        let expected = [
            (3, Check::OutsideItsCommune),
            (4, Check::OutsideItsCommune),
            (5, Check::FarFromDepartment),
            (8, Check::OutsideItsCommune),
            (8, Check::ItinerantAtBase),
        ];
        assert_eq!(said, expected);
        assert!(found[0].reason.contains("in commune 01002") && found[0].reason.contains("names 01001"));
        assert!(found[1].reason.contains("outside commune 01002"));
        assert_eq!((found[0].commune, found[0].at), (Some(codes[0]), LonLat::new(-0.5, 46.5).ok()));
    }

    #[test]
    fn a_row_without_coordinates_among_others_is_said_once() {
        let (placed, lost, doubted) =
            (service(2, "Alpha", Some((-1.2, 46.5))), service(3, "Bêta", None), service(4, "Gamma", None));
        let said = [Finding::at("f", 4, "longitude", "NaN", "not a number").of(Check::NanOrNullCoordinates)];
        let found = doubts("f", &[placed, lost.clone(), doubted], &said, None);
        assert_eq!(
            found.iter().map(|f| (f.line, f.check)).collect::<Vec<_>>(),
            [(Some(3), Some(Check::NanOrNullCoordinates))]
        );
        assert_eq!(reasons(&[lost]), [], "a file without any coordinates is another kind of file");
    }

    #[test]
    fn swapped_coordinates_and_metres_are_named_for_what_they_are() {
        assert!(what_else(46.5, -1.2).unwrap().reason.contains("swapped"));
        let lambert = what_else(380_000.0, 6_620_000.0).unwrap().reason;
        assert!(lambert.contains("metres labelled as degrees"), "{lambert}");
        let mercator = what_else(-53_001.643, 5_832_291.152).unwrap().reason;
        assert!(mercator.contains("Mercator") && mercator.contains("-0.476"), "{mercator}");
        assert!(what_else(-1.2, 46.5).is_none());
        assert!(what_else(-9.14, 38.72).is_none(), "Lisbon is only wrong");
        let checked = |at| doubts("f", &[service(7, "Alpha", Some(at))], &[], None)[0].clone();
        assert_eq!(checked((-9.14, 38.72)).check, Some(Check::OutsideFrance));
        let swapped = checked((46.5, -1.2));
        assert_eq!((swapped.check, swapped.at), (Some(Check::SwappedCoordinates), LonLat::new(-1.2, 46.5).ok()));
    }

    #[test]
    fn the_same_name_within_fifty_metres_is_said_once() {
        let near = |line, name, metres: f64| service(line, name, Some((-1.2, 46.5 + metres / 111_195.0)));
        let found = reasons(&[
            near(2, "Les Lucioles", 0.0),
            near(3, "LES LUCIOLES", 40.0),
            near(4, "Les Lucioles", 120.0),
            near(5, "Les Grillons", 1.0),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == 3 && found[0].1.contains("line 2") && found[0].1.contains("40 m"), "{found:?}");
        let mut other_kind = near(3, "Les Lucioles", 1.0);
        other_kind.kind = KindId::from("rpe");
        assert_eq!(reasons(&[near(2, "Les Lucioles", 0.0), other_kind]), []);
    }

    #[test]
    fn a_bus_with_coordinates_and_a_postcode_that_is_a_code_are_said() {
        let mut bus = service(2, "Bus", Some((-1.2, 46.5)));
        bus.itinerant = true;
        assert!(reasons(&[bus])[0].1.contains("base"));
        let mut coded = service(3, "Alpha", None);
        coded.commune = Some(CommuneCode::new("85051").unwrap());
        coded.postcode = Some("85051".into());
        assert!(reasons(&[coded.clone()])[0].1.contains("INSEE code"));
        coded.postcode = Some("85110".into());
        assert_eq!(reasons(&[coded]), []);
    }
}
