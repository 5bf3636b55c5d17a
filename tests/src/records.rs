//! The rules of cast vote records (NIST Special Publication 1500-103, version 1.0), as far as our exports use its classes:
//! section 4 has the classes with their members, section 5 the enumerations, and the JSON form adds `@id` and `@type`.
//! A class that is not listed here must not occur.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use self::Form::{Class, Flag, Integer, List, OneOf, Refers, Text, Time};

/// What a member's value has to be.
enum Form {
    Text,
    Integer,
    Flag,
    /// A moment as RFC 3339 has it.
    Time,
    /// A word of an enumeration.
    OneOf(&'static [&'static str]),
    /// An object of one of these classes.
    Class(&'static [&'static str]),
    /// The id of an object of one of these classes.
    Refers(&'static [&'static str]),
    /// At least so many of them.
    List(usize, &'static Form),
}

/// Every breach of the format's rules in a report, each with its place; none in a good one.
pub fn breaches(report: &Value) -> Vec<String> {
    let mut reader = Reader::default();
    reader.check("report", report, &Class(&["CVR.CastVoteRecordReport"]));
    for (place, id, classes) in &reader.references {
        match reader.ids.get(id) {
            None => reader.breaches.push(format!("{place} refers to {id:?}, which is not there")),
            Some(class) if !classes.contains(&class.as_str()) => {
                reader.breaches.push(format!("{place} refers to {id:?}, which is a {class}"));
            }
            Some(_) => {}
        }
    }
    reader.breaches
}

#[derive(Default)]
struct Reader {
    breaches: Vec<String>,
    /// Objects by their ids, with their classes.
    ids: HashMap<String, String>,
    /// Where, to what, and of which class it has to be.
    references: Vec<(String, String, &'static [&'static str])>,
}

impl Reader {
    fn check(&mut self, place: &str, value: &Value, form: &Form) {
        let fits = match form {
            Text => value.is_string(),
            Integer => value.is_i64() || value.is_u64(),
            Flag => value.is_boolean(),
            Time => value.as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_ok()),
            OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Class(classes) => return self.object(place, value, classes),
            Refers(classes) => {
                let reference = value.as_str().map(|id| (place.to_owned(), id.to_owned(), *classes));
                self.references.extend(reference);
                value.is_string()
            }
            List(least, form) => {
                let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
                for (index, item) in items.iter().enumerate() {
                    self.check(&format!("{place}[{index}]"), item, form);
                }
                value.is_array() && items.len() >= *least
            }
        };
        if !fits {
            self.breaches.push(format!("{place} cannot be {value}"));
        }
    }

    fn object(&mut self, place: &str, value: &Value, classes: &[&str]) {
        let class = value["@type"].as_str().filter(|class| classes.contains(class));
        let (Some(object), Some(class)) = (value.as_object(), class) else {
            self.breaches.push(format!("{place} is no {}", classes.join(" or ")));
            return;
        };
        let Some((_, required, optional)) = CLASSES.iter().find(|(name, _, _)| *name == class) else {
            panic!("the rules of {class} are not written here");
        };
        let missing = required.iter().filter(|(name, _)| !object.contains_key(*name));
        self.breaches.extend(missing.map(|(name, _)| format!("{place} lacks {name}")));
        self.identify(place, class, object, required.iter().any(|(name, _)| *name == "@id"));
        let known: Vec<_> = required.iter().chain(*optional).collect();
        for (name, value) in object.iter().filter(|(name, _)| *name != "@type") {
            match known.iter().find(|(member, _)| member == name) {
                Some((_, form)) => self.check(&format!("{place}.{name}"), value, form),
                None => self.breaches.push(format!("{place} has {name}, which is no member of {class}")),
            }
        }
    }

    fn identify(&mut self, place: &str, class: &str, object: &Map<String, Value>, has_id: bool) {
        let id = object.get("@id").and_then(Value::as_str).filter(|_| has_id);
        if let Some(id) = id
            && self.ids.insert(id.to_owned(), class.to_owned()).is_some()
        {
            self.breaches.push(format!("{place} has the id {id:?} of another object"));
        }
    }
}

