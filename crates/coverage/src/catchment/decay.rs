//! How much less a service counts the further it is. Decays are data: `data/decays.toml`.

use serde::Deserialize;
use territory::Seconds;

/// A decay with its limit, reached when `≤`: beyond it nothing counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", tag = "form", deny_unknown_fields)]
pub enum Decay {
    /// Bands: the weight of the first step whose limit is not passed.
    Steps {
        /// Ascending in minutes.
        steps: Vec<Step>,
    },
    /// exp(−d² / 2σ²).
    Gaussian {
        /// σ, minutes.
        sigma_min: f64,
        /// Nothing counts beyond, minutes.
        limit_min: u32,
    },
    /// (d / scale)^exponent, with d at least `least_min`.
    Power {
        /// The time that weighs 1, minutes.
        scale_min: f64,
        /// Negative: −1 is 1/d.
        exponent: f64,
        /// Shorter times count as this, minutes.
        least_min: f64,
        /// Nothing counts beyond, minutes.
        limit_min: u32,
    },
}

/// Up to `within_min` minutes (`≤`) a service weighs `weight`.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Limit of the band, minutes.
    pub within_min: u32,
    /// Weight, 0 to 1.
    pub weight: f64,
}

/// A decay of the catalogue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedDecay {
    /// "quinze_minutes".
    pub id: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// Where its numbers come from, or that they are a proposal.
    pub source: String,
    /// The decay itself.
    pub decay: Decay,
}

#[derive(Deserialize)]
struct Catalogue {
    decay: Vec<NamedDecay>,
}

/// The catalogue of decays, in the order of the file; the first is the one used unless the caller
/// says otherwise.
///
/// # Panics
/// Never in a released binary: the catalogue is part of it, and a test reads it.
pub fn decays() -> Vec<NamedDecay> {
    parse(include_str!("../../../../data/decays.toml")).expect("data/decays.toml is valid")
}

/// A catalogue from the text of a `decays.toml`; the message names what is wrong.
fn parse(text: &str) -> Result<Vec<NamedDecay>, String> {
    let catalogue: Catalogue = toml::from_str(text).map_err(|e| e.to_string())?;
    for decay in &catalogue.decay {
        decay.decay.check().map_err(|reason| format!("decay `{}`: {reason}", decay.id))?;
    }
    Ok(catalogue.decay)
}

impl Decay {
    /// One step of weight 1: within or not.
    pub fn within(minutes: u32) -> Self {
        Self::Steps { steps: vec![Step { within_min: minutes, weight: 1.0 }] }
    }

    /// The longest time that counts.
    pub fn limit(&self) -> Seconds {
        Seconds::from_minutes(match self {
            Self::Steps { steps } => steps.last().map_or(0, |s| s.within_min),
            Self::Gaussian { limit_min, .. } | Self::Power { limit_min, .. } => *limit_min,
        })
    }

    /// The weight of a service at that time; zero beyond the limit.
    pub fn weight(&self, time: Seconds) -> f64 {
        if time <= self.limit() { self.unlimited(time) } else { 0.0 }
    }

    /// The weight as the formula gives it, past the limit too.
    pub(crate) fn unlimited(&self, time: Seconds) -> f64 {
        match self {
            Self::Steps { steps } => {
                let step = steps.iter().find(|s| time <= Seconds::from_minutes(s.within_min));
                step.map_or(0.0, |s| s.weight)
            }
            Self::Gaussian { sigma_min, .. } => (-(time.minutes() / sigma_min).powi(2) / 2.0).exp(),
            Self::Power { scale_min, exponent, least_min, .. } => {
                (time.minutes().max(*least_min) / scale_min).powf(*exponent)
            }
        }
    }

