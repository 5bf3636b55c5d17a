//! Accounts of a test: voters, officers, the admin, and how they sign in.

use serde_json::json;

use super::World;
use crate::domain::account::{Account, Role, create_admin};
use crate::domain::password::{Cost, Password, hash_here};
use crate::domain::second_factor::{Secret, step_at};
use crate::registrar::Registrar;
use crate::store;

/// The password of every account that tests make.
pub(crate) const PASSWORD: &str = "correct horse";

impl World {
    /// Makes a voter's account, without the detour through mail.
    pub(crate) fn voter(&self, email: &str) -> Account {
        let account = Account::new(email, None, Role::Voter);
        let hash = hash_here(&Password::parse(PASSWORD).unwrap(), Cost::default());
        assert!(
            self.registrar.db.run_here(|conn| store::accounts::insert(conn, &account, Some(&hash))).unwrap()
        );
        account
    }

    /// Makes an officer and signs them in: a bearer token.
    pub(crate) fn officer_token(&self, email: &str) -> String {
        let account = self.voter(email);
        self.registrar.db.run_here(|conn| store::users::set_role(conn, &account.id, Role::Officer)).unwrap();
        self.enrol(email);
        self.token(email)
    }

    /// Makes a voter and signs them in: a bearer token.
    pub(crate) fn voter_token(&self, email: &str) -> String {
        self.voter(email);
        self.token(email)
    }

    /// Makes an admin and signs them in: a bearer token.
    pub(crate) fn admin_token(&self) -> String {
        let password = Password::parse(PASSWORD).unwrap();
        let Registrar { db, vault, .. } = &*self.registrar;
        create_admin(db, vault, self.clock.now(), "admin@example.org", (&password, Cost::default())).unwrap();
        self.token("admin@example.org")
    }

    /// Gives an account a second factor, without the detour through the page.
    pub(crate) fn enrol(&self, email: &str) {
        let Registrar { db, vault, .. } = &*self.registrar;
        db.run_here(|conn| {
            let account = store::accounts::credentials(conn, email)?.unwrap().account.id;
            store::second_factors::set(conn, &account, &Secret::generate().seal(vault, &account))
        })
        .unwrap();
    }

    /// The code of an account's second factor, if it has one; made good again if it was used up, for the clock of tests
    /// stands still.
    pub(crate) fn code(&self, email: &str) -> Option<String> {
        let Registrar { db, vault, .. } = &*self.registrar;
        db.run_here(|conn| {
            let Some(known) = store::accounts::credentials(conn, email)? else { return Ok(None) };
            let Some(factor) = store::second_factors::find(conn, &known.account.id)? else { return Ok(None) };
            let secret = Secret::open(vault, &known.account.id, &factor.secret).unwrap();
            if factor.step.is_some() {
                store::second_factors::set(conn, &known.account.id, &factor.secret)?;
            }
            Ok::<_, web::DbError>(Some(secret.code(step_at(self.clock.now().unix()))))
        })
        .unwrap()
    }

    /// A bearer token.
    pub(crate) fn token(&self, email: &str) -> String {
        let credentials = json!({ "email": email, "password": PASSWORD, "totp": self.code(email) });
        let answer = self.post_json("/api/v1/sessions", None, &credentials);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["token"].as_str().unwrap().to_owned()
    }

    /// Signs in with the browser.
    pub(crate) fn sign_in(&self, email: &str) {
        let answer = self.post_form("/sign-in", &[("email", email), ("password", PASSWORD)]);
        assert_eq!(answer.status, 303, "{}", answer.text);
        if answer.header("Location") == "/sign-in/code" {
            let code = self.code(email).unwrap();
            assert_eq!(self.post_form("/sign-in/code", &[("code", &code)]).status, 303);
        }
    }
}
