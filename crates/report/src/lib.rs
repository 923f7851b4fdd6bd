//! What is taken away: documents made of figures, each with its sources and its method.
//!
//! In: rows and words that the caller chose ([`FigureSheet`]). Out: the bytes of a file. No I/O, no
//! clock: equal input gives equal bytes. Secret cells say « secret » and carry no number, neither
//! theirs nor their parts'.

mod slug;
mod words;
mod workbook;

pub use slug::file_name;
pub use words::Language;
pub use workbook::{FigureRow, FigureSheet, ReportError, SourceLine, figures_workbook};
