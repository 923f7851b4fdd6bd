//! Sums between cells as a network: a group is a node, a cell an arc from the group where it is a
//! part to the group where it is the total. What can be told of a hidden cell is then a question of
//! flows, and a flow of whole persons is a whole number.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Group;

/// Beyond every group: where a cell that stands in one group only comes from or leads to.
const OUTSIDE: usize = usize::MAX;

pub(super) struct Network {
    /// Persons that a hidden cell can lose before nobody is left: it holds one at least.
    slack: Vec<u32>,
    holds: Vec<f64>,
    ends: Vec<Option<Ends>>,
    /// Cells of each group, its total last.
    cells: Vec<Vec<usize>>,
    totals: Vec<usize>,
    tangles: Vec<Vec<usize>>,
}

#[derive(Clone, Copy)]
struct Ends {
    from: usize,
    to: usize,
}

impl Network {
    pub(super) fn new(persons: &[f64], groups: &[Group]) -> Self {
        let mut memberships: Vec<Vec<(usize, bool)>> = vec![Vec::new(); persons.len()];
        for (g, group) in groups.iter().enumerate() {
            memberships[group.total].push((g, true));
            group.parts.iter().for_each(|part| memberships[*part].push((g, false)));
        }
        let (flipped, tangled) = orient(&memberships, groups.len());
        let ends = |of: &Vec<(usize, bool)>| {
            if of.is_empty() || of.iter().any(|(g, _)| tangled[*g]) {
                return None;
            }
            let mut ends = Ends { from: OUTSIDE, to: OUTSIDE };
            for (g, is_total) in of {
                let end = if *is_total != flipped[*g] { &mut ends.to } else { &mut ends.from };
                *end = *g;
            }
            Some(ends)
        };
        let cells = groups.iter().map(|g| g.parts.iter().copied().chain([g.total]).collect()).collect();
        let mut network = Self {
            slack: persons.iter().map(|n| (n - 1.0).max(0.0).min(f64::from(u32::MAX)) as u32).collect(),
            holds: persons.to_vec(),
            ends: memberships.iter().map(ends).collect(),
            cells,
            totals: groups.iter().map(|g| g.total).collect(),
            tangles: Vec::new(),
        };
        network.tangles = network.components(&tangled, &memberships);
        network
    }

    /// Cells of groups that make no network, a component a list.
    pub(super) fn tangles(&self) -> &[Vec<usize>] {
        &self.tangles
    }

    /// How many whole numbers a hidden cell may be, counted up to `enough`.
    pub(super) fn values_left(&self, cell: usize, secret: &[bool], enough: u32) -> u32 {
        // A cell that enters no sum, or whose groups are hidden whole, tells nothing of itself.
        let Some(Ends { from, to }) = self.ends[cell] else { return enough };
        let more = self.flow(cell, (to, from), secret, enough);
        let fewer = self.flow(cell, (from, to), secret, enough.min(self.slack[cell]));
        (more.min(enough) + fewer + 1).min(enough)
    }

    /// The published cell to hide beside one that is not safe: the smallest that holds somebody in
    /// the nearest group, parts before totals.
    pub(super) fn beside(&self, cell: usize, secret: &[bool]) -> Option<usize> {
        let Ends { from, to } = self.ends[cell]?;
        let mut queue: VecDeque<usize> = [from, to].into_iter().filter(|g| *g != OUTSIDE).collect();
        let mut seen: BTreeSet<usize> = queue.iter().copied().collect();
        let mut total = None;
        while let Some(group) = queue.pop_front() {
            let open = self.cells[group].iter().copied().filter(|c| !secret[*c] && self.holds[*c] > 0.0);
            let part = open.clone().filter(|c| *c != self.totals[group]);
            if let Some(part) = part.min_by(|a, b| self.holds[*a].total_cmp(&self.holds[*b]).then(a.cmp(b))) {
                return Some(part);
            }
            total = total.or_else(|| open.clone().next());
            for hidden in self.cells[group].iter().filter(|c| secret[**c]) {
                let Some(Ends { from, to }) = self.ends[*hidden] else { continue };
                queue.extend([from, to].into_iter().filter(|g| *g != OUTSIDE && seen.insert(*g)));
            }
        }
        total
    }

    /// The largest flow of persons between two nodes along hidden cells other than `without`, up to
    /// `enough`: along a cell without limit, against it as far as it holds more than one person.
    fn flow(&self, without: usize, (source, sink): (usize, usize), secret: &[bool], enough: u32) -> u32 {
        let mut moved: BTreeMap<usize, i64> = BTreeMap::new();
        let mut flow = 0;
        while flow < enough {
            let Some(path) = self.path(without, (source, sink), secret, &moved) else { break };
            let room = |(cell, along): &(usize, bool)| if *along { i64::MAX } else { self.room(*cell, &moved) };
            let step = path.iter().map(room).min().unwrap_or(i64::MAX).min(i64::from(enough - flow));
            for (cell, along) in &path {
                *moved.entry(*cell).or_default() += if *along { step } else { -step };
            }
            flow += u32::try_from(step).expect("a step is at most what was asked for");
        }
        flow
    }

    /// How many persons a cell can lose.
    fn room(&self, cell: usize, moved: &BTreeMap<usize, i64>) -> i64 {
        i64::from(self.slack[cell]) + moved.get(&cell).copied().unwrap_or(0)
    }

