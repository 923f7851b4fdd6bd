//! A number that may be secret or absent. Secret, absent and zero are three different things.

use serde::{Deserialize, Serialize};

/// A figure's value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Quantity {
    /// Measured or computed; finite.
    Known(f64),
    /// Exists, but is not published: statistical secrecy.
    Suppressed,
    /// Not known: no source gives it.
    Missing,
}

impl Quantity {
    /// The number, when there is one to show.
    pub fn known(self) -> Option<f64> {
        match self {
            Self::Known(value) => Some(value),
            Self::Suppressed | Self::Missing => None,
        }
    }

    /// `f` of the number; secret stays secret and absent stays absent. A result that is not a
    /// finite number (a rate over zero children) is absent, never zero.
    pub fn map(self, f: impl FnOnce(f64) -> f64) -> Self {
        match self {
            Self::Known(value) => f(value).into(),
            other => other,
        }
    }

    /// `f` of both numbers. Secrecy wins over absence: what could reveal a secret is secret.
    pub fn zip_with(self, other: Self, f: impl FnOnce(f64, f64) -> f64) -> Self {
        match (self, other) {
            (Self::Known(a), Self::Known(b)) => f(a, b).into(),
            (Self::Suppressed, _) | (_, Self::Suppressed) => Self::Suppressed,
            _ => Self::Missing,
        }
    }
}

impl From<f64> for Quantity {
    fn from(value: f64) -> Self {
        if value.is_finite() { Self::Known(value) } else { Self::Missing }
    }
}

impl From<Option<f64>> for Quantity {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Missing, Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Quantity::{Known, Missing, Suppressed};

    #[test]
    fn a_rate_over_zero_children_is_absent_not_zero() {
        assert_eq!(Known(12.0).zip_with(Known(0.0), |a, b| 100.0 * a / b), Missing);
        assert_eq!(Known(0.0).zip_with(Known(4.0), |a, b| 100.0 * a / b), Known(0.0));
    }

    #[test]
    fn secrecy_is_contagious() {
        assert_eq!(Suppressed.zip_with(Missing, |a, b| a + b), Suppressed);
        assert_eq!(Known(1.0).zip_with(Suppressed, |a, b| a + b), Suppressed);
        assert_eq!(Known(1.0).zip_with(Missing, |a, b| a + b), Missing);
    }
}
