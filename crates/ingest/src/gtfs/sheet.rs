//! One CSV file of a feed, row by row, and the values of its fields.

use territory::{Date, Seconds};

use super::{
    files::FeedFiles,
    finding::{Action, FindingKind, Log},
};
use crate::{Finding, IngestError, charset, table::Table};

/// A file and the places of its columns.
pub(super) struct Sheet {
    table: Table,
    header: Vec<String>,
}

/// A column, or its absence: then every value is blank.
#[derive(Clone, Copy)]
pub(super) struct Field {
    index: Option<usize>,
    name: &'static str,
}

/// One record.
pub(super) struct Line<'a> {
    file: &'a str,
    pub(super) number: u64,
    record: &'a csv::StringRecord,
}

impl Sheet {
    /// Opens a file of the feed; `None` where it is not there or cannot be read, which is said
    /// unless it is absent.
    pub(super) fn open(files: &FeedFiles, name: &str, log: &mut Log) -> Option<Self> {
        let label = files.label_of(name);
        let table = match Table::read(&label, files.bytes(name)?) {
            Ok(table) => table,
            // A file of no byte is a file without rows, which many exports write.
            Err(IngestError::Empty { .. }) => return None,
            Err(e) => {
                log.add(FindingKind::Unreadable, Action::Dropped, Finding::whole(&label, e.to_string()));
                return None;
            }
        };
        if let Some(encoding) = table.encoding().filter(|encoding| *encoding != charset::UTF8) {
            let reason = format!("not UTF-8: read as {}; save it as UTF-8", encoding.name());
            log.add(FindingKind::OtherText, Action::Repaired, Finding::whole(&label, reason));
        }
        if let Some(other) = table.delimiter().filter(|d| *d != ',' && table.header().len() > 1) {
            let reason = format!("separated by `{}` instead of a comma: read all the same", other.escape_default());
            log.add(FindingKind::OtherText, Action::Repaired, Finding::whole(&label, reason));
        }
        let header: Vec<String> = table.header().iter().map(|name| name.to_lowercase()).collect();
        for (i, name) in header.iter().enumerate() {
            if !name.is_empty() && header[..i].contains(name) {
                let reason = format!("the column `{name}` is there twice: the first one is read");
                log.add(FindingKind::Twice, Action::Kept, Finding::at(&label, 1, name, "", reason));
            }
        }
        Some(Self { table, header })
    }

    /// The column of this name.
    pub(super) fn field(&self, name: &'static str) -> Field {
        Field { index: self.header.iter().position(|h| h == name), name }
    }

    /// A column that the file is of no use without; `None` (said) when it is not there.
    pub(super) fn needed(&self, name: &'static str, action: Action, log: &mut Log) -> Option<Field> {
        let field = self.field(name);
        if field.index.is_some() {
            return Some(field);
        }
        let reason = format!("no column `{name}`; found: {}; the file is of no use without it", self.header.join(", "));
        log.add(FindingKind::MissingColumn, action, Finding::at(self.table.file(), 1, name, "", reason));
        None
    }

    /// Gives every row that is not blank to `read`; tells how many there were.
    pub(super) fn each(&self, log: &mut Log, mut read: impl FnMut(&Line<'_>, &mut Log)) -> usize {
        let file = self.table.file();
        let mut rows = 0;
        self.table.each_record(|number, record| {
            if record.iter().all(|field| field.trim().is_empty()) {
                return;
            }
            rows += 1;
            let extra = record.iter().skip(self.header.len()).any(|field| !field.trim().is_empty());
            if extra {
                let reason = format!(
                    "the header has {} columns: quote fields that hold a comma, and give every column its name",
                    self.header.len()
                );
                let finding = Finding::at(file, number, "", &format!("{} fields", record.len()), reason);
                log.add(FindingKind::Misshapen, Action::Dropped, finding);
                return;
            }
            // Fields that are missing at the end of a row are blank.
            read(&Line { file, number, record }, log);
        });
        rows
    }
}

impl Field {
    /// Whether both are one column.
    pub(super) fn is(self, other: Self) -> bool {
        self.name == other.name
    }
}

impl<'a> Line<'a> {
    /// The trimmed value; blank for an absent column or field.
    pub(super) fn get(&self, field: Field) -> &'a str {
        field.index.and_then(|i| self.record.get(i)).unwrap_or_default().trim()
    }

