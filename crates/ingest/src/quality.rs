//! Doubts about services that each row alone does not show. Nothing is changed: every doubt is a
//! [`Finding`] for a person.

use territory::{
    AreaIndex, CommuneCode, LonLat, Meters, PointIndex, name,
    projection::{Crs, Projector},
};

use crate::{Finding, FoundService, france};

/// Communes whose areas are known.
#[derive(Debug, Clone, Copy)]
pub struct KnownAreas<'a> {
    /// Their areas.
    pub index: &'a AreaIndex,
    /// Their codes, in the order of the areas.
    pub codes: &'a [CommuneCode],
}

/// Services of the same name and kind nearer than this are one service written twice.
const SAME_PLACE: Meters = Meters(50.0);

/// Every doubt of this module about the services of one file, in the order of its lines.
/// Services of nominative kinds have no position here and none is looked for.
pub fn doubts(file: &str, services: &[FoundService], areas: Option<KnownAreas<'_>>) -> Vec<Finding> {
    let mut all = Vec::new();
    for service in services {
        all.extend(misplaced(file, service));
        all.extend(areas.and_then(|areas| outside_its_commune(file, service, areas)));
        all.extend(bus_at_its_base(file, service));
        all.extend(postcode_is_a_commune_code(file, service));
    }
    all.extend(duplicates(file, services));
    all.sort_by_key(|finding| finding.line);
    all
}

/// What two numbers that are said to be longitude and latitude are more likely to be: swapped, or
/// metres of another system. `None` when they are in France, or nothing better is known.
pub fn what_else(lon: f64, lat: f64) -> Option<String> {
    let inside = |x: f64, y: f64| LonLat::new(x, y).is_ok_and(france::contains);
    if inside(lon, lat) {
        return None;
    }
    if inside(lat, lon) {
        return Some(format!("longitude and latitude are swapped: {lat}, {lon} is in France"));
    }
    if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
        return None;
    }
    let systems =
        [Crs::Lambert93, Crs::WebMercator, Crs::Utm20North, Crs::Utm22North, Crs::Utm38South, Crs::Utm40South];
    let fits = |crs: &Crs| Projector::new(*crs).to_wgs84(lon, lat).is_ok_and(france::contains);
    let crs = systems.iter().find(|crs| fits(crs))?;
    let at = Projector::new(*crs).to_wgs84(lon, lat).ok()?;
    Some(format!("these are metres labelled as degrees: in {crs} they are {:.5}, {:.5}", at.lon_deg(), at.lat_deg()))
}

/// A position outside France.
fn misplaced(file: &str, service: &FoundService) -> Option<Finding> {
    let at = service.at?;
    if france::contains(at) {
        return None;
    }
    let other = what_else(at.lon_deg(), at.lat_deg());
    let reason = other.unwrap_or_else(|| "the position is in no territory of France: check it".into());
    Some(remark(file, service, "longitude", &place(at), reason))
}

/// A position in another commune than the one that the row names.
fn outside_its_commune(file: &str, service: &FoundService, areas: KnownAreas<'_>) -> Option<Finding> {
    let (at, named) = (service.at?, service.commune?);
    // Where the commune is not among the areas, nothing can be said.
    areas.codes.contains(&named).then_some(())?;
    let found = areas.index.containing(at).and_then(|position| areas.codes.get(position).copied());
    let reason = match found {
        Some(commune) if commune == named => return None,
        Some(commune) => format!("the position is in commune {commune}, the row names {named}: check both"),
        None => format!("the position is outside commune {named} and in none of the others: check both"),
    };
    Some(remark(file, service, "longitude", &place(at), reason))
}

/// Something that moves has no position of its own.
fn bus_at_its_base(file: &str, service: &FoundService) -> Option<Finding> {
    let at = service.at.filter(|_| service.itinerant)?;
    let reason = "held at several places in turn: its coordinates are those of its base, not of its stops";
    Some(remark(file, service, "itinerance", &place(at), reason.into()))
}

/// An INSEE code in the column of postal codes. Equal digits prove it only where the commune's
/// chief post office cannot have them: postal codes end in 0 except in large cities.
fn postcode_is_a_commune_code(file: &str, service: &FoundService) -> Option<Finding> {
    let postcode = service.postcode.as_deref()?;
    if service.commune?.as_str() != postcode || postcode.ends_with('0') {
        return None;
    }
    let reason = "the postal code is the commune's INSEE code: give the code that letters bear";
    Some(remark(file, service, "code_postal", postcode, reason.into()))
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
            found.push(remark(file, service, "nom", &service.name, reason));
        }
    }
    found
}

fn place(at: LonLat) -> String {
    format!("{}, {}", at.lon_deg(), at.lat_deg())
}

fn remark(file: &str, service: &FoundService, field: &str, value: &str, reason: String) -> Finding {
    Finding::at(file, service.line, field, value, reason)
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
        doubts("f", services, None).into_iter().map(|f| (f.line.unwrap(), f.reason)).collect()
    }

    #[test]
    fn a_point_in_another_commune_or_in_none_is_doubted() {
        let square =
            |west: f64| Rect::new(coord! {x: west, y: 46.0}, coord! {x: west + 1.0, y: 47.0}).to_polygon().into();
        let areas: Vec<geo_types::MultiPolygon<f64>> = vec![square(-2.0), square(-1.0)];
        let index = AreaIndex::new(&areas);
        let codes = ["99001", "99002"].map(|c| CommuneCode::new(c).unwrap());
        let areas = KnownAreas { index: &index, codes: &codes };
        let mut at_home = service(2, "Alpha", Some((-1.5, 46.5)));
        at_home.commune = Some(codes[0]);
        let mut next_door = service(3, "Bêta", Some((-0.5, 46.5)));
        next_door.commune = Some(codes[0]);
        let mut away = service(4, "Gamma", Some((3.0, 46.5)));
        away.commune = Some(codes[1]);
        let mut elsewhere = service(5, "Delta", Some((3.0, 46.6)));
        elsewhere.commune = Some(CommuneCode::new("99003").unwrap());
        let found = doubts("f", &[at_home, next_door, away, elsewhere], Some(areas));
        assert_eq!(found.iter().map(|f| f.line.unwrap()).collect::<Vec<_>>(), [3, 4]);
        assert!(found[0].reason.contains("in commune 99002") && found[0].reason.contains("names 99001"));
        assert!(found[1].reason.contains("outside commune 99002"));
    }

    #[test]
    fn swapped_coordinates_and_metres_are_named_for_what_they_are() {
        assert!(what_else(46.5, -1.2).unwrap().contains("swapped"));
        let lambert = what_else(380_000.0, 6_620_000.0).unwrap();
        assert!(lambert.contains("metres labelled as degrees"), "{lambert}");
        let mercator = what_else(-53_001.643, 5_832_291.152).unwrap();
        assert!(mercator.contains("Mercator") && mercator.contains("-0.476"), "{mercator}");
        assert_eq!(what_else(-1.2, 46.5), None);
        assert_eq!(what_else(-9.14, 38.72), None, "Lisbon is only wrong");
        assert_eq!(reasons(&[service(7, "Alpha", Some((-9.14, 38.72)))]).len(), 1);
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
