//! An election in three precincts, and ways to spoil it.

use crypto::content::Answer;
use crypto::manifest::ManifestBody;
use crypto::note::SignerKey;
use crypto::precincts::precinct_alias;
use crypto::statement::{self, Notice, NoticeKind, Precincts, Statement, Total};
use serde_json::{Value, json};

use super::{Election, Files};
use crate::{LIST, Party, SetFaultKind, SetWarningKind, TOTAL};

/// An election in precincts whose registrar signs whatever stands here; [`PrecinctsElection::files`] is what an auditor
/// gets.
#[derive(Clone)]
pub struct PrecinctsElection {
    /// The polls.
    pub precincts: Vec<Election>,
    /// Which they are.
    pub list: Precincts,
    /// What they come to.
    pub total: Option<Total>,
}

impl PrecinctsElection {
    /// Three precincts with five, two and no ballots, counted and added up.
    ///
    /// # Panics
    /// Never: the questions add up.
    pub fn new() -> Self {
        let name = |name: &str| name.parse().expect("a name of a service");
        let keys = [name("registrar.example.org"), name("ballots.example.net")]
            .map(|name| SignerKey::generate(&name));
        let precincts = [5, 2, 0]
            .iter()
            .zip(1..)
            .map(|(&ballots, number)| Self::precinct(&keys, ballots, number, |_| ()));
        Self::of(precincts.collect())
    }

    /// A precinct of these services.
    fn precinct(
        [registrar, ballot_box]: &[SignerKey; 2],
        ballots: usize,
        number: usize,
        edit: impl FnOnce(&mut ManifestBody),
    ) -> Election {
        Election::by((registrar.clone(), ballot_box.clone()), &questions(), &answers(), ballots, |body| {
            body.slug = precinct_alias("board", number, 3);
            body.eligible = Some(number as u64 * 20);
            edit(body);
        })
    }

    /// Lists these polls and adds up their results.
    fn of(precincts: Vec<Election>) -> Self {
        let manifest = &precincts[0].manifest;
        let list = Precincts {
            alias: "board".to_owned(),
            title: "Board election".to_owned(),
            eligible: precincts.iter().filter_map(|precinct| precinct.manifest.eligible).sum(),
            polls: precincts.iter().map(|precinct| precinct.manifest.id()).collect(),
            at: manifest.issuance_opens.plus(-3600),
        };
        let mut election = Self { precincts, list, total: None };
        election.add_up();
        election
    }

    /// Makes the total anew from the rest.
    ///
    /// # Panics
    /// If the results do not add up.
    pub fn add_up(&mut self) {
        let outcomes: Vec<_> = self.precincts.iter().map(|precinct| precinct.results[0].clone()).collect();
        let texts: Vec<String> = outcomes.iter().map(Statement::to_text).collect();
        let results: Vec<_> = texts.iter().map(String::as_str).zip(outcomes).collect();
        let manifest = &self.precincts[0].manifest;
        let note = statement::sign(&self.list, self.registrar());
        let at = manifest.voting_closes.plus(86_400);
        self.total = Some(Total::of(&note, &results, &manifest.questions, at).expect("results that add up"));
    }

    fn registrar(&self) -> &SignerKey {
        &self.precincts[0].registrar
    }

    /// The two statements, and a bundle of each precinct.
    pub fn files(&self) -> Files {
        let mut files = Files::default();
        files.push(LIST, statement::sign(&self.list, self.registrar()).to_string());
        if let Some(total) = &self.total {
            files.push(TOTAL, statement::sign(total, self.registrar()).to_string());
        }
        for (number, precinct) in (1..).zip(&self.precincts) {
            files.push(format!("{number}.tar"), precinct.files().tar());
        }
        files
    }
}

impl Default for PrecinctsElection {
    fn default() -> Self {
        Self::new()
    }
}

