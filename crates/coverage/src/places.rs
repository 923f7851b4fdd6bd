//! Places by mode of care, on one basis at a time.

use territory::{Capacity, CareMode, Kinds, Quantity, Territory};

/// Which of the three counts of places. They never enter one figure together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Places of the agrément.
    Agreees,
    /// Places really offered.
    Actives,
    /// Places declared free.
    Disponibles,
}

impl Basis {
    /// Every basis.
    pub const ALL: [Self; 3] = [Self::Agreees, Self::Actives, Self::Disponibles];

    /// The indicator that shows this basis.
    pub const fn indicator(self) -> &'static str {
        match self {
            Self::Agreees => "places_agreees",
            Self::Actives => "places_actives",
            Self::Disponibles => "places_disponibles",
        }
    }

    fn of(self, capacity: &Capacity) -> Quantity {
        match self {
            Self::Agreees => capacity.agreees,
            Self::Actives => capacity.actives,
            Self::Disponibles => capacity.disponibles,
        }
    }
}

/// Places of one mode by commune, on one basis, or `None` when no source of the snapshot states
/// any place of that mode: zero and unknown are two things.
///
/// Where the mode is sourced, a commune without such a service has zero places, and a commune
/// where a service does not state its places is missing. Free places are the exception: only what
/// was declared counts, and a commune where nobody declared is missing.
/// Places of a MAM are places of assistants maternels. Raw values, before secrecy.
pub fn places(territory: &Territory, kinds: &Kinds, mode: CareMode, basis: Basis) -> Option<Vec<Quantity>> {
    let of_mode = |id: &str| kinds.get(id).is_some_and(|k| k.mode == Some(mode));
    let mut sum = vec![0.0; territory.communes.len()];
    let mut stated = vec![0u32; territory.communes.len()];
    let mut silent = vec![0u32; territory.communes.len()];
    let mut add = |commune: usize, places: Quantity| match places {
        Quantity::Known(n) => {
            sum[commune] += n;
            stated[commune] += 1;
        }
        Quantity::Suppressed | Quantity::Missing => silent[commune] += 1,
    };
    for service in territory.services.iter().filter(|s| of_mode(s.kind.as_str())) {
        if let Some(commune) = territory.commune(service.commune) {
            add(commune, basis.of(&service.capacity));
        }
    }
    if mode == CareMode::AssistantMaternel {
        for (commune, care) in territory.home_care.iter().enumerate() {
            match care.assistants {
                // Nobody there: nothing to state and nothing left unsaid.
                Quantity::Known(0.0) => {}
                Quantity::Known(_) => add(commune, basis.of(&care.capacity)),
                Quantity::Suppressed | Quantity::Missing => add(commune, Quantity::Missing),
            }
        }
    }
    if stated.iter().all(|n| *n == 0) {
        return None;
    }
    let by_commune = (0..sum.len()).map(|i| match (basis, stated[i], silent[i]) {
        (Basis::Disponibles, 0, 1..) | (Basis::Agreees | Basis::Actives, _, 1..) => Quantity::Missing,
        _ => Quantity::Known(sum[i]),
    });
    Some(by_commune.collect())
}
