//! CSV as public bodies write it: any encoding, `,` `;` or tab, with or without byte order mark,
//! quoted line breaks, blank lines. Knows the physical line on which each record starts.

use std::io::Read;

use territory::{Check, CommuneCode, LonLat, Quantity};

use crate::{Batch, Finding, IngestError, charset, quality, text};

/// A file in memory, its header read.
pub(crate) struct Table {
    file: String,
    source: Source,
    header: Vec<String>,
    encoding: Option<charset::Charset>,
}

enum Source {
    /// A CSV file and its separator.
    Text { text: String, delimiter: u8 },
    /// Rows of a workbook, of a .dbf or of JSON, with their number.
    Records(Vec<(u64, csv::StringRecord)>),
}

/// A column of a table, or the absence of an optional one.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    index: Option<usize>,
    name: String,
}

/// One record.
pub(crate) struct Row<'a> {
    file: &'a str,
    pub(crate) line: u64,
    record: &'a csv::StringRecord,
}

impl Table {
    /// Reads everything and understands the header line.
    ///
    /// # Errors
    /// When the reader fails or there is no header.
    pub(crate) fn read(file: &str, mut input: impl Read) -> Result<Self, IngestError> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(|source| IngestError::Read { file: file.to_owned(), source })?;
        let (text, encoding) = text::decode(bytes);
        if text.trim().is_empty() {
            return Err(IngestError::Empty { file: file.to_owned() });
        }
        let delimiter = delimiter_of(text.trim_start_matches(['\r', '\n']));
        let mut header = csv::StringRecord::new();
        // The text is valid UTF-8 and records may have any length, so reading cannot fail.
        let _ = reader(&text, delimiter).read_record(&mut header);
        let header = header.iter().map(|name| name.trim().to_owned()).collect();
        Ok(Self { file: file.to_owned(), source: Source::Text { text, delimiter }, header, encoding: Some(encoding) })
    }

    /// A table whose rows another format gave, each with its number and as many fields as the
    /// header.
    pub(crate) fn of_records(file: &str, header: Vec<String>, records: Vec<(u64, csv::StringRecord)>) -> Self {
        Self { file: file.to_owned(), source: Source::Records(records), header, encoding: None }
    }

    /// The label of the file.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The encoding of a text; `None` for formats that have their own.
    pub(crate) fn encoding(&self) -> Option<charset::Charset> {
        self.encoding
    }

    /// The separator of a CSV file.
    pub(crate) fn delimiter(&self) -> Option<char> {
        match self.source {
            Source::Text { delimiter, .. } => Some(char::from(delimiter)),
            Source::Records(_) => None,
        }
    }

    /// The column with one of these names, the first name that is there; case does not matter.
    ///
    /// # Errors
    /// When the table has none of them.
    pub(crate) fn required(&self, names: &[&str]) -> Result<Column, IngestError> {
        let column = self.optional(names);
        if column.is_there() {
            return Ok(column);
        }
        Err(IngestError::MissingColumn {
            file: self.file.clone(),
            column: names.join(" | "),
            found: self.header.clone(),
        })
    }

    /// The column with one of these names, or an absent one whose values are all blank.
    pub(crate) fn optional(&self, names: &[&str]) -> Column {
        let position = |name: &&str| self.header.iter().position(|h| h.to_lowercase() == name.to_lowercase());
        let index = names.iter().find_map(position);
        let name =
            index.map_or_else(|| names.first().copied().unwrap_or_default().to_owned(), |i| self.header[i].clone());
        Column { index, name }
    }

    /// The first column whose name starts with this word, case ignored.
    pub(crate) fn optional_prefix(&self, prefix: &str) -> Column {
        let index = self.header.iter().position(|h| h.to_lowercase().starts_with(prefix));
        Column { index, name: index.map_or_else(|| prefix.to_owned(), |i| self.header[i].clone()) }
    }

    /// Gives every record with the right number of fields to `read`; rejects the others with
    /// their line; skips blank lines. Says so when there was no record, or when the file was
    /// not UTF-8.
    pub(crate) fn for_each<T>(&self, batch: &mut Batch<T>, mut read: impl FnMut(&Row<'_>, &mut Batch<T>)) {
        if let Some(encoding) = self.encoding.filter(|encoding| *encoding != charset::UTF8) {
            let reason = format!(
                "the text is not UTF-8 and was read as {}; save it as UTF-8 if names look wrong",
                encoding.name()
            );
            batch.warnings.push(Finding::whole(&self.file, reason));
        }
        let mut rows = 0;
        self.each_record(|line, record| {
            if record.iter().all(|field| field.trim().is_empty()) {
                return;
            }
            rows += 1;
            if record.len() == self.header.len() {
                read(&Row { file: &self.file, line, record }, batch);
            } else {
                batch.rejected.push(self.misshapen(line, record));
            }
        });
        if rows == 0 {
            batch.warnings.push(Finding::whole(&self.file, "only a header, no row: check that the export is complete"));
        }
    }

    /// Every record below the header, with the line on which it starts.
    pub(crate) fn each_record(&self, mut give: impl FnMut(u64, &csv::StringRecord)) {
        let (text, delimiter) = match &self.source {
            Source::Text { text, delimiter } => (text, *delimiter),
            Source::Records(records) => return records.iter().for_each(|(line, record)| give(*line, record)),
        };
        let mut reader = reader(text, delimiter);
        let mut record = csv::StringRecord::new();
        let mut lines = LineCounter { text: text.as_bytes(), at: 0, line: 1 };
        let mut is_header = true;
        loop {
            let start = reader.position().byte() as usize;
            if !matches!(reader.read_record(&mut record), Ok(true)) {
                break;
            }
            let line = lines.line_of_record(start);
            if !std::mem::take(&mut is_header) {
                give(line, &record);
            }
        }
    }

    /// The rejection of a record with another number of fields than the header.
    fn misshapen(&self, line: u64, record: &csv::StringRecord) -> Finding {
        let delimiter = self.delimiter().unwrap_or(',');
        let other = |d: &char| record.iter().map(|field| field.matches(*d).count()).sum::<usize>() + 1;
        let reason = match [',', ';', '\t'].into_iter().find(|d| *d != delimiter && other(d) == self.header.len()) {
            Some(changed) => format!(
                "this line is separated by `{}` and the header by `{}`: use one separator in the whole file",
                changed.escape_default(),
                delimiter.escape_default()
            ),
            None => format!(
                "the header has {} columns separated by `{}`: quote fields that hold this character, and close every quote",
                self.header.len(),
                delimiter.escape_default()
            ),
        };
        // The fields themselves are not repeated: they could name a person.
        Finding::at(&self.file, line, "", &format!("{} fields", record.len()), reason)
    }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes())
}

