//! A running receiver over real sockets, and everything that is wrong with what it is sent.

#![cfg(test)]

mod mounted;
mod notebook;
mod requests;
mod secrets;
mod slow;
mod sources;
mod tls;
mod trouble;
mod validation;
mod world;
