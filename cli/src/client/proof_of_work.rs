//! The work that a registrar may ask for before it writes a mail: ALTCHA, version 1 (docs/protocol.md, section 12).

use crypto::encoding::{b64, hex, sha256};
use serde::Deserialize;
use serde_json::json;

use super::http::{ClientError, Http};

/// The payload that goes with a request for which work is asked; none where the registrar asks for no work.
pub(super) fn work(http: &Http, purpose: &str) -> Result<Option<String>, ClientError> {
    let answer = http.get(&format!("/api/v1/proof-of-work/{purpose}"), &[])?;
    if answer.status == 404 {
        return Ok(None);
    }
    let answer = answer.accepted()?;
    let challenge: Challenge = answer.json()?;
    challenge.solve().map(Some).ok_or_else(|| answer.unexpected("no number solves its challenge"))
}

#[derive(Deserialize)]
struct Challenge {
    algorithm: String,
    challenge: String,
    maxnumber: u64,
    salt: String,
    signature: String,
}

impl Challenge {
    /// base64 of the challenge with the number for which `SHA-256(salt || number)` is what it names. None if there is no such
    /// number, or if looking for it would take longer than any registrar may ask for.
    fn solve(&self) -> Option<String> {
        let Self { algorithm, challenge, maxnumber, salt, signature } = self;
        if algorithm != "SHA-256" || *maxnumber > MOST_WORK {
            return None;
        }
        let fits =
            |number: &u64| hex(&sha256(&[salt.as_bytes(), number.to_string().as_bytes()])) == *challenge;
        let number = (0..=*maxnumber).find(fits)?;
        let payload = json!({
            "algorithm": algorithm, "challenge": challenge, "number": number, "salt": salt, "signature": signature,
        });
        Some(b64(payload.to_string().as_bytes()))
    }
}

/// The largest `proof_of_work.difficulty` that a registrar can be configured to; some seconds of work.
const MOST_WORK: u64 = 10_000_000;

#[cfg(test)]
mod tests {
    use crypto::encoding::parse_b64;
    use serde_json::Value;

    use super::*;

    fn challenge(number: u64, maxnumber: u64) -> Challenge {
        let salt = "5a17?expires=1795000000&purpose=register&".to_owned();
        let challenge = hex(&sha256(&[salt.as_bytes(), number.to_string().as_bytes()]));
        Challenge { algorithm: "SHA-256".to_owned(), challenge, maxnumber, salt, signature: "ab".to_owned() }
    }

    #[test]
    fn the_payload_is_the_challenge_with_its_number() {
        for number in [0, 7, 300] {
            let challenge = challenge(number, 300);
            let payload: Value =
                serde_json::from_slice(&parse_b64(&challenge.solve().unwrap()).unwrap()).unwrap();
            let expected = json!({
                "algorithm": "SHA-256", "challenge": challenge.challenge, "number": number, "salt": challenge.salt,
                "signature": "ab",
            });
            assert_eq!(payload, expected);
        }
    }

    #[test]
    fn nobody_works_for_ever_or_for_another_algorithm() {
        assert_eq!(challenge(301, 300).solve(), None);
        assert_eq!(challenge(0, u64::MAX).solve(), None, "too much is asked for");
        assert_eq!(Challenge { algorithm: "SHA-1".to_owned(), ..challenge(0, 300) }.solve(), None);
    }
}
