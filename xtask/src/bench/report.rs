//! The report, as text: first a short table for the README, then what was asked for beside what was
//! measured, then every series.

use super::results::{Results, Series};
use super::text::Source;

/// What is shown where nothing was measured, since the text was too short or a tool is missing.
const NONE: &str = "–";

/// What one of the figures counts, which its name cannot say.
const QUOTES_AND_SPEAKERS: &str = "Quotes and speakers are what a full analysis takes longer than cutting, names, entities and the\n\
     making of the answer, so pronouns are counted with them; names are counted with cutting.";

/// The whole report.
pub fn write(results: &Results, sources: &[Source], machine: &[String]) -> String {
    let sections = [
        head(results, sources, machine),
        short(results),
        goals(results),
        sizes(results),
        keys(results),
        opening(results),
        native(results),
        downloads(results),
        instructions(results),
    ];
    sections.join("\n")
}

fn head(results: &Results, sources: &[Source], machine: &[String]) -> String {
    let bytes: usize = sources.iter().map(|source| source.bytes).sum();
    let from: Vec<String> = sources
        .iter()
        .map(|Source { name, articles, .. }| format!("{name} ({articles})"))
        .collect();
    format!(
        "What Copydesk costs: written by cargo xtask bench --save\n\n{}\n\
         browser    {}\n\
         text       {:.2} MB of news, no paragraph twice; articles: {}\n\n\
         The programs took turns, round by round. Where a turn is but a few documents, it began with one\n\
         that was not measured, as who slept finds cold caches. A time is the median, behind it in brackets the range\n\
         of eight in ten measurements (of all, where there are fewer than ten). A ratio divides medians.\n\
         compromise finds people, places, organizations and quotes, without speakers; wink-nlp, in its\n\
         default pipeline, dates, sums of money and the like. Neither can go on after an edit: it\n\
         analyzes the whole text again. Pages come from this machine, so that what they download costs them\n\
         little time. 1 kB is 1000 bytes as UTF-8.\n",
        machine.join("\n"),
        results.browser,
        bytes as f64 / 1e6,
        from.join(", "),
    )
}

/// The table that the README shows, too.
fn short(results: &Results) -> String {
    let time = |name: &str| show(results.get(name).map(Series::median), milliseconds);
    // How many times as long as Copydesk, whose series comes first.
    let times = |ours: &str, names: [&str; 3]| {
        names.map(|name| match results.ratio(name, ours) {
            Some(ratio) if name != ours => format!("{} ({} ×)", time(name), brief(ratio)),
            _ => time(name),
        })
    };
    let weight = |program| format!("{} kB", results.downloaded(program) / 1000);
    let mut table = vec![
        "| | Copydesk | compromise | wink-nlp |".to_owned(),
        "|---|---|---|---|".to_owned(),
    ];
    let finds = [
        "people, places, organizations, quotes, speakers",
        "people, places, organizations, quotes",
        "dates, numbers, sums of money",
    ];
    let mut row = |what: &str, cells: [String; 3]| {
        table.push(format!("| {what} | {} |", cells.join(" | ")));
    };
    row("finds", finds.map(str::to_owned));
    let programs = ["copydesk", "compromise", "wink"];
    // As among what is wanted: beside compromise on the few documents that it has time for.
    let [few, compromise] = ["copydesk", "compromise"].map(|it| format!("analyze/few/40000/{it}"));
    let [whole, wink] = ["copydesk", "wink"].map(|it| format!("analyze/whole/40000/{it}"));
    let [few, compromise] = [&few, &compromise].map(String::as_str);
    let [whole, wink] = [&whole, &wink].map(String::as_str);
    let [_, compromise_full, _] = times(few, [few, compromise, few]);
    let [whole_full, wink_full, _] = times(whole, [whole, wink, whole]);
    row(
        "full analysis of a text of 40 kB",
        [whole_full, compromise_full, wink_full],
    );
    let key = "key/40000/copydesk";
    row(
        "analysis after one key in it",
        times(key, [key, compromise, wink]),
    );
    let open = programs.map(|program| format!("open/{program}"));
    let [ours, compromise, wink] = open.each_ref().map(String::as_str);
    row(
        "opening an article's page, to the first highlight",
        times(ours, [ours, compromise, wink]),
    );
    row("download under brotli", programs.map(weight));
    format!("{}\n", table.join("\n"))
}

/// What somebody asked for: how it is told, the worst that will do, the aim, the figure, and how the
/// figure is written. Smaller is better, unless `more` is set.
struct Goal {
    what: &'static str,
    must: f64,
    aim: f64,
    measured: Option<f64>,
    unit: &'static str,
    more: bool,
}

