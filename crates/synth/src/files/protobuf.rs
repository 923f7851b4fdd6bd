//! The wire format of Protocol Buffers, as far as a road map needs it. Written here because the
//! kept library of OpenStreetMap files reads and does not write.

/// A message that is being written.
#[derive(Debug, Default)]
pub(super) struct Message(Vec<u8>);

impl Message {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A whole number.
    pub(super) fn number(mut self, field: u32, value: u64) -> Self {
        varint(&mut self.0, u64::from(field) << 3);
        varint(&mut self.0, value);
        self
    }

    /// A whole number that may be negative (`sint64`).
    pub(super) fn signed(self, field: u32, value: i64) -> Self {
        self.number(field, zigzag(value))
    }

    /// Bytes, a text, or a message.
    pub(super) fn bytes(mut self, field: u32, value: impl AsRef<[u8]>) -> Self {
        varint(&mut self.0, (u64::from(field) << 3) | 2);
        varint(&mut self.0, value.as_ref().len() as u64);
        self.0.extend_from_slice(value.as_ref());
        self
    }

    /// Whole numbers one after the other (`packed`).
    pub(super) fn packed(self, field: u32, values: impl IntoIterator<Item = u64>) -> Self {
        let mut bytes = Vec::new();
        values.into_iter().for_each(|value| varint(&mut bytes, value));
        self.bytes(field, bytes)
    }

    /// Whole numbers, each as its difference from the one before.
    pub(super) fn deltas(self, field: u32, values: impl IntoIterator<Item = i64>) -> Self {
        let mut before = 0;
        let steps = values.into_iter().map(|value| zigzag(value - std::mem::replace(&mut before, value)));
        self.packed(field, steps)
    }
}

impl AsRef<[u8]> for Message {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Seven bits a byte, the lowest first.
fn varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// 0, −1, 1, −2 … as 0, 1, 2, 3 …
fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_specification_are_written_as_it_says() {
        assert_eq!(Message::new().number(1, 150).as_ref(), [0x08, 0x96, 0x01]);
        assert_eq!(Message::new().bytes(2, "testing").as_ref(), b"\x12\x07testing");
        assert_eq!(
            Message::new().packed(6, [3, 270, 86_942]).as_ref(),
            [0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05]
        );
        assert_eq!(
            [0, -1, 1, -2, 2_147_483_647, -2_147_483_648].map(zigzag),
            [0, 1, 2, 3, 4_294_967_294, 4_294_967_295]
        );
        assert_eq!(Message::new().deltas(1, [10, 7, 9]).as_ref(), [0x0a, 0x03, 20, 5, 4]);
    }
}
