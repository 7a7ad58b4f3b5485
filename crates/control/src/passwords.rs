//! Password hashes: argon2id with 19 MiB, two passes, one lane. Slow on purpose, so never on a thread that serves requests.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use visualizer_domain::Problem;
use visualizer_domain::problem::Outcome;

/// Hashes at one time in one process. Each takes 19 MiB, and a flood of sign-ins must not take all memory.
static PLACES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(4)));

static ARGON2: LazyLock<Argon2<'static>> = LazyLock::new(|| {
    let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters lie within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
});

/// The hash of a password that nobody has, by the same parameters: checking against it takes as long as checking a real one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$dmlzdWFsaXplci1ub2JvZHk$3Kj0Uu9ZkGmXz0Jw1rV5Q8oT2nYb7cLsEhDfAiPqMxU";

/// Hashes a password with a salt of its own.
pub(crate) async fn hash(password: &str) -> Outcome<String> {
    let password = password.to_owned();
    work(move || ARGON2.hash_password(password.as_bytes()).map(|hash: PasswordHash| hash.to_string()))
        .await?
        .map_err(|err| Problem::internal("hashing a password", err.to_string()))
}

/// True when the password has this hash. Without a hash it never has, and finding that out takes as long.
pub(crate) async fn verify(password: &str, hash: Option<&str>) -> Outcome<bool> {
    let (password, is_somebody) = (password.to_owned(), hash.is_some());
    let hash = hash.unwrap_or(NOBODY).to_owned();
    let fits = work(move || {
        let hash = PasswordHash::new(&hash)?;
        Ok::<_, argon2::password_hash::phc::Error>(ARGON2.verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?
    .map_err(|err| Problem::internal("reading the hash of a password", err.to_string()))?;
    Ok(fits && is_somebody)
}

/// Works on a thread of its own. Whoever asked may go meanwhile; the work does not, and keeps its place for as long.
async fn work<T: Send + 'static>(slow: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    let place = PLACES.clone().acquire_owned().await.map_err(|err| Problem::internal("waiting to hash a password", err))?;
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        slow()
    });
    done.await.map_err(|err| Problem::internal("hashing a password", err))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hashed = hash("correct horse").await.expect("a hash");
        assert!(hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hashed}");
        assert!(verify("correct horse", Some(&hashed)).await.expect("an answer"));
        assert!(!verify("correct house", Some(&hashed)).await.expect("an answer"));
        assert_ne!(hash("correct horse").await.expect("a hash"), hashed, "each has a salt of its own");
    }

    #[tokio::test]
    async fn nobody_has_a_password_and_it_costs_as_much_to_find_out() {
        assert!(!verify("whatever", None).await.expect("the hash of nobody is a hash"));
        let nobody = PasswordHash::new(NOBODY).expect("a hash");
        let params = Params::try_from(&nobody).expect("argon2's parameters");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (19 * 1024, 2, 1));
    }

    #[tokio::test]
    async fn who_does_not_wait_for_a_hash_frees_no_place_for_another() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let asked = work(move || {
            let _ = begun.send(());
            let _ = wait.recv();
        });
        tokio::select! {
            _ = asked => panic!("it waits"),
            begun = begins => begun.expect("it began"),
        }
        // Other tests hash too, so that only what cannot be is told: all places free while one is taken.
        assert!(PLACES.available_permits() < 4, "the work goes on and has its place");
        drop(go);
    }

    #[tokio::test]
    async fn a_broken_hash_is_our_failure_and_not_a_wrong_password() {
        assert_eq!(verify("x", Some("plain")).await.expect_err("refused").code(), "internal");
    }
}