impl Column {
    /// Whether the file has the column.
    pub(crate) fn is_there(&self) -> bool {
        self.index.is_some()
    }

    /// Its name as the file spells it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl<'a> Row<'a> {
    /// The trimmed value; blank for an absent column.
    pub(crate) fn get(&self, column: &Column) -> &'a str {
        column.index.and_then(|i| self.record.get(i)).unwrap_or_default().trim()
    }

    /// A remark about a value of this row.
    pub(crate) fn finding(&self, column: &Column, reason: impl Into<String>) -> Finding {
        Finding::at(self.file, self.line, column.name(), self.get(column), reason)
    }

    /// A remark about a value of this row that does not repeat the value.
    pub(crate) fn finding_withheld(&self, column: &Column, reason: impl Into<String>) -> Finding {
        Finding::at(self.file, self.line, column.name(), "(withheld)", reason)
    }

    /// The commune code of a column; a repair is reported, a value that is none rejects the row.
    pub(crate) fn commune<T>(&self, column: &Column, batch: &mut Batch<T>) -> Option<CommuneCode> {
        match text::commune_code(self.get(column)) {
            Ok(code) => {
                batch.repaired.extend(code.repair.map(|reason| self.finding(column, reason)));
                Some(code.value)
            }
            Err(reason) => {
                batch.rejected.push(self.finding(column, reason));
                None
            }
        }
    }

    /// The name of a column; a row without one, or with one that is too long, is rejected.
    pub(crate) fn name<T>(&self, column: &Column, absent: &str, batch: &mut Batch<T>) -> Option<String> {
        let reason = match text::name(self.get(column)) {
            Ok(Some(name)) => return Some(name),
            Ok(None) => absent.to_owned(),
            Err(reason) => reason,
        };
        batch.rejected.push(self.finding(column, reason));
        None
    }

    /// The postal code of a column; a repair is reported, a value that is none is warned of and
    /// left out.
    pub(crate) fn postcode<T>(&self, column: &Column, batch: &mut Batch<T>) -> Option<String> {
        match text::postcode(self.get(column)) {
            Ok(code) => code.map(|code| {
                batch.repaired.extend(code.repair.map(|reason| self.finding(column, reason)));
                code.value
            }),
            Err(reason) => {
                batch.warnings.push(self.finding(column, reason));
                None
            }
        }
    }

    /// A count that cannot be negative; what is not one is warned of and missing.
    pub(crate) fn count<T>(&self, column: &Column, batch: &mut Batch<T>) -> Quantity {
        let reason = match text::quantity(self.get(column)) {
            Ok(Quantity::Known(value)) if value < 0.0 => "a count cannot be negative; taken as missing".to_owned(),
            Ok(quantity) => return quantity,
            Err(reason) => format!("{reason}; taken as missing"),
        };
        batch.warnings.push(self.finding(column, reason));
        Quantity::Missing
    }

    /// The WGS84 position of two columns in degrees; `Ok(None)` when both are blank.
    ///
    /// # Errors
    /// The remark for what is no position, to be pushed where the reader decides.
    pub(crate) fn position(&self, lon: &Column, lat: &Column) -> Result<Option<LonLat>, Box<Finding>> {
        let lost = |column, reason: String| Box::new(self.finding(column, reason).of(Check::NanOrNullCoordinates));
        let x = text::number(self.get(lon)).map_err(|reason| lost(lon, reason))?;
        let y = text::number(self.get(lat)).map_err(|reason| lost(lat, reason))?;
        match (x, y) {
            (None, None) => Ok(None),
            (Some(x), Some(y)) => LonLat::new(x, y)
                .map(Some)
                .map_err(|e| Box::new(self.misplaced(lon, x, y, Check::MetresAsDegrees, || e.to_string()))),
            (None, Some(_)) => Err(lost(lon, "a latitude without its longitude is no position: give both".into())),
            (Some(_), None) => Err(lost(lat, "a longitude without its latitude is no position: give both".into())),
        }
    }

    /// A remark about numbers that are no position in France: what they more likely are or, where
    /// nothing better is known, `check` with its reason.
    pub(crate) fn misplaced(
        &self,
        column: &Column,
        lon: f64,
        lat: f64,
        check: Check,
        reason: impl FnOnce() -> String,
    ) -> Finding {
        match quality::what_else(lon, lat) {
            Some(other) => {
                let finding = Finding { at: Some(other.at), ..self.finding(column, other.reason).of(other.check) };
                Finding { value: format!("{lon}, {lat}"), ..finding }
            }
            None => self.finding(column, reason()).of(check),
        }
    }
}

