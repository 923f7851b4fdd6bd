//! Distances from homes to sites, sparse: a missing pair cannot be reached.

use crate::error::SitingError;

/// Distances of homes to sites in whole units of the caller (seconds, metres), home → site. Stored
/// home by home, nearest site first; a pair that is not there cannot be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    sites: usize,
    start: Vec<usize>,
    near: Vec<(u32, u64)>,
}

impl Reach {
    /// From pairs (home, site, distance) in any order.
    ///
    /// # Errors
    /// A home or site beyond the counts; two distances of one pair.
    pub fn from_pairs(homes: usize, sites: usize, mut pairs: Vec<(u32, u32, u64)>) -> Result<Self, SitingError> {
        for &(home, site, _) in &pairs {
            if home as usize >= homes {
                return Err(SitingError::NoSuchHome { home, homes });
            }
            if site as usize >= sites {
                return Err(SitingError::NoSuchSite { site, sites });
            }
        }
        pairs.sort_unstable();
        if let Some(two) = pairs.windows(2).find(|w| (w[0].0, w[0].1) == (w[1].0, w[1].1)) {
            let (home, site, first) = two[0];
            return Err(SitingError::TwoDistances { home, site, first, second: two[1].2 });
        }
        pairs.sort_unstable_by_key(|&(home, site, distance)| (home, distance, site));
        let mut start = vec![0; homes + 1];
        for &(home, ..) in &pairs {
            start[home as usize + 1] += 1;
        }
        for home in 0..homes {
            start[home + 1] += start[home];
        }
        Ok(Self { sites, start, near: pairs.into_iter().map(|(_, site, distance)| (site, distance)).collect() })
    }

    /// How many homes.
    pub fn homes(&self) -> usize {
        self.start.len() - 1
    }

    /// How many sites.
    pub fn sites(&self) -> usize {
        self.sites
    }

    /// How many pairs.
    pub fn pairs(&self) -> usize {
        self.near.len()
    }

    /// Sites that a home reaches with their distances, nearest first, then by number.
    ///
    /// # Panics
    /// When there is no such home.
    pub fn of(&self, home: usize) -> &[(u32, u64)] {
        &self.near[self.start[home]..self.start[home + 1]]
    }

    /// Distance of a home to a site, if it reaches it.
    ///
    /// # Panics
    /// When there is no such home.
    pub fn distance(&self, home: usize, site: u32) -> Option<u64> {
        self.of(home).iter().find(|&&(s, _)| s == site).map(|&(_, d)| d)
    }

    /// Greatest distance of all, 0 without pairs.
    pub fn farthest(&self) -> u64 {
        (0..self.homes()).filter_map(|home| self.of(home).last()).map(|&(_, d)| d).max().unwrap_or(0)
    }
}
