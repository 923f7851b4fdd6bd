//! Typed units: a number without its unit does not cross a public function.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A length in metres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Meters(pub f64);

/// Whole seconds: a travel time, or a clock time since midnight of the service day
/// (values beyond 86 400 belong to the following night).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Seconds(pub u32);

impl Seconds {
    /// From whole minutes.
    pub const fn from_minutes(minutes: u32) -> Self {
        Self(minutes * 60)
    }

    /// In minutes, fractions kept.
    pub fn minutes(self) -> f64 {
        f64::from(self.0) / 60.0
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 3600, self.0 / 60 % 60)
    }
}
