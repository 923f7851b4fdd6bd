//! The parts of the distance between a commune's own rate and its accessible rate.

use coverage::{
    Homes, Places, accessible, accessible_rate,
    catchment::{Catchment, Decay, Method, Pairs, Selection, Sharing, decays},
    explanations, reaching_nothing,
};
use proptest::prelude::*;
use territory::{Quantity, Seconds};

fn minutes(rows: &[Option<&[(u32, u32)]>], services: usize) -> Pairs {
    let of = |row: &Option<&[(u32, u32)]>| {
        row.map(|row| row.iter().map(|(j, m)| (*j, Seconds::from_minutes(*m))).collect::<Vec<_>>())
    };
    Pairs::by_home(services, rows.iter().map(of)).unwrap()
}

/// Two communes of 10 and 30 children; the crèche of 20 places stands in the first; both reach it.
#[test]
fn on_paper_the_neighbours_use_three_places_in_four() {
    let pairs = minutes(&[Some(&[(0, 2)]), Some(&[(0, 9)])], 1);
    let catchment = Catchment { method: Method::TwoStep, decay: Decay::within(15) };
    let sharing = Sharing::new(&pairs, &[10.0, 30.0], &catchment);
    let places = Places {
        by_service: &[20.0],
        commune_of_service: &[Some(0)],
        commune_of_home: &[0, 1],
        without_position: &[4.0, 0.0],
    };
    let all = explanations(&sharing, &places);
    let (first, second) = (all[0].as_ref().unwrap(), all[1].as_ref().unwrap());
    // 20 places + 4 at school for 10 children = 240; 15 places go to the neighbours, 5 stay.
    assert_eq!((first.own_rate, first.accessible_rate), (240.0, 50.0));
    assert_eq!((first.to_neighbours, first.without_position, first.from_neighbours), (-150.0, -40.0, 0.0));
    assert_eq!(first.neighbours, [(1, -150.0)]);
    assert_eq!((second.own_rate, second.accessible_rate, second.from_neighbours), (0.0, 50.0, 50.0));
    assert_eq!(second.neighbours, [(0, 50.0)]);
}

#[test]
fn places_that_nobody_reaches_and_homes_without_times_have_their_part() {
    // Commune 0: 10 children on no road, 10 who reach the neighbour's 8 places; its own 6 are far.
    let pairs = minutes(&[None, Some(&[(1, 5)]), Some(&[(1, 5), (0, 16)])], 2);
    let catchment = Catchment { method: Method::TwoStep, decay: Decay::within(15) };
    let children = [10.0, 10.0, 10.0];
    let sharing = Sharing::new(&pairs, &children, &catchment);
    let places = Places {
        by_service: &[6.0, 8.0],
        commune_of_service: &[Some(0), Some(1)],
        commune_of_home: &[0, 0, 1],
        without_position: &[0.0, 0.0],
    };
    let all = explanations(&sharing, &places);
    let ours = all[0].as_ref().unwrap();
    assert_eq!((ours.own_rate, ours.accessible_rate), (30.0, 40.0));
    assert_eq!((ours.beyond_reach, ours.from_neighbours, ours.unreachable_homes), (-30.0, 20.0, 20.0));
    let homes = Homes::new(places.commune_of_home, &children, 2);
    let by_commune = accessible(&sharing.of(places.by_service), &homes);
    assert_eq!(by_commune.children_without_times, [10.0, 0.0]);
    assert_eq!(accessible_rate(by_commune.places[0], by_commune.children[0]), Quantity::Known(40.0));
    assert_eq!(reaching_nothing(&pairs, &homes, Seconds::from_minutes(4)), [10.0, 10.0]);
}