    /// A remark about a value of this row.
    pub(super) fn say(
        &self,
        log: &mut Log,
        kind: FindingKind,
        action: Action,
        field: Field,
        reason: impl Into<String>,
    ) {
        log.add(kind, action, Finding::at(self.file, self.number, field.name, self.get(field), reason));
    }

    /// An id that must not be blank; without it the row is dropped.
    pub(super) fn id(&self, field: Field, log: &mut Log) -> Option<&'a str> {
        let id = self.get(field);
        if id.is_empty() {
            self.say(
                log,
                FindingKind::BlankId,
                Action::Dropped,
                field,
                "blank: nothing can refer to this row; give it an id",
            );
            return None;
        }
        Some(id)
    }

    /// A time of the service day: `Ok(None)` for a blank.
    ///
    /// # Errors
    /// What would work.
    pub(super) fn time(&self, field: Field) -> Result<Option<Seconds>, String> {
        let text = self.get(field);
        if text.is_empty() { Ok(None) } else { parse_time(text).map(Some) }
    }

    /// A day; what is none is said and dropped.
    pub(super) fn date(&self, field: Field, log: &mut Log) -> Option<Date> {
        match self.get(field).parse() {
            Ok(date) => Some(date),
            Err(_) => {
                self.say(log, FindingKind::BadDate, Action::Dropped, field, "not a day: write it like 20250122");
                None
            }
        }
    }

    /// A whole number of a list of codes; blank is the first. What is none of them is said and
    /// taken as the first.
    pub(super) fn code(&self, field: Field, codes: std::ops::RangeInclusive<u8>, log: &mut Log) -> u8 {
        let text = self.get(field);
        if text.is_empty() {
            return *codes.start();
        }
        match text.parse::<u8>() {
            Ok(code) if codes.contains(&code) => code,
            _ => {
                let reason = format!("{} to {} are known; read as {}", codes.start(), codes.end(), codes.start());
                self.say(log, FindingKind::BadCode, Action::Repaired, field, reason);
                *codes.start()
            }
        }
    }

    /// A whole number; `Ok(None)` for a blank.
    ///
    /// # Errors
    /// What would work.
    pub(super) fn number(&self, field: Field) -> Result<Option<u32>, String> {
        let text = self.get(field);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| "not a whole number from 0 up".to_owned())
    }
}

/// Reads `7:05:00`, `07:05:00` or `25:10:00`.
///
/// # Errors
/// What would work.
pub(super) fn parse_time(text: &str) -> Result<Seconds, String> {
    let mut parts = text.split(':');
    let mut part = |digits: std::ops::RangeInclusive<usize>, most: u32| -> Option<u32> {
        let part = parts.next()?;
        let fits = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|value| fits && *value <= most)
    };
    // A week at most: the longest trains run for five days.
    let time = part(1..=3, 168)
        .and_then(|hours| Some(hours * 3600 + part(2..=2, 59)? * 60 + part(2..=2, 59)?))
        .filter(|_| parts.next().is_none());
    time.map(Seconds).ok_or_else(|| {
        "not a time of the service day: write hours, minutes and seconds like 07:05:00, or 25:10:00 after midnight"
            .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_run_past_midnight_and_have_sixty_minutes() {
        assert_eq!(parse_time("7:05:00"), Ok(Seconds(25_500)));
        assert_eq!(parse_time("25:10:01"), Ok(Seconds(90_601)));
        for text in
            ["10:99:99", "10:60:00", "10:00", "10:00:60", "-1:00:00", "169:00:00", "10:00:00:00", "aa:00:00", "10:0:00"]
        {
            assert!(parse_time(text).is_err(), "{text}");
        }
    }
}
