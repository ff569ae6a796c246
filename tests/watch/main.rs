//! Watching that cannot miss: the real binary, the real file system and the real watcher. One test for each way in
//! which files change under an author's hands; what must be right is what lands on disk, or what the preview answers.
//!
//! No test asks how fast: each waits until a thing is right, and fails when it is not so after a long while.

mod edits;
mod faults;
#[cfg(target_os = "linux")]
mod limits;
mod silence;
mod site;
