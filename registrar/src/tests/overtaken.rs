//! What was begun before all sessions of an account ended, and would come to its end after that.

use web::Caller;

use crate::domain::account::{Account, sign_in};
use crate::domain::identity::{FirstFactor, await_code, give_code};
use crate::domain::password::Password;
use crate::domain::proof_of_work::Worked;
use crate::domain::second_factor::{CodeError, Secret, step_at};
use crate::domain::security::{ChangeError, change_password, sign_out_everywhere};
use crate::domain::session::{Kind, OpenError, open};
use crate::domain::{password_reset, second_factor, session};
use crate::store;
use crate::testing::{PASSWORD, World};

const NEW: &str = "battery staple paper";

/// Runs this on the thread of the test.
fn run(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(story);
}

/// The first step of signing in as Ada, up to where her password was found to be right.
async fn first_step(world: &World) -> FirstFactor {
    let registrar = &world.registrar;
    sign_in(registrar, "ada@example.org", Password::attempt(PASSWORD), &Caller::UNKNOWN).await.unwrap()
}

/// Opens a session for who took the first step.
async fn proceed(world: &World, first: FirstFactor) -> Result<(), OpenError> {
    let who = first
        .complete(&world.registrar, None, &Caller::UNKNOWN, &world.registrar.letterhead())
        .await
        .unwrap();
    open(&world.registrar, &who, Kind::Browser).await.map(drop)
}

fn ada(world: &World) -> Account {
    let find = |conn: &mut web::DbConnection| store::users::by_email(conn, "ada@example.org");
    world.registrar.db.run_here(find).unwrap().unwrap()
}

fn new_password() -> Password {
    Password::parse(NEW).unwrap()
}

/// Puts a secret into Ada's app, to be confirmed.
async fn begin(world: &World, account: &Account) -> (Secret, String) {
    let secret = second_factor::begin(&world.registrar, account).await.unwrap();
    let code = secret.code(step_at(world.clock.now().unix()));
    (secret, code)
}

#[test]
fn an_old_password_opens_no_session_once_another_is_set() {
    let world = World::new();
    world.voter("ada@example.org");
    run(async {
        let busy = first_step(&world).await;
        let again =
            change_password(&world.registrar, &ada(&world), new_password(), &world.registrar.letterhead())
                .await
                .unwrap();
        assert!(matches!(proceed(&world, busy).await, Err(OpenError::Outdated(_))));
        assert!(open(&world.registrar, &again, Kind::Browser).await.is_ok(), "who changed it stays");
    });
}

#[test]
fn an_old_password_opens_no_session_once_it_was_reset() {
    let world = World::new();
    world.voter("ada@example.org");
    let mailed = |mail: &str| {
        let token = mail.split("/password-reset/confirm?token=").nth(1).unwrap().split_whitespace().next();
        crate::domain::secret::PlainToken::parse(token.unwrap()).unwrap()
    };
    run(async {
        let busy = first_step(&world).await;
        password_reset::request(
            &world.registrar,
            "ada@example.org",
            Worked::signed_in(),
            &Caller::UNKNOWN,
            &world.registrar.letterhead(),
        )
        .await
        .unwrap();
        let link = mailed(&world.mails("reset", "ada@example.org")[0]);
        password_reset::confirm(&world.registrar, &link, new_password(), &world.registrar.letterhead())
            .await
            .unwrap();
        assert!(matches!(proceed(&world, busy).await, Err(OpenError::Outdated(_))));
    });
}

#[test]
fn a_password_alone_opens_no_session_once_a_second_factor_is_there() {
    let world = World::new();
    world.voter("ada@example.org");
    run(async {
        let busy = first_step(&world).await;
        let (_, code) = begin(&world, &ada(&world)).await;
        let (again, _) = second_factor::confirm(
            &world.registrar,
            &ada(&world),
            &code,
            &Caller::UNKNOWN,
            &world.registrar.letterhead(),
        )
        .await
        .unwrap();
        assert!(matches!(proceed(&world, busy).await, Err(OpenError::Outdated(_))));
        assert!(open(&world.registrar, &again, Kind::Browser).await.is_ok());
    });
}

#[test]
fn signing_out_everywhere_also_ends_what_is_only_signing_in() {
    let world = World::new();
    world.voter("ada@example.org");
    world.enrol("ada@example.org");
    run(async {
        let (busy, before) = (first_step(&world).await, first_step(&world).await);
        let waiting = await_code(&world.registrar, &before, None).await.unwrap();
        sign_out_everywhere(&world.registrar, &ada(&world)).await.unwrap();
        assert!(matches!(await_code(&world.registrar, &busy, None).await, Err(OpenError::Outdated(_))));
        let code = world.code("ada@example.org").unwrap();
        let late =
            give_code(&world.registrar, &waiting, &code, &Caller::UNKNOWN, &world.registrar.letterhead())
                .await;
        assert!(matches!(late, Err(crate::domain::identity::StepError::Stale)), "{late:?}");
    });
}

#[test]
fn who_was_signed_out_meanwhile_changes_neither_password_nor_second_factor() {
    let world = World::new();
    world.voter("ada@example.org");
    run(async {
        let stolen = ada(&world);
        let (_, code) = begin(&world, &stolen).await;
        sign_out_everywhere(&world.registrar, &ada(&world)).await.unwrap();
        let changed =
            change_password(&world.registrar, &stolen, new_password(), &world.registrar.letterhead()).await;
        assert!(matches!(changed, Err(ChangeError::Outdated(session::Outdated))));
        let confirmed = second_factor::confirm(
            &world.registrar,
            &stolen,
            &code,
            &Caller::UNKNOWN,
            &world.registrar.letterhead(),
        )
        .await;
        assert!(matches!(confirmed, Err(CodeError::Outdated(_))));
    });
    world.token("ada@example.org");
}
