//! Background maps of other services. None is used unless the administrator allows one: the page
//! then asks another host, and the content security policy names it.

use crate::dto;

/// A background map that may be allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Plan IGN, from the Géoplateforme of the IGN; free of charge, no key.
    Ign,
}

impl Background {
    /// The word of the option and of the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ign => "ign",
        }
    }

    /// The origin that the page may ask for images.
    pub(crate) const fn origin(self) -> &'static str {
        match self {
            Self::Ign => "https://data.geopf.fr",
        }
    }

    pub(crate) fn card(self) -> dto::Background {
        match self {
            Self::Ign => dto::Background {
                id: self.word(),
                label_fr: "Plan IGN",
                label_en: "IGN map",
                attribution: "© IGN",
                tiles: vec![
                    "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
                ],
                max_zoom: 18,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tile_comes_from_the_origin_that_the_policy_names() {
        let card = Background::Ign.card();
        for tile in card.tiles {
            assert!(tile.starts_with(&format!("{}/", Background::Ign.origin())), "{tile}");
            assert!(["{z}", "{x}", "{y}"].iter().all(|part| tile.matches(part).count() == 1), "{tile}");
        }
        assert!(card.attribution.contains("IGN"));
    }
}
