//! Children who find no place once places are used up.
//!
//! Families take the nearest place that is left: pairs are gone through from the shortest time to
//! the longest. This is what families do and can be told in one sentence, unlike the allocation that
//! leaves the fewest children out (a largest flow), which would send some past a free place at their
//! door. It never leaves a place free that an unserved child could reach, and a further place never
//! leaves more children out.

use territory::Seconds;

use crate::catchment::Pairs;

/// Who found a place, and where. Served and unserved make all the children of homes with times.
#[derive(Debug, Clone, PartialEq)]
pub struct Assigned {
    /// Children who found a place, by home.
    pub served: Vec<f64>,
    /// Children who found none within the limit, by home; zero for a home without times.
    pub unserved: Vec<f64>,
    /// Places used, by service.
    pub used: Vec<f64>,
}

/// Hands out places to the nearest first, within `limit` (`≤`). At an equal second a home asks all
/// services at once and a service that is asked for more than it has serves all who ask in
/// proportion: no home comes first by its place in the list.
///
/// # Panics
/// When a list does not go with the pairs.
pub fn assign(pairs: &Pairs, children: &[f64], places: &[f64], limit: Seconds) -> Assigned {
    assert_eq!(children.len(), pairs.homes(), "one number of children a home");
    assert_eq!(places.len(), pairs.services(), "one number of places a service");
    let mut waiting: Vec<f64> = children.to_vec();
    pairs.without_times().iter().for_each(|home| waiting[*home as usize] = 0.0);
    let asked: Vec<f64> = waiting.clone();
    let mut left: Vec<f64> = places.to_vec();
    let mut round = Round { asks: vec![0.0; places.len()], open: Vec::new() };
    for batch in by_second(pairs, limit) {
        round.serve(&batch, &mut waiting, &mut left);
    }
    Assigned {
        served: asked.iter().zip(&waiting).map(|(a, w)| a - w).collect(),
        unserved: waiting,
        used: places.iter().zip(left).map(|(p, l)| p - l).collect(),
    }
}

/// What is left of a sum of fractions when nothing is left.
const NOTHING: f64 = 1e-9;

struct Round {
    asks: Vec<f64>,
    /// Homes still waiting and the services with places left that they reach at this second.
    open: Vec<(u32, Vec<u32>)>,
}

impl Round {
    fn serve(&mut self, batch: &[(u32, u32)], waiting: &mut [f64], left: &mut [f64]) {
        self.open.clear();
        for (home, service) in batch {
            match self.open.last_mut() {
                Some((last, services)) if last == home => services.push(*service),
                _ => self.open.push((*home, vec![*service])),
            }
        }
        // Each round uses up a service or serves everybody who still asks: it ends.
        loop {
            for (_, services) in &mut self.open {
                services.retain(|s| left[*s as usize] > NOTHING);
            }
            self.open.retain(|(home, services)| !services.is_empty() && waiting[*home as usize] > NOTHING);
            if self.open.is_empty() {
                return;
            }
            for (home, services) in &self.open {
                let share = waiting[*home as usize] / services.len() as f64;
                services.iter().for_each(|s| self.asks[*s as usize] += share);
            }
            let granted = |service: u32| (left[service as usize] / self.asks[service as usize]).min(1.0);
            let grants: Vec<f64> = self.open.iter().flat_map(|(_, s)| s.iter().map(|s| granted(*s))).collect();
            let mut grant = grants.iter();
            for (home, services) in &self.open {
                let share = waiting[*home as usize] / services.len() as f64;
                for service in services {
                    let given = share * grant.next().expect("one grant was made for each");
                    waiting[*home as usize] -= given;
                    left[*service as usize] -= given;
                }
            }
            for (home, services) in &self.open {
                services.iter().for_each(|s| {
                    self.asks[*s as usize] = 0.0;
                    left[*s as usize] = settled(left[*s as usize]);
                });
                waiting[*home as usize] = settled(waiting[*home as usize]);
            }
        }
    }
}

/// Rounding errors of what was used up are nothing.
fn settled(rest: f64) -> f64 {
    if rest <= NOTHING { 0.0 } else { rest }
}

/// (home, service) of each second, shortest first, home by home.
fn by_second(pairs: &Pairs, limit: Seconds) -> Vec<Vec<(u32, u32)>> {
    let mut batches: Vec<Vec<(u32, u32)>> = vec![Vec::new(); limit.0.min(u32::from(u16::MAX)) as usize + 1];
    for home in 0..pairs.homes() {
        for (service, seconds) in pairs.of(home) {
            if let Some(batch) = batches.get_mut(seconds.0 as usize) {
                batch.push((home as u32, service));
            }
        }
    }
    batches
}
