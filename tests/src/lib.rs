//! Starts the two real services, as an operator would, for tests that play whole elections over HTTP.

pub mod audit;
pub mod binary;
pub mod certificates;
pub mod cluster;
pub mod election;
pub mod guide;
pub mod lossy;
pub mod mailbox;
pub mod memory;
pub mod moments;
mod place;
pub mod poll;
pub mod ports;
pub mod postgres;
pub mod proxy;
pub mod publisher;
pub mod records;
pub mod recount;
mod replicas;
pub mod s3;
mod service;
pub mod services;
pub mod static_host;
pub mod traces;
pub mod waiting;
