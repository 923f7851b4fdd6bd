//! A network as bytes: a header, then arrays that are read by one copy each, without parsing.
//!
//! ```text
//! "MAILLNET"  version u32  sections u32  { bytes u64, crc32 u32, 0 u32 } per section   sections…
//! ```
//! Numbers are little-endian; the first section is a TOML text (profile, census), the others are arrays.

use std::io::{Read, Write};

use serde::{Deserialize, Serialize};

use super::{
    Census, Network, NetworkError, Reaches,
    arrays::{Arcs, Names, Streets},
    grid::Grid,
};
use crate::{
    hierarchy::{Hierarchy, UpArcs},
    profile::Profile,
};

/// Version of the bytes: another one is refused.
pub const FORMAT_VERSION: u32 = 1;

const MAGIC: &[u8; 8] = b"MAILLNET";

/// The sections after the first, in their order.
const SECTIONS: usize = 28;

#[derive(Serialize, Deserialize)]
struct Head {
    parts: u32,
    longest_ms: u32,
    frame: [i64; 6],
    prepared: bool,
    census: Census,
    profile: Profile,
}

impl Network {
    /// Writes the network.
    ///
    /// # Errors
    /// When the writer fails, or the machine is not little-endian.
    pub fn write(&self, mut to: impl Write) -> Result<(), NetworkError> {
        little_endian()?;
        let head = Head {
            parts: self.reaches.parts,
            longest_ms: self.arcs.longest_ms,
            frame: self.grid.frame,
            prepared: self.hierarchy.is_some(),
            census: self.census,
            profile: self.profile.clone(),
        };
        let head = toml::to_string(&head).map_err(|e| NetworkError::Format(e.to_string()))?;
        let none = Hierarchy::default();
        let h = self.hierarchy.as_ref().unwrap_or(&none);
        let s = &self.streets;
        let sections: [&[u8]; SECTIONS] = [
            head.as_bytes(),
            bytes(&self.at),
            bytes(&self.arcs.first),
            bytes(&self.arcs.pairs),
            bytes(&self.arcs.lanes),
            bytes(&s.ends),
            bytes(&s.ms),
            bytes(&s.heads),
            bytes(&s.length_dm),
            bytes(&s.part),
            bytes(&s.name),
            bytes(&s.shape_first),
            bytes(&s.shape),
            bytes(&s.entries),
            bytes(&self.names.first),
            &self.names.text,
            bytes(&self.grid.first),
            bytes(&self.grid.streets),
            bytes(&self.reaches.bits),
            bytes(&h.node_at),
            bytes(&h.place_of),
            bytes(&h.leaving.first),
            bytes(&h.leaving.pairs),
            bytes(&h.leaving.middle),
            bytes(&h.arriving.first),
            bytes(&h.arriving.pairs),
            bytes(&h.arriving.middle),
            bytes(&s.copies),
        ];
        to.write_all(MAGIC)?;
        to.write_all(&FORMAT_VERSION.to_le_bytes())?;
        to.write_all(&(SECTIONS as u32).to_le_bytes())?;
        for section in sections {
            to.write_all(&(section.len() as u64).to_le_bytes())?;
            to.write_all(&crc32fast::hash(section).to_le_bytes())?;
            to.write_all(&[0; 4])?;
        }
        sections.iter().try_for_each(|s| to.write_all(s))?;
        to.flush()?;
        Ok(())
    }

