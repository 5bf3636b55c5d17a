//! A key gone wrong in memory, or a processor that miscounts, must not answer: from one faulty CRT signature `s` of a
//! known `m`, `gcd(s^e - m, n)` is a prime factor of n (Boneh, DeMillo, Lipton 1997).

use super::*;

/// The private numbers, in the order in which [`with`] takes them.
#[derive(Clone, Copy)]
enum Number {
    D,
    P,
    Q,
    Dmp1,
    Dmq1,
    Iqmp,
}

const CRT: [Number; 5] = [Number::P, Number::Q, Number::Dmp1, Number::Dmq1, Number::Iqmp];

/// `good` with two added to each of `wrong`, past the checks of the door.
fn with(good: &SecretKey, wrong: &[Number]) -> SecretKey {
    let rsa = &good.rsa;
    let mut numbers = [
        rsa.d(),
        rsa.p().unwrap(),
        rsa.q().unwrap(),
        rsa.dmp1().unwrap(),
        rsa.dmq1().unwrap(),
        rsa.iqmp().unwrap(),
    ]
    .map(|number| number.to_owned().unwrap());
    for number in wrong {
        numbers[*number as usize].add_word(2).unwrap();
    }
    let [d, p, q, dmp1, dmq1, iqmp] = numbers;
    let rsa = RsaPrivateKeyBuilder::new(rsa.n().to_owned().unwrap(), rsa.e().to_owned().unwrap(), d)
        .and_then(|key| key.set_factors(p, q))
        .and_then(|key| key.set_crt_params(dmp1, dmq1, iqmp))
        .unwrap()
        .build();
    SecretKey { rsa, public: good.public.clone() }
}

fn message() -> Vec<u8> {
    (0..=255).map(|at: u8| at.wrapping_mul(37) & 0x7f).collect()
}

#[test]
fn a_key_whose_numbers_are_all_wrong_refuses_to_answer() {
    let good = SecretKey::generate(2048).unwrap();
    for crt in CRT {
        let broken = with(&good, &[Number::D, crt]);
        assert!(matches!(broken.blind_sign(&message()), Err(SignError::Fault | SignError::OpenSsl(_))));
    }
    let all = with(&good, &[Number::D, Number::Dmp1, Number::Dmq1]);
    assert!(matches!(all.blind_sign(&message()), Err(SignError::Fault)));
}

#[test]
fn a_wrong_crt_number_yields_the_right_answer_or_none() {
    let good = SecretKey::generate(2048).unwrap();
    let right = good.blind_sign(&message()).unwrap();
    for wrong in CRT {
        // OpenSSL notices and falls back on d; were that ever to change, the check behind it must hold.
        if let Ok(answer) = with(&good, &[wrong]).blind_sign(&message()) {
            assert_eq!(answer, right);
        }
    }
}

#[test]
fn a_key_that_cannot_sign_does_not_pass_the_door() {
    let good = SecretKey::generate(2048).unwrap();
    for wrong in [&[Number::P][..], &[Number::Q], &[Number::D, Number::Dmp1], &[Number::D, Number::Iqmp]] {
        let der = with(&good, wrong).to_pkcs8_der();
        assert!(matches!(SecretKey::from_pkcs8_der(&der), Err(KeyError::Inconsistent)));
    }
}
