//! Bytes to text: which encoding, by which rule.

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_8859_15, UTF_8, WINDOWS_1252};

/// An encoding of text in public files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    /// One that the web knows.
    Web(&'static Encoding),
    /// Code page 850, of DOS and of command lines until today; the web does not know it.
    Cp850,
}

pub(crate) const UTF8: Charset = Charset::Web(UTF_8);
pub(crate) const CP1252: Charset = Charset::Web(WINDOWS_1252);

/// The characters of code page 850 from 0x80.
const CP850_UPPER: &str = concat!(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤",
    "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}"
);

impl Charset {
    /// Its usual name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Cp850 => "code page 850",
        }
    }

    /// The text of bytes in this encoding.
    pub(crate) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Cp850 if bytes.is_ascii() => String::from_utf8_lossy(bytes),
            Self::Cp850 => {
                let upper: Vec<char> = CP850_UPPER.chars().collect();
                let character =
                    |b: &u8| upper.get(usize::from(*b).wrapping_sub(128)).copied().unwrap_or(char::from(*b));
                Cow::Owned(bytes.iter().map(character).collect())
            }
        }
    }

    /// The encoding of a label, as a .cpg or a producer spells it.
    pub(crate) fn of_label(label: &str) -> Option<Self> {
        let compact: String = label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        match compact.as_str() {
            "UTF8" | "65001" => Some(UTF8),
            // Producers call Latin-1 what Windows wrote, and the two agree on every letter.
            "1252" | "CP1252" | "WINDOWS1252" | "ANSI1252" | "LATIN1" | "ISO88591" | "88591" | "L1" | "ANSI" => {
                Some(CP1252)
            }
            "ISO885915" | "885915" | "LATIN9" => Some(Self::Web(ISO_8859_15)),
            "850" | "CP850" | "IBM850" | "DOS850" | "OEM850" | "PC850" => Some(Self::Cp850),
            _ => Encoding::for_label(label.as_bytes()).map(Self::Web),
        }
    }

    /// The encoding of bytes: the byte order mark's, else UTF-8 when they are valid, else one of
    /// the two code pages, see [`Self::eight_bit`]. The second part is the length of the mark.
    pub(crate) fn detect(bytes: &[u8]) -> (Self, usize) {
        if let Some((encoding, mark)) = Encoding::for_bom(bytes)
            && (encoding != UTF_8 || std::str::from_utf8(&bytes[mark..]).is_ok())
        {
            return (Self::Web(encoding), mark);
        }
        if std::str::from_utf8(bytes).is_ok() { (UTF8, 0) } else { (Self::eight_bit([bytes]), 0) }
    }

    /// Windows-1252 or code page 850, for bytes that are not UTF-8.
    ///
    /// Accents of French stand inside words. In Windows-1252 they are 0xC0 to 0xFF, which code page
    /// 850 gives mostly to boxes; in code page 850 they are some of 0x81 to 0x97, which
    /// Windows-1252 gives to quotes, dashes and controls. Whichever stands more often between two
    /// letters wins; Windows-1252 when neither does, for it is far more common.
    pub(crate) fn eight_bit<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let (mut windows, mut dos) = (0_usize, 0_usize);
        for w in parts.into_iter().flat_map(|part| part.windows(3)).filter(|w| w[1] >= 0x80) {
            if w[0].is_ascii_alphabetic() && w[2].is_ascii_alphabetic() {
                match w[1] {
                    0xc0..=0xff => windows += 1,
                    // ü é â ä à ç ê ë è ï î É ô ö û ù
                    0x81..=0x85 | 0x87..=0x8c | 0x90 | 0x93 | 0x94 | 0x96 | 0x97 => dos += 1,
                    _ => {}
                }
            }
        }
        if dos > windows { Self::Cp850 } else { CP1252 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_page_850_has_128_characters_beyond_ascii_and_they_are_its_own() {
        assert_eq!(CP850_UPPER.chars().count(), 128);
        assert_eq!(
            Charset::Cp850.decode(b"Vend\x82e, \x90cole, cr\x8ache, Fran\x87ois, C\x93te \xcd"),
            "Vendée, École, crèche, François, Côte ═"
        );
        assert_eq!(Charset::Cp850.decode(b"plain"), "plain");
    }

    #[test]
    fn accents_inside_words_tell_the_two_code_pages_apart() {
        assert_eq!(Charset::detect(b"nom;Vend\x82e\n").0, Charset::Cp850);
        assert_eq!(Charset::detect(b"nom;Vend\xe9e\n").0, CP1252);
        // Apostrophes, dashes and dots of Windows do not make it DOS.
        assert_eq!(Charset::detect(b"L\x92\xcele-d\x92Yeu \x96 c\x9cur \x85\n").0, CP1252);
        assert_eq!(Charset::detect(b"\xe9").0, CP1252, "nothing tells: the more common one");
        assert_eq!(Charset::detect("Vendée".as_bytes()).0, UTF8);
    }

    #[test]
    fn every_spelling_of_a_code_page_is_known() {
        for label in ["1252", "LATIN1", "latin1", "ISO 88591", "ISO-8859-1", "88591", "ANSI 1252"] {
            assert_eq!(Charset::of_label(label), Some(CP1252), "{label}");
        }
        for label in ["UTF-8", "utf8", "65001"] {
            assert_eq!(Charset::of_label(label), Some(UTF8), "{label}");
        }
        for label in ["850", "CP850", "IBM 850"] {
            assert_eq!(Charset::of_label(label), Some(Charset::Cp850), "{label}");
        }
        assert_eq!(Charset::of_label("klingon"), None);
    }
}
