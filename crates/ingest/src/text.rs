//! Bytes to text, text to numbers and codes: the repairs that every format shares.

use std::borrow::Cow;

use territory::{CommuneCode, Quantity};

use crate::charset::{self, Charset};

/// The text of some bytes, and its encoding: see [`Charset::detect`]. No replacement character is
/// ever made.
pub(crate) fn decode(bytes: Vec<u8>) -> (String, Charset) {
    let (charset, mark) = Charset::detect(&bytes);
    if charset == charset::UTF8 && mark == 0 {
        // Detected because the bytes are valid: taken over without a copy.
        return (String::from_utf8(bytes).unwrap_or_default(), charset);
    }
    (charset.decode(&bytes[mark..]).into_owned(), charset)
}

/// Like [`decode`], without a copy where the bytes are UTF-8.
pub(crate) fn decode_slice(bytes: &[u8]) -> (Cow<'_, str>, Charset) {
    let (charset, mark) = Charset::detect(bytes);
    (charset.decode(&bytes[mark..]), charset)
}

/// A number as French and other files write it: decimal comma or point, spaces between
/// thousands (U+202F included). `None` for a blank.
///
/// # Errors
/// A sentence saying what would work.
pub(crate) fn number(text: &str) -> Result<Option<f64>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let compact: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}'))
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let plain = compact.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    match compact.parse::<f64>() {
        Ok(value) if plain && value.is_finite() => Ok(Some(value)),
        _ => {
            Err("not a number: write it like 1234.5 or 1 234,5, and leave the field blank when it is not known".into())
        }
    }
}

/// A figure that may be secret or absent: "s", "secret" and "c" (confidential) are secret, a
/// blank and "nd" are absent.
///
/// # Errors
/// A sentence saying what would work.
pub(crate) fn quantity(text: &str) -> Result<Quantity, String> {
    match text.trim().to_lowercase().as_str() {
        "s" | "ss" | "secret" | "c" => Ok(Quantity::Suppressed),
        "nd" | "n/d" | "na" | "n/a" | "nan" => Ok(Quantity::Missing),
        plain => number(plain).map(Quantity::from),
    }
}

/// A value, and what had to be changed to get it.
#[derive(Debug, PartialEq)]
pub(crate) struct Repaired<T> {
    pub(crate) value: T,
    pub(crate) repair: Option<String>,
}

/// A commune code; the zero that a spreadsheet took from "01001" is given back, and "2a004" is
/// put in capitals.
///
/// # Errors
/// A sentence saying what would work.
pub(crate) fn commune_code(text: &str) -> Result<Repaired<CommuneCode>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("no commune code: five characters, such as 85051 or 2A004, would work".into());
    }
    let error = match CommuneCode::new(text) {
        Ok(value) => return Ok(Repaired { value, repair: None }),
        Err(error) => error,
    };
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let padded = if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) {
        format!("0{digits}")
    } else {
        digits.to_uppercase()
    };
    match CommuneCode::new(&padded) {
        Ok(value) => {
            let repair = format!("read as {padded}: a commune code is text of five characters, not a number");
            Ok(Repaired { value, repair: Some(repair) })
        }
        Err(_) => Err(error.to_string()),
    }
}

/// A postal code, five digits; a lost leading zero is given back. `None` for a blank.
///
/// # Errors
/// A sentence saying what would work.
pub(crate) fn postcode(text: &str) -> Result<Option<Repaired<String>>, String> {
    let text = text.trim();
    let digits = text.strip_suffix(".0").unwrap_or(text);
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    match digits.len() {
        0 => Ok(None),
        5 if all_digits => Ok(Some(Repaired { value: digits.to_owned(), repair: None })),
        4 if all_digits => {
            let value = format!("0{digits}");
            let repair = format!("read as {value}: a postal code is text of five digits, not a number");
            Ok(Some(Repaired { value, repair: Some(repair) }))
        }
        _ => Err("not a postal code: five digits, such as 85110".into()),
    }
}

/// Longest name that is one, characters; the longest in the national lists has 150.
pub(crate) const NAME_CHARS: usize = 500;

