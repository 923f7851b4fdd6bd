//! Words for what is found in a timetable, in both languages.

use territory::transit::FindingKind;

/// French and English, in that order, as the heading of a list.
pub(crate) const fn label(kind: FindingKind) -> [&'static str; 2] {
    use FindingKind as K;
    match kind {
        K::MissingFile => ["Fichier indispensable absent", "Needed file that is not there"],
        K::EmptyFile => ["Fichier indispensable vide", "Needed file without a row"],
        K::MissingColumn => ["Colonne absente ou mal nommée", "Column missing or of another name"],
        K::SubFolder => ["Fichiers dans un sous-dossier", "Files in a sub-folder"],
        K::Twice => ["Fichier ou colonne en double", "File or column that is there twice"],
        K::OtherText => ["Encodage ou séparateur inattendu", "Other encoding or separator"],
        K::Unreadable => ["Fichier illisible", "File that cannot be read"],
        K::Misshapen => ["Ligne d’une autre longueur que l’en-tête", "Row of another length than the header"],
        K::NothingRuns => ["Plus rien ne circule", "Nothing is left that runs"],
        K::BlankId => ["Identifiant vide", "Blank identifier"],
        K::Duplicate => ["Identifiant ou ligne en double", "Identifier or row that is there twice"],
        K::NearDuplicate => ["Deux arrêts de même nom au même endroit", "Two stops of one name in one place"],
        K::UnknownStop => ["Arrêt inconnu", "Unknown stop"],
        K::UnknownParent => ["Gare parente inconnue", "Unknown parent station"],
        K::WrongParent => ["Gare parente qui n’en est pas une", "Parent station that is none"],
        K::UnknownRoute => ["Ligne inconnue", "Unknown line"],
        K::UnknownAgency => ["Exploitant inconnu", "Unknown operator"],
        K::UnknownService => ["Jours de circulation inconnus", "Unknown days of service"],
        K::UnknownTrip => ["Course inconnue", "Unknown trip"],
        K::UnknownShape => ["Tracé inconnu", "Unknown drawn line"],
        K::UnknownFlex => ["Zone, groupe ou règle de réservation inconnus", "Unknown zone, group or booking rule"],
        K::UnusedStop => ["Arrêt non desservi", "Stop that nothing calls at"],
        K::BlankName => ["Nom vide", "Blank name"],
        K::BadCoordinates => ["Coordonnées invalides", "Coordinates that are none"],
        K::SwappedCoordinates => ["Longitude et latitude inversées", "Longitude in the place of latitude"],
        K::BadCode => ["Code inconnu", "Code that is none"],
        K::BadRouteType => ["Type de ligne inconnu", "Type of line that is none"],
        K::BadNumber => ["Nombre invalide", "Number that is none"],
        K::BadDate => ["Date invalide", "Day that is none"],
        K::Backwards => ["Période qui finit avant de commencer", "Span that ends before it begins"],
        K::EmptyService => ["Service sans aucun jour", "Service without any day"],
        K::BadTime => ["Heure invalide", "Time that is none"],
        K::Interpolated => ["Heure calculée entre deux points d’horaire", "Time computed between two timepoints"],
        K::Untimed => ["Heure avant le premier ou après le dernier point d’horaire", "Time outside the timepoints"],
        K::CopiedTime => ["Arrivée ou départ seul donné", "Only one of arrival and departure"],
        K::MidnightWrap => {
            ["Passage de minuit écrit 00:00 au lieu de 24:00", "Midnight written 00:00 in place of 24:00"]
        }
        K::DecreasingTime => ["Arrivée avant le départ", "Arrival before the departure"],
        K::TooFast => ["Course plus rapide que son véhicule", "Trip faster than its vehicle can be"],
        K::DuplicateSequence => ["Deux passages de même rang", "Two calls with one number"],
        K::NotAPlatform => {
            ["Passage à une gare ou une entrée au lieu d’un quai", "Call at a station in place of a platform"]
        }
        K::OneStop => ["Course d’un seul arrêt", "Trip of one stop"],
        K::NoStop => ["Course sans arrêt", "Trip without stops"],
        K::BadHeadway => ["Intervalle invalide", "Interval that is none"],
        K::NoWindow => ["Course réservée sans ses heures", "Booked run without its hours"],
        K::BadZone => ["Zone sans contour", "Zone without its polygon"],
        K::NotSupported => ["Règle que la recherche ne connaît pas", "Rule that the search does not know"],
    }
}
