//! A page to read, print or mail: HTML without scripts or outside parts.
//!
//! Names stand in `<mark data-kind data-entity>`, direct quotes in `<q data-speaker>`, reported
//! speech in `<span class="quote">`; the legend lists whom and what the article names. The
//! letters of the article are all there, once and in order.

use super::escape;
use super::fit::Fitted;
use super::weave::{Marked, Piece, Weaver};
use crate::analysis::{Id, Kind, QuoteForm};

/// Names are told apart by line as well as by colour, quotes by their background.
const STYLE: &str = "\
:root { color-scheme: light dark; --person: #1d4ed8; --place: #15803d; --organization: #a21caf; --quote: #fef3c7 }
@media (prefers-color-scheme: dark) { :root { --person: #93c5fd; --place: #86efac; --organization: #f0abfc; --quote: #453411 } }
body { font: 1.125rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
mark { color: inherit; background: none; text-decoration: underline 2px; text-decoration-skip-ink: none; text-underline-offset: 3px }
mark[data-kind=person] { text-decoration-color: var(--person) }
mark[data-kind=place] { text-decoration-color: var(--place); text-decoration-style: dotted }
mark[data-kind=organization] { text-decoration-color: var(--organization); text-decoration-style: dashed }
.quote { background: var(--quote); print-color-adjust: exact }
q::before, q::after { content: none }
aside { font: 0.875rem/1.5 system-ui, sans-serif }
aside h2 { font-size: 1em; margin: 1em 0 0 }
aside ul { margin: 0; padding-left: 1.25em }
@media (forced-colors: active) { .quote { outline: 1px solid } }
";

pub(super) fn write(fitted: &Fitted) -> String {
    let paragraphs = fitted.paragraphs();
    let headline = fitted.headline(&paragraphs);
    let title = match (headline, &fitted.given.id) {
        (Some(headline), _) => headline,
        (None, Some(Id::Text(id))) => id,
        (None, _) => "Article",
    };
    let mut out = String::from("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    escape(title, &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n");
    legend(&mut out);
    out.push_str("<main>\n");
    let mut weaver = Weaver::new(fitted);
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let element = if index == 0 && headline.is_some() {
            "h1"
        } else {
            "p"
        };
        out.push_str(&format!("<{element} dir=\"auto\">"));
        weaver.paragraph(*paragraph, |piece| write_piece(fitted, piece, &mut out));
        out.push_str(&format!("</{element}>\n"));
    }
    out.push_str("</main>\n");
    entities(fitted, &mut out);
    out.push_str("</body>\n</html>\n");
    out
}

fn write_piece(fitted: &Fitted, piece: Piece, out: &mut String) {
    match piece {
        Piece::Text(letters) => escape(letters, out),
        Piece::Open { what, again } => open(fitted, what, again, out),
        Piece::Close(Marked::Name(_)) => out.push_str("</mark>"),
        Piece::Close(Marked::Quote { quote, .. }) => {
            out.push_str(&format!("</{}>", quote_element(fitted, quote)));
        }
    }
}

fn open(fitted: &Fitted, what: Marked, again: bool, out: &mut String) {
    match what {
        Marked::Name(index) => {
            let mention = &fitted.analysis.mentions[index];
            let (kind, entity) = (mention.kind.name(), mention.entity);
            out.push_str(&format!(
                "<mark data-kind=\"{kind}\" data-entity=\"{entity}\">"
            ));
        }
        Marked::Quote { quote, part } => {
            let element = quote_element(fitted, quote);
            out.push_str(&format!("<{element} class=\"quote\""));
            // An id may stand once in a document: on the quote's first letters.
            if part == 0 && !again {
                out.push_str(&format!(" id=\"q{quote}\""));
            }
            let found = &fitted.analysis.quotes[quote];
            out.push_str(&format!(" data-form=\"{}\"", found.form.name()));
            if let Some(speaker) = &found.speaker {
                if let Some(entity) = speaker.entity {
                    out.push_str(&format!(" data-speaker=\"{entity}\""));
                }
                out.push_str(" title=\"");
                escape(&speaker.name, out);
                out.push('"');
            }
            out.push('>');
        }
    }
}

fn quote_element(fitted: &Fitted, quote: usize) -> &'static str {
    match fitted.analysis.quotes[quote].form {
        QuoteForm::Direct => "q",
        QuoteForm::Mixed | QuoteForm::Indirect => "span",
    }
}

fn legend(out: &mut String) {
    out.push_str("<aside lang=\"en\">Marked: ");
    for kind in Kind::ALL {
        let name = kind.name();
        out.push_str(&format!("<mark data-kind=\"{name}\">{name}</mark>, "));
    }
    out.push_str("<span class=\"quote\">quote</span></aside>\n");
}

fn entities(fitted: &Fitted, out: &mut String) {
    out.push_str("<aside>\n");
    for kind in Kind::ALL {
        let mut listed = fitted
            .named_entities()
            .filter(|entity| entity.kind == kind)
            .peekable();
        if listed.peek().is_none() {
            continue;
        }
        let heading = match kind {
            Kind::Person => "People",
            Kind::Place => "Places",
            Kind::Organization => "Organizations",
        };
        out.push_str(&format!("<h2 lang=\"en\">{heading}</h2>\n<ul>\n"));
        for entity in listed {
            out.push_str(&format!("<li data-entity=\"{}\">", entity.id));
            escape(&entity.name, out);
            if let Some(role) = &entity.role {
                out.push_str(", ");
                escape(role, out);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</aside>\n");
}
