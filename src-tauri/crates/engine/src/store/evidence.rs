//! A match's evidence as the file holds it: `[["reference","agrees",410], …]`.

use matching::model::{Agreement, Feature, FeatureKind};
use serde_json::{Value, json};

const KINDS: [(&str, FeatureKind); 7] = [
    ("receipt", FeatureKind::Receipt),
    ("reference", FeatureKind::Reference),
    ("account", FeatureKind::Account),
    ("amount", FeatureKind::Amount),
    ("phone", FeatureKind::Phone),
    ("name", FeatureKind::Name),
    ("date", FeatureKind::Date),
];

const AGREEMENTS: [(&str, Agreement); 4] = [
    ("agrees", Agreement::Agrees),
    ("partly", Agreement::Partly),
    ("differs", Agreement::Differs),
    ("silent", Agreement::Silent),
];

fn word_of<T: PartialEq>(list: &[(&'static str, T)], value: &T) -> &'static str {
    list.iter()
        .find(|(_, known)| known == value)
        .map_or("", |(word, _)| word)
}

fn value_of<T: Copy>(list: &[(&str, T)], word: &str) -> Option<T> {
    list.iter()
        .find(|(known, _)| *known == word)
        .map(|(_, value)| *value)
}

/// As text.
pub(super) fn features_text(features: &[Feature]) -> String {
    let rows: Vec<Value> = features
        .iter()
        .map(|feature| {
            json!([
                word_of(&KINDS, &feature.kind),
                word_of(&AGREEMENTS, &feature.agreement),
                feature.weight
            ])
        })
        .collect();
    Value::from(rows).to_string()
}

/// From text; `None` when it is none that this program writes.
pub(super) fn features(text: &str) -> Option<Vec<Feature>> {
    let rows: Vec<(String, String, i32)> = serde_json::from_str(text).ok()?;
    rows.iter()
        .map(|(kind, agreement, weight)| {
            Some(Feature {
                kind: value_of(&KINDS, kind)?,
                agreement: value_of(&AGREEMENTS, agreement)?,
                weight: *weight,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_reads_back() {
        let all: Vec<Feature> = KINDS
            .iter()
            .zip(AGREEMENTS.iter().cycle())
            .map(|((_, kind), (_, agreement))| Feature {
                kind: *kind,
                agreement: *agreement,
                weight: -7,
            })
            .collect();
        assert_eq!(features(&features_text(&all)), Some(all));
        assert_eq!(features("[]"), Some(Vec::new()));
        assert_eq!(features("[[\"smell\",\"agrees\",0]]"), None);
    }
}
