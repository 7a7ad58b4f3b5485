//! The jobs that this worker has in hand right now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use visualizer_db::leases::Held;
use visualizer_domain::ids::JobId;

use crate::stop::{Stop, StopSignal};

#[derive(Debug, Clone, Default)]
pub(crate) struct Hand(Arc<Mutex<HashMap<JobId, InHand>>>);

#[derive(Debug)]
struct InHand {
    epoch: i64,
    signal: StopSignal,
}

/// Keeps a job in hand for as long as it lives.
#[derive(Debug)]
pub(crate) struct Grip {
    hand: Hand,
    job: JobId,
    pub(crate) signal: StopSignal,
}

impl Hand {
    /// Takes a claimed job in hand.
    pub(crate) fn take(&self, job: &JobId, epoch: i64) -> Grip {
        let signal = StopSignal::default();
        self.jobs().insert(job.clone(), InHand { epoch, signal: signal.clone() });
        Grip { hand: self.clone(), job: job.clone(), signal }
    }

    /// The jobs whose leases are to be renewed.
    pub(crate) fn ids(&self) -> Vec<JobId> {
        self.jobs().keys().cloned().collect()
    }

    /// Compares `asked`, a former answer of [`Hand::ids`], with what the database says is held: lost jobs and jobs that somebody
    /// asked to stop are told so. A job taken in between is left alone.
    pub(crate) fn compare(&self, asked: &[JobId], held: &[Held]) {
        let jobs = self.jobs();
        for id in asked {
            let Some(mine) = jobs.get(id) else { continue };
            match held.iter().find(|held| held.id == *id) {
                Some(held) => judge(mine, held),
                None => mine.signal.stop(Stop::Lost),
            }
        }
    }

    /// Tells every job to stop.
    pub(crate) fn stop_all(&self, why: Stop) {
        self.jobs().values().for_each(|mine| mine.signal.stop(why));
    }

    fn jobs(&self) -> MutexGuard<'_, HashMap<JobId, InHand>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn judge(mine: &InHand, held: &Held) {
    if held.epoch != mine.epoch {
        mine.signal.stop(Stop::Lost);
    } else if held.is_cancelled {
        mine.signal.stop(Stop::Cancelled);
    }
}

impl Drop for Grip {
    fn drop(&mut self) {
        self.hand.jobs().remove(&self.job);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> JobId {
        JobId::parse(text).expect("an id")
    }

    #[tokio::test]
    async fn lost_and_cancelled_jobs_are_told_and_others_go_on() {
        let hand = Hand::default();
        let grips = ["kept", "gone", "again", "stop"].map(|job| hand.take(&id(job), 1));
        let held = |job, epoch, is_cancelled| Held { id: id(job), epoch, is_cancelled };
        let asked = hand.ids();
        let late = hand.take(&id("late"), 1);
        hand.compare(&asked, &[held("kept", 1, false), held("again", 2, false), held("stop", 1, true)]);
        let [kept, gone, again, stop] = &grips;
        assert!(!kept.signal.is_stopped() && !late.signal.is_stopped());
        assert_eq!((gone.signal.stopped().await, again.signal.stopped().await), (Stop::Lost, Stop::Lost));
        assert_eq!(stop.signal.stopped().await, Stop::Cancelled);
        drop(grips);
        assert_eq!(hand.ids(), [id("late")], "a job that ended is in nobody's hand");
    }
}
