use super::*;

fn tags(pairs: &[(&str, &str)]) -> Tags {
    Tags(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

fn profile(id: &str) -> Profile {
    Profiles::builtin().get(id).unwrap().clone()
}

fn both(kmh: f64) -> Option<StreetUse> {
    Some(StreetUse { forward: Direction::Kmh(kmh), backward: Direction::Kmh(kmh) })
}

#[test]
fn the_built_in_profiles_are_car_bike_and_foot_and_say_where_their_speeds_come_from() {
    let profiles = Profiles::builtin();
    assert_eq!(profiles.0.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["bike", "car", "foot"]);
    for p in &profiles.0 {
        for words in [&p.speed_source, &p.limit_source, &p.parking_source, &p.surfaces.source, &p.barriers.source] {
            assert!(words.len() > 10, "{}: {words}", p.id);
        }
    }
    assert!(profiles.get("horse").unwrap_err().to_string().contains("bike, car, foot"));
}

#[test]
fn a_posted_limit_a_zone_and_a_bad_surface_decide_the_speed_of_a_car() {
    let car = profile("car");
    assert_eq!(car.street(&tags(&[("highway", "secondary"), ("maxspeed", "80")])), both(72.0));
    assert_eq!(car.street(&tags(&[("highway", "secondary"), ("maxspeed", "FR:urban")])), both(45.0));
    assert_eq!(car.street(&tags(&[("highway", "secondary"), ("zone:traffic", "FR:urban")])), both(45.0));
    assert_eq!(car.street(&tags(&[("highway", "motorway"), ("maxspeed", "none"), ("oneway", "no")])), both(130.0));
    assert_eq!(car.street(&tags(&[("highway", "secondary"), ("surface", "gravel")])), both(30.0));
    assert_eq!(car.street(&tags(&[("highway", "secondary")])), both(58.0));
    let two = car.street(&tags(&[("highway", "tertiary"), ("maxspeed", "50"), ("maxspeed:backward", "30")])).unwrap();
    assert_eq!((two.forward, two.backward), (Direction::Kmh(45.0), Direction::Kmh(27.0)));
}

#[test]
fn a_one_way_street_is_not_driven_backwards_and_a_roundabout_is_one() {
    let car = profile("car");
    let closed = |pairs: &[(&str, &str)]| {
        let street = car.street(&tags(pairs)).unwrap();
        (street.forward == Direction::Closed, street.backward == Direction::Closed)
    };
    assert_eq!(closed(&[("highway", "residential"), ("oneway", "yes")]), (false, true));
    assert_eq!(closed(&[("highway", "residential"), ("oneway", "-1")]), (true, false));
    assert_eq!(closed(&[("highway", "tertiary"), ("junction", "roundabout")]), (false, true));
    assert_eq!(closed(&[("highway", "motorway")]), (false, true));
    assert_eq!(closed(&[("highway", "residential"), ("oneway", "reversible")]), (true, true));
}

#[test]
fn a_bike_rides_against_a_one_way_street_only_where_that_is_allowed() {
    let bike = profile("bike");
    let backward = |pairs: &[(&str, &str)]| bike.street(&tags(pairs)).unwrap().backward;
    let street = ("highway", "residential");
    assert_eq!(backward(&[street, ("oneway", "yes")]), Direction::Closed);
    assert_eq!(backward(&[street, ("oneway", "yes"), ("oneway:bicycle", "no")]), Direction::Kmh(15.0));
    assert_eq!(backward(&[street, ("oneway", "yes"), ("cycleway", "opposite_lane")]), Direction::Kmh(15.0));
    assert_eq!(backward(&[street, ("oneway", "yes"), ("cycleway", "lane")]), Direction::Closed);
    assert_eq!(profile("foot").street(&tags(&[street, ("oneway", "yes")])), both(4.5));
}

#[test]
fn the_most_specific_access_decides() {
    let (car, bike, foot) = (profile("car"), profile("bike"), profile("foot"));
    let lane = tags(&[("highway", "unclassified"), ("access", "no"), ("bicycle", "yes")]);
    assert!(car.street(&lane).is_none() && foot.street(&lane).is_none());
    assert_eq!(bike.street(&lane), both(15.0));
    assert!(car.street(&tags(&[("highway", "footway")])).is_none());
    assert_eq!(bike.street(&tags(&[("highway", "footway")])), both(4.0), "pushed");
    assert_eq!(bike.street(&tags(&[("highway", "footway"), ("bicycle", "designated")])), both(11.0));
    assert_eq!(bike.street(&tags(&[("highway", "primary"), ("bicycle", "dismount")])), both(4.0));
    assert!(foot.street(&tags(&[("highway", "trunk"), ("motorroad", "yes")])).is_none());
    assert!(car.street(&tags(&[("highway", "residential"), ("motor_vehicle", "destination")])).is_some());
    assert!(car.street(&tags(&[("highway", "service"), ("access", "private")])).is_none());
}

#[test]
fn a_ferry_takes_its_duration_and_only_those_it_is_for() {
    let (car, foot) = (profile("car"), profile("foot"));
    let ferry = tags(&[("route", "ferry"), ("duration", "00:20"), ("motor_vehicle", "yes"), ("foot", "yes")]);
    assert_eq!(car.street(&ferry).unwrap().forward, Direction::WholeWay(1200.0));
    let small = tags(&[("route", "ferry"), ("foot", "yes")]);
    assert!(car.street(&small).is_none());
    assert_eq!(foot.street(&small), both(15.0).map(|u| StreetUse { ..u }));
    assert!(car.street(&tags(&[("route", "ferry"), ("motor_vehicle", "no")])).is_none());
}

#[test]
fn a_bollard_stops_a_car_and_not_a_bike_and_a_gate_only_delays() {
    let (car, bike) = (profile("car"), profile("bike"));
    let bollard = tags(&[("barrier", "bollard")]);
    assert_eq!((car.node_delay_s(&bollard), bike.node_delay_s(&bollard)), (None, Some(0.0)));
    assert_eq!(car.node_delay_s(&tags(&[("barrier", "bollard"), ("motor_vehicle", "yes")])), Some(0.0));
    assert_eq!(car.node_delay_s(&tags(&[("barrier", "gate")])), Some(10.0));
    assert_eq!(car.node_delay_s(&tags(&[("barrier", "gate"), ("access", "private")])), None);
    assert_eq!(car.node_delay_s(&tags(&[("highway", "traffic_signals")])), Some(2.0));
}

#[test]
fn a_restriction_binds_the_vehicles_it_names_and_spares_its_exceptions() {
    let (car, bike, foot) = (profile("car"), profile("bike"), profile("foot"));
    assert!(car.is_bound_by(None, "") && bike.is_bound_by(None, "") && !foot.is_bound_by(None, ""));
    assert!(!bike.is_bound_by(None, "psv; bicycle") && car.is_bound_by(None, "psv; bicycle"));
    assert!(!car.is_bound_by(Some("hgv"), "") && car.is_bound_by(Some("motorcar"), ""));
}

#[test]
fn a_profile_with_an_absurd_speed_is_refused_by_name() {
    let text = include_str!("../../../../data/profiles.toml").replace("motorway = 95", "motorway = 950");
    let said = Profiles::parse(&text).unwrap_err().to_string();
    assert!(said.contains("car.motorway = 950") && said.contains("200"), "{said}");
    assert!(Profiles::parse("format = 2").unwrap_err().to_string().contains("format = 1"));
}
