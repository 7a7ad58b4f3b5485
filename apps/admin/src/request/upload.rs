//! Files that are sent with a form (`multipart/form-data`), read one after the other with bounds on bytes, files and time.
//!
//! A file is handed out whole, because it is bounded and its header must be looked at before anything is stored; never two at once.
//! What a file is called and says it is, is what the caller wrote: nothing is decided by it.

use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use visualizer_domain::Problem;
use visualizer_domain::problem::FieldProblem;

use crate::admin::Admin;
use crate::answer::failure::Failure;
use crate::forms::Form;
use crate::guard::csrf;
use crate::guard::fair_places::FairPlace;
use crate::guard::visit::Visit;
use crate::request::body;
use crate::request::negotiate;
use crate::settings::Limits;

/// Most bytes of a field beside the files.
const FIELD_BYTES_MAX: usize = 64 * 1024;
/// Most parts of an upload.
const PARTS_MAX: usize = 100;

/// One file of an upload.
#[derive(Debug, Clone)]
pub struct File {
    /// Name of the form's field.
    pub field: String,
    /// What the caller calls the file: its last part, at most 255 characters, for showing only.
    pub name: String,
    /// The bytes.
    pub bytes: Bytes,
}

/// A file that is not taken: it is too large, or one too many. Those around it are.
#[derive(Debug)]
pub struct RefusedFile {
    /// What the caller calls the file.
    pub name: String,
    /// Why it is not taken.
    pub problem: Problem,
}

/// An upload that is being read. Fields that are no files are in [`Upload::form`] as far as they came before the last file read.
pub struct Upload {
    visit: Visit,
    parts: Multipart,
    form: Form,
    limits: Limits,
    until: Instant,
    files: usize,
    parts_read: usize,
    _place: FairPlace,
}

impl Upload {
    /// What was typed beside the files.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The next file; `None` after the last. A file input that was left empty is no file.
    ///
    /// # Errors
    /// [`Problem::TooLarge`] for a file over the bound, [`Problem::Invalid`] for too many files, [`Failure::SlowBody`] when it stalls.
    pub async fn next(&mut self) -> Result<Option<File>, Failure> {
        match self.next_or_refused().await? {
            Some(Ok(file)) => Ok(Some(file)),
            Some(Err(refused)) => Err(refused.problem.into()),
            None => Ok(None),
        }
    }

    /// As [`Upload::next`], but a file that is not taken does not stand in the way of those behind it.
    ///
    /// # Errors
    /// [`Failure::SlowBody`] when it stalls, [`Failure::Malformed`] when it breaks off: nothing more can be read then.
    pub async fn next_or_refused(&mut self) -> Result<Option<Result<File, RefusedFile>>, Failure> {
        while let Some(mut field) = self.part().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.content_disposition().and_then(|disposition| disposition.get_filename()).map(shown_name);
            let Some(file_name) = file_name else {
                let bytes = self.read(&mut field, FIELD_BYTES_MAX as u64).await?;
                let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
                if name == csrf::CLIENT_FIELD {
                    csrf::check_client(&self.visit, &text)?;
                }
                self.form.push(name, text);
                continue;
            };
            let read = match self.read(&mut field, self.limits.file_bytes).await {
                Ok(bytes) if bytes.is_empty() && file_name.is_empty() => continue,
                Err(Failure::Problem(problem @ Problem::TooLarge { .. })) => Err(problem),
                read => Ok(read?),
            };
            self.files += 1;
            let read = if self.files > self.limits.files { Err(too_many(&name, self.limits.files)) } else { read };
            return Ok(Some(match read {
                Ok(bytes) => Ok(File { field: name, name: file_name, bytes }),
                Err(problem) => Err(RefusedFile { name: file_name, problem }),
            }));
        }
        Ok(None)
    }

    /// Reads what is left and keeps nothing of it. A browser that is still sending does not read an answer.
    pub async fn drain(&mut self) {
        while let Ok(Some(_)) = self.next_or_refused().await {}
    }

    async fn part(&mut self) -> Result<Option<Field>, Failure> {
        self.parts_read += 1;
        if self.parts_read > PARTS_MAX {
            return Err(Failure::Malformed(format!("more than {PARTS_MAX} parts")));
        }
        match tokio::time::timeout(self.limits.body_pause, self.parts.next()).await {
            Err(_) => Err(Failure::SlowBody),
            Ok(None) => Ok(None),
            Ok(Some(Ok(field))) => Ok(Some(field)),
            Ok(Some(Err(error))) => Err(Failure::Malformed(error.to_string())),
        }
    }

    async fn read(&self, field: &mut Field, max_bytes: u64) -> Result<Bytes, Failure> {
        let mut bytes = BytesMut::new();
        while let Some(chunk) = body::next(field, self.limits.body_pause).await? {
            if (bytes.len() + chunk.len()) as u64 > max_bytes {
                return Err(Problem::TooLarge { max_bytes }.into());
            }
            // Each piece in time is not enough: a caller who drips would hold its place for days.
            if Instant::now() > self.until {
                return Err(Failure::SlowBody);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes.freeze())
    }

    /// The token is the first field of every form of ours, so that nothing else is read from a foreign one.
    async fn check_token(&mut self) -> Result<(), Failure> {
        let mut field = self.part().await?.ok_or(Failure::FormExpired)?;
        let expected = field.name() == Some(csrf::FIELD);
        let token = self.read(&mut field, 1_024).await?;
        let made = std::str::from_utf8(&token).is_ok_and(|token| self.visit.form_secret.made(token));
        if expected && made { Ok(()) } else { Err(Failure::FormExpired) }
    }
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            body::check_type(&request, "multipart/form-data")?;
            let admin = request.app_data::<web::Data<Admin>>().ok_or_else(|| Problem::internal("reading an upload", "no shared state"))?;
            let visit = Visit::extract(&request).await?;
            let person = visit.person.as_ref().ok_or(Problem::Unauthenticated)?;
            let place = admin.uploads.take(&person.actor.user_id).ok_or(Problem::Unavailable { part: "uploads", source: None })?;
            let limits = admin.settings.limits.clone();
            // One file too many or too large is refused by itself; what is far over is not even read.
            let bytes_max = limits.file_bytes * (limits.files as u64 + 1) + FIELD_BYTES_MAX as u64;
            if body::announced(&request).is_some_and(|bytes| bytes > bytes_max) {
                return Err(Problem::TooLarge { max_bytes: limits.file_bytes }.into());
            }
            let mut upload = Self {
                visit,
                parts: Multipart::new(request.headers(), payload),
                form: Form::default(),
                until: Instant::now() + limits.upload_total,
                limits,
                files: 0,
                parts_read: 0,
                _place: place,
            };
            if !negotiate::is_api(request.path()) {
                upload.check_token().await?;
            }
            Ok(upload)
        })
    }
}

fn too_many(field: &str, max: usize) -> Problem {
    Problem::Invalid { fields: vec![FieldProblem::new(field, "too-many-files").with("max", max)] }
}

/// The last part of a path of either kind, without control characters.
fn shown_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(255).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_only_its_last_part() {
        assert_eq!(shown_name("C:\\fakepath\\lamp.jpg"), "lamp.jpg");
        assert_eq!(shown_name("../../etc/passwd"), "passwd");
        assert_eq!(shown_name("a\r\nb.png"), "ab.png");
    }
}
