//! One contract, three stores: a local directory, memory, and S3's protocol over a real socket.

use bytes::Bytes;
use futures_util::TryStreamExt;
use hyper_util::rt::{TokioExecutor, TokioIo};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tempfile::TempDir;
use tokio::net::TcpListener;
use visualizer_domain::canonical::sha256;
use visualizer_domain::ids::ClientId;
use visualizer_storage::{HashedBytes, S3Options, Storage, StorageError, StorageKey};

const SECRET: &str = "a-secret-half";

fn key_of(bytes: &[u8]) -> StorageKey {
    let client = ClientId::parse("c-1").expect("an id");
    StorageKey::blob(&client, &sha256(bytes), "bin").expect("a key")
}

async fn keeps_the_contract(storage: Storage) {
    // Larger than any piece that a stream is cut into.
    let picture = Bytes::from((0..3_000_000u32).map(|n| (n % 251) as u8).collect::<Vec<u8>>());
    let key = key_of(&picture);

    assert!(matches!(storage.get(&key, 10).await, Err(StorageError::NotFound(_))), "{storage}: nothing is there yet");
    assert!(matches!(storage.open(&key).await, Err(StorageError::NotFound(_))), "{storage}");
    assert_eq!(storage.size(&key).await.expect("a size"), None);
    storage.delete(&key).await.expect("deleting nothing is fine");

    let hashed = HashedBytes::of_many(picture.clone()).await.expect("hashed");
    storage.put(&key, &hashed).await.expect("stored");
    storage.put(&key, &hashed).await.expect("stored again is stored once");
    assert_eq!(storage.size(&key).await.expect("a size"), Some(3_000_000));
    assert!(storage.exists(&key).await.expect("an answer"));
    assert_eq!(storage.get(&key, 3_000_000).await.expect("read"), picture);
    assert!(matches!(storage.get(&key, 2_999_999).await, Err(StorageError::TooLarge { size_bytes: 3_000_000, .. })), "{storage}");

    let (size, pieces) = storage.open(&key).await.expect("opened");
    let pieces: Vec<Bytes> = pieces.try_collect().await.expect("read");
    assert_eq!((size, pieces.concat().as_slice()), (3_000_000, picture.as_ref()), "{storage}");

    let wrong = storage.put(&key, &HashedBytes::of(&b"something else"[..])).await;
    assert!(matches!(wrong, Err(StorageError::OtherContent(_))), "{storage}: a key names its content");
    assert_eq!(storage.get(&key, 3_000_000).await.expect("read"), picture, "{storage}: and keeps it");

    let empty = key_of(b"");
    storage.put(&empty, &HashedBytes::of(Bytes::new())).await.expect("an object may be empty");
    assert_eq!(storage.get(&empty, 0).await.expect("read"), Bytes::new());

    let legacy = StorageKey::parse("images/2023/Lamp (2) ä.jpg").expect("a key");
    storage.put(&legacy, &HashedBytes::of(&b"old"[..])).await.expect("stored");
    assert_eq!(storage.get(&legacy, 3).await.expect("read"), "old", "{storage}: an earlier system's key");

    storage.delete(&key).await.expect("deleted");
    assert!(!storage.exists(&key).await.expect("an answer"), "{storage}");
    storage.check().await.expect("healthy");
}

#[tokio::test]
async fn memory_keeps_the_contract() {
    keeps_the_contract(Storage::memory()).await;
}

#[tokio::test]
async fn a_local_directory_keeps_the_contract() {
    let dir = TempDir::new().expect("a directory");
    keeps_the_contract(Storage::local(&dir.path().join("made/on/demand")).expect("opened")).await;
}

#[tokio::test]
async fn a_bucket_keeps_the_contract() {
    let bucket = Bucket::start().await;
    keeps_the_contract(Storage::s3(&bucket.options(SECRET)).expect("set up")).await;
}

#[tokio::test]
async fn a_damaged_object_is_mended_by_storing_it_again() {
    let dir = TempDir::new().expect("a directory");
    let storage = Storage::local(dir.path()).expect("opened");
    let key = key_of(b"whole");
    storage.put(&key, &HashedBytes::of(&b"whole"[..])).await.expect("stored");
    std::fs::write(dir.path().join(key.as_str()), b"who").expect("damaged");
    storage.put(&key, &HashedBytes::of(&b"whole"[..])).await.expect("stored");
    assert_eq!(storage.get(&key, 9).await.expect("read"), "whole");
}

#[tokio::test]
async fn a_wrong_secret_is_refused_and_not_worth_another_try() {
    let bucket = Bucket::start().await;
    let storage = Storage::s3(&bucket.options("another-half")).expect("set up");
    let problem = storage.put(&key_of(b"x"), &HashedBytes::of(&b"x"[..])).await.expect_err("refused");
    assert!(matches!(problem, StorageError::Other { .. }) && !problem.is_passing(), "{problem:?}");
}

#[tokio::test]
async fn a_store_that_nobody_serves_is_unavailable() {
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let storage = Storage::s3(&options(port, SECRET)).expect("set up");
    let problem = storage.get(&key_of(b"x"), 1).await.expect_err("nobody answers");
    assert!(matches!(problem, StorageError::Unavailable { .. }) && problem.is_passing(), "{problem:?}");
}

#[tokio::test]
async fn a_store_that_never_answers_ends_at_the_deadline() {
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let deadline = std::time::Duration::from_millis(200);
    let storage = Storage::s3(&options(silent.local_addr().expect("an address").port(), SECRET)).expect("set up").with_deadline(deadline);
    let problem = storage.put(&key_of(b"x"), &HashedBytes::of(&b"x"[..])).await.expect_err("no answer");
    assert!(matches!(problem, StorageError::Timeout { .. }), "{problem:?}");
}

#[tokio::test]
async fn a_directory_that_cannot_be_is_named() {
    let dir = TempDir::new().expect("a directory");
    std::fs::write(dir.path().join("file"), b"").expect("written");
    let problem = Storage::local(&dir.path().join("file/below")).expect_err("no directory");
    assert!(problem.to_string().contains("file/below"), "{problem}");
}

/// S3's protocol served from a directory.
struct Bucket {
    _dir: TempDir,
    port: u16,
}

impl Bucket {
    async fn start() -> Self {
        let dir = TempDir::new().expect("a directory");
        std::fs::create_dir(dir.path().join("pictures")).expect("a bucket");
        let service: S3Service = {
            let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(dir.path()).expect("a file system"));
            builder.set_auth(SimpleAuth::from_single("a-key", SECRET));
            builder.build()
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    let _ = server.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { _dir: dir, port }
    }

    fn options(&self, secret: &str) -> S3Options {
        options(self.port, secret)
    }
}

fn options(port: u16, secret: &str) -> S3Options {
    S3Options {
        endpoint: Some(format!("http://127.0.0.1:{port}")),
        region: "auto".into(),
        bucket: "pictures".into(),
        access_key_id: "a-key".into(),
        secret_access_key: secret.into(),
    }
}