    /// A way from source to sink. The outside joins everything that leads there, so that its many
    /// cells are never gone through: a search from each end suffices.
    fn path(
        &self,
        without: usize,
        (source, sink): (usize, usize),
        secret: &[bool],
        moved: &BTreeMap<usize, i64>,
    ) -> Option<Vec<(usize, bool)>> {
        let usable =
            |cell: usize, along: bool| cell != without && secret[cell] && (along || self.room(cell, moved) > 0);
        let forward = self.search(source, sink, |cell, ends, at| {
            let along = ends.from == at;
            usable(cell, along).then_some((if along { ends.to } else { ends.from }, along))
        });
        if let Some(way) = forward.get(&sink) {
            return Some(trace(&forward, source, way));
        }
        forward.get(&OUTSIDE).or((source == OUTSIDE).then_some(&START))?;
        let backward = self.search(sink, OUTSIDE, |cell, ends, at| {
            let along = ends.to == at;
            usable(cell, along).then_some((if along { ends.from } else { ends.to }, along))
        });
        let out = if source == OUTSIDE { Vec::new() } else { trace(&forward, source, &forward[&OUTSIDE]) };
        let back = backward.get(&OUTSIDE)?;
        Some(out.into_iter().chain(trace(&backward, sink, back)).collect())
    }

    /// Breadth first from a node to another, the outside never gone through.
    fn search(
        &self,
        start: usize,
        goal: usize,
        step: impl Fn(usize, Ends, usize) -> Option<(usize, bool)>,
    ) -> BTreeMap<usize, Way> {
        let mut found = BTreeMap::new();
        let mut queue: VecDeque<usize> = [start].into_iter().filter(|s| *s != OUTSIDE).collect();
        while let Some(at) = queue.pop_front() {
            for cell in &self.cells[at] {
                let Some(ends) = self.ends[*cell] else { continue };
                let Some((next, along)) = step(*cell, ends, at) else { continue };
                if next == start || found.contains_key(&next) {
                    continue;
                }
                found.insert(next, Way { cell: *cell, along, before: at });
                if next == goal {
                    return found;
                }
                if next != OUTSIDE {
                    queue.push_back(next);
                }
            }
        }
        found
    }

    fn components(&self, tangled: &[bool], memberships: &[Vec<(usize, bool)>]) -> Vec<Vec<usize>> {
        let mut seen = vec![false; tangled.len()];
        let mut lists = Vec::new();
        for start in (0..tangled.len()).filter(|g| tangled[*g]) {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            let (mut stack, mut cells) = (vec![start], BTreeSet::new());
            while let Some(group) = stack.pop() {
                for cell in &self.cells[group] {
                    cells.insert(*cell);
                    for (other, _) in &memberships[*cell] {
                        if !std::mem::replace(&mut seen[*other], true) {
                            stack.push(*other);
                        }
                    }
                }
            }
            lists.push(cells.into_iter().collect());
        }
        lists
    }
}

/// How a node was reached.
#[derive(Clone, Copy)]
struct Way {
    cell: usize,
    along: bool,
    before: usize,
}

const START: Way = Way { cell: usize::MAX, along: true, before: OUTSIDE };

fn trace(found: &BTreeMap<usize, Way>, start: usize, end: &Way) -> Vec<(usize, bool)> {
    let mut way = *end;
    let mut path = vec![(way.cell, way.along)];
    while way.before != start {
        way = found[&way.before];
        path.push((way.cell, way.along));
    }
    path
}

/// The sign of each group such that every cell of two groups enters the one and leaves the other,
/// and the groups of components where there is none.
fn orient(memberships: &[Vec<(usize, bool)>], groups: usize) -> (Vec<bool>, Vec<bool>) {
    let mut links: Vec<Vec<(usize, bool)>> = vec![Vec::new(); groups];
    let mut odd = vec![false; groups];
    for of in memberships {
        match of.as_slice() {
            [] | [_] => {}
            [(a, as_total), (b, bs_total)] => {
                // Part of both, or total of both: the signs must differ.
                links[*a].push((*b, as_total == bs_total));
                links[*b].push((*a, as_total == bs_total));
            }
            more => more.iter().for_each(|(g, _)| odd[*g] = true),
        }
        // Groups joined by a cell of three are one component too.
        for pair in of.windows(2).filter(|_| of.len() > 2) {
            links[pair[0].0].push((pair[1].0, false));
            links[pair[1].0].push((pair[0].0, false));
        }
    }
    let mut flipped: Vec<Option<bool>> = vec![None; groups];
    let mut tangled = vec![false; groups];
    for start in 0..groups {
        if flipped[start].is_some() {
            continue;
        }
        flipped[start] = Some(false);
        let (mut component, mut next, mut fine) = (vec![start], 0, true);
        while next < component.len() {
            let at = component[next];
            next += 1;
            fine &= !odd[at];
            for (other, differs) in &links[at] {
                let sign = flipped[at].expect("a group of the list has its sign") ^ differs;
                match flipped[*other] {
                    None => {
                        flipped[*other] = Some(sign);
                        component.push(*other);
                    }
                    Some(known) => fine &= known == sign,
                }
            }
        }
        if !fine {
            component.iter().for_each(|g| tangled[*g] = true);
        }
    }
    (flipped.into_iter().map(|f| f.unwrap_or(false)).collect(), tangled)
}
