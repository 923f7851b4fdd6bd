//! Figures of a town on paper: three communes in a row, ten kilometres apart, known by heart.

use coverage::{
    Estimate, Means, Options, Roles, figures, longest_catchment, past_figures, reach, travel_times,
    typology::{Typology, Verdict},
    zones,
};
use territory::{
    Capacity, ChildrenMethod, Commune, CommuneCode, DemandPoint, Departement, DepartementCode, Epci, FigureSet, Kinds,
    Level, Located, LonLat, Quantity,
    Quantity::{Known, Missing, Suppressed},
    Service, ServiceId, Siren, SourceId, Territory, Vintage,
    service::HomeCare,
};

/// Ten kilometres along a meridian, in degrees.
const TEN_KM: f64 = 10_000.0 / 111_195.079_735;

fn commune(i: usize, epci: &str, children: f64) -> Commune {
    Commune {
        code: CommuneCode::new(&format!("0000{}", i + 1)).unwrap(),
        name: format!("Papier-{i}"),
        epci: Siren::new(epci).ok(),
        departement: DepartementCode::new("00").unwrap(),
        postcodes: vec![],
        population: Known(1000.0),
        births: Known(children / 3.0),
        children_under_3: Known(children),
        children_method: ChildrenMethod::ThreeTimesBirths,
        seat: at(i),
        seat_is_sourced: true,
        area: geo::Rect::new((0.0, i as f64), (1.0, i as f64 + 1.0)).to_polygon().into(),
    }
}

fn at(i: usize) -> LonLat {
    LonLat::new(0.0, 46.0 + i as f64 * TEN_KM).unwrap()
}

fn creche(id: &str, i: usize, places: Quantity) -> Service {
    Service {
        id: ServiceId(format!("essai:{id}")),
        kind: "creche".into(),
        name: format!("Crèche {id}"),
        at: at(i),
        located: Located::Exact,
        commune: CommuneCode::new(&format!("0000{}", i + 1)).unwrap(),
        capacity: Capacity { agreees: places, actives: Missing, disponibles: Missing },
        hours: None,
        itinerant: false,
        address: None,
        postcode: None,
        phone: None,
        website: None,
        source: SourceId("essai".into()),
        vintage: Vintage("2024".into()),
    }
}

/// Communes of 30, 60 and 90 children; the EPCI holds the first two; one crèche of 20 places in the first.
fn paper() -> Territory {
    let (inside, outside) = ("200000001", "200000002");
    let communes = vec![commune(0, inside, 30.0), commune(1, inside, 60.0), commune(2, outside, 90.0)];
    let epci = |siren: &str, members: Vec<usize>| Epci {
        siren: Siren::new(siren).unwrap(),
        name: "CC du Papier".into(),
        declared_members: members.len(),
        members,
    };
    let care = |n: f64, agreees: f64| HomeCare {
        assistants: Known(n),
        capacity: Capacity { agreees: Known(agreees), actives: Missing, disponibles: Missing },
    };
    Territory {
        demand: communes
            .iter()
            .zip(0u32..)
            .map(|(c, i)| DemandPoint {
                at: c.seat,
                commune: i,
                children: c.children_under_3.known().unwrap(),
                is_cell: false,
            })
            .collect(),
        communes,
        epcis: vec![epci(inside, vec![0, 1]), epci(outside, vec![2])],
        departements: vec![Departement {
            code: DepartementCode::new("00").unwrap(),
            name: "Papier".into(),
            members: vec![0, 1, 2],
        }],
        services: vec![creche("a", 0, Known(20.0))],
        home_care: vec![care(10.0, 30.0), care(6.0, 12.0), care(20.0, 60.0)],
    }
}

fn compute(territory: &Territory) -> FigureSet {
    let estimate = Estimate::new(1.3, 45.0).unwrap();
    let means = Means::estimated(estimate);
    let times = travel_times(territory, &Kinds::builtin(), &means);
    let reach = reach(territory, &Kinds::builtin(), &means, longest_catchment());
    figures(
        territory,
        &Kinds::builtin(),
        &Options { year: 2024, estimate, times: &times, reach: &reach, how: &[], roles: Roles::default() },
    )
}

fn values(set: &FigureSet, indicator: &str, facet: &str, level: Level) -> Vec<Quantity> {
    set.column(indicator, facet, level).unwrap_or_else(|| panic!("{indicator}/{facet}")).values.clone()
}

