//! Steps and how they are shown: bars on a terminal, lines elsewhere, nothing in tests.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use tokio::time::Instant;

const TICK: Duration = Duration::from_millis(100);

/// How steps are shown. Everything goes to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A moving bar for the step at work, and a line with its time for each that is done.
    Bars,
    /// A line when a step begins and one when it is done.
    Lines,
    /// Nothing.
    Silent,
}

impl Progress {
    /// Bars where somebody watches, lines where a log is written.
    pub fn for_this_terminal() -> Self {
        if std::io::stderr().is_terminal() { Self::Bars } else { Self::Lines }
    }

    /// Begins a step, named as what is being done ("building the functions").
    pub fn step(self, name: &'static str) -> Step {
        let bar = match self {
            Self::Bars => spinner(name),
            Self::Lines | Self::Silent => ProgressBar::hidden(),
        };
        if self == Self::Lines {
            say(&format!("  … {name}"));
        }
        Step { progress: self, name, bar, begun: Instant::now(), finished: false }
    }
}

/// A step at work. Dropped before it is done, it leaves a cross.
#[derive(Debug)]
pub struct Step {
    progress: Progress,
    name: &'static str,
    bar: ProgressBar,
    begun: Instant,
    finished: bool,
}

impl Step {
    /// What the step is busy with at this moment.
    pub fn detail(&self, detail: impl Into<String>) {
        self.bar.set_message(detail.into());
    }

    /// How far the step has come.
    pub fn position(&self, position: u64, of: u64) {
        if self.bar.length() != Some(of) {
            self.bar.set_length(of);
            self.bar
                .set_style(style("{spinner:.cyan} {prefix} [{bar:24.cyan/dim}] {pos}/{len} {wide_msg:.dim}"));
        }
        self.bar.set_position(position);
    }

    /// Ends the step with what came of it.
    pub fn done(mut self, outcome: impl Into<String>) {
        self.finished = true;
        self.leave_line("✓", &outcome.into());
    }

    fn leave_line(&self, mark: &str, outcome: &str) {
        self.bar.finish_and_clear();
        let seconds = self.begun.elapsed().as_secs_f64();
        let name = self.name;
        match self.progress {
            Progress::Bars | Progress::Lines => {
                say(&format!("  {mark} {name:<32} {seconds:>6.1} s  {outcome}"))
            }
            Progress::Silent => {}
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        if !self.finished {
            self.leave_line("✗", "");
        }
    }
}

fn spinner(name: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    bar.set_style(style("{spinner:.cyan} {prefix} {elapsed:.dim} {wide_msg:.dim}"));
    bar.set_prefix(name);
    bar.enable_steady_tick(TICK);
    bar
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn say(line: &str) {
    use std::io::Write;
    // Nobody reads: nothing to tell.
    let _ = writeln!(std::io::stderr(), "{}", line.trim_end());
}
