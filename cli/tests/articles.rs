//! `copydesk analyze` on files and standard input, in every format.

mod program;

use std::fs;

use copydesk::formats::Format;
use program::{copydesk, folder, run};
use serde_json::{Value, json};

const TEXT: &str = "Ferry returns\n\n“Yes,” said Ana Pérez of Tarn Lines in Moscow 🦀.\n";

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn standard_input_is_one_article() {
    for arguments in [&["analyze"][..], &["analyze", "-"]] {
        let answer = run(arguments, TEXT.as_bytes());
        assert_eq!((answer.status, answer.notes.as_str()), (0, ""));
        let analysis = parsed(&answer.out);
        assert_eq!(
            (&analysis["id"], &analysis["offsets"]),
            (&Value::Null, &json!("utf16"))
        );
        for list in ["mentions", "entities", "quotes"] {
            assert!(analysis[list].is_array());
        }
    }
}

#[test]
fn a_file_gives_its_path_as_id() {
    let file = folder("one").join("story.txt");
    fs::write(&file, TEXT).unwrap();
    let file = file.to_str().unwrap();
    for unit in ["utf16", "codepoints", "bytes"] {
        let answer = run(&["analyze", file, "--offsets", unit], b"");
        let analysis = parsed(&answer.out);
        assert_eq!(
            (&analysis["id"], &analysis["offsets"]),
            (&json!(file), &json!(unit))
        );
    }
}

#[test]
fn every_format_has_an_answer_for_any_text() {
    for format in Format::ALL {
        for text in [TEXT, "", "\u{feff}\0 \r\n <&\"'>", "🦀"] {
            let answer = run(&["analyze", "--format", format.name()], text.as_bytes());
            assert_eq!((answer.status, answer.notes.as_str()), (0, ""), "{format}");
        }
    }
}

