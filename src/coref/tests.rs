//! Who is who, on texts whose names are marked by hand: `{person}`, `[place]`, `<organization>`.
//!
//! Expected: a line for each entity, with its name, its role in brackets, its pronoun, and its
//! mentions as they stand in the text.

use expect_test::{Expect, expect};

use super::{Gender, References, references};
use crate::analysis::Kind;
use crate::names::Name;
use crate::quotes::{Classes, word};
use crate::text::{self, Paragraph};

fn read(marked: &str) -> (String, Vec<(usize, usize, Kind)>) {
    let (mut plain, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '{' | '[' | '<' => start = plain.len(),
            '}' => spans.push((start, plain.len(), Kind::Person)),
            ']' => spans.push((start, plain.len(), Kind::Place)),
            '>' => spans.push((start, plain.len(), Kind::Organization)),
            _ => plain.push(c),
        }
    }
    (plain, spans)
}

fn names(paragraphs: &[Paragraph], spans: &[(usize, usize, Kind)]) -> Vec<Name> {
    spans
        .iter()
        .map(|&(start, end, kind)| {
            let index = paragraphs.partition_point(|paragraph| paragraph.start <= start) - 1;
            let paragraph = &paragraphs[index];
            let first = paragraph.token_at(start - paragraph.start);
            let last = paragraph.token_at(end - paragraph.start - 1);
            Name {
                paragraph: index,
                tokens: first..last + 1,
                kind,
                confidence: 99,
                entry: None,
            }
        })
        .collect()
}

#[track_caller]
fn check(marked: &str, expect: Expect) {
    let (plain, spans) = read(marked);
    let paragraphs = text::paragraphs(&plain);
    let References {
        mentions, clusters, ..
    } = references(&paragraphs, &names(&paragraphs, &spans));
    let lines: String = clusters
        .iter()
        .enumerate()
        .map(|(id, cluster)| {
            let role = cluster
                .role
                .as_ref()
                .map_or(String::new(), |role| format!(" ({role})"));
            let pronoun = match cluster.gender {
                Some(Gender::Male) => " he",
                Some(Gender::Female) => " she",
                None => "",
            };
            let mentions: Vec<&str> = mentions
                .iter()
                .zip(&paragraphs)
                .flat_map(|(mentions, paragraph)| mentions.iter().map(move |m| (m, paragraph)))
                .filter(|(mention, _)| mention.entity == id)
                .map(|(mention, paragraph)| paragraph.words(&mention.tokens))
                .collect();
            format!(
                "{}{role}{pronoun}: {}\n",
                cluster.name(),
                mentions.join(", ")
            )
        })
        .collect();
    expect.assert_eq(&lines);
}

