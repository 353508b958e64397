//! Words that stand before names and inside them, told by their folded letters. They are listed in code, as
//! the compiler looks a word up by its length and letters faster than any list is searched.

/// Short titles, which nothing but a name follows; the longer ones ("President") are words of
/// their own, and whether they belong to a name is for the weights to say.
pub fn is_title(folded: &[u8]) -> bool {
    let plain = folded.strip_suffix(b".").unwrap_or(folded);
    let is_short = matches!(
        plain,
        b"adm"
            | b"brig"
            | b"capt"
            | b"cmdr"
            | b"col"
            | b"cpl"
            | b"dr"
            | b"gen"
            | b"gov"
            | b"hon"
            | b"insp"
            | b"lt"
            | b"maj"
            | b"messrs"
            | b"mlle"
            | b"mme"
            | b"mr"
            | b"mrs"
            | b"ms"
            | b"msgr"
            | b"mx"
            | b"pfc"
            | b"prof"
            | b"pvt"
            | b"rep"
            | b"rev"
            | b"sgt"
            | b"supt"
    );
    // "Sen" is a given name, too.
    is_short
        || matches!(
            folded,
            b"sen." | b"sens." | b"reps." | b"pres." | b"amb." | b"det."
        )
}

/// Small words that join the words of one name: "Bank of England", "Ursula von der Leyen",
/// "Al-Quds al-Arabi", "Stratford-upon-Avon".
pub fn joins(folded: &[u8]) -> bool {
    matches!(
        folded,
        b"a" | b"ad"
            | b"al"
            | b"am"
            | b"an"
            | b"and"
            | b"as"
            | b"at"
            | b"bin"
            | b"bint"
            | b"by"
            | b"d"
            | b"da"
            | b"das"
            | b"de"
            | b"degli"
            | b"dei"
            | b"del"
            | b"della"
            | b"delle"
            | b"den"
            | b"der"
            | b"des"
            | b"di"
            | b"do"
            | b"dos"
            | b"du"
            | b"e"
            | b"el"
            | b"en"
            | b"et"
            | b"for"
            | b"from"
            | b"fur"
            | b"het"
            | b"i"
            | b"ibn"
            | b"im"
            | b"in"
            | b"into"
            | b"la"
            | b"las"
            | b"le"
            | b"les"
            | b"los"
            | b"n"
            | b"na"
            | b"ni"
            | b"of"
            | b"on"
            | b"or"
            | b"over"
            | b"per"
            | b"s"
            | b"st"
            | b"sur"
            | b"te"
            | b"ten"
            | b"ter"
            | b"the"
            | b"to"
            | b"und"
            | b"under"
            | b"upon"
            | b"van"
            | b"von"
            | b"with"
            | b"without"
            | b"y"
            | b"zu"
            | b"zum"
            | b"zur"
    )
}