    /// Reads a network that [`Network::write`] wrote. `length` is the number of bytes there are: what
    /// the header announces beyond it is refused before room is made for it.
    ///
    /// # Errors
    /// When the bytes are not a network of this version, stop early, or were changed.
    pub fn read(mut from: impl Read, length: u64) -> Result<Self, NetworkError> {
        little_endian()?;
        let mut start = [0; 16];
        from.read_exact(&mut start).map_err(|_| NetworkError::Format("it is shorter than its header".to_owned()))?;
        let number = |at: usize| u32::from_le_bytes([start[at], start[at + 1], start[at + 2], start[at + 3]]);
        if &start[..8] != MAGIC {
            return Err(NetworkError::Format("it does not start with MAILLNET".to_owned()));
        }
        if number(8) != FORMAT_VERSION || number(12) as usize != SECTIONS {
            return Err(NetworkError::Format(format!("it is of format {} with {} sections", number(8), number(12))));
        }
        let mut table = vec![[0_u8; 16]; SECTIONS];
        from.read_exact(table.as_flattened_mut())
            .map_err(|_| NetworkError::Format("its header stops early".to_owned()))?;
        let table: Vec<(u64, u32)> = table
            .iter()
            .map(|e| {
                let (long, short) = (e[..8].try_into().unwrap_or_default(), e[8..12].try_into().unwrap_or_default());
                (u64::from_le_bytes(long), u32::from_le_bytes(short))
            })
            .collect();
        let announced = table.iter().try_fold(16 + 16 * SECTIONS as u64, |sum, s| sum.checked_add(s.0));
        if announced != Some(length) {
            return Err(NetworkError::Format(format!(
                "it has {length} bytes and announces another number: it was cut"
            )));
        }
        Sections { from, table: table.into_iter() }.network()
    }
}

struct Sections<R> {
    from: R,
    table: std::vec::IntoIter<(u64, u32)>,
}

impl<R: Read> Sections<R> {
    fn next<T: bytemuck::Pod>(&mut self) -> Result<Vec<T>, NetworkError> {
        let (length, crc) = self.table.next().ok_or_else(|| NetworkError::Format("a section is missing".to_owned()))?;
        let size = size_of::<T>() as u64;
        if length % size != 0 {
            return Err(NetworkError::Format("a section has half a number".to_owned()));
        }
        let mut all = vec![T::zeroed(); (length / size) as usize];
        let raw = bytemuck::cast_slice_mut::<T, u8>(&mut all);
        self.from.read_exact(raw)?;
        if crc32fast::hash(raw) != crc {
            return Err(NetworkError::Format("its checksum does not fit: it was damaged".to_owned()));
        }
        Ok(all)
    }

    fn network(mut self) -> Result<Network, NetworkError> {
        let text = String::from_utf8(self.next()?).map_err(|e| NetworkError::Format(e.to_string()))?;
        let head: Head = toml::from_str(&text).map_err(|e| NetworkError::Format(e.to_string()))?;
        let at = self.next()?;
        let arcs = Arcs { first: self.next()?, pairs: self.next()?, lanes: self.next()?, longest_ms: head.longest_ms };
        let mut streets = Streets {
            ends: self.next()?,
            ms: self.next()?,
            heads: self.next()?,
            length_dm: self.next()?,
            part: self.next()?,
            name: self.next()?,
            shape_first: self.next()?,
            shape: self.next()?,
            entries: self.next()?,
            copies: Vec::new(),
        };
        let names = Names { first: self.next()?, text: self.next()? };
        let grid = Grid { frame: head.frame, first: self.next()?, streets: self.next()? };
        let reaches = Reaches { parts: head.parts, bits: self.next()? };
        let hierarchy = Hierarchy {
            node_at: self.next()?,
            place_of: self.next()?,
            leaving: UpArcs { first: self.next()?, pairs: self.next()?, middle: self.next()? },
            arriving: UpArcs { first: self.next()?, pairs: self.next()?, middle: self.next()? },
        };
        streets.copies = self.next()?;
        let (nodes, s) = (Vec::<[i32; 2]>::len(&at), streets.len());
        let fits = arcs.first.len() == nodes + 1
            && arcs.pairs.len() == arcs.lanes.len()
            && streets.ms.len() == s
            && streets.heads.len() == s
            && streets.shape_first.len() == s + 1
            && (!head.prepared || hierarchy.node_at.len() == nodes);
        if !fits {
            return Err(NetworkError::Format("its arrays do not fit together".to_owned()));
        }
        let hierarchy = head.prepared.then_some(hierarchy);
        Ok(Network { profile: head.profile, census: head.census, at, arcs, streets, names, grid, reaches, hierarchy })
    }
}

fn bytes<T: bytemuck::NoUninit>(array: &[T]) -> &[u8] {
    bytemuck::cast_slice(array)
}

/// The arrays are written as they lie in memory.
fn little_endian() -> Result<(), NetworkError> {
    if cfg!(target_endian = "little") {
        return Ok(());
    }
    Err(NetworkError::Format("this machine is big-endian; networks are kept on little-endian ones".to_owned()))
}