fn goals(results: &Results) -> String {
    let median = |name: &str| results.get(name).map(Series::median);
    let less = |what, must, aim, unit, measured| Goal {
        what,
        must,
        aim,
        measured,
        unit,
        more: false,
    };
    let more = |what, must, aim, unit, measured| Goal {
        what,
        must,
        aim,
        measured,
        unit,
        more: true,
    };
    let quotes = || {
        let others = median("native/entities")? + median("native/answer")?;
        Some((median("native/all")? - others) / median("native/names")?)
    };
    let tokens = || Some(results.tokens / median("native/names")? / 1e3);
    // The page must be faster than the faster of the two.
    let peer = || Some(median("open/compromise")?.min(median("open/wink")?));
    let open = || Some(median("open/copydesk")? / peer()?);
    let all = Some(results.downloaded("copydesk") as f64 / 1e3);
    let wink = "analyze/whole/40000/wink";
    let ours = "analyze/whole/40000/copydesk";
    let goals = [
        more(
            "full analysis, 40 kB: times as fast as compromise",
            40.0,
            100.0,
            "",
            results.ratio("analyze/few/40000/compromise", "analyze/few/40000/copydesk"),
        ),
        more(
            "full analysis, 40 kB: times as fast as wink-nlp",
            4.0,
            10.0,
            "",
            results.ratio(wink, ours),
        ),
        more(
            "full analysis, 40 kB, in Chromium",
            0.0,
            15.0,
            "MB/s",
            results.get(ours).map(Series::speed),
        ),
        less(
            "one text of 4 MB, times its bytes' cost at 40 kB",
            1.15,
            1.05,
            "",
            results.ratio("analyze/whole/4000000/copydesk", ours),
        ),
        less(
            "analysis after one key in 40 kB",
            0.5,
            0.15,
            "ms",
            median("key/40000/copydesk"),
        ),
        less(
            "analysis after one key in 600 kB",
            3.0,
            1.0,
            "ms",
            median("key/600000/copydesk"),
        ),
        less(
            "key to next frame, 600 kB: times the page without",
            2.0,
            1.3,
            "",
            results.ratio("frame/page-600000/with", "frame/page-600000/without"),
        ),
        less(
            "key to next frame, host of 40 kB: times it without",
            1.5,
            1.5,
            "",
            results.ratio("frame/host-40000/with", "frame/host-40000/without"),
        ),
        less(
            "key to next frame, field of 40 kB: times it without",
            1.5,
            1.5,
            "",
            results.ratio("frame/field-40000/with", "frame/field-40000/without"),
        ),
        less(
            "open page to first highlight: times the faster peer",
            1.0,
            1.0,
            "",
            open(),
        ),
        less(
            "open page to first highlight: times an empty page",
            f64::INFINITY,
            1.6,
            "",
            results.ratio("open/copydesk", "open/empty"),
        ),
        less("download under brotli", 1200.0, 789.0, "kB", all),
        less(
            "longest main-thread task while 1 MB is pasted",
            50.0,
            16.0,
            "ms",
            median("paste/1000000/longest"),
        ),
        less(
            "quotes and speakers: times names on the same text",
            1.0,
            1.0,
            "",
            quotes(),
        ),
        more(
            "cutting and tagging, native: million tokens a second",
            1.0,
            1.0,
            "",
            tokens(),
        ),
    ];
    let mut lines = vec![format!(
        "{:<54} {:>9} {:>9} {:>10}",
        "== What is wanted", "must", "aim", "measured"
    )];
    lines.extend(goals.iter().map(Goal::line));
    format!("{}\n\n{QUOTES_AND_SPEAKERS}\n", lines.join("\n"))
}

impl Goal {
    fn line(&self) -> String {
        let number = |value: f64| {
            if value == 0.0 || value.is_infinite() {
                NONE.to_owned()
            } else {
                format!("{} {}", brief(value), self.unit)
                    .trim_end()
                    .to_owned()
            }
        };
        format!(
            "{:<54} {:>9} {:>9} {:>10}  {}",
            self.what,
            number(self.must),
            number(self.aim),
            show(self.measured, number),
            self.verdict()
        )
        .trim_end()
        .to_owned()
    }

    fn verdict(&self) -> &'static str {
        let Some(measured) = self.measured else {
            return "not measured";
        };
        let reaches = |goal: f64| {
            if self.more {
                measured >= goal
            } else {
                measured <= goal
            }
        };
        if reaches(self.aim) {
            "reaches the aim"
        } else if reaches(self.must) {
            ""
        } else {
            "MISSED"
        }
    }
}

