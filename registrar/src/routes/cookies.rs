//! The registrar's cookies: one session, and one pending request for each poll.

use crypto::encoding::{b64url, parse_b64url};
use crypto::time::UtcTime;
use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::time::Duration;

use crate::domain::secret::PlainToken;
use crate::guards::SESSION_COOKIE;

/// Puts a session into the browser; it ends with the browser, or earlier.
pub(crate) fn set_session(jar: &CookieJar<'_>, token: &PlainToken) {
    jar.add(host_cookie(SESSION_COOKIE.to_owned(), token.reveal()));
}

/// The session that the browser sent, valid or not.
pub(crate) fn session(jar: &CookieJar<'_>) -> Option<PlainToken> {
    jar.get(SESSION_COOKIE).and_then(|cookie| PlainToken::parse(cookie.value()))
}

/// Takes the session out of the browser, and every request that waits for its answer.
pub(crate) fn clear_all(jar: &CookieJar<'_>) {
    expire(jar, SESSION_COOKIE.to_owned());
    clear_pending(jar);
}

/// Takes every waiting request out of the browser: it was someone else's.
pub(crate) fn clear_pending(jar: &CookieJar<'_>) {
    for pending in all_pending(jar) {
        expire(jar, pending_name(&pending.poll));
    }
}

/// Remembers in the browser who has given the password and not yet the code.
pub(crate) fn set_step(jar: &CookieJar<'_>, token: &PlainToken) {
    let mut cookie = host_cookie(STEP_COOKIE.to_owned(), token.reveal());
    cookie.set_max_age(Duration::minutes(10));
    jar.add(cookie);
}

/// Who has given the password in this browser and not yet the code.
pub(crate) fn step(jar: &CookieJar<'_>) -> Option<PlainToken> {
    jar.get(STEP_COOKIE).and_then(|cookie| PlainToken::parse(cookie.value()))
}

/// The code was given.
pub(crate) fn settle_step(jar: &CookieJar<'_>) {
    expire(jar, STEP_COOKIE.to_owned());
}

/// Remembers in the browser that a registration was made here.
pub(crate) fn set_registration(jar: &CookieJar<'_>, token: &PlainToken) {
    let mut cookie = host_cookie(REGISTRATION_COOKIE.to_owned(), token.reveal());
    cookie.set_max_age(Duration::days(2));
    jar.add(cookie);
}

/// The registration that was made in this browser.
pub(crate) fn registration(jar: &CookieJar<'_>) -> Option<PlainToken> {
    jar.get(REGISTRATION_COOKIE).and_then(|cookie| PlainToken::parse(cookie.value()))
}

/// The registration of this browser is an account now.
pub(crate) fn settle_registration(jar: &CookieJar<'_>) {
    expire(jar, REGISTRATION_COOKIE.to_owned());
}

/// A token request that waits for its voter to sign in and confirm. It lies in the browser alone, apart from the
/// session: the browser sends no SameSite cookie with the booth's post (PROTOCOL section 6 step 3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pending {
    /// The poll id.
    pub(crate) poll: String,
    /// The token request.
    pub(crate) request: Vec<u8>,
    /// When it came, to tell the oldest.
    since: i64,
}

/// Lets `request` wait for half an hour, in a cookie of this poll alone: with one name for all polls the second
/// request would answer the first poll's confirmation.
pub(crate) fn set_pending(jar: &CookieJar<'_>, poll: &str, request: &[u8], now: UtcTime) {
    let value = format!("{}.{poll}.{}", now.unix(), b64url(request));
    let mut cookie = host_cookie(pending_name(poll), value);
    cookie.set_max_age(Duration::minutes(30));
    jar.add(cookie);
}

/// The request that waits for this poll. Forgets the oldest ones where more than eight wait.
pub(crate) fn pending(jar: &CookieJar<'_>, poll: &str) -> Option<Pending> {
    let mut waiting = all_pending(jar);
    waiting.sort_by_key(|pending| std::cmp::Reverse(pending.since));
    for old in waiting.iter().skip(MOST_PENDING) {
        expire(jar, pending_name(&old.poll));
    }
    waiting.truncate(MOST_PENDING);
    waiting.into_iter().find(|pending| pending.poll == poll)
}

/// The request that came last, whatever its poll.
pub(crate) fn newest_pending(jar: &CookieJar<'_>) -> Option<Pending> {
    all_pending(jar).into_iter().max_by_key(|pending| pending.since)
}

/// The request of this poll was answered.
pub(crate) fn settle_pending(jar: &CookieJar<'_>, poll: &str) {
    expire(jar, pending_name(poll));
}

fn all_pending(jar: &CookieJar<'_>) -> Vec<Pending> {
    jar.iter().filter(|cookie| cookie.name().starts_with(PENDING_PREFIX)).filter_map(read_pending).collect()
}

fn read_pending(cookie: &Cookie<'_>) -> Option<Pending> {
    let mut parts = cookie.value().splitn(3, '.');
    let since = parts.next()?.parse().ok()?;
    let poll = super::hex_id(parts.next()?, 64).ok()?.to_owned();
    let request = parse_b64url(parts.next()?).ok()?;
    (cookie.name() == pending_name(&poll)).then_some(Pending { poll, request, since })
}

fn pending_name(poll: &str) -> String {
    format!("{PENDING_PREFIX}{}", &poll[..16])
}

fn host_cookie(name: String, value: String) -> Cookie<'static> {
    Cookie::build((name, value)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}

fn expire(jar: &CookieJar<'_>, name: String) {
    let mut cookie = host_cookie(name, String::new());
    cookie.make_removal();
    jar.add(cookie);
}

const STEP_COOKIE: &str = "__Host-code";
const REGISTRATION_COOKIE: &str = "__Host-registration";
const PENDING_PREFIX: &str = "__Host-pass-";
/// Requests that may wait in one browser: each takes some 450 bytes of every request's header.
const MOST_PENDING: usize = 8;
