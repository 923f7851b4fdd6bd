//! A position on Earth.

use geo::{Distance, Haversine};
use geo_types::Point;
use serde::{Deserialize, Serialize};

use crate::Meters;

/// WGS84 position in degrees, longitude first. Always finite and inside the world.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "(f64, f64)", into = "(f64, f64)")]
pub struct LonLat {
    lon_deg: f64,
    lat_deg: f64,
}

/// Why two numbers are not a position.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum LonLatError {
    /// NaN or infinite.
    #[error("a coordinate is not a finite number: longitude {0}, latitude {1}")]
    NotFinite(f64, f64),
    /// Outside the world; metres labelled as degrees often end here.
    #[error(
        "longitude {0}, latitude {1} is outside the world (-180 to 180, -90 to 90): are these metres, or is the order latitude, longitude?"
    )]
    OutsideWorld(f64, f64),
}

impl LonLat {
    /// A position from degrees, longitude first.
    ///
    /// # Errors
    /// When a coordinate is not finite, or outside −180…180 or −90…90.
    pub fn new(lon_deg: f64, lat_deg: f64) -> Result<Self, LonLatError> {
        if !lon_deg.is_finite() || !lat_deg.is_finite() {
            return Err(LonLatError::NotFinite(lon_deg, lat_deg));
        }
        if !(-180.0..=180.0).contains(&lon_deg) || !(-90.0..=90.0).contains(&lat_deg) {
            return Err(LonLatError::OutsideWorld(lon_deg, lat_deg));
        }
        Ok(Self { lon_deg, lat_deg })
    }

    /// Longitude in degrees, east positive.
    pub fn lon_deg(self) -> f64 {
        self.lon_deg
    }

    /// Latitude in degrees, north positive.
    pub fn lat_deg(self) -> f64 {
        self.lat_deg
    }

    /// Great-circle distance (haversine, mean Earth radius).
    pub fn distance(self, to: Self) -> Meters {
        Meters(Haversine.distance(self.point(), to.point()))
    }

    /// The position as a point of `geo`, x = longitude, y = latitude, in degrees.
    pub fn point(self) -> Point<f64> {
        Point::new(self.lon_deg, self.lat_deg)
    }
}

impl TryFrom<(f64, f64)> for LonLat {
    type Error = LonLatError;
    fn try_from((lon, lat): (f64, f64)) -> Result<Self, LonLatError> {
        Self::new(lon, lat)
    }
}

impl From<LonLat> for (f64, f64) {
    fn from(at: LonLat) -> Self {
        (at.lon_deg, at.lat_deg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_and_missing_numbers_are_not_positions() {
        assert!(matches!(LonLat::new(410_000.0, 6_620_000.0), Err(LonLatError::OutsideWorld(..))));
        assert!(matches!(LonLat::new(f64::NAN, 46.0), Err(LonLatError::NotFinite(..))));
        assert!(LonLat::new(-180.0, 90.0).is_ok());
    }
}
