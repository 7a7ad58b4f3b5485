//! `visualizer doctor`: looks at everything that the program stands on, and says how to mend what is wrong. Changes nothing that lasts.

use std::process::ExitCode;

use time::Duration;
use visualizer_control::Control;
use visualizer_domain::Clock;
use visualizer_domain::configuration::Configuration;
use visualizer_program::Installation;

use crate::examination::{Finding, fail, ok, warn};
use crate::folders::{make_folders, require_database_folder};
use crate::{examination, machine};

/// Looks at everything, prints a line for each, and gives 1 when something must be mended.
pub(crate) async fn run(installation: &Installation) -> ExitCode {
    let mut findings = Vec::new();
    match installation.read(&[]) {
        Ok(configuration) => {
            findings.push(ok("configuration", "every setting is understood"));
            findings.extend(of_installation(&configuration).await);
        }
        Err(problem) => findings.push(examination::of_failure("configuration", &problem.into())),
    }
    findings.extend([machine::cores(), machine::vector_paths(), machine::picture_process(), machine::fonts()]);
    findings.iter().for_each(Finding::print);
    if findings.iter().any(Finding::must_be_mended) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

async fn of_installation(configuration: &Configuration) -> Vec<Finding> {
    let mut findings = vec![data(configuration), schema(configuration).await];
    match Control::open(&configuration.database, &configuration.storage).await {
        Ok(control) => findings.extend([clock(&control).await, storage(&control).await]),
        Err(_) => findings.push(warn("storage", "not looked at, because the database cannot be used yet", "mend the database first")),
    }
    findings.push(machine::address(&configuration.http));
    findings
}

fn data(configuration: &Configuration) -> Finding {
    if !configuration.data.exists() {
        return warn("data", format!("{} is not there yet", configuration.data.display()), "nothing to do: the first start makes it");
    }
    match make_folders(configuration) {
        Ok(()) => machine::free_space(&configuration.data),
        Err(failure) => examination::of_failure("data", &failure),
    }
}

async fn schema(configuration: &Configuration) -> Finding {
    if let Err(failure) = require_database_folder(configuration) {
        return examination::of_failure("database", &failure);
    }
    let url = configuration.database.url.reveal();
    let status = match visualizer_migration::status(url).await {
        Ok(status) => status,
        Err(error) => return examination::of_failure("database", &error.into()),
    };
    if let Err(error) = status.require_sound() {
        return examination::of_failure("database", &error.into());
    }
    let (steps, missing) = (status.steps.len(), status.pending().count());
    if missing == steps {
        return warn("database", "empty", "nothing to do: the first start applies the schema, and so does `visualizer migrate up`");
    }
    if missing > 0 {
        return fail(
            "database",
            format!("{missing} of {steps} schema steps are missing"),
            "visualizer migrate up; `visualizer up` does it by itself",
        );
    }
    match visualizer_migration::engine_version(url).await {
        Ok(engine) => ok("database", format!("{engine}, all {steps} schema steps applied")),
        Err(error) => examination::of_failure("database", &error.into()),
    }
}

/// Leases and lists compare instants of several machines.
async fn clock(control: &Control) -> Finding {
    let before = Clock::System.now();
    let theirs = match control.db.time().await {
        Ok(theirs) => theirs,
        Err(error) => return fail("clock", format!("the database does not tell the time: {error}"), "see whether the database answers"),
    };
    let after = Clock::System.now();
    let round_trip: Duration = after - before;
    let apart: Duration = theirs - (before + round_trip / 2);
    let apart = apart.abs();
    let told =
        format!("{} ms apart from the database, which answers in {:.1} ms", apart.whole_milliseconds(), round_trip.as_seconds_f64() * 1e3);
    match apart.whole_seconds() {
        0..2 => ok("clock", told),
        2..15 => warn("clock", told, "let both machines ask the same time server; leases last 30 s"),
        _ => fail("clock", told, "let both machines ask the same time server; workers would take each other's jobs"),
    }
}

async fn storage(control: &Control) -> Finding {
    match control.storage.check().await {
        Ok(()) => ok("storage", format!("{}: written, read and deleted", control.storage)),
        Err(error) => {
            let mend = "see whether the folder may be written, or whether bucket, endpoint and keys are right";
            fail("storage", format!("{}: {}", control.storage, examination::whole(&error)), mend)
        }
    }
}
