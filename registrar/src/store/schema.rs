//! The tables, as the migrations make them on both databases.

diesel::table! {
    accounts (id) {
        id -> Text,
        email -> Text,
        name -> Nullable<Text>,
        zone -> Nullable<Text>,
        password_hash -> Nullable<Text>,
        role -> Text,
        totp_secret -> Nullable<Binary>,
        totp_step -> Nullable<BigInt>,
        epoch -> BigInt,
    }
}

diesel::table! {
    recovery_codes (account, code_hash) {
        account -> Text,
        code_hash -> Binary,
    }
}

diesel::table! {
    passkeys (id) {
        id -> Text,
        account -> Text,
        credential -> Binary,
        name -> Text,
        passkey -> Text,
        added_on -> BigInt,
    }
}

diesel::table! {
    single_use (token_hash) {
        token_hash -> Binary,
        purpose -> Text,
        email -> Text,
        account -> Nullable<Text>,
        next -> Nullable<Text>,
        expires_at -> BigInt,
    }
}

diesel::table! {
    registrations (token_hash) {
        token_hash -> Binary,
        email -> Text,
        name -> Nullable<Text>,
        password_hash -> Text,
        browser_hash -> Nullable<Binary>,
        expires_at -> BigInt,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Binary,
        account -> Text,
        kind -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    polls (id) {
        id -> Text,
        owner -> Text,
        state -> Text,
        version -> BigInt,
        title -> Text,
        draft -> Text,
        refusal -> Nullable<Text>,
        poll -> Nullable<Text>,
        slug -> Nullable<Text>,
        manifest -> Nullable<Text>,
        signing_key -> Nullable<Binary>,
        voting_closes -> Nullable<BigInt>,
        cancelled -> Bool,
        archived -> Bool,
        scrubbed_in -> Nullable<Text>,
        erased -> Bool,
    }
}

diesel::table! {
    grants (poll, account) {
        poll -> Text,
        account -> Text,
    }
}

diesel::table! {
    roll (id) {
        id -> Text,
        poll -> Text,
        email -> Text,
        name -> Nullable<Text>,
        external_id -> Nullable<Text>,
        no_reminders -> Bool,
        account -> Nullable<Text>,
    }
}

diesel::table! {
    issuances (poll, voter) {
        poll -> Text,
        voter -> Text,
        request_hash -> Binary,
        blind_sig -> Nullable<Binary>,
        note -> Text,
        day -> BigInt,
    }
}

diesel::table! {
    issued (poll, day, part) {
        poll -> Text,
        day -> BigInt,
        part -> BigInt,
        passes -> BigInt,
    }
}

diesel::table! {
    outbox (id) {
        id -> Text,
        kind -> Text,
        recipient -> Text,
        subject -> Text,
        body -> Text,
        html -> Nullable<Text>,
        poll -> Nullable<Text>,
        attempts -> BigInt,
        due_at -> BigInt,
    }
}

diesel::table! {
    outbox_lost (kind) {
        kind -> Text,
        mails -> BigInt,
    }
}

diesel::table! {
    dispatches (poll, kind, seq) {
        poll -> Text,
        kind -> Text,
        seq -> BigInt,
        note -> Text,
        state -> Text,
        attempts -> BigInt,
        due_at -> BigInt,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    audit (seq) {
        seq -> BigInt,
        at -> BigInt,
        actor -> Text,
        action -> Text,
        object -> Text,
        record -> Text,
        hash -> Binary,
    }
}

diesel::table! {
    jobs (id) {
        id -> Text,
        kind -> Text,
        poll -> Text,
        subject -> Text,
        state -> Text,
        done -> BigInt,
        total -> BigInt,
        outcome -> Nullable<Text>,
        failure -> Nullable<Text>,
        asked_by -> Text,
        asked_by_email -> Text,
        asked_at -> BigInt,
    }
}

diesel::table! {
    roll_uploads (id) {
        id -> Text,
        poll -> Text,
        mode -> Text,
        content -> Binary,
        uploaded_at -> BigInt,
    }
}

diesel::table! {
    staged_voters (upload, email) {
        upload -> Text,
        email -> Text,
        id -> Text,
        name -> Nullable<Text>,
        external_id -> Nullable<Text>,
    }
}

diesel::table! {
    mailings (id) {
        id -> Text,
        poll -> Text,
        kind -> Text,
        occasion -> BigInt,
        asked_at -> BigInt,
        sent -> BigInt,
        failed -> BigInt,
    }
}

diesel::table! {
    deliveries (mailing, voter) {
        mailing -> Text,
        voter -> Text,
        state -> Text,
        attempts -> BigInt,
        due_at -> BigInt,
        round -> BigInt,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    mail_intros (poll, kind, language) {
        poll -> Text,
        kind -> Text,
        language -> Text,
        intro -> Text,
    }
}

diesel::table! {
    mail_texts (poll, kind) {
        poll -> Text,
        kind -> Text,
        subject -> Nullable<Text>,
        intro -> Nullable<Text>,
        automatic -> Bool,
    }
}

diesel::table! {
    address_moves (voter) {
        voter -> Text,
        old_email -> Text,
        moved_by -> Text,
        held_until -> BigInt,
        undo_hash -> Binary,
        pass_to -> Nullable<Text>,
        old_account -> Nullable<Text>,
    }
}

diesel::table! {
    candidates (id) {
        id -> Text,
        poll -> Text,
        question -> Text,
        choice -> Text,
        email -> Text,
        profile -> Text,
        statement -> Text,
        state -> Text,
        words -> Nullable<Text>,
    }
}

diesel::table! {
    rewrites_due (draft) {
        draft -> Text,
    }
}

diesel::table! {
    attempts (name) {
        name -> Binary,
        used -> BigInt,
        ends_at -> BigInt,
    }
}

diesel::table! {
    ceremonies (token_hash) {
        token_hash -> Binary,
        purpose -> Text,
        state -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    mail_pace (one) {
        one -> BigInt,
        state -> Text,
    }
}

diesel::table! {
    precincts (alias) {
        alias -> Text,
        draft -> Text,
        title -> Text,
        parts -> BigInt,
        list -> Nullable<Text>,
        total -> Nullable<Text>,
    }
}

diesel::table! {
    precinct_polls (poll) {
        poll -> Text,
        alias -> Text,
        number -> BigInt,
    }
}

diesel::joinable!(precinct_polls -> polls (poll));
diesel::joinable!(precinct_polls -> precincts (alias));
diesel::joinable!(deliveries -> mailings (mailing));
diesel::joinable!(deliveries -> roll (voter));
diesel::joinable!(address_moves -> roll (voter));
diesel::joinable!(sessions -> accounts (account));
diesel::joinable!(passkeys -> accounts (account));
diesel::joinable!(grants -> accounts (account));
diesel::joinable!(grants -> polls (poll));
diesel::joinable!(roll -> polls (poll));
diesel::joinable!(roll -> accounts (account));
diesel::joinable!(issuances -> polls (poll));
diesel::joinable!(dispatches -> polls (poll));
diesel::joinable!(candidates -> polls (poll));
diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    address_moves,
    recovery_codes,
    passkeys,
    registrations,
    sessions,
    single_use,
    polls,
    grants,
    roll,
    issuances,
    issued,
    outbox,
    outbox_lost,
    dispatches,
    audit,
    jobs,
    roll_uploads,
    mailings,
    deliveries,
    mail_texts,
    mail_intros,
    candidates,
    precincts,
    precinct_polls,
    staged_voters
);
