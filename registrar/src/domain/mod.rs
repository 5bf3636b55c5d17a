//! What a registrar does, without a word of HTTP or SQL.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod ballot_box;
pub(crate) mod clock;
pub(crate) mod dispatch;
pub(crate) mod draft;
pub(crate) mod drafting;
pub(crate) mod email;
pub(crate) mod issuance;
pub(crate) mod issued_counts;
pub(crate) mod ledger;
pub(crate) mod limits;
pub(crate) mod mail;
pub(crate) mod notice;
pub(crate) mod password;
pub(crate) mod poll;
pub(crate) mod publish;
pub(crate) mod registration;
pub(crate) mod roll;
pub(crate) mod secret;
pub(crate) mod session;
pub(crate) mod signing_keys;
pub(crate) mod turnout;
pub(crate) mod vault;
pub(crate) mod zone;
