//! Means by which people travel from home to a service.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How one travels, from door to door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TravelMode {
    /// By car.
    Car,
    /// By bike.
    Bike,
    /// On foot.
    Foot,
    /// By timetable, with walking to and from stops.
    Transit,
    /// By timetable and rides on demand: booked zones, lifts of neighbours.
    OnDemand,
}

/// A word that is no mode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a mode of travel: car, bike, foot, transit or on_demand")]
pub struct TravelModeError(pub String);

impl TravelMode {
    /// Every mode, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Car, Self::Bike, Self::Foot, Self::Transit, Self::OnDemand];

    /// The word of configurations, parameters and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Car => "car",
            Self::Bike => "bike",
            Self::Foot => "foot",
            Self::Transit => "transit",
            Self::OnDemand => "on_demand",
        }
    }

    /// Whether it needs a timetable, rather than roads alone.
    pub fn is_timed(self) -> bool {
        matches!(self, Self::Transit | Self::OnDemand)
    }
}

impl FromStr for TravelMode {
    type Err = TravelModeError;

    fn from_str(text: &str) -> Result<Self, TravelModeError> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text).ok_or_else(|| TravelModeError(text.to_owned()))
    }
}

impl fmt::Display for TravelMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mode_is_read_back_from_its_word_which_is_the_serialised_one() {
        for mode in TravelMode::ALL {
            assert_eq!(mode.as_str().parse(), Ok(mode));
            assert_eq!(serde_json::to_string(&mode).unwrap(), format!("\"{mode}\""));
        }
        assert!("voiture".parse::<TravelMode>().is_err());
        assert!(TravelMode::ALL.is_sorted());
    }
}
