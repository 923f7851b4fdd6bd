//! Which streets one can reach from which: main parts, islands, and scraps that lead nowhere.

use super::cut::Cut;
use crate::network::{CLOSED, NO_COMPONENT, Reaches};

/// A part of fewer metres of street than this is a scrap (a courtyard, a drawing error), unless it is the largest.
const TINY_M: f64 = 2000.0;

pub(in crate::network) struct Parts {
    /// Part of each junction, [`NO_COMPONENT`] for scraps.
    pub(in crate::network) of_junction: Vec<u32>,
    /// Which part leads to which.
    pub(in crate::network) reaches: Reaches,
    pub(super) tiny: u64,
    pub(super) tiny_m: f64,
}

/// Strongly connected parts by Tarjan's algorithm, without recursion; turns are not looked at.
pub(super) fn find(cut: &Cut) -> Parts {
    let n = cut.at.len();
    let (first, heads) = adjacency(cut);
    let part = strong(n, &first, &heads);
    let count = part.iter().max().map_or(0, |m| *m as usize + 1);
    let mut metres = vec![0.0; count];
    for s in cut.streets.iter().filter(|s| part[s.from as usize] == part[s.to as usize]) {
        metres[part[s.from as usize] as usize] += s.length_m;
    }
    let largest = (0..count).max_by(|a, b| metres[*a].total_cmp(&metres[*b])).unwrap_or(0);
    let mut id = vec![NO_COMPONENT; count];
    let (mut kept, mut tiny, mut tiny_m) = (0_u32, 0, 0.0);
    for c in 0..count {
        if c == largest || metres[c] >= TINY_M {
            id[c] = kept;
            kept += 1;
        } else {
            tiny += 1;
            tiny_m += metres[c];
        }
    }
    // Tarjan numbers a part after all parts that it leads to.
    let mut members = vec![Vec::new(); count];
    part.iter().enumerate().for_each(|(v, c)| members[*c as usize].push(v as u32));
    let words = (kept as usize).div_ceil(64);
    let mut bits = vec![0_u64; count * words];
    for c in 0..count {
        let (done, here) = bits.split_at_mut(c * words);
        let here = &mut here[..words];
        if id[c] != NO_COMPONENT {
            here[id[c] as usize / 64] |= 1 << (id[c] % 64);
        }
        for v in &members[c] {
            for head in &heads[first[*v as usize] as usize..first[*v as usize + 1] as usize] {
                let other = part[*head as usize] as usize;
                if other != c {
                    here.iter_mut().zip(&done[other * words..]).for_each(|(h, d)| *h |= d);
                }
            }
        }
    }
    let mut rows = vec![0_u64; kept as usize * words];
    for c in (0..count).filter(|c| id[*c] != NO_COMPONENT) {
        rows[id[c] as usize * words..][..words].copy_from_slice(&bits[c * words..][..words]);
    }
    Parts {
        of_junction: part.iter().map(|c| id[*c as usize]).collect(),
        reaches: Reaches { parts: kept, bits: rows },
        tiny,
        tiny_m,
    }
}

fn adjacency(cut: &Cut) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0_u32; cut.at.len() + 1];
    let lanes = || {
        cut.streets.iter().flat_map(|s| [(s.from, s.to, s.ms[0]), (s.to, s.from, s.ms[1])]).filter(|l| l.2 != CLOSED)
    };
    lanes().for_each(|(tail, ..)| first[tail as usize + 1] += 1);
    (0..cut.at.len()).for_each(|v| first[v + 1] += first[v]);
    let (mut next, mut heads) = (first.clone(), vec![0; first[cut.at.len()] as usize]);
    for (tail, head, _) in lanes() {
        heads[next[tail as usize] as usize] = head;
        next[tail as usize] += 1;
    }
    (first, heads)
}

fn strong(n: usize, first: &[u32], heads: &[u32]) -> Vec<u32> {
    const UNSEEN: u32 = u32::MAX;
    let (mut part, mut seen, mut low) = (vec![UNSEEN; n], vec![UNSEEN; n], vec![0_u32; n]);
    let (mut open, mut path, mut clock, mut parts) = (Vec::new(), Vec::<(u32, u32)>::new(), 0, 0);
    for root in 0..n as u32 {
        if seen[root as usize] != UNSEEN {
            continue;
        }
        path.push((root, first[root as usize]));
        while let Some((v, next)) = path.last_mut() {
            let v = *v as usize;
            if seen[v] == UNSEEN {
                (seen[v], low[v]) = (clock, clock);
                clock += 1;
                open.push(v as u32);
            }
            if *next < first[v + 1] {
                let head = heads[*next as usize] as usize;
                *next += 1;
                if seen[head] == UNSEEN {
                    path.push((head as u32, first[head]));
                } else if part[head] == UNSEEN {
                    low[v] = low[v].min(seen[head]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                low[*parent as usize] = low[*parent as usize].min(low[v]);
            }
            if low[v] == seen[v] {
                while let Some(w) = open.pop() {
                    part[w as usize] = parts;
                    if w as usize == v {
                        break;
                    }
                }
                parts += 1;
            }
        }
    }
    part
}
