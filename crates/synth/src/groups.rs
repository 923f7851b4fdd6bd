//! Communes into EPCI, EPCI into départements: connected groups of plausible sizes.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::field::Cell;
use crate::rng::Rng;

/// Fewer communes than this join the EPCI next to them.
const FEWEST: usize = 6;
/// Two EPCI from this many communes on.
const TWO_FROM: usize = 14;
/// The smallest territory whose EPCI start anywhere.
const MANY_FROM: usize = 24;
/// Communes of a département at most, about.
const DEPARTEMENT_COMMUNES: usize = 500;

/// For each cell the positions of its neighbours that are cells of the territory.
pub(crate) fn neighbours(cells: &[Cell]) -> Vec<Vec<usize>> {
    let position: BTreeMap<Cell, usize> = cells.iter().copied().zip(0..).collect();
    cells.iter().map(|c| c.neighbours().iter().filter_map(|n| position.get(n).copied()).collect()).collect()
}

/// The EPCI of each commune, numbered in the order of their first commune. Each is connected.
pub(crate) fn epcis(seed: u64, cells: &[Cell], neighbours: &[Vec<usize>]) -> Vec<usize> {
    let starts = starts(seed, cells);
    let mut groups = spread(seed, cells, neighbours, &starts);
    join_small(&mut groups, neighbours);
    renumber(&groups)
}

/// The département of each EPCI, numbered in the order of their first EPCI.
pub(crate) fn departements(cells: &[Cell], epci_of: &[usize]) -> Vec<usize> {
    let count = epci_of.iter().max().map_or(0, |last| last + 1);
    let mut middles = vec![(0usize, 0.0, 0.0); count];
    for (cell, epci) in cells.iter().zip(epci_of) {
        let at = cell.lattice();
        let (members, x, y) = &mut middles[*epci];
        (*members, *x, *y) = (*members + 1, *x + at.x, *y + at.y);
    }
    let mut blocks: Vec<Block> = middles
        .iter()
        .zip(0..)
        .map(|(&(members, x, y), epci)| Block { epci, members, x: x / members as f64, y: y / members as f64 })
        .collect();
    let mut of = vec![0; count];
    let mut next = 0;
    halve(&mut blocks, cells.len().div_ceil(DEPARTEMENT_COMMUNES), &mut next, &mut of);
    renumber(&of)
}

struct Block {
    epci: usize,
    members: usize,
    x: f64,
    y: f64,
}

/// Cuts across the longer side until each part is one département.
fn halve(blocks: &mut [Block], parts: usize, next: &mut usize, of: &mut [usize]) {
    if parts <= 1 || blocks.len() <= 1 {
        for block in blocks.iter() {
            of[block.epci] = *next;
        }
        *next += 1;
        return;
    }
    let side = |value: fn(&Block) -> f64| {
        let values = blocks.iter().map(value);
        values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
    };
    let wide = side(|b| b.x) >= side(|b| b.y);
    blocks.sort_by(|a, b| if wide { a.x.total_cmp(&b.x) } else { a.y.total_cmp(&b.y) }.then(a.epci.cmp(&b.epci)));
    let total: usize = blocks.iter().map(|b| b.members).sum();
    let mut before = 0;
    let cut = blocks
        .iter()
        .position(|b| {
            before += b.members;
            before * parts >= total * (parts / 2)
        })
        .map_or(1, |last| last + 1)
        .min(blocks.len() - 1);
    let (left, right) = blocks.split_at_mut(cut);
    halve(left, parts / 2, next, of);
    halve(right, parts - parts / 2, next, of);
}

/// Where EPCI start: no two within two steps of each other.
fn starts(seed: u64, cells: &[Cell]) -> Vec<usize> {
    if cells.len() < TWO_FROM {
        return vec![0];
    }
    let far_from = |start: usize| {
        let steps = |i: &usize| cells[*i].steps_to(cells[start]);
        (0..cells.len()).max_by_key(|i| (steps(i), Reverse(*i))).unwrap_or(0)
    };
    if cells.len() < MANY_FROM {
        let one = far_from(0);
        return vec![far_from(one), one];
    }
    let mut order: Vec<usize> = (0..cells.len()).collect();
    Rng::of(seed, "epci starts", 0).shuffle(&mut order);
    let mut taken: BTreeMap<Cell, ()> = BTreeMap::new();
    let mut starts = Vec::new();
    for i in order {
        let (cell, near) = (cells[i], -2..=2);
        let free = near.clone().all(|q| {
            near.clone().all(|r| {
                let other = Cell { q: cell.q + q, r: cell.r + r };
                cell.steps_to(other) > 2 || !taken.contains_key(&other)
            })
        });
        if free {
            taken.insert(cell, ());
            starts.push(i);
        }
    }
    starts
}

