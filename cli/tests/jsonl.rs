//! `copydesk analyze --input jsonl`: order, errors in place, streaming.

mod program;

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use program::{Answer, copydesk, folder, run};
use serde_json::{Value, json};

/// The answers to `lines`, which are joined by line feeds.
fn answers(arguments: &[&str], lines: &[&str]) -> (Vec<Value>, Answer) {
    let mut all = vec!["analyze", "--input", "jsonl"];
    all.extend(arguments);
    let answer = run(&all, lines.join("\n").as_bytes());
    let values = answer
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line out is JSON"))
        .collect();
    (values, answer)
}

/// Checks that one line is answered by an error that holds `expect`, under `id`.
#[track_caller]
fn check_error(line: &[u8], id: Value, expect: &str) {
    let mut input = b"{\"id\": \"before\", \"text\": \"One.\"}\n".to_vec();
    input.extend(line);
    input.extend(b"\n{\"id\": \"after\", \"text\": \"Two.\"}\n");
    let answer = run(&["analyze", "--input", "jsonl"], &input);
    let lines: Vec<Value> = answer
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line out is JSON"))
        .collect();
    assert_eq!(lines.len(), 3, "{}", answer.out);
    assert_eq!(
        (&lines[0]["id"], &lines[2]["id"]),
        (&json!("before"), &json!("after"))
    );
    assert_eq!(lines[1].as_object().expect("an object").len(), 2);
    assert_eq!(lines[1]["id"], id);
    let error = lines[1]["error"].as_str().expect("a sentence");
    assert!(error.contains(expect), "{error}");
    assert_eq!(answer.notes, format!("copydesk: line 2: {error}\n"));
    assert_eq!(answer.status, 1);
}

#[test]
fn thousands_of_lines_keep_their_order_on_many_threads() {
    // Articles of very different length, so that later ones are ready before earlier ones.
    let lines: Vec<String> = (0..4000)
        .map(|id| {
            let text = "Ana Pérez spoke in Moscow. ".repeat(1 + (id * 37) % 40);
            json!({ "id": id, "text": text }).to_string()
        })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (values, answer) = answers(&["--threads", "4"], &lines);
    assert_eq!((answer.status, answer.notes.as_str()), (0, ""));
    assert_eq!(values.len(), 4000);
    for (id, value) in values.iter().enumerate() {
        assert_eq!(value["id"], id);
    }
    let (one_by_one, _) = answers(&["--threads", "1"], &lines);
    assert!(
        values == one_by_one,
        "the number of threads changes no answer"
    );
}

#[test]
fn an_answer_has_the_shape_of_the_contract() {
    let text = "“We agree,” said Ana Pérez in Moscow 🦀.";
    let line = json!({ "id": null, "text": text, "published": "today" }).to_string();
    for unit in ["utf16", "codepoints", "bytes"] {
        let (values, answer) = answers(&["--offsets", unit], &[&line]);
        assert_eq!(answer.status, 0);
        assert_eq!(values[0]["id"], Value::Null);
        assert_eq!(values[0]["offsets"], unit);
        for list in ["mentions", "entities", "quotes"] {
            assert!(values[0][list].is_array());
        }
    }
}

