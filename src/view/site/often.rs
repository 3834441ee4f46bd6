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

impl<T> Deref for Often<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Here(part) => part,
            Self::Shared(part) => part,
        }
    }
}

impl<T: Serialize> Serialize for Often<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::serialize(self, serializer)
    }
}
