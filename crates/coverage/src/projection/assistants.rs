//! Assistants maternels by age: they grow older, retire, leave, and others come.

use super::Trade;

/// How many there are of some ages. Counts only: nobody is named.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Youngest age, years.
    pub from: u8,
    /// Oldest age, included.
    pub to: u8,
    /// How many.
    pub count: f64,
}

/// The ages of a territory's assistants maternels.
#[derive(Debug, Clone, PartialEq)]
pub struct Pyramid {
    /// By age, 0 to 119 years.
    ages: Vec<f64>,
}

/// Assistants in a year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Active {
    pub(super) active: f64,
    /// Since the first year.
    pub(super) retired: f64,
}

const AGES: usize = 120;

impl Pyramid {
    /// From bands of ages, each spread evenly over its years.
    ///
    /// # Errors
    /// A sentence for a band that ends before it starts, an age above 119, or a count below zero.
    pub fn new(bands: &[Band]) -> Result<Self, String> {
        let mut ages = vec![0.0; AGES];
        for Band { from, to, count } in bands.iter().copied() {
            if from > to || usize::from(to) >= AGES {
                return Err(format!("ages {from} to {to}: ascending ages below {AGES} are needed"));
            }
            if !(count.is_finite() && count >= 0.0) {
                return Err(format!("{count} assistants of {from} to {to} years: 0 or more are needed"));
            }
            let each = count / f64::from(to - from + 1);
            ages[usize::from(from)..=usize::from(to)].iter_mut().for_each(|n| *n += each);
        }
        Ok(Self { ages })
    }

    /// All of them.
    pub fn total(&self) -> f64 {
        self.ages.iter().sum()
    }

    /// Those of the first year and of each year up to `last` ahead. Whoever is of retirement age or
    /// above in the first year still works in it and stops within the year.
    pub(super) fn ahead(&self, trade: &Trade, last: u16) -> Vec<Active> {
        let entering = self.total() * trade.entering_percent / 100.0;
        let staying = 1.0 - trade.leaving_percent / 100.0;
        let mut ages = self.ages.clone();
        let mut years = vec![Active { active: self.total(), retired: 0.0 }];
        let mut retired = 0.0;
        for _ in 0..last {
            ages.rotate_right(1);
            // Whoever was of the last age has retired long since.
            retired += std::mem::take(&mut ages[0]);
            let limit = usize::from(trade.retirement_age).min(AGES);
            retired += ages[limit..].iter_mut().map(std::mem::take).sum::<f64>();
            ages.iter_mut().for_each(|n| *n *= staying);
            ages[usize::from(trade.entry_age)] += entering;
            years.push(Active { active: ages.iter().sum(), retired });
        }
        years
    }
}
