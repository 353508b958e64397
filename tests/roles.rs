//! Who "the driver", "his brother" and "the manufacturer" are, as the text tells it elsewhere.

mod common;

use common::check_last_speakers;

#[test]
fn roles_become_the_right_entity() {
    check_last_speakers(&[
        // What somebody does gives them a role, and so does what they are said to be.
        (
            "Oleg Markov, 38, drove the bus. Ann Lee was hurt. The driver said it was late.",
            Some("Oleg Markov"),
        ),
        (
            "The new manager is Sue Pratt, a chef. She says it is late.",
            Some("Sue Pratt"),
        ),
        (
            "Head teacher Rhian Lloyd was there. The head said it was late.",
            Some("Rhian Lloyd"),
        ),
        // Kin of somebody named.
        (
            "Dean Howe's brother, Marc, was held. His brother said it was late.",
            Some("Marc"),
        ),
        (
            "The bank's lawyer, Ann Lee, was there. His lawyer said it was late.",
            None,
        ),
        // The noun beside a name tells of which sort it is.
        (
            "The German union Verband voted. The union said it was late.",
            Some("Verband"),
        ),
        (
            "Car maker Brenta recalled vans. The manufacturer said it was late.",
            Some("Brenta"),
        ),
        (
            "Chipmaker Selix left. The company said it was late.",
            Some("Selix"),
        ),
        (
            "Tesora fined a supplier. It said it was late.",
            Some("Tesora"),
        ),
        (
            "Ana Tesora spoke. Tesora sent a letter. It said it was late.",
            None,
        ),
    ]);
}

#[test]
fn what_somebody_does_or_undergoes_gives_a_noun() {
    check_last_speakers(&[
        (
            "Karl Brandt, 52, runs a dairy farm. Ann Lee left. The farmer said it was late.",
            Some("Karl Brandt"),
        ),
        (
            "Eva Lind plays the cello. Ann Lee left. The cellist said it was late.",
            Some("Eva Lind"),
        ),
        (
            "Tom Hale was charged with theft. Ann Lee left. The defendant said it was late.",
            Some("Tom Hale"),
        ),
        (
            "The trial of Tom Hale began. Ann Lee left. The accused said it was late.",
            Some("Tom Hale"),
        ),
        (
            "Landlord Dennis Pike was there. Ann Lee left. The landlord said it was late.",
            Some("Dennis Pike"),
        ),
        (
            "Labour challenger Tom Hale met Gov. Ann Lee. The challenger said it was late.",
            Some("Tom Hale"),
        ),
        // Another challenger is another.
        (
            "Labour challenger Tom Hale met Gov. Ann Lee. The Green challenger said it was late.",
            None,
        ),
        (
            "Tom Hale, a retired postman, was there. Ann Lee left. The former postman said it was late.",
            Some("Tom Hale"),
        ),
        (
            "Norway's fisheries minister, Ingrid Solheim, was there. The minister said it was late.",
            Some("Ingrid Solheim"),
        ),
        (
            "Ann Lee qualified as a nurse in 2006. Tom Hale left. The nurse said it was late.",
            Some("Ann Lee"),
        ),
        (
            "Google has bought a firm in Leeds. The search giant said it was late.",
            Some("Google"),
        ),
        (
            "Lars Berg was replaced by Per Aas on Monday. The new coach said it was late.",
            Some("Per Aas"),
        ),
        (
            "Police have charged Simon Abbott. Glen Foyle left. The accused said it was late.",
            Some("Simon Abbott"),
        ),
        (
            "Helen Draper was pulled from the fire. The 67-year-old widow said it was late.",
            Some("Helen Draper"),
        ),
        (
            "Kazuo Mori, who designed the stadium, met Ann Lee. The architect said it was late.",
            Some("Kazuo Mori"),
        ),
        (
            "The hero is Moussa Diarra, a 26-year-old plumber. Ann Lee left. The plumber said it was late.",
            Some("Moussa Diarra"),
        ),
        (
            "Walter Simmons lost his wife in May. The widower said it was late.",
            Some("Walter Simmons"),
        ),
        // A name behind the noun goes before whoever was called so.
        (
            "A lifeguard has been given an award. The lifeguard, Josh Tierney, said it was late.",
            Some("Josh Tierney"),
        ),
        (
            "The publisher of the second book, Larkfield Press, said it was late.",
            Some("Larkfield Press"),
        ),
    ]);
}

