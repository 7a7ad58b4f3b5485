//! How many event streams are open, of everybody and of each person, so that one person with many tabs leaves room for the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use visualizer_domain::ids::UserId;

/// The places of one process.
#[derive(Debug, Clone)]
pub struct StreamPlaces {
    all_max: usize,
    person_max: usize,
    /// Open streams of each person who has one.
    open: Arc<Mutex<HashMap<UserId, usize>>>,
}

/// The place of one open stream; dropping it makes room.
#[derive(Debug)]
pub struct StreamPlace {
    places: StreamPlaces,
    person: UserId,
}

impl StreamPlaces {
    /// Nobody has a stream yet.
    #[must_use]
    pub fn new(all_max: usize, person_max: usize) -> Self {
        Self { all_max, person_max, open: Arc::default() }
    }

    /// A place for one more stream of a person; `None` when there is none.
    #[must_use]
    pub fn take(&self, person: &UserId) -> Option<StreamPlace> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_person = open.get(person).copied().unwrap_or_default();
        if of_person >= self.person_max || open.values().sum::<usize>() >= self.all_max {
            return None;
        }
        open.insert(person.clone(), of_person + 1);
        Some(StreamPlace { places: self.clone(), person: person.clone() })
    }
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut open = self.places.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.person) {
            Some(of_person) if *of_person > 1 => *of_person -= 1,
            _ => drop(open.remove(&self.person)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_takes_no_more_than_their_share_and_all_no_more_than_there_is() {
        let places = StreamPlaces::new(3, 2);
        let [ann, ben, cas] = ["ann", "ben", "cas"].map(|id| UserId::parse(id).expect("an id"));
        let (first, _second) = (places.take(&ann).expect("a place"), places.take(&ann).expect("a place"));
        assert!(places.take(&ann).is_none(), "their share");
        let _other = places.take(&ben).expect("a place for somebody else");
        assert!(places.take(&cas).is_none(), "all there is");
        drop(first);
        assert!(places.take(&ann).is_some(), "a closed one makes room");
        assert_eq!(places.open.lock().expect("open").len(), 2, "who has no stream is not remembered");
    }
}
