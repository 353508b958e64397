//! IPTC NITF 3.6, the news format that marks people, places, organizations and quotes in the
//! running text.
//!
//! `idsrc` and `value` (for places `code-source` and `location-code`) tie all names of one
//! entity together; the entities themselves stand in the head, under the same codes. Every
//! quote is a `q`, its speaker in `quote-source`.

use super::escape;
use super::fit::Fitted;
use super::weave::{Marked, Piece, Weaver};
use crate::analysis::Kind;

pub(super) fn write(fitted: &Fitted) -> String {
    let paragraphs = fitted.paragraphs();
    let headline = fitted.headline(&paragraphs);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str(
        "<nitf xmlns=\"http://iptc.org/std/NITF/2006-10-18/\" \
         version=\"-//IPTC//DTD NITF 3.6//EN\">\n<head>\n",
    );
    if let Some(headline) = headline {
        out.push_str("<title>");
        escape(headline, &mut out);
        out.push_str("</title>\n");
    }
    identified_content(fitted, &mut out);
    out.push_str("</head>\n<body>\n");
    let mut weaver = Weaver::new(fitted);
    let mut content = paragraphs.as_slice();
    if let (Some(_), [first, rest @ ..]) = (headline, content) {
        out.push_str("<body.head><hedline><hl1>");
        weaver.paragraph(*first, |piece| write_piece(fitted, piece, &mut out));
        out.push_str("</hl1></hedline></body.head>\n");
        content = rest;
    }
    out.push_str("<body.content>\n");
    for paragraph in content {
        out.push_str("<p>");
        weaver.paragraph(*paragraph, |piece| write_piece(fitted, piece, &mut out));
        out.push_str("</p>\n");
    }
    out.push_str("</body.content>\n</body>\n</nitf>\n");
    out
}

fn identified_content(fitted: &Fitted, out: &mut String) {
    let mut entities = fitted.named_entities().peekable();
    if entities.peek().is_none() {
        return;
    }
    out.push_str("<docdata>\n<identified-content>\n");
    for entity in entities {
        open_entity(entity.kind, entity.id, out);
        escape(&entity.name, out);
        if let (Some(role), Kind::Person) = (&entity.role, entity.kind) {
            out.push_str("<function>");
            escape(role, out);
            out.push_str("</function>");
        }
        out.push_str(&format!("</{}>\n", element(entity.kind)));
    }
    out.push_str("</identified-content>\n</docdata>\n");
}

fn write_piece(fitted: &Fitted, piece: Piece, out: &mut String) {
    match piece {
        Piece::Text(letters) => escape(letters, out),
        Piece::Open {
            what: Marked::Name(index),
            ..
        } => {
            let mention = &fitted.analysis.mentions[index];
            open_entity(mention.kind, mention.entity, out);
        }
        Piece::Open {
            what: Marked::Quote { quote, .. },
            ..
        } => {
            let found = &fitted.analysis.quotes[quote];
            out.push_str(&format!("<q class=\"{}\"", found.form.name()));
            if let Some(speaker) = &found.speaker {
                out.push_str(" quote-source=\"");
                escape(&speaker.name, out);
                out.push('"');
            }
            out.push('>');
        }
        Piece::Close(Marked::Name(index)) => {
            let kind = fitted.analysis.mentions[index].kind;
            out.push_str(&format!("</{}>", element(kind)));
        }
        Piece::Close(Marked::Quote { .. }) => out.push_str("</q>"),
    }
}

fn element(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "person",
        Kind::Place => "location",
        Kind::Organization => "org",
    }
}

fn open_entity(kind: Kind, entity: usize, out: &mut String) {
    let (source, code) = match kind {
        Kind::Place => ("code-source", "location-code"),
        Kind::Person | Kind::Organization => ("idsrc", "value"),
    };
    let element = element(kind);
    out.push_str(&format!(
        "<{element} {source}=\"copydesk\" {code}=\"e{entity}\">"
    ));
}
