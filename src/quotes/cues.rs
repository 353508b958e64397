//! Cues: the words that say that somebody spoke, and what they can introduce.
//!
//! The list is `seeds/lexicons/cues.txt`, which says what each section is for.

use std::borrow::Cow;

use super::words::Word;

/// A form of a verb that can be a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// What the verb alone can introduce: a set of frames.
    pub frames: u16,
    /// What it can introduce with a particle ("point out"), whichever particle that is.
    pub particle_frames: u16,
    /// The particles it can have: a set of indexes into [`PARTICLES`].
    pub particles: u16,
    /// Which forms of the verb this word can be.
    pub forms: u8,
}

impl Cue {
    /// A clause with or without "that".
    pub const CLAUSE: u16 = 1;
    /// Marked words beside it.
    pub const QUOTE: u16 = 2;
    /// Whom it speaks to, then a clause.
    pub const LISTENER: u16 = 4;
    /// "whether", "why", "about".
    pub const QUESTION: u16 = 8;
    /// Somebody, then "to" and a verb.
    pub const ORDER: u16 = 16;
    /// "to" and a verb.
    pub const INTENT: u16 = 32;
    /// A noun phrase that names what was said.
    pub const OBJECT: u16 = 64;
    /// Whatever follows is a clause: the verb never takes a thing.
    pub const SAYING: u16 = 128;
    /// A thing, and then what it is said to be, which is somebody's words only where marks hold some.
    pub const MARKED: u16 = 256;
    /// Marked words behind a comma or a colon alone.
    pub const PAUSED: u16 = 512;
    /// A clause behind "that".
    pub const THAT: u16 = 1024;
    /// Nothing without whom it speaks to.
    pub const TOLD: u16 = 2048;
    /// What the speaker did: a verb in -ing.
    pub const DEED: u16 = 4096;
    /// Nothing where it is passive: "written by" tells who made it.
    pub const MADE: u16 = 8192;
    /// Words that answer another's.
    pub const ANSWER: u16 = 16384;

    /// "say"
    pub const BASE: u8 = 1;
    /// "says"
    pub const THIRD: u8 = 2;
    /// "said", as in "he said"
    pub const PAST: u8 = 4;
    /// "said", as in "has said" and "is said"
    pub const PARTICIPLE: u8 = 8;
    /// "saying"
    pub const GERUND: u8 = 16;

    /// Whether it can introduce any of `frames`, with or without a particle.
    pub fn takes(self, frames: u16) -> bool {
        (self.frames | self.particle_frames) & frames != 0
    }

    /// Whether the word can be any of `forms`.
    pub fn is(self, forms: u8) -> bool {
        self.forms & forms != 0
    }

    /// Both cues in one, for verbs that share a form.
    pub fn with(self, other: Cue) -> Cue {
        Cue {
            frames: self.frames | other.frames,
            particle_frames: self.particle_frames | other.particle_frames,
            particles: self.particles | other.particles,
            forms: self.forms | other.forms,
        }
    }

    /// The cue as it stands before `next`: with its particle's frames where `next` is one, with
    /// its own otherwise; none where it is no cue without a particle. The second value tells
    /// whether `next` belongs to the cue.
    pub fn before(self, next: &str) -> Option<(Cue, bool)> {
        let particle = self.particles != 0
            && PARTICLES
                .iter()
                .position(|particle| particle.eq_ignore_ascii_case(next))
                .is_some_and(|index| self.particles & (1 << index) != 0);
        if particle {
            let frames = self.particle_frames;
            return Some((Cue { frames, ..self }, true));
        }
        (self.frames != 0).then_some((
            Cue {
                particle_frames: 0,
                ..self
            },
            false,
        ))
    }
}

/// The second words of cues.
pub const PARTICLES: [&str; 16] = [
    "out", "for", "on", "to", "of", "about", "against", "in", "off", "back", "up", "upon", "over",
    "it", "clear", "slip",
];

/// The sections of verbs and what they mean.
const FRAMES: [(&str, u16); 15] = [
    ("[saying]", Cue::SAYING),
    ("[clause]", Cue::CLAUSE | Cue::QUOTE),
    ("[quote]", Cue::QUOTE),
    ("[listener]", Cue::LISTENER | Cue::QUOTE),
    ("[question]", Cue::QUESTION | Cue::QUOTE),
    ("[order]", Cue::ORDER),
    ("[intent]", Cue::INTENT),
    ("[object]", Cue::OBJECT),
    ("[object in marks]", Cue::OBJECT | Cue::MARKED),
    ("[paused]", Cue::PAUSED),
    ("[that]", Cue::THAT),
    ("[told]", Cue::TOLD),
    ("[deed]", Cue::DEED),
    ("[made]", Cue::MADE),
    ("[answer]", Cue::ANSWER),
];

/// The sections of nouns and adjectives and their classes.
const NOUNS: [(&str, u32); 5] = [
    ("[noun]", Word::NOUN),
    ("[noun from]", Word::SOURCED),
    ("[medium]", Word::MEDIUM),
    ("[clear]", Word::CLEAR),
    ("[also nouns]", Word::NOMINAL),
];

