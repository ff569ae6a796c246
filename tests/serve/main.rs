//! The preview server as a client sees it: P12, P13 and P14, each against a running server.

mod news;
mod odd;
mod own;
mod pages;
mod program;
mod slow;
mod strangers;
mod tools;
