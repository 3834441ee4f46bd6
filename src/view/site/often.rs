//! What many pages may show alike: then it is made once, and they share it.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A part of a page that may be on many others as well.
#[derive(Debug, Clone)]
pub enum Often<T> {
    /// It is on this page only.
    Here(Box<T>),
    /// Others have the same one.
    Shared(Arc<T>),
}

impl<T> Often<T> {
    /// What is on this page only, to be changed.
    pub fn here(&mut self) -> Option<&mut T> {
        match self {
            Self::Here(part) => Some(part),
            Self::Shared(_) => None,
        }
    }
}

impl<T> Deref for Often<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Here(part) => part,
            Self::Shared(part) => part,
        }
    }
}

/// Nothing in place of a part that templates get with what it shares, apart from the rest.
pub fn apart<T, S: Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}

impl<T: Serialize> Serialize for Often<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}
