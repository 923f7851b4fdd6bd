//! The attribute table of a shapefile (dBASE III to FoxPro), as text.
//!
//! Read here and not through the `dbase` crate because the encoding has to be found in the bytes
//! of all text fields before any is decoded, a damaged number must cost one value and not the
//! file, and record numbers have to stay those of the .shp.

use encoding_rs::WINDOWS_1252;

use crate::{
    IngestError,
    charset::{Charset, UTF8},
};

/// An attribute table over the bytes of its file.
pub(crate) struct Dbf<'a> {
    pub(crate) fields: Vec<Field>,
    pub(crate) records: Vec<&'a [u8]>,
}

/// A column: its name and where it lies in a record.
pub(crate) struct Field {
    pub(crate) name: String,
    from: usize,
    len: usize,
}

/// Size of the file header and of each field descriptor, bytes.
const BLOCK: usize = 32;

impl<'a> Dbf<'a> {
    /// Understands the header and finds the records.
    ///
    /// # Errors
    /// When the bytes are no table, or fewer than the header announces.
    pub(crate) fn read(file: &str, bytes: &'a [u8]) -> Result<Self, IngestError> {
        let wrong = |detail: &str| IngestError::Shapefile { file: file.to_owned(), detail: detail.to_owned() };
        let truncated = |detail: String| IngestError::Truncated { file: file.to_owned(), part: ".dbf", detail };
        let Some(header) = bytes.get(..BLOCK) else {
            return Err(truncated(format!("{} bytes, fewer than its header has", bytes.len())));
        };
        let announced = u32::from_le_bytes([header[4], header[5], header[6], header[7]]) as usize;
        let header_len = usize::from(u16::from_le_bytes([header[8], header[9]]));
        let record_len = usize::from(u16::from_le_bytes([header[10], header[11]]));
        // Only text and blanks from the version byte to the lengths: a listing, not a table.
        if header[..12].iter().all(|b| b.is_ascii_graphic() || *b == b' ') {
            return Err(wrong("the .dbf part holds text, not a dBASE table (a hexadecimal listing?): export it again"));
        }
        let Some(descriptors) = bytes.get(BLOCK..header_len) else {
            return Err(truncated(format!("a header of {header_len} bytes announced, {} found", bytes.len())));
        };
        let mut fields = Vec::new();
        let mut from = 1; // A record starts with its deletion mark.
        for descriptor in descriptors.chunks_exact(BLOCK).take_while(|d| d[0] != b'\r') {
            let name = descriptor[..11].split(|b| *b == 0).next().unwrap_or_default();
            let len = usize::from(descriptor[16]);
            fields.push(Field { name: WINDOWS_1252.decode(name).0.trim().to_owned(), from, len });
            from += len;
        }
        if fields.is_empty() || record_len < from {
            return Err(wrong(
                "the header of the .dbf part is damaged (its fields are longer than its records): export it again",
            ));
        }
        // The fields end with a mark, and records begin after it with another: a header length that is
        // wrong would shift every value.
        let end = BLOCK + BLOCK * fields.len();
        if header_len <= end || bytes.get(end) != Some(&b'\r') {
            return Err(wrong(&format!(
                "the header of the .dbf part says {header_len} bytes and its fields end after {}: export it again",
                end + 1
            )));
        }
        let records: Vec<_> = bytes[header_len..].chunks_exact(record_len).take(announced).collect();
        if records.len() < announced {
            return Err(truncated(format!("{announced} records announced, {} found", records.len())));
        }
        if let Some(shifted) = records.iter().position(|record| !matches!(record[0], b' ' | b'*' | 0)) {
            return Err(wrong(&format!(
                "record {} of the .dbf part does not begin where its header says ({header_len} bytes): export it again",
                shifted + 1
            )));
        }
        Ok(Self { fields, records })
    }