/// Elections in precincts in which nothing is wrong: a name, the files, and what an audit warns of besides what was not announced.
pub fn correct_precincts() -> Vec<(&'static str, Files, Vec<SetWarningKind>)> {
    use SetWarningKind as Kind;
    let plain = PrecinctsElection::new();
    let keys = [plain.registrar().clone(), plain.precincts[0].ballot_box.clone()];
    let growing = (1..=3)
        .map(|number| PrecinctsElection::precinct(&keys, number, number, |body| body.late_additions = true));
    let growing = PrecinctsElection::of(growing.collect());
    let mut extended = plain.clone();
    let second = &mut extended.precincts[1];
    let longer = second.notices[0].voting_closes.map(|closes| closes.plus(600));
    second.notices.push(Notice { seq: 2, voting_closes: longer, ..second.notices[0].clone() });
    second.publish();
    extended.add_up();
    let mut cancelled = plain.clone();
    let third = &mut cancelled.precincts[2];
    let first = third.notices[0].clone();
    third.notices.push(Notice { seq: 2, kind: NoticeKind::Cancel, voting_closes: None, ..first });
    third.publish();
    cancelled.total = None;
    let untold = vec![Kind::TotalUnknown, Kind::PrecinctsEnds, Kind::PrecinctWarnings];
    vec![
        ("precincts-correct", plain.files(), vec![]),
        ("precincts-correct-growing", growing.files(), vec![Kind::PrecinctWarnings]),
        ("precincts-correct-ends-differ", extended.files(), vec![Kind::PrecinctsEnds]),
        ("precincts-correct-one-cancelled", cancelled.files(), untold),
    ]
}

/// A way to spoil an election in precincts.
pub struct PrecinctsSpoil {
    /// Its name.
    pub name: &'static str,
    /// What the audit must find, possibly beside other faults that follow from it.
    pub fault: SetFaultKind,
    /// Whom that fault convicts.
    pub convicts: Option<Party>,
    make: fn(&PrecinctsElection) -> Files,
}

impl PrecinctsSpoil {
    /// The spoiled election.
    pub fn files(&self, election: &PrecinctsElection) -> Files {
        (self.make)(election)
    }
}

/// Every way there is.
pub fn precincts_spoils() -> Vec<PrecinctsSpoil> {
    use SetFaultKind as Kind;
    let registrar = Some(Party::Registrar);
    vec![
        spoil("precincts-list-is-none", Kind::PrecinctsMalformed, None, |it| {
            edited(it, |files| files.edit(LIST, |note| note.replace("precincts/v1", "precincts/v2")))
        }),
        spoil("precincts-list-altered", Kind::PrecinctsSignature, None, |it| {
            edited(it, |files| files.edit(LIST, |note| note.replace("Board", "Bored")))
        }),
        spoil("precincts-more-voters-stated", Kind::PrecinctsEligible, registrar, |it| {
            signed(it, |it| it.list.eligible += 1)
        }),
        spoil("precincts-stated-late", Kind::PrecinctUnfit, registrar, |it| {
            signed(it, |it| it.list.at = it.precincts[0].manifest.issuance_opens)
        }),
        spoil("precincts-in-another-order", Kind::PrecinctUnfit, registrar, |it| {
            signed(it, |it| {
                it.list.polls.swap(0, 1);
                it.precincts.swap(0, 1);
            })
        }),
        spoil("precincts-with-other-questions", Kind::PrecinctUnfit, registrar, |it| {
            another(it, |body| body.questions[0].seats = 2)
        }),
        spoil("precincts-with-other-windows", Kind::PrecinctUnfit, registrar, |it| {
            another(it, |body| body.voting_closes = body.voting_closes.plus(60))
        }),
        spoil("precincts-open-to-anybody", Kind::PrecinctUnfit, registrar, |it| {
            another(it, |body| body.eligible = None)
        }),
        spoil("precincts-one-not-given", Kind::PrecinctMissing, None, |it| {
            edited(it, |files| files.remove("3.tar"))
        }),
        spoil("precincts-one-left-off-the-list", Kind::PrecinctUnknown, None, |it| {
            signed(it, |it| _ = it.list.polls.pop())
        }),
        spoil("precincts-one-given-twice", Kind::PrecinctUnknown, None, |it| {
            edited(it, |files| {
                let again = files.get_mut("2.tar").clone();
                files.push("4.tar", again);
            })
        }),
        spoil("precincts-one-counted-wrongly", Kind::PrecinctFaulty, None, |it| {
            signed(it, |it| it.precincts[1].results[0].tally["q1"]["abstain"] = json!(7))
        }),
        spoil("precincts-total-is-none", Kind::TotalMalformed, None, |it| {
            edited(it, |files| files.edit(TOTAL, |note| note.replace("\"tally\"", "\"sum\"")))
        }),
        spoil("precincts-total-altered", Kind::TotalSignature, None, |it| {
            edited(it, |files| files.edit(TOTAL, |note| note.replace("\"ballots\":7", "\"ballots\":8")))
        }),
        spoil("precincts-total-of-another-list", Kind::TotalOther, None, |it| {
            stated(it, |total| total.precincts = [7; 32].into())
        }),
        spoil("precincts-one-left-out", Kind::TotalPrecincts, registrar, |it| {
            stated(it, |total| _ = total.results.pop())
        }),
        spoil("precincts-total-of-another-result", Kind::TotalResult, None, |it| {
            stated(it, |total| total.results[1].result = [7; 32].into())
        }),
        spoil("precincts-total-with-more-ballots", Kind::TotalNumbers, registrar, |it| {
            stated(it, |total| total.ballots += 1)
        }),
        spoil("precincts-total-with-another-winner", Kind::TotalTally, registrar, |it| {
            stated(it, |total| total.tally["q1"]["winners"] = json!(["b"]))
        }),
        spoil("precincts-total-without-a-precincts-votes", Kind::TotalTally, registrar, |it| {
            stated(it, |total| total.tally["q3"]["totals"]["a"] = json!(1))
        }),
    ]
}

