//! The page of an election in precincts: where they are, and what they come to.

use crypto::manifest::{Manifest, Question, Ties};
use crypto::note::Note;
use crypto::statement::{Precincts, Statement, Total};
use rocket::get;
use serde::Serialize;
use serde_json::Value;
use web::Problem;
use web::i18n::PageLanguage;
use web::templates::context;

use crate::domain::poll::PollBroken;
use crate::domain::precincts::PrecinctsError;
use crate::guards::SignedIn;
use crate::routes::{App, Fault, Reply, view};

#[derive(Serialize)]
struct Precinct {
    number: usize,
    eligible: u64,
    url: String,
}

/// What a question came to.
#[derive(Serialize)]
struct Counted {
    title: String,
    /// `votes`, `points`, or `none`: options are compared in pairs, and none has a number of its own.
    column: &'static str,
    options: Vec<Row>,
    abstain: u64,
    /// Everybody abstained: the options are equal by their numbers, and yet it would be wrong to call that a tie.
    nobody: bool,
    /// Whether the order of the list seats some of them all the same.
    listed: bool,
}

#[derive(Serialize)]
struct Row {
    title: String,
    number: i64,
    state: &'static str,
}

#[get("/precincts/<alias>")]
pub(super) async fn page(
    app: &App,
    alias: &str,
    viewer: Option<SignedIn>,
    page: PageLanguage,
) -> Result<Reply, Fault> {
    let (election, polls) = super::listed(app, alias).await?;
    let polls = polls.iter().map(|row| app.polls.published(row)).collect::<Result<Vec<_>, PollBroken>>();
    let polls = polls.map_err(PrecinctsError::from)?;
    let first = &polls.first().ok_or_else(Problem::not_found)?.manifest;
    let lang = first.language_near(page.code());
    let list: Precincts = stored(election.list.as_deref().unwrap_or_default())?;
    let total: Option<Total> = election.total.as_deref().map(stored).transpose()?;
    let precincts = (1..).zip(&polls).map(|(number, poll)| Precinct {
        number,
        eligible: poll.manifest.eligible.unwrap_or_default(),
        url: format!("{}/polls/{}", poll.manifest.ballot_box.url, poll.manifest.id()),
    });
    let total = total.map(|total| {
        let asked = first.questions.iter();
        let questions: Vec<Counted> = asked.map(|question| counted(first, question, &total, lang)).collect();
        context! { issued => total.issued, ballots => total.ballots, questions }
    });
    let context = context! {
        alias => election.alias,
        title => election.title,
        lang,
        test => first.test,
        eligible => list.eligible,
        precincts => precincts.collect::<Vec<_>>(),
        total,
    };
    let account = viewer.map(|viewer| viewer.account);
    Ok(Reply::Show(view("precincts.html", account.as_ref(), context)))
}

/// A statement of ours, as it was signed and stored.
fn stored<S: Statement>(note: &str) -> Result<S, Problem> {
    let note = Note::parse_within(note, S::MAX_BYTES).map_err(Problem::internal)?;
    S::parse(note.text()).map_err(Problem::internal)
}

fn counted(manifest: &Manifest, question: &Question, total: &Total, lang: &str) -> Counted {
    let words = |text: &crypto::manifest::Text| text.in_language(lang, &manifest.languages).to_owned();
    let tally = &total.tally[&question.id];
    let abstain = tally["abstain"].as_u64().unwrap_or_default();
    let nobody = abstain == total.ballots;
    let (column, numbers) = match (tally.get("counts"), tally.get("totals")) {
        (Some(counts), _) => ("votes", counts),
        (None, Some(totals)) => ("points", totals),
        (None, None) => ("none", &Value::Null),
    };
    let among = |member: &str, id: &str| {
        tally[member].as_array().is_some_and(|ids| ids.iter().any(|one| one.as_str() == Some(id)))
    };
    let options = question.options.iter().map(|option| Row {
        title: words(&option.title),
        number: numbers[&option.id].as_i64().unwrap_or_default(),
        state: match (among("winners", &option.id), among("tied", &option.id)) {
            (true, _) => "elected",
            (false, true) if !nobody => "tied",
            (false, _) => "",
        },
    });
    let options: Vec<Row> = options.collect();
    let elected = options.iter().filter(|option| option.state == "elected").count();
    Counted {
        title: words(&question.title),
        column,
        abstain,
        nobody,
        listed: nobody && question.ties == Ties::Listed && elected < options.len(),
        options,
    }
}
