//! Who is far, who has no choice, who finds no place, when everything is closed.

use coverage::{
    Homes,
    catchment::Pairs,
    gaps::{RANKS, assign, gaps, open_in, opening_slots, sessions, slot_gaps},
};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;
use territory::{Quantity::Known, Quantity::Missing, Seconds, Slot, WeeklyHours};

fn by_minutes(services: usize, rows: &[Option<&[(u32, u32)]>]) -> Pairs {
    let of = |row: &Option<&[(u32, u32)]>| {
        row.map(|row| row.iter().map(|(j, m)| (*j, Seconds::from_minutes(*m))).collect::<Vec<_>>())
    };
    Pairs::by_home(services, rows.iter().map(of)).unwrap()
}

const QUARTER: Seconds = Seconds(900);

#[test]
fn first_second_and_third_are_told_apart_and_a_threshold_is_reached_at_equality() {
    let pairs = by_minutes(4, &[Some(&[(0, 20), (1, 15), (2, 4), (3, 9)]), Some(&[(1, 16)]), None]);
    let homes = Homes::new(&[0, 0, 0], &[10.0, 30.0, 7.0], 1);
    let all = gaps(&pairs, &homes, &[true, true, true, false], &[QUARTER, Seconds::from_minutes(3)]);
    let g = &all[0];
    // Home 0: 4, 15, 20 minutes (the service of 9 minutes is not offered). Home 1: 16.
    assert_eq!(g.minutes, [Known(13.0), Known(15.0), Known(20.0)]);
    assert_eq!((g.children, g.children_without_times, g.children_with), (40.0, 7.0, [40.0, 10.0, 10.0]));
    assert_eq!((g.beyond.as_slice(), g.without_choice.as_slice()), (&[30.0, 40.0][..], &[30.0, 40.0][..]));
}

#[test]
fn without_any_service_everybody_is_beyond_and_no_time_is_zero() {
    let pairs = by_minutes(1, &[Some(&[])]);
    let all = gaps(&pairs, &Homes::new(&[0], &[8.0], 1), &[true], &[QUARTER]);
    assert_eq!((all[0].minutes, all[0].beyond[0], all[0].without_choice[0]), ([Missing; RANKS], 8.0, 8.0));
}

#[test]
fn the_nearest_take_the_places_and_the_others_go_further() {
    // Ten places at 5 minutes for home 0 and 8 minutes for home 1, which has twelve more at 12.
    let pairs = by_minutes(2, &[Some(&[(0, 5)]), Some(&[(0, 8), (1, 12)]), None]);
    let found = assign(&pairs, &[8.0, 20.0, 5.0], &[10.0, 12.0], QUARTER);
    assert_eq!(
        (found.served, found.unserved, found.used),
        (vec![8.0, 14.0, 0.0], vec![0.0, 6.0, 0.0], vec![10.0, 12.0])
    );
}

#[test]
fn those_who_come_at_the_same_second_share() {
    let pairs = by_minutes(1, &[Some(&[(0, 5)]), Some(&[(0, 5)])]);
    let found = assign(&pairs, &[10.0, 30.0], &[20.0], QUARTER);
    assert_eq!(found.served, [5.0, 15.0]);
}

fn week(day: u8, from_h: u32, to_h: u32) -> WeeklyHours {
    WeeklyHours::new(vec![Slot { day, from: Seconds(from_h * 3600), to: Seconds(to_h * 3600) }]).unwrap()
}

#[test]
fn seven_oclock_sharp_is_not_before_seven() {
    let slots = opening_slots();
    let of = |id: &str| slots.iter().find(|s| s.id == id).unwrap();
    assert_eq!(open_in(Some(&week(0, 7, 18)), of("before_7")), Some(false));
    assert_eq!(open_in(Some(&week(0, 6, 18)), of("before_7")), Some(true));
    assert_eq!(open_in(Some(&week(6, 6, 18)), of("before_7")), Some(false), "a Sunday is no working day");
    assert_eq!(open_in(Some(&week(4, 9, 19)), of("after_19")), Some(false));
    assert_eq!(open_in(Some(&week(4, 9, 20)), of("after_19")), Some(true));
    assert_eq!(open_in(Some(&week(5, 9, 12)), of("saturday")), Some(true));
    assert_eq!(open_in(Some(&week(5, 9, 12)), of("wednesday")), Some(false));
    assert_eq!(open_in(None, of("saturday")), None);
}

#[test]
fn hours_that_are_not_known_are_neither_open_nor_closed() {
    let pairs = by_minutes(3, &[Some(&[(0, 5), (1, 6)]), Some(&[(0, 5), (2, 5)]), Some(&[(0, 5)]), Some(&[(1, 16)])]);
    let homes = Homes::new(&[0; 4], &[1.0, 2.0, 4.0, 8.0], 1);
    let open = [Some(false), Some(true), None];
    let gap = slot_gaps(&pairs, &homes, &[true; 3], &open, QUARTER)[0];
    assert_eq!((gap.served, gap.unknown, gap.unserved), (1.0, 2.0, 12.0));
}

