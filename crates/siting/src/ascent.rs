//! Better prices, step by step: a subgradient walk with memory (Held, Wolfe and Crowder 1974;
//! Camerini, Fratta and Maffioli 1975).

use crate::dual::{Bound, Dual, Fate, Prices};

/// Where a walk got to.
#[derive(Debug)]
pub(crate) struct Ascent {
    pub(crate) prices: Prices,
    pub(crate) bound: Bound,
    /// How often each site was chosen lately, 0 to 1.
    pub(crate) often: Vec<f64>,
}

/// How far a walk goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) steps: usize,
    pub(crate) stride: f64,
    /// Steps without a better bound after which the stride is halved.
    pub(crate) patience: usize,
}

impl Pace {
    /// From prices that know nothing yet.
    pub(crate) const ROOT: Self = Self { steps: 1500, stride: 1.5, patience: 25 };
    /// From the prices of a neighbouring node.
    pub(crate) const NODE: Self = Self { steps: 90, stride: 0.6, patience: 10 };
}

/// What is decided in a node, as far as the bound needs it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Decided<'n> {
    pub(crate) fates: &'n [Fate],
    /// How many free sites may open yet.
    pub(crate) left: usize,
    pub(crate) spent: i64,
}

/// Walks from `prices` until the bound reaches `upper` (nothing cheaper is possible), the pace is
/// over, or `stop` says so. `seen` is shown every bound that is better than those before.
pub(crate) fn ascend(
    dual: &mut Dual,
    decided: Decided,
    prices: Prices,
    upper: i64,
    pace: Pace,
    seen: &mut dyn FnMut(&Bound),
    stop: &mut dyn FnMut(i64) -> bool,
) -> Ascent {
    let (core, scale) = (dual.core, dual.scale);
    let goal = (upper - 1).saturating_mul(scale);
    let (mut at, mut stride, mut idle) = (prices, pace.stride, 0);
    // A unit of the budget is never worth more than serving everybody.
    let most_budget = core.leave_all().saturating_mul(scale) / core.budget.unwrap_or(1).max(1);
    let mut direction = vec![0.0_f64; core.homes()];
    let mut often = vec![0.0_f64; core.sites()];
    let mut best: Option<(Bound, Prices)> = None;
    for step in 0..pace.steps {
        let bound = dual.evaluate(decided.fates, &at, decided.left, decided.spent);
        often.iter_mut().for_each(|o| *o *= 0.95);
        for &site in &bound.chosen {
            often[site as usize] += 0.05;
        }
        let value = bound.value;
        if best.as_ref().is_none_or(|(b, _)| value > b.value) {
            seen(&bound);
            best = Some((bound.clone(), at.clone()));
            idle = 0;
        } else {
            idle += 1;
        }
        let (top, from) = best.as_ref().expect("the first bound is the best so far");
        if top.value > goal || (step % 8 == 7 && stop(top.value)) {
            break;
        }
        if idle >= pace.patience {
            (idle, stride) = (0, stride / 2.0);
            at.clone_from(from);
            direction.fill(0.0);
            if stride < 0.002 {
                break;
            }
        }
        // An upper bound that still pays for homes left alone would make giant steps.
        let near = top.value as f64 + 0.05 * (top.value.abs() as f64) + scale as f64;
        let target = ((upper as f64) * scale as f64).min(near);
        let gap = (target - value as f64).max(scale as f64 * 0.01);
        let surplus = dual.surplus(decided.fates, &at, &bound);
        let mut norm = 0.0;
        for (home, (d, &s)) in direction.iter_mut().zip(surplus).enumerate() {
            *d = 0.6 * *d + s as f64 / 1000.0;
            let (price, most) = (at.home[home], core.leave[home] * scale);
            if most == 0 || (*d < 0.0 && price >= most) || (*d > 0.0 && price <= 0) {
                *d = 0.0;
            }
            norm += *d * *d;
        }
        if let Some(budget) = core.budget {
            let paid: i64 = bound.chosen.iter().map(|&s| core.price[s as usize]).sum();
            let over = (paid + decided.spent - budget) as f64;
            if over != 0.0 {
                at.budget = at.budget.saturating_add((stride * 0.5 * gap / over) as i64).clamp(0, most_budget);
            }
        }
        if norm == 0.0 {
            if core.budget.is_none() {
                break;
            }
            continue;
        }
        let step = stride * gap / norm;
        for (home, price) in at.home.iter_mut().enumerate() {
            let moved = (step * direction[home]).round() as i64;
            *price = price.saturating_sub(moved).clamp(0, core.leave[home] * scale);
        }
    }
    let (bound, prices) = best.expect("at least one step");
    Ascent { prices, bound, often }
}
