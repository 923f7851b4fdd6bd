//! Secrecy of small counts, and an attacker who knows everything that is published.

use coverage::{Group, TableColumn, protect, protect_table};
use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;
use territory::Quantity::{self, Known, Missing};

fn known(counts: &[f64]) -> Vec<Quantity> {
    counts.iter().map(|n| Known(*n)).collect()
}

fn group(total: usize, parts: &[usize]) -> Group {
    Group { total, parts: parts.to_vec() }
}

#[test]
fn one_small_commune_hides_its_smallest_neighbour_too() {
    // Communes 3, 12, 7, 0; the EPCI's total 22 is published.
    let secret = protect(&known(&[3.0, 12.0, 7.0, 0.0, 22.0]), &[group(4, &[0, 1, 2, 3])], 5);
    assert_eq!(secret, [true, false, true, false, false]);
}

#[test]
fn two_small_communes_that_add_up_to_little_need_a_third() {
    let secret = protect(&known(&[1.0, 2.0, 9.0, 12.0]), &[group(3, &[0, 1, 2])], 5);
    assert_eq!(secret, [true, true, true, false]);
}

#[test]
fn two_whose_sum_leaves_too_few_values_need_a_third() {
    // 2 + 3 = 5: each is 1 to 4. With the 9, each is 1 to 12.
    let secret = protect(&known(&[2.0, 3.0, 9.0, 20.0, 34.0]), &[group(4, &[0, 1, 2, 3])], 5);
    assert_eq!(secret, [true, true, true, false, false]);
}

#[test]
fn where_nobody_else_is_the_total_becomes_secret() {
    let secret = protect(&[Known(2.0), Known(0.0), Missing, Known(2.0)], &[group(3, &[0, 1, 2])], 5);
    assert_eq!(secret, [true, false, false, true]);
}

#[test]
fn a_secret_total_hides_another_and_one_of_its_communes() {
    // Département 6 = EPCI 4 + EPCI 5. EPCI 4 is its commune of 2. Hiding EPCI 5 would not help as
    // long as its communes 8 and 9 are both published: they add up to it.
    let counts = known(&[2.0, 0.0, 8.0, 9.0, 2.0, 17.0, 19.0]);
    let groups = [group(4, &[0, 1]), group(5, &[2, 3]), group(6, &[4, 5])];
    assert_eq!(protect(&counts, &groups, 5), [true, false, true, false, true, true, false]);
}

#[test]
fn a_small_mode_hides_a_mode_of_the_commune_and_one_of_a_neighbour() {
    // Two communes × two modes and their total; all sums published.
    let counts = [[3.0, 20.0, 23.0], [30.0, 40.0, 70.0], [33.0, 60.0, 93.0]].map(|line| known(&line));
    let columns = [TableColumn::Part, TableColumn::Part, TableColumn::Total];
    let secret = protect_table(&counts, &columns, &[group(2, &[0, 1])], 5);
    // A rectangle: no row and no column has a single hidden cell.
    assert_eq!(secret, [[true, true, false], [true, true, false], [false, false, false]]);
}

#[test]
fn groups_that_make_no_network_are_hidden_whole() {
    // Cell 0 is a part of three totals.
    let counts = known(&[2.0, 30.0, 40.0, 50.0, 32.0, 42.0, 52.0, 70.0]);
    let groups = [group(4, &[0, 1]), group(5, &[0, 2]), group(6, &[0, 3])];
    assert_eq!(protect(&counts, &groups, 5), [true, true, true, true, true, true, true, false]);
    let none = known(&[8.0, 30.0, 40.0, 50.0, 38.0, 48.0, 58.0, 70.0]);
    assert_eq!(protect(&none, &groups, 5), [false; 8]);
}

#[test]
fn nothing_small_hides_nothing() {
    assert_eq!(protect(&known(&[5.0, 0.0, 9.0, 14.0]), &[group(3, &[0, 1, 2])], 5), [false; 4]);
    assert_eq!(protect_table(&[], &[TableColumn::Part], &[], 5), Vec::<Vec<bool>>::new());
}

