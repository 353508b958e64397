//! Reads gold files. The format is told in the module doc of `tests/golden.rs`.

use copydesk::{Kind, QuoteForm, Span};

/// What a perfect reader finds in one article. Spans count in bytes of the article.
#[derive(Debug)]
pub struct Gold {
    /// In text order.
    pub names: Vec<GoldName>,
    /// Unbroken stretches of quotes, in text order.
    pub quotes: Vec<GoldQuote>,
    /// As listed at the end of the file.
    pub entities: Vec<GoldEntity>,
}

/// One name mention.
#[derive(Debug)]
pub struct GoldName {
    pub span: Span,
    pub kind: Kind,
    /// The name of its entity.
    pub entity: String,
}

/// One unbroken stretch of a quote.
#[derive(Debug)]
pub struct GoldQuote {
    pub span: Span,
    pub form: QuoteForm,
    pub speaker: GoldSpeaker,
    /// As written; none where it is not judged.
    pub cue: Option<String>,
}

/// Who says a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoldSpeaker {
    /// An entity, by its name.
    Entity(String),
    /// Somebody without a name: words of the text, any of which is right.
    Words(Vec<String>),
    /// The text tells of nobody.
    Unknown,
}

/// One entity.
#[derive(Debug)]
pub struct GoldEntity {
    pub name: String,
    pub kind: Kind,
    /// The core of the role the text gives; none where it is not judged.
    pub role: Option<String>,
}

impl Gold {
    /// The entity of this name.
    pub fn entity(&self, name: &str) -> Option<&GoldEntity> {
        self.entities.iter().find(|entity| entity.name == name)
    }

    /// Reads `gold`, the text of the gold file called `file`, beside the `article` it speaks of.
    ///
    /// # Errors
    /// Where the two disagree or a line cannot be read: a sentence that names file and line, says
    /// what is wrong and what to write instead.
    pub fn parse(file: &str, gold: &str, article: &str) -> Result<Gold, String> {
        let mut reader = Reader {
            article,
            read: 0,
            paragraph: None,
            name_cursor: 0,
            quote_cursor: 0,
            quotes: Vec::new(),
            gold: Gold {
                names: Vec::new(),
                quotes: Vec::new(),
                entities: Vec::new(),
            },
            name_lines: Vec::new(),
            entity_lines: Vec::new(),
        };
        let mut in_entities = false;
        let at = |line: usize, what: String| format!("{file}:{line}: {what}");
        for (index, line) in gold.lines().enumerate() {
            let line = line.trim_end();
            let number = index + 1;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let step = if line == "== Entities ==" {
                in_entities = true;
                Ok(())
            } else if !line.starts_with(' ') {
                if in_entities {
                    Err("after “== Entities ==” only indented entities follow: move this paragraph above it".to_owned())
                } else {
                    reader.paragraph(line)
                }
            } else if in_entities {
                reader.entity(number, line.trim_start())
            } else {
                reader.finding(number, line.trim_start())
            };
            step.map_err(|what| at(number, what))?;
        }
        let last = gold.lines().count();
        if let Some((_, missing)) = next_line(article, reader.read) {
            return Err(at(
                last,
                format!(
                    "the article goes on with “{missing}”: add that paragraph and its findings"
                ),
            ));
        }
        reader.finish().map_err(|(line, what)| at(line, what))
    }
}

/// Quote lines are kept until the entities are known: only then is it clear who is a name.
struct QuoteLine {
    line: usize,
    span: Span,
    form: QuoteForm,
    speaker: String,
    cue: Option<String>,
}

struct Reader<'a> {
    article: &'a str,
    /// How far the article has been covered by paragraphs of the gold.
    read: usize,
    paragraph: Option<Span>,
    name_cursor: usize,
    quote_cursor: usize,
    quotes: Vec<QuoteLine>,
    gold: Gold,
    name_lines: Vec<usize>,
    entity_lines: Vec<usize>,
}

