//! Settings from file, environment and command line: which one holds, and how all that is wrong is told.

use visualizer_domain::configuration::{Configuration, LogFormat, PublicUrl, StoragePlace};
use visualizer_domain::configuration_key::{KEYS, Otherwise};
use visualizer_domain::configuration_source::Sources;

fn read(file: &str, environment: &[(&str, &str)], options: &[(&'static str, &'static str, &str)]) -> Result<Configuration, Vec<String>> {
    let sources = Sources {
        file: Some(("visualizer.toml".into(), file.into())),
        environment: environment.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect(),
        options: options.iter().map(|(option, key, value)| (*option, *key, (*value).into())).collect(),
    };
    Configuration::read(&sources).map_err(|problems| problems.0.iter().map(ToString::to_string).collect())
}

#[test]
fn nothing_said_is_a_shop_on_this_machine() {
    let it = Configuration::read(&Sources::default()).expect("the defaults are sound");
    assert_eq!(it.database.url.reveal(), "sqlite://data/visualizer.db");
    assert_eq!(it.storage, StoragePlace::Folder("data/objects".into()));
    assert_eq!((it.http.listen.to_string().as_str(), it.http.public_url, it.renders), ("127.0.0.1:8080", None, 1));
}

#[test]
fn the_command_line_beats_the_environment_which_beats_the_file() {
    let file = "data = \"/srv/a\"\n[http]\nlisten = \"127.0.0.1:1\"\ntrusted_proxies = [\"10.0.0.1\", \"::1\"]\n[worker]\nrenders = 3\n";
    let environment = [("VISUALIZER_DATA", "/srv/b"), ("VISUALIZER_HTTP__LISTEN", "127.0.0.1:2"), ("VISUALIZER_LOG__FORMAT", "")];
    let it = read(file, &environment, &[("--listen", "http.listen", "127.0.0.1:3")]).expect("sound");
    assert_eq!((it.data.to_str(), it.http.listen.port(), it.renders), (Some("/srv/b"), 3, 3));
    assert_eq!(it.http.trusted_proxies.len(), 2);
    assert_eq!(it.log.format, LogFormat::Text, "an empty variable says nothing");
}

#[test]
fn every_problem_is_told_at_once_with_its_place() {
    let file = "[http]\nlisten = 8080\n\n[storage]\nbukcet = \"pictures\"\nendpoint = \"s3.example\"\n";
    let environment = [("VISUALIZER_WORKER__RENDERS", "-1"), ("VISUALIZER_DATABASE_URL", "sqlite://x.db")];
    let problems = read(file, &environment, &[]).expect_err("refused");
    let all = problems.join("\n");
    for part in [
        "storage.bukcet (visualizer.toml, line 5) is no setting; did you mean storage.bucket?",
        "DATABASE_URL (environment variable VISUALIZER_DATABASE_URL) is no setting; did you mean VISUALIZER_DATABASE__URL?",
        "http.listen (visualizer.toml, line 2) is \"8080\"; it must be an address with a port",
        "worker.renders (environment variable VISUALIZER_WORKER__RENDERS) is \"-1\"; it must be a whole number from 1 to 64",
        "storage.bucket is missing",
        "storage.endpoint (visualizer.toml, line 6) is \"s3.example\"; it must begin with https:// or http://",
    ] {
        assert!(all.contains(part), "{part}\nis not in\n{all}");
    }
}

#[test]
fn what_the_list_of_settings_promises_is_what_holds() {
    for key in KEYS {
        if let Otherwise::Value(value) = key.otherwise {
            let said = read("", &[(key.variable().as_str(), value)], &[]);
            assert_eq!(said, read("", &[], &[]), "{}", key.name);
        }
    }
}

#[test]
fn half_a_key_pair_is_named() {
    let problems = read("[storage]\nbucket = \"pictures\"\naccess_key_id = \"a\"\n", &[], &[]).expect_err("refused");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].starts_with("storage.secret_access_key is missing"), "{problems:?}");
}

#[test]
fn no_message_and_no_debug_repeats_a_secret() {
    let bad = read("", &[("VISUALIZER_DATABASE__URL", "mysql://me:hidden@host/x")], &[]).expect_err("refused");
    let good = read("", &[("VISUALIZER_DATABASE__URL", "postgres://me:hidden@host/x")], &[]).expect("sound");
    assert!(!format!("{bad:?} {good:?}").contains("me:"), "{bad:?} {good:?}");
}

#[test]
fn variables_of_others_are_passed_over() {
    let others = [("VISUALIZER_PORT", "tcp://10.0.0.7:80"), ("VISUALIZER_TEST_POSTGRES", "none"), ("HTTP__LISTEN", "x")];
    assert!(read("", &others, &[]).is_ok());
    assert!(read("", &[("VISUALIZER_HTTP__PORT", "80")], &[]).is_err());
}

#[test]
fn a_file_that_is_not_toml_is_named_with_its_line() {
    let problems = read("data = \"x\"\nhttp = [", &[], &[]).expect_err("refused");
    assert!(problems[0].starts_with("the file (visualizer.toml, line 2) is not TOML"), "{problems:?}");
}

#[test]
fn a_public_address_is_a_scheme_and_a_host() {
    let url = |text: &str| read("", &[("VISUALIZER_HTTP__PUBLIC_URL", text)], &[]).map(|it| it.http.public_url);
    assert_eq!(url("https://Pictures.Example/"), Ok(Some(PublicUrl { secure: true, host: "pictures.example".into() })));
    for bad in ["pictures.example", "https://", "https://host/path", "ftp://host"] {
        assert!(url(bad).is_err(), "{bad}");
    }
}
