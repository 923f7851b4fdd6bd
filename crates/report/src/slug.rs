//! Names of files that every system and every mail program accept.

/// Longest name without its extension, bytes.
const LONGEST: usize = 120;

/// Parts joined by hyphens, lower case, without accents: "Taux de couverture", "CC du Pays",
/// "2021" and "xlsx" give "taux-de-couverture-cc-du-pays-2021.xlsx".
pub fn file_name<'a>(parts: impl IntoIterator<Item = &'a str>, extension: &str) -> String {
    let mut name = String::new();
    for word in parts.into_iter().flat_map(|part| {
        // Letters without an ASCII form are left out, so that the header of an answer can hold the name.
        let folded: String = territory::name::fold(part).chars().filter(char::is_ascii).collect();
        folded.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    }) {
        if name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name += &word;
    }
    format!("{name}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_is_plain_and_bounded() {
        assert_eq!(
            file_name(["Taux de couverture", "L’Île-d’Yeu", "2021"], "xlsx"),
            "taux-de-couverture-l-ile-d-yeu-2021.xlsx"
        );
        assert_eq!(file_name(["../\"a\"\r\n/b", "日本"], "xlsx"), "a-b.xlsx");
        assert!(file_name(["mot "; 900], "xlsx").len() <= LONGEST_WITH_EXTENSION);
    }

    const LONGEST_WITH_EXTENSION: usize = super::LONGEST + 5;
}
