//! Filled checklists, from bytes to statuses.
