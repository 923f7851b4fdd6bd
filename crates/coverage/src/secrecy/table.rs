//! Tables: territories in a hierarchy, columns that may add up to one of them.

use territory::Quantity;

use super::{Group, protect};

/// What a column of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableColumn {
    /// One of the parts: a mode of care, an age.
    Part,
    /// The sum of the parts.
    Total,
}

/// Which cells of a table must be kept secret: `counts[territory][column]` are persons, `groups` the
/// sums between territories, which hold in every column; `columns` says which of them is the sum of
/// the others, if any. The promise is that of [`protect`], for sums down the hierarchy and across
/// the columns together.
///
/// # Panics
/// When a line of `counts` is not as long as `columns`.
pub fn protect_table(
    counts: &[Vec<Quantity>],
    columns: &[TableColumn],
    groups: &[Group],
    threshold: u32,
) -> Vec<Vec<bool>> {
    let width = columns.len();
    assert!(counts.iter().all(|line| line.len() == width), "one count a column");
    let cell = |territory: usize, column: usize| territory * width + column;
    let mut all: Vec<Group> = Vec::new();
    for group in groups {
        all.extend((0..width).map(|column| Group {
            total: cell(group.total, column),
            parts: group.parts.iter().map(|part| cell(*part, column)).collect(),
        }));
    }
    // Across the columns for territories that are no sum of others; for a sum of territories it
    // follows from those of its parts, and would only tangle the network.
    if let Some(total) = columns.iter().position(|c| *c == TableColumn::Total) {
        let mut is_sum = vec![false; counts.len()];
        groups.iter().for_each(|g| is_sum[g.total] = true);
        for territory in (0..counts.len()).filter(|t| !is_sum[*t]) {
            let parts = (0..width).filter(|c| columns[*c] == TableColumn::Part).map(|c| cell(territory, c)).collect();
            all.push(Group { total: cell(territory, total), parts });
        }
    }
    let flat: Vec<Quantity> = counts.iter().flatten().copied().collect();
    let secret = protect(&flat, &all, threshold);
    if width == 0 {
        return vec![Vec::new(); counts.len()];
    }
    secret.chunks(width).map(<[bool]>::to_vec).collect()
}
