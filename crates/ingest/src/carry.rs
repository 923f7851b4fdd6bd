//! Counts per commune, carried from the communes of one day to those of another.

use std::collections::{BTreeMap, BTreeSet};

use territory::{CommuneCode, Quantity};

use crate::cog::{Carried, Movement, carry_forward};

/// How a count came to a commune of the other day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CarriedBy {
    /// One commune under another number; nothing was added or shared.
    Renumbering,
    /// Several communes, added up.
    Merger,
    /// A part of a commune that was split, in proportion to the weights.
    Split,
    /// A part of a commune that was split, in equal parts: a weight was not known.
    EqualSplit,
}

/// A count that is not the published one of the same commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedCount {
    /// The commune of the day `to`.
    pub code: CommuneCode,
    /// Those of the day `from` whose counts it has, ascending.
    pub sources: Vec<CommuneCode>,
    /// The least exact of the ways in which they came.
    pub by: CarriedBy,
}

/// Counts of the communes of another day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CarriedCounts {
    /// Counts by commune of the day `to`. Their sum is that of the counts that were given.
    pub values: BTreeMap<CommuneCode, Quantity>,
    /// What was carried, by ascending code; the others are as published.
    pub carried: Vec<CarriedCount>,
    /// Codes that were no commune on the day `from`, ascending: their counts are kept under them.
    pub unknown: Vec<CommuneCode>,
}

/// Carries counts of the communes of the day `from` to those of the day `to` (both ISO dates, in
/// any order): mergers are added up, splits are shared out in proportion to `weight` (inhabitants
/// of the parts on the day `to`), in equal parts unless every part has a weight above zero.
///
/// A sum with a secret count is secret, and one with an absent count is absent; so is each part.
/// The same day gives the same counts.
pub fn carry_counts(
    movements: &[Movement],
    counts: &BTreeMap<CommuneCode, Quantity>,
    from: &str,
    to: &str,
    weight: impl Fn(CommuneCode) -> Option<f64>,
) -> CarriedCounts {
    let routes = Routes::between(movements, from, to);
    let mut result = CarriedCounts::default();
    let mut sources: BTreeMap<CommuneCode, Vec<(CommuneCode, CarriedBy)>> = BTreeMap::new();
    for (&code, &count) in counts {
        let targets = match routes.of(code) {
            Some(targets) => targets,
            None => {
                result.unknown.push(code);
                BTreeSet::from([code])
            }
        };
        let (shares, by) = shares(&targets, &weight);
        for (target, share) in targets.iter().zip(shares) {
            let more = if targets.len() == 1 { count } else { count.map(|n| n * share) };
            let sum = result.values.entry(*target).or_insert(Quantity::Known(0.0));
            *sum = sum.zip_with(more, |a, b| a + b);
            sources.entry(*target).or_default().push((code, by));
        }
    }
    for (code, from) in sources {
        let by = match &from[..] {
            [(same, CarriedBy::Renumbering)] if *same == code => continue,
            [(_, by)] => *by,
            several => several.iter().map(|(_, by)| *by).fold(CarriedBy::Merger, |worst, by| match (worst, by) {
                (CarriedBy::EqualSplit, _) | (_, CarriedBy::EqualSplit) => CarriedBy::EqualSplit,
                (CarriedBy::Split, _) | (_, CarriedBy::Split) => CarriedBy::Split,
                _ => CarriedBy::Merger,
            }),
        };
        result.carried.push(CarriedCount { code, sources: from.into_iter().map(|(code, _)| code).collect(), by });
    }
    result
}

/// The share of each target, adding up to one.
fn shares(targets: &BTreeSet<CommuneCode>, weight: &impl Fn(CommuneCode) -> Option<f64>) -> (Vec<f64>, CarriedBy) {
    if targets.len() == 1 {
        return (vec![1.0], CarriedBy::Renumbering);
    }
    let weights: Option<Vec<f64>> =
        targets.iter().map(|code| weight(*code).filter(|w| w.is_finite() && *w > 0.0)).collect();
    match weights {
        Some(weights) => {
            let all: f64 = weights.iter().sum();
            (weights.into_iter().map(|w| w / all).collect(), CarriedBy::Split)
        }
        None => (vec![1.0 / targets.len() as f64; targets.len()], CarriedBy::EqualSplit),
    }
}

/// Where the communes of one day are on another.
struct Routes<'a> {
    movements: &'a [Movement],
    from: &'a str,
    /// Codes that any movement ever named: the others always were the same commune.
    moved: BTreeSet<CommuneCode>,
    /// Communes of the day `from` with a movement between the two days.
    changed: BTreeMap<CommuneCode, BTreeSet<CommuneCode>>,
}

impl<'a> Routes<'a> {
    fn between(movements: &'a [Movement], from: &'a str, to: &str) -> Self {
        let (first, last) = if from <= to { (from, to) } else { (to, from) };
        let moved = movements.iter().flat_map(|m| [m.before, m.after]).collect();
        let within = |m: &&Movement| first < m.date.as_str() && m.date.as_str() <= last;
        let touched: BTreeSet<_> = movements.iter().filter(within).flat_map(|m| [m.before, m.after]).collect();
        let mut changed: BTreeMap<CommuneCode, BTreeSet<CommuneCode>> = BTreeMap::new();
        for code in touched {
            let later = match carry_forward(movements, code, first, last) {
                Carried::Same(one) | Carried::Into(one) => vec![one],
                Carried::Split(parts) => parts,
                Carried::Unknown => continue,
            };
            for part in later {
                let (source, target) = if from <= to { (code, part) } else { (part, code) };
                changed.entry(source).or_default().insert(target);
            }
        }
        Self { movements, from, moved, changed }
    }

