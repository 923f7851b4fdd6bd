//! The table `[travel]`: who travels, how far, on which day.

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use territory::{Date, Kinds, Seconds, TravelMode};
use travel::timetable::days::NamedDay;

/// What `[travel]` says; every key has a value of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Travel {
    /// Networks that are made of the road maps: car, bike, foot.
    pub(crate) profiles: Vec<TravelMode>,
    /// Longest travel that is searched, minutes.
    pub(crate) limit_min: u32,
    /// The day whose timetable is searched: a name ("school_tuesday") or a date. Left out, a
    /// Tuesday of term or, where the school calendar does not know the days of the timetable, any
    /// Tuesday.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) day: Option<String>,
    /// Latest arrival at the service.
    pub(crate) arrive_by: String,
    /// Arrivals are asked for every minute of this span before it.
    pub(crate) window_min: u32,
    /// Which of these times counts: 50 for the median.
    pub(crate) percentile: u8,
    /// Zone of the school holidays, A, B or C; left out, that of the first département.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) school_zone: Option<String>,
}

impl Default for Travel {
    fn default() -> Self {
        Self {
            profiles: vec![TravelMode::Car, TravelMode::Bike, TravelMode::Foot],
            limit_min: 60,
            day: None,
            arrive_by: "09:00".into(),
            window_min: 120,
            percentile: 50,
            school_zone: None,
        }
    }
}

impl Travel {
    pub(super) fn check(&self) -> Result<()> {
        ensure!(!self.profiles.is_empty(), "profiles is empty; use car, bike, foot");
        for (i, mode) in self.profiles.iter().enumerate() {
            ensure!(!mode.is_timed(), "profiles: `{mode}` has no network of roads; use car, bike, foot");
            ensure!(!self.profiles[..i].contains(mode), "profiles: `{mode}` stands twice");
        }
        let threshold = Kinds::builtin().all.iter().map(|kind| kind.threshold_min).max().unwrap_or(0);
        ensure!(
            (threshold..=600).contains(&self.limit_min),
            "limit_min = {} is not within {threshold} (the highest threshold of a kind of service) to 600",
            self.limit_min
        );
        ensure!(self.window_min <= 1440, "window_min = {} is above 1440, a whole day", self.window_min);
        ensure!(
            (1..=100).contains(&self.percentile),
            "percentile = {} is not within 1 to 100; 50 is the median",
            self.percentile
        );
        self.arrive_by()?;
        if let Some(day) = &self.day {
            ensure!(
                day.parse::<Date>().is_ok() || day.parse::<NamedDay>().is_ok(),
                "day = \"{day}\" is neither a date (2025-01-14) nor a named day: {}",
                day.parse::<NamedDay>().err().map(|e| e.to_string()).unwrap_or_default()
            );
        }
        if let Some(zone) = &self.school_zone {
            ensure!(["A", "B", "C"].contains(&zone.as_str()), "school_zone = \"{zone}\"; use A, B or C");
        }
        Ok(())
    }

    /// Latest arrival, seconds since midnight.
    pub(crate) fn arrive_by(&self) -> Result<Seconds> {
        let part = |text: &str, below: u32| text.parse::<u32>().ok().filter(|n| *n < below && text.len() == 2);
        let parsed = self.arrive_by.split_once(':').and_then(|(h, m)| Some(part(h, 24)? * 3600 + part(m, 60)? * 60));
        let seconds =
            parsed.with_context(|| format!("arrive_by = \"{}\" is not a time; 09:00 is one", self.arrive_by))?;
        Ok(Seconds(seconds))
    }

    /// Longest travel that is searched.
    pub(crate) fn limit(&self) -> Seconds {
        Seconds::from_minutes(self.limit_min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        let travel: Travel = toml::from_str(text).unwrap();
        travel.check().unwrap_err().to_string()
    }

    #[test]
    fn every_key_out_of_its_range_is_named_with_the_range() {
        assert!(Travel::default().check().is_ok());
        for (text, said) in [
            ("profiles = []", "car, bike, foot"),
            ("profiles = [\"transit\"]", "no network of roads"),
            ("profiles = [\"car\", \"car\"]", "stands twice"),
            ("limit_min = 5", "highest threshold"),
            ("percentile = 0", "1 to 100"),
            ("arrive_by = \"9h\"", "09:00"),
            ("arrive_by = \"24:00\"", "09:00"),
            ("day = \"mardi\"", "school_tuesday"),
            ("school_zone = \"D\"", "A, B or C"),
            ("window_min = 1441", "whole day"),
        ] {
            assert!(refusal(text).contains(said), "{text}: {}", refusal(text));
        }
        assert!(toml::from_str::<Travel>("profile = [\"car\"]").is_err());
    }

    #[test]
    fn a_time_of_arrival_is_seconds_since_midnight() {
        assert_eq!(Travel::default().arrive_by().unwrap(), Seconds(9 * 3600));
    }
}
