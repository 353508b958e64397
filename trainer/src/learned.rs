//! What training learned, in full precision, kept in a file between `train` and `pack`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use copydesk::names::document;
use copydesk::names::model::LABELS;

use crate::crf::{Field, Row};
use crate::pack::Lexicon;

/// The first bytes of the file: they change whenever what follows takes another form.
const MARK: &[u8; 8] = b"LEARNED3";

/// The weights of both passes, what the first relies on, and how it was all made.
pub struct Learned {
    /// The first pass.
    pub field: Field,
    /// The rows of weights of the second.
    pub evidence: Vec<Row>,
    /// At which margins, in the model's units, confidence rises by a percent.
    pub confidence: Vec<i32>,
    /// Words, clusters and gazetteer.
    pub lexicon: Lexicon,
    /// For people: the settings and how much text there was, one line each.
    pub notes: String,
}

impl Learned {
    /// Writes everything to one file.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let rows = |rows: &[Row]| {
            rows.iter()
                .flatten()
                .flat_map(|v| v.to_le_bytes())
                .collect()
        };
        let mut parts: Vec<Vec<u8>> = vec![
            rows(&self.field.rows),
            rows(&self.field.transitions),
            rows(&self.evidence),
            self.confidence
                .iter()
                .flat_map(|v| v.to_le_bytes())
                .collect(),
            self.notes.clone().into_bytes(),
        ];
        parts.extend(self.lexicon.parts());
        let mut bytes = MARK.to_vec();
        for part in parts {
            bytes.extend((part.len() as u64).to_le_bytes());
            bytes.extend(part);
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
    }

    /// Reads what [`Learned::write`] wrote.
    ///
    /// # Errors
    /// Where the file is missing, cut short, or another release's.
    pub fn read(path: &Path) -> Result<Learned> {
        let bytes = fs::read(path).with_context(|| {
            format!("{} is missing; the command train makes it", path.display())
        })?;
        let Some(mut rest) = bytes.strip_prefix(MARK) else {
            bail!(
                "{} was written by another release of the trainer; train again",
                path.display()
            );
        };
        let mut next = || -> Result<Vec<u8>> {
            let cut = || format!("{} is cut short; train again", path.display());
            let (length, after) = rest.split_first_chunk().with_context(cut)?;
            let length = u64::from_le_bytes(*length) as usize;
            let part = after.get(..length).with_context(cut)?;
            rest = &after[length..];
            Ok(part.to_vec())
        };
        let field = Field::with(rows(&next()?), &rows(&next()?))
            .context("the transitions do not have the form they must have; train again")?;
        let evidence = rows(&next()?);
        if evidence.len() != document::ROWS && !evidence.is_empty() {
            bail!("the second pass has changed since; train again");
        }
        let confidence = next()?
            .as_chunks()
            .0
            .iter()
            .map(|step| i32::from_le_bytes(*step))
            .collect();
        let notes = String::from_utf8_lossy(&next()?).into_owned();
        Ok(Learned {
            field,
            evidence,
            confidence,
            notes,
            lexicon: Lexicon::from_parts([next()?, next()?, next()?, next()?])
                .context("the words do not have the form they must have; train again")?,
        })
    }
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    let values: Vec<f32> = bytes
        .as_chunks()
        .0
        .iter()
        .map(|value| f32::from_le_bytes(*value))
        .collect();
    values.as_chunks::<LABELS>().0.to_vec()
}
