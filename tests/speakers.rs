//! Which entity each speaker is, told from small passages.

mod common;

use common::check_last_speakers;
use copydesk::Analyzer;

#[test]
fn titles_with_of_lead_to_the_person() {
    let analyzer = Analyzer::new();
    for text in [
        "“It is fair,” U.S. Secretary of State Rex Tillerson said.",
        "“It is fair,” said Secretary of State Rex Tillerson, who left.",
        "Secretary of Homeland Security Rex Tillerson said the offer was fair.",
        "Mayor of London Rex Tillerson said: “It is fair.”",
    ] {
        let analysis = analyzer.analyze(text);
        let speaker = analysis.quotes[0].speaker.as_ref();
        let name = speaker.and_then(|speaker| Some(&*analysis.entities[speaker.entity?].name));
        assert_eq!(name, Some("Rex Tillerson"), "{text}");
    }
}

#[test]
fn pronouns_of_somebody_without_a_name_have_their_words() {
    let analyzer = Analyzer::new();
    for text in [
        "A witness said the car was fast. He said it flew.",
        "A witness said the car was fast.\n\n“It just flew,” he said.",
        "“The car was fast,” a witness said.\n\n“It just flew,” he said. He added: “I saw it.”",
    ] {
        let analysis = analyzer.analyze(text);
        let last = analysis
            .quotes
            .last()
            .and_then(|quote| quote.speaker.as_ref());
        let name = last.map(|speaker| &*speaker.name.to_lowercase() == "a witness");
        assert_eq!(name, Some(true), "{text}: {last:?}");
    }
}