/// The range of a hidden cell for somebody who knows the published cells, every sum (those that
/// follow from others too), and that a hidden cell holds somebody.
fn attack(counts: &[f64], secret: &[bool], sums: &[Group], cell: usize) -> (f64, f64) {
    // The sums that speak of hidden cells, what is published on the right-hand side.
    let bound = |direction| {
        let mut problem = Problem::new(direction);
        let hidden = |i: &usize| secret[*i];
        let variables: std::collections::BTreeMap<usize, _> = (0..counts.len())
            .filter(hidden)
            .map(|i| (i, problem.add_var(f64::from(u8::from(i == cell)), (1.0, f64::INFINITY))))
            .collect();
        for sum in sums {
            let signed = sum.parts.iter().map(|p| (*p, 1.0)).chain([(sum.total, -1.0)]);
            let (unknown, published): (Vec<_>, Vec<_>) = signed.partition(|(i, _)| secret[*i]);
            if !unknown.is_empty() {
                let row: Vec<_> = unknown.into_iter().map(|(i, sign)| (variables[&i], sign)).collect();
                let right: f64 = published.into_iter().map(|(i, sign)| -sign * counts[i]).sum();
                problem.add_constraint(&row, ComparisonOp::Eq, right);
            }
        }
        match problem.solve() {
            Ok(outcome) => outcome.into_solution().expect("no limit was set").objective(),
            Err(microlp::Error::Unbounded) => f64::INFINITY,
            Err(other) => panic!("the true table is a solution: {other}"),
        }
    };
    (bound(OptimizationDirection::Minimize), bound(OptimizationDirection::Maximize))
}

/// Every hidden cell is attacked; how many there were.
fn no_cell_is_narrowed(
    counts: &[f64],
    secret: &[bool],
    sums: &[Group],
    threshold: u32,
) -> Result<usize, TestCaseError> {
    let mut attacked = 0;
    for (cell, n) in counts.iter().enumerate() {
        prop_assert!(secret[cell] || *n == 0.0 || *n >= f64::from(threshold), "cell {cell} shows {n}");
        if secret[cell] {
            prop_assert!(*n > 0.0, "a zero concerns nobody: cell {cell}");
            let (least, most) = attack(counts, secret, sums, cell);
            prop_assert!(
                most - least + 1.0 >= f64::from(threshold) - 1e-6,
                "cell {cell} = {n} is within {least} to {most}: {counts:?} {secret:?} {sums:?}"
            );
            attacked += 1;
        }
    }
    Ok(attacked)
}

fn fixed(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() }
}

/// Communes in EPCI in départements in a country: persons by commune, and the sums.
fn hierarchy(persons: std::ops::Range<u32>) -> impl Strategy<Value = (Vec<f64>, Vec<Group>)> {
    let count = prop_oneof![2 => Just(0), 3 => 1..5u32, 5 => persons];
    let epci = prop::collection::vec(count, 1..6);
    let departement = prop::collection::vec(epci, 1..5);
    prop::collection::vec(departement, 1..4).prop_map(|country| {
        let (mut counts, mut groups) = (Vec::new(), Vec::new());
        let mut departements = Vec::new();
        for departement in &country {
            let mut epcis = Vec::new();
            for communes in departement {
                let start = counts.len();
                counts.extend(communes.iter().map(|n| f64::from(*n)));
                epcis.push(add(&mut counts, &mut groups, (start..start + communes.len()).collect()));
            }
            departements.push(add(&mut counts, &mut groups, epcis));
        }
        add(&mut counts, &mut groups, departements);
        (counts, groups)
    })
}

fn add(counts: &mut Vec<f64>, groups: &mut Vec<Group>, parts: Vec<usize>) -> usize {
    counts.push(parts.iter().map(|p| counts[*p]).sum());
    groups.push(Group { total: counts.len() - 1, parts });
    counts.len() - 1
}