#[test]
fn rates_by_mode_and_in_total_are_places_over_children() {
    let set = compute(&paper());
    let rate = |facet, level| values(&set, "coverage_rate", facet, level);
    assert_eq!(rate("eaje", Level::Commune), [Known(100.0 * 20.0 / 30.0), Known(0.0), Known(0.0)]);
    assert_eq!(rate("assistant_maternel", Level::Commune), [Known(100.0), Known(20.0), Known(100.0 * 60.0 / 90.0)]);
    assert_eq!(rate("total", Level::Epci), [Known(100.0 * 62.0 / 90.0), Known(100.0 * 60.0 / 90.0)]);
    assert_eq!(rate("total", Level::Departement), [Known(100.0 * 122.0 / 180.0)]);
    assert!(set.column("coverage_rate", "garde_a_domicile", Level::Commune).is_none(), "no source, no column");
    assert!(set.column("places_disponibles", "total", Level::Commune).is_none());
}

#[test]
fn minutes_and_children_beyond_follow_from_the_distances() {
    let set = compute(&paper());
    // 0, 10 and 20 km: 0, 1 040 and 2 080 s.
    let minutes = values(&set, "nearest_minutes", "creche", Level::Commune);
    assert_eq!(minutes, [Known(0.0), Known(1040.0 / 60.0), Known(2080.0 / 60.0)]);
    assert_eq!(values(&set, "children_beyond", "creche", Level::Commune), [Known(0.0), Known(60.0), Known(90.0)]);
    assert_eq!(values(&set, "children_beyond", "creche", Level::Departement), [Known(150.0)]);
    assert_eq!(values(&set, "share_beyond", "creche", Level::Epci), [Known(100.0 * 60.0 / 90.0), Known(100.0)]);
    let Known(mean) = values(&set, "nearest_minutes", "creche", Level::Epci)[0] else { panic!("known") };
    assert!((mean - 60.0 * 1040.0 / 90.0 / 60.0).abs() < 1e-9, "weighted by children: {mean}");
}

#[test]
fn a_child_at_exactly_the_threshold_is_within_it() {
    let mut territory = paper();
    // 15 min at 45 km/h are 11.25 km of road, 8 653.8 m as the crow flies.
    let edge = 11_250.0 / 1.3 / 111_195.079_735;
    for (lat, expected) in [(46.0 + edge, 0.0), (46.0 + edge * 1.001, 60.0)] {
        territory.demand[1].at = LonLat::new(0.0, lat).unwrap();
        assert_eq!(values(&compute(&territory), "children_beyond", "creche", Level::Commune)[1], Known(expected));
    }
}

#[test]
fn secret_missing_and_zero_stay_three_things() {
    let mut territory = paper();
    territory.home_care[1].assistants = Known(2.0);
    territory.services.push(creche("b", 2, Missing));
    territory.communes[2].children_under_3 = Known(0.0);
    territory.demand[2].children = 0.0;
    let set = compute(&territory);
    // Two assistants maternels are secret; their neighbour in the EPCI too, else 12 − 10 gives them away.
    assert_eq!(
        values(&set, "service_count", "assistant_maternel", Level::Commune),
        [Suppressed, Suppressed, Known(20.0)]
    );
    assert_eq!(values(&set, "coverage_rate", "total", Level::Commune), [Suppressed, Suppressed, Missing]);
    assert_eq!(
        values(&set, "coverage_rate", "eaje", Level::Commune),
        [Known(100.0 * 20.0 / 30.0), Known(0.0), Missing]
    );
    assert_eq!(values(&set, "children_beyond", "creche", Level::Commune)[2], Known(0.0));
    let rate = set.column("coverage_rate", "total", Level::Commune).unwrap();
    assert_eq!(rate.numerators[0], Suppressed, "the parts of a secret ratio are secret");
}