/// Throughput by the size of a document, all of the text each time.
fn sizes(results: &Results) -> String {
    let mut lines = vec![format!(
        "{:<34} {:>34} {:>34}",
        "== Full analysis in Chromium, MB/s", "Copydesk", "wink-nlp"
    )];
    for size in ["4000", "40000", "400000", "4000000"] {
        let cell = |program: &str| {
            let series = results.get(&format!("analyze/whole/{size}/{program}"));
            show(series, speeds)
        };
        lines.push(format!(
            "{:<34} {:>34} {:>34}",
            format!("documents of {}", bytes(size)),
            cell("copydesk"),
            cell("wink")
        ));
    }
    for size in ["40000", "4000000"] {
        let series = results.get(&format!("marks/whole/{size}/copydesk"));
        lines.push(format!(
            "{:<34} {:>34}",
            format!("the same, marks only, {}", bytes(size)),
            show(series, speeds)
        ));
    }
    lines.push(String::new());
    lines.push(format!(
        "{:<34} {:>34} {:>34}",
        "the first 200 kB, all three", "Copydesk", "compromise"
    ));
    for size in ["4000", "40000"] {
        let cell = |program: &str| {
            let series = results.get(&format!("analyze/few/{size}/{program}"));
            show(series, speeds)
        };
        lines.push(format!(
            "{:<34} {:>34} {:>34}",
            format!("documents of {}", bytes(size)),
            cell("copydesk"),
            cell("compromise")
        ));
    }
    format!("{}\n", lines.join("\n"))
}

/// What keys and a paste cost.
fn keys(results: &Results) -> String {
    let mut lines = vec!["== Typing and pasting in Chromium".to_owned()];
    let mut line = |what: &str, name: &str| {
        lines.push(format!("{what:<66} {}", show(results.get(name), times)));
    };
    line("analysis after one key, 40 kB", "key/40000/copydesk");
    line("analysis after one key, 600 kB", "key/600000/copydesk");
    for (place, name) in [
        ("Copydesk's page, 600 kB", "page-600000"),
        ("a host's page, 40 kB", "host-40000"),
        ("a host's text field, 40 kB", "field-40000"),
    ] {
        for (which, how) in [("with", "with highlights"), ("without", "without scripts")] {
            line(
                &format!("key to next frame, {place}, {how}"),
                &format!("frame/{name}/{which}"),
            );
        }
        for (which, how) in [("with", "with highlights"), ("without", "without scripts")] {
            line(
                &format!("main-thread work a key, {place}, {how}"),
                &format!("work/{name}/{which}"),
            );
        }
    }
    line(
        "longest main-thread task while 1 MB is pasted",
        "paste/1000000/longest",
    );
    line(
        "most processor time of such a task",
        "paste/1000000/processor",
    );
    line(
        "1 MB pasted, until all of it stands, with highlights",
        "paste/1000000/all",
    );
    format!("{}\n", lines.join("\n"))
}

fn opening(results: &Results) -> String {
    let mut lines = vec![format!(
        "{:<48} {:>30} {:>14}",
        "== From opening a page to the first highlight", "", "× empty page"
    )];
    for (what, name) in [
        ("the article alone (to its first frame)", "open/empty"),
        ("with <article-highlighter>", "open/copydesk"),
        ("with compromise, one bundle", "open/compromise"),
        ("with wink-nlp, one bundle", "open/wink"),
        ("Copydesk's own page, pasted into at once", "open/page"),
    ] {
        lines.push(format!(
            "{what:<48} {:>30} {:>14}",
            show(results.get(name), times),
            show(results.ratio(name, "open/empty"), brief)
        ));
    }
    lines.push(format!(
        "{:<48} {:>30}",
        "Copydesk's own page at rest, from a paste on",
        show(results.get("rest/page"), times)
    ));
    format!("{}\n", lines.join("\n"))
}

fn native(results: &Results) -> String {
    let mut lines = vec!["== Native, one core".to_owned()];
    for size in ["4000", "40000", "400000", "4000000"] {
        let series = results.get(&format!("native/whole/{size}"));
        lines.push(format!(
            "{:<58} {}",
            format!("full analysis, documents of {}, MB/s", bytes(size)),
            show(series, speeds)
        ));
    }
    for (what, name) in [
        ("1 MB: cutting into tokens", "native/cut"),
        ("1 MB: cutting and names", "native/names"),
        ("1 MB: cutting, names and entities", "native/entities"),
        ("1 MB: full analysis", "native/all"),
        (
            "1 MB: the answer alone, from what was found",
            "native/answer",
        ),
        ("1 MB: full analysis, offsets in UTF-16", "native/converted"),
        ("an analyzer's start", "native/start"),
    ] {
        lines.push(format!("{what:<58} {}", show(results.get(name), times)));
    }
    format!("{}\n", lines.join("\n"))
}