#[test]
fn surnames_keep_their_particle_and_headlines_mean_the_first_named() {
    check(
        "{VALE} WINS\n\n{Martin Vale} beat {Ursula van der Linde}. {Ada Vale} left.\n\n{Van der Linde} wept.",
        expect![[r#"
            Martin Vale he: VALE, Martin Vale
            Ursula van der Linde she: Ursula van der Linde, Van der Linde
            Ada Vale she: Ada Vale
        "#]],
    );
}

#[test]
fn surnames_and_titles_join_the_full_name() {
    check(
        "TREASURER {VALE} RESIGNS\n\nState Treasurer {Martin Vale} resigned. Mr. {Vale} is 61. {Vale}'s deputy stays.",
        expect![[r#"
            Martin Vale (State Treasurer) he: VALE, Martin Vale, Vale, Vale
        "#]],
    );
}

#[test]
fn married_pairs() {
    check(
        "{Hugo Brandt} and {Vera Brandt} run the inn. Mrs. {Brandt} cooks. Mr. {Brandt} pours.",
        expect![[r#"
            Hugo Brandt he: Hugo Brandt, Brandt
            Vera Brandt she: Vera Brandt, Brandt
        "#]],
    );
    check(
        "{Vera Brandt} won. {Brandt} thanked {Hugo Brandt}, her husband.\n\n{Brandt} will be mayor.",
        expect![[r#"
            Vera Brandt she: Vera Brandt, Brandt, her, Brandt
            Hugo Brandt he: Hugo Brandt
        "#]],
    );
}

#[test]
fn short_forms_initials_and_particles() {
    check(
        "{William Rowe} met {Bill Rowe}'s friend {A. J. Stone}. {Arthur James Stone} met {Omar al-Hadid}. {Hadid} left.",
        expect![[r#"
            William Rowe he: William Rowe, Bill Rowe
            Arthur James Stone he: A. J. Stone, Arthur James Stone
            Omar al-Hadid he: Omar al-Hadid, Hadid
        "#]],
    );
}

#[test]
fn family_name_first() {
    check(
        "{Park Ji-won} spoke. Mr. {Park} left.",
        expect![[r#"
        Park Ji-won he: Park Ji-won, Park
    "#]],
    );
}

#[test]
fn places_have_many_names() {
    check(
        "The [U.S] and the [United States] and the [US]; [U.K.] and [Britain]; [Congo].",
        expect![[r#"
            United States: U.S, United States, US
            Britain: U.K., Britain
            Congo: Congo
        "#]],
    );
}

#[test]
fn organizations_have_short_names() {
    check(
        "The <Harbour and Rivers Trust> (<HRT>) met the <Department of Parks>. The <Parks Department> and <HRT> agreed. <Norvik Energy Inc.> paid; <Norvik> gains.",
        expect![[r#"
            Harbour and Rivers Trust: Harbour and Rivers Trust, HRT, HRT
            Department of Parks: Department of Parks, Parks Department
            Norvik Energy Inc.: Norvik Energy Inc., Norvik
        "#]],
    );
}

#[test]
fn parts_of_a_name_stand_for_the_whole() {
    check(
        "<Castlebeck Rovers> beat <Ashby Town>. <Rovers> lead; <Castlebeck> rest. The <Great Lakes Water Trust> paid. The <Water Trust> won. <Steel Hands Union> (<SHU>) and <SHU>.",
        expect![[r#"
            Castlebeck Rovers: Castlebeck Rovers, Rovers, Castlebeck
            Ashby Town: Ashby Town
            Great Lakes Water Trust: Great Lakes Water Trust, Water Trust
            Steel Hands Union: Steel Hands Union, SHU, SHU
        "#]],
    );
    check(
        "<Norvik Energy> and <Norvik Shipping> are rivals; <Norvik> is silent.",
        expect![[r#"
            Norvik Energy: Norvik Energy
            Norvik Shipping: Norvik Shipping
            Norvik: Norvik
        "#]],
    );
}

#[test]
fn a_title_tells_which_namesake_is_meant() {
    check(
        "{Ines Duarte} tweeted, and President {Duarte} agreed.\n\nThe US President {Rolf Duarte} has a daughter.",
        expect![[r#"
            Ines Duarte she: Ines Duarte
            Rolf Duarte (US President) he: Duarte, Rolf Duarte
        "#]],
    );
}

#[test]
fn generations_are_told_apart() {
    check(
        "{Jimmy Banks} spoke. {James Earl Banks Jr.} was born in [Ely].",
        expect![[r#"
            James Earl Banks Jr. he: Jimmy Banks, James Earl Banks Jr.
            Ely: Ely
        "#]],
    );
    check(
        "{Jimmy Banks} buried his father {James Earl Banks}, not {James Earl Banks Jr.}",
        expect![[r#"
            James Earl Banks he: Jimmy Banks, his, James Earl Banks
            James Earl Banks Jr. he: James Earl Banks Jr.
        "#]],
    );
    check(
        "{Theo Banks Jr.} buried {Theo Banks}. {Banks} wept.",
        expect![[r#"
            Theo Banks Jr. he: Theo Banks Jr.
            Theo Banks he: Theo Banks, Banks
        "#]],
    );
}

#[test]
fn spelling_and_line_breaks_make_nobody_new() {
    check(
        "{María López} left with {Ludwig\nvan Lee}, and {Maria Lopez} came back to [Sao Paulo], or [São Paulo].",
        expect![[r#"
            María López she: María López, Maria Lopez
            Ludwig van Lee he: Ludwig
            van Lee
            São Paulo: Sao Paulo, São Paulo
        "#]],
    );
}

#[test]
fn a_role_ends_where_the_name_in_it_ends() {
    check(
        "{Karl Lee}, a spokesman for the <Food and Labour Office>, left.",
        expect![[r#"
            Karl Lee (spokesman for the Food and Labour Office) he: Karl Lee
            Food and Labour Office: Food and Labour Office
        "#]],
    );
}

#[test]
fn a_role_begins_behind_another_name() {
    check(
        "<University of Ghana> Professor {Ann Lee} met Bank of [England] Governor {Jo Coe}.",
        expect![[r#"
            University of Ghana: University of Ghana
            Ann Lee (Professor) she: Ann Lee
            England: England
            Jo Coe (Governor): Jo Coe
        "#]],
    );
}

#[test]
fn pronouns_agree_and_look_back() {
    check(
        "{Anna Reyes} met {Karl Lind} on Monday. She praised him. He smiled.",
        expect![[r#"
            Anna Reyes she: Anna Reyes, She
            Karl Lind he: Karl Lind, him, He
        "#]],
    );
    check(
        "Mr. {Adeyemi} asked Ms. {Osei} to stay. {Osei}'s lawyers refused, she said.",
        expect![[r#"
            Adeyemi he: Adeyemi
            Osei she: Osei, Osei, she
        "#]],
    );
    check(
        "{Karl Lind} is a critic. By leaving, {Tomas Berg} had helped rivals, he said.",
        expect![[r#"
            Karl Lind (critic) he: Karl Lind, he
            Tomas Berg he: Tomas Berg
        "#]],
    );
    check(
        "“He is a fool,” {Anna Reyes} said. She left.",
        expect![[r#"
        Anna Reyes she: Anna Reyes, She
    "#]],
    );
}

#[test]
fn every_pronoun_with_a_gender_is_found() {
    let text = "He him his himself she her hers herself HERS here they hens";
    let paragraph = Paragraph::new(0, text);
    let tokens = paragraph.tokens().iter().enumerate();
    let words = tokens.map(|(at, token)| word(paragraph.word(at), token.kind));
    let found = Classes::default().push(words.collect::<Vec<_>>().iter());
    assert_eq!(found, (0..9).collect::<Vec<u32>>());
}

#[test]
fn roles_are_the_fullest_given() {
    check(
        "Foreign Minister {Lena Ode} arrived. {Ode}, the acting foreign minister of [Norland], stayed.",
        expect![[r#"
            Lena Ode (acting foreign minister of Norland) she: Lena Ode, Ode
            Norland: Norland
        "#]],
    );
    check(
        "Gov. {Lena Ode} left. {Ode}, a former prosecutor, is ill.",
        expect![[r#"
            Lena Ode (Gov.) she: Lena Ode, Ode
        "#]],
    );
}

#[track_caller]
fn resolves(marked: &str, phrase: &str, to: Option<&str>) {
    let (plain, spans) = read(marked);
    let paragraphs = text::paragraphs(&plain);
    let references = references(&paragraphs, &names(&paragraphs, &spans));
    let at = plain.rfind(phrase).expect("the phrase stands in the text");
    let index = paragraphs.partition_point(|paragraph| paragraph.start <= at) - 1;
    let paragraph = &paragraphs[index];
    let first = paragraph.token_at(at - paragraph.start);
    let last = paragraph.token_at(at + phrase.len() - paragraph.start - 1);
    let entity = references.resolve(&paragraphs, index, &(first..last + 1));
    assert_eq!(
        entity.map(|entity| references.clusters[entity].name()),
        to,
        "{phrase}"
    );
}

#[test]
fn phrases() {
    let pair = "Mr. {Okafor} and Mr. {Lindqvist} met in [Bonn], which the latter said helped; the former agreed.";
    resolves(pair, "the latter", Some("Lindqvist"));
    resolves(pair, "the former", Some("Okafor"));
    let roles = "Finance Minister {Ines Duarte} met {Rolf Maier}, chairman of <Hansa Bank>. The minister left. The chairman stayed. The bank paid.";
    resolves(roles, "The minister", Some("Ines Duarte"));
    resolves(roles, "The chairman", Some("Rolf Maier"));
    resolves(roles, "The bank", Some("Hansa Bank"));
    resolves(
        "U.S. Secretary of State {Ann Lee} said so.",
        "U.S. Secretary of State Ann Lee",
        Some("Ann Lee"),
    );
    resolves(
        "The aide of {Ann Lee} said so.",
        "The aide of Ann Lee",
        None,
    );
    resolves(roles, "left", None);
    resolves(
        "{Martin Huang} spoke.\n\nHUANG: We paid.",
        "HUANG",
        Some("Martin Huang"),
    );
    resolves(
        "Gov. {Ann Lee} left. The governor is ill.",
        "The governor",
        Some("Ann Lee"),
    );
    let phrases = "{Eva Holt}'s lawyer, {Dan Price}, and a spokesman for {Eva Holt} spoke; Commissioner {Geoff Starling} of [Leeds] too.";
    resolves(phrases, "a spokesman for Eva Holt", None);
    resolves(phrases, "Eva Holt's lawyer", None);
    resolves(
        phrases,
        "Commissioner Geoff Starling of Leeds",
        Some("Geoff Starling"),
    );
}

#[test]
fn thin_evidence_names_nobody() {
    let herald = "The <Daily Herald> ran the story. The ministry said so.";
    resolves(herald, "The ministry", None);
    let paper = "The <Daily Herald> ran the story. The newspaper said so.";
    resolves(paper, "The newspaper", Some("Daily Herald"));
    let union = "The <Harbour Workers Guild> and <Norsk Shipping> met. The union left.";
    resolves(union, "The union", Some("Harbour Workers Guild"));
    resolves(
        "<Barclo> lost. The bank said so.",
        "The bank",
        Some("Barclo"),
    );
    let two = "<Barclo> beat <Hansa>.\n\nThe bank said so.";
    resolves(two, "The bank", None);
    resolves(
        "The <Survey Office> left. The survey said so.",
        "The survey",
        None,
    );
    resolves(
        "The <Post> fell. The Post said so.",
        "The Post",
        Some("Post"),
    );
    let senators = "[Texas] Sen. {Ed Cole} met [Ohio] Sen. {Al Ray}. The Texas senator left.";
    resolves(senators, "The Texas senator", Some("Ed Cole"));
    let women = "Mrs. {Lind} met Ms. {Berg}. The actress left.";
    resolves(women, "The actress", None);
    let possessed = "{Lind} sued <Barclo>. The company's spokesman left.";
    resolves(possessed, "The company's spokesman", None);
    resolves(
        "Rep. {Lind} came. The congressman left.",
        "The congressman",
        Some("Lind"),
    );
}

#[test]
fn it_is_the_subject_before() {
    resolves("<Barclo> lost money. It said so.", "It", Some("Barclo"));
    let hung = "Papers of <Barclo> came out. It said so.";
    resolves(hung, "It", None);
    let object = "{Jo Lee} left <Barclo>. It said so.";
    resolves(object, "It", None);
    let after = "<Barclo> said it had lost. “We did,” it added.";
    resolves(after, "it", Some("Barclo"));
    let marked = "“<Barclo> lost money,” it said.";
    resolves(marked, "it", None);
}
