//! The family of floating catchments, as weights of two steps.

use super::{Decay, Pairs};
use territory::Seconds;

/// What the caller decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Catchment {
    /// How places are shared out.
    pub method: Method,
    /// How much less the far ones count.
    pub decay: Decay,
}

/// How places are shared out among those who reach them. `w` is the decay's weight of a pair, `P`
/// children, `S` places; every method first divides the places of a service by a demand, `R = S/D`,
/// and then adds up what a home reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// 2SFCA with a single step, E2SFCA with several: `D = Σ P·w`, `A = Σ R·w`.
    ///
    /// Source: Luo, Wang, 2003, doi 10.1068/b29120; Luo, Qi, 2009.
    TwoStep,
    /// M2SFCA: distance costs accessibility too. `D = Σ P·w`, `A = Σ R·w²`. Places are lost on the
    /// way: it conserves nothing.
    ///
    /// Source: Delamater, 2013.
    Modified,
    /// 3SFCA: a family chooses among services. `G = w / Σ w` over the services of a home,
    /// `D = Σ P·G·w`, `A = Σ R·G·w`.
    ///
    /// Source: Wan, Zou, Sternberg, 2012.
    ThreeStep(Selection),
    /// BFCA: a family is one family, a place one place. Weights are divided by their sum over the
    /// services of a home in the first step, over the homes of a service in the second: values go down
    /// with the number of homes, and compare only between equal sets of homes.
    ///
    /// Source: Paez, Higgins, Vivona, 2019.
    Balanced,
}

/// Over which services a family of [`Method::ThreeStep`] chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Those within the decay's limit.
    WithinLimit,
    /// Every service of the pairs, those beyond the limit too, with the weight that the formula
    /// gives them there: what the Python package `access` does.
    EveryPair,
}

impl Method {
    /// Whether `Σ P·A = Σ S` over the services that somebody reaches.
    pub fn conserves(self) -> bool {
        matches!(self, Self::TwoStep | Self::ThreeStep(_))
    }
}

/// The weights of both steps: `first[s]·home[i]` and `second[s]·home[i]` or `second[s]·service[j]`.
pub(super) struct Weights {
    pub(super) first: Vec<f64>,
    pub(super) second: Vec<f64>,
    /// Factor of each home in the first step; empty for one.
    pub(super) home_first: Vec<f64>,
    /// Factor of each home in the second step; empty for one.
    pub(super) home_second: Vec<f64>,
    /// Factor of each service in the second step; empty for one.
    pub(super) service_second: Vec<f64>,
}

impl Weights {
    pub(super) fn new(pairs: &Pairs, catchment: &Catchment) -> Self {
        let decay = &catchment.decay;
        // One entry a second up to the limit: the decay is asked for once a second, not once a pair.
        let plain: Vec<f64> =
            (0..=decay.limit().0.min(u32::from(u16::MAX))).map(|s| decay.weight(Seconds(s))).collect();
        let squared = || plain.iter().map(|w| w * w).collect();
        let none = Vec::new;
        match catchment.method {
            Method::TwoStep => Self {
                first: plain.clone(),
                second: plain,
                home_first: none(),
                home_second: none(),
                service_second: none(),
            },
            Method::Modified => {
                let second = squared();
                Self { first: plain, second, home_first: none(), home_second: none(), service_second: none() }
            }
            Method::ThreeStep(selection) => {
                let far = |s: u16| match selection {
                    Selection::WithinLimit => 0.0,
                    Selection::EveryPair => decay.unlimited(Seconds(u32::from(s))),
                };
                let sums = by_home(pairs, |s| plain.get(usize::from(s)).copied().unwrap_or_else(|| far(s)));
                let inverse: Vec<f64> = sums.into_iter().map(inverse).collect();
                Self {
                    first: squared(),
                    second: squared(),
                    home_first: inverse.clone(),
                    home_second: inverse,
                    service_second: none(),
                }
            }
            Method::Balanced => {
                let at = |s: u16| plain.get(usize::from(s)).copied().unwrap_or(0.0);
                let home_first = by_home(pairs, at).into_iter().map(inverse).collect();
                let service_second = by_service(pairs, at).into_iter().map(inverse).collect();
                Self { first: plain.clone(), second: plain, home_first, home_second: none(), service_second }
            }
        }
    }

    /// The weight of a pair in the second step, service factor apart.
    pub(super) fn second(&self, home: usize, seconds: u16) -> f64 {
        let weight = self.second.get(usize::from(seconds)).copied().unwrap_or(0.0);
        weight * self.home_second.get(home).copied().unwrap_or(1.0)
    }
}

/// A sum of nothing divides nothing.
fn inverse(sum: f64) -> f64 {
    if sum > 0.0 { 1.0 / sum } else { 0.0 }
}

fn by_home(pairs: &Pairs, weight: impl Fn(u16) -> f64) -> Vec<f64> {
    (0..pairs.homes()).map(|home| pairs.row(home).1.iter().map(|s| weight(*s)).sum()).collect()
}

fn by_service(pairs: &Pairs, weight: impl Fn(u16) -> f64) -> Vec<f64> {
    let mut sums = vec![0.0; pairs.services()];
    for home in 0..pairs.homes() {
        let (services, seconds) = pairs.row(home);
        services.iter().zip(seconds).for_each(|(service, s)| sums[*service as usize] += weight(*s));
    }
    sums
}
