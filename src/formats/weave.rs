//! Marks woven into running text as elements that nest, whatever the marks do.
//!
//! A quote holds names, a mixed quote holds a direct one, and a quote may run over several
//! paragraphs. Where two marks cross, the inner one is closed with the outer and opened again.

use super::fit::Fitted;
use crate::order::sort_by_rank;
use crate::span::Span;

/// One stretch to mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it marks.
    pub what: Marked,
}

/// What a mark marks. Of two marks over the same letters, the first in this order is the outer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    /// The stretch at `part` of the quote with this id.
    Quote {
        /// An index into the quotes.
        quote: usize,
        /// An index into its spans.
        part: usize,
    },
    /// A name: an index into the mentions.
    Name(usize),
}

/// A piece of a woven paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An element begins; `again` where it had to be closed before its end.
    Open {
        /// What it marks.
        what: Marked,
        /// Whether the same mark was opened before.
        again: bool,
    },
    /// The innermost open element ends; this is what it marks.
    Close(Marked),
    /// Letters of the text.
    Text(&'a str),
}

/// The marks of a text, woven into one paragraph after the other.
pub(super) struct Weaver<'a> {
    text: &'a str,
    /// Sorted by start; of those that start together, the longest first.
    marks: Vec<Mark>,
    /// The first mark not yet opened.
    next: usize,
    /// Marks that began and have not ended, the innermost last, and whether each was drawn.
    open: Vec<(Mark, bool)>,
}

