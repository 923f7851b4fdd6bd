//! Numbers with decimals become whole numbers of a common fraction, so that sums are exact.

use std::fmt;

/// A number of a file as it is written: digits and how many of them are decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    digits: u128,
    decimals: u32,
}

/// Decimals beyond these are rounded: no distance is known to a millionth.
pub(super) const MOST_DECIMALS: u32 = 6;

impl Written {
    /// Reads a number that is not negative; `None` for anything else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let value: f64 = text.parse().ok()?;
        if !value.is_finite() || !(0.0..1e15).contains(&value) {
            return None;
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if plain(whole) && plain(decimals) && decimals.len() <= 20 {
            let decimals = decimals.trim_end_matches('0');
            let digits: u128 = format!("0{whole}{decimals}").parse().ok()?;
            return Some(Self { digits, decimals: u32::try_from(decimals.len()).ok()? });
        }
        Some(Self::from_f64(value))
    }

    /// A computed number, to the most decimals that are kept.
    pub(super) fn from_f64(value: f64) -> Self {
        let scaled = (value * 10_f64.powi(MOST_DECIMALS.cast_signed())).round() as u128;
        let mut written = Self { digits: scaled, decimals: MOST_DECIMALS };
        while written.decimals > 0 && written.digits.is_multiple_of(10) {
            written.digits /= 10;
            written.decimals -= 1;
        }
        written
    }

    pub(super) fn decimals(self) -> u32 {
        self.decimals
    }

    /// In whole fractions of `decimals` decimals, rounded to the nearest; `None` beyond 64 bits.
    pub(super) fn at(self, decimals: u32) -> Option<u64> {
        let value = if decimals >= self.decimals {
            self.digits.checked_mul(10_u128.pow(decimals - self.decimals))?
        } else {
            let by = 10_u128.pow(self.decimals - decimals);
            (self.digits + by / 2) / by
        };
        u64::try_from(value).ok()
    }
}

/// A whole number of fractions as people write it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) value: i128,
    pub(super) decimals: u32,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = 10_u128.pow(self.decimals);
        let (whole, part) = (self.value.unsigned_abs() / by, self.value.unsigned_abs() % by);
        let sign = if self.value < 0 { "-" } else { "" };
        if part == 0 {
            return write!(f, "{sign}{whole}");
        }
        let part = format!("{part:0width$}", width = self.decimals as usize);
        write!(f, "{sign}{whole}.{}", part.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_comes_back_as_it_was_written() {
        for text in ["0", "12", "0.5", "671.573345", "1000000", "3.000001"] {
            let written = Written::read(text).unwrap();
            let told = Told { value: i128::from(written.at(6).unwrap()), decimals: 6 };
            assert_eq!(told.to_string(), text);
        }
        assert_eq!(Written::read("1e3").unwrap().at(0), Some(1000));
        assert_eq!(Written::read("2.5").unwrap().at(0), Some(3));
        assert_eq!(Written::read("0.1234567890123").unwrap().at(6), Some(123_457));
        for text in ["", "-1", "abc", "NaN", "inf", "1,5"] {
            assert_eq!(Written::read(text), None, "{text}");
        }
    }
}