    /// The communes of the other day that this one became, at least one; `None` when it was no
    /// commune on the day `from`.
    fn of(&self, code: CommuneCode) -> Option<BTreeSet<CommuneCode>> {
        if let Some(targets) = self.changed.get(&code) {
            return Some(targets.clone());
        }
        let is_known = !self.moved.contains(&code)
            || carry_forward(self.movements, code, self.from, self.from) != Carried::Unknown;
        is_known.then(|| BTreeSet::from([code]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> CommuneCode {
        CommuneCode::new(text).unwrap()
    }

    /// 99… is no département: none of these communes exists.
    fn history() -> Vec<Movement> {
        [
            ("2016-01-01", 32, "99001", "99001"),
            ("2016-01-01", 32, "99002", "99001"),
            ("2018-01-01", 41, "99005", "98005"),
            ("2024-01-01", 21, "99030", "99030"),
            ("2024-01-01", 21, "99030", "99031"),
        ]
        .map(|(date, kind, before, after)| Movement {
            date: date.into(),
            kind,
            before: code(before),
            after: code(after),
        })
        .to_vec()
    }

    fn table(rows: &[(&str, f64)]) -> BTreeMap<CommuneCode, Quantity> {
        rows.iter().map(|(c, n)| (code(c), Quantity::Known(*n))).collect()
    }

    fn weights(c: CommuneCode) -> Option<f64> {
        [("99030", 300.0), ("99031", 100.0)].iter().find(|(w, _)| code(w) == c).map(|(_, n)| *n)
    }

    #[test]
    fn mergers_are_added_up_and_splits_shared_by_weight() {
        let counts = table(&[("99001", 10.0), ("99002", 5.0), ("99005", 3.0), ("99030", 8.0), ("99040", 1.0)]);
        let carried = carry_counts(&history(), &counts, "2015-01-01", "2024-01-01", weights);
        let expected = table(&[("98005", 3.0), ("99001", 15.0), ("99030", 6.0), ("99031", 2.0), ("99040", 1.0)]);
        assert_eq!(carried.values, expected);
        let said: Vec<_> = carried.carried.iter().map(|c| (c.code.as_str(), c.by)).collect();
        assert_eq!(
            said,
            [
                ("98005", CarriedBy::Renumbering),
                ("99001", CarriedBy::Merger),
                ("99030", CarriedBy::Split),
                ("99031", CarriedBy::Split),
            ]
        );
        assert_eq!(carried.carried[1].sources, [code("99001"), code("99002")]);
        assert_eq!(carried.unknown, []);
    }

    #[test]
    fn backwards_a_merger_is_a_split_and_a_split_is_a_merger() {
        let counts = table(&[("99001", 15.0), ("99030", 6.0), ("99031", 2.0), ("98005", 3.0)]);
        let carried = carry_counts(&history(), &counts, "2024-01-01", "2015-01-01", weights);
        let expected = table(&[("99001", 7.5), ("99002", 7.5), ("99005", 3.0), ("99030", 8.0)]);
        assert_eq!(carried.values, expected);
        assert!(carried.carried.iter().any(|c| c.code == code("99002") && c.by == CarriedBy::EqualSplit));
        assert!(carried.carried.iter().any(|c| c.code == code("99030") && c.by == CarriedBy::Merger));
    }

    #[test]
    fn a_secret_count_makes_its_sum_secret_and_its_parts_too() {
        let mut counts = table(&[("99001", 10.0)]);
        counts.insert(code("99002"), Quantity::Suppressed);
        counts.insert(code("99030"), Quantity::Suppressed);
        let carried = carry_counts(&history(), &counts, "2015-01-01", "2024-01-01", weights);
        for secret in ["99001", "99030", "99031"] {
            assert_eq!(carried.values[&code(secret)], Quantity::Suppressed, "{secret}");
        }
    }

    #[test]
    fn a_code_of_another_day_is_kept_and_said() {
        let counts = table(&[("99002", 5.0), ("99001", 1.0)]);
        let carried = carry_counts(&history(), &counts, "2020-01-01", "2024-01-01", weights);
        assert_eq!((carried.unknown, carried.values), (vec![code("99002")], counts));
        assert_eq!(carried.carried, []);
    }

    const CODES: [&str; 7] = ["99001", "99002", "99005", "98005", "99030", "99031", "99040"];
    const DAYS: [&str; 5] = ["2015-01-01", "2016-01-01", "2018-01-01", "2023-12-31", "2024-01-01"];

    proptest! {
        #[test]
        fn the_total_is_kept_and_the_same_day_changes_nothing(
            numbers in prop::collection::vec(0.0..1e6f64, CODES.len()),
            (from, to) in (0..DAYS.len(), 0..DAYS.len()),
            weight in prop::collection::vec(0.0..1e4f64, CODES.len()),
        ) {
            let counts: BTreeMap<_, _> =
                CODES.iter().zip(&numbers).map(|(c, n)| (code(c), Quantity::Known(*n))).collect();
            let weight = |c: CommuneCode| CODES.iter().position(|w| code(w) == c).map(|i| weight[i]);
            let total = |all: &BTreeMap<_, Quantity>| all.values().filter_map(|q| q.known()).sum::<f64>();
            let carried = carry_counts(&history(), &counts, DAYS[from], DAYS[to], weight);
            prop_assert!((total(&carried.values) - total(&counts)).abs() <= 1e-9 * total(&counts).max(1.0));
            let still = carry_counts(&history(), &counts, DAYS[from], DAYS[from], weight);
            prop_assert_eq!(still.values, counts);
            prop_assert_eq!(still.carried, []);
        }
    }
}
