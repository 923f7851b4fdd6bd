//! The map of potential: what one more place would bring, for every candidate in one pass.

use crate::{
    error::SitingError,
    problem::{Problem, Status},
};

/// What a candidate would bring if it opened alone beside the required sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Potential {
    /// Number of the site.
    pub site: u32,
    /// Demand within the limit of this site that no required site has within the limit.
    pub demand: u64,
    /// How much of it fits the site's capacity.
    pub fits: u64,
}

/// Every candidate, the one that newly covers most first, then by number. Capacities of required
/// sites are not looked at: a home within the limit of one counts as covered. One pass over the pairs.
///
/// # Errors
/// What [`Problem::check`] refuses.
pub fn potential(problem: &Problem, limit: u64) -> Result<Vec<Potential>, SitingError> {
    problem.check()?;
    let mut demand = vec![0_u64; problem.sites.len()];
    for (home, &weight) in problem.weights.iter().enumerate() {
        let near = || problem.reach.of(home).iter().take_while(|&&(_, distance)| distance <= limit);
        if near().all(|&(site, _)| problem.sites[site as usize].status != Status::Required) {
            near().for_each(|&(site, _)| demand[site as usize] += weight);
        }
    }
    let numbered = problem.sites.iter().zip(demand).zip(0..);
    let candidates = numbered.filter(|((site, _), _)| site.status == Status::Candidate);
    let mut all: Vec<Potential> = candidates
        .map(|((site, demand), number)| Potential {
            site: number,
            demand,
            fits: demand.min(site.capacity.unwrap_or(u64::MAX)),
        })
        .collect();
    all.sort_unstable_by_key(|p| (std::cmp::Reverse((p.fits, p.demand)), p.site));
    Ok(all)
}
