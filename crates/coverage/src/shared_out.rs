//! Accessible coverage as figures: the places of a mode shared out among the families in reach.

use serde::Deserialize;
use territory::{CareMode, Kinds, Level, Quantity, SourceId, TravelMode, times::Place};

use crate::{
    Basis, Homes, Options, Reach, accessible, accessible_rate,
    catchment::{Catchment, Conservation, Decay, Method, Sharing, decays},
    column::{Rows, ratios, sums},
    figures::{Builder, Secrecy},
    homes_of,
    method::{self, Method as Text},
    places, pooled,
};

/// A measure of the catalogue `data/decays.toml`: a method with a decay.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shared {
    indicator: String,
    method: MethodName,
    decay: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MethodName {
    TwoStep,
    Balanced,
}

#[derive(Deserialize)]
struct Catalogue {
    measure: Vec<Shared>,
}

fn measures() -> Vec<(Shared, Catchment)> {
    let text = include_str!("../../../data/decays.toml");
    let measures = toml::from_str::<Catalogue>(text).expect("data/decays.toml is valid").measure;
    let all = decays();
    let catchment = |shared: Shared| {
        let decay = all.iter().find(|d| d.id == shared.decay).expect("a measure names a decay of the file");
        let method = match shared.method {
            MethodName::TwoStep => Method::TwoStep,
            MethodName::Balanced => Method::Balanced,
        };
        let catchment = Catchment { method, decay: decay.decay.clone() };
        (shared, catchment)
    };
    measures.into_iter().map(catchment).collect()
}

/// The longest time that any measure of accessible coverage counts: what has to be searched.
pub fn longest_catchment() -> territory::Seconds {
    measures().iter().map(|(_, c)| c.decay.limit()).max().unwrap_or(territory::Seconds(0))
}

/// Places of one mode, or of all, as they are shared out.
struct Supply {
    facet: &'static str,
    modes: Vec<CareMode>,
    by_place: Vec<f64>,
    /// Places whose number is not known, or kept secret without a public sum.
    unknown: Vec<bool>,
}

