//! The demo's poll, drafted and published over the same JSON API that organisers use.

use anyhow::{Context as _, Result};
use crypto::encoding::PollId;
use crypto::time::UtcTime;
use serde_json::{Value, json};

use super::people::Person;
use crate::client::{BallotBox, Registrar};

/// The poll of an earlier run while it is open, else a fresh one.
pub(super) fn find_or_publish(
    registrar: &Registrar,
    ballot_box: &BallotBox,
    admin: &Person,
) -> Result<PollId> {
    let listed = ballot_box.polls().context("cannot list the polls")?;
    let open = |phase: &str| matches!(phase, "before" | "voting");
    if let Some(kept) = listed.iter().find(|poll| poll.title == TITLE && open(&poll.phase)) {
        return Ok(kept.poll);
    }
    let session = admin.sign_in(registrar)?;
    let draft = session.draft(&draft(now())).context("cannot draft the demo's poll")?;
    let poll = session.publish(&draft).context("cannot publish the demo's poll")?;
    session.sign_out()?;
    Ok(poll)
}

fn draft(now: UtcTime) -> Value {
    let closes = now.plus(OPEN_SECONDS);
    let option = |id: &str, title: &str| json!({ "id": id, "title": title });
    json!({
        "title": TITLE,
        "description": "Try it out: everything is real but the election.",
        "test": true,
        "electorate": { "kind": "open" },
        "issuance_opens": now, "issuance_closes": closes,
        "voting_opens": now, "voting_closes": closes,
        "results": "live", "mix": 0, "content_size": 512,
        "questions": [
            { "id": "place", "title": "Where shall the summer party be?", "kind": "choice", "min": 1, "max": 1,
              "options": [option("garden", "In the garden"), option("lake", "By the lake"), option("roof", "On the roof")] },
            { "id": "food", "title": "What shall there be to eat?", "description": "The two that most want are made.",
              "kind": "choice", "min": 1, "max": 2, "seats": 2,
              "options": [option("soup", "Soup"), option("salad", "Salad"), option("cake", "Cake"), option("cheese", "Cheese")] },
        ],
    })
}

fn now() -> UtcTime {
    UtcTime::from_unix(jiff::Timestamp::now().as_second())
}

const TITLE: &str = "Demo: the summer party";
/// A week.
const OPEN_SECONDS: i64 = 7 * 24 * 3600;
