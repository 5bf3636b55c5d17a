//! The audit log: what admins, officers, commands and the registrar itself did to polls, rolls, accounts and settings.
//! It holds no act of a voter: who signed in and who collected a pass is nowhere in it, and of persons it names only
//! those who acted or were given a role. Rolls appear as counts.
//!
//! ```text
//! record = one line of JSON: {"seq","at","actor":{"kind","id"?,"email"?},"action","object","before","after"}
//! hash   = SHA-256(hash of the record before || record); 32 zero bytes before the first
//! ```
//!
//! An act is noted by `store::audit::append`, in the transaction of the act and as the last statement of it.
//!
//! Whoever keeps a copy of the newest hash can tell later whether anything before it was altered, left out or put in.

mod chain;

use crypto::time::UtcTime;
use serde_json::{Map, Value, json};

#[cfg(test)]
pub(crate) use self::chain::AuditError;
pub(crate) use self::chain::{Entry, GENESIS, PAGE, chain, verify};
use super::account::Account;

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Actor {
    /// Somebody signed in.
    Account {
        /// The account's id.
        id: String,
        /// Its address at that time.
        email: String,
    },
    /// A command on the machine.
    CommandLine,
    /// The registrar by itself: a window that closed, an answer of the ballot box; and what a candidate writes, whom
    /// the log must not name.
    System,
}

impl Actor {
    /// Somebody signed in.
    pub(crate) fn of(account: &Account) -> Self {
        Self::Account { id: account.id.clone(), email: account.email.clone() }
    }

    /// Whether it is the account's owner.
    pub(crate) fn is(&self, account: &Account) -> bool {
        matches!(self, Self::Account { id, .. } if *id == account.id)
    }

    /// As lists show it and searches ask for it.
    pub(crate) fn label(&self) -> &str {
        match self {
            Self::Account { email, .. } => email,
            Self::CommandLine => "command line",
            Self::System => "system",
        }
    }

    fn to_json(&self) -> Value {
        match self {
            Self::Account { id, email } => json!({ "kind": "account", "id": id, "email": email }),
            Self::CommandLine => json!({ "kind": "command line" }),
            Self::System => json!({ "kind": "system" }),
        }
    }
}

/// Makes [`Action`] from one line for each act: its name and the text under which it stands in the log for ever.
macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident => $text:literal,)*) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// All of them.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// As it is stored; a text is never given another meaning.
            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

actions! {
    // --- accounts and roles ---
    /// An account was made an admin's.
    AdminCreate => "admin.create",
    /// An admin deleted an account; who deletes the own one has no role, and is not noted.
    AccountDelete => "account.delete",
    /// An account got another role.
    RoleChange => "role.change",
    /// The account of an officer or admin got another address; a voter's own is nobody's business.
    AddressChange => "address.change",
    /// Somebody who manages polls added a passkey.
    PasskeyAdd => "passkey.add",
    /// Somebody who manages polls removed a passkey.
    PasskeyRemove => "passkey.remove",
    /// An operator took the second factor off an account.
    SecondFactorReset => "second-factor.reset",
    /// An operator ended every session of an account.
    SessionsEnd => "sessions.end",
    /// The key-encryption key was changed.
    KeyRotate => "key.rotate",
    // --- drafts and polls ---
    /// A draft was made.
    DraftCreate => "draft.create",
    /// A draft's fields were changed.
    DraftChange => "draft.change",
    /// A draft was deleted with its roll.
    DraftDelete => "draft.delete",
    /// Somebody was asked to stand for an option, or asked again.
    CandidateInvite => "candidate.invite",
    /// A candidate changed the own text.
    CandidateWrite => "candidate.write",
    /// A candidate's text became the option's description.
    CandidateApprove => "candidate.approve",
    /// A candidate's text was sent back.
    CandidateReturn => "candidate.return",
    /// A candidate stands for an option no more.
    CandidateRemove => "candidate.remove",
    /// A draft got its manifest and its key.
    PollSeal => "poll.seal",
    /// The ballot box refused a sealed poll: it is a draft again.
    PollUnseal => "poll.unseal",
    /// The ballot box countersigned.
    PollPublish => "poll.publish",
    /// A notice was signed.
    NoticeGive => "notice.give",
    /// Statements that had not arrived were sent again before their time.
    StatementRetry => "statement.retry",
    /// A poll was put into the archive or taken out.
    PollArchive => "poll.archive",
    /// A poll was exported with its roll.
    PollExport => "poll.export",
    /// A poll was given to another officer.
    PollGive => "poll.give",
    /// A poll was taken from an officer.
    PollTake => "poll.take",
    /// A poll got another owner.
    PollHandOver => "poll.hand-over",
    // --- roll and mail ---
    /// A draft was split into precincts.
    PollSplit => "poll.split",
    /// The drafts of precincts were deleted, and the one that was split is a draft again.
    PrecinctsUndo => "precincts.undo",
    /// The list of an election's precincts was signed.
    PrecinctsList => "precincts.list",
    /// The total of an election's precincts was signed.
    PrecinctsTotal => "precincts.total",
    /// The roll was made what a file says.
    RollReplace => "roll.replace",
    /// Voters were put on the roll.
    RollAdd => "roll.add",
    /// What stands about a voter was corrected.
    RollCorrect => "roll.correct",
    /// A voter whose address was corrected need not wait for the pass.
    RollRelease => "roll.release",
    /// A voter kept the address that was corrected.
    RollUndo => "roll.undo",
    /// A voter was taken off the roll.
    RollRemove => "roll.remove",
    /// The roll was downloaded, or those on it to whom mails could not be delivered.
    RollDownload => "roll.download",
    /// Everybody was taken off the roll of a draft.
    RollEmpty => "roll.empty",
    /// The voters of a poll that is over, or of a draft, were erased.
    RollErase => "roll.erase",
    /// What stood about a person was erased.
    PersonErase => "person.erase",
    /// Mails to the voters of a poll were asked for.
    MailSend => "mail.send",
    /// Mails were sent anew.
    MailResend => "mail.resend",
    /// The words of a poll's mails were changed.
    MailText => "mail.text",
}

