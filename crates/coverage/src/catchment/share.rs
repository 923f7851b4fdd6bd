//! The two steps: what a service can give each child, and what each child then reaches.

use rayon::prelude::*;
use territory::Quantity;

use super::{Catchment, Pairs, method::Weights};

/// Demand prepared once, for any number of supplies (modes of care, scenarios): the demand that each
/// service meets does not depend on its places.
pub struct Sharing<'a> {
    pub(super) pairs: &'a Pairs,
    pub(super) children: &'a [f64],
    pub(super) weights: Weights,
    /// `D`: the weighted children of each service.
    pub(super) demand: Vec<f64>,
    conserves: bool,
}

/// Places shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// Places per child, by home. Zero where nothing is reached; missing for a home without times.
    pub access: Vec<Quantity>,
    /// Places per weighted child, by service; missing where no child reaches it.
    pub ratio: Vec<Quantity>,
    /// Where the places went.
    pub conservation: Conservation,
}

/// The account of the places: those offered are used, or nobody reaches them.
#[derive(Debug, Clone, PartialEq)]
pub struct Conservation {
    /// `Σ S` of all services.
    pub offered: f64,
    /// `Σ S` of the services that some child reaches.
    pub reached: f64,
    /// `Σ P·A`: places that children have a share in.
    pub used: f64,
    /// Services with places that no child reaches, ascending.
    pub unreached: Vec<u32>,
    /// Whether the method promises `used = reached`.
    pub promised: bool,
}

impl Conservation {
    /// Whether the promise is kept, to a billionth; true without a promise.
    pub fn holds(&self) -> bool {
        !self.promised || (self.used - self.reached).abs() <= 1e-9 * self.reached.max(1.0)
    }
}

/// Places per child from places by service and children by home, in the order of the pairs' lists.
///
/// # Panics
/// When a list has another length than the pairs.
pub fn floating_catchment(pairs: &Pairs, children: &[f64], places: &[f64], catchment: &Catchment) -> Shares {
    Sharing::new(pairs, children, catchment).of(places)
}

/// Homes of one task: sums are made task by task in a fixed order, whatever the number of threads,
/// so that equal input gives equal bits.
const TASK: usize = 4096;

impl<'a> Sharing<'a> {
    /// The first step's demand. Children of homes without times take no place.
    ///
    /// # Panics
    /// When `children` has another length than the homes.
    pub fn new(pairs: &'a Pairs, children: &'a [f64], catchment: &Catchment) -> Self {
        assert_eq!(children.len(), pairs.homes(), "one number of children a home");
        let weights = Weights::new(pairs, catchment);
        let of_task = |(task, people): (usize, &[f64])| {
            let mut demand = vec![0.0; pairs.services()];
            for (home, people) in (task * TASK..).zip(people) {
                let people = people * weights.home_first.get(home).copied().unwrap_or(1.0);
                let (services, seconds) = pairs.row(home);
                for (service, s) in services.iter().zip(seconds) {
                    if let Some(weight) = weights.first.get(usize::from(*s)) {
                        demand[*service as usize] += people * weight;
                    }
                }
            }
            demand
        };
        let tasks: Vec<Vec<f64>> = children.par_chunks(TASK).enumerate().map(of_task).collect();
        let mut demand = vec![0.0; pairs.services()];
        for task in &tasks {
            demand.iter_mut().zip(task).for_each(|(sum, part)| *sum += part);
        }
        Self { pairs, children, weights, demand, conserves: catchment.method.conserves() }
    }

    /// The second step for one supply, places by service.
    ///
    /// # Panics
    /// When `places` has another length than the services.
    pub fn of(&self, places: &[f64]) -> Shares {
        assert_eq!(places.len(), self.pairs.services(), "one number of places a service");
        let ratio: Vec<Quantity> = places.iter().zip(&self.demand).map(|(s, d)| share(*s, *d)).collect();
        let rates = self.rates(places);
        let access: Vec<f64> = (0..self.pairs.homes()).into_par_iter().map(|home| self.reached(home, &rates)).collect();
        let conservation = self.account(places, &access);
        let mut access: Vec<Quantity> = access.into_iter().map(Quantity::Known).collect();
        self.pairs.without_times().iter().for_each(|home| access[*home as usize] = Quantity::Missing);
        Shares { access, ratio, conservation }
    }

    /// Places per child at `home` from places per weighted child by service.
    fn reached(&self, home: usize, rates: &[f64]) -> f64 {
        let (services, seconds) = self.pairs.row(home);
        let of = |(service, s): (&u32, &u16)| {
            let weight = self.weights.second.get(usize::from(*s)).copied().unwrap_or(0.0);
            rates[*service as usize] * weight
        };
        let sum: f64 = services.iter().zip(seconds).map(of).sum();
        sum * self.weights.home_second.get(home).copied().unwrap_or(1.0)
    }

    /// Places per weighted child with the service's factor of the second step; zero where nobody
    /// reaches the service, as nobody will ask.
    pub(crate) fn rates(&self, places: &[f64]) -> Vec<f64> {
        let rate = |(service, (s, d)): (usize, (&f64, &f64))| {
            let factor = self.weights.service_second.get(service).copied().unwrap_or(1.0);
            if *d > 0.0 { factor * s / d } else { 0.0 }
        };
        places.iter().zip(&self.demand).enumerate().map(rate).collect()
    }

    /// Places that the children of `home` take at each service they reach.
    pub(crate) fn taken<'b>(&'b self, home: usize, rates: &'b [f64]) -> impl Iterator<Item = (u32, f64)> + 'b {
        let (services, seconds) = self.pairs.row(home);
        let children = self.children[home];
        let taken = move |(service, s): (&u32, &u16)| {
            (*service, children * rates[*service as usize] * self.weights.second(home, *s))
        };
        services.iter().zip(seconds).map(taken).filter(|(_, places)| *places > 0.0)
    }

    pub(crate) fn homes(&self) -> usize {
        self.pairs.homes()
    }

    pub(crate) fn children_of(&self, home: usize) -> f64 {
        self.children[home]
    }

    pub(crate) fn lacks_times(&self, home: usize) -> bool {
        self.pairs.lacks_times(home)
    }

    /// Whether some child reaches the service.
    pub(crate) fn is_reached(&self, service: usize) -> bool {
        self.demand[service] > 0.0
    }

    fn account(&self, places: &[f64], access: &[f64]) -> Conservation {
        let mut account = Conservation {
            offered: places.iter().sum(),
            reached: 0.0,
            used: self.children.iter().zip(access).map(|(p, a)| p * a).sum(),
            unreached: Vec::new(),
            promised: self.conserves,
        };
        for (service, (places, demand)) in (0u32..).zip(places.iter().zip(&self.demand)) {
            if *demand > 0.0 {
                account.reached += places;
            } else if *places > 0.0 {
                account.unreached.push(service);
            }
        }
        account
    }
}

fn share(places: f64, demand: f64) -> Quantity {
    if demand > 0.0 { Quantity::from(places / demand) } else { Quantity::Missing }
}
