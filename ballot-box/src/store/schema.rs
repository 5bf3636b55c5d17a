//! The tables, as both databases have them (migrations/ballot-box). Only `store` names them.

diesel::table! {
    polls (id) {
        id -> Binary,
        slug -> Nullable<Text>,
        manifest -> Text,
    }
}

diesel::table! {
    ballots (poll, nonce) {
        poll -> Binary,
        nonce -> Binary,
        hash -> Binary,
        ballot -> Binary,
    }
}

diesel::table! {
    entries (poll, idx) {
        poll -> Binary,
        idx -> BigInt,
        kind -> SmallInt,
        object -> Binary,
    }
}

diesel::table! {
    checkpoints (poll, size) {
        poll -> Binary,
        size -> BigInt,
        note -> Text,
    }
}

diesel::table! {
    notices (poll, seq) {
        poll -> Binary,
        seq -> BigInt,
        note -> Text,
    }
}

diesel::table! {
    issuance (poll) {
        poll -> Binary,
        note -> Text,
    }
}

diesel::table! {
    assets (poll, number) {
        poll -> Binary,
        number -> BigInt,
        note -> Text,
    }
}

diesel::table! {
    results (poll, number) {
        poll -> Binary,
        number -> BigInt,
        note -> Text,
    }
}

diesel::table! {
    box_log (idx) {
        idx -> BigInt,
        poll -> Binary,
    }
}

diesel::table! {
    forgotten (poll) {
        poll -> Binary,
    }
}

diesel::table! {
    rewritten (poll) {
        poll -> Binary,
    }
}

diesel::table! {
    ended (poll) {
        poll -> Binary,
    }
}

diesel::table! {
    stored (poll, part) {
        poll -> Binary,
        part -> SmallInt,
        ballots -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(ballots, entries);
