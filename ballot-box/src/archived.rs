//! The page of a poll that is over, for a folder that any web server can host: made from what was published alone, without
//! the service.

use crypto::encoding::b64;
use crypto::manifest::{Manifest, Service};
use crypto::statement::Outcome;
use web::i18n::Catalogues;
use web::templates::{TemplateError, Templates, Value, context};

use crate::poll::State;
use crate::routes::TEMPLATES;
use crate::routes::view::{self, Words};

/// A poll that is over.
#[derive(Debug, Clone, Copy)]
pub struct Archived<'a> {
    /// What it was.
    pub manifest: &'a Manifest,
    /// Its notices, its results and the issuance statement, all of them verified.
    pub state: &'a State,
    /// Ballots in its log.
    pub ballots: u64,
}

impl Archived<'_> {
    /// The page, in the poll's first language if the services speak it, else in English. Its links are relative to the folder
    /// of the archive, and it wants `style.css` and `mark.svg` there.
    ///
    /// # Errors
    /// If a tally is none of this poll's.
    pub fn page(&self) -> Result<String, TemplateError> {
        let Self { manifest, state, ballots } = *self;
        let words = Words::first(manifest);
        let result = state.results.last().filter(|_| !state.is_cancelled()).map(|(outcome, _)| outcome);
        let notices: Vec<Value> = state
            .notices
            .iter()
            .map(|(notice, _)| {
                context! { seq => notice.seq, reason => notice.reason, at => view::time(notice.at) }
            })
            .collect();
        let closes = state.voting_closes(manifest);
        let poll = context! {
            id => manifest.id().to_string(),
            lang => words.language,
            title => words.plain(&manifest.title),
            description => words.plain(&manifest.description),
            test => manifest.test,
            cancelled => state.is_cancelled(),
            opens => view::time(manifest.voting_opens),
            closes => view::time(closes),
            moved => closes != manifest.voting_closes,
            registrar => service(&manifest.registrar),
            ballot_box => service(&manifest.ballot_box),
            eligible => view::eligible(manifest, state),
            // Not any more.
            growing => false,
            issuance => state.issuance.is_some(),
            ballots,
            notices,
        };
        let templates = Templates::new(&TEMPLATES, Vec::new())?.speaking(Catalogues::BallotBox)?;
        let page = context! { poll, result => result.map(|it| self.result(it, &words)) };
        templates.render(words.language, "archive.html", page)
    }

    fn result(&self, outcome: &Outcome, words: &Words<'_>) -> Value {
        context! {
            ballots => outcome.ballots, issued => outcome.issued, tree_size => outcome.tree_size,
            root => b64(&outcome.root), number => self.state.results.len(),
            counts => words.counts(&outcome.tally, outcome.ballots, true),
        }
    }
}

fn service(service: &Service) -> Value {
    context! { name => service.name.to_string(), url => service.url, key => service.key.to_string() }
}
