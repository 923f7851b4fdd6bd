//! Days by name: a school Tuesday, a Saturday, a Wednesday of the holidays.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use territory::Date;

use super::Timetable;

/// School holidays of one zone: from the last day of school (not included) to the first day of
/// school after (not included). French zones: `data/school_holidays.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCalendar {
    /// "A", "B", "C", or another name.
    pub zone: String,
    /// First and last day that the calendar speaks of.
    pub known: (Date, Date),
    /// First and last day of each holiday, both without school.
    pub holidays: Vec<(Date, Date)>,
}

/// A day by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedDay {
    /// 0 for Monday to 6 for Sunday.
    pub weekday: u8,
    /// In term, in the holidays, or either.
    pub season: Season,
}

/// Term or holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// Schools are open.
    Term,
    /// School holidays.
    Holidays,
    /// Whatever schools do.
    Any,
}

/// A word that names no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no day: use a weekday (`saturday`), with `school_` before it for a day of term and `holiday_` for one of the holidays (`school_tuesday`, `holiday_wednesday`)"
)]
pub struct DayWordError(pub String);

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl std::str::FromStr for NamedDay {
    type Err = DayWordError;

    fn from_str(word: &str) -> Result<Self, DayWordError> {
        let (season, weekday) = match word.split_once('_') {
            Some(("school", weekday)) => (Season::Term, weekday),
            Some(("holiday", weekday)) => (Season::Holidays, weekday),
            _ => (Season::Any, word),
        };
        let place = WEEKDAYS.iter().position(|day| *day == weekday).ok_or_else(|| DayWordError(word.to_owned()))?;
        Ok(Self { weekday: place as u8, season })
    }
}

impl std::fmt::Display for NamedDay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let season = match self.season {
            Season::Term => "school_",
            Season::Holidays => "holiday_",
            Season::Any => "",
        };
        write!(f, "{season}{}", WEEKDAYS[usize::from(self.weekday) % 7])
    }
}

/// Why no day has a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// The school calendar and the timetable speak of different days.
    #[error(
        "the school calendar of zone {zone} speaks of {school_first} to {school_last} and the timetable of {first} to {last}: give the calendar of those days"
    )]
    OtherYears {
        /// The zone.
        zone: String,
        /// First day of the school calendar.
        school_first: Date,
        /// Last day of the school calendar.
        school_last: Date,
        /// First day of the timetable.
        first: Date,
        /// Last day of the timetable.
        last: Date,
    },
    /// No day of the timetable has this name.
    #[error("no day from {first} to {last} has this name and is not a public holiday: choose another, or a date")]
    NoSuchDay {
        /// First day of the timetable.
        first: Date,
        /// Last day of the timetable.
        last: Date,
    },
}

/// The file of school calendars: zones, years, holidays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCalendars {
    #[expect(dead_code, reason = "said in the file for its readers")]
    source: String,
    first: Date,
    last: Date,
    zone: BTreeMap<String, Vec<[Date; 2]>>,
    all: Vec<[Date; 2]>,
}

impl SchoolCalendar {
    /// Reads the calendars of all zones from `data/school_holidays.toml`: days in each pair are the
    /// first without school and the first with it again.
    ///
    /// # Errors
    /// The parser's message, or a holiday that ends before it begins.
    pub fn read_all(toml: &str) -> Result<Vec<Self>, String> {
        let raw: RawCalendars = toml::from_str(toml).map_err(|e| e.to_string())?;
        let last_day = |[first, back]: &[Date; 2]| -> Result<(Date, Date), String> {
            let last = back.plus_days(-1).filter(|last| *last >= *first);
            Ok((*first, last.ok_or_else(|| format!("holidays from {first} to {back} end before they begin"))?))
        };
        let zones = raw.zone.iter().map(|(zone, own)| {
            let mut holidays: Vec<(Date, Date)> = raw.all.iter().chain(own).map(last_day).collect::<Result<_, _>>()?;
            holidays.sort();
            Ok(Self { zone: zone.clone(), known: (raw.first, raw.last), holidays })
        });
        zones.collect()
    }

    /// Whether a day is in the school holidays; `None` outside the calendar.
    pub fn in_holidays(&self, date: Date) -> Option<bool> {
        let known = self.known.0 <= date && date <= self.known.1;
        known.then(|| self.holidays.iter().any(|(first, last)| *first <= date && date <= *last))
    }
}

