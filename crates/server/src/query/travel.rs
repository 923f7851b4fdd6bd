//! Parameters of travel: places, minutes, hours.

use serde::Deserialize;
use territory::{LonLat, Seconds};

use crate::messages;

/// A position as a parameter: "lon,lat", WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct At(pub LonLat);

impl TryFrom<String> for At {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || messages::not_a_position(&messages::short(&text)).packed();
        let (lon, lat) = text.split_once(',').ok_or_else(refused)?;
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| refused());
        LonLat::new(number(lon)?, number(lat)?).map(Self).map_err(|_| refused())
    }
}

/// Some limits of travel as a parameter: "5,10,15", whole minutes, at most [`MOST_RINGS`] of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Minutes(pub Vec<u32>);

/// Most limits of one question.
pub(super) const MOST_RINGS: usize = 6;
/// Longest limit that can be written, minutes; the networks of a snapshot may search less.
pub const MOST_MINUTES: u32 = 600;

impl TryFrom<String> for Minutes {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || messages::not_minutes(&messages::short(&text), MOST_RINGS).packed();
        let limit = |text: &str| minutes(text.trim()).ok_or_else(refused);
        let mut all: Vec<u32> = text.split(',').map(limit).collect::<Result<_, _>>()?;
        all.sort_unstable();
        all.dedup();
        if all.len() > MOST_RINGS { Err(refused()) } else { Ok(Self(all)) }
    }
}

/// One limit of travel as a parameter, whole minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Minute(pub u32);

impl TryFrom<String> for Minute {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || messages::not_minutes(&messages::short(&text), 1).packed();
        minutes(&text).map(Self).ok_or_else(refused)
    }
}

fn minutes(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|n| digits && (1..=MOST_MINUTES).contains(n))
}

/// A time of the day as a parameter: "08:30"; up to "47:59" for the night that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Clock(pub Seconds);

impl TryFrom<String> for Clock {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let refused = || messages::not_a_clock(&messages::short(&text)).packed();
        let two = |text: &str, end: u32| {
            let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<u32>().ok().filter(|n| digits && *n < end)
        };
        let (hours, minutes) = text.split_once(':').ok_or_else(refused)?;
        let (hours, minutes) = two(hours, 48).zip(two(minutes, 60)).ok_or_else(refused)?;
        Ok(Self(Seconds(hours * 3600 + minutes * 60)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_two_numbers_of_the_world() {
        assert_eq!(At::try_from("-1.25, 46.6".to_owned()).unwrap().0, LonLat::new(-1.25, 46.6).unwrap());
        for bad in ["", "1", "1,2,3", "a,b", "181,0", "0,91", "NaN,0", "0,inf", "1;2"] {
            assert!(At::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn minutes_ascend_each_once_and_are_few() {
        assert_eq!(Minutes::try_from("15,5, 10,5".to_owned()).unwrap().0, [5, 10, 15]);
        for bad in ["", "0", "5,", "5,x", "601", "-5", "+5", "1.5", "1,2,3,4,5,6,7"] {
            assert!(Minutes::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        assert!(Minute::try_from("5,10".to_owned()).is_err());
    }

    #[test]
    fn a_time_of_the_day_may_be_after_midnight() {
        let clock = |text: &str| Clock::try_from(text.to_owned()).map(|clock| clock.0.0);
        assert_eq!([clock("08:30"), clock("8:05"), clock("25:00")], [Ok(30_600), Ok(29_100), Ok(90_000)]);
        for bad in ["", "8", "8:60", "48:00", "-1:00", "08:30:00", "008:30", "8h30"] {
            assert!(clock(bad).is_err(), "{bad}");
        }
    }
}