#[test]
fn places_within_reach_are_shared_with_the_neighbours() {
    let set = compute(&paper());
    let of = |indicator, facet, level| values(&set, indicator, facet, level);
    // Ten kilometres take 1,040 s: within twenty minutes, not within fifteen.
    let close = |mine: Vec<Quantity>, paper: &[f64]| {
        let apart = |(m, p): (&Quantity, &f64)| (m.known().expect("a rate is known") - p).abs();
        assert!(mine.len() == paper.len() && mine.iter().zip(paper).map(apart).all(|d| d < 1e-9), "{mine:?} {paper:?}");
    };
    close(of("accessible_places", "eaje", Level::Commune), &[100.0 * 20.0 / 30.0, 0.0, 0.0]);
    let shared = 100.0 * 20.0 / 90.0;
    close(of("accessible_places_20", "eaje", Level::Commune), &[shared, shared, 0.0]);
    // Within fifteen minutes everybody stays at home: the rates are the communes' own.
    let own: Vec<f64> = of("coverage_rate", "total", Level::Epci).iter().filter_map(|r| r.known()).collect();
    close(of("accessible_places", "total", Level::Epci), &own);
    let column = set.column("accessible_places_20", "total", Level::Departement).unwrap();
    let provenance = set.provenance(&column.provenance).unwrap();
    let parameter = |name: &str| provenance.parameters.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    assert_eq!((parameter("places offered"), parameter("places shared out")), (Some("122"), Some("122.0")));
    assert_eq!((parameter("places conserved"), parameter("limit")), (Some("true"), Some("20 min")));
    assert!(provenance.estimate && provenance.method_fr.contains("jusqu’à 20 min : 1"));
    let Known(all) = column.values[0] else { panic!("known") };
    assert!((all - 100.0 * 122.0 / 180.0).abs() < 1e-9, "every place is somebody’s: {all}");
}

#[test]
fn served_and_unserved_children_make_the_total_and_one_service_is_no_choice() {
    let set = compute(&paper());
    // 20 places for the 30 children of commune 0; nothing within fifteen minutes of the others.
    let share = values(&set, "unserved_share", "eaje", Level::Commune);
    assert_eq!(share, [Known(100.0 * 10.0 / 30.0), Known(100.0), Known(100.0)]);
    let column = set.column("unserved_share", "total", Level::Departement).unwrap();
    // 122 places, but commune 0 has 20 more than the children who reach them.
    assert_eq!((column.numerators[0], column.denominators[0]), (Known(78.0), Known(180.0)));
    assert_eq!(values(&set, "without_choice", "creche", Level::Departement), [Known(100.0)]);
    let mut richer = paper();
    richer.services.push(creche("b", 0, Known(1.0)));
    assert_eq!(
        values(&compute(&richer), "without_choice", "creche", Level::Commune),
        [Known(0.0), Known(100.0), Known(100.0)]
    );
}

