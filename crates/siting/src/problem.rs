//! A location problem: who asks, where one may open, how far it is, what is wanted.

use crate::{error::SitingError, reach::Reach};

/// A location problem. Homes and sites are numbered from 0 in the order of their lists.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Demand of each home, in whole units of the caller (children). A home of weight 0 asks for
    /// nothing: nobody has to reach it and it never decides anything.
    pub weights: Vec<u64>,
    /// What each home counts in the objective when that is not its demand (need, or 1 for each); only
    /// where homes go whole or nothing has a capacity. A home that counts 0 asks for nothing.
    pub importance: Option<Vec<u64>>,
    /// Where one may open.
    pub sites: Vec<Site>,
    /// Distances from homes to sites.
    pub reach: Reach,
    /// What is wanted.
    pub objective: Objective,
    /// Within which limits.
    pub rules: Rules,
}

/// A place where one may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Site {
    /// Whether it is open, may open, or may not.
    pub status: Status,
    /// How much demand it takes at most, in the unit of the weights; `None` takes all.
    pub capacity: Option<u64>,
    /// What opening it costs, in whole units of the caller (euros). What is required is there
    /// already: it is never paid from the budget.
    pub cost: u64,
}

impl Site {
    /// A candidate without limit that costs 1.
    pub const CANDIDATE: Self = Self { status: Status::Candidate, capacity: None, cost: 1 };
}

/// Whether a site is open, may open, or may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Open in every answer: what exists, or is decided.
    Required,
    /// May be opened.
    Candidate,
    /// Never open.
    Closed,
}

/// What is wanted. Distances are in the unit of [`Reach`], thresholds are reached at equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// Serve as much demand as possible within `limit` (MCLP, Church and ReVelle 1974).
    MaxCover {
        /// Greatest distance of a served home.
        limit: u64,
    },
    /// Serve everybody at the least sum of weight × distance.
    PMedian,
    /// Serve everybody with the least greatest distance: the worst-off home decides.
    PCenter,
    /// Serve everybody within `limit` at the least sum of costs (LSCP, Toregas 1971).
    SetCover {
        /// Greatest distance of a served home.
        limit: u64,
    },
    /// Serve everybody at the least `per_distance` × Σ weight × distance + `per_far` × demand
    /// farther than `limit` + `per_cost` × Σ costs.
    Combined {
        /// Beyond this distance a home is far.
        limit: u64,
        /// Price of a unit of weight × distance.
        per_distance: u64,
        /// Price of a unit of demand that is far.
        per_far: u64,
        /// Price of a unit of cost.
        per_cost: u64,
    },
}

/// Limits that an answer keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// How many candidates open at most, beside the required sites; `None`: any number.
    pub open: Option<usize>,
    /// Greatest sum of the costs of the candidates that open.
    pub budget: Option<u64>,
    /// Pairs of sites that are too near to each other to be both open. Two required sites may be.
    pub apart: Vec<[u32; 2]>,
    /// No home is served from farther than this: a bound on the worst-off.
    pub farthest: Option<u64>,
    /// Whether a home may be shared between sites when capacities make it.
    pub sharing: Sharing,
}

/// Whether a home may be shared between sites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sharing {
    /// The children of a home may go to several sites: homes are cells or communes.
    #[default]
    Split,
    /// A home goes to one site whole, or is not served.
    Whole,
}

impl Problem {
    /// Whether some site that may open has a limit.
    pub fn is_capacitated(&self) -> bool {
        self.sites.iter().any(|s| s.status != Status::Closed && s.capacity.is_some())
    }

    /// What each home counts in the objective.
    pub(crate) fn counts(&self) -> &[u64] {
        self.importance.as_ref().unwrap_or(&self.weights)
    }

    /// Sum of the weights.
    pub fn demand(&self) -> u64 {
        self.weights.iter().sum()
    }

    /// Greatest distance that counts: no pair farther than this serves anybody.
    pub(crate) fn horizon(&self) -> u64 {
        let own = match self.objective {
            Objective::MaxCover { limit } | Objective::SetCover { limit } => limit,
            Objective::PMedian | Objective::PCenter | Objective::Combined { .. } => u64::MAX,
        };
        own.min(self.rules.farthest.unwrap_or(u64::MAX))
    }

    /// Checks shapes and magnitudes.
    ///
    /// # Errors
    /// Tables of different lengths, a pair that names a site that is not there, numbers whose sums
    /// would not fit.
    pub fn check(&self) -> Result<(), SitingError> {
        if self.reach.homes() != self.weights.len() || self.reach.sites() != self.sites.len() {
            return Err(SitingError::Shape {
                homes: self.weights.len(),
                sites: self.sites.len(),
                reach_homes: self.reach.homes(),
                reach_sites: self.reach.sites(),
            });
        }
        if let Some(pair) = self.rules.apart.iter().find(|p| p.iter().any(|&s| s as usize >= self.sites.len())) {
            return Err(SitingError::NoSuchSite { site: pair[0].max(pair[1]), sites: self.sites.len() });
        }
        if let Some(importance) = &self.importance {
            if importance.len() != self.weights.len() {
                return Err(SitingError::Importance { homes: self.weights.len(), given: importance.len() });
            }
            if self.is_capacitated() && self.rules.sharing == Sharing::Split {
                return Err(SitingError::SharedImportance);
            }
        }
        let sum = |list: &[u64]| list.iter().map(|&w| u128::from(w)).sum::<u128>();
        let demand = sum(&self.weights).max(sum(self.counts()));
        let cost: u128 = self.sites.iter().map(|s| u128::from(s.cost)).sum();
        let farthest = u128::from(self.reach.farthest());
        let worst = match self.objective {
            Objective::Combined { per_distance, per_far, per_cost, .. } => {
                (demand + 1) * (u128::from(per_distance) * (farthest + 1) + u128::from(per_far))
                    + u128::from(per_cost) * cost
            }
            _ => (demand + 1) * (farthest + 1) + cost * (self.weights.len() as u128 + 1),
        };
        if worst > LARGEST {
            return Err(SitingError::TooLarge { worst, largest: LARGEST });
        }
        Ok(())
    }
}

/// Sums stay below this, so that every bound is computed exactly in 64 bits.
const LARGEST: u128 = 1 << 56;
