//! A day of the civil calendar, without a clock and without a time zone.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A day. Written 2025-01-22, in text and in every serialised form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(time::Date);

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day: write it like 2025-01-22 or 20250122")]
pub struct DateError(pub String);

impl Date {
    /// From a year, a month (1 to 12) and a day of the month; `None` where there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// The year, the month (1 to 12) and the day of the month.
    pub fn year_month_day(self) -> (i32, u8, u8) {
        let (year, month, day) = self.0.to_calendar_date();
        (year, u8::from(month), day)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_days_from_monday()
    }

    /// The day this many days later (earlier when negative); `None` beyond the year ±9999.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let julian = self.0.to_julian_day().checked_add(days)?;
        time::Date::from_julian_day(julian).ok().map(Self)
    }

    /// Days from `earlier` to this day; negative when it is later.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.to_julian_day() - earlier.0.to_julian_day()
    }

    /// Every day from this one to `last`, both included; none when `last` is earlier.
    pub fn through(self, last: Self) -> impl Iterator<Item = Self> {
        (0..=last.days_since(self)).map_while(move |days| self.plus_days(days))
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let digits: String = match text.len() {
            10 if text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-' => text.replace('-', ""),
            _ => text.to_owned(),
        };
        let is_day = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
        let number: u32 = digits.parse().ok().filter(|_| is_day).ok_or_else(|| DateError(text.to_owned()))?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        Self::new(year as i32, month as u8, day as u8).ok_or_else(|| DateError(text.to_owned()))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl TryFrom<String> for Date {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_both_spellings_and_written_in_one() {
        let date: Date = "20250122".parse().unwrap();
        assert_eq!(date, "2025-01-22".parse().unwrap());
        assert_eq!(date.to_string(), "2025-01-22");
        assert_eq!(date.weekday(), 2, "a Wednesday");
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"2025-01-22\"");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["", "20250230", "2025-13-01", "2025-1-1", "22/01/2025", "2025012", "2025-01-2é"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_a_leap_day() {
        let (first, last) = (Date::new(2024, 2, 27).unwrap(), Date::new(2024, 3, 2).unwrap());
        assert_eq!((last.days_since(first), first.through(last).count()), (4, 5));
        assert_eq!(last.through(first).count(), 0);
        assert_eq!(first.plus_days(2).unwrap().to_string(), "2024-02-29");
    }
}