/// How a draft, or the poll that became of it, is named as the object of an act: by the id it keeps for good.
pub(crate) fn draft(id: &str) -> String {
    format!("draft:{id}")
}

/// The draft that the object of an act names.
pub(crate) fn draft_of(object: &str) -> Option<&str> {
    object.strip_prefix("draft:")
}

/// How an account is named as the object of an act: by its address if it has a role; a voter's by its id, which is random and tells
/// nothing once the account is gone.
pub(crate) fn account(account: &Account) -> String {
    let name = if account.role.manages() { &account.email } else { &account.id };
    format!("account:{name}")
}

/// One act, as the domain tells it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    /// Who.
    pub(crate) actor: Actor,
    /// What.
    pub(crate) action: Action,
    /// To what: [`draft`], or [`account`].
    pub(crate) object: String,
    /// What it was before; no voter's data.
    pub(crate) before: Option<Value>,
    /// What it is now; no voter's data.
    pub(crate) after: Option<Value>,
}

impl Event {
    /// An act; [`Event::before`] and [`Event::after`] say what it changed.
    pub(crate) fn new(actor: Actor, action: Action, object: String) -> Self {
        Self { actor, action, object, before: None, after: None }
    }

    /// What the owner of an account did to it; none for a voter, whose acts the log does not hold.
    pub(crate) fn by_owner(account: &Account, action: Action) -> Option<Self> {
        account.role.manages().then(|| Self::new(Actor::of(account), action, self::account(account)))
    }

    /// What it was.
    pub(crate) fn before(mut self, before: Value) -> Self {
        self.before = Some(before);
        self
    }

    /// What it became.
    pub(crate) fn after(mut self, after: Value) -> Self {
        self.after = Some(after);
        self
    }

    /// Two JSON objects, of which only the members that differ are kept.
    pub(crate) fn changed(self, mut before: Map<String, Value>, mut after: Map<String, Value>) -> Self {
        before.retain(|field, old| {
            let same = after.get(field) == Some(old);
            if same {
                after.remove(field);
            }
            !same
        });
        self.before(Value::Object(before)).after(Value::Object(after))
    }

    /// The line that is hashed and stored.
    pub(crate) fn record(&self, seq: i64, at: UtcTime) -> String {
        json!({
            "seq": seq,
            "at": at.to_string(),
            "actor": self.actor.to_json(),
            "action": self.action.as_str(),
            "object": self.object,
            "before": self.before,
            "after": self.after,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_kept() {
        let object = |value: Value| value.as_object().unwrap().clone();
        let event = Event::new(Actor::System, Action::DraftChange, "draft:x".to_owned()).changed(
            object(json!({ "title": "a", "mix": 16, "slug": "s" })),
            object(json!({ "title": "b", "mix": 16, "quorum": 1 })),
        );
        assert_eq!(event.before, Some(json!({ "title": "a", "slug": "s" })));
        assert_eq!(event.after, Some(json!({ "title": "b", "quorum": 1 })));
    }

    #[test]
    fn a_record_is_one_line_in_a_fixed_order() {
        let actor = Actor::Account { id: "1".to_owned(), email: "o@example.org".to_owned() };
        let event = Event::new(actor, Action::PollPublish, "draft:x".to_owned()).after(json!({ "a": "\n" }));
        assert_eq!(
            event.record(7, UtcTime::from_unix(0)),
            r#"{"seq":7,"at":"1970-01-01T00:00:00Z","actor":{"kind":"account","id":"1","email":"o@example.org"},"action":"poll.publish","object":"draft:x","before":null,"after":{"a":"\n"}}"#
        );
    }

    #[test]
    fn no_two_acts_share_a_text() {
        let texts: std::collections::BTreeSet<_> = Action::ALL.iter().map(|action| action.as_str()).collect();
        assert_eq!(texts.len(), Action::ALL.len());
    }
}
