//! The jobs that this worker has in hand right now.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use visualizer_db::leases::Held;
use visualizer_domain::ids::JobId;

use crate::stop::{Stop, StopSignal};

#[derive(Debug, Clone, Default)]
pub(crate) struct Hand(Arc<Mutex<HashMap<Try, StopSignal>>>);

/// One claim of a job. The same worker may claim a job again that it lost, before whatever works on it has noticed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Try {
    pub(crate) job: JobId,
    pub(crate) epoch: i64,
}

/// Keeps a job in hand for as long as it lives.
#[derive(Debug)]
pub(crate) struct Grip {
    hand: Hand,
    mine: Try,
    pub(crate) signal: StopSignal,
}

impl Hand {
    /// Takes a claimed job in hand. An earlier try of it is lost, and is told so.
    pub(crate) fn take(&self, job: &JobId, epoch: i64) -> Grip {
        let (mine, signal) = (Try { job: job.clone(), epoch }, StopSignal::default());
        let mut tries = self.tries();
        tries.iter().filter(|(other, _)| other.job == mine.job).for_each(|(_, signal)| signal.stop(Stop::Lost));
        tries.insert(mine.clone(), signal.clone());
        Grip { hand: self.clone(), mine, signal }
    }

    /// The tries whose leases are to be renewed.
    pub(crate) fn held(&self) -> Vec<Try> {
        self.tries().keys().cloned().collect()
    }

    /// Compares `asked`, a former answer of [`Hand::held`], with what the database says is held: lost jobs and jobs that somebody
    /// asked to stop are told so. A job taken in between is left alone.
    pub(crate) fn compare(&self, asked: &[Try], held: &[Held]) {
        let tries = self.tries();
        for mine in asked {
            let Some(signal) = tries.get(mine) else { continue };
            match held.iter().find(|held| held.id == mine.job && held.epoch == mine.epoch) {
                None => signal.stop(Stop::Lost),
                Some(held) if held.is_cancelled => signal.stop(Stop::Cancelled),
                Some(_) => {}
            }
        }
    }

    /// Tells every job to stop.
    pub(crate) fn stop_all(&self, why: Stop) {
        self.tries().values().for_each(|signal| signal.stop(why));
    }

    fn tries(&self) -> MutexGuard<'_, HashMap<Try, StopSignal>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Grip {
    fn drop(&mut self) {
        self.hand.tries().remove(&self.mine);
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
        let asked = hand.held();
        let late = hand.take(&id("late"), 1);
        hand.compare(&asked, &[held("kept", 1, false), held("again", 2, false), held("stop", 1, true)]);
        let [kept, gone, again, stop] = &grips;
        assert!(!kept.signal.is_stopped() && !late.signal.is_stopped());
        assert_eq!((gone.signal.stopped().await, again.signal.stopped().await), (Stop::Lost, Stop::Lost));
        assert_eq!(stop.signal.stopped().await, Stop::Cancelled);
        drop(grips);
        assert_eq!(hand.held(), vec![late.mine.clone()], "a job that ended is in nobody's hand");
    }

    #[tokio::test]
    async fn a_lost_try_is_told_when_the_same_worker_takes_the_next_and_leaves_it_alone_when_it_ends() {
        let hand = Hand::default();
        let (first, second) = (hand.take(&id("mug"), 1), hand.take(&id("mug"), 2));
        assert_eq!(first.signal.stopped().await, Stop::Lost);
        assert!(!second.signal.is_stopped());
        drop(first);
        assert_eq!(hand.held(), vec![second.mine.clone()], "its lease is renewed");
        hand.compare(&hand.held(), &[Held { id: id("mug"), epoch: 2, is_cancelled: true }]);
        assert_eq!(second.signal.stopped().await, Stop::Cancelled);
    }
}