    /// The field with one of these lower-case names, the first that is there.
    pub(crate) fn field(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|wanted| self.fields.iter().find(|f| f.name.eq_ignore_ascii_case(wanted)))
    }

    /// The encoding of the text: the one that the .cpg names, else UTF-8 when it holds valid
    /// UTF-8 beyond ASCII, else one of the two code pages. A .cpg that says UTF-8 is not believed against
    /// bytes that are not. The second part says what was wrong with the .cpg.
    pub(crate) fn encoding(&self, cpg: Option<&str>) -> (Charset, Option<String>) {
        let detected = if self.is_utf8() { UTF8 } else { Charset::eight_bit(self.records.iter().copied()) };
        let Some(label) = cpg.map(str::trim).filter(|label| !label.is_empty()) else {
            return (detected, None);
        };
        match Charset::of_label(label) {
            Some(named) if named == UTF8 && detected != UTF8 && !self.is_ascii() => {
                let problem = format!("the .cpg says `{label}` but the bytes are not: read as {}", detected.name());
                (detected, Some(problem))
            }
            Some(encoding) => (encoding, None),
            None => {
                let problem = format!(
                    "the .cpg names `{label}`, which is not known: read as {}; `UTF-8` would work",
                    detected.name()
                );
                (detected, Some(problem))
            }
        }
    }

    fn is_ascii(&self) -> bool {
        self.records.iter().all(|r| r.is_ascii())
    }

    /// Whether fields hold whole UTF-8 characters beyond ASCII, and at most one field in ten of
    /// them something else: a character that a producer broke. Producers also cut long text
    /// between the bytes of a character: an incomplete one at the very end proves nothing.
    fn is_utf8(&self) -> bool {
        let (mut whole, mut broken) = (0_usize, 0_usize);
        for value in self.records.iter().flat_map(|r| self.fields.iter().map(|f| f.bytes(r))) {
            if value.is_ascii() {
                continue;
            }
            match std::str::from_utf8(value) {
                Ok(_) => whole += 1,
                Err(e) if e.error_len().is_none() => whole += usize::from(!value[..e.valid_up_to()].is_ascii()),
                Err(_) => broken += 1,
            }
        }
        whole > 10 * broken
    }
}

impl Field {
    fn bytes<'r>(&self, record: &'r [u8]) -> &'r [u8] {
        record.get(self.from..self.from + self.len).unwrap_or_default().trim_ascii_end()
    }

    /// The value in a record, without its padding. A UTF-8 character that the field's length cut
    /// is dropped.
    pub(crate) fn text(&self, record: &[u8], encoding: Charset) -> String {
        let mut bytes = self.bytes(record);
        if encoding == UTF8
            && let Err(e) = std::str::from_utf8(bytes)
            && e.error_len().is_none()
        {
            bytes = &bytes[..e.valid_up_to()];
        }
        encoding.decode(bytes).trim_matches([' ', '\0']).to_owned()
    }
}

/// Whether a record is marked as deleted.
pub(crate) fn is_deleted(record: &[u8]) -> bool {
    record.first() == Some(&b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::CP1252;

    fn table(values: &'static [&'static [u8]]) -> Dbf<'static> {
        let len = values[0].len() - 1;
        Dbf { fields: vec![Field { name: "NOM".into(), from: 1, len }], records: values.to_vec() }
    }

    #[test]
    fn the_encoding_is_found_in_the_bytes_when_no_cpg_names_it() {
        assert_eq!(table(&[b" Vend\xc3\xa9e", b" ab      "]).encoding(None).0, UTF8);
        assert_eq!(table(&[b" Vend\xe9e", b" Vend\xe9e"]).encoding(Some("")).0, CP1252);
        // A last letter in Latin-1 looks like a cut UTF-8 character.
        assert_eq!(table(&[b" Coss\xe9"]).encoding(None).0, CP1252);
        // A cut character beside whole ones does not hide that the text is UTF-8.
        let cut = table(&[b" \xc3\xa9t\xc3", b" abcd"]);
        assert_eq!(cut.encoding(None).0, UTF8);
        assert_eq!(cut.fields[0].text(cut.records[0], UTF8), "ét");
    }

    #[test]
    fn one_broken_character_among_many_whole_ones_costs_itself_alone() {
        let mut values: Vec<&[u8]> = vec![b" Ch\xc3\xa2teau"; 20];
        values.push(b" Cr\xc5?cr  ");
        let table = Dbf { fields: vec![Field { name: "NOM".into(), from: 1, len: 8 }], records: values };
        assert_eq!(table.encoding(None).0, UTF8);
        assert_eq!(table.fields[0].text(table.records[20], UTF8), "Cr\u{fffd}?cr");
    }

    #[test]
    fn a_cpg_that_lies_is_not_believed() {
        let (encoding, problem) = table(&[b" Vend\xe9e"]).encoding(Some("UTF-8"));
        assert_eq!(encoding, CP1252);
        assert!(problem.unwrap().contains("UTF-8"));
        let (encoding, problem) = table(&[b" Vend\xe9e"]).encoding(Some("klingon"));
        assert_eq!(encoding, CP1252);
        assert!(problem.unwrap().contains("klingon"));
    }
}
