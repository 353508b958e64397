//! Names that the tagger cut in two at a mark.

use super::Name;
use crate::analysis::Kind;
use crate::text::Paragraph;

/// Makes one place of "Washington" and the "D.C." behind its comma.
pub fn join_district(paragraph: &Paragraph, names: &mut Vec<Name>) {
    names.dedup_by(|district, city| {
        let joins = [city.kind, district.kind] == [Kind::Place; 2]
            && district.tokens.start == city.tokens.end + 1
            && paragraph.word(city.tokens.end) == ","
            && paragraph.words(&city.tokens) == "Washington"
            && matches!(paragraph.words(&district.tokens), "D.C." | "D.C" | "DC");
        if joins {
            city.tokens.end = district.tokens.end;
            city.confidence = city.confidence.min(district.confidence);
        }
        joins
    });
}

/// Makes one person of what ends in an open nickname and what follows its closing mark.
pub fn join_nickname(paragraph: &Paragraph, names: &mut Vec<Name>) {
    names.dedup_by(|rest, given| {
        let is_open = || {
            let mut marks = given
                .tokens
                .clone()
                .skip(1)
                .filter(|at| matches!(paragraph.word(*at), "\"" | "“" | "‘" | "'"));
            marks.next().is_some_and(|at| at + 1 < given.tokens.end) && marks.next().is_none()
        };
        let joins = [given.kind, rest.kind] == [Kind::Person; 2]
            && rest.tokens.start == given.tokens.end + 1
            && matches!(paragraph.word(given.tokens.end), "\"" | "”" | "’" | "'")
            && is_open();
        if joins {
            given.tokens.end = rest.tokens.end;
            given.confidence = given.confidence.min(rest.confidence);
        }
        joins
    });
}
