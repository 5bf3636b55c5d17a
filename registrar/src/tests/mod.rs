//! Stories over HTTP, a file for each room.

mod accounts;
mod admin;
mod audit;
mod copies;
mod crashes;
mod dashboard;
mod drafts;
mod guards;
mod handover;
mod issuance;
mod links;
mod mailings;
mod openapi;
mod operation;
mod overtaken;
mod own_data;
mod passwords;
mod polls;
mod preparing;
mod recovery;
mod roles;
mod rolls;
mod scrubbing;
mod second_factor;
mod sessions;
mod windows;
