//! How far a transfer got, for a person who watches. Where nobody watches, nothing is drawn.

use std::io::IsTerminal;

use artigrid_client::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

const KNOWN: &str = "{wide_bar} {bytes}/{total_bytes} {bytes_per_sec} {eta}";
const UNKNOWN: &str = "{spinner} {bytes} {bytes_per_sec} {elapsed}";

/// A bar on standard error that goes away with its last clone.
#[derive(Debug, Clone)]
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(super) fn new() -> Self {
        let target = if std::io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target).with_finish(ProgressFinish::AndClear);
        Self { bar: bar.with_style(style(UNKNOWN)) }
    }

    /// For the SDK to call.
    pub(super) fn watch(&self) -> impl FnMut(Progress) + Send + use<> {
        let bar = self.bar.clone();
        move |progress| {
            if let (Some(total), None) = (progress.total, bar.length()) {
                bar.set_style(style(KNOWN));
                bar.set_length(total);
            }
            bar.set_position(progress.done);
        }
    }

    /// Takes the bar off the terminal, before anything else is written.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    // A template that does not parse is a fault that the test finds; the transfer goes on without its looks.
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_parse() {
        assert!(ProgressStyle::with_template(KNOWN).is_ok());
        assert!(ProgressStyle::with_template(UNKNOWN).is_ok());
    }

    #[test]
    fn a_total_is_taken_when_it_is_told() {
        let bar = Bar::new();
        let mut watch = bar.watch();
        watch(Progress { done: 1, total: None });
        assert_eq!(bar.bar.length(), None);
        watch(Progress { done: 2, total: Some(4) });
        assert_eq!((bar.bar.position(), bar.bar.length()), (2, Some(4)));
    }
}
