//! Official codes: INSEE commune and département codes, SIREN numbers. All are strings:
//! "01001" and "2A004" are not numbers.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text is not the official code it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not five characters of the shape that INSEE gives a commune.
    #[error(
        "`{0}` is not an INSEE commune code: five characters, two digits (or 2A, 2B) then three digits, such as 85051 or 2A004"
    )]
    Commune(String),
    /// Not a département code.
    #[error("`{0}` is not a département code: 01 to 95, 2A, 2B, or 971 to 988")]
    Departement(String),
    /// Not nine digits.
    #[error("`{0}` is not a SIREN number: nine digits, such as 248500340")]
    Siren(String),
}

macro_rules! code_type {
    ($(#[$doc:meta])* $name:ident, $len:literal, $error:ident, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name { bytes: [u8; $len], len: u8 }

        impl $name {
            /// Checks the shape of `text`; surrounding spaces are not tolerated here.
            ///
            /// # Errors
            /// When the text does not have the shape of this code.
            pub fn new(text: &str) -> Result<Self, CodeError> {
                let valid: fn(&[u8]) -> bool = $valid;
                if !valid(text.as_bytes()) {
                    return Err(CodeError::$error(text.chars().take(80).collect()));
                }
                let mut bytes = [0; $len];
                bytes[..text.len()].copy_from_slice(text.as_bytes());
                Ok(Self { bytes, len: text.len() as u8 })
            }

            /// The code as published.
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.as_str()) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{:?}", self.as_str()) }
        }
        impl FromStr for $name {
            type Err = CodeError;
            fn from_str(s: &str) -> Result<Self, CodeError> { Self::new(s) }
        }
        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(s: String) -> Result<Self, CodeError> { Self::new(&s) }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let text = String::deserialize(d)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

code_type!(
    /// INSEE code of a commune, five characters: "85051", "2A004", "97411".
    CommuneCode, 5, Commune, |b| b.len() == 5 && departement_prefix(b) && b[2..].iter().all(u8::is_ascii_digit)
);
code_type!(
    /// INSEE code of a département, two characters in Europe ("85", "2A"), three overseas ("974").
    DepartementCode, 3, Departement, |b| match b.len() {
        2 => departement_prefix(b),
        3 => b[0] == b'9' && (b[1] == b'7' || b[1] == b'8') && b[2].is_ascii_digit(),
        _ => false,
    }
);
code_type!(
    /// SIREN number, nine digits: the identifier of an EPCI.
    Siren, 9, Siren, |b| b.len() == 9 && b.iter().all(u8::is_ascii_digit)
);

fn departement_prefix(b: &[u8]) -> bool {
    (b[0].is_ascii_digit() && b[1].is_ascii_digit()) || (b[0] == b'2' && (b[1] == b'A' || b[1] == b'B'))
}

impl CommuneCode {
    /// The département that the code itself names: two characters, three for 97 and 98.
    pub fn departement(&self) -> DepartementCode {
        let text = self.as_str();
        let n = if text.starts_with("97") || text.starts_with("98") { 3 } else { 2 };
        DepartementCode::new(&text[..n]).expect("the prefix of a commune code is a département code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corsican_and_overseas_codes_name_their_departement() {
        for (commune, departement) in [("85051", "85"), ("2A004", "2A"), ("97411", "974"), ("01001", "01")] {
            assert_eq!(CommuneCode::new(commune).unwrap().departement().as_str(), departement);
        }
    }

    #[test]
    fn a_code_that_lost_its_zero_is_refused_with_an_example() {
        let error = CommuneCode::new("1001").unwrap_err();
        assert_eq!(error, CodeError::Commune("1001".into()));
        assert!(error.to_string().contains("85051"));
    }

    #[test]
    fn text_that_is_no_code_is_refused() {
        for bad in ["", "8505", "850511", "2C001", "A5051", "85O51", "é5051", "85 51"] {
            assert!(CommuneCode::new(bad).is_err(), "{bad}");
        }
        assert!(Siren::new("24850034").is_err());
        assert!(DepartementCode::new("999").is_err());
    }

    #[test]
    fn codes_survive_serialisation() {
        let code = CommuneCode::new("2A004").unwrap();
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, "\"2A004\"");
        assert_eq!(serde_json::from_str::<CommuneCode>(&json).unwrap(), code);
        assert!(serde_json::from_str::<CommuneCode>("\"1001\"").is_err());
    }
}