impl Builder<'_> {
    /// Columns of accessible places for 100 children, at every level, for every measure of the
    /// catalogue, by mode and in total.
    pub(crate) fn accessible(&mut self, kinds: &Kinds, options: &Options<'_>, secrecy: &Secrecy) {
        let reach = options.reach;
        let supplies = self.supplies(kinds, reach, secrecy);
        if supplies.is_empty() {
            return;
        }
        let (commune, children) = homes_of(self.territory);
        let homes = Homes::new(&commune, &children, self.territory.communes.len());
        for (measure, catchment) in measures() {
            let sharing = Sharing::new(&reach.pairs, &children, &catchment);
            for supply in &supplies {
                let shares = sharing.of(&supply.by_place);
                let by_commune = accessible(&shares, &homes);
                let short = self.short_of(reach, &homes, supply, &catchment.decay);
                let text = text(supply, &catchment, reach);
                let parameters = parameters(&catchment, options, &shares.conservation, supply, &by_commune);
                let sources = self.sources_of(kinds, options, supply);
                let provenance = method::provenance(&measure.indicator, supply.facet, text, sources, parameters);
                for level in Level::ALL {
                    let upper = sums(self.territory, level, &by_commune.places);
                    let lower = sums(self.territory, level, &by_commune.children);
                    let mut rows = ratios(&upper, &lower, accessible_rate);
                    self.mark(&mut rows, level, &short);
                    self.push_by(Some(TravelMode::Car), level, rows, None, &provenance);
                }
                self.set.provenances.push(provenance);
            }
        }
    }

    fn supplies(&self, kinds: &Kinds, reach: &Reach, secrecy: &Secrecy) -> Vec<Supply> {
        let territory = self.territory;
        let home_care: Vec<Quantity> = territory.home_care.iter().map(|c| c.capacity.agreees).collect();
        let home_care = pooled(territory, &home_care, &secrecy.hidden);
        let of_kind = |place: &Place| match place {
            Place::Service(i) => {
                let service = &territory.services[*i as usize];
                (kinds.get(service.kind.as_str()).and_then(|k| k.mode), service.capacity.agreees)
            }
            Place::Seat(i) => (Some(CareMode::AssistantMaternel), home_care[*i as usize]),
        };
        let stated: Vec<(Option<CareMode>, Quantity)> = reach.places.iter().map(of_kind).collect();
        let supply = |facet: &'static str, modes: Vec<CareMode>| {
            let is_of = |mode: &Option<CareMode>| mode.is_some_and(|m| modes.contains(&m));
            Supply {
                facet,
                by_place: stated.iter().map(|(m, n)| if is_of(m) { n.known().unwrap_or(0.0) } else { 0.0 }).collect(),
                unknown: stated.iter().map(|(m, n)| is_of(m) && n.known().is_none()).collect(),
                modes,
            }
        };
        let sourced = |mode: &CareMode| places(territory, kinds, *mode, Basis::Agreees).is_some();
        // What has no position cannot be shared out.
        let placed = |mode: &CareMode| stated.iter().any(|(m, _)| *m == Some(*mode));
        let modes: Vec<CareMode> = CareMode::ALL.into_iter().filter(sourced).filter(placed).collect();
        if modes.is_empty() {
            return Vec::new();
        }
        let by_mode = modes.iter().map(|mode| supply(mode.as_str(), vec![*mode]));
        by_mode.chain([supply("total", modes.clone())]).collect()
    }

    /// Communes of which a child has no times, or reaches a place whose number is not known: the
    /// rate is then at least what is shown.
    fn short_of(&self, reach: &Reach, homes: &Homes<'_>, supply: &Supply, decay: &Decay) -> Vec<bool> {
        let mut short = vec![false; homes.communes];
        for (home, (commune, _)) in homes.iter().enumerate() {
            let mut near = reach.pairs.of(home).filter(|(_, seconds)| decay.weight(*seconds) > 0.0);
            short[commune] |= reach.pairs.lacks_times(home) || near.any(|(place, _)| supply.unknown[place as usize]);
        }
        short
    }

    fn mark(&self, rows: &mut Rows, level: Level, short: &[bool]) {
        let holds = |position: usize| match level {
            Level::Commune => short[position],
            Level::Epci | Level::Departement => self.territory.members(level, position).iter().any(|m| short[*m]),
        };
        rows.partial.extend((0..rows.values.len()).filter(|p| holds(*p)).map(|p| p as u32));
        rows.partial.sort_unstable();
        rows.partial.dedup();
    }

    fn sources_of(&self, kinds: &Kinds, options: &Options<'_>, supply: &Supply) -> Vec<SourceId> {
        let of_mode = |id: &str| kinds.get(id).and_then(|k| k.mode).is_some_and(|m| supply.modes.contains(&m));
        let mut sources = self.sources(of_mode);
        if supply.modes.contains(&CareMode::AssistantMaternel) {
            sources.extend(options.roles.home_care.iter().cloned());
        }
        sources.extend(options.roles.births.iter().chain(&options.roles.homes).cloned());
        let car = options.how.iter().filter(|how| how.mode == TravelMode::Car);
        sources.extend(car.flat_map(|how| how.sources.iter().cloned()));
        sources
    }
}