impl<'a> Weaver<'a> {
    /// Names and quotes of an analysis.
    pub fn new(fitted: &Fitted<'a>) -> Weaver<'a> {
        let names = fitted.names().map(|(index, mention)| Mark {
            span: mention.span,
            what: Marked::Name(index),
        });
        let quotes = fitted.analysis.quotes.iter().enumerate();
        let quotes = quotes.flat_map(|(quote, found)| {
            let parts = found.spans.iter().enumerate();
            parts.map(move |(part, span)| Mark {
                span: *span,
                what: Marked::Quote { quote, part },
            })
        });
        Weaver::of(fitted.text, names.chain(quotes).collect())
    }

    /// Any marks. Those without letters are left out.
    fn of(text: &'a str, mut marks: Vec<Mark>) -> Weaver<'a> {
        marks.retain(|mark| mark.span.start < mark.span.end);
        sort_by_rank(&mut marks, |mark| {
            let is_inner = matches!(mark.what, Marked::Name(_));
            [mark.span.start, !mark.span.end, usize::from(is_inner)]
        });
        Weaver {
            text,
            marks,
            next: 0,
            open: Vec::new(),
        }
    }

    /// Emits the pieces of `range`, which must lie behind every range woven before. Within a
    /// range all that is opened is closed.
    pub fn paragraph(&mut self, range: Span, mut emit: impl FnMut(Piece<'a>)) {
        self.open.retain(|(mark, _)| mark.span.end > range.start);
        while let Some(mark) = self.upcoming(range.start.saturating_add(1).min(range.end)) {
            if mark.span.end > range.start {
                self.open.push((mark, false));
            }
        }
        for index in 0..self.open.len() {
            self.draw(index, &mut emit);
        }
        let mut at = range.start;
        while at < range.end {
            let start = self.marks.get(self.next).map(|mark| mark.span.start);
            let end = self.open.iter().map(|(mark, _)| mark.span.end).min();
            let to = [start, end]
                .into_iter()
                .flatten()
                .fold(range.end, usize::min);
            emit(Piece::Text(&self.text[at..to]));
            at = to;
            if at == range.end {
                break;
            }
            self.close_ended(at, &mut emit);
            while let Some(mark) = self.upcoming(at + 1) {
                self.open.push((mark, false));
                self.draw(self.open.len() - 1, &mut emit);
            }
        }
        for (mark, _) in self.open.iter().rev() {
            emit(Piece::Close(mark.what));
        }
    }

    /// Takes the next mark, if it starts before `end`.
    fn upcoming(&mut self, end: usize) -> Option<Mark> {
        let mark = *self.marks.get(self.next)?;
        (mark.span.start < end).then(|| {
            self.next += 1;
            mark
        })
    }

    fn draw(&mut self, index: usize, emit: &mut impl FnMut(Piece<'a>)) {
        let (mark, again) = &mut self.open[index];
        emit(Piece::Open {
            what: mark.what,
            again: *again,
        });
        *again = true;
    }

    /// Closes what ends at `at`, and opens again what lay inside and goes on.
    fn close_ended(&mut self, at: usize, emit: &mut impl FnMut(Piece<'a>)) {
        let Some(outermost) = self.open.iter().position(|(mark, _)| mark.span.end <= at) else {
            return;
        };
        for (mark, _) in self.open[outermost..].iter().rev() {
            emit(Piece::Close(mark.what));
        }
        self.open.retain(|(mark, _)| mark.span.end > at);
        for index in outermost..self.open.len() {
            self.draw(index, emit);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Names as `[…]`, quotes as `(…)`; an element opened again has a `+`.
    fn woven(text: &str, paragraphs: &[Span], marks: Vec<Mark>) -> String {
        let mut weaver = Weaver::of(text, marks);
        let mut out = String::new();
        for paragraph in paragraphs {
            weaver.paragraph(*paragraph, |piece| match piece {
                Piece::Open { what, again } => {
                    out.push_str(match what {
                        Marked::Name(_) => "[",
                        Marked::Quote { .. } => "(",
                    });
                    out.push_str(if again { "+" } else { "" });
                }
                Piece::Close(Marked::Name(_)) => out.push(']'),
                Piece::Close(Marked::Quote { .. }) => out.push(')'),
                Piece::Text(letters) => out.push_str(letters),
            });
            out.push('|');
        }
        out
    }

    fn name(start: usize, end: usize) -> Mark {
        Mark {
            span: Span { start, end },
            what: Marked::Name(start),
        }
    }

    fn quote(start: usize, end: usize) -> Mark {
        Mark {
            span: Span { start, end },
            what: Marked::Quote {
                quote: start,
                part: 0,
            },
        }
    }

    #[track_caller]
    fn check(paragraphs: &[(usize, usize)], marks: &[Mark], expect: &str) {
        let paragraphs: Vec<Span> = paragraphs
            .iter()
            .map(|(start, end)| Span::new(*start, *end))
            .collect();
        assert_eq!(woven("0123456789", &paragraphs, marks.to_vec()), expect);
    }

    #[test]
    fn marks_nest() {
        check(&[(0, 10)], &[], "0123456789|");
        check(&[(0, 10)], &[quote(0, 10), name(3, 5)], "(012[34]56789)|");
        check(&[(0, 10)], &[name(2, 4), quote(2, 4)], "01([23])456789|");
        check(&[(0, 10)], &[name(2, 2), name(10, 10)], "0123456789|");
    }

    #[test]
    fn crossing_marks_are_split() {
        check(&[(0, 10)], &[quote(0, 5), name(3, 8)], "(012[34])[+567]89|");
    }

    #[test]
    fn marks_over_paragraphs_are_opened_again() {
        check(
            &[(0, 4), (6, 10)],
            &[quote(2, 8), name(4, 6), name(5, 7)],
            "01(23)|(+[6]7)89|",
        );
    }

    proptest! {
        #[test]
        fn any_marks_are_well_nested_and_lose_no_letter(
            spans in prop::collection::vec((0usize..60, 0usize..60, any::<bool>()), 0..20),
            cuts in prop::collection::btree_set(0usize..60, 0..6),
        ) {
            let text: String = ('0'..='z').cycle().take(60).collect();
            let marks = spans
                .iter()
                .map(|(a, b, is_name)| {
                    let (start, end) = (*a.min(b), *a.max(b));
                    if *is_name { name(start, end) } else { quote(start, end) }
                })
                .collect();
            let edges: Vec<usize> = cuts.into_iter().collect();
            let paragraphs: Vec<Span> = edges.chunks_exact(2).map(|edge| Span::new(edge[0], edge[1])).collect();
            let mut weaver = Weaver::of(&text, marks);
            for paragraph in paragraphs {
                let (mut open, mut letters) = (Vec::new(), String::new());
                weaver.paragraph(paragraph, |piece| match piece {
                    Piece::Open { what, .. } => open.push(what),
                    Piece::Close(what) => assert_eq!(open.pop(), Some(what)),
                    Piece::Text(text) => letters.push_str(text),
                });
                prop_assert!(open.is_empty());
                prop_assert_eq!(letters, paragraph.of(&text));
            }
        }
    }
}
