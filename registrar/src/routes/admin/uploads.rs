//! An uploaded roll: what it would change, and the yes to it.

use rocket::data::Capped;
use rocket::form::{Form, FromForm};
use rocket::http::Status;
use rocket::{Build, Rocket, get, post, routes};
use web::templates::context;
use web::{Problem, SameOrigin};

use super::voters::{Told, Wanted, voters_page};
use crate::domain::roll::ImportError;
use crate::domain::roll_import::{self, Mode, UploadError};
use crate::guards::Officer;
use crate::routes::refused::Refused;
use crate::routes::{App, Fault, Reply, above, hex_id, poll_row, view};

pub(crate) fn stage(rocket: Rocket<Build>) -> Rocket<Build> {
    rocket.mount("/admin", routes![upload, preview, decide])
}

#[derive(FromForm)]
struct Upload<'r> {
    roll: Capped<&'r [u8]>,
    #[field(default = "replace")]
    mode: &'r str,
}

#[post("/polls/<draft>/uploads", data = "<form>")]
async fn upload(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    form: Form<Upload<'_>>,
) -> Result<Reply, Fault> {
    let row = poll_row(app, &officer.0, draft).await?;
    if !form.roll.is_complete() {
        return Err(Problem::too_large(crate::server::UPLOAD_BYTES).into());
    }
    let mode = Mode::parse(form.mode).unwrap_or(Mode::Replace);
    let (id, bytes) = (row.id.clone(), form.roll.value.to_vec());
    match app.blocking(move |registrar| roll_import::upload(registrar, &id, mode, &bytes)).await {
        Ok(preview) => Ok(Reply::go(format!("/admin/polls/{draft}/uploads/{}", preview.upload))),
        Err(UploadError::Store(error) | UploadError::File(ImportError::Store(error))) => Err(error.into()),
        Err(refusal) => {
            let field = if matches!(refusal, UploadError::File(_)) { "roll-file" } else { "" };
            let told = Told::refused(Refused::at(field, refusal.text())).of_file(mode == Mode::Add);
            let page = voters_page(app, &officer.0, &row, Wanted::default(), told).await?;
            Ok(Reply::Show(page.status(Status::UnprocessableEntity)))
        }
    }
}

#[get("/polls/<draft>/uploads/<upload>")]
async fn preview(app: &App, officer: Officer, draft: &str, upload: &str) -> Result<Reply, Fault> {
    let (row, upload) = (poll_row(app, &officer.0, draft).await?, hex_id(upload, 32)?.to_owned());
    let id = row.id.clone();
    let preview = app.blocking(move |registrar| roll_import::preview(registrar, &id, &upload)).await?;
    // The preview itself is for the API as well, and says in English what is wrong.
    let rejected_rows: Vec<_> =
        preview.rejected_rows.iter().map(|row| context! { line => row.line, reason => row.reason }).collect();
    let context = context! {
        preview,
        rejected_rows,
        ..above(&row)
    };
    Ok(Reply::Show(view("admin-upload.html", Some(&officer.0), context)))
}

#[derive(FromForm)]
struct Decision<'r> {
    #[field(default = "")]
    action: &'r str,
}

#[post("/polls/<draft>/uploads/<upload>", data = "<form>")]
async fn decide(
    _own: SameOrigin,
    app: &App,
    officer: Officer,
    draft: &str,
    upload: &str,
    form: Form<Decision<'_>>,
) -> Result<Reply, Fault> {
    let (row, upload) = (poll_row(app, &officer.0, draft).await?, hex_id(upload, 32)?.to_owned());
    if form.action == "import" {
        let confirmed =
            app.blocking(move |registrar| roll_import::confirm(registrar, &row.id, &upload, &officer.0));
        let job = confirmed.await?;
        return Ok(Reply::go(format!("/admin/jobs/{job}")));
    }
    app.blocking(move |registrar| roll_import::discard(registrar, &row.id, &upload)).await?;
    Ok(Reply::go(format!("/admin/polls/{draft}/voters")))
}
