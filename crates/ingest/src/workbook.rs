//! XLSX workbooks, as sparse rows of text.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, open_workbook_from_rs};

use crate::IngestError;

/// A row of a sheet: its number as Excel shows it, and its cells that are not empty, with their
/// column from 0.
pub(crate) struct SheetRow {
    pub(crate) number: u64,
    pub(crate) cells: Vec<(u32, String)>,
}

impl SheetRow {
    /// The trimmed text of a column; blank for an empty cell.
    pub(crate) fn get(&self, column: Option<u32>) -> &str {
        let cell = |column: u32| self.cells.iter().find(|(c, _)| *c == column);
        column.and_then(cell).map_or("", |(_, text)| text.trim())
    }

    /// Whether no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.is_empty()
    }

    /// The column of the first of these lower-case names that this (header) row has; a name
    /// ending in `*` stands for every name that starts so.
    pub(crate) fn column(&self, names: &[&str]) -> Option<u32> {
        names.iter().find_map(|name| {
            let is = |text: &str| match name.strip_suffix('*') {
                Some(prefix) => text.starts_with(prefix),
                None => text == *name,
            };
            self.cells.iter().find(|(_, text)| is(&text.trim().to_lowercase())).map(|(column, _)| *column)
        })
    }
}

/// Header rows are looked for among this many rows: producers put titles above them.
const HEADER_WITHIN: usize = 30;

/// The first sheet whose early rows have a header with all of `required`; gives the header and
/// the rows below it. The whole sheet is in memory, empty cells excepted.
///
/// # Errors
/// When the bytes are no workbook, or no sheet has such a header.
pub(crate) fn read_sheet(
    file: &str,
    bytes: &[u8],
    required: &[&[&str]],
) -> Result<(SheetRow, Vec<SheetRow>), IngestError> {
    let wrong = |detail: String| IngestError::Workbook { file: file.to_owned(), detail };
    if bytes.is_empty() {
        return Err(IngestError::Empty { file: file.to_owned() });
    }
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|e: calamine::XlsxError| wrong(format!("{e}; an .xlsx file (Excel 2007 or later) would work")))?;
    let mut best: Option<SheetRow> = None;
    for sheet in book.sheet_names() {
        let mut rows = sheet_rows(&mut book, &sheet)
            .map_err(|e| wrong(format!("sheet `{sheet}`: {e}; save it again as .xlsx")))?;
        let has_all = |row: &SheetRow| required.iter().all(|names| row.column(names).is_some());
        if let Some(position) = rows.iter().take(HEADER_WITHIN).position(has_all) {
            let below = rows.split_off(position + 1);
            let header = rows.pop().ok_or_else(|| wrong("no header row".into()))?;
            return Ok((header, below));
        }
        // The fullest early row is what the producer meant as header: the message shows it.
        let fullest = rows.into_iter().take(HEADER_WITHIN).max_by_key(|row| row.cells.len());
        best = best.into_iter().chain(fullest).max_by_key(|row| row.cells.len());
    }
    let Some(best) = best.filter(|row| !row.cells.is_empty()) else {
        return Err(IngestError::Empty { file: file.to_owned() });
    };
    let absent = required.iter().find(|names| best.column(names).is_none());
    Err(IngestError::MissingColumn {
        file: file.to_owned(),
        column: absent.map(|names| names.join(" | ")).unwrap_or_default(),
        found: best.cells.into_iter().map(|(_, text)| text).collect(),
    })
}

fn sheet_rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<SheetRow>, calamine::XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut rows: Vec<SheetRow> = Vec::new();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty | DataRef::Error(_) => continue,
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Int(value) => value.to_string(),
            // A whole number is written without its ".0": codes are often typed as numbers.
            DataRef::Float(value) => value.to_string(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::DateTime(value) => value.as_f64().to_string(),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        };
        if text.trim().is_empty() {
            continue;
        }
        let number = u64::from(row) + 1;
        match rows.last_mut() {
            Some(last) if last.number == number => last.cells.push((column, text)),
            _ => rows.push(SheetRow { number, cells: vec![(column, text)] }),
        }
    }
    Ok(rows)
}
