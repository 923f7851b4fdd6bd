//! Accessible coverage as figures: the places of a mode shared out among the families in reach.

use serde::Deserialize;
use territory::{CareMode, Kinds, Level, Quantity, SourceId, TravelMode, times::Place};

use crate::{
    Basis, Homes, Options, Reach, accessible, accessible_rate,
    catchment::{Catchment, Conservation, Decay, Method, Selection, Sharing, decays},
    column::{Rows, ratios, sums},
    figures::{Builder, Secrecy},
    gaps::assign,
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
    ThreeStep,
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
            MethodName::ThreeStep => Method::ThreeStep(Selection::WithinLimit),
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

/// How far a family goes for a place, minutes: the only sourced threshold for childcare (DREES, 2018).
const WAY_MIN: u32 = 15;

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
        for supply in &supplies {
            self.unserved(kinds, options, &homes, supply);
        }
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

    /// Children who find no place once places are used up, and their share.
    fn unserved(&mut self, kinds: &Kinds, options: &Options<'_>, homes: &Homes<'_>, supply: &Supply) {
        let reach = options.reach;
        let within = Decay::within(WAY_MIN);
        let found = assign(&reach.pairs, homes.children, &supply.by_place, within.limit());
        let (mut without, mut with_times) = (vec![0.0; homes.communes], vec![0.0; homes.communes]);
        let mut homes_with_times = vec![false; homes.communes];
        for (home, (commune, n)) in homes.iter().enumerate().filter(|(home, _)| !reach.pairs.lacks_times(*home)) {
            without[commune] += found.unserved[home];
            with_times[commune] += n;
            homes_with_times[commune] = true;
        }
        // A commune whose children are not counted has neither served nor unserved.
        let communes = &self.territory.communes;
        let is_known = |i: usize| homes_with_times[i] && communes[i].children_under_3.known().is_some();
        let count = |of: &[f64]| -> Vec<Quantity> {
            let one = |(i, n): (usize, &f64)| if is_known(i) { Quantity::Known(*n) } else { Quantity::Missing };
            of.iter().enumerate().map(one).collect()
        };
        let (upper, lower) = (count(&without), count(&with_times));
        let short = self.short_of(reach, homes, supply, &within);
        let mut parameters = vec![("limit".to_owned(), format!("{WAY_MIN} min"))];
        let places: f64 = supply.by_place.iter().sum();
        let (used, unserved) = (found.used.iter().sum::<f64>(), found.unserved.iter().sum::<f64>());
        for (name, n) in [("places offered", places), ("places used up", used), ("children without a place", unserved)]
        {
            parameters.push((name.to_owned(), format!("{n:.0}")));
        }
        let text = unserved_text(supply, reach);
        let sources = self.sources_of(kinds, options, supply);
        let provenance = method::provenance("unserved_share", supply.facet, text, sources, parameters);
        for level in Level::ALL {
            let (upper, lower) = (sums(self.territory, level, &upper), sums(self.territory, level, &lower));
            let mut rows = ratios(&upper, &lower, |n, all| n.zip_with(all, |n, all| 100.0 * n / all));
            self.mark(&mut rows, level, &short);
            self.push_by(Some(TravelMode::Car), level, rows, Some((&upper, &lower)), &provenance);
        }
        self.set.provenances.push(provenance);
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
    let (method_fr, method_en) = if matches!(catchment.method, Method::ThreeStep(_)) {
        (
            "Chaque enfant pèse sur les services qu’il atteint selon leur proximité, et moins sur chacun s’il a le choix ; \
             leurs places sont partagées entre eux et additionnées (3SFCA) : les places sont conservées.",
            "Each child weighs on the services in reach by their proximity, and less on each where there is a choice; \
             their places are shared and added up (3SFCA): places are conserved.",
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

fn unserved_text(supply: &Supply, reach: &Reach) -> Text {
    let mut text = Text {
        fr: format!(
            "Part des enfants de moins de 3 ans qui n’ont plus de place agréée à {WAY_MIN} min en voiture une fois les \
             capacités épuisées, si chacun en voulait une : chaque famille prend la place libre la plus proche, la plus \
             proche étant servie d’abord. Servis et non servis font le total."
        ),
        en: format!(
            "Share of children under three left without a licensed place within {WAY_MIN} min by car once capacity is used \
             up, if everybody wanted one: each family takes the nearest free place, the nearest being served first. \
             Served and unserved make the total."
        ),
        estimate: reach.estimated,
    };
    if supply.modes.contains(&CareMode::AssistantMaternel) {
        text.fr +=
            " Les places des communes sous secret sont celles de leur EPCI, réparties entre elles selon les enfants.";
        text.en += " Places of communes under secrecy are those of their EPCI, spread over them by children.";
    }
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
