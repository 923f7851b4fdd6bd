//! Workbooks (XLSX, ODS, XLS), as sparse rows of text.

use std::io::Cursor;

use calamine::{Data, DataRef, Ods, Reader, Xls, Xlsx, open_workbook_from_rs};

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
pub(crate) const HEADER_WITHIN: usize = 30;

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
    let mut book = Book::open(bytes)
        .map_err(|e| wrong(format!("{e}; an .xlsx file (Excel 2007 or later) or an .ods file would work")))?;
    let mut best: Option<SheetRow> = None;
    for sheet in book.sheet_names() {
        let mut rows = book.rows(&sheet).map_err(|e| wrong(format!("sheet `{sheet}`: {e}; save it again as .xlsx")))?;
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

/// The sheets of a workbook with the most rows first, each without its blank rows.
///
/// # Errors
/// When the bytes are no workbook.
pub(crate) fn sheets(file: &str, bytes: &[u8]) -> Result<Vec<(String, Vec<SheetRow>)>, IngestError> {
    let wrong = |detail: String| IngestError::Workbook { file: file.to_owned(), detail };
    let mut book = Book::open(bytes).map_err(|e| wrong(format!("{e}; save it again as .xlsx")))?;
    let names = book.sheet_names();
    let read = |name: String| match book.rows(&name) {
        Ok(rows) => Ok((name, rows)),
        Err(e) => Err(wrong(format!("sheet `{name}`: {e}; save it again as .xlsx"))),
    };
    let mut sheets = names.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    sheets.sort_by_key(|(_, rows)| std::cmp::Reverse(rows.len()));
    Ok(sheets)
}

enum Book<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Ods(Box<Ods<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
}

impl<'a> Book<'a> {
    /// Opens the kind that the first bytes tell: a zip with a `mimetype` first is an ODS, another
    /// one an XLSX, and an OLE document an XLS.
    fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let input = Cursor::new(bytes);
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return open_workbook_from_rs(input)
                .map(|b| Self::Xls(Box::new(b)))
                .map_err(|e: calamine::XlsError| e.to_string());
        }
        if bytes.get(30..38) == Some(b"mimetype".as_slice()) {
            return open_workbook_from_rs(input)
                .map(|b| Self::Ods(Box::new(b)))
                .map_err(|e: calamine::OdsError| e.to_string());
        }
        open_workbook_from_rs(input).map(|b| Self::Xlsx(Box::new(b))).map_err(|e: calamine::XlsxError| e.to_string())
    }

    fn sheet_names(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheet_names(),
            Self::Ods(book) => book.sheet_names(),
            Self::Xls(book) => book.sheet_names(),
        }
    }

    fn rows(&mut self, sheet: &str) -> Result<Vec<SheetRow>, String> {
        let range = match self {
            Self::Xlsx(book) => return xlsx_rows(book, sheet).map_err(|e| e.to_string()),
            Self::Ods(book) => book.worksheet_range(sheet).map_err(|e| e.to_string())?,
            Self::Xls(book) => book.worksheet_range(sheet).map_err(|e| e.to_string())?,
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = Rows::default();
        for (row, column, cell) in range.used_cells() {
            rows.push(first_row + row as u32, first_column + column as u32, owned_text(cell));
        }
        Ok(rows.0)
    }
}

fn xlsx_rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<SheetRow>, calamine::XlsxError> {
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut rows = Rows::default();
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        rows.push(row, column, text(cell.get_value()));
    }
    Ok(rows.0)
}

/// Rows in the making; cells come row by row.
#[derive(Default)]
struct Rows(Vec<SheetRow>);

impl Rows {
    fn push(&mut self, row: u32, column: u32, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let number = u64::from(row) + 1;
        match self.0.last_mut() {
            Some(last) if last.number == number => last.cells.push((column, text)),
            _ => self.0.push(SheetRow { number, cells: vec![(column, text)] }),
        }
    }
}

/// The text of a cell; blank for an empty or a wrong one.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(value) => value.to_string(),
        // A whole number is written without its ".0": codes are often typed as numbers.
        DataRef::Float(value) => value.to_string(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => value.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
    }
}

fn owned_text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(value) => value.to_string(),
        Data::Float(value) => value.to_string(),
        Data::Bool(value) => value.to_string(),
        Data::DateTime(value) => value.as_f64().to_string(),
    }
}