#[test]
fn a_commune_without_a_home_with_times_has_no_rate_and_one_without_children_has() {
    let pairs = minutes(&[None, Some(&[(0, 1)]), Some(&[(0, 1)])], 1);
    let children = [5.0, 0.0, 10.0];
    let catchment = Catchment { method: Method::TwoStep, decay: Decay::within(15) };
    let sharing = Sharing::new(&pairs, &children, &catchment);
    let all = accessible(&sharing.of(&[5.0]), &Homes::new(&[0, 1, 2], &children, 3));
    let rate = |i: usize| accessible_rate(all.places[i], all.children[i]);
    assert_eq!(rate(0), Quantity::Missing);
    assert!((rate(1).known().unwrap() - 50.0).abs() < 1e-9 && rate(2) == Quantity::Known(50.0));
}

#[derive(Debug)]
struct Land {
    pairs: Pairs,
    children: Vec<f64>,
    places: Vec<f64>,
    homes: Vec<u32>,
    services: Vec<Option<u32>>,
    without_position: Vec<f64>,
}

fn land() -> impl Strategy<Value = Land> {
    (1..6usize, 1..16usize, 1..8usize).prop_flat_map(|(communes, homes, services)| {
        let row = prop::option::weighted(0.9, prop::collection::vec(prop::option::weighted(0.6, 0..2000u32), services));
        let rows = prop::collection::vec(row, homes);
        let commune = 0..communes as u32;
        (
            rows,
            prop::collection::vec(0..30u32, homes),
            prop::collection::vec(0..60u32, services),
            prop::collection::vec(commune.clone(), homes),
            prop::collection::vec(prop::option::weighted(0.9, commune), services),
            prop::collection::vec(0..9u32, communes),
        )
            .prop_map(move |(rows, children, places, mut of_home, of_service, without)| {
                of_home.sort_unstable();
                let list = |row: &Option<Vec<Option<u32>>>| {
                    row.as_ref()
                        .map(|r| (0u32..).zip(r).filter_map(|(j, s)| Some((j, Seconds((*s)?)))).collect::<Vec<_>>())
                };
                let float = |v: Vec<u32>| v.into_iter().map(f64::from).collect::<Vec<f64>>();
                Land {
                    pairs: Pairs::by_home(services, rows.iter().map(list)).unwrap(),
                    children: float(children),
                    places: float(places),
                    homes: of_home,
                    services: of_service,
                    without_position: float(without),
                }
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: proptest::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]
    #[test]
    fn the_parts_add_up_to_the_difference_whatever_the_method(land in land()) {
        let methods = [Method::TwoStep, Method::Modified, Method::ThreeStep(Selection::WithinLimit), Method::Balanced];
        for (method, decay) in methods.into_iter().flat_map(|m| decays().into_iter().map(move |d| (m, d.decay))) {
            let catchment = Catchment { method, decay };
            let sharing = Sharing::new(&land.pairs, &land.children, &catchment);
            let places = Places {
                by_service: &land.places,
                commune_of_service: &land.services,
                commune_of_home: &land.homes,
                without_position: &land.without_position,
            };
            let shares = sharing.of(&land.places);
            let rates = accessible(&shares, &Homes::new(&land.homes, &land.children, land.without_position.len()));
            for (i, explanation) in explanations(&sharing, &places).iter().enumerate() {
                let Some(e) = explanation else {
                    prop_assert!(rates.children[i].known().is_none_or(|n| n < 1e-6));
                    continue;
                };
                let scale = e.own_rate.abs() + e.accessible_rate.abs() + 1.0;
                prop_assert!((e.accessible_rate - e.own_rate - e.difference()).abs() < 1e-9 * scale, "{e:?}");
                let rate = accessible_rate(rates.places[i], rates.children[i]).known().unwrap();
                prop_assert!((rate - e.accessible_rate).abs() < 1e-9 * scale);
                prop_assert!(e.from_neighbours >= -1e-9 && e.to_neighbours <= 0.0 && e.beyond_reach <= 0.0);
                if method.conserves() {
                    prop_assert!(e.left_by_method.abs() < 1e-9 * scale, "{e:?}");
                }
            }
        }
    }
}