#[test]
fn one_of_two_is_told_by_the_order_of_their_names() {
    check_last_speakers(&[
        (
            "Joan Pick and Asif Rahman spoke. The first said it was late.",
            Some("Joan Pick"),
        ),
        (
            "Joan Pick and Asif Rahman spoke. The second said it was late.",
            Some("Asif Rahman"),
        ),
        (
            "Joan Pick and Asif Rahman spoke. Ms Pick left. The latter said it was late.",
            Some("Asif Rahman"),
        ),
        (
            "Joan Pick and Asif Rahman spoke. The former says it is late, the latter that it is early.",
            Some("Asif Rahman"),
        ),
        (
            "Joan Pick and Asif Rahman spoke. The latter claims that it was late.",
            Some("Asif Rahman"),
        ),
        (
            "Russia and Turkey signed it in Sochi in May. The latter said it was late.",
            Some("Turkey"),
        ),
        (
            "Joan Pick and Asif Rahman have parted, the latter saying in a letter that it was late.",
            Some("Asif Rahman"),
        ),
        (
            "Joan Pick and Asif Rahman spoke. In an interview with the Echo, the latter said it was late.",
            Some("Asif Rahman"),
        ),
    ]);
}

#[test]
fn a_paragraph_goes_on_with_a_body() {
    check_last_speakers(&[
        (
            "Amnesty International criticized the law.\n\nIt said it was late.",
            Some("Amnesty International"),
        ),
        (
            "Barclays said no.\n\nIt added that it was late. It also said it was sorry.",
            Some("Barclays"),
        ),
        ("Ann Lee criticized the law.\n\nIt said it was late.", None),
    ]);
}

#[test]
fn where_somebody_works_and_what_they_run_give_a_noun() {
    check_last_speakers(&[
        (
            "Joy Adell has worked on the children's ward in Hull since 1998. The nurse said it was late.",
            Some("Joy Adell"),
        ),
        (
            "Tom Hale has run the only pub in Dorn since 1998. The landlord said it was late.",
            Some("Tom Hale"),
        ),
        (
            "Nadia lost her job in the spring and now works as a baker in Leeds. The baker said it was late.",
            Some("Nadia"),
        ),
        (
            "Emil Carver, who led the study in Leeds, followed 300 children. The researcher said it was late.",
            Some("Emil Carver"),
        ),
        (
            "Wolves have lost six in a row under Rob Tanner. The manager said it was late.",
            Some("Rob Tanner"),
        ),
        (
            "Rob Tanner has worked on the docks since 1998. The nurse said it was late.",
            None,
        ),
        (
            "Priya Raman of the National University led the study. The researcher said it was late.",
            Some("Priya Raman"),
        ),
        (
            "The landlord of the Black Swan, Terry Mullins, was there. The publican said it was late.",
            Some("Terry Mullins"),
        ),
    ]);
}

#[test]
fn somebody_is_named_behind_their_role() {
    check_last_speakers(&[
        (
            "“I held her hand,” said the nurse. Rosa Bento, 41, has worked in Hull for 15 years.",
            Some("Rosa Bento"),
        ),
        (
            "“I held her hand,” said the nurse. Rosa Bento, 41, died in Hull on Friday.",
            None,
        ),
        (
            "Ann Lee slept. “I held her hand,” said the nurse. Rosa Bento, 41, has worked in Hull.",
            None,
        ),
    ]);
}

#[test]
fn offices_that_somebody_is_given() {
    check_last_speakers(&[
        (
            "The firm named Jo Frey as its new chief executive, replacing Ann Lutz. The incoming chief executive said it was late.",
            Some("Jo Frey"),
        ),
        (
            "Dan Whitlock, 52, a lorry driver from Dorn, was cleared.\n\nThe driver said it was late.",
            Some("Dan Whitlock"),
        ),
        (
            "Dutch tourist Jan Vos was on the beach. The tourist said it was late.",
            Some("Jan Vos"),
        ),
        (
            "Swiss guide Reto Graf was on the glacier. The guide said it was late.",
            Some("Reto Graf"),
        ),
        (
            "Katya Bond fled Kharkiv with her son in 2022. The mother of one said it was late.",
            Some("Katya Bond"),
        ),
        (
            "Harlan Foods is to close its plant in Dorn. The company said it was late.",
            Some("Harlan Foods"),
        ),
        (
            "Shares in Norvex fell after the Danish drugmaker missed forecasts. The company said it was late.",
            Some("Norvex"),
        ),
        (
            "President Olaf Brandt arrived on Monday. The head of state said it was late.",
            Some("Olaf Brandt"),
        ),
        (
            "Conductor Mats Ferri collapsed. His wife, Giulia, wept.\n\nThe conductor's wife said it was late.",
            Some("Giulia"),
        ),
    ]);
}

#[test]
fn another_word_for_whom_the_sentence_before_is_about() {
    check_last_speakers(&[
        (
            "Paul Orme blamed Ann Lee. “It is late,” the New York businessman said.",
            Some("Paul Orme"),
        ),
        (
            "“It is late,” she said, as Ann Lee slept. The New York businessman said it was late.",
            None,
        ),
        (
            "If Dan Orme wins, Ann Lee's days are over. The Democratic challenger said it was late.",
            None,
        ),
    ]);
}
