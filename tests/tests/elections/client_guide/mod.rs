//! `docs/clients.md` is right: its bytes are those of the published vectors and hold against our own code; its requests
//! are answered by real services as it says; so are its refusals.

mod bytes;
mod form;
mod live;
mod refusals;