#[test]
fn an_id_goes_out_with_the_letters_it_came_in_with() {
    for id in [
        r#""a""#,
        "0",
        "-7",
        "1.50",
        "18446744073709551616",
        "1e400",
        "null",
        r#""é\ud83d""#,
    ] {
        let line = format!(r#"{{"id": {id}, "text": "Hello."}}"#);
        let answer = run(&["analyze", "--input", "jsonl"], line.as_bytes());
        let expect = format!(r#"{{"id":{id},"#);
        assert!(answer.out.starts_with(&expect), "{}", answer.out);
        assert_eq!(answer.status, 0);
    }
}

#[test]
fn a_bad_line_is_answered_in_its_place() {
    check_error(b"", Value::Null, "The line is empty");
    check_error(b" \t\r", Value::Null, "The line is empty");
    check_error(b"Hello.", Value::Null, "not JSON");
    check_error(b"[1]", Value::Null, "not an object");
    check_error(b"null", Value::Null, "not an object");
    check_error(b"{}", Value::Null, "has no \"text\"");
    check_error(br#"{"id": "a"}"#, json!("a"), "has no \"text\"");
    check_error(br#"{"text": 5, "id": 7}"#, json!(7), "\"text\" is a number");
    check_error(
        br#"{"text": ["a"], "id": 7}"#,
        json!(7),
        "\"text\" is an array",
    );
    check_error(br#"{"text": null, "id": 7}"#, json!(7), "\"text\" is null");
    check_error(
        br#"{"id": {"a": 1}, "text": "b"}"#,
        Value::Null,
        "\"id\" is an object",
    );
    check_error(
        br#"{"id": true, "text": "b"}"#,
        Value::Null,
        "\"id\" is true or false",
    );
    check_error(br#"{"id": "a", "text": "b"#, json!("a"), "not JSON");
    check_error(br#"{"id": "a", "text": "b"} {}"#, json!("a"), "not JSON");
    check_error(
        b"{\"id\": \"a\", \"text\": \"\xff\"}",
        json!("a"),
        "not UTF-8: byte 21",
    );
    check_error(b"\xff", Value::Null, "not UTF-8: byte 0");
}

#[test]
fn line_ends_and_byte_order_marks_are_no_errors() {
    let input = "\u{feff}{\"text\": \"a\"}\r\n{\"text\": \"b\"}\r\n\r\n\n \n";
    let answer = run(&["analyze", "--input", "jsonl"], input.as_bytes());
    assert_eq!(
        (answer.out.lines().count(), answer.status),
        (2, 0),
        "{}",
        answer.notes
    );
    let answer = run(&["analyze", "--input", "jsonl"], b"");
    assert_eq!((answer.out.as_str(), answer.status), ("", 0));
}

#[test]
fn the_last_of_two_fields_of_a_name_holds() {
    let (values, _) = answers(&[], &[r#"{"id": 1, "text": 5, "text": "a", "id": 2}"#]);
    assert_eq!(
        (&values[0]["id"], &values[0]["error"]),
        (&json!(2), &Value::Null)
    );
}

#[test]
fn half_a_surrogate_pair_is_one_letter() {
    let line = r#"{"text": "a \ud83d b \udd80 c \ud83e\udd80"}"#;
    let (values, answer) = answers(&[], &[line]);
    assert_eq!(answer.status, 0, "{}", values[0]);
}

#[test]
fn a_very_long_line_is_answered() {
    let line = json!({ "id": "long", "text": "Ana Pérez. ".repeat(200_000) }).to_string();
    let (values, answer) = answers(&[], &[&line, r#"{"id": "short", "text": ""}"#]);
    assert_eq!(
        (&values[0]["id"], &values[1]["id"]),
        (&json!("long"), &json!("short"))
    );
    assert_eq!(answer.status, 0);
}

#[test]
fn several_archives_follow_one_another() {
    let folder = folder("archives");
    let (a, b) = (folder.join("a.jsonl"), folder.join("b.jsonl"));
    std::fs::write(&a, "{\"id\": 1, \"text\": \"\"}\n").unwrap();
    std::fs::write(&b, "{\"id\": 2, \"text\": \"\"}\nno\n").unwrap();
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    let missing = "no-such-file.jsonl";
    let (values, answer) = answers(&[a, missing, b], &[]);
    let ids: Vec<&Value> = values.iter().map(|value| &value["id"]).collect();
    assert_eq!(ids, [&json!(1), &json!(2), &Value::Null]);
    assert!(
        answer.notes.contains("no-such-file.jsonl"),
        "{}",
        answer.notes
    );
    assert!(answer.notes.contains("b.jsonl, line 2"), "{}", answer.notes);
    assert_eq!(answer.status, 1);
}

#[test]
fn a_table_has_one_header_and_no_rows_for_bad_lines() {
    let input = "{\"id\": \"a\", \"text\": \"\"}\nno\n{\"id\": \"b\", \"text\": \"\"}\n";
    let answer = run(
        &["analyze", "--input", "jsonl", "--format", "csv"],
        input.as_bytes(),
    );
    assert_eq!(answer.out.lines().count(), 1);
    assert!(answer.out.starts_with("id,kind,text,"));
    assert_eq!(answer.status, 1);
}

#[test]
fn a_format_of_one_document_is_refused() {
    let answer = run(&["analyze", "--input", "jsonl", "--format", "html"], b"");
    assert_eq!((answer.out.as_str(), answer.status), ("", 2));
    assert!(answer.notes.contains("html"), "{}", answer.notes);
}

#[test]
fn each_line_is_answered_while_the_input_is_open() {
    let mut child = copydesk(&["analyze", "--input", "jsonl"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (line_in, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in stdout.lines() {
            line_in.send(line.unwrap()).unwrap();
        }
    });
    for id in 0..3 {
        writeln!(stdin, "{}", json!({ "id": id, "text": "One." })).unwrap();
        stdin.flush().unwrap();
        let line = lines
            .recv_timeout(Duration::from_secs(60))
            .expect("an answer");
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn no_more_is_read_than_can_be_answered() {
    let mut child = copydesk(&["analyze", "--input", "jsonl", "--threads", "2"])
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let written = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&written);
    let line = json!({ "id": 1, "text": "A short article. ".repeat(60) }).to_string() + "\n";
    const LIMIT: usize = 8 << 20;
    let writer = thread::spawn(move || {
        // Ends when the child is killed, or when everything was taken, which is the failure.
        while count.load(Ordering::SeqCst) < LIMIT && stdin.write_all(line.as_bytes()).is_ok() {
            count.fetch_add(line.len(), Ordering::SeqCst);
        }
    });
    // Nobody reads the answers: before long the program must stop reading too.
    let (mut last, mut still) = (0, 0);
    while still < 10 {
        thread::sleep(Duration::from_millis(200));
        let now = written.load(Ordering::SeqCst);
        still = if now == last { still + 1 } else { 0 };
        last = now;
    }
    child.kill().unwrap();
    child.wait().unwrap();
    writer.join().unwrap();
    assert!(
        last < LIMIT,
        "{last} bytes were taken in with no answer taken out"
    );
}

#[test]
fn a_reader_that_goes_ends_the_program_quietly() {
    let mut child = copydesk(&["analyze", "--input", "jsonl"]).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    let line = json!({ "id": 1, "text": "One." }).to_string() + "\n";
    // The input stays open: the program must not wait for its end.
    let _ = stdin.write_all(line.as_bytes());
    let _ = stdin.flush();
    let status = child.wait().unwrap();
    let mut notes = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut notes)
        .unwrap();
    assert_eq!((status.code(), notes.as_str()), (Some(0), ""));
}
