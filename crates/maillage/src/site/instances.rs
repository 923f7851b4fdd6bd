//! Plain files of numbers in which published instances come: graphs, points, square tables. Every
//! node is home and candidate, numbered from 1.

use std::path::Path;

use anyhow::{Context, bail};
use siting::Site;

use super::{
    decimals::Written,
    read::{Input, number},
};

/// `n m p`, then m lines `i j cost`: undirected, the last of two equal edges counts; distances are
/// those of the shortest paths (Floyd and Warshall), weights 1.
pub(super) fn graph(path: &Path) -> anyhow::Result<Input> {
    let mut words = Words::open(path)?;
    let [nodes, edges, open] = [words.count("n")?, words.count("m")?, words.count("p")?];
    let mut far = vec![vec![u64::MAX; nodes]; nodes];
    for _ in 0..edges {
        let (from, to) = (words.node("i", nodes)?, words.node("j", nodes)?);
        let cost = words.whole("cost")?;
        (far[from][to], far[to][from]) = (cost, cost);
    }
    words.end()?;
    for (node, row) in far.iter_mut().enumerate() {
        row[node] = 0;
    }
    for middle in 0..nodes {
        let through = far[middle].clone();
        for row in far.iter_mut().filter(|row| row[middle] < u64::MAX) {
            let first = row[middle];
            for (cell, &second) in row.iter_mut().zip(&through) {
                *cell = (*cell).min(first.saturating_add(second));
            }
        }
    }
    let written = |d: u64| Written::read(&d.to_string()).context("a whole number is a number");
    let mut input = nodes_only(nodes, open)?;
    for (home, row) in (0..).zip(&far) {
        for (site, &distance) in (0..).zip(row) {
            if distance < u64::MAX {
                input.pairs.push((home, site, written(distance)?));
            }
        }
    }
    Ok(with_between(input))
}

/// `n`, then n lines `x y`; straight distances; demands from a file of n numbers, else 1.
pub(super) fn coordinates(path: &Path, demand: Option<&Path>) -> anyhow::Result<Input> {
    let mut words = Words::open(path)?;
    let nodes = words.count("n")?;
    let mut points = Vec::new();
    for _ in 0..nodes {
        points.push([words.real("x")?, words.real("y")?]);
    }
    words.end()?;
    let mut input = nodes_only(nodes, 0)?;
    input.open = None;
    if let Some(path) = demand {
        let mut words = Words::open(path)?;
        for weight in &mut input.weights {
            *weight = words.number("demand")?;
        }
        words.end()?;
    }
    for (home, a) in (0..).zip(&points) {
        for (site, b) in (0..).zip(&points) {
            let distance = (a[0] - b[0]).hypot(a[1] - b[1]);
            input.pairs.push((home, site, Written::from_f64(distance)));
        }
    }
    Ok(with_between(input))
}

/// `n p`, then n × n distances, n demands, n capacities.
pub(super) fn square(path: &Path) -> anyhow::Result<Input> {
    let mut words = Words::open(path)?;
    let [nodes, open] = [words.count("n")?, words.count("p")?];
    let mut input = nodes_only(nodes, open)?;
    let last = u32::try_from(nodes)?;
    for home in 0..last {
        for site in 0..last {
            input.pairs.push((home, site, words.number("distance")?));
        }
    }
    for weight in &mut input.weights {
        *weight = words.number("demand")?;
    }
    for capacity in &mut input.capacities {
        *capacity = Some(words.number("capacity")?);
    }
    words.end()?;
    Ok(with_between(input))
}

fn nodes_only(nodes: usize, open: usize) -> anyhow::Result<Input> {
    let ids: Vec<String> = (1..=nodes).map(|n| n.to_string()).collect();
    let one = Written::read("1").context("1 is a number")?;
    Ok(Input {
        homes: ids.clone(),
        weights: vec![one; nodes],
        sites: ids,
        list: vec![Site::CANDIDATE; nodes],
        capacities: vec![None; nodes],
        open: Some(open),
        ..Input::default()
    })
}

/// Homes are sites: the distances are also those between sites.
fn with_between(mut input: Input) -> Input {
    input.between = input.pairs.iter().copied().filter(|&(a, b, _)| a < b).collect();
    input
}

/// More nodes than this is no table that a computer of today holds.
const MOST_NODES: usize = 20_000;

/// The words of a file with their lines.
struct Words<'p> {
    path: &'p Path,
    words: Vec<(u64, String)>,
    at: usize,
}

impl<'p> Words<'p> {
    fn open(path: &'p Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let lines = (1..).zip(text.lines());
        let words = lines.flat_map(|(n, line)| line.split_ascii_whitespace().map(move |w| (n, w.to_owned())));
        Ok(Self { path, words: words.collect(), at: 0 })
    }

    fn next(&mut self, field: &str) -> anyhow::Result<(u64, String)> {
        let word = self.words.get(self.at).cloned();
        self.at += 1;
        word.with_context(|| format!("{}: the file ends where {field} is expected", self.path.display()))
    }

    fn number(&mut self, field: &str) -> anyhow::Result<Written> {
        let (line, word) = self.next(field)?;
        number(self.path, line, field, &word)
    }

    fn real(&mut self, field: &str) -> anyhow::Result<f64> {
        let (line, word) = self.next(field)?;
        let value = word.parse::<f64>().ok().filter(|v| v.abs() < 1e9);
        value.with_context(|| format!("{}, line {line}: {field} {word:?} is no number", self.path.display()))
    }

    fn whole(&mut self, field: &str) -> anyhow::Result<u64> {
        let (line, word) = self.next(field)?;
        let value = word.parse::<u64>().ok().filter(|v| *v < 1 << 40);
        value.with_context(|| format!("{}, line {line}: {field} {word:?} is no whole number", self.path.display()))
    }

    fn count(&mut self, field: &str) -> anyhow::Result<usize> {
        let count = usize::try_from(self.whole(field)?)?;
        if field == "n" && count > MOST_NODES {
            bail!("{}, line 1: n {count} is more than the {MOST_NODES} nodes of a full table", self.path.display());
        }
        Ok(count)
    }

    fn node(&mut self, field: &str, nodes: usize) -> anyhow::Result<usize> {
        let line = self.words.get(self.at).map_or(0, |w| w.0);
        let node = usize::try_from(self.whole(field)?)?;
        if node == 0 || node > nodes {
            bail!("{}, line {line}: {field} {node} is no node from 1 to {nodes}", self.path.display());
        }
        Ok(node - 1)
    }

    fn end(&self) -> anyhow::Result<()> {
        match self.words.get(self.at) {
            None => Ok(()),
            Some((line, word)) => bail!("{}, line {line}: {word:?} after the end", self.path.display()),
        }
    }
}
