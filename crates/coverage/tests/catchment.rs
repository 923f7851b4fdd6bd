//! Floating catchments: worked examples as published, and what must hold whatever the data.

use coverage::catchment::{
    Catchment, Decay, Method, Pairs, PairsBuilder, Selection, Shares, Sharing, Step, change, decays, floating_catchment,
};
use proptest::prelude::*;
use territory::{Quantity, Quantity::Known, Seconds};

/// Pairs of a full table of minutes, a home a line.
fn table(minutes: &[&[u32]]) -> Pairs {
    let row = |line: &&[u32]| Some((0u32..).zip(line.iter().map(|m| Seconds::from_minutes(*m))).collect::<Vec<_>>());
    Pairs::by_home(minutes[0].len(), minutes.iter().map(row)).unwrap()
}

fn with(method: Method, decay: Decay) -> Catchment {
    Catchment { method, decay }
}

fn enhanced() -> Decay {
    let step = |within_min, weight| Step { within_min, weight };
    Decay::Steps { steps: vec![step(20, 1.0), step(40, 0.68), step(60, 0.22)] }
}

fn numbers(shares: &Shares) -> Vec<f64> {
    shares.access.iter().map(|a| a.known().expect("a home with times has a number")).collect()
}

#[track_caller]
fn close(mine: &[f64], published: &[f64], tolerance: f64) {
    assert_eq!(mine.len(), published.len());
    for (m, p) in mine.iter().zip(published) {
        assert!((m - p).abs() <= tolerance, "{mine:?} is not {published:?}");
    }
}

const TOY_CHILDREN: [f64; 3] = [5.0, 10.0, 50.0];
const TOY_PLACES: [f64; 2] = [50.0, 100.0];

fn toy() -> Pairs {
    table(&[&[5, 70], &[50, 40], &[25, 30]])
}

#[test]
fn luo_and_wang_of_2003_figure_3_is_recomputed() {
    // doi 10.1068/b29120: eleven tracts of one inhabitant, physicians a and b, thirty minutes.
    let reached: [(u32, &[u32]); 2] = [(0, &[1, 2, 3, 4, 6, 7, 9, 10]), (1, &[4, 5, 8, 11])];
    let mut builder = PairsBuilder::new(11, 2);
    for (service, homes) in reached {
        for home in 1..=11u32 {
            let minutes = if homes.contains(&home) { 30 } else { 31 };
            builder.push(home - 1, service, Seconds::from_minutes(minutes)).unwrap();
        }
    }
    let shares =
        floating_catchment(&builder.build().unwrap(), &[1.0; 11], &[1.0; 2], &with(Method::TwoStep, Decay::within(30)));
    assert_eq!(shares.ratio, [Known(0.125), Known(0.25)]);
    let expected = [0.125, 0.125, 0.125, 0.375, 0.25, 0.125, 0.125, 0.25, 0.125, 0.125, 0.25];
    close(&numbers(&shares), &expected, 0.0);
    assert_eq!((shares.conservation.used, shares.conservation.holds()), (2.0, true));
}

#[test]
fn gravity_of_luo_and_wang_is_recomputed() {
    // Three homes of one, two physicians, every time 1 but the last 2; exponents 1 and 2.
    let pairs = table(&[&[1, 1], &[1, 1], &[1, 2]]);
    for (exponent, expected) in [(-1.0, [0.733_333, 0.733_333, 0.533_333]), (-2.0, [0.777_778, 0.777_778, 0.444_444])] {
        let decay = Decay::Power { scale_min: 1.0, exponent, least_min: 1.0, limit_min: 10 };
        let shares = floating_catchment(&pairs, &[1.0; 3], &[1.0; 2], &with(Method::TwoStep, decay));
        close(&numbers(&shares), &expected, 1e-6);
    }
}

