//! Points inside a commune, away from its border.

use geo_types::Coord;

use crate::rng::Rng;

/// Whether a point lies inside a closed ring and at least `margin_m` from it. Planar metres.
pub(crate) fn inside(ring: &[Coord<f64>], at: Coord<f64>, margin_m: f64) -> bool {
    let mut odd = false;
    for ends in ring.windows(2) {
        let (a, b) = (ends[0], ends[1]);
        if distance_squared(a, b, at) < margin_m * margin_m {
            return false;
        }
        if (a.y <= at.y) != (b.y <= at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x) {
            odd = !odd;
        }
    }
    odd
}

/// A point within `reach_m` of `middle` on each axis, inside the ring; `middle` itself when ten
/// tries fall outside. `middle` must be inside.
pub(crate) fn near(ring: &[Coord<f64>], middle: Coord<f64>, reach_m: f64, rng: &mut Rng) -> Coord<f64> {
    for _ in 0..10 {
        let offset = Coord { x: rng.between(-reach_m, reach_m), y: rng.between(-reach_m, reach_m) };
        let at = crate::field::round_cm(middle + offset);
        if inside(ring, at, 20.0) {
            return at;
        }
    }
    middle
}

/// Area of a closed counter-clockwise ring, square metres.
pub(crate) fn area_m2(ring: &[Coord<f64>]) -> f64 {
    let first = ring[0];
    let twice: f64 = ring
        .windows(2)
        .map(|w| {
            let (u, v) = (w[0] - first, w[1] - first);
            u.x * v.y - u.y * v.x
        })
        .sum();
    twice / 2.0
}

fn distance_squared(a: Coord<f64>, b: Coord<f64>, at: Coord<f64>) -> f64 {
    let (along, to) = (b - a, at - a);
    let length = along.x * along.x + along.y * along.y;
    let t = if length > 0.0 { ((to.x * along.x + to.y * along.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    let apart = to - along * t;
    apart.x * apart.x + apart.y * apart.y
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Vec<Coord<f64>> {
        [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)].map(|(x, y)| Coord { x, y }).to_vec()
    }

    #[test]
    fn a_margin_keeps_points_off_the_border() {
        let at = |x, y| Coord { x, y };
        assert!(inside(&square(), at(50.0, 50.0), 49.0));
        assert!(!inside(&square(), at(50.0, 50.0), 51.0));
        assert!(!inside(&square(), at(150.0, 50.0), 1.0));
        assert!(inside(&square(), at(3.0, 97.5), 2.0));
        assert!(!inside(&square(), at(1.0, 97.5), 2.0));
    }

    #[test]
    fn a_point_that_finds_no_room_stays_in_the_middle() {
        let middle = Coord { x: 50.0, y: 50.0 };
        let mut rng = Rng::of(1, "test", 0);
        assert!((0..200).all(|_| inside(&square(), near(&square(), middle, 300.0, &mut rng), 10.0)));
        assert!((area_m2(&square()) - 10_000.0).abs() < 1e-9);
    }
}
