//! dBase III tables, the attributes of a shapefile. Written here because the header carries a
//! date, which must be the territory's and not today's.

/// A column and its values, one per record.
pub(crate) struct Column {
    /// At most ten letters.
    pub(crate) name: &'static str,
    /// Width in bytes of UTF-8.
    pub(crate) width: u8,
    pub(crate) values: Values,
}

/// Values of a column.
pub(crate) enum Values {
    /// Left aligned; longer texts are cut at a letter.
    Text(Vec<String>),
    /// Whole numbers, right aligned.
    Whole(Vec<u32>),
}

/// The table as bytes. Every column has as many values as the first.
pub(crate) fn write(columns: &[Column]) -> Vec<u8> {
    let records = columns.first().map_or(0, |c| c.values.len());
    let header = 32 + 32 * columns.len() + 1;
    let record = 1 + columns.iter().map(|c| usize::from(c.width)).sum::<usize>();
    let mut bytes = Vec::with_capacity(header + record * records + 1);
    // dBase III without memo, of 1 January 2024.
    bytes.extend([0x03, 124, 1, 1]);
    bytes.extend((records as u32).to_le_bytes());
    bytes.extend((header as u16).to_le_bytes());
    bytes.extend((record as u16).to_le_bytes());
    bytes.extend([0; 20]);
    for column in columns {
        let mut descriptor = [0; 32];
        descriptor[..column.name.len()].copy_from_slice(column.name.as_bytes());
        descriptor[11] = if matches!(column.values, Values::Text(_)) { b'C' } else { b'N' };
        descriptor[16] = column.width;
        bytes.extend(descriptor);
    }
    bytes.push(0x0d);
    for i in 0..records {
        bytes.push(b' ');
        for column in columns {
            let width = usize::from(column.width);
            match &column.values {
                Values::Text(texts) => {
                    let text = &texts[i][..texts[i].floor_char_boundary(width)];
                    bytes.extend(text.bytes());
                    bytes.extend(std::iter::repeat_n(b' ', width - text.len()));
                }
                Values::Whole(numbers) => bytes.extend(format!("{:>width$}", numbers[i]).bytes().take(width)),
            }
        }
    }
    bytes.push(0x1a);
    bytes
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(texts) => texts.len(),
            Self::Whole(numbers) => numbers.len(),
        }
    }
}