#[test]
fn the_hospital_example_of_the_python_package_access_is_recomputed() {
    // github.com/pysal/access, tests/test_hospital_example.py: costs into 3, out of 3, between 1 and 2.
    let decay = Decay::Power { scale_min: 1.0, exponent: -1.0, least_min: 1.0, limit_min: 61 };
    let cases = [
        ((40, 40, 80), [0.331_444_117, 0.579_828_132, 7.286_418_170], [0.156_256_588, 0.406_216_452, 9.906_351_855]),
        ((20, 40, 80), [0.435_340_221, 0.683_724_236, 5.727_976_611], [0.173_813_543, 0.423_772_440, 9.643_002_370]),
        ((40, 20, 80), [0.331_071_913, 0.577_857_786, 7.299_991_939], [0.156_525_927, 0.406_372_741, 9.902_877_021]),
        ((20, 20, 40), [0.442_568_395, 0.666_758_280, 5.740_524_646], [0.174_802_148, 0.424_035_509, 9.631_800_976]),
    ];
    for ((into, out, between), two_step, three_step) in cases {
        let pairs = table(&[&[1, between, into], &[between, 1, into], &[out, out, 1]]);
        let of = |method| {
            let catchment = with(method, decay.clone());
            floating_catchment(&pairs, &[100.0, 50.0, 10.0], &[15.0, 20.0, 100.0], &catchment)
        };
        let shares = of(Method::TwoStep);
        close(&numbers(&shares), &two_step, 1e-8);
        assert!(shares.conservation.holds() && (shares.conservation.used - 135.0).abs() < 1e-9);
        let shares = of(Method::ThreeStep(Selection::EveryPair));
        close(&numbers(&shares), &three_step, 1e-8);
        assert!(shares.conservation.holds() && (shares.conservation.used - 135.0).abs() < 1e-9);
    }
}

#[test]
fn the_toy_of_the_r_package_catchment_is_recomputed_by_every_method() {
    // github.com/uva-bi-sdad/catchment; thresholds are reached at equality here.
    let gaussian = Decay::Gaussian { sigma_min: 20.0, limit_min: 70 };
    let cases = [
        (with(Method::TwoStep, Decay::within(30)), [0.909_091, 0.0, 2.909_091], 150.0),
        (with(Method::TwoStep, enhanced()), [1.213_592_23, 1.933_656_96, 2.491_909_39], 150.0),
        (with(Method::Modified, enhanced()), [1.213_592_23, 1.192_071_20, 1.694_498_38], 102.713_6),
        (
            with(Method::ThreeStep(Selection::WithinLimit), enhanced()),
            [2.218_497_34, 2.440_124_97, 2.290_125_27],
            150.0,
        ),
        (with(Method::Balanced, enhanced()), [0.811_103_10, 1.714_278_86, 2.087_386_29], 125.567_6),
        (with(Method::TwoStep, gaussian), [1.732_320_08, 0.847_050_73, 2.657_357_85], 150.0),
    ];
    for (catchment, expected, used) in cases {
        let shares = floating_catchment(&toy(), &TOY_CHILDREN, &TOY_PLACES, &catchment);
        close(&numbers(&shares), &expected, 1e-6);
        assert!((shares.conservation.used - used).abs() < 1e-4, "{catchment:?}: {}", shares.conservation.used);
        assert!(shares.conservation.holds() && shares.conservation.promised == catchment.method.conserves());
    }
}

#[test]
fn a_service_that_nobody_reaches_is_named_and_its_places_are_not_used() {
    // One second short of the thirty minutes, the second service is beyond for everybody.
    let pairs = table(&[&[5, 70], &[50, 40], &[25, 31]]);
    let shares = floating_catchment(&pairs, &TOY_CHILDREN, &TOY_PLACES, &with(Method::TwoStep, Decay::within(30)));
    close(&numbers(&shares), &[0.909_091, 0.0, 0.909_091], 1e-6);
    let account = &shares.conservation;
    assert_eq!((account.offered, account.reached, account.unreached.as_slice()), (150.0, 50.0, &[1][..]));
    assert!(account.holds());
    assert_eq!(shares.ratio[1], Quantity::Missing, "nobody reachable is not zero places");
}

#[test]
fn a_home_without_times_is_missing_and_takes_no_place() {
    let mut builder = PairsBuilder::new(2, 1);
    builder.push(0, 0, Seconds(60)).unwrap();
    builder.lacks_times(1).unwrap();
    let pairs = builder.build().unwrap();
    let shares = floating_catchment(&pairs, &[4.0, 40.0], &[8.0], &with(Method::TwoStep, Decay::within(15)));
    assert_eq!(shares.access, [Known(2.0), Quantity::Missing]);
}

#[test]
fn zero_places_give_zero_and_not_missing() {
    let shares = floating_catchment(&toy(), &TOY_CHILDREN, &[0.0; 2], &with(Method::TwoStep, enhanced()));
    assert_eq!(shares.access, [Known(0.0); 3]);
}