#[test]
fn zones_have_their_class_and_their_reason() {
    let territory = paper();
    let set = compute(&territory);
    let rules = Typology::builtin();
    let verdicts = zones(&territory, &set, Level::Commune, &rules);
    let ids: Vec<String> = verdicts
        .iter()
        .map(|v| match v {
            Verdict::Class { id, .. } => id.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    // 166.7 with everybody served; 20 with 80 % unserved; 66.7 with a third unserved.
    assert_eq!(ids, ["surdotee", "en_tension", "equilibree"]);
    assert!(
        rules
            .sentence_fr(&verdicts[1])
            .starts_with("En tension : places accessibles pour 100 enfants : 20 (moins de 51,8)")
    );
}

#[test]
fn a_secret_commune_enters_the_accessible_places_as_its_share_of_what_is_public() {
    let mut territory = paper();
    // Two assistants of commune 0 are secret, and commune 1 with them; their places add up to 42.
    territory.home_care[0].assistants = Known(2.0);
    let set = compute(&territory);
    assert_eq!(
        values(&set, "places_agreees", "assistant_maternel", Level::Commune),
        [Suppressed, Suppressed, Known(60.0)]
    );
    let accessible = values(&set, "accessible_places", "assistant_maternel", Level::Commune);
    // 42 places for 90 children, spread by children: the same rate for both, that of the EPCI.
    for mine in &accessible[..2] {
        assert!((mine.known().unwrap() - 100.0 * 42.0 / 90.0).abs() < 1e-9, "{accessible:?}");
    }
    // Who had which of the 42 changes nothing that is published.
    let mut other = territory.clone();
    (other.home_care[0].capacity.agreees, other.home_care[1].capacity.agreees) = (Known(7.0), Known(35.0));
    let other = compute(&other);
    for facet in ["assistant_maternel", "total"] {
        for indicator in ["accessible_places", "accessible_places_20", "accessible_places_choice"] {
            for level in Level::ALL {
                let (a, b) = (values(&set, indicator, facet, level), values(&other, indicator, facet, level));
                assert_eq!(a, b, "{indicator} {facet}");
            }
        }
    }
}

#[test]
fn a_place_whose_number_is_not_known_makes_the_rate_of_its_neighbours_partial() {
    let mut territory = paper();
    territory.services.push(creche("b", 1, Missing));
    let set = compute(&territory);
    let of = |indicator: &str| set.column(indicator, "eaje", Level::Commune).unwrap();
    assert_eq!(of("accessible_places").partial, [1]);
    assert_eq!(of("accessible_places_20").partial, [0, 1, 2]);
    assert_eq!(set.column("accessible_places", "assistant_maternel", Level::Commune).unwrap().partial, [0u32; 0]);
}

#[test]
fn a_sum_over_some_of_the_communes_is_marked_partial() {
    let mut territory = paper();
    territory.communes[1].births = Missing;
    let set = compute(&territory);
    let births = set.column("births", "total", Level::Epci).unwrap();
    assert_eq!((births.values[0], births.partial.as_slice()), (Known(10.0), &[0u32][..]));
}

#[test]
fn more_places_never_lower_a_rate_and_a_new_service_never_lengthens_a_trip() {
    let before = compute(&paper());
    let mut richer = paper();
    richer.services.push(creche("b", 1, Known(5.0)));
    let after = compute(&richer);
    for level in Level::ALL {
        let pairs = |i, f| values(&before, i, f, level).into_iter().zip(values(&after, i, f, level));
        for (b, a) in pairs("coverage_rate", "total") {
            assert!(a.known() >= b.known(), "{b:?} {a:?}");
        }
        for (b, a) in pairs("nearest_minutes", "creche").chain(pairs("children_beyond", "creche")) {
            assert!(a.known() <= b.known(), "{b:?} {a:?}");
        }
    }
}

#[test]
fn every_column_can_say_where_it_comes_from() {
    let set = compute(&paper());
    assert!(!set.columns.is_empty());
    for column in &set.columns {
        let provenance = set.provenance(&column.provenance).unwrap_or_else(|| panic!("{}", column.provenance));
        assert!(!provenance.method_fr.is_empty() && !provenance.method_en.is_empty());
        assert_eq!(column.values.len(), paper().count(column.level));
    }
    let eaje = set.provenance("coverage_rate.eaje").unwrap();
    assert_eq!(eaje.sources, [SourceId("essai".into())]);
    assert!(set.provenance("nearest_minutes.creche").unwrap().estimate);
}

#[test]
fn a_past_year_is_computed_as_the_present_one_and_says_what_it_is() {
    let estimate = Estimate::new(1.3, 45.0).unwrap();
    let mut then = paper();
    then.home_care[1].assistants = Known(2.0);
    let means = Means::estimated(estimate);
    let times = travel_times(&then, &Kinds::builtin(), &means);
    let reach = reach(&then, &Kinds::builtin(), &means, longest_catchment());
    let options = Options { year: 2021, estimate, times: &times, reach: &reach, how: &[], roles: Roles::default() };
    let past = past_figures(&then, &Kinds::builtin(), &options, vec![1]);
    let same = figures(&then, &Kinds::builtin(), &options);
    assert_eq!((past.year, past.carried.as_slice(), past.columns.len()), (2021, &[1u32][..], same.columns.len()));
    for (past, same) in past.columns.iter().zip(&same.columns) {
        assert_eq!((&past.values, &past.numerators, &past.partial), (&same.values, &same.numerators, &same.partial));
        assert_eq!(past.provenance, format!("{}.2021", same.provenance));
    }
    let set = FigureSet { past: vec![past], ..compute(&paper()) };
    assert!(set.is_ordered());
    let secret = set.column_in(2021, "service_count", "assistant_maternel", Level::Commune).unwrap();
    assert_eq!(secret.values, [Suppressed, Suppressed, Known(20.0)], "secrecy holds in each year");
    let provenance = set.provenance("coverage_rate.total.2021").unwrap();
    assert!(provenance.method_fr.contains("Situation de 2021") && provenance.method_fr.contains("scindées"));
    assert!(!set.provenance("coverage_rate.total").unwrap().method_fr.contains("2021"));
}