/// Each EPCI in turn, the one furthest behind its ambition first, takes the free commune closest
/// to its start.
fn spread(seed: u64, cells: &[Cell], neighbours: &[Vec<usize>], starts: &[usize]) -> Vec<usize> {
    let mut of: Vec<Option<usize>> = vec![None; cells.len()];
    let ambitions: Vec<u64> =
        (0..starts.len()).map(|e| u64::from(Rng::of(seed, "ambition", e as u64).whole(70, 140))).collect();
    let mut frontiers: Vec<BinaryHeap<Reverse<(i32, usize)>>> =
        starts.iter().map(|s| BinaryHeap::from([Reverse((0, *s))])).collect();
    let mut sizes = vec![0u64; starts.len()];
    let mut turns: BinaryHeap<Reverse<(u64, usize)>> = (0..starts.len()).map(|e| Reverse((0, e))).collect();
    while let Some(Reverse((_, epci))) = turns.pop() {
        while let Some(Reverse((_, commune))) = frontiers[epci].pop() {
            if of[commune].is_some() {
                continue;
            }
            of[commune] = Some(epci);
            sizes[epci] += 1;
            for next in &neighbours[commune] {
                frontiers[epci].push(Reverse((cells[*next].steps_to(cells[starts[epci]]), *next)));
            }
            turns.push(Reverse((sizes[epci] * 10_000 / ambitions[epci], epci)));
            break;
        }
    }
    // The territory is connected and every start is in it: no commune is left.
    of.into_iter().map(Option::unwrap_or_default).collect()
}

fn join_small(of: &mut [usize], neighbours: &[Vec<usize>]) {
    loop {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for epci in of.iter() {
            *sizes.entry(*epci).or_default() += 1;
        }
        let Some((&small, _)) = sizes.iter().filter(|(_, n)| **n < FEWEST).min_by_key(|(_, n)| **n) else { return };
        let around = of.iter().zip(neighbours).filter(|(e, _)| **e == small).flat_map(|(_, n)| n);
        let host = around.map(|n| of[*n]).filter(|e| *e != small).min_by_key(|e| (sizes[e], *e));
        let Some(host) = host else { return };
        of.iter_mut().filter(|e| **e == small).for_each(|e| *e = host);
    }
}

fn renumber(groups: &[usize]) -> Vec<usize> {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    groups
        .iter()
        .map(|group| {
            let next = numbers.len();
            *numbers.entry(*group).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::grow;

    fn pieces(of: &[usize], group: usize, neighbours: &[Vec<usize>]) -> usize {
        let mut left: Vec<usize> = (0..of.len()).filter(|i| of[*i] == group).collect();
        let mut pieces = 0;
        while let Some(first) = left.pop() {
            pieces += 1;
            let mut queue = vec![first];
            while let Some(i) = queue.pop() {
                let (near, far): (Vec<usize>, Vec<usize>) = left.iter().partition(|j| neighbours[i].contains(j));
                queue.extend(near);
                left = far;
            }
        }
        pieces
    }

    #[test]
    fn epcis_are_connected_and_of_plausible_sizes() {
        for (seed, count) in [(1, 1), (2, 13), (7, 15), (3, 40), (4, 300), (5, 1200)] {
            let cells = grow(seed, count);
            let neighbours = neighbours(&cells);
            let of = epcis(seed, &cells, &neighbours);
            let last = *of.iter().max().unwrap();
            assert_eq!(of[0], 0, "the first EPCI holds the middle");
            for epci in 0..=last {
                assert_eq!(pieces(&of, epci, &neighbours), 1, "EPCI {epci} of {count} communes, seed {seed}");
                let size = of.iter().filter(|e| **e == epci).count();
                assert!(size <= 30 && (size >= FEWEST || last == 0), "EPCI {epci} has {size} communes");
            }
        }
    }

    #[test]
    fn fifteen_communes_are_two_epcis_and_one_departement() {
        let cells = grow(7, 15);
        let of = epcis(7, &cells, &neighbours(&cells));
        assert_eq!(of.iter().max(), Some(&1));
        assert_eq!(departements(&cells, &of), vec![0, 0]);
    }

    #[test]
    fn no_departement_has_more_communes_than_codes() {
        let cells = grow(9, 4000);
        let of = epcis(9, &cells, &neighbours(&cells));
        let departements = departements(&cells, &of);
        let count = departements.iter().max().unwrap() + 1;
        assert_eq!(count, 8);
        for departement in 0..count {
            let size = of.iter().filter(|e| departements[**e] == departement).count();
            assert!((300..=700).contains(&size), "département {departement} has {size} communes");
        }
    }
}