/// A name without its surrounding blanks, as written: tags of HTML stay text. `None` for a blank.
///
/// # Errors
/// A sentence when it is too long to be a name.
pub(crate) fn name(text: &str) -> Result<Option<String>, String> {
    let Some(name) = non_blank(text) else { return Ok(None) };
    match name.chars().count() {
        0..=NAME_CHARS => Ok(Some(name)),
        long => Err(format!("a name of {long} characters is none: {NAME_CHARS} at most would work")),
    }
}

/// The text without its surrounding blanks, or `None` when nothing is left.
pub(crate) fn non_blank(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// An ISO date at the start of the text ("2024-08-01", "2024-08-01T10:00"), when it is one.
pub(crate) fn iso_date(text: &str) -> Option<&str> {
    let text = text.trim();
    let date = text.get(..10)?;
    let rest = &text[10..];
    let shape = date.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape || !(rest.is_empty() || rest.starts_with(['T', ' '])) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| date[range].parse::<u32>().ok();
    let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (1 <= day && day <= days).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252() {
        assert_eq!(decode(b"Vend\xe9e \x80".to_vec()).0, "Vendée €");
        assert_eq!(decode("Vendée".as_bytes().to_vec()), ("Vendée".to_owned(), charset::UTF8));
        assert_eq!(decode(b"\xef\xbb\xbfid".to_vec()).0, "id");
        let utf16: Vec<u8> = "\u{feff}é".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(utf16).0, "é");
    }

    #[test]
    fn every_byte_gives_a_character_and_none_is_the_replacement() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert!(!decode(bytes).0.contains('\u{fffd}'));
    }

    #[test]
    fn numbers_are_read_as_the_french_write_them() {
        for thousand in ["1\u{202f}234,5", "1\u{a0}234,5", "1 234,5", "1\u{2009}234.5", "1234.5"] {
            assert_eq!(number(thousand), Ok(Some(1234.5)), "{thousand}");
        }
        assert_eq!(number(" -1.05 "), Ok(Some(-1.05)));
        assert_eq!(number("  "), Ok(None));
        for bad in ["douze", "inf", "NaN", "1,234.5", "12 places", "--1", "1e999"] {
            assert!(number(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn secret_absent_and_zero_are_three_things() {
        assert_eq!(quantity("s"), Ok(Quantity::Suppressed));
        assert_eq!(quantity(""), Ok(Quantity::Missing));
        assert_eq!(quantity("0"), Ok(Quantity::Known(0.0)));
        assert!(quantity("beaucoup").is_err());
    }

    #[test]
    fn a_lost_zero_is_given_back_and_said() {
        let code = commune_code("1001").unwrap();
        assert_eq!(code.value.as_str(), "01001");
        assert!(code.repair.unwrap().contains("01001"));
        assert_eq!(commune_code("2a004").unwrap().value.as_str(), "2A004");
        assert_eq!(commune_code(" 85051 ").unwrap().repair, None);
        for bad in ["101", "850511", "", "ABCD", "85O51"] {
            assert!(commune_code(bad).unwrap_err().contains("85051"), "{bad}");
        }
        assert_eq!(postcode("1400").unwrap().unwrap().value, "01400");
        assert_eq!(postcode(""), Ok(None));
        assert!(postcode("F-85000").is_err());
    }

    #[test]
    fn a_name_is_kept_as_written_unless_it_is_too_long_to_be_one() {
        assert_eq!(name(" <b>Les Lucioles</b> & Cie "), Ok(Some("<b>Les Lucioles</b> & Cie".into())));
        assert_eq!(name("  "), Ok(None));
        assert!(name(&"é".repeat(NAME_CHARS)).is_ok());
        let reason = name(&"é".repeat(10_000)).unwrap_err();
        assert!(reason.contains("10000") && reason.contains("500"), "{reason}");
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert_eq!(iso_date("2024-02-29"), Some("2024-02-29"));
        assert_eq!(iso_date("2024-08-01T10:00:00Z"), Some("2024-08-01"));
        for bad in ["2023-02-29", "01/08/2024", "2024-13-01", "2024-8-1", "2024-08-01bis", "é024-08-01"] {
            assert_eq!(iso_date(bad), None, "{bad}");
        }
    }
}