#[test]
fn several_files_keep_their_order() {
    let folder = folder("several");
    let files: Vec<String> = (0..40)
        .map(|number| {
            let file = folder.join(format!("{number}.txt"));
            fs::write(&file, TEXT.repeat(1 + (number * 7) % 20)).unwrap();
            file.to_str().unwrap().to_owned()
        })
        .collect();
    let mut arguments = vec!["analyze", "--threads", "4", "--format", "json"];
    arguments.extend(files.iter().map(String::as_str));
    let ids = |analyses: &[Value]| -> Vec<String> {
        let id = |analysis: &Value| analysis["id"].as_str().unwrap().to_owned();
        analyses.iter().map(id).collect()
    };
    let array = parsed(&run(&arguments, b"").out);
    assert_eq!(ids(array.as_array().unwrap()), files);
    arguments[4] = "jsonl";
    let lines: Vec<Value> = run(&arguments, b"").out.lines().map(parsed).collect();
    assert_eq!(ids(&lines), files);
    arguments[4] = "csv";
    let table = run(&arguments, b"").out;
    assert_eq!(table.matches("id,kind,text,start").count(), 1);
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_others_answered() {
    let folder = folder("unreadable");
    let (good, bad) = (folder.join("good.txt"), folder.join("bad.txt"));
    fs::write(&good, TEXT).unwrap();
    fs::write(&bad, b"caf\xe9 society").unwrap();
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    for format in ["json", "jsonl"] {
        let answer = run(
            &["analyze", bad, "missing.txt", good, "--format", format],
            b"",
        );
        let answers: Vec<Value> = match format {
            "json" => parsed(&answer.out).as_array().unwrap().clone(),
            _ => answer.out.lines().map(parsed).collect(),
        };
        assert_eq!(answers.len(), 3);
        assert_eq!(
            (&answers[0]["id"], &answers[2]["id"]),
            (&json!(bad), &json!(good))
        );
        let error = answers[0]["error"].as_str().unwrap();
        assert!(
            error.contains("bad.txt is not UTF-8 text: byte 3"),
            "{error}"
        );
        assert_eq!(answers[1]["id"], "missing.txt");
        assert!(answers[2]["quotes"].is_array());
        assert!(answer.notes.contains(error) && answer.notes.contains("missing.txt"));
        assert_eq!(answer.status, 1);
    }
    let alone = run(&["analyze", bad], b"");
    assert_eq!((alone.out.as_str(), alone.status), ("", 1));
}

#[test]
fn a_directory_takes_one_file_for_each_text() {
    let folder = folder("marked");
    let (a, b) = (folder.join("a.txt"), folder.join("b.txt"));
    fs::write(&a, TEXT).unwrap();
    fs::write(&b, TEXT).unwrap();
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    let out = format!("{}/new/", folder.to_str().unwrap());
    let answer = run(
        &["analyze", a, b, "--format", "html", "--output", &out],
        b"",
    );
    assert_eq!(
        (answer.status, answer.out.as_str()),
        (0, ""),
        "{}",
        answer.notes
    );
    for name in ["a.html", "b.html"] {
        let page = fs::read_to_string(folder.join("new").join(name)).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>"));
    }
    let refused = run(&["analyze", a, b, "--format", "html"], b"");
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(refused.notes.contains("--output"), "{}", refused.notes);
    let clash = folder.join("new").join("a.txt");
    fs::write(&clash, TEXT).unwrap();
    let clash = clash.to_str().unwrap();
    let refused = run(
        &["analyze", a, clash, "--format", "html", "--output", &out],
        b"",
    );
    assert!(
        refused.notes.contains("would both be written"),
        "{}",
        refused.notes
    );
    assert_eq!(refused.status, 2);
}

#[test]
fn no_answer_is_written_over_its_article() {
    let folder = folder("overwrite");
    let file = folder.join("story.md");
    fs::write(&file, TEXT).unwrap();
    let (file, folder) = (file.to_str().unwrap(), folder.to_str().unwrap());
    for output in [file, folder] {
        let answer = run(
            &["analyze", file, "--format", "markdown", "--output", output],
            b"",
        );
        assert_eq!(answer.status, 2);
        assert!(
            answer.notes.contains("would be overwritten"),
            "{}",
            answer.notes
        );
        assert_eq!(fs::read_to_string(file).unwrap(), TEXT);
    }
}

#[test]
fn an_output_file_holds_what_standard_output_would() {
    let file = folder("output").join("analysis.json");
    let shown = run(&["analyze"], TEXT.as_bytes());
    let path = file.to_str().unwrap();
    let written = run(&["analyze", "--output", path], TEXT.as_bytes());
    assert_eq!((written.out.as_str(), written.status), ("", 0));
    assert_eq!(fs::read_to_string(&file).unwrap(), shown.out);
    let refused = run(
        &["analyze", "--output", "no/such/place.json"],
        TEXT.as_bytes(),
    );
    assert_eq!(refused.status, 2);
    assert!(
        refused.notes.contains("cannot be written"),
        "{}",
        refused.notes
    );
}

#[test]
fn help_and_version_answer() {
    let help = run(&["analyze", "--help"], b"");
    assert_eq!(help.status, 0);
    for format in Format::ALL {
        assert!(help.out.contains(format.name()));
    }
    let version = run(&["--version"], b"");
    assert_eq!(
        version.out,
        format!("copydesk {}\n", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(run(&["analyze", "--format", "doc"], b"").status, 2);
    assert_eq!(run(&["analyze", "--threads", "0"], b"").status, 2);
}

#[test]
fn a_reader_that_goes_ends_the_program_quietly() {
    let mut child = copydesk(&["analyze"]).spawn().unwrap();
    drop(child.stdout.take());
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_house_list_is_obeyed_and_its_faults_are_told() {
    let folder = folder("house");
    let list = folder.join("house.json");
    let text = "The Tarn Lines ferry, TL to its crew, is late. Zorvex is not.";
    fs::write(
        &list,
        r#"{"always": [{"name": "Tarn Lines", "kind": "organization", "aliases": ["TL"]},
            {"pattern": "Zor(", "kind": "person"}, {"pattern": "Zor\\w+", "kind": "person"}]}"#,
    )
    .unwrap();
    let answer = run(
        &["analyze", "--house", list.to_str().unwrap()],
        text.as_bytes(),
    );
    assert_eq!(answer.status, 1);
    assert!(
        answer.notes.contains("\"always\" number 2 (\"Zor(\")"),
        "{}",
        answer.notes
    );
    let analysis = parsed(&answer.out);
    let entities: Vec<(&str, &str, usize)> = analysis["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entity| {
            let mentions = entity["mentions"].as_array().unwrap().len();
            (
                entity["name"].as_str().unwrap(),
                entity["kind"].as_str().unwrap(),
                mentions,
            )
        })
        .collect();
    assert!(
        entities.contains(&("Tarn Lines", "organization", 2)),
        "{entities:?}"
    );
    assert!(entities.contains(&("Zorvex", "person", 1)), "{entities:?}");

    fs::write(&list, "{\"allways\": []}").unwrap();
    let answer = run(
        &["analyze", "--house", list.to_str().unwrap()],
        text.as_bytes(),
    );
    assert_eq!(answer.status, 2);
    assert!(answer.notes.contains("allways"), "{}", answer.notes);
}
