//! What a search answers for one home and one service.

use serde::{Deserialize, Serialize};
use territory::Seconds;

/// Travel from a home to a service under a limit. Absence is never spelt as a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Travel {
    /// Reached in whole seconds, at most the limit (`≤`).
    Reached(Seconds),
    /// A way may exist, but it takes longer than the limit.
    Beyond,
    /// No way exists at all: another island, or streets that only lead the other way.
    Unreachable,
    /// The home or the service has no usable road (or stop) within the snapping distance.
    NotSnapped,
}

impl Travel {
    /// The seconds where the service is reached within the limit.
    pub fn seconds(self) -> Option<Seconds> {
        match self {
            Self::Reached(seconds) => Some(seconds),
            Self::Beyond | Self::Unreachable | Self::NotSnapped => None,
        }
    }

    /// "reached", "beyond", "unreachable" or "not_snapped": the words of every table and answer.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reached(_) => "reached",
            Self::Beyond => "beyond",
            Self::Unreachable => "unreachable",
            Self::NotSnapped => "not_snapped",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_reached_service_has_seconds() {
        assert_eq!(Travel::Reached(Seconds(0)).seconds(), Some(Seconds(0)));
        for absent in [Travel::Beyond, Travel::Unreachable, Travel::NotSnapped] {
            assert_eq!(absent.seconds(), None, "{}", absent.as_str());
        }
    }
}
