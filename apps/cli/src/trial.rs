//! An installation for one job: a database and a storage in a folder of their own, one person, one worker. All of it goes with the job.

use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use visualizer_control::clients::{self, ClientDraft};
use visualizer_control::users::{self, UserDraft};
use visualizer_control::{Control, sign_ins};
use visualizer_domain::configuration::{DatabasePlace, StoragePlace};
use visualizer_domain::secret::Secret;
use visualizer_domain::{Actor, Clock};

use crate::failure::Failure;
use crate::workshop::Workshop;

/// The installation.
pub(crate) struct Trial {
    pub(crate) control: Control,
    /// Its one person, who may do everything.
    pub(crate) actor: Actor,
    workshop: Workshop,
    // Last, so that the folder outlives what has files open in it.
    _folder: TempDir,
}

impl Trial {
    /// Makes the installation, and opens its worker.
    pub(crate) async fn open() -> Result<Self, Failure> {
        let folder =
            TempDir::with_prefix("visualizer-").map_err(|error| Failure::new("no temporary folder can be made").because(&error))?;
        let url = format!("sqlite://{}", folder.path().join("trial.db").display());
        let now = || Clock::System.now();
        visualizer_migration::up(&url, now).await?;
        let database = DatabasePlace { url: Secret::new(url), connections_max: 4 };
        let control = Control::open(&database, &StoragePlace::Folder(folder.path().join("objects"))).await?;

        // Nobody signs in here; the password only has to be one that nobody guesses.
        let password = format!("{:032x}", rand::random::<u128>());
        let person = UserDraft { email: "trial@visualizer.example".into(), name: "Command line".into(), password, is_platform_admin: true };
        let user = users::create_by_operator(&control, &person, now()).await?;
        let draft = ClientDraft { name: "Trial".into(), ..ClientDraft::default() };
        let client = clients::create(&control, &sign_ins::actor_of(&control, &user, None).await?, &draft, now()).await?;
        let actor = sign_ins::actor_of(&control, &user, Some(&client)).await?;
        let workshop = Workshop::open(&control, 1, &CancellationToken::new())?;
        Ok(Self { control, actor, workshop, _folder: folder })
    }

    /// Closes it; the folder goes.
    pub(crate) async fn close(self) -> Result<(), Failure> {
        self.workshop.close().await?;
        self.control.close().await.map_err(|error| Failure::new("the temporary database cannot be closed").because(&error))
    }
}