impl Reader<'_> {
    fn paragraph(&mut self, line: &str) -> Result<(), String> {
        match next_line(self.article, self.read) {
            Some((start, text)) if text == line => {
                let span = Span::new(start, start + text.len());
                self.read = span.end;
                self.paragraph = Some(span);
                self.name_cursor = span.start;
                self.quote_cursor = span.start;
                Ok(())
            }
            Some((_, text)) => Err(format!(
                "this is not the next paragraph of the article, which reads “{text}”: copy it from there, or indent this line if it is a finding"
            )),
            None => Err(
                "the article ends before this paragraph: delete it here, or add it to the article"
                    .to_owned(),
            ),
        }
    }

    fn finding(&mut self, line: usize, finding: &str) -> Result<(), String> {
        let Some(paragraph) = self.paragraph else {
            return Err(
                "a finding stands before the first paragraph: move it below its paragraph"
                    .to_owned(),
            );
        };
        let (sort, rest) = sort_of(finding)?;
        match sort {
            Sort::Name(kind) => {
                let (stretch, entity) = rest.split_once(" = ").unwrap_or((rest, rest));
                let span = self.find_name(stretch.trim(), paragraph)?;
                self.gold.names.push(GoldName {
                    span,
                    kind,
                    entity: entity.trim().to_owned(),
                });
                self.name_lines.push(line);
            }
            Sort::NoName => {
                self.find_name(rest, paragraph)?;
            }
            Sort::Quote(form) => {
                let mut parts = rest.split(" | ").map(str::trim);
                let stretch = parts.next().unwrap_or_default();
                let speaker = parts.next().ok_or(
                    "who said it is missing: write “ | ” and the speaker after the stretch, or “ | unknown”",
                )?;
                let cue = parts.next();
                if parts.next().is_some() {
                    return Err("too many “ | ”: write the stretch, the speaker and, if there is one, the cue".to_owned());
                }
                let span = self.find_quote(stretch, paragraph)?;
                if let Some(cue) = cue.filter(|cue| !paragraph.of(self.article).contains(cue)) {
                    return Err(format!(
                        "the cue “{cue}” is not in the paragraph: write it as it stands there, or leave it out"
                    ));
                }
                self.quotes.push(QuoteLine {
                    line,
                    span,
                    form,
                    speaker: speaker.to_owned(),
                    cue: cue.map(str::to_owned),
                });
            }
            Sort::NoQuote => {
                self.find_quote(rest, paragraph)?;
            }
        }
        Ok(())
    }

    fn find_name(&mut self, stretch: &str, paragraph: Span) -> Result<Span, String> {
        let text = self.article;
        let mut from = self.name_cursor;
        while let Some(at) = text[from..paragraph.end]
            .find(stretch)
            .filter(|_| !stretch.is_empty())
        {
            let span = Span::new(from + at, from + at + stretch.len());
            let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            if !joined(text[..span.start].chars().next_back())
                && !joined(text[span.end..].chars().next())
            {
                self.name_cursor = span.end;
                return Ok(span);
            }
            from = span.start + text[span.start..].chars().next().map_or(1, char::len_utf8);
        }
        Err(format!(
            "“{stretch}” is not in the rest of this paragraph: write names as they stand there, in the order in which they stand"
        ))
    }

    fn find_quote(&mut self, stretch: &str, paragraph: Span) -> Result<Span, String> {
        let (head, tail) = stretch.split_once(" […] ").unwrap_or((stretch, ""));
        let missing = |part: &str| {
            format!(
                "“{part}” is not in the rest of this paragraph: write quotes as they stand there, in the order in which they begin"
            )
        };
        let text = &self.article[..paragraph.end];
        let start = text[self.quote_cursor..]
            .find(head)
            .filter(|_| !head.is_empty())
            .ok_or_else(|| missing(head))?
            + self.quote_cursor;
        let mut end = start + head.len();
        if !tail.is_empty() {
            end += text[end..].find(tail).ok_or_else(|| missing(tail))? + tail.len();
        }
        // The marked words of a mixed quote may begin where it begins, so the next search starts
        // here again and not behind it.
        self.quote_cursor = start;
        Ok(Span::new(start, end))
    }

    fn entity(&mut self, number: usize, line: &str) -> Result<(), String> {
        let Ok((Sort::Name(kind), rest)) = sort_of(line) else {
            return Err("an entity begins with person, place or organization".to_owned());
        };
        let (name, role) = match rest.split_once(" | ") {
            Some((name, role)) => (name.trim(), Some(role.trim().to_owned())),
            None => (rest, None),
        };
        if self.gold.entity(name).is_some() {
            return Err(format!("“{name}” is listed twice: delete one"));
        }
        self.entity_lines.push(number);
        self.gold.entities.push(GoldEntity {
            name: name.to_owned(),
            kind,
            role,
        });
        Ok(())
    }

    /// The whole gold, once every name and speaker is known to fit the list of entities.
    fn finish(mut self) -> Result<Gold, (usize, String)> {
        for (name, line) in self.gold.names.iter().zip(&self.name_lines) {
            let entity = &name.entity;
            match self.gold.entity(entity) {
                Some(listed) if listed.kind == name.kind => {}
                Some(listed) => {
                    return Err((
                        *line,
                        format!(
                            "“{entity}” is a {} here and a {} in the list of entities: correct one",
                            name.kind.name(),
                            listed.kind.name()
                        ),
                    ));
                }
                None => {
                    return Err((
                        *line,
                        format!(
                            "“{entity}” is not in the list of entities at the end: add it, or write “ = ” and the entity's name"
                        ),
                    ));
                }
            }
        }
        for (entity, line) in self.gold.entities.iter().zip(&self.entity_lines) {
            let mut names = self.gold.names.iter();
            if !names.any(|name| name.entity == entity.name) {
                let what = format!(
                    "no name belongs to the entity “{}”: delete it, or give it its mentions",
                    entity.name
                );
                return Err((*line, what));
            }
        }
        let lines = std::mem::take(&mut self.quotes);
        for quote in lines {
            let speaker = self
                .speaker(&quote.speaker)
                .map_err(|what| (quote.line, what))?;
            self.gold.quotes.push(GoldQuote {
                span: quote.span,
                form: quote.form,
                speaker,
                cue: quote.cue,
            });
        }
        Ok(self.gold)
    }

    fn speaker(&self, speaker: &str) -> Result<GoldSpeaker, String> {
        if speaker == "unknown" {
            return Ok(GoldSpeaker::Unknown);
        }
        if self.gold.entity(speaker).is_some() {
            return Ok(GoldSpeaker::Entity(speaker.to_owned()));
        }
        let words: Vec<String> = speaker
            .split(" / ")
            .map(|way| way.trim().to_owned())
            .collect();
        match words
            .iter()
            .find(|way| !self.article.contains(way.as_str()))
        {
            Some(way) => Err(format!(
                "the speaker “{way}” is neither an entity of the list nor in the text: correct it, or write “unknown”"
            )),
            None => Ok(GoldSpeaker::Words(words)),
        }
    }
}

