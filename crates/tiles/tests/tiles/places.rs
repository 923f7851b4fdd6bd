//! Points and cells: seats, services, the grid.

use std::collections::BTreeSet;

use crate::common::{build, commune, grid_territory, options, territory};
use geo::{BoundingRect, Contains, MultiPolygon, polygon};
use territory::projection::{Crs, Projector};
use territory::{
    Capacity, CommuneCode, DemandPoint, Kinds, Located, LonLat, Service, ServiceId, SourceId, Territory, Vintage,
};

fn service(id: &str, kind: &str, lon: f64, lat: f64) -> Service {
    Service {
        id: ServiceId(id.to_owned()),
        kind: kind.into(),
        name: format!("Service {id}"),
        at: LonLat::new(lon, lat).unwrap(),
        located: Located::Exact,
        commune: CommuneCode::new("85001").unwrap(),
        capacity: Capacity::UNKNOWN,
        hours: None,
        itinerant: false,
        address: None,
        postcode: None,
        phone: None,
        website: None,
        source: SourceId("fictif".into()),
        vintage: Vintage("2024".into()),
    }
}

fn one_commune() -> Territory {
    let area = polygon![(x: -1.5, y: 46.0), (x: -1.0, y: 46.0), (x: -1.0, y: 46.5), (x: -1.5, y: 46.5)];
    territory(vec![commune("85001", None, MultiPolygon(vec![area]))])
}

#[test]
fn homes_are_never_shown_and_services_start_at_zoom_7() {
    let nominative = Kinds::builtin().all.iter().find(|k| k.nominative).unwrap().id.clone();
    let mut territory = one_commune();
    territory.services = vec![
        service("a", "creche", -1.2, 46.2),
        service("b", nominative.as_str(), -1.21, 46.2),
        service("c", "a_kind_nobody_knows", -1.22, 46.2),
        service("d", "mam", -1.23, 46.2),
    ];
    let (archive, report) = build(&territory, &options(9));
    assert_eq!(report.layers.iter().find(|l| l.layer == "services").unwrap().features, 2);
    for zoom in 0..=9 {
        let shown: BTreeSet<(u64, &str, &str)> = archive
            .features(zoom, "services")
            .iter()
            .map(|(_, f)| (f.id.unwrap(), f.text("kind"), f.text("name")))
            .collect();
        let expected = [(1, "creche", "Service a"), (4, "mam", "Service d")];
        assert_eq!(shown, if zoom < 7 { BTreeSet::new() } else { BTreeSet::from(expected) }, "zoom {zoom}");
    }
    let anywhere = archive.tiles.values().flatten().flat_map(|l| &l.features);
    let texts = anywhere.flat_map(|f| f.properties.values()).filter_map(|v| v.string_value.as_deref());
    assert!(texts.into_iter().all(|t| t != nominative.as_str() && t != "Service b"));
}

#[test]
fn a_service_is_where_it_is() {
    let mut territory = one_commune();
    territory.services = vec![service("a", "creche", -1.2, 46.2)];
    let (archive, _) = build(&territory, &options(12));
    let (tile, shown) = archive.features(12, "services")[0];
    let (lon, lat) = degrees(tile, shown.runs[0][0], 12);
    assert!((lon + 1.2).abs() < 1.5e-5 && (lat - 46.2).abs() < 1.5e-5, "{lon} {lat}");
}

/// Degrees of a point of a tile.
fn degrees(tile: (u32, u32), [x, y]: [i32; 2], zoom: u8) -> (f64, f64) {
    let size = f64::from(1u32 << zoom);
    let lon = (f64::from(tile.0) + f64::from(x) / 4096.0) / size * 360.0 - 180.0;
    let mercator = std::f64::consts::PI * (1.0 - 2.0 * (f64::from(tile.1) + f64::from(y) / 4096.0) / size);
    (lon, mercator.sinh().atan().to_degrees())
}