/// The reference values kept beside the repository.
#[test]
fn the_reference_examples_are_recomputed() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("MAILLAGE_TEST_DATA").map_or_else(|| root.join("../shared/data"), Into::into);
    let Ok(text) = std::fs::read_to_string(data.join("reference/catchment-examples.json")) else {
        eprintln!("skipped: the_reference_examples_are_recomputed (no real files; set MAILLAGE_TEST_DATA)");
        return;
    };
    let reference: serde_json::Value = serde_json::from_str(&text).unwrap();
    let toy = &reference["toy"];
    let list = |name: &str| -> Vec<f64> { serde_json::from_value(toy[name].clone()).unwrap() };
    let minutes: Vec<Vec<u32>> = serde_json::from_value(toy["minutes"].clone()).unwrap();
    let pairs = table(&minutes.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let cases = [
        ("2sfca_at_most_30", with(Method::TwoStep, Decay::within(30))),
        ("e2sfca_steps_20_1_40_068_60_022", with(Method::TwoStep, enhanced())),
        ("3sfca_same_steps", with(Method::ThreeStep(Selection::WithinLimit), enhanced())),
        ("bfca_same_steps", with(Method::Balanced, enhanced())),
        ("gaussian_sigma_20", with(Method::TwoStep, Decay::Gaussian { sigma_min: 20.0, limit_min: 90 })),
    ];
    for (name, catchment) in cases {
        let shares = floating_catchment(&pairs, &list("demand"), &list("supply"), &catchment);
        close(&numbers(&shares), &list(name), 1e-6);
    }
}

/// Some homes, some services, times up to forty minutes, some pairs absent.
fn towns() -> impl Strategy<Value = (Pairs, Vec<f64>, Vec<f64>)> {
    (1..20usize, 1..9usize).prop_flat_map(|(homes, services)| {
        let row = prop::collection::vec(prop::option::weighted(0.7, 0..2400u32), services);
        let pairs = prop::collection::vec(row, homes).prop_map(move |rows| {
            let of = |row: &Vec<Option<u32>>| {
                let kept = (0u32..).zip(row).filter_map(|(j, s)| Some((j, Seconds((*s)?))));
                Some(kept.collect::<Vec<_>>())
            };
            Pairs::by_home(services, rows.iter().map(of)).unwrap()
        });
        let children = prop::collection::vec((0..40u32).prop_map(|n| f64::from(n) / 4.0), homes);
        let places = prop::collection::vec((0..60u32).prop_map(f64::from), services);
        (pairs, children, places)
    })
}

fn every_method() -> Vec<Catchment> {
    let methods = [
        Method::TwoStep,
        Method::Modified,
        Method::ThreeStep(Selection::WithinLimit),
        Method::ThreeStep(Selection::EveryPair),
        Method::Balanced,
    ];
    let decays = decays();
    methods.iter().flat_map(|m| decays.iter().map(|d| with(*m, d.decay.clone()))).collect()
}

/// The formulae as they are written in the documentation, a full table at a time.
fn naive(pairs: &Pairs, children: &[f64], places: &[f64], catchment: &Catchment) -> Vec<f64> {
    let (n, m) = (pairs.homes(), pairs.services());
    let mut w = vec![vec![0.0; m]; n];
    let mut g = vec![vec![0.0; m]; n];
    for (i, row) in w.iter_mut().enumerate() {
        for (j, s) in pairs.of(i) {
            row[j as usize] = catchment.decay.weight(s);
            g[i][j as usize] = catchment.decay.weight(s);
            if catchment.method == Method::ThreeStep(Selection::EveryPair) && s > catchment.decay.limit() {
                g[i][j as usize] = match catchment.decay {
                    Decay::Steps { .. } => 0.0,
                    Decay::Gaussian { sigma_min, .. } => (-(s.minutes() / sigma_min).powi(2) / 2.0).exp(),
                    Decay::Power { scale_min, exponent, least_min, .. } => {
                        (s.minutes().max(least_min) / scale_min).powf(exponent)
                    }
                };
            }
        }
    }
    let over = |sum: f64, x: f64| if sum > 0.0 { x / sum } else { 0.0 };
    let row = |i: usize| g[i].iter().sum::<f64>();
    let column = |j: usize| w.iter().map(|r| r[j]).sum::<f64>();
    let first = |i: usize, j: usize| match catchment.method {
        Method::TwoStep | Method::Modified => w[i][j],
        Method::ThreeStep(_) => over(row(i), w[i][j]) * w[i][j],
        Method::Balanced => over(row(i), w[i][j]),
    };
    let second = |i: usize, j: usize| match catchment.method {
        Method::TwoStep => w[i][j],
        Method::Modified => w[i][j] * w[i][j],
        Method::ThreeStep(_) => over(row(i), w[i][j]) * w[i][j],
        Method::Balanced => over(column(j), w[i][j]),
    };
    let ratio = |j: usize| over((0..n).map(|i| children[i] * first(i, j)).sum(), places[j]);
    (0..n).map(|i| (0..m).map(|j| ratio(j) * second(i, j)).sum()).collect()
}