enum Sort {
    Name(Kind),
    NoName,
    Quote(QuoteForm),
    NoQuote,
}

/// The word that begins a finding, and what follows it.
fn sort_of(line: &str) -> Result<(Sort, &str), String> {
    let sorts = [
        ("person", Sort::Name(Kind::Person)),
        ("place", Sort::Name(Kind::Place)),
        ("organization", Sort::Name(Kind::Organization)),
        ("no name", Sort::NoName),
        ("direct", Sort::Quote(QuoteForm::Direct)),
        ("mixed", Sort::Quote(QuoteForm::Mixed)),
        ("indirect", Sort::Quote(QuoteForm::Indirect)),
        ("no quote", Sort::NoQuote),
    ];
    for (word, sort) in sorts {
        if let Some(rest) = line.strip_prefix(word).filter(|rest| rest.starts_with(' ')) {
            return Ok((sort, rest.trim()));
        }
    }
    Err("a finding begins with person, place, organization, no name, direct, mixed, indirect or no quote, then a space".to_owned())
}

/// The next line of `text` from `from` that holds more than white space, and where it begins.
fn next_line(text: &str, from: usize) -> Option<(usize, &str)> {
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        if !line.trim().is_empty() {
            return Some((start, line.trim_end()));
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str =
        "Orrin may sue\n\nMs May said Mayfield “would not, in May, pay.” May left.\n";
    const ENTITIES: &str =
        "\n== Entities ==\n    person   Ann May | mayor\n    place    Mayfield\n";

    #[track_caller]
    fn check_error(findings: &str, expect: &str) {
        let gold = format!(
            "Orrin may sue\n{}\n{findings}{ENTITIES}",
            ARTICLE.lines().nth(2).unwrap()
        );
        assert_eq!(
            Gold::parse("x.gold.txt", &gold, ARTICLE).unwrap_err(),
            expect
        );
    }

    #[test]
    fn stretches_are_found_in_text_order() {
        let gold = format!(
            "# A remark.\nOrrin may sue\n\n{}\n    person  May = Ann May\n    mixed  Mayfield “would […] pay.” | Ann May | said\n    place  Mayfield\n    direct  “would […] pay.” | May / he\n    no name  May\n    person  May = Ann May\n{ENTITIES}",
            ARTICLE.lines().nth(2).unwrap()
        )
        .replace("May / he", "Ann May");
        let gold = Gold::parse("x.gold.txt", &gold, ARTICLE).unwrap();
        let starts: Vec<usize> = gold.names.iter().map(|name| name.span.start).collect();
        assert_eq!(starts, [18, 27, ARTICLE.rfind("May").unwrap()]);
        let quotes: Vec<&str> = gold
            .quotes
            .iter()
            .map(|quote| quote.span.of(ARTICLE))
            .collect();
        assert_eq!(
            quotes,
            [
                "Mayfield “would not, in May, pay.”",
                "“would not, in May, pay.”"
            ]
        );
        assert_eq!(gold.quotes[0].cue.as_deref(), Some("said"));
        assert_eq!(
            gold.quotes[1].speaker,
            GoldSpeaker::Entity("Ann May".to_owned())
        );
        assert_eq!(
            gold.entity("Ann May").unwrap().role.as_deref(),
            Some("mayor")
        );
    }

    #[test]
    fn errors_name_file_and_line_and_say_what_to_do() {
        check_error(
            "    place  Mayfield\n    person  Ms May = Ann May",
            "x.gold.txt:4: “Ms May” is not in the rest of this paragraph: write names as they stand there, in the order in which they stand",
        );
        check_error(
            "    place  Mayfiel",
            "x.gold.txt:3: “Mayfiel” is not in the rest of this paragraph: write names as they stand there, in the order in which they stand",
        );
        check_error(
            "    direct  “would […] go.” | Ann May",
            "x.gold.txt:3: “go.”” is not in the rest of this paragraph: write quotes as they stand there, in the order in which they begin",
        );
        check_error(
            "    direct  “would not,",
            "x.gold.txt:3: who said it is missing: write “ | ” and the speaker after the stretch, or “ | unknown”",
        );
        check_error(
            "    persn  May",
            "x.gold.txt:3: a finding begins with person, place, organization, no name, direct, mixed, indirect or no quote, then a space",
        );
        check_error(
            "    person  May",
            "x.gold.txt:3: “May” is not in the list of entities at the end: add it, or write “ = ” and the entity's name",
        );
        check_error(
            "    place  May = Ann May",
            "x.gold.txt:3: “Ann May” is a place here and a person in the list of entities: correct one",
        );
        check_error(
            "    person  May = Ann May",
            "x.gold.txt:6: no name belongs to the entity “Mayfield”: delete it, or give it its mentions",
        );
        check_error(
            "    person  May = Ann May\n    place  Mayfield\n    direct  “would not, | a clerk",
            "x.gold.txt:5: the speaker “a clerk” is neither an entity of the list nor in the text: correct it, or write “unknown”",
        );
        check_error(
            "May left.",
            "x.gold.txt:3: the article ends before this paragraph: delete it here, or add it to the article",
        );
        assert_eq!(
            Gold::parse("x.gold.txt", "Orrin may sue\n", ARTICLE).unwrap_err(),
            "x.gold.txt:1: the article goes on with “Ms May said Mayfield “would not, in May, pay.” May left.”: add that paragraph and its findings"
        );
        assert_eq!(
            Gold::parse("x.gold.txt", "Orrin must sue\n", ARTICLE).unwrap_err(),
            "x.gold.txt:1: this is not the next paragraph of the article, which reads “Orrin may sue”: copy it from there, or indent this line if it is a finding"
        );
    }
}
