//! `visualizer`: everything in one process, and the commands of an operator.

use std::process::ExitCode;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == visualizer_worker::picture_process::ARGUMENT) {
        return visualizer_worker::picture_process::child_main();
    }
    visualizer_cli::run()
}
