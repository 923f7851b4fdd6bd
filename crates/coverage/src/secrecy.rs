//! Statistical secrecy of small counts, and of what would reveal them by subtraction.

use territory::Quantity;

/// A total that is published beside its parts: an EPCI and its communes, a département and its EPCI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Position of the total among the cells.
    pub total: usize,
    /// Positions of the parts among the cells.
    pub parts: Vec<usize>,
}

/// Which cells must be kept secret, given counts of persons and the totals published beside them.
///
/// *Primary*: a known count from 1 to `threshold − 1`. *Secondary*: in each group whose total is
/// published, the secret parts together hold at least `threshold` persons and are at least two, by
/// adding the smallest other parts; where the parts do not suffice the total becomes secret too.
/// Groups are gone through until nothing changes, so that a total that became secret is protected
/// in the group above. Zero is published: it concerns nobody. Missing counts as zero persons.
///
/// The result has one entry a cell, `true` for secret.
pub fn protect(counts: &[Quantity], groups: &[Group], threshold: u32) -> Vec<bool> {
    let threshold = f64::from(threshold);
    let persons: Vec<f64> = counts.iter().map(|q| q.known().unwrap_or(0.0)).collect();
    let mut secret: Vec<bool> = persons.iter().map(|n| 0.0 < *n && *n < threshold).collect();
    loop {
        let mut changed = false;
        for group in groups {
            changed |= close(group, &persons, &mut secret, threshold);
        }
        if !changed {
            return secret;
        }
    }
}

/// Makes one group safe; answers whether anything became secret.
fn close(group: &Group, persons: &[f64], secret: &mut [bool], threshold: f64) -> bool {
    if secret[group.total] {
        return false;
    }
    let hidden = |secret: &[bool]| {
        let parts = group.parts.iter().filter(|i| secret[**i]);
        parts.fold((0, 0.0), |(n, sum), i| (n + 1, sum + persons[*i]))
    };
    let mut changed = false;
    loop {
        let (n, sum) = hidden(secret);
        if n == 0 || (n >= 2 && sum >= threshold) {
            return changed;
        }
        // Parts that hold somebody protect best; an empty one only adds a doubt.
        let open = group.parts.iter().copied().filter(|i| !secret[*i] && persons[*i] > 0.0);
        let next = open.min_by(|a, b| persons[*a].total_cmp(&persons[*b]).then(a.cmp(b)));
        secret[next.unwrap_or(group.total)] = true;
        changed = true;
        if next.is_none() {
            return changed;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use territory::Quantity::{Known, Missing};

    use super::*;

    fn known(counts: &[f64]) -> Vec<Quantity> {
        counts.iter().map(|n| Known(*n)).collect()
    }

    #[test]
    fn one_small_commune_hides_its_smallest_neighbour_too() {
        // Communes 3, 12, 7, 0; the EPCI's total 22 is published.
        let secret = protect(&known(&[3.0, 12.0, 7.0, 0.0, 22.0]), &[Group { total: 4, parts: vec![0, 1, 2, 3] }], 5);
        assert_eq!(secret, [true, false, true, false, false]);
    }

    #[test]
    fn two_small_communes_that_add_up_to_little_need_a_third() {
        let secret = protect(&known(&[1.0, 2.0, 9.0, 12.0]), &[Group { total: 3, parts: vec![0, 1, 2] }], 5);
        assert_eq!(secret, [true, true, true, false]);
    }

    #[test]
    fn where_nobody_else_is_the_total_becomes_secret() {
        let secret =
            protect(&[Known(2.0), Known(0.0), Missing, Known(2.0)], &[Group { total: 3, parts: vec![0, 1, 2] }], 5);
        assert_eq!(secret, [true, false, false, true]);
    }

    #[test]
    fn a_secret_total_is_protected_in_the_group_above() {
        // Département 6 = EPCI 4 + EPCI 5; EPCI 4 has one commune of 6 and one of 2 … and no other.
        let counts = known(&[2.0, 0.0, 8.0, 9.0, 2.0, 17.0, 19.0]);
        let groups = [
            Group { total: 4, parts: vec![0, 1] },
            Group { total: 5, parts: vec![2, 3] },
            Group { total: 6, parts: vec![4, 5] },
        ];
        let secret = protect(&counts, &groups, 5);
        assert_eq!(secret, [true, false, false, false, true, true, false]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]
        #[test]
        fn no_published_difference_speaks_of_fewer_than_the_threshold(
            epcis in prop::collection::vec(prop::collection::vec(0..15u32, 1..8), 1..6), threshold in 2..8u32,
        ) {
            let mut counts: Vec<f64> = Vec::new();
            let mut groups = Vec::new();
            for communes in &epcis {
                let start = counts.len();
                counts.extend(communes.iter().map(|n| f64::from(*n)));
                counts.push(communes.iter().map(|n| f64::from(*n)).sum());
                groups.push(Group { total: counts.len() - 1, parts: (start..counts.len() - 1).collect() });
            }
            let totals: Vec<usize> = groups.iter().map(|g| g.total).collect();
            counts.push(totals.iter().map(|i| counts[*i]).sum());
            groups.push(Group { total: counts.len() - 1, parts: totals });
            let secret = protect(&known(&counts), &groups, threshold);
            for (i, n) in counts.iter().enumerate() {
                prop_assert!(secret[i] || *n == 0.0 || *n >= f64::from(threshold), "cell {i} shows {n}");
            }
            for group in groups.iter().filter(|g| !secret[g.total]) {
                let published: f64 = group.parts.iter().filter(|i| !secret[**i]).map(|i| counts[*i]).sum();
                let difference = counts[group.total] - published;
                let hidden = group.parts.iter().filter(|i| secret[**i]).count();
                prop_assert!(hidden == 0 || (hidden >= 2 && difference >= f64::from(threshold)), "{group:?} leaks {difference}");
            }
        }
    }
}
