//! Sentences written as headlines are: the corpora hold hardly any, newspapers many.

use crate::corpus::Sentence;

/// One sentence in so many is written in capitals, and as many With Capitals on Most Words.
const EVERY: usize = 24;

/// The sentence numbered `count` written as a headline, for those whose turn it is.
pub fn written_as(sentence: &Sentence, count: usize) -> Option<Sentence> {
    // Only ASCII keeps its length when its case changes.
    if !sentence.text.is_ascii() || sentence.text.len() > 160 {
        return None;
    }
    let text = match count % EVERY {
        0 => sentence.text.to_ascii_uppercase(),
        1 => title_case(&sentence.text),
        _ => return None,
    };
    Some(Sentence {
        text,
        ..sentence.clone()
    })
}

/// Capitals on the first letters of all words but the short ones inside.
fn title_case(text: &str) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    for (at, word) in words.iter_mut().enumerate() {
        if (at == 0 || word.len() > 3) && word.starts_with(|c: char| c.is_ascii_lowercase()) {
            word[..1].make_ascii_uppercase();
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines() {
        let sentence = Sentence {
            text: "floods hit the north of Pakistan".to_owned(),
            spans: Vec::new(),
            unknown: Vec::new(),
            compounds: Vec::new(),
            marks_kinds_only: false,
        };
        let text = |count| written_as(&sentence, count).map(|headline| headline.text);
        assert_eq!(text(0).as_deref(), Some("FLOODS HIT THE NORTH OF PAKISTAN"));
        assert_eq!(text(1).as_deref(), Some("Floods hit the North of Pakistan"));
        assert_eq!(text(2), None);
    }
}
