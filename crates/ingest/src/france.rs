//! Where France is, roughly: rectangles that no point of a French list may leave.

use territory::LonLat;

/// West, south, east, north, degrees: European France with Corsica, then each territory overseas.
const BOXES: [(f64, f64, f64, f64); 11] = [
    (-5.3, 41.3, 9.7, 51.2),
    (-61.9, 15.8, -60.9, 16.6),
    (-61.3, 14.3, -60.7, 15.0),
    (-54.7, 2.1, -51.5, 5.9),
    (55.1, -21.5, 55.9, -20.8),
    (44.9, -13.1, 45.4, -12.5),
    (-56.5, 46.7, -56.0, 47.2),
    (-63.2, 17.8, -62.7, 18.2),
    (-178.3, -14.5, -176.0, -13.1),
    (-155.0, -28.0, -134.0, -7.5),
    (158.0, -23.5, 172.5, -17.5),
];

/// Whether a position may be in France: inside one of the rectangles.
pub(crate) fn contains(at: LonLat) -> bool {
    let (lon, lat) = (at.lon_deg(), at.lat_deg());
    BOXES.iter().any(|(west, south, east, north)| (*west..=*east).contains(&lon) && (*south..=*north).contains(&lat))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lisbon_and_the_gulf_of_guinea_are_not_in_france_and_five_capes_are() {
        let is = |lon, lat| contains(LonLat::new(lon, lat).unwrap());
        assert!(!is(-9.14, 38.72) && !is(0.0, 0.0) && !is(46.5, -1.2));
        assert!(is(-5.1, 48.45) && is(9.56, 42.0) && is(55.5, -21.1) && is(-52.3, 4.9) && is(45.2, -12.8));
    }
}
