//! Official coverage rate.

use territory::Quantity;

/// Places per 100 children under three. Never clamped: above 100 is legitimate (small
/// denominators, one child using two places). Missing over zero children.
///
/// Source: Sécurité sociale, REPSS Famille 1.4, "taux de couverture global".
pub fn coverage_rate(places: Quantity, children_under_3: Quantity) -> Quantity {
    places.zip_with(children_under_3, |p, c| 100.0 * p / c)
}

#[cfg(test)]
mod tests {
    use territory::Quantity::{Known, Missing};

    use super::*;

    fn rounded(q: Quantity) -> f64 {
        (q.known().unwrap() * 100.0).round() / 100.0
    }

    #[test]
    fn the_national_rates_of_2009_are_recomputed_from_places_and_children() {
        // Sénat, rapport L11-074-4: places by mode, children under three at the end of 2009.
        let children = Known(2_427_978.0);
        let published =
            [(1_181_542.0, 48.66), (656_138.0, 27.02), (357_003.0, 14.70), (123_271.0, 5.08), (45_130.0, 1.86)];
        for (places, rate) in published {
            assert_eq!(rounded(coverage_rate(Known(places), children)), rate);
        }
    }

    #[test]
    fn a_rate_above_one_hundred_is_not_clamped() {
        assert_eq!(rounded(coverage_rate(Known(24.0), Known(15.0))), 160.0);
    }

    #[test]
    fn nothing_is_known_over_zero_children() {
        assert_eq!(coverage_rate(Known(3.0), Known(0.0)), Missing);
    }
}