/// Counts physical lines up to the start of each record; records are met in order.
struct LineCounter<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// The line of the first character of the record that the CSV reader begins to look for at
    /// byte `start`: line ends of the record before and blank lines may come first.
    fn line_of_record(&mut self, start: usize) -> u64 {
        let blank = self.text[start..].iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let until = start + blank;
        while self.at < until {
            let lone_return = self.text[self.at] == b'\r' && self.text.get(self.at + 1) != Some(&b'\n');
            if self.text[self.at] == b'\n' || lone_return {
                self.line += 1;
            }
            self.at += 1;
        }
        self.line
    }
}

/// Records below the header that the separator is tried on.
const SAMPLED: usize = 5;

/// The separator that the first records have as often as the header, outside quotes; among equals
/// the one that the header has most often. Names of columns may hold the others ("LIBEL,C,254").
fn delimiter_of(text: &str) -> u8 {
    const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];
    let mut records: Vec<[usize; 3]> = vec![[0; 3]];
    let (mut quoted, mut blank) = (false, true);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\r' | b'\n' if !quoted => {
                if !std::mem::replace(&mut blank, true) {
                    records.push([0; 3]);
                }
                if records.len() > SAMPLED + 1 {
                    break;
                }
                continue;
            }
            _ if !quoted => {
                if let (Some(candidate), Some(record)) =
                    (CANDIDATES.iter().position(|c| *c == byte), records.last_mut())
                {
                    record[candidate] += 1;
                }
            }
            _ => {}
        }
        blank = false;
    }
    let header = records[0];
    let agreeing = |c: usize| records[1..].iter().filter(|r| header[c] > 0 && r[c] == header[c]).count();
    // The first of equals, so a comma for a header of one column.
    let best = (0..CANDIDATES.len()).rev().max_by_key(|c| (agreeing(*c), header[*c]));
    best.map_or(b',', |c| CANDIDATES[c])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_and_first_fields(text: &str) -> Vec<(u64, String)> {
        let table = Table::read("t.csv", text.as_bytes()).unwrap();
        let first = Column { index: Some(0), name: String::new() };
        let mut batch = Batch::<()>::default();
        let mut rows = Vec::new();
        table.for_each(&mut batch, |row, _| rows.push((row.line, row.get(&first).to_owned())));
        rows
    }

    #[test]
    fn a_record_is_named_by_the_physical_line_on_which_it_starts() {
        let expected = vec![(2, "a".to_owned()), (3, "b\nb".to_owned()), (6, "c".to_owned()), (7, "d".to_owned())];
        let unix = "id,x\na,1\n\"b\nb\",2\n\nc,3\nd,4\n";
        assert_eq!(lines_and_first_fields(unix), expected);
        let windows = unix.replace('\n', "\r\n");
        let with_returns: Vec<_> = expected.iter().map(|(l, t)| (*l, t.replace('\n', "\r\n"))).collect();
        assert_eq!(lines_and_first_fields(&windows), with_returns);
    }

    #[test]
    fn blank_lines_before_the_header_are_skipped_and_counted() {
        assert_eq!(lines_and_first_fields("\n\nid;x\na;1\n;\nb;2"), vec![(4, "a".to_owned()), (6, "b".to_owned())]);
    }

    #[test]
    fn the_delimiter_is_the_one_of_the_header_line() {
        assert_eq!(delimiter_of("a;b,c;d\n1,2,3,4,5"), b';');
        assert_eq!(delimiter_of("\"a;b;c\",d\n"), b',');
        assert_eq!(delimiter_of("a\tb\n"), b'\t');
        assert_eq!(delimiter_of("LIBEL,C,254;X,N,19,11\nA;1\nB;2\n"), b';');
        assert_eq!(delimiter_of("id;x,y;z\n1;1,5;2\n\n2;\"1;5\";3\n"), b';');
        assert_eq!(delimiter_of("seul\n"), b',');
    }

    #[test]
    fn a_missing_column_names_those_that_are_there() {
        let table = Table::read("t.csv", "\u{feff}Id;Nom\n".as_bytes()).unwrap();
        assert!(table.required(&["id"]).is_ok(), "the byte order mark is no part of the first name");
        let error = table.required(&["code_insee", "insee"]).err().unwrap().to_string();
        assert!(
            error.contains("code_insee | insee") && error.contains("Id, Nom") && error.contains("t.csv"),
            "{error}"
        );
    }

    #[test]
    fn a_separator_that_changes_costs_its_lines_and_says_so() {
        let table = Table::read("t.csv", "id;nom;lon\n1;a;2\n2,b,3\n3;c;4\n4;d\n".as_bytes()).unwrap();
        let mut batch = Batch::<()>::default();
        let mut lines = Vec::new();
        table.for_each(&mut batch, |row, _| lines.push(row.line));
        assert_eq!(lines, [2, 4]);
        let rejected: Vec<_> = batch.rejected.iter().map(|f| (f.line.unwrap(), f.reason.as_str())).collect();
        assert!(rejected[0].0 == 3 && rejected[0].1.contains("separated by `,` and the header by `;`"), "{rejected:?}");
        assert!(rejected[1].0 == 5 && rejected[1].1.contains("3 columns"), "{rejected:?}");
    }

    #[test]
    fn an_empty_file_is_an_error_and_a_header_alone_a_warning() {
        assert!(matches!(Table::read("t.csv", " \n".as_bytes()), Err(IngestError::Empty { .. })));
        let mut batch = Batch::<()>::default();
        Table::read("t.csv", "id\n".as_bytes()).unwrap().for_each(&mut batch, |_, _| panic!("there is no row"));
        assert_eq!(batch.warnings.len(), 1);
        assert!(batch.warnings[0].reason.contains("only a header"));
    }
}