fn spoil(
    name: &'static str,
    fault: SetFaultKind,
    convicts: Option<Party>,
    make: fn(&PrecinctsElection) -> Files,
) -> PrecinctsSpoil {
    PrecinctsSpoil { name, fault, convicts, make }
}

/// Files that somebody changed on their way.
fn edited(election: &PrecinctsElection, edit: impl FnOnce(&mut Files)) -> Files {
    let mut files = election.files();
    edit(&mut files);
    files
}

/// What the registrar signs, with a total to it where there can be one.
fn signed(election: &PrecinctsElection, edit: impl FnOnce(&mut PrecinctsElection)) -> Files {
    let mut election = election.clone();
    edit(&mut election);
    election.total = None;
    election.files()
}

/// A total that the registrar signs.
fn stated(election: &PrecinctsElection, edit: impl FnOnce(&mut Total)) -> Files {
    let mut election = election.clone();
    edit(election.total.as_mut().expect("it was added up"));
    election.files()
}

/// The registrar lists another poll as the second precinct.
fn another(election: &PrecinctsElection, edit: impl FnOnce(&mut ManifestBody)) -> Files {
    let mut election = election.clone();
    let keys = [election.registrar().clone(), election.precincts[0].ballot_box.clone()];
    election.precincts[1] = PrecinctsElection::precinct(&keys, 2, 2, edit);
    election.list.polls[1] = election.precincts[1].manifest.id();
    election.total = None;
    election.files()
}

/// One question of each kind whose tallies can be added.
fn questions() -> Value {
    let options =
        json!([{"id": "a", "title": "Ada"}, {"id": "b", "title": "Ben"}, {"id": "c", "title": "Cleo"}]);
    json!([
        {"id": "q1", "title": "President", "kind": "choice", "min": 1, "max": 2, "options": options},
        {"id": "q2", "title": "Board", "kind": "ranking", "method": "schulze", "min": 1, "max": 3, "options": options},
        {"id": "q3", "title": "Budget", "kind": "score", "low": -1, "high": 5, "options": options},
        {"id": "q4", "title": "Place", "kind": "ranking", "method": "borda", "min": 1, "max": 3, "options": options},
    ])
}

/// Answers to [`questions`], in turn.
fn answers() -> Vec<Vec<Answer>> {
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let rank = |names: &[&str]| Answer::Rank(ids(names));
    vec![
        vec![Answer::Choose(ids(&["a"])), rank(&["a", "b"]), Answer::Score(vec![5, 0, -1]), rank(&["c"])],
        vec![Answer::Choose(ids(&["a", "b"])), rank(&["c", "a"]), Answer::Abstain, rank(&["b", "a", "c"])],
        vec![Answer::Abstain, Answer::Abstain, Answer::Score(vec![0, 2, 2]), Answer::Abstain],
    ]
}
