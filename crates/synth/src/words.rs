//! The vocabulary of invented names: thread, cloth and the tools that make them.

/// A noun with its article and its form after "de": "La Navette", "de la Navette".
pub(crate) struct Noun {
    /// Article of a name: "La ", "L'".
    pub(crate) article: &'static str,
    /// The noun.
    pub(crate) noun: &'static str,
    /// Preposition and article, ready to be hyphenated in lower case: "de-la-", "du-".
    pub(crate) of: &'static str,
}

const fn le(noun: &'static str) -> Noun {
    Noun { article: "Le ", noun, of: "du-" }
}
const fn la(noun: &'static str) -> Noun {
    Noun { article: "La ", noun, of: "de-la-" }
}
const fn les(noun: &'static str) -> Noun {
    Noun { article: "Les ", noun, of: "des-" }
}
const fn l(noun: &'static str) -> Noun {
    Noun { article: "L'", noun, of: "de-l'" }
}

/// Nouns of places.
pub(crate) const NOUNS: [Noun; 40] = [
    la("Trame"),
    la("Navette"),
    la("Quenouille"),
    la("Filandière"),
    la("Cardeuse"),
    la("Lisière-Cousue"),
    la("Bobinette"),
    la("Pelote"),
    la("Maillanche"),
    la("Tisseranderie"),
    la("Nouette"),
    la("Surjette"),
    la("Passementière"),
    la("Chaîne-Drue"),
    le("Fuseau"),
    le("Dévidoir"),
    le("Tricotet"),
    le("Point-Lancé"),
    le("Métier-Bas"),
    le("Canevas"),
    le("Velours-Vert"),
    le("Jacquardin"),
    le("Faufil"),
    le("Galonnier"),
    le("Rouet-Vieux"),
    le("Lin-Roui"),
    l("Ourlet"),
    l("Aiguillée"),
    l("Écheveau"),
    l("Étamine"),
    l("Entre-Maille"),
    l("Ourdissoir"),
    les("Bobines"),
    les("Deux-Navettes"),
    les("Lissettes"),
    les("Cordelles"),
    les("Trois-Nœuds"),
    les("Effilés"),
    les("Points-Perdus"),
    les("Ganses"),
];

/// What follows a noun: "La Trame-aux-Loups".
pub(crate) const TAILS: [&str; 20] = [
    "aux-Loups",
    "en-Fil",
    "aux-Moines",
    "sous-Laine",
    "la-Blanche",
    "l'Écru",
    "en-Pelote",
    "aux-Chardons",
    "en-Lisière",
    "sous-Chaîne",
    "aux-Agneaux",
    "le-Cardé",
    "aux-Teintures",
    "en-Ourlet",
    "la-Fileuse",
    "aux-Garances",
    "sous-Toile",
    "en-Boucle",
    "aux-Fuseaux",
    "le-Vieux",
];

/// Beginnings of invented saints.
pub(crate) const SAINT_HEADS: [&str; 24] = [
    "Maille", "Tisse", "File", "Brode", "Carde", "Noue", "Ourle", "Trame", "Lissa", "Quenou", "Bobi", "Feutre",
    "Laine", "Chanvre", "Lini", "Navet", "Rouet", "Surje", "Pelo", "Velou", "Garan", "Cordé", "Passe", "Ganse",
];
/// Their endings.
pub(crate) const SAINT_TAILS: [&str; 18] = [
    "fer", "rand", "bert", "nouët", "dain", "gonde", "mier", "vaud", "ric", "lain", "zeau", "drille", "bode", "frède",
    "mond", "toire", "gisle", "vert",
];

/// Beginnings of single-word names.
pub(crate) const STEM_HEADS: [&str; 40] = [
    "Maill",
    "Tram",
    "Filand",
    "Tissand",
    "Lain",
    "Card",
    "Fus",
    "Navel",
    "Bobin",
    "Brodel",
    "Ourd",
    "Liss",
    "Nou",
    "Quenou",
    "Ganset",
    "Cordel",
    "Chanvr",
    "Lin",
    "Velour",
    "Feutr",
    "Surj",
    "Pelot",
    "Dévid",
    "Rouet",
    "Étam",
    "Toil",
    "Crochet",
    "Faufil",
    "Galon",
    "Dentel",
    "Effil",
    "Bâtis",
    "Piquet",
    "Retors",
    "Mérin",
    "Toison",
    "Teinti",
    "Garançol",
    "Guéd",
    "Passem",
];
/// Their endings.
pub(crate) const STEM_TAILS: [&str; 36] = [
    "auzac",
    "enay",
    "ières",
    "y-le-Cousu",
    "ois",
    "éac",
    "ergue",
    "eville",
    "ignan",
    "ombre",
    "oussin",
    "evers",
    "igny",
    "oncourt",
    "egoz",
    "illac",
    "ézac",
    "erault",
    "ouvre",
    "elles",
    "ançon",
    "esnes",
    "ogne",
    "urieux",
    "andry",
    "oulême",
    "édou",
    "astre",
    "ejols",
    "ivières",
    "ameuf",
    "ouzilles",
    "isson",
    "evreau",
    "ordon",
    "ailhac",
];

/// Invented rivers, with their article after "de".
pub(crate) const RIVERS: [(&str, &str); 30] = [
    ("Nouée", "de la "),
    ("Ourdie", "de l'"),
    ("Trémaille", "de la "),
    ("Filandre", "de la "),
    ("Lissière", "de la "),
    ("Brodeuse", "de la "),
    ("Cardée", "de la "),
    ("Bobine", "de la "),
    ("Surgette", "de la "),
    ("Fusette", "de la "),
    ("Cordelière", "de la "),
    ("Pelotonne", "de la "),
    ("Étoupe", "de l'"),
    ("Dévide", "de la "),
    ("Rouette", "de la "),
    ("Ganse", "de la "),
    ("Chanvrine", "de la "),
    ("Linette", "de la "),
    ("Veloutée", "de la "),
    ("Garancine", "de la "),
    ("Guédelle", "de la "),
    ("Toisonne", "de la "),
    ("Retorse", "de la "),
    ("Faufile", "de la "),
    ("Galonne", "de la "),
    ("Effilée", "de l'"),
    ("Crochette", "de la "),
    ("Passemaille", "de la "),
    ("Feutrine", "de la "),
    ("Mérinette", "de la "),
];

/// Invented countries: "Trame-en-Lainois".
pub(crate) const COUNTRIES: [&str; 20] = [
    "Lainois",
    "Maillais",
    "Tramois",
    "Filandois",
    "Cardais",
    "Ourdois",
    "Navettais",
    "Brodois",
    "Chanvrais",
    "Linois",
    "Fuselais",
    "Toilais",
    "Veloutois",
    "Bobinois",
    "Lissois",
    "Quenouillais",
    "Feutrais",
    "Galonnais",
    "Dentelois",
    "Gansais",
];

/// Streets, which exist nowhere in particular.
pub(crate) const STREETS: [&str; 16] = [
    "rue du Rouet",
    "place de la Navette",
    "rue des Tisserands",
    "chemin des Cardeuses",
    "impasse du Fuseau",
    "allée des Bobines",
    "rue de la Pelote",
    "route de l'Ourdissoir",
    "rue de l'Aiguille",
    "place du Lin",
    "rue des Dentellières",
    "chemin du Canevas",
    "avenue de la Trame",
    "rue du Jacquard",
    "square des Ganses",
    "rue de la Filature",
];