    /// Whether the numbers make a decay.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what would work.
    pub fn check(&self) -> Result<(), String> {
        let positive = |name: &str, value: f64| {
            let fine = value.is_finite() && value > 0.0;
            if fine { Ok(()) } else { Err(format!("{name} = {value} is not a number above 0")) }
        };
        match self {
            Self::Steps { steps } => {
                if steps.is_empty() {
                    return Err("has no step: one at least is needed".into());
                }
                if !steps.is_sorted_by(|a, b| a.within_min < b.within_min && a.weight >= b.weight) {
                    return Err("its steps must go up in minutes and never up in weight".into());
                }
                match steps.iter().find(|s| !(0.0..=1.0).contains(&s.weight)) {
                    Some(step) => Err(format!("weight = {} is not within 0 to 1", step.weight)),
                    None => Ok(()),
                }
            }
            Self::Gaussian { sigma_min, .. } => positive("sigma_min", *sigma_min),
            Self::Power { scale_min, exponent, least_min, .. } => {
                positive("scale_min", *scale_min)?;
                positive("least_min", *least_min)?;
                if exponent.is_finite() && *exponent <= 0.0 {
                    Ok(())
                } else {
                    Err(format!("exponent = {exponent} is not a number of 0 or below: −1 is 1/d"))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENHANCED: [Step; 3] = [
        Step { within_min: 20, weight: 1.0 },
        Step { within_min: 40, weight: 0.68 },
        Step { within_min: 60, weight: 0.22 },
    ];

    fn weights(decay: &Decay, minutes: &[u32]) -> Vec<f64> {
        minutes.iter().map(|m| decay.weight(Seconds::from_minutes(*m))).collect()
    }

    #[test]
    fn the_weights_published_with_the_python_package_access_are_found() {
        // github.com/pysal/access, weights.py: step_fn, gaussian, gravity.
        let steps = Decay::Steps { steps: ENHANCED.to_vec() };
        assert_eq!(weights(&steps, &[0, 10, 20, 30, 40, 50, 60, 70]), [1.0, 1.0, 1.0, 0.68, 0.68, 0.22, 0.22, 0.0]);
        let gaussian = Decay::Gaussian { sigma_min: 20.0, limit_min: 90 };
        for (mine, theirs) in weights(&gaussian, &[20, 40, 60]).iter().zip([0.606_530_66, 0.135_335_28, 0.011_109_00]) {
            assert!((mine - theirs).abs() < 1e-8, "{mine} {theirs}");
        }
        let gravity = Decay::Power { scale_min: 20.0, exponent: -2.0, least_min: 1.0, limit_min: 90 };
        for (mine, theirs) in
            weights(&gravity, &[0, 1, 2, 20, 40, 60]).iter().zip([400.0, 400.0, 100.0, 1.0, 0.25, 1.0 / 9.0])
        {
            assert!((mine - theirs).abs() < 1e-9, "{mine} {theirs}");
        }
    }

    #[test]
    fn the_limit_is_reached_and_a_second_more_is_not() {
        let quarter = Decay::within(15);
        assert_eq!([quarter.weight(Seconds(900)), quarter.weight(Seconds(901))], [1.0, 0.0]);
    }

    #[test]
    fn the_catalogue_is_valid_and_starts_with_the_fifteen_minutes() {
        let all = decays();
        assert_eq!(all[0].decay, Decay::within(15));
        for (i, decay) in all.iter().enumerate() {
            assert!(!decay.source.is_empty() && all[..i].iter().all(|d| d.id != decay.id), "{}", decay.id);
            let curve = weights(&decay.decay, &(0..120).collect::<Vec<_>>());
            assert!(curve.is_sorted_by(|a, b| a >= b), "{} rises", decay.id);
        }
    }

    #[test]
    fn a_decay_that_rises_or_has_no_scale_is_refused() {
        let rising = Decay::Steps { steps: vec![ENHANCED[1], ENHANCED[0]] };
        assert!(rising.check().unwrap_err().contains("go up in minutes"));
        assert!(Decay::Steps { steps: Vec::new() }.check().is_err());
        assert!(Decay::Gaussian { sigma_min: 0.0, limit_min: 9 }.check().unwrap_err().contains("sigma_min"));
        let growing = Decay::Power { scale_min: 1.0, exponent: 1.0, least_min: 1.0, limit_min: 9 };
        assert!(growing.check().unwrap_err().contains("exponent"));
        let text = "[[decay]]\nid = \"x\"\nlabel_fr = \"\"\nlabel_en = \"\"\nsource = \"\"\ndecay = { form = \"gaussian\", sigma_min = -1, limit_min = 3 }";
        assert!(parse(text).unwrap_err().contains("decay `x`"));
    }
}