/// What the classes do not say: each contest's numbers add up, and nobody indicated what the contest does not offer (section
/// 4, CVRContest and CVRContestSelection).
pub fn contradictions(report: &Value) -> Vec<String> {
    let contest = &report["Election"][0]["Contest"][0];
    let offered: HashSet<&str> =
        items(&contest["ContestSelection"]).filter_map(|it| it["@id"].as_str()).collect();
    let mut found = Vec::new();
    for record in items(&report["CVR"]) {
        let snapshots: Vec<_> = items(&record["CVRSnapshot"]).map(|snapshot| &snapshot["@id"]).collect();
        if !snapshots.contains(&&record["CurrentSnapshotId"]) {
            found.push(format!("{} has its current snapshot elsewhere", record["UniqueId"]));
        }
        let voted = &record["CVRSnapshot"][0]["CVRContest"][0];
        let chosen: Vec<&str> =
            items(&voted["CVRContestSelection"]).filter_map(|it| it["ContestSelectionId"].as_str()).collect();
        let distinct: HashSet<&str> = chosen.iter().copied().collect();
        if distinct.len() != chosen.len() || !distinct.is_subset(&offered) {
            found.push(format!("{} chooses {chosen:?}", record["UniqueId"]));
        }
        let summed = voted["Undervotes"].as_u64().zip(voted["Overvotes"].as_u64());
        let summed = summed.map(|(under, over)| under + over + chosen.len() as u64);
        if summed != contest["VotesAllowed"].as_u64() {
            found.push(format!("{}: votes do not add up to those allowed", record["UniqueId"]));
        }
    }
    found
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// Name, required members, and all others.
type Rules = (&'static str, &'static [(&'static str, Form)], &'static [(&'static str, Form)]);

const CLASSES: &[Rules] = &[
    (
        "CVR.CastVoteRecordReport",
        &[
            ("Election", List(1, &Class(&["CVR.Election"]))),
            ("GeneratedDate", Time),
            ("GpUnit", List(1, &Class(&["CVR.GpUnit"]))),
            ("ReportGeneratingDeviceIds", List(1, &Refers(&["CVR.ReportingDevice"]))),
            ("ReportingDevice", List(1, &Class(&["CVR.ReportingDevice"]))),
            ("Version", OneOf(&["1.0.0"])),
        ],
        &[("CVR", List(0, &Class(&["CVR.CVR"]))), ("Notes", Text)],
    ),
    (
        "CVR.Election",
        &[
            ("@id", Text),
            ("Contest", List(1, &Class(&["CVR.CandidateContest"]))),
            ("ElectionScopeId", Refers(&["CVR.GpUnit"])),
        ],
        &[("Candidate", List(0, &Class(&["CVR.Candidate"]))), ("Name", Text)],
    ),
    (
        "CVR.GpUnit",
        &[
            ("@id", Text),
            (
                "Type",
                OneOf(&[
                    "combined-precinct",
                    "other",
                    "polling-place",
                    "precinct",
                    "split-precinct",
                    "vote-center",
                ]),
            ),
        ],
        &[("Name", Text), ("OtherType", Text)],
    ),
    (
        "CVR.ReportingDevice",
        &[("@id", Text)],
        &[("Application", Text), ("Manufacturer", Text), ("Model", Text), ("SerialNumber", Text)],
    ),
    ("CVR.Candidate", &[("@id", Text)], &[("Name", Text)]),
    (
        "CVR.CandidateContest",
        &[("@id", Text), ("ContestSelection", List(1, &Class(&["CVR.CandidateSelection"])))],
        &[
            ("Name", Text),
            ("NumberElected", Integer),
            ("OtherVoteVariation", Text),
            (
                "VoteVariation",
                OneOf(&[
                    "approval",
                    "borda",
                    "cumulative",
                    "majority",
                    "n-of-m",
                    "other",
                    "plurality",
                    "proportional",
                    "range",
                    "rcv",
                    "super-majority",
                ]),
            ),
            ("VotesAllowed", Integer),
        ],
    ),
    (
        "CVR.CandidateSelection",
        &[("@id", Text)],
        &[("CandidateIds", List(0, &Refers(&["CVR.Candidate"]))), ("IsWriteIn", Flag)],
    ),
    (
        "CVR.CVR",
        &[
            ("CVRSnapshot", List(1, &Class(&["CVR.CVRSnapshot"]))),
            ("CurrentSnapshotId", Refers(&["CVR.CVRSnapshot"])),
            ("ElectionId", Refers(&["CVR.Election"])),
        ],
        &[("UniqueId", Text)],
    ),
    (
        "CVR.CVRSnapshot",
        &[("@id", Text), ("Type", OneOf(&["interpreted", "modified", "original"]))],
        &[("CVRContest", List(0, &Class(&["CVR.CVRContest"])))],
    ),
    (
        "CVR.CVRContest",
        &[("ContestId", Refers(&["CVR.CandidateContest"]))],
        &[
            ("CVRContestSelection", List(0, &Class(&["CVR.CVRContestSelection"]))),
            ("Overvotes", Integer),
            (
                "Status",
                List(0, &OneOf(&["invalidated-rules", "not-indicated", "other", "overvoted", "undervoted"])),
            ),
            ("Undervotes", Integer),
        ],
    ),
    (
        "CVR.CVRContestSelection",
        &[("SelectionPosition", List(1, &Class(&["CVR.SelectionPosition"])))],
        &[
            ("ContestSelectionId", Refers(&["CVR.CandidateSelection"])),
            ("Rank", Integer),
            ("TotalNumberVotes", Integer),
        ],
    ),
    (
        "CVR.SelectionPosition",
        &[("HasIndication", OneOf(&["no", "unknown", "yes"])), ("NumberVotes", Integer)],
        &[("IsAllocable", OneOf(&["no", "unknown", "yes"])), ("Rank", Integer)],
    ),
];
