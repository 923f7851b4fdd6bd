//! Smaller covering questions with the same answer: homes that others imply, sites that others
//! replace, sites that a home cannot do without (Toregas and ReVelle 1973).

use crate::{core::Core, problem::Status};

/// The question without what cannot matter. Only for questions where everybody must be served at no
/// cost, without capacities, budget or neighbours to keep apart; others are returned as they are.
/// An answer of the smaller question that serves everybody has the same cost in the larger one.
/// `None` when more sites are indispensable than may open: nobody can serve everybody.
pub(crate) fn reduce(core: &Core) -> Option<Core> {
    let plain = core.covering && !core.capacitated && core.budget.is_none() && core.apart.iter().all(Vec::is_empty);
    if !plain {
        return Some(core.clone());
    }
    let mut work = Work::new(core);
    while work.serve_required() | work.drop_homes() | work.drop_sites() {}
    let open = core.open.checked_sub(work.opened)?;
    Some(core.restricted(|home| work.homes[home], &work.status, open))
}

struct Work<'a> {
    core: &'a Core,
    /// Homes that still ask.
    homes: Vec<bool>,
    status: Vec<Status>,
    opened: usize,
}

impl<'a> Work<'a> {
    fn new(core: &'a Core) -> Self {
        let homes = core.leave.iter().map(|&l| l > 0).collect();
        Self { core, homes, status: core.status.clone(), opened: 0 }
    }

    fn sites(&self, home: usize) -> Vec<u32> {
        let open = self.core.of(home).iter().map(|w| w.0).filter(|&s| self.status[s as usize] != Status::Closed);
        let mut sites: Vec<u32> = open.collect();
        sites.sort_unstable();
        sites
    }

    fn asking(&self, site: usize) -> Vec<u32> {
        // Lists of a site are in the order of the homes already.
        self.core.served_by(site).iter().map(|w| w.0).filter(|&h| self.homes[h as usize]).collect()
    }

    /// Opens the only site of a home; serves the homes of open sites.
    fn serve_required(&mut self) -> bool {
        let mut changed = false;
        for home in 0..self.homes.len() {
            if !self.homes[home] {
                continue;
            }
            let sites = self.sites(home);
            let open = sites.iter().any(|&s| self.status[s as usize] == Status::Required);
            if let [only] = sites[..]
                && !open
            {
                self.status[only as usize] = Status::Required;
                self.opened += 1;
            }
            if open || sites.len() == 1 {
                self.homes[home] = false;
                changed = true;
            }
        }
        changed
    }

    /// Drops a home when whoever serves another serves it as well.
    fn drop_homes(&mut self) -> bool {
        let mut changed = false;
        let lists: Vec<Vec<u32>> =
            (0..self.homes.len()).map(|h| if self.homes[h] { self.sites(h) } else { Vec::new() }).collect();
        for home in 0..self.homes.len() {
            if !self.homes[home] {
                continue;
            }
            let rarest = lists[home].iter().min_by_key(|&&s| self.core.served_by(s as usize).len());
            let Some(&rarest) = rarest else { continue };
            for &(other, _) in self.core.served_by(rarest as usize) {
                let other = other as usize;
                if other != home && self.homes[other] && is_within(&lists[home], &lists[other]) {
                    self.homes[other] = false;
                    changed = true;
                }
            }
        }
        changed
    }

    /// Shuts a candidate when another serves all of its homes and costs no more.
    fn drop_sites(&mut self) -> bool {
        let mut changed = false;
        let sites = 0..self.status.len();
        let candidate = |status: &[Status], s: usize| status[s] == Status::Candidate;
        let lists: Vec<Vec<u32>> =
            sites.clone().map(|s| if candidate(&self.status, s) { self.asking(s) } else { Vec::new() }).collect();
        for site in sites {
            if !candidate(&self.status, site) {
                continue;
            }
            let rarest = lists[site].iter().min_by_key(|&&h| self.core.of(h as usize).len());
            let replaced = rarest.is_none_or(|&home| {
                self.core.of(home as usize).iter().map(|w| w.0 as usize).any(|other| {
                    other != site
                        && candidate(&self.status, other)
                        && self.core.charge[other] <= self.core.charge[site]
                        && is_within(&lists[site], &lists[other])
                })
            });
            if replaced {
                self.status[site] = Status::Closed;
                changed = true;
            }
        }
        changed
    }
}

/// Whether all of a sorted list is in another.
fn is_within(part: &[u32], whole: &[u32]) -> bool {
    let mut rest = whole.iter();
    part.len() <= whole.len() && part.iter().all(|p| rest.by_ref().find(|w| *w >= p) == Some(p))
}