#[test]
fn the_name_of_an_epci_is_written_inside_it_even_when_it_surrounds_another() {
    // Blocks of nine communes whose middle one belongs to others: the middle of each is outside it.
    let territory = grid_territory(12, 10, 2);
    let (archive, report) = build(&territory, &options(12));
    let names = archive.features(12, "names");
    let own: Vec<_> = names.iter().filter(|(_, f)| f.runs[0][0].iter().all(|v| (0..4096).contains(v))).collect();
    assert_eq!(own.len(), territory.epcis.len());
    assert_eq!(report.layers.iter().find(|l| l.layer == "names").unwrap().features, own.len() as u64);
    let mut middles_outside = 0;
    for (tile, name) in own {
        let epci = &territory.epcis[name.id.unwrap() as usize - 1];
        assert_eq!(name.text("name"), epci.name);
        let holds = |point: geo::Point| epci.members.iter().any(|&m| territory.communes[m].area.contains(&point));
        let (lon, lat) = degrees(*tile, name.runs[0][0], 12);
        assert!(holds(geo::Point::new(lon, lat)), "{} is written at {lon} {lat}, outside it", epci.name);
        let all = MultiPolygon(epci.members.iter().flat_map(|&m| territory.communes[m].area.0.clone()).collect());
        middles_outside += usize::from(!holds(all.bounding_rect().unwrap().center().into()));
    }
    assert!(middles_outside >= 5, "the middles of {middles_outside} EPCI only are outside them");
    let inhabitants = |epci: &territory::Epci| -> f64 {
        let of = |&m: &usize| territory.communes[m].population.known().unwrap();
        epci.members.iter().map(of).sum()
    };
    let mut by_rank = names;
    by_rank.sort_by_key(|(_, f)| f.count("rank"));
    let populations: Vec<f64> =
        by_rank.iter().map(|(_, f)| inhabitants(&territory.epcis[f.id.unwrap() as usize - 1])).collect();
    assert!(populations.is_sorted_by(|a, b| a >= b), "{populations:?}");
}

#[test]
fn the_most_populated_town_centres_come_first_and_all_from_zoom_10() {
    let territory = grid_territory(12, 10, 2);
    let (archive, _) = build(&territory, &options(10));
    let ranks =
        |zoom| -> BTreeSet<u64> { archive.features(zoom, "seats").iter().map(|(_, f)| f.count("rank")).collect() };
    assert_eq!(ranks(0), (0..16).collect());
    assert_eq!(ranks(5), (0..64).collect());
    for zoom in 6..=10 {
        assert_eq!(ranks(zoom), (0..120).collect());
    }
    // The code of the helper's communes rises as their population falls; two départements.
    let mut by_population: Vec<&str> = territory.communes.iter().map(|c| c.code.as_str()).collect();
    by_population.sort_by_key(|code| code[2..].parse::<u32>().unwrap());
    for (_, seat) in archive.features(10, "seats") {
        assert_eq!(seat.text("code"), by_population[seat.count("rank") as usize]);
        assert_eq!(territory.communes[seat.id.unwrap() as usize - 1].code.as_str(), seat.text("code"));
    }
}

#[test]
fn cells_tile_the_plane_and_carry_children_to_a_tenth() {
    let laea = Projector::new(Crs::LaeaEurope);
    let mut territory = one_commune();
    let (x, y) = laea.from_wgs84(LonLat::new(-1.2, 46.2).unwrap()).unwrap();
    let centre = |v: f64, i: usize| (v / 200.0).floor() * 200.0 + 100.0 + 200.0 * i as f64;
    let cell = |i: usize| DemandPoint {
        at: laea.to_wgs84(centre(x, i % 5), centre(y, i / 5)).unwrap(),
        commune: 0,
        children: 1.234 * i as f64,
        is_cell: true,
    };
    territory.demand = (0..25).map(cell).collect();
    territory.demand.push(DemandPoint { is_cell: false, ..cell(3) });
    let (archive, _) = build(&territory, &options(12));
    assert!(archive.features(9, "grid").is_empty());
    for zoom in 10..=12 {
        let cells = archive.features(zoom, "grid");
        let ids: BTreeSet<u64> = cells.iter().map(|(_, f)| f.id.unwrap()).collect();
        assert_eq!(ids, (1..=25).collect(), "a town centre is no cell");
        let (tile, _) = cells[0];
        let here: Vec<_> = cells.iter().filter(|(t, f)| *t == tile && f.runs[0].len() == 4).collect();
        for (_, cell) in &here {
            let children = cell.properties["children"].double_value.unwrap();
            let exact = 1.234 * (cell.id.unwrap() - 1) as f64;
            assert!((children - exact).abs() <= 0.0501 && (children * 10.0).fract() == 0.0, "{children} {exact}");
        }
        // Neighbours share their corners: 25 squares have 36 corners.
        if here.len() == 25 {
            let corners: BTreeSet<[i32; 2]> = here.iter().flat_map(|(_, f)| f.runs[0].iter().copied()).collect();
            assert_eq!(corners.len(), 36);
        }
    }
}