fn text(supply: &Supply, catchment: &Catchment, reach: &Reach) -> Text {
    let (steps_fr, steps_en) = match &catchment.decay {
        Decay::Steps { steps } => {
            let list = |until: &str| {
                let step = |s: &crate::catchment::Step| format!("{until} {} min : {}", s.within_min, s.weight);
                steps.iter().map(step).collect::<Vec<_>>().join(", ")
            };
            (list("jusqu’à"), list("up to").replace(" : ", ": "))
        }
        other => (format!("jusqu’à {} min", other.limit().0 / 60), format!("up to {} min", other.limit().0 / 60)),
    };
    let (method_fr, method_en) = if catchment.method == Method::Balanced {
        (
            "Chaque enfant compte pour un et chaque place pour une, réparties entre les services et les domiciles à portée \
             (BFCA) ; la somme des places n’est pas conservée.",
            "Each child counts as one and each place as one, spread over the services and homes in reach (BFCA); the sum \
             of places is not conserved.",
        )
    } else {
        (
            "Les places de chaque service sont partagées entre tous les enfants qui l’atteignent, puis additionnées pour \
             chaque domicile (2SFCA) : les places sont conservées.",
            "The places of each service are shared among all the children who reach it, then added up for each home \
             (2SFCA): places are conserved.",
        )
    };
    let mut text = Text {
        fr: format!(
            "Places agréées accessibles en voiture pour 100 enfants de moins de 3 ans, communes voisines comprises. \
             {method_fr} Poids selon le temps, bornes comprises : {steps_fr}. Ce n’est pas le taux « territorialisé » de \
             la Cnaf."
        ),
        en: format!(
            "Licensed places within reach by car for 100 children under three, neighbouring communes included. \
             {method_en} Weights by time, limits included: {steps_en}. This is not the “territorialised” rate of the Cnaf."
        ),
        estimate: reach.estimated,
    };
    if reach.estimated {
        text.fr += " Temps estimés : distance à vol d’oiseau, coefficient de détour, vitesse constante.";
        text.en += " Estimated times: great-circle distance, detour factor, constant speed.";
    }
    if supply.modes.contains(&CareMode::AssistantMaternel) {
        text.fr += " Un assistant maternel est compté au centre de sa commune ; les places des communes sous secret sont \
                    celles de leur EPCI, réparties entre elles selon les enfants, si bien que rien de secret n’y entre.";
        text.en += " A childminder counts at the centre of the commune; places of communes under secrecy are those of \
                    their EPCI, spread over them by children, so that nothing secret enters.";
    }
    text.fr += " Au-delà du territoire chargé, aucune place n’est connue : au bord, le taux est un minimum.";
    text.en += " Beyond the territory loaded no place is known: at its edge the rate is a minimum.";
    text
}

fn parameters(
    catchment: &Catchment,
    options: &Options<'_>,
    account: &Conservation,
    supply: &Supply,
    by_commune: &crate::Accessible,
) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut say = |name: &str, value: String| all.push((name.to_owned(), value));
    if options.reach.estimated || !options.reach.estimated_homes.is_empty() {
        say("circuity", options.estimate.circuity().to_string());
        say("speed", format!("{} km/h", options.estimate.speed_kmh()));
    }
    say("limit", format!("{} min", catchment.decay.limit().0 / 60));
    say("places offered", format!("{:.0}", account.offered));
    say("places that no child reaches", format!("{:.0}", account.offered - account.reached));
    say("places shared out", format!("{:.1}", account.used));
    say("places conserved", if account.promised { account.holds().to_string() } else { "not promised".into() });
    let unknown = supply.unknown.iter().filter(|u| **u).count();
    if unknown > 0 {
        say("services whose places are not known", unknown.to_string());
    }
    let without: f64 = by_commune.children_without_times.iter().sum();
    if without > 0.0 {
        say("children not snapped", format!("{without:.0}"));
    }
    let car = options.how.iter().filter(|how| how.mode == TravelMode::Car);
    all.extend(car.flat_map(|how| how.parameters.clone()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_of_the_file_is_an_indicator_and_the_first_is_fifteen_minutes() {
        let indicators = territory::figure::indicators();
        let all = measures();
        assert_eq!((all[0].0.indicator.as_str(), &all[0].1.decay), ("accessible_places", &Decay::within(15)));
        for (shared, _) in &all {
            assert!(indicators.iter().any(|i| i.id == shared.indicator), "{}", shared.indicator);
        }
        assert_eq!(longest_catchment(), territory::Seconds(1200));
    }
}
