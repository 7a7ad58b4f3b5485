//! Pages that follow what is going on: a stream of the pieces of a page that changed, each as the HTML that the page itself shows.
//!
//! A page looks again when control says that something of its client changed, and every few seconds without being told, because
//! on SQLite another process cannot tell. What a look finds is compared with what was sent before. The stream ends when everything
//! is made, when what it shows is gone, when the person has signed out, lost the permission or entered another client, and when the process
//! stops; the wire is the business of `sse`.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpMessage, HttpRequest, web};
use askama::Template;
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::Instant;
use visualizer_control::{Change, Control};
use visualizer_domain::Problem;
use visualizer_domain::ids::ClientId;

use crate::admin::Admin;
use crate::answer::failure::{Answer, Failure};
use crate::answer::sse::{self, Event};
use crate::guard::access::Access;
use crate::guard::cookies::Ours;
use crate::guard::sign_ins::Person;
use crate::guard::visit::Visit;
use crate::words::Words;

/// Between two looks while something is being made.
const BUSY: Duration = Duration::from_secs(2);
/// Between two looks while nothing happens.
const CALM: Duration = Duration::from_secs(15);
/// Changes that come together are looked at together.
const SETTLE: Duration = Duration::from_millis(150);

/// Who is looking, and when.
#[derive(Clone)]
pub struct Reader {
    /// The person, as they stand now.
    pub person: Arc<Person>,
    /// Their words at this instant.
    pub words: Words,
}

/// What a look at a page found.
#[derive(Debug, Default)]
pub struct Look {
    pieces: Vec<(String, String)>,
    busy: bool,
    over: bool,
}

impl Look {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a piece of the page. The piece is one element, and this is its id.
    ///
    /// # Errors
    /// When the template cannot be written, which is our own failure.
    pub fn piece(mut self, id: impl Into<String>, html: &impl Template) -> Result<Self, Failure> {
        self.pieces.push((id.into(), html.render()?));
        Ok(self)
    }

    /// Something is being made, so progress is worth looking for.
    #[must_use]
    pub fn busy(mut self, busy: bool) -> Self {
        self.busy = busy;
        self
    }

    /// Everything is made: nothing more will come.
    #[must_use]
    pub fn over(mut self, over: bool) -> Self {
        self.over = over;
        self
    }
}

/// Answers with the pieces of a page as they change. `look` reads what the page shows now.
///
/// # Errors
/// [`Problem::Unauthenticated`] when nobody is signed in; [`Problem::Unavailable`] when too many streams are open, and the page then asks
/// now and then.
pub fn answer<L, F>(request: &HttpRequest, admin: &web::Data<Admin>, control: &web::Data<Control>, access: Access, look: L) -> Answer
where
    L: Fn(Reader) -> F + 'static,
    F: Future<Output = Result<Look, Failure>> + 'static,
{
    let visit = request.extensions().get::<Visit>().cloned();
    let person = visit.and_then(|visit| visit.person).ok_or(Problem::Unauthenticated)?;
    let client = person.actor.client().cloned();
    let whose = stream::iter(client.as_ref().map(Event::client));
    let follower = Follower {
        admin: admin.clone(),
        token: Ours::SignIn.read(request, admin.settings.secure).unwrap_or_default(),
        access,
        changes: control.db.changes().subscribe(),
        sent: HashMap::new(),
        next: None,
        client,
    };
    sse::answer(admin, &person.actor.user_id, whose.chain(follow(follower, look)))
}

/// What a stream remembers between two looks.
struct Follower {
    admin: web::Data<Admin>,
    token: String,
    access: Access,
    changes: broadcast::Receiver<Change>,
    sent: HashMap<String, String>,
    /// When to look without being told; `None` before the first look.
    next: Option<Instant>,
    /// The client of the page: what happens in another is not shown in it.
    client: Option<ClientId>,
}

fn follow<L, F>(follower: Follower, look: L) -> impl Stream<Item = Event>
where
    L: Fn(Reader) -> F,
    F: Future<Output = Result<Look, Failure>>,
{
    let steps = stream::unfold((Some(follower), look), |(follower, look)| async move {
        let mut follower = follower?;
        follower.wait().await;
        let reader = follower.reader().await?;
        if reader.person.actor.client() != follower.client.as_ref() {
            return Some((stream::iter(vec![Event::end()]), (None, look)));
        }
        let found = match look(reader).await {
            Ok(found) => found,
            // Gone, or not for this person any more: the page that is loaded next says so.
            Err(Failure::Problem(Problem::NotFound { .. } | Problem::Forbidden { .. })) => Look::new().over(true),
            // The database may be busy for a moment; what it said is in no page, so it goes to the log and the next look tells.
            Err(failure) => {
                tracing::warn!(code = failure.code(), "a live page could not be read: {failure}");
                Look::new()
            }
        };
        let over = found.over;
        let events = follower.news(found);
        Some((stream::iter(events), ((!over).then_some(follower), look)))
    });
    steps.flatten()
}

impl Follower {
    /// Waits until something of the client changed, or until it is time to look anyway.
    async fn wait(&mut self) {
        let Some(next) = self.next else { return };
        let told = async {
            loop {
                match self.changes.recv().await {
                    Ok(Change::Client(client)) if Some(&client) == self.client.as_ref() => return,
                    Ok(Change::Client(_) | Change::Jobs) => {}
                    // Missed, or too many to remember: one of them may have been ours.
                    Ok(Change::Unknown) | Err(RecvError::Lagged(_)) => return,
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        if tokio::time::timeout_at(next, told).await.is_ok() {
            tokio::time::sleep(SETTLE).await;
        }
    }

    /// Who is looking now; `None` when they have signed out or may not look any more.
    async fn reader(&self) -> Option<Reader> {
        let now = self.admin.clock.now();
        // Asked every time: a stream must not outlive the login that opened it.
        let person = self.admin.sign_ins.resolve(&self.token, now).await.ok().flatten()?;
        self.access.check(Some(&person)).ok()?;
        let words = Words::new(person.locale, now);
        Some(Reader { person: Arc::new(person), words })
    }

    /// The events that bring a page up to date.
    fn news(&mut self, found: Look) -> Vec<Event> {
        self.next = Some(Instant::now() + if found.busy { BUSY } else { CALM });
        let mut events = Vec::new();
        for (id, html) in found.pieces {
            if self.sent.get(&id) != Some(&html) {
                events.push(Event::piece(&id, &html));
                self.sent.insert(id, html);
            }
        }
        events.extend(found.over.then(Event::end));
        events
    }
}