#[test]
fn sessions_within_reach_are_added_up() {
    let pairs = by_minutes(3, &[Some(&[(0, 5), (1, 15)]), Some(&[(1, 16), (2, 3)]), Some(&[])]);
    let homes = Homes::new(&[0, 0, 1], &[30.0, 10.0, 5.0], 2);
    let all = sessions(&pairs, &homes, &[Some(2), Some(3), None], QUARTER);
    assert_eq!((all[0].mean, all[0].children_without, all[0].children_unknown), (Known(3.75), 10.0, 10.0));
    assert_eq!((all[1].mean, all[1].children_without, all[1].children_unknown), (Known(0.0), 5.0, 0.0));
}

fn towns() -> impl Strategy<Value = (Pairs, Vec<f64>, Vec<f64>)> {
    (1..14usize, 1..7usize).prop_flat_map(|(homes, services)| {
        // Few different times: many ties.
        let row = prop::option::weighted(0.9, prop::collection::vec(prop::option::weighted(0.6, 0..6u32), services));
        let pairs = prop::collection::vec(row, homes).prop_map(move |rows| {
            let of = |row: &Option<Vec<Option<u32>>>| {
                row.as_ref().map(|r| (0u32..).zip(r).filter_map(|(j, s)| Some((j, Seconds((*s)?)))).collect::<Vec<_>>())
            };
            Pairs::by_home(services, rows.iter().map(of)).unwrap()
        });
        let some = |n: u32| (0..n).prop_map(f64::from);
        (pairs, prop::collection::vec(some(20), homes), prop::collection::vec(some(40), services))
    })
}

fn sum(list: &[f64]) -> f64 {
    list.iter().sum()
}

/// The most children that any allocation serves.
fn best(pairs: &Pairs, children: &[f64], places: &[f64], limit: Seconds) -> f64 {
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut rows = vec![Vec::new(); children.len()];
    let mut columns = vec![Vec::new(); places.len()];
    for (home, row) in rows.iter_mut().enumerate() {
        for (service, _) in pairs.of(home).filter(|(_, s)| *s <= limit) {
            let x = problem.add_var(1.0, (0.0, f64::INFINITY));
            row.push((x, 1.0));
            columns[service as usize].push((x, 1.0));
        }
    }
    let limits = rows.iter().zip(children).chain(columns.iter().zip(places));
    limits.filter(|(r, _)| !r.is_empty()).for_each(|(r, n)| problem.add_constraint(r, ComparisonOp::Le, *n));
    problem.solve().unwrap().into_solution().unwrap().objective()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: proptest::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn served_and_unserved_make_the_total_and_no_place_in_reach_stays_free(
        (pairs, children, places) in towns(), limit in 0..6u32, which in any::<prop::sample::Index>(),
    ) {
        let limit = Seconds(limit);
        let found = assign(&pairs, &children, &places, limit);
        for (home, n) in children.iter().enumerate() {
            let total = if pairs.lacks_times(home) { 0.0 } else { *n };
            prop_assert!((found.served[home] + found.unserved[home] - total).abs() < 1e-9);
            prop_assert!(found.served[home] >= 0.0 && found.unserved[home] >= 0.0);
            if found.unserved[home] > 1e-6 {
                for (service, _) in pairs.of(home).filter(|(_, s)| *s <= limit) {
                    let service = service as usize;
                    prop_assert!(found.used[service] >= places[service] - 1e-6, "home {home}, service {service}: {found:?}");
                }
            }
        }
        let used = sum(&found.used);
        prop_assert!((used - sum(&found.served)).abs() < 1e-6);
        prop_assert!(found.used.iter().zip(&places).all(|(u, p)| *u <= p + 1e-9));
        // No allocation serves more than the best, and the nearest-first serves at least half of it.
        let best = best(&pairs, &children, &places, limit);
        prop_assert!(used <= best + 1e-6 && used >= best / 2.0 - 1e-6, "{used} {best}");
        // A place more, or a longer way, leaves no more children out.
        let mut more = places.clone();
        more[which.index(places.len())] += 3.0;
        let after = assign(&pairs, &children, &more, limit);
        prop_assert!(sum(&after.unserved) <= sum(&found.unserved) + 1e-6);
    }

    #[test]
    fn every_child_with_times_is_within_or_beyond((pairs, children, _) in towns(), limit in 0..6u32) {
        let commune = vec![0; children.len()];
        let homes = Homes::new(&commune, &children, 1);
        let offered = vec![true; pairs.services()];
        let limits = [Seconds(limit), Seconds(limit + 1)];
        let g = &gaps(&pairs, &homes, &offered, &limits)[0];
        let within: f64 = (0..children.len())
            .filter(|home| pairs.of(*home).any(|(_, s)| s <= limits[0]))
            .map(|home| children[home])
            .sum();
        prop_assert!((within + g.beyond[0] - g.children).abs() < 1e-9);
        prop_assert!((g.children + g.children_without_times - sum(&children)).abs() < 1e-9);
        prop_assert!(g.beyond[1] <= g.beyond[0] && g.beyond[0] <= g.without_choice[0]);
        let open: Vec<Option<bool>> = (0..pairs.services()).map(|j| [Some(true), Some(false), None][j % 3]).collect();
        let s = slot_gaps(&pairs, &homes, &offered, &open, limits[0])[0];
        prop_assert!((s.served + s.unknown + s.unserved - g.children).abs() < 1e-9);
        prop_assert!(s.unserved >= g.beyond[0] - 1e-9);
    }
}