/// Every entry of the list with the section it stands in.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    include_str!("../../seeds/lexicons/cues.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(move |line| {
            if line.starts_with('[') {
                section = line.trim();
            }
            let entries = if line.starts_with('[') { "" } else { line };
            let section = section;
            entries
                .split(',')
                .map(move |entry| (section, entry.trim()))
                .filter(|(_, entry)| !entry.is_empty())
        })
}

/// Every listed noun and adjective, nouns in the plural as well, with its class.
pub fn nouns() -> impl Iterator<Item = (Cow<'static, str>, u32)> {
    entries().flat_map(|(section, entry)| {
        let class = NOUNS.iter().find(|row| row.0 == section).map(|row| row.1);
        let forms = class.map(|class| {
            [
                (Cow::Owned(third(entry)), class),
                (Cow::Borrowed(entry), class),
            ]
        });
        forms.into_iter().flatten()
    })
}

/// Every form of every listed verb.
pub fn forms() -> impl Iterator<Item = (Cow<'static, str>, Cue)> {
    entries().flat_map(|(section, entry)| {
        let frames = FRAMES.iter().find(|row| row.0 == section);
        let forms = frames.map(|(_, frames)| {
            let (verb, particle) = entry.split_once(' ').unwrap_or((entry, ""));
            let index = PARTICLES.iter().position(|known| *known == particle);
            let cue = |forms| match index {
                Some(index) => Cue {
                    frames: 0,
                    particle_frames: *frames,
                    particles: 1 << index,
                    forms,
                },
                None => Cue {
                    frames: *frames,
                    particle_frames: 0,
                    particles: 0,
                    forms,
                },
            };
            inflect(verb).map(|(form, kind)| (form, cue(kind)))
        });
        forms.into_iter().flatten()
    })
}

/// The forms of `verb`, an entry as the head of `cues.txt` describes it.
fn inflect(verb: &'static str) -> [(Cow<'static, str>, u8); 5] {
    let mut parts = verb.split('/');
    let base = parts.next().unwrap_or_default();
    let doubles = base.ends_with('*');
    let base = base.trim_end_matches('*');
    let last = &base[base.char_indices().last().map_or(0, |(last, _)| last)..];
    let (stem, doubled) = match last {
        _ if doubles => (base, last),
        "e" if !base.ends_with("ee") => (&base[..base.len() - 1], ""),
        _ => (base, ""),
    };
    let regular = || match base.strip_suffix('y') {
        Some(start) if !start.ends_with(['a', 'e', 'i', 'o', 'u']) => [start, "ied"].concat(),
        _ if base.ends_with("ee") => [base, "d"].concat(),
        _ => [stem, doubled, "ed"].concat(),
    };
    let mut given = parts.map(Cow::Borrowed);
    let past = given.next().unwrap_or_else(|| Cow::Owned(regular()));
    let participle = given.next().unwrap_or_else(|| past.clone());
    let gerund = given.next();
    let gerund = gerund.unwrap_or_else(|| Cow::Owned([stem, doubled, "ing"].concat()));
    [
        (Cow::Borrowed(base), Cue::BASE),
        (Cow::Owned(third(base)), Cue::THIRD),
        (past, Cue::PAST),
        (participle, Cue::PARTICIPLE),
        (gerund, Cue::GERUND),
    ]
}

/// The third person of a verb or the plural of a noun.
fn third(base: &str) -> String {
    match base.strip_suffix('y') {
        Some(start) if !start.ends_with(['a', 'e', 'i', 'o', 'u']) => [start, "ies"].concat(),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch") => {
            [base, "es"].concat()
        }
        _ => [base, "s"].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(verb: &'static str, expect: &str) {
        let forms = inflect(verb).map(|form| form.0);
        assert_eq!(forms.join(" "), expect);
    }

    #[test]
    fn inflection() {
        check("say/said/said", "say says said said saying");
        check("argue", "argue argues argued argued arguing");
        check("admit*", "admit admits admitted admitted admitting");
        check("deny", "deny denies denied denied denying");
        check("agree", "agree agrees agreed agreed agreeing");
        check("write/wrote/written", "write writes wrote written writing");
        check("stress", "stress stresses stressed stressed stressing");
        check(
            "quip/quipped/quipped/quipping",
            "quip quips quipped quipped quipping",
        );
    }

    #[test]
    fn every_entry_has_a_section_and_a_known_particle() {
        for (section, entry) in entries() {
            assert!(
                FRAMES.iter().any(|row| row.0 == section)
                    || NOUNS.iter().any(|row| row.0 == section),
                "{section}"
            );
            if let Some((_, particle)) = entry.split_once(' ') {
                assert!(
                    PARTICLES.contains(&particle),
                    "{entry}: add its particle to PARTICLES"
                );
            }
        }
    }

    #[test]
    fn particles() {
        let point = forms()
            .filter(|form| form.0 == "pointed")
            .map(|form| form.1)
            .reduce(Cue::with)
            .expect("the list has point out");
        assert!(point.before("at").is_none());
        assert!(point.before("out").is_some_and(|(_, belongs)| belongs));
    }
}
