//! How far the work has come, on standard error when it is a terminal.

use std::io::{IsTerminal, stderr, stdout};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A line that tells how many articles are done. `total` is none where nobody knows.
///
/// Hidden where standard error is no terminal, and where the answers go to the same terminal.
pub fn progress(total: Option<u64>, to_stdout: bool) -> ProgressBar {
    let hidden =
        !stderr().is_terminal() || (to_stdout && stdout().is_terminal()) || total == Some(1);
    let target = if hidden {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr()
    };
    let template = match total {
        Some(_) => "{wide_bar} {pos} of {len} articles, {eta} left",
        None => "{spinner} {pos} articles, {per_sec}",
    };
    let style =
        ProgressStyle::with_template(template).expect("the templates above are well formed");
    ProgressBar::with_draw_target(total, target).with_style(style)
}
