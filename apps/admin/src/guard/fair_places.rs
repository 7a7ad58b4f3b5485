//! Places for what takes long (an event stream, an upload, an archive), counted for everybody and for each person, so that one person
//! with many tabs leaves room for the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use visualizer_domain::ids::UserId;

/// The places of one process for one kind of work.
#[derive(Debug, Clone)]
pub struct FairPlaces {
    all_max: usize,
    person_max: usize,
    /// Places that are taken, of each person who has one.
    taken: Arc<Mutex<HashMap<UserId, usize>>>,
}

/// One place that is taken; dropping it makes room.
#[derive(Debug)]
pub struct FairPlace {
    places: FairPlaces,
    person: UserId,
}

impl FairPlaces {
    /// All of them free.
    #[must_use]
    pub fn new(all_max: usize, person_max: usize) -> Self {
        Self { all_max, person_max, taken: Arc::default() }
    }

    /// A place for a person; `None` when all are taken, or the share of this person is.
    #[must_use]
    pub fn take(&self, person: &UserId) -> Option<FairPlace> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_person = taken.get(person).copied().unwrap_or_default();
        if of_person >= self.person_max || taken.values().sum::<usize>() >= self.all_max {
            return None;
        }
        taken.insert(person.clone(), of_person + 1);
        Some(FairPlace { places: self.clone(), person: person.clone() })
    }
}

impl Drop for FairPlace {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.person) {
            Some(of_person) if *of_person > 1 => *of_person -= 1,
            _ => drop(taken.remove(&self.person)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_takes_no_more_than_their_share_and_all_no_more_than_there_is() {
        let places = FairPlaces::new(3, 2);
        let [ann, ben, cas] = ["ann", "ben", "cas"].map(|id| UserId::parse(id).expect("an id"));
        let (first, _second) = (places.take(&ann).expect("a place"), places.take(&ann).expect("a place"));
        assert!(places.take(&ann).is_none(), "their share");
        let _other = places.take(&ben).expect("a place for somebody else");
        assert!(places.take(&cas).is_none(), "all there is");
        drop(first);
        assert!(places.take(&ann).is_some(), "one that is given back makes room");
        assert_eq!(places.taken.lock().expect("taken").len(), 2, "who has no place is not remembered");
    }
}