impl NamedDay {
    /// The days of a timetable that have this name, public holidays left out.
    ///
    /// # Errors
    /// When the school calendar does not speak of the days of the timetable, or no day has the name.
    pub fn days(&self, timetable: &Timetable, school: &SchoolCalendar) -> Result<Vec<Date>, DayError> {
        let (first, last) = timetable.range();
        let (school_first, school_last) = school.known;
        if self.season != Season::Any && (last < school_first || school_last < first) {
            let zone = school.zone.clone();
            return Err(DayError::OtherYears { zone, school_first, school_last, first, last });
        }
        let fits = |date: &Date| {
            let season = match self.season {
                Season::Any => true,
                Season::Term => school.in_holidays(*date) == Some(false),
                Season::Holidays => school.in_holidays(*date) == Some(true),
            };
            season && date.weekday() == self.weekday && !is_public_holiday(*date)
        };
        let days: Vec<Date> = first.through(last).filter(fits).collect();
        if days.is_empty() { Err(DayError::NoSuchDay { first, last }) } else { Ok(days) }
    }

    /// The days that are offered for a choice: a Tuesday of term, a Wednesday of term, a Saturday, a
    /// Wednesday of the holidays.
    pub const OFFERED: [Self; 4] = [
        Self { weekday: 1, season: Season::Term },
        Self { weekday: 2, season: Season::Term },
        Self { weekday: 5, season: Season::Any },
        Self { weekday: 2, season: Season::Holidays },
    ];

    /// The one of these days on which the middle number of trips runs (the lower of two, the
    /// earliest of equals): a day like the others.
    ///
    /// # Errors
    /// As [`NamedDay::days`].
    pub fn typical(&self, timetable: &Timetable, school: &SchoolCalendar) -> Result<Date, DayError> {
        let mut days: Vec<(usize, Date)> =
            self.days(timetable, school)?.into_iter().map(|date| (timetable.trips_on(date), date)).collect();
        days.sort_unstable();
        let middle = days[(days.len() - 1) / 2].0;
        Ok(days.into_iter().find(|(trips, _)| *trips == middle).expect("the middle one is there").1)
    }
}

/// The eleven public holidays of metropolitan France (article L. 3133-1 of the Code du travail);
/// those of Alsace-Moselle and overseas are not among them.
pub fn is_public_holiday(date: Date) -> bool {
    const FIXED: [(u8, u8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let (year, month, day) = date.year_month_day();
    // Easter Monday, Ascension, Whit Monday.
    let moving = easter(year).is_some_and(|easter| [1, 39, 50].contains(&date.days_since(easter)));
    FIXED.contains(&(month, day)) || moving
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn public_holidays_that_move_follow_easter() {
        for holiday in
            ["2024-04-01", "2024-05-09", "2024-05-20", "2025-04-21", "2025-05-29", "2025-06-09", "2026-04-06"]
        {
            assert!(is_public_holiday(date(holiday)), "{holiday}");
        }
        for none in ["2025-04-20", "2025-04-22", "2025-05-30", "2025-12-26"] {
            assert!(!is_public_holiday(date(none)), "{none}");
        }
    }

    #[test]
    fn a_named_day_is_read_back_from_its_word() {
        for (word, weekday, season) in [
            ("school_tuesday", 1, Season::Term),
            ("saturday", 5, Season::Any),
            ("holiday_wednesday", 2, Season::Holidays),
        ] {
            let day: NamedDay = word.parse().unwrap();
            assert_eq!((day, day.to_string().as_str()), (NamedDay { weekday, season }, word));
        }
        for wrong in ["mardi", "school", "term_tuesday", "school_", ""] {
            assert!(wrong.parse::<NamedDay>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_zones_have_their_winter_at_their_time() {
        let zones = SchoolCalendar::read_all(include_str!("../../../../data/school_holidays.toml")).unwrap();
        let zone = |name: &str| zones.iter().find(|zone| zone.zone == name).unwrap();
        let free = |name: &str, day: &str| zone(name).in_holidays(date(day));
        // 2025: zone B from 8 to 23 February, C from 15 February to 2 March, A from 22 February to 9 March.
        assert_eq!(
            [free("A", "2025-02-12"), free("B", "2025-02-12"), free("C", "2025-02-12")],
            [Some(false), Some(true), Some(false)]
        );
        assert_eq!([free("B", "2025-02-23"), free("B", "2025-02-24")], [Some(true), Some(false)]);
        assert_eq!([free("A", "2025-03-05"), free("C", "2025-03-05")], [Some(true), Some(false)]);
        // Everybody's Christmas and summer.
        for name in ["A", "B", "C"] {
            assert_eq!(
                [free(name, "2024-12-25"), free(name, "2025-08-01"), free(name, "2025-01-14")],
                [Some(true), Some(true), Some(false)]
            );
        }
        assert_eq!(free("B", "2019-02-12"), None, "nobody said");
    }
}
