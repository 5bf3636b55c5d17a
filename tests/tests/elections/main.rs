//! Whole elections against the two real services over HTTP. One binary, so that everything is linked once.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod archive;
mod bad_ballots;
mod canaries;
mod client_guide;
mod closes_under_kills;
mod demo;
mod evidence;
mod evidence_kinds;
mod exports;
mod failover;
mod foreign_polls;
mod kills;
mod kills_behind_proxies;
mod late_additions;
mod limits_together;
mod load;
mod mail_replicas;
mod mail_tls;
mod many_mails;
mod migrations;
mod mirrors;
mod moments;
mod old_backups;
mod one_ballot;
mod one_pass;
mod outside_client;
mod pass_load;
mod precincts;
mod proxies;
mod rankings;
mod readme;
mod registrar_replicas;
mod replicas;
mod rotated_keys;
mod upgrades;
mod vote_command;
mod watching;
mod whole;
mod windows;
mod witnesses;
