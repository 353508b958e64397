//! What a name's span covers and of which kind it is, over the phenomena that news is full of.
//!
//! In the cases, each name stands in square brackets behind the letter of its kind: P person,
//! L place, O organization.

use copydesk::names::{Tagger, settle};
use copydesk::text::paragraphs;
use copydesk::{Kind, MentionForm};

#[track_caller]
fn check(expect: &str) {
    let text = plain(expect);
    let paragraphs = paragraphs(&text);
    let mut marked = String::new();
    let mut at = 0;
    let mut names = Tagger::default().names(&paragraphs);
    settle(&paragraphs, &mut names);
    for name in names {
        let span = paragraphs[name.paragraph].span(&name.tokens);
        let letter = match name.kind {
            Kind::Person => 'P',
            Kind::Place => 'L',
            Kind::Organization => 'O',
        };
        marked += &text[at..span.start];
        marked += &format!("[{letter} {}]", span.of(&text));
        at = span.end;
    }
    marked += &text[at..];
    assert_eq!(marked, expect);
}

/// The case without its brackets.
fn plain(case: &str) -> String {
    let mut text = String::new();
    let mut chars = case.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => {
                chars.next();
                chars.next();
            }
            ']' => {}
            _ => text.push(c),
        }
    }
    text
}

#[test]
fn titles_stay_outside() {
    check("Mr. [P Lavrov] met Prime Minister [P Theresa May] on Tuesday.");
    check("President [P Emmanuel Macron] will visit [L Berlin] next week.");
    check("Foreign Minister [P Sergey Lavrov] declined to comment.");
    check("Ms [P Okafor] and Dr [P Patel] treated the wounded in [L Lagos].");
    check("[L U.S.] Secretary of State [P John Kerry] flew to [L Geneva].");
    check("Chancellor [P Angela Merkel] praised Mrs. [P Clinton].");
    check("Sen. [P John McCain] criticized Gen. [P David Petraeus].");
    check("Queen [P Elizabeth II] opened the session in [L London].");
}

#[test]
fn articles_and_possessives_stay_outside() {
    check("The [L United States] and the [L Netherlands] signed the treaty.");
    check("Officials from the [O European Union] met in [L Brussels].");
    check("[L Russia]'s economy shrank, and [L Ukraine]’s grew.");
    check("[P Putin]'s spokesman, [P Dmitry Peskov], denied it.");
}

#[test]
fn hyphens_do_not_hide_names() {
    check("The [L U.S.]-led coalition struck targets in [L Syria].");
    check("A [L London]-based company hired the workers.");
    check("[P Bashar al-Assad] spoke in [L Damascus].");
    check("President [P Moon Jae-in] of [L South Korea] called [P Kim Jong-un] on Friday.");
    check("Former [O UN] chief [P Ban Ki-moon] arrived in [L Seoul].");
}

#[test]
fn initials_particles_and_suffixes_stay_inside() {
    check("[P Martin Luther King Jr.] was born in [L Atlanta].");
    check("[P J. K. Rowling] lives in [L Edinburgh].");
    check("[P George W. Bush] defeated [P Al Gore] in [L Florida].");
    check("[P Ursula von der Leyen] leads the [O European Commission].");
    check("[P Ludwig van Beethoven] moved to [L Vienna].");
}

#[test]
fn abbreviated_places() {
    check("The [L U.S] on Monday joined the [L UK] in the talks.");
    check("Troops from the [L US] landed in the [L UAE] on Friday.");
    check("He moved from [L Washington, D.C.], to [L Texas].");
}

#[test]
fn words_beside_a_name_tell_what_it_is() {
    check("The [O Sunday Times] said no, but the [O Mail on Sunday] said yes.");
    check("The water regulator, [O Ofwat], said no on Sunday.");
    check("[P BEN WEST]: Nobody slept. (CROSSTALK) It was dark.");
}

#[test]
fn firms_keep_their_clitic() {
    check("[O Moody's] cut its outlook on Sunday, and [O Sainsbury's] is to close forty shops.");
    check("[P Chris Christie]'s lawyer said no on Sunday.");
}

#[test]
fn generic_words_that_belong_to_a_place() {
    check("Fighting went on in [L Helmand Province] on Sunday.");
    check("The plane landed at [L Heathrow Airport] near [L London].");
    check("She landed at [L Vnukovo airport] on Tuesday.");
    check("She landed at [L Borg El Arab airport].");
    check("Crowds gathered in [L Tahrir Square] in [L Cairo].");
}

#[test]
fn institutions_are_organizations() {
    check("She studied law at [O Harvard University].");
    check("The [O Supreme Court] rejected the appeal.");
    check("[O Microsoft] and [O Google] opened offices in [L Nairobi].");
    check("The [O International Monetary Fund] lent [L Greece] money.");
    check("The [O White House] said on Thursday that [P Obama] would go.");
    check("The [O Bank of England] raised its rate.");
}

#[test]
fn peoples_are_no_names() {
    check("Russian and Turkish troops left the town.");
    check("Israelis and Palestinians returned to the talks.");
    check("The Iraqi army entered [L Mosul].");
}