fn downloads(results: &Results) -> String {
    let mut lines = vec!["== Download under brotli, bytes".to_owned()];
    for download in &results.downloads {
        lines.push(format!(
            "{:<14} {:<14} {:>10}",
            download.program, download.part, download.brotli
        ));
    }
    format!("{}\n", lines.join("\n"))
}

fn instructions(results: &Results) -> String {
    let mut lines = vec!["== Instructions, counted by callgrind".to_owned()];
    for (function, count) in &results.instructions {
        lines.push(format!("{function:<44} {count:>14}"));
    }
    if results.instructions.is_empty() {
        lines.push("not counted: this machine has no valgrind, or no x86-64".to_owned());
    }
    format!("{}\n", lines.join("\n"))
}

fn show<T>(value: Option<T>, how: impl Fn(T) -> String) -> String {
    value.map_or_else(|| NONE.to_owned(), how)
}

/// The median time and the spread.
fn times(series: &Series) -> String {
    let (low, high) = series.spread();
    format!(
        "{} ms ({}–{})",
        brief(series.median()),
        brief(low),
        brief(high)
    )
}

/// The median speed and the spread.
fn speeds(series: &Series) -> String {
    let (low, high) = series.spread();
    let speed = |ms: f64| brief(series.bytes / ms / 1e3);
    format!("{} ({}–{})", brief(series.speed()), speed(high), speed(low))
}

fn milliseconds(ms: f64) -> String {
    format!("{} ms", brief(ms))
}

/// A number with as many digits as say something.
fn brief(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

/// `"40000"` as `40 kB`.
fn bytes(size: &str) -> String {
    match size.strip_suffix("000") {
        Some(kilo) => match kilo.strip_suffix("000") {
            Some(mega) => format!("{mega} MB"),
            None => format!("{kilo} kB"),
        },
        None => format!("{size} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;

    #[test]
    fn a_goal_is_reached_met_or_missed() {
        let mut goal = Goal {
            what: "analysis",
            must: 40.0,
            aim: 100.0,
            measured: Some(50.0),
            unit: "",
            more: true,
        };
        assert_eq!(goal.verdict(), "");
        goal.measured = Some(100.0);
        assert_eq!(goal.verdict(), "reaches the aim");
        goal.measured = Some(39.0);
        assert_eq!(goal.verdict(), "MISSED");
        goal.more = false;
        assert_eq!(goal.verdict(), "reaches the aim");
        goal.measured = Some(101.0);
        assert_eq!(goal.verdict(), "MISSED");
        goal.measured = None;
        assert_eq!(goal.verdict(), "not measured");
    }

    #[test]
    fn the_report_shows_what_was_measured_and_leaves_the_rest_open() {
        let printed = json!({ "node": "v20", "chromium": "150.0", "series": [
            { "name": "analyze/few/40000/copydesk", "bytes": 40_000, "ms": [10.0, 8.0, 12.0] },
            { "name": "analyze/few/40000/compromise", "bytes": 40_000, "ms": [500.0] },
            { "name": "analyze/whole/40000/copydesk", "bytes": 40_000, "ms": [9.0] },
            { "name": "analyze/whole/40000/wink", "bytes": 40_000, "ms": [27.0] },
            { "name": "open/empty", "bytes": 0, "ms": [100.0] },
            { "name": "open/copydesk", "bytes": 0, "ms": [250.0] },
        ]});
        let results = Results::new(&[printed], Vec::new(), BTreeMap::new()).unwrap();
        let sources = [Source {
            name: "articles".to_owned(),
            articles: 2,
            bytes: 5_000_000,
        }];
        let report = write(&results, &sources, &["machine    a test".to_owned()]);
        for expected in [
            "machine    a test",
            "Chromium 150.0, headless; Node v20",
            "5.00 MB of news",
            "articles (2)",
            "| full analysis of a text of 40 kB | 9.00 ms | 500 ms (50.0 ×) | 27.0 ms (3.00 ×) |",
            "4.00 (3.33–5.00)",
            "50.0\n",
            "250 ms (250–250)",
            "not measured",
            "not counted",
        ] {
            assert!(report.contains(expected), "no {expected:?} in:\n{report}");
        }
    }

    #[test]
    fn numbers_have_the_digits_that_count() {
        assert_eq!(brief(0.123), "0.12");
        assert_eq!(brief(12.34), "12.3");
        assert_eq!(brief(1234.5), "1234");
        assert_eq!(bytes("40000"), "40 kB");
        assert_eq!(bytes("4000000"), "4 MB");
    }
}