#[test]
fn speakers_become_the_right_entity() {
    check_last_speakers(&[
        // Somebody told by a people or a country.
        (
            "Spanish champion Rafa Ortiz beat Tom Webb. “I am tired,” the Spaniard said.",
            Some("Rafa Ortiz"),
        ),
        (
            "Tom Webb came second behind Ole Dahl of Denmark. “I am tired,” the Dane said.",
            Some("Ole Dahl"),
        ),
        (
            "Norway’s Ole Dahl won. “I am tired,” the Norwegian said.",
            Some("Ole Dahl"),
        ),
        // Or by a word for what they are, where only one can be meant.
        (
            "Lucas Andrade scored twice on Sunday. “I was lucky,” the Brazilian said.",
            Some("Lucas Andrade"),
        ),
        (
            "Luc Petit beat Ann Cole. “It was hot,” the youngster said.",
            None,
        ),
        (
            "Darren Pike of Mill Lane denied theft. “I was asleep,” the defendant said.",
            Some("Darren Pike"),
        ),
        (
            "Ann Cole left.\n\nKelly Ford from Hull won the race. The mother of two said she was tired.",
            Some("Kelly Ford"),
        ),
        (
            "German driver Jens Kuhn beat German driver Max Vogt. “I am tired,” the German said.",
            None,
        ),
        (
            "German Foreign Minister Anna Vogel met her Polish counterpart, Jan Nowicki. The Polish minister said that the talks were good.",
            Some("Jan Nowicki"),
        ),
        // What else stands before or behind a title tells its holders apart.
        (
            "Transport Secretary Ivo Marsh met Defence Secretary Nora Pell. The transport secretary said that the road would open.",
            Some("Ivo Marsh"),
        ),
        (
            "Transport Secretary Ivo Marsh met Defence Secretary Nora Pell. The secretary said that the road would open.",
            Some("Nora Pell"),
        ),
        (
            "Transport Secretary Ivo Marsh left. The Education Secretary said that the schools would open.",
            None,
        ),
        (
            "Secretary of State Ivo Marsh left. The secretary of defense said that the troops would stay.",
            None,
        ),
        (
            "Vice President Ivo Marsh stood in for President Nora Pell. The vice president said that she was ill.",
            Some("Ivo Marsh"),
        ),
        (
            "President Nora Pell sent Vice President Ivo Marsh. The president said that she was ill.",
            Some("Nora Pell"),
        ),
        (
            "Deputy Mayor Ivo Marsh spoke. The mayor said that he was ill.",
            None,
        ),
        (
            "Coach Ivo Marsh thanked assistant coach Sam Deakin. The coach said that it was a good year.",
            Some("Ivo Marsh"),
        ),
        (
            "Health Secretary Nora Pell faced shadow health secretary Ivo Marsh. The health secretary said that the wards were full.",
            Some("Nora Pell"),
        ),
        (
            "Ivo Marsh, a former prime minister, met Prime Minister Nora Pell. The former prime minister said that it was late.",
            Some("Ivo Marsh"),
        ),
        (
            "Prime Minister Nora Pell met Ivo Marsh, a former prime minister. The prime minister said that it was late.",
            Some("Nora Pell"),
        ),
        (
            "Parish leader Rosa Lind and tenants leader Carl Voss met. The parish leader told him that the hall would close.",
            Some("Rosa Lind"),
        ),
        (
            "Parish leader Rosa Lind and tenants leader Carl Voss met. The tenants leader said that the hall would close.",
            Some("Carl Voss"),
        ),
        (
            "Parish leader Rosa Lind and tenants leader Carl Voss met. The leader said that the hall would close.",
            Some("Carl Voss"),
        ),
        (
            "Gov. Dana Whitlock left. Whitlock, a former prosecutor, is ill. The governor said that it was bad.",
            Some("Dana Whitlock"),
        ),
        (
            "Chief Executive Ingrid Solberg and Chief Financial Officer Raj Menon spoke. The finance chief said that it was bad.",
            Some("Raj Menon"),
        ),
        (
            "Chief executive Jane Roe spoke. The CEO said that it was bad.",
            Some("Jane Roe"),
        ),
        (
            "Jon Briggs, a plumber from Leeds, won. “I cried,” the plumber said.",
            Some("Jon Briggs"),
        ),
        // The one that the text is about, among several.
        (
            "Shares in Vodafone fell. Siemens, a rival, gained. Vodafone shut two plants. Vodafone left Spain.\n\nThe company said that it was sorry.",
            Some("Vodafone"),
        ),
        // A label that recurs.
        (
            "BLITZER: Are you running?\n\nKERRIGAN: We will see.\n\nBLITZER: When?\n\nKERRIGAN: I will tell my family first.",
            Some("KERRIGAN"),
        ),
        // One of two who do the same.
        ("Todd Ames and Mark Pugh walked in. “Good,” he said.", None),
        (
            "Todd Ames and Mark Pugh walked in. Ames smiled. “Good,” he said.",
            Some("Todd Ames"),
        ),
        // Whose name stands within the phrase is not who speaks.
        (
            "The Bank of Ghana's governor, Esi Boateng, said last week that rents were high.",
            Some("Esi Boateng"),
        ),
        (
            "The Bank of Ghana governor, Esi Boateng, said last week that rents were high.",
            Some("Esi Boateng"),
        ),
        (
            "The Bank of Ghana's governor said last week that rents were high.",
            None,
        ),
        (
            "The Bank of Ghana said last week that rents were high.",
            Some("Bank of Ghana"),
        ),
        // Somebody without a name who is heard is nobody known.
        (
            "Conrad Bell, 71, denies the charge. The court heard from one of the boys, now 50. “He was a loud man,” he said.",
            None,
        ),
        (
            "Conrad Bell, 71, denies the charge. The jury heard evidence from a former policeman. “He was a loud man,” he said.",
            None,
        ),
        (
            "Mayor Conrad Bell opened the bridge. The paper quoted a spokesman for the builders. “We are on time,” he said.",
            None,
        ),
        (
            "Conrad Bell, 71, denies the charge. The court heard from one of the girls. “I was not there,” he said.",
            Some("Conrad Bell"),
        ),
        (
            "Conrad Bell, 71, denies the charge. The court heard from his neighbours. “I was not there,” he said.",
            Some("Conrad Bell"),
        ),
        (
            "Conrad Bell spoke to one of the boys. “I was not there,” he said.",
            Some("Conrad Bell"),
        ),
        (
            "Conrad Bell denies the charge. “I spoke to a policeman. I was not there,” he said.",
            Some("Conrad Bell"),
        ),
        (
            "Conrad Bell resigned. A spokesman for the prime minister rejected the charge. “This is not the time,” he said.",
            None,
        ),
        // Who is asked, ordered or shouted at by somebody without a name answers.
        (
            "A reporter asked Maria Costa whether she was sorry. “No,” she said.",
            Some("Maria Costa"),
        ),
        (
            "“Will you quit?” one reporter shouted at Todd Ames. “Not a chance,” he replied.",
            Some("Todd Ames"),
        ),
        (
            "A judge ordered Todd Ames to pay. “I have no money,” he said.",
            Some("Todd Ames"),
        ),
        (
            "Todd Ames met voters.\n\n“Will you quit?” a man asked.\n\n“Never,” he said.",
            Some("Todd Ames"),
        ),
        (
            "A farmer told Todd Ames that it was over. “We are off,” he said.",
            None,
        ),
        // A surname alone is not that of the relative.
        (
            "Harold Finch, the actor, died. His son, the director Mark Finch, wept. “I never liked school,” Finch once said.",
            Some("Harold Finch"),
        ),
        (
            "Nadia Prieto, whose brother Marco Prieto died in the blast, wept. “They knew,” Prieto said.",
            Some("Nadia Prieto"),
        ),
        (
            "Harold Finch died. His son, the director Mark Finch, said that he had been ill.",
            Some("Mark Finch"),
        ),
        // Nor a place whoever speaks in it.
        (
            "In Kyiv, Ukraine, the foreign minister, Oleh Danko, said that the war would end.",
            Some("Oleh Danko"),
        ),
        (
            "In Nairobi, Kenya, Grace Otieno, a teacher, said that the rain had come.",
            Some("Grace Otieno"),
        ),
        // Which organization it is, between commas.
        (
            "The regulator, Ofwave, said that prices would fall.",
            Some("Ofwave"),
        ),
        (
            "“We are sorry,” said the bridge's owner, Severn Crossing Group.",
            Some("Severn Crossing Group"),
        ),
        (
            "The minister, Ofwave, the unions and the press said that prices would fall.",
            None,
        ),
        // Somebody told by another word for the title.
        (
            "Senator Joan Ridley opposed the bill. The lawmaker said that it was too late.",
            Some("Joan Ridley"),
        ),
        (
            "Det Insp Colin Marsh led the search. “We found nothing,” the detective said.",
            Some("Colin Marsh"),
        ),
        (
            "Harriet Blunt QC opened the case. The barrister said that the jury would see a film.",
            Some("Harriet Blunt"),
        ),
        // Who made something known is not what it says.
        (
            "The report, seen by the Guardian, says the ward was full. It says the deaths were avoidable.",
            None,
        ),
        // The label of an answer in capitals.
        (
            "Gov. Mary Fallin met reporters.\n\nQ: Is the bill dead?\n\nFALLIN: No, it is not dead at all.",
            Some("Mary Fallin"),
        ),
        (
            "Gov. Mary Fallin met reporters.\n\nQ: Are you well? FALLIN: I am. Q: Is the bill dead? FALLIN: No.",
            Some("Mary Fallin"),
        ),
        (
            "Q: Were you surprised by the vote?\n\nWHITCOMB: Not at all. We knew.",
            Some("WHITCOMB"),
        ),
        (
            "Press secretary Dina Falk met reporters.\n\nMS. FALK: We shall see.\n\nQ But is there a date?\n\nMS. FALK: There is not.",
            Some("Dina Falk"),
        ),
        (
            "President Ed Stone spoke at a school.\n\nTHE PRESIDENT: Thank you all.\n\nQUESTION: Will you run again?\n\nTHE PRESIDENT: We will see.",
            Some("Ed Stone"),
        ),
        (
            "PAT REED, HOST: Will you vote for it?\n\nSEN. AMOS BULLARD (D), OHIO: I will.\n\nREED: When?\n\nBULLARD: On Friday.",
            Some("AMOS BULLARD"),
        ),
        // A name written like a small word.
        (
            "Prime Minister Doris May came to Hull. May told farmers that the levy was dead.",
            Some("Doris May"),
        ),
        (
            "Rep. Hugh Long said that the levy was dead.",
            Some("Hugh Long"),
        ),
        // The subject of the sentence before, however often another is named.
        (
            "Marcus Dell will not resign. Dell has won two of his last nine games. His captain, Joe Speight, refused to comment on the manager. “I will keep playing,” he said.",
            Some("Joe Speight"),
        ),
        (
            "Senator Paul Rourke opened the debate. Rourke wrote the bill.\n\nRourke said his bill would save lives.\n\nSenator Will Crane, who sits beside Rourke, opposes it. He said it would ruin hospitals.",
            Some("Will Crane"),
        ),
        // Who speaks, not whom they speak of or to.
        (
            "Mr. Paul Rourke met workers. In a letter to Paul Rourke, Will Crane said the town was shut. He added that nobody had listened.",
            Some("Will Crane"),
        ),
        (
            "David Frost and Michel Barre met. Frost said the talks would end. According to Michel Barre, David Frost had refused to move. “The clock is ticking,” he said.",
            Some("Michel Barre"),
        ),
        (
            "Ruth Cohen found the letters in a drawer. They were written by her aunt, Miriam Levy, in 1944. “I could not stop crying,” she said.",
            Some("Ruth Cohen"),
        ),
        (
            "Margaret Dale, whose son died at sea, wept as she listened. “I have waited for this,” she said.",
            Some("Margaret Dale"),
        ),
        (
            "Dr. Marco Bassi dated the mosaic. He said that three like it were known. Lowry’s team was called in after a driver, Stan Pugh, noticed the stones. “I thought it was a floor,” he said.",
            Some("Stan Pugh"),
        ),
        (
            "Tom Ward left the firm. Like Ted Makin, the former clerk, Joe Roffman does not want to fight.\n\n“I am 76,” he said.",
            Some("Joe Roffman"),
        ),
        // Somebody told by the age alone, among few.
        (
            "Kyle Marsh has signed a new deal. “I am over the moon,” the 24-year-old said.",
            Some("Kyle Marsh"),
        ),
        (
            "Kyle Marsh replaces Lee Cox. “I am over the moon,” the 24-year-old said.",
            None,
        ),
        (
            "Sam Deakin applauded his old supporters. The midfielder said that he was sad.",
            Some("Sam Deakin"),
        ),
        // Who speaks in a clause of another's words does not speak after it.
        (
            "Andy Whitlock said the state had asked the army for help but warned that it might be late.",
            Some("Andy Whitlock"),
        ),
        // A name behind what hangs on its title.
        (
            "“It is mad,” said mother of three Tasha Lowe.",
            Some("Tasha Lowe"),
        ),
        (
            "Chair of governors Dr Anil Mehta confirmed that the head was ill.",
            Some("Anil Mehta"),
        ),
        ("The daughter of Tasha Lowe said that it was late.", None),
        (
            "Counsel to the inquiry, Hugh Payne, said that it was late.",
            Some("Hugh Payne"),
        ),
        (
            "The new MP, Priya Nair, said that it was late.",
            Some("Priya Nair"),
        ),
        // Who the speaker is stands behind the name.
        (
            "“We are ready,” said Olaf Brandt, chief executive of the line. “We can sail,” he said.",
            Some("Olaf Brandt"),
        ),
        (
            "“Nobody asked,” said Vera Stoll, a professor at the school. She said it was late.",
            Some("Vera Stoll"),
        ),
        (
            "Vera Stoll, a lawyer for the city, who said it was late, left.",
            Some("Vera Stoll"),
        ),
        (
            "One woman, who gave her name only as Lidia, said it was late. “I saw it,” she said.",
            Some("Lidia"),
        ),
        // A role, however it was given.
        (
            "A company spokesman, Olaf Brandt, came. The spokesman said it was late.",
            Some("Olaf Brandt"),
        ),
        (
            "The president of Norland, Olaf Brandt, came. The president said it was late.",
            Some("Olaf Brandt"),
        ),
        (
            "The Rev. Olaf Brandt, pastor of the chapel, came. The pastor said it was late.",
            Some("Olaf Brandt"),
        ),
        (
            "A spokesman for the mayor, Olaf Brandt, came. The mayor said it was late.",
            None,
        ),
        (
            "Vera Stoll, Labour MP for Dover, came. The MP said it was late.",
            Some("Vera Stoll"),
        ),
        (
            "Vera Stoll, the CEO of the line, came. The chief executive said it was late.",
            Some("Vera Stoll"),
        ),
        (
            "An adviser to the president, Olaf Brandt, came. The president said it was late.",
            None,
        ),
        // Organizations by their noun, but not those of somebody else.
        (
            "The Harbour Trust owns the pier. The trust said it was late.",
            Some("Harbour Trust"),
        ),
        (
            "Workers left Dalby Corp. in May. The pilots' union said it was late.",
            None,
        ),
        (
            "Quay Estates LLC owns it. Quay told no one. In a note, seen by The Courier, the company said it was late.",
            Some("Quay Estates LLC"),
        ),
        (
            "Vera Stoll was asked twice. Her answer came fast. “Never,” she said.",
            Some("Vera Stoll"),
        ),
        (
            "Brandt's barrister, Vera Stoll KC, told jurors it was late.",
            Some("Vera Stoll"),
        ),
        (
            "Two envoys quit. One, the former minister Olaf Brandt, said it was late.",
            Some("Olaf Brandt"),
        ),
        // "He" after somebody in particular without a name.
        (
            "The judge jailed Olaf Brandt for life. “You are evil,” he said.",
            None,
        ),
        (
            "The mayor met Olaf Brandt in May. He said the talks had gone well.",
            None,
        ),
        (
            "Olaf Brandt, the mayor, met Tom Hale in May. The mayor smiled. He said it was late.",
            Some("Olaf Brandt"),
        ),
        ("A lawyer representing Olaf Brandt said it was late.", None),
        (
            "Brandt signed it on Monday. A judge blocked it, citing what she called “grave errors.”",
            None,
        ),
        // Neither a news agency is the company, nor what was called so the speaker.
        (
            "DOVER (AP) — Ford cut 30 jobs. The company said it was late.",
            Some("Ford"),
        ),
        (
            "OSAKA (AFP) - The works shut in May. The company said it was late.",
            None,
        ),
        (
            "Norland hit back at what it called “bullying” by Vera Stoll.",
            Some("Norland"),
        ),
        // Whom the pronoun after a listener means.
        (
            "“I am off,” Marsh told Hale. “Good,” he replied.",
            Some("Hale"),
        ),
        (
            "The judge told Roth he was a coward. “You ran,” he said.",
            None,
        ),
        (
            "Reporters met Nils Berg and his sister Eva. “I will help,” she said.",
            Some("Eva"),
        ),
        // Somebody without a name goes on speaking.
        (
            "Helen Marsh runs the ward.\n\nOne patient said the food was cold, and she said nobody came.",
            None,
        ),
        (
            "Michael Crewe was a vicar. One of his guests, now 44, said that he was sorry.\n\n“It was late,” he said.",
            None,
        ),
        (
            "Helen Marsh runs the ward. One patient said the food was cold. “I was hungry,” she said. “It was late.” She said nobody came.",
            None,
        ),
    ]);
}

#[test]
fn pronouns_mean_the_owner_or_the_role_just_before() {
    let analyzer = Analyzer::new();
    for text in [
        "Senator Max Berg spoke in Dover. Tom Hale's statements, including his claim that the vote \
         was bought, were false.",
        "Max Berg met Jim Poe in Rome with former ambassador Tom Hale. Jim Poe left early. The \
         former ambassador was there in May. He stated that the deal was dead.",
    ] {
        let analysis = analyzer.analyze(text);
        let speaker = analysis.quotes[0].speaker.as_ref();
        let name = speaker.and_then(|speaker| Some(&*analysis.entities[speaker.entity?].name));
        assert_eq!(name, Some("Tom Hale"), "{text}");
    }
}

#[test]
fn words_in_marks_are_counted_for_who_said_them() {
    let text =
        "“It’s a well-known fact—no,” Tom Hale said. Hale called it “a sham.” He said it was late.";
    let analysis = Analyzer::new().analyze(text);
    let hale = &analysis.entities[0];
    let own = hale.quotes.iter().map(|id| &analysis.quotes[*id]);
    assert_eq!(own.filter(|quote| quote.within.is_none()).count(), 3);
    assert_eq!(hale.quoted_words, 7);
}
