//! What figures of travel say of themselves.

use territory::{Kind, TravelMode, times::ModeTimes};

use crate::{Estimate, How, method::Method};

/// Children that a figure of travel leaves out, or estimates, all communes together.
#[derive(Default)]
pub(crate) struct Without {
    /// No way of the mode is near their home.
    pub(crate) not_snapped: f64,
    /// No service is within the longest travel searched.
    pub(crate) out_of_reach: f64,
    /// Their commune has no road of the network: their time is a great-circle estimate.
    pub(crate) estimated: f64,
}

/// What the minutes to the service of a rank (0 for the nearest) are.
pub(crate) fn minutes(kind: &Kind, mode: &ModeTimes, rank: usize, without: &Without) -> Method {
    let (service_fr, service_en) = [
        ("au service le plus proche", "to the nearest service"),
        ("au deuxième service le plus proche", "to the second nearest service"),
        ("au troisième service le plus proche", "to the third nearest service"),
    ][rank.min(2)];
    let (way_fr, way_en) = way(mode);
    let mut text = Method {
        fr: format!(
            "{way_fr}, du lieu de résidence {service_fr} ; moyenne pondérée par les enfants de moins de 3 ans."
        ),
        en: format!("{way_en}, from home {service_en}; mean weighted by children under three."),
        estimate: mode.estimated,
    };
    if let Some(limit) = mode.limit {
        text.fr += &format!(
            " Un lieu de résidence sans voie à proximité, ou à plus de {} min du service, n’entre pas dans la moyenne.",
            limit.0 / 60
        );
        text.en += &format!(
            " A home without a way near to it, or more than {} min from the service, is not in the mean.",
            limit.0 / 60
        );
    }
    say_exceptions(&mut text, kind, mode, without);
    text
}

/// What the children beyond the threshold are.
pub(crate) fn beyond(kind: &Kind, mode: &ModeTimes, without: &Without) -> Method {
    let (threshold, (way_fr, way_en)) = (kind.threshold_min, way(mode));
    let mut text = Method {
        fr: format!(
            "Enfants de moins de 3 ans dont le temps jusqu’au service le plus proche dépasse {threshold} min (à \
             {threshold} min tout juste, un enfant n’est pas compté). {way_fr}."
        ),
        en: format!(
            "Children under three whose time to the nearest service is above {threshold} min (at exactly {threshold} \
             min a child is not counted). {way_en}."
        ),
        estimate: mode.estimated,
    };
    if mode.limit.is_some() {
        text.fr += " Un enfant dont le domicile n’a pas de voie à proximité est compté au-delà, sauf si aucun domicile \
                    de sa commune n’en a : la commune est alors « non connue ».";
        text.en += " A child whose home has no way near to it is counted as beyond, unless no home of the commune \
                    has one: the commune is then “not known”.";
    }
    say_exceptions(&mut text, kind, mode, without);
    text
}

/// What the children without a choice are.
pub(crate) fn without_choice(kind: &Kind, mode: &ModeTimes, without: &Without) -> Method {
    let (threshold, (way_fr, way_en)) = (kind.threshold_min, way(mode));
    let mut text = Method {
        fr: format!(
            "Part des enfants de moins de 3 ans qui ont moins de deux services à {threshold} min au plus : aucun, ou un \
             seul. {way_fr}."
        ),
        en: format!(
            "Share of children under three with fewer than two services within {threshold} min: none, or a single one. \
             {way_en}."
        ),
        estimate: mode.estimated,
    };
    say_exceptions(&mut text, kind, mode, without);
    text
}

/// The parameters of a mode of travel to a kind.
pub(crate) fn parameters(
    kind: &Kind,
    mode: &ModeTimes,
    estimate: &Estimate,
    how: Option<&How>,
    without: &Without,
) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut say = |name: &str, value: String| all.push((name.to_owned(), value));
    if mode.mode == TravelMode::Car && (mode.estimated || without.estimated > 0.0) {
        say("circuity", estimate.circuity().to_string());
        say("speed", format!("{} km/h", estimate.speed_kmh()));
    }
    say("threshold", format!("{} min", kind.threshold_min));
    if let Some(limit) = mode.limit {
        say("limit", format!("{} min", limit.0 / 60));
    }
    for (name, count) in [
        ("children not snapped", without.not_snapped),
        ("children beyond the limit", without.out_of_reach),
        ("children estimated", without.estimated),
    ] {
        if count > 0.0 {
            say(name, format!("{count:.0}"));
        }
    }
    all.extend(how.into_iter().flat_map(|how| how.parameters.clone()));
    all
}

/// How one travels, without a full stop.
fn way(mode: &ModeTimes) -> (&'static str, &'static str) {
    match (mode.mode, mode.estimated) {
        (TravelMode::Car, true) => (
            "Estimation en voiture : distance à vol d’oiseau, multipliée par un coefficient de détour, à vitesse constante",
            "Estimate by car: great-circle distance, times a detour factor, at constant speed",
        ),
        (TravelMode::Car, false) => (
            "Temps en voiture sur le réseau routier, stationnement compris",
            "Time by car over the road network, parking included",
        ),
        (TravelMode::Bike, _) => {
            ("Temps à vélo sur le réseau des rues et chemins", "Time by bike over streets and paths")
        }
        (TravelMode::Foot, _) => {
            ("Temps à pied sur le réseau des rues et chemins", "Time on foot over streets and paths")
        }
        (TravelMode::Transit, false) => (
            "Temps en transports en commun d’après leurs horaires, marche et attente comprises (ou à pied, si c’est plus court)",
            "Time by public transport after its timetables, walking and waiting included (or on foot, if shorter)",
        ),
        (TravelMode::Transit, true) => (
            "Temps en transports en commun d’après leurs horaires, attente comprise ; la marche est estimée à vol d’oiseau",
            "Time by public transport after its timetables, waiting included; walks are estimated as the crow flies",
        ),
        (TravelMode::OnDemand, false) => (
            "Temps en transports en commun et à la demande, d’après leurs horaires et leurs zones, marche et attente comprises",
            "Time by public transport and on demand, after timetables and zones, walking and waiting included",
        ),
        (TravelMode::OnDemand, true) => (
            "Temps en transports en commun et à la demande, d’après leurs horaires et leurs zones, attente comprise ; la \
             marche est estimée à vol d’oiseau",
            "Time by public transport and on demand, after timetables and zones, waiting included; walks are estimated \
             as the crow flies",
        ),
    }
}

fn say_exceptions(text: &mut Method, kind: &Kind, mode: &ModeTimes, without: &Without) {
    if kind.nominative {
        text.fr += " Un assistant maternel est compté au centre de sa commune, jamais à son adresse.";
        text.en += " A childminder counts at the centre of the commune, never at the address.";
    }
    if without.estimated > 0.0 && !mode.estimated {
        text.fr += " Les communes que le réseau n’atteint pas gardent une estimation : distance à vol d’oiseau, coefficient \
                    de détour, vitesse constante.";
        text.en += " Communes that the network does not reach keep an estimate: great-circle distance, detour factor, \
                    constant speed.";
    }
}
