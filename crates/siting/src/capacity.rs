//! Answers under capacities: who goes where for a set of open sites, and exchanges of sites.

use crate::{
    core::Core,
    flow,
    plan::Plan,
    problem::{Sharing, Status},
    random::Random,
    whole,
};

/// Who goes where when these sites are open: the cheapest way when homes may be shared, a good one
/// when they go whole.
pub(crate) fn settle(core: &Core, open: &[bool]) -> Plan {
    match core.sharing {
        Sharing::Split => flow::cheapest(core, open),
        Sharing::Whole => whole::good(core, open),
    }
}

/// The cheapest way below `upper` of serving from these sites, or `None` when there is none, or
/// when `stop` said so before it was known.
pub(crate) fn exact(core: &Core, open: &[bool], upper: i64, stop: &mut dyn FnMut() -> bool) -> Option<Plan> {
    match core.sharing {
        Sharing::Split => Some(flow::cheapest(core, open)).filter(|p| p.cost < upper),
        Sharing::Whole => whole::cheapest(core, open, upper, stop),
    }
}

/// Opens, closes and exchanges sites, starting from a set, until nothing helps. Each set is first
/// judged without capacities, which can only be cheaper.
pub(crate) fn improve(core: &Core, open: &[bool], random: &mut Random, stop: &mut dyn FnMut() -> bool) -> Plan {
    let mut plan = settle(core, &allowed(core, open));
    let mut order: Vec<usize> = (0..core.sites()).filter(|&s| core.status[s] == Status::Candidate).collect();
    random.shuffle(&mut order);
    let mut again = true;
    while again {
        again = false;
        for &site in &order {
            if stop() {
                return plan;
            }
            let better =
                if plan.open[site] { close(core, &plan, site) } else { open_or_exchange(core, &plan, site, stop) };
            if let Some(better) = better {
                plan = better;
                again = true;
            }
        }
    }
    plan
}

/// The sites of a set that the rules let open together, in their order.
pub(crate) fn allowed(core: &Core, open: &[bool]) -> Vec<bool> {
    crate::local::Local::from_set(core, open).open
}

fn close(core: &Core, plan: &Plan, site: usize) -> Option<Plan> {
    let mut open = plan.open.clone();
    open[site] = false;
    cheaper(core, &open, plan)
}

fn open_or_exchange(core: &Core, plan: &Plan, site: usize, stop: &mut dyn FnMut() -> bool) -> Option<Plan> {
    let opened: Vec<usize> =
        (0..core.sites()).filter(|&s| plan.open[s] && core.status[s] == Status::Candidate).collect();
    let spent: i64 = opened.iter().map(|&s| core.price[s]).sum();
    let near: Vec<usize> = core.apart[site].iter().map(|&s| s as usize).filter(|&s| plan.open[s]).collect();
    let room = core.budget.map_or(i64::MAX, |b| b - spent - core.price[site]);
    let mut best: Option<Plan> = None;
    let mut attempt = |out: Option<usize>| {
        let mut open = plan.open.clone();
        open[site] = true;
        if let Some(out) = out {
            open[out] = false;
        }
        if let Some(better) = cheaper(core, &open, best.as_ref().unwrap_or(plan)) {
            best = Some(better);
        }
    };
    if opened.len() < core.open && room >= 0 && near.is_empty() {
        attempt(None);
    }
    for &out in &opened {
        if stop() {
            break;
        }
        if near.iter().all(|&n| n == out) && room.saturating_add(core.price[out]) >= 0 {
            attempt(Some(out));
        }
    }
    best
}

fn cheaper(core: &Core, open: &[bool], than: &Plan) -> Option<Plan> {
    if core.cost(open) >= than.cost {
        return None;
    }
    Some(settle(core, open)).filter(|p| p.cost < than.cost)
}