fn fixed(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(fixed(200))]

    #[test]
    fn the_sparse_computation_is_the_formula((pairs, children, places) in towns()) {
        for catchment in every_method() {
            let shares = floating_catchment(&pairs, &children, &places, &catchment);
            for (mine, oracle) in numbers(&shares).iter().zip(naive(&pairs, &children, &places, &catchment)) {
                prop_assert!((mine - oracle).abs() <= 1e-9 * oracle.max(1.0), "{catchment:?}: {mine} {oracle}");
            }
            prop_assert!(shares.conservation.holds(), "{catchment:?}: {:?}", shares.conservation);
        }
    }

    #[test]
    fn more_places_never_lower_anybodys_access(
        (pairs, children, places) in towns(), which in any::<prop::sample::Index>(), more in 1..50u32,
    ) {
        let mut larger = places.clone();
        larger[which.index(places.len())] += f64::from(more);
        for catchment in every_method() {
            let before = numbers(&floating_catchment(&pairs, &children, &places, &catchment));
            let after = numbers(&floating_catchment(&pairs, &children, &larger, &catchment));
            for (b, a) in before.iter().zip(&after) {
                prop_assert!(a >= b, "{catchment:?}: {before:?} {after:?}");
            }
        }
    }

    #[test]
    fn a_change_of_one_capacity_is_what_a_new_computation_finds(
        (pairs, children, places) in towns(), which in any::<prop::sample::Index>(), difference in -20..20i32,
    ) {
        let service = which.index(places.len());
        let difference = f64::from(difference);
        let mut changed = places.clone();
        changed[service] += difference;
        let turned = pairs.by_service();
        for catchment in every_method() {
            let sharing = Sharing::new(&pairs, &children, &catchment);
            let mut quick = numbers(&sharing.of(&places));
            for c in change(&sharing, &turned, service as u32, difference) {
                quick[c.home as usize] += c.access;
            }
            for (q, whole) in quick.iter().zip(numbers(&sharing.of(&changed))) {
                prop_assert!((q - whole).abs() <= 1e-9 * whole.abs().max(1.0), "{catchment:?}: {q} {whole}");
            }
        }
    }

    #[test]
    fn splitting_a_home_in_two_changes_nothing((pairs, children, places) in towns(), which in any::<prop::sample::Index>()) {
        let split = which.index(children.len());
        let rows: Vec<Vec<(u32, Seconds)>> = (0..pairs.homes()).map(|i| pairs.of(i).collect()).collect();
        let doubled = rows.iter().chain([&rows[split]]).map(|r| Some(r.clone()));
        let doubled = Pairs::by_home(pairs.services(), doubled).unwrap();
        let mut shared = children.clone();
        shared[split] *= 0.25;
        shared.push(children[split] * 0.75);
        // The balanced method divides by the number of homes of a service: it knows cells from people.
        for catchment in every_method().into_iter().filter(|c| c.method != Method::Balanced) {
            let one = numbers(&floating_catchment(&pairs, &children, &places, &catchment));
            let two = numbers(&floating_catchment(&doubled, &shared, &places, &catchment));
            for (a, b) in one.iter().chain([&one[split]]).zip(&two) {
                prop_assert!((a - b).abs() <= 1e-9 * a.max(1.0), "{catchment:?}: {one:?} {two:?}");
            }
        }
    }

    #[test]
    fn services_of_two_modes_add_up_to_their_total((pairs, children, places) in towns()) {
        let of = |parity: usize| -> Vec<f64> {
            places.iter().enumerate().map(|(j, p)| if j % 2 == parity { *p } else { 0.0 }).collect()
        };
        for catchment in every_method() {
            let sharing = Sharing::new(&pairs, &children, &catchment);
            let (even, odd, all) = (numbers(&sharing.of(&of(0))), numbers(&sharing.of(&of(1))), numbers(&sharing.of(&places)));
            for i in 0..all.len() {
                prop_assert!((even[i] + odd[i] - all[i]).abs() <= 1e-9 * all[i].max(1.0));
            }
        }
    }
}
