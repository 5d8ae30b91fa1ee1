//! What was measured, as a table for people and as JSON for the next run to be compared with.

use crate::Outcome;
use std::fmt;
use std::fs;
use std::path::Path;

/// All numbers of one suite.
pub(crate) struct Report {
    suite: &'static str,
    unit: &'static str,
    quick: bool,
    /// In the order of their first value.
    series: Vec<Series>,
    marks: Vec<Mark>,
}

/// What one contender reached in one row (e.g. `1 MiB up`), repetition by repetition.
struct Series {
    row: String,
    contender: String,
    values: Vec<f64>,
}

/// What one contender shall reach beside another.
struct Mark {
    row: String,
    contender: &'static str,
    beside: &'static str,
    /// `None`: the ratio is worth seeing, but nothing was promised.
    at_least: Option<f64>,
}

/// The middle of some values, and their ends.
struct Spread {
    median: f64,
    lowest: f64,
    highest: f64,
}

impl Report {
    /// `unit` is something of which more is better.
    pub(crate) fn new(suite: &'static str, unit: &'static str, quick: bool) -> Self {
        Self { suite, unit, quick, series: Vec::new(), marks: Vec::new() }
    }

    pub(crate) fn add(&mut self, row: &str, contender: &str, value: f64) {
        match self.series.iter_mut().find(|series| series.row == row && series.contender == contender) {
            Some(series) => series.values.push(value),
            None => self.series.push(Series {
                row: row.to_owned(),
                contender: contender.to_owned(),
                values: vec![value],
            }),
        }
    }

    pub(crate) fn mark(
        &mut self,
        row: &str,
        contender: &'static str,
        beside: &'static str,
        at_least: Option<f64>,
    ) {
        self.marks.push(Mark { row: row.to_owned(), contender, beside, at_least });
    }

    /// Writes `target/benches/SUITE.json`.
    pub(crate) fn save(&self) -> Outcome<()> {
        let series = self.series.iter().map(|series| {
            let spread = Spread::of(&series.values);
            serde_json::json!({
                "row": series.row,
                "contender": series.contender,
                "values": series.values,
                "median": spread.median,
            })
        });
        let marks = self.marks.iter().filter_map(|mark| {
            let ratio = self.ratio(mark)?;
            Some(serde_json::json!({
                "row": mark.row,
                "contender": mark.contender,
                "beside": mark.beside,
                "ratio": ratio.median,
                "lowest": ratio.lowest,
                "highest": ratio.highest,
                "at_least": mark.at_least,
            }))
        });
        let all = serde_json::json!({
            "suite": self.suite,
            "unit": self.unit,
            "quick": self.quick,
            "series": series.collect::<Vec<_>>(),
            "marks": marks.collect::<Vec<_>>(),
        });
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("benches");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{}.json", self.suite)), serde_json::to_vec_pretty(&all)?)?;
        Ok(())
    }

    /// Repetition by repetition: the two were measured one right after the other, so what slowed both cancels out.
    fn ratio(&self, mark: &Mark) -> Option<Spread> {
        let values = |contender: &str| {
            let found =
                self.series.iter().find(|series| series.row == mark.row && series.contender == contender)?;
            Some(&found.values)
        };
        let (ours, theirs) = (values(mark.contender)?, values(mark.beside)?);
        let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
        Some(Spread::of(&ratios))
    }

    fn rows(&self) -> Vec<&str> {
        let mut rows: Vec<&str> = Vec::new();
        for series in &self.series {
            if !rows.contains(&series.row.as_str()) {
                rows.push(&series.row);
            }
        }
        rows
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quick = if self.quick { " (quick: for a look only)" } else { "" };
        let repetitions = self.series.first().map_or(0, |series| series.values.len());
        writeln!(f, "\n== {}: {}, median of {repetitions} and range{quick}", self.suite, self.unit)?;
        for row in self.rows() {
            writeln!(f, "\n{row}")?;
            for series in self.series.iter().filter(|series| series.row == row) {
                let Spread { median, lowest, highest } = Spread::of(&series.values);
                write!(
                    f,
                    "  {:<28} {median:>9.0}  {:<17}",
                    series.contender,
                    format!("({lowest:.0}–{highest:.0})")
                )?;
                for mark in
                    self.marks.iter().filter(|mark| mark.row == row && mark.contender == series.contender)
                {
                    self.write_mark(f, mark)?;
                }
                writeln!(f)?;
            }
        }
        self.write_missed(f)
    }
}

impl Report {
    fn write_mark(&self, f: &mut fmt::Formatter<'_>, mark: &Mark) -> fmt::Result {
        let Some(ratio) = self.ratio(mark) else {
            return Ok(());
        };
        write!(f, "  {:.2} × {}", ratio.median, mark.beside)?;
        match mark.at_least {
            Some(at_least) if ratio.median >= at_least => write!(f, " (mark {at_least:.2}: met)"),
            Some(at_least) => write!(f, " (mark {at_least:.2}: MISSED)"),
            None => Ok(()),
        }
    }

    fn write_missed(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let promised: Vec<bool> =
            self.marks.iter().filter_map(|mark| Some(self.ratio(mark)?.median >= mark.at_least?)).collect();
        let met = promised.iter().filter(|met| **met).count();
        writeln!(f, "\n{}: {met} of {} marks met", self.suite, promised.len())
    }
}

impl Spread {
    fn of(values: &[f64]) -> Self {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        let median = if sorted.len() % 2 == 1 {
            sorted[middle]
        } else {
            f64::midpoint(sorted[middle - 1], sorted[middle])
        };
        Self { median, lowest: sorted[0], highest: sorted[sorted.len() - 1] }
    }
}
