//! The ballot box takes polls from the registrars it knows, and only polls that keep every rule.

use cli::client::Answer;
use crypto::blind_rsa::SecretKey;
use crypto::encoding::b64url;
use crypto::manifest::{Manifest, ManifestBody};
use crypto::note::{Note, SignerKey};
use crypto::token::TokenKey;
use e2e::election::Election;
use e2e::poll::Draft;

#[test]
fn a_poll_of_an_unknown_registrar_is_refused() {
    let election = Election::simple();
    let published = election.publish(&Draft::default());
    let stranger = SignerKey::generate(&"stranger.example.org".parse().unwrap());
    let impostor = SignerKey::generate(&published.registrar.name);

    for (key, name) in [(&stranger, "stranger.example.org"), (&impostor, published.registrar.name.as_str())] {
        let mut body = fresh(&published);
        body.registrar.name = name.parse().unwrap();
        body.registrar.url = body.registrar.name.url();
        body.registrar.key = key.verifier().clone();
        let manifest = body.seal().unwrap();
        let answer = offer(&election, &Note::sign(manifest.text().to_owned(), key));
        assert_eq!(refusal(&answer), (403, "unknown-registrar".to_owned()), "{name}");
        unknown(&election, &manifest);
    }
}

#[test]
fn a_poll_is_refused_without_the_registrars_own_signature_or_for_another_ballot_box() {
    let election = Election::simple();
    let published = election.publish(&Draft::default());
    let registrar = election.services.registrar_key();
    let impostor = SignerKey::generate(&published.registrar.name);

    let honest = fresh(&published).seal().unwrap();
    let forged = offer(&election, &Note::sign(honest.text().to_owned(), &impostor));
    assert!((400..500).contains(&forged.status), "{}", forged.status);
    unknown(&election, &honest);

    let mut body = fresh(&published);
    body.ballot_box.name = "ballots.example.net".parse().unwrap();
    body.ballot_box.url = body.ballot_box.name.url();
    body.ballot_box.key = SignerKey::generate(&body.ballot_box.name).verifier().clone();
    let elsewhere = body.seal().unwrap();
    let answer = offer(&election, &Note::sign(elsewhere.text().to_owned(), &registrar));
    assert_eq!(refusal(&answer), (422, "manifest-invalid".to_owned()));
    unknown(&election, &elsewhere);

    let text = honest.text().replace("\"mix\":0", "\"mix\":0,\"extra\":1");
    let answer = offer(&election, &Note::sign(text, &registrar));
    assert_eq!(refusal(&answer), (422, "manifest-invalid".to_owned()));
    for junk in ["", "no note", "psephos-manifest/v1\n{}\n\n"] {
        let answer = offer_text(&election, junk);
        assert!((400..500).contains(&answer.status), "{junk:?}: {}", answer.status);
        refusal(&answer);
    }

    let taken = offer(&election, &Note::sign(honest.text().to_owned(), &registrar));
    assert_eq!(taken.status, 201, "the same poll with the registrar's signature is taken");
    let again = offer(&election, &Note::sign(honest.text().to_owned(), &registrar));
    assert_eq!((again.status, again.body), (200, taken.body), "and a repetition brings the same note");
}

/// The body of a published poll with a token key of its own, so that nothing but the change under test is wrong.
fn fresh(published: &Manifest) -> ManifestBody {
    let mut body = ManifestBody::clone(published);
    let secret = SecretKey::generate(2048).unwrap();
    body.token.key = b64url(TokenKey::from_public(secret.public()).unwrap().spki());
    body
}

fn offer(election: &Election, note: &Note) -> Answer {
    offer_text(election, &note.to_string())
}

fn offer_text(election: &Election, note: &str) -> Answer {
    let http = election.services.ballot_box();
    let headers = [("content-type", "text/plain; charset=utf-8")];
    http.http().send("POST", "/api/v1/polls", &headers, Some(note.as_bytes())).expect("an answer")
}

fn refusal(answer: &Answer) -> (u16, String) {
    let error = answer.clone().accepted().expect_err("refused");
    (answer.status, error.name().expect("a problem document").to_owned())
}

fn unknown(election: &Election, manifest: &Manifest) {
    let found = election.services.ballot_box().poll(&manifest.id());
    assert_eq!(found.expect_err("no trace of the refused poll").name(), Some("not-found"));
}
