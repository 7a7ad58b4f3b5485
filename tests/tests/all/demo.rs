//! The demo as somebody meets it who starts it for the first time.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use visualizer_tests::site::Server;

/// Far less than the pictures of the demo take.
const AT_ONCE: Duration = Duration::from_secs(15);

#[tokio::test]
async fn the_demo_answers_and_lets_people_in_while_it_is_being_furnished() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::start(folder, &["--demo"]);
    let address = server.address_within(AT_ONCE).await;
    let answer = answer(address.trim_start_matches("http://"), "/sign-in").await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let words = server.words();
    assert!(words.contains("sign in as demo@") && words.contains("sign in as viewer@"), "{words}");
    assert!(!words.contains("is furnished"), "{words}");
}

async fn answer(host: &str, path: &str) -> io::Result<String> {
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