#[test]
fn people_before_their_governments() {
    check("The [P Obama] administration changed course.");
    check("[P Bashar al-Assad] spoke. Allies of the [P Assad] regime did not.");
}

#[test]
fn datelines_and_headlines() {
    check("[L MOSCOW] — [P Vladimir Putin] won the vote on Sunday.");
    check("[L NAIROBI], [L Kenya] ([O AP]) — Police fired tear gas.");
}

#[test]
fn what_nobody_sees_hides_no_name() {
    check("[P Ma\u{ad}ria Gar\u{200b}cía] met [P Jose\u{301} Pe\u{301}rez] in [L Par\u{ad}is].");
    check("Prime Minister \u{200f}[P Ahmed\u{200f} Hassan]\u{202c} flew to [L Cairo].");
    check("[P Ｒｅｘ Ｔｉｌｌｅｒｓｏｎ] said he met [P Ann\u{200b} Griﬃth].");
    check("[P Rex\u{a0}Tillerson] said so.");
}

#[test]
fn pictures_split_no_name() {
    let analyzer = copydesk::Analyzer::new();
    for text in [
        "“The talks went well,” Rex 🦖 Tillerson said.",
        "“The talks went well,” said Rex🦖Tillerson.",
    ] {
        let analysis = analyzer.analyze(text);
        assert_eq!(analysis.mentions.len(), 1, "{text}");
        assert_eq!(analysis.mentions[0].kind, Kind::Person, "{text}");
        let speaker = analysis.quotes[0].speaker.as_ref();
        let entity = speaker.and_then(|speaker| speaker.entity);
        assert_eq!(entity, Some(analysis.mentions[0].entity), "{text}");
    }
}

#[test]
fn no_names_no_hits() {
    check("");
    check("the quick brown fox jumps over the lazy dog.");
    check("On Monday, the Prime Minister spoke to reporters.");
    check("He will be back in January or February.");
    check("“We won,” she said. “Nobody thought we could.”");
}

#[test]
fn a_document_tells_what_a_sentence_does_not() {
    check(
        "[P Fumio Kishida] won the vote on Sunday.\n\n\
         [P Kishida], 64, is the son of a lawmaker.\n\n\
         Analysts say that [P Kishida] faces a hard year.",
    );
}

#[test]
fn headlines_name_what_the_text_names() {
    let talks = "President [P Donald Trump] met Russian President [P Vladimir Putin] in \
                 [L Helsinki] on Monday.";
    check(&format!(
        "PRESIDENT [P TRUMP] MEETS [P PUTIN] IN [L HELSINKI]\n\n{talks}"
    ));
    check(&format!(
        "[P Trump] Meets [P Putin] in [L Helsinki] as [P May] Visits [L Paris]\n\n{talks} \
         British Prime Minister [P Theresa May] visited [L Paris]."
    ));
    check(
        "[P TILLERSON] URGES [L MOSCOW] TO DROP [P ASSAD]\n\n\
         [L U.S.] Secretary of State [P Rex Tillerson] urged [L Moscow] on Tuesday to drop its \
         support for Syrian President [P Bashar al-Assad].",
    );
    check(
        "[O WORLD BANK] LENDS [L PERU] $2 BILLION\n\n\
         The [O World Bank] said on Monday that it would lend [L Peru] two billion dollars.",
    );
    check(
        "[P MERKEL] TO VISIT [L KENYA] IN MAY\n\n\
         Chancellor [P Angela Merkel] will travel to [L Kenya] in May. British Prime Minister \
         [P Theresa May] visited [L Paris].",
    );
}

#[test]
fn a_verb_parts_two_names() {
    check("The [O World Bank] lent [L Peru] two billion dollars on Monday.");
}

#[test]
fn acronyms_name_what_they_shorten() {
    check(
        "The [L Democratic Republic of Congo] ([L DRC]) sent troops.\n\n\
         The forests of the [L DRC] burned.",
    );
}

#[test]
fn confidence_is_a_percentage_and_spans_are_in_order() {
    let text = "Angela Merkel met Barack Obama in Berlin, and NATO was silent. JOHN LEFT ROME.";
    let analysis = copydesk::Analyzer::new().analyze(text);
    let names: Vec<_> = analysis
        .mentions
        .iter()
        .filter(|mention| mention.form == MentionForm::Name)
        .collect();
    assert!(names.len() >= 4);
    assert!(
        names
            .iter()
            .all(|name| (50..=100).contains(&name.confidence))
    );
    assert!(
        names
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start)
    );
}

#[test]
fn short_titles_in_labels() {
    check(
        "[P NED ROWE]: Well?\n\nGOV. [P LIZ PARK] (R), [L IOWA]: It is late.\n\n[P PARK]: Very late.",
    );
    check(
        "SECRETARY [P GAIL MERCER]: Good morning.\n\nSEC. [P MERCER]: We know.\n\nGOV. [P MERCER]: So do they.",
    );
}
