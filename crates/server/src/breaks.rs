//! Class limits of a choropleth.

/// Five classes.
const CLASSES: usize = 5;

/// Limits that put about a fifth of the known values in each class: the values at 20, 40, 60 and
/// 80 % of the sorted list (nearest rank), rounded to two significant digits. A limit is the lower
/// bound of the class above it; one that would leave a class empty is dropped, duplicates with it.
pub(crate) fn quantiles(known: &[f64]) -> Vec<f64> {
    let mut sorted = known.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(&greatest) = sorted.last() else { return Vec::new() };
    let at = |class: usize| sorted[(sorted.len() * class).div_ceil(CLASSES).clamp(1, sorted.len()) - 1];
    let mut breaks: Vec<f64> = Vec::new();
    for limit in (1..CLASSES).map(at).map(readable) {
        let below = breaks.last().copied().unwrap_or(f64::NEG_INFINITY);
        if limit <= greatest && sorted.iter().any(|&v| below <= v && v < limit) {
            breaks.push(limit);
        }
    }
    breaks
}

/// Two significant digits.
fn readable(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return 0.0;
    }
    let digits = 1 - value.abs().log10().floor() as i32;
    // Dividing by a power of ten keeps 0.3 from becoming 0.30000000000000004.
    if digits >= 0 {
        let scale = 10f64.powi(digits);
        (value * scale).round() / scale
    } else {
        let scale = 10f64.powi(-digits);
        (value / scale).round() * scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_of_the_values_lies_in_each_class() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(quantiles(&values), [20.0, 40.0, 60.0, 80.0]);
    }

    #[test]
    fn limits_are_readable_and_ascend_without_duplicates() {
        assert_eq!(quantiles(&[0.0, 123.4, 123.9, 4567.0, 98765.0]), [120.0, 4600.0]);
        assert_eq!(quantiles(&[0.0, 0.0, 0.0, 0.31234, 0.3123]), [0.31]);
    }

    #[test]
    fn equal_values_make_one_class_and_nothing_makes_none() {
        assert!(quantiles(&[7.0; 12]).is_empty());
        assert!(quantiles(&[]).is_empty());
    }

    #[test]
    fn no_class_is_empty() {
        for seed in 1..200u64 {
            let values: Vec<f64> = (0..seed % 17 + 1).map(|i| (seed * 7919 + i * 104_729) as f64 % 1000.0).collect();
            let breaks = quantiles(&values);
            let class = |v: f64| breaks.iter().filter(|&&b| b <= v).count();
            assert!(breaks.is_sorted_by(|a, b| a < b), "{values:?}");
            for wanted in 0..=breaks.len() {
                assert!(values.iter().any(|&v| class(v) == wanted), "{values:?} {breaks:?}");
            }
        }
    }
}