proptest! {
    #![proptest_config(fixed(700))]
    #[test]
    fn no_attacker_narrows_a_hidden_commune_epci_or_departement((counts, groups) in hierarchy(5..40), threshold in 2..9u32) {
        let secret = protect(&known(&counts), &groups, threshold);
        no_cell_is_narrowed(&counts, &secret, &groups, threshold)?;
    }
}

proptest! {
    #![proptest_config(fixed(60))]
    #[test]
    fn no_attacker_narrows_a_hidden_mode_of_any_territory(
        (first, groups) in hierarchy(5..40), seeds in prop::collection::vec(prop_oneof![2 => Just(0u32), 3 => 1..5u32, 5 => 5..40u32], 300),
        modes in 2..4usize, threshold in 2..9u32,
    ) {
        let is_sum = |t: usize| groups.iter().any(|g| g.total == t);
        let mut table: Vec<Vec<f64>> = vec![vec![0.0; modes + 1]; first.len()];
        let mut next = seeds.iter().cycle();
        for t in (0..first.len()).filter(|t| !is_sum(*t)) {
            table[t][0] = first[t];
            (1..modes).for_each(|m| table[t][m] = f64::from(*next.next().unwrap()));
        }
        for g in &groups {
            table[g.total] = (0..=modes).map(|m| g.parts.iter().map(|p| table[*p][m]).sum()).collect();
        }
        table.iter_mut().for_each(|line| line[modes] = line[..modes].iter().sum());
        let mut columns = vec![TableColumn::Part; modes];
        columns.push(TableColumn::Total);
        let lines: Vec<Vec<Quantity>> = table.iter().map(|line| known(line)).collect();
        let secret = protect_table(&lines, &columns, &groups, threshold);
        // The attacker uses the sums across the modes of every territory.
        let width = modes + 1;
        let mut sums: Vec<Group> = groups
            .iter()
            .flat_map(|g| (0..width).map(move |m| Group { total: g.total * width + m, parts: g.parts.iter().map(|p| p * width + m).collect() }))
            .collect();
        sums.extend((0..table.len()).map(|t| Group { total: t * width + modes, parts: (0..modes).map(|m| t * width + m).collect() }));
        let counts: Vec<f64> = table.concat();
        no_cell_is_narrowed(&counts, &secret.concat(), &sums, threshold)?;
    }
}

#[test]
fn the_attacker_does_find_what_is_badly_hidden() {
    // What hiding the smaller EPCI alone would have published.
    let counts = [2.0, 0.0, 8.0, 9.0, 2.0, 17.0, 19.0];
    let groups = [group(4, &[0, 1]), group(5, &[2, 3]), group(6, &[4, 5])];
    let naive = [true, false, false, false, true, true, false];
    assert_eq!(attack(&counts, &naive, &groups, 0), (2.0, 2.0));
    assert!(no_cell_is_narrowed(&counts, &naive, &groups, 5).is_err());
}

#[test]
fn hundreds_of_cells_are_really_attacked() {
    let mut rest = 7u32;
    let mut draw = || {
        rest = rest.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (rest >> 16) % 12
    };
    let (mut counts, mut groups, mut epcis) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..40 {
        let start = counts.len();
        counts.extend((0..9).map(|_| f64::from(draw())));
        epcis.push(add(&mut counts, &mut groups, (start..start + 9).collect()));
    }
    add(&mut counts, &mut groups, epcis);
    let secret = protect(&known(&counts), &groups, 5);
    let attacked = no_cell_is_narrowed(&counts, &secret, &groups, 5).unwrap();
    let small = counts.iter().filter(|n| 0.0 < **n && **n < 5.0).count();
    assert!(small > 100 && attacked >= small, "{attacked} of {small}");
    // Most of what is not small stays published.
    let large = counts.iter().filter(|n| **n >= 5.0).count();
    assert!((attacked - small) * 10 < large, "{} of {large} hidden besides", attacked - small);
}
