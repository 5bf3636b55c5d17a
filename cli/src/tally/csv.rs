//! Ballots as a table: a column of rankings such as `Ada>Ben` (`abstain` or nothing abstains), and perhaps a column
//! that says how many ballots a line stands for. The `ballots.csv` of a poll is such a table.

use std::collections::HashMap;

use super::{BadLine, Election, MOST_OPTIONS};

/// Reads the column `question`; `options` in the order of the ballot, or none to take them as they come. Each line counts
/// once, or as often as the column `times` says.
pub(super) fn parse(
    text: &str,
    question: &str,
    options: &[String],
    times: Option<&str>,
) -> Result<Election, BadLine> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    // Of equal names the last: in a poll's ballots.csv the questions stand behind `number`, `ballot` and `code`.
    let place = |name: &str, flag: &str| {
        header
            .iter()
            .enumerate()
            .filter(|(_, column)| *column == name)
            .last()
            .map(|(place, _)| place)
            .ok_or_else(|| {
                let known = header.iter().collect::<Vec<_>>().join(", ");
                BadLine::new(1, format!("no column {name:?}; name one of {known} with {flag}"))
            })
    };
    let column = place(question, "--question")?;
    let times = times.map(|times| place(times, "--times")).transpose()?;
    let mut election = Election::default();
    let mut known = Known::new(options);
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(1, csv::Position::line);
        let times = match times.and_then(|column| record.get(column)) {
            None => 1,
            Some(times) => {
                times.parse().map_err(|_| BadLine::new(line, format!("{times:?} is no number of ballots")))?
            }
        };
        let cell = record.get(column).unwrap_or_default();
        let ballot = election.ballots.len() + 1;
        let ranking = known.ranking(cell, ballot).map_err(|problem| BadLine::new(line, problem))?;
        election.ballots.push((ranking, times));
    }
    election.options = known.options;
    Ok(election)
}

/// The options, and where each stands.
struct Known {
    options: Vec<String>,
    places: HashMap<String, usize>,
    /// For each option the last ballot that ranked it.
    ranked_by: Vec<usize>,
    /// Whether options are taken as they come.
    open: bool,
}

impl Known {
    fn new(options: &[String]) -> Self {
        let places = options.iter().cloned().zip(0..).collect();
        Self {
            options: options.to_vec(),
            places,
            ranked_by: vec![0; options.len()],
            open: options.is_empty(),
        }
    }

    /// The ranking of the ballot with that number, from 1.
    fn ranking(&mut self, cell: &str, ballot: usize) -> Result<Vec<usize>, String> {
        let mut ranking = Vec::new();
        if cell.is_empty() || cell == "abstain" {
            return Ok(ranking);
        }
        for name in cell.split('>').map(str::trim) {
            let option = self.place(name, cell)?;
            if std::mem::replace(&mut self.ranked_by[option], ballot) == ballot {
                return Err(format!("{name:?} stands twice in {cell:?}"));
            }
            ranking.push(option);
        }
        Ok(ranking)
    }

    fn place(&mut self, name: &str, cell: &str) -> Result<usize, String> {
        match self.places.get(name) {
            Some(place) => Ok(*place),
            None if name.is_empty() => Err(format!("{cell:?} has an empty place; write Ada>Ben")),
            None if !self.open => Err(format!("{name:?} is none of the options {}", self.options.join(", "))),
            None if self.options.len() == MOST_OPTIONS => Err(format!(
                "more than {MOST_OPTIONS} options are ranked up to here; is it the right column?"
            )),
            None => {
                let place = self.options.len();
                self.options.push(name.to_owned());
                self.places.insert(name.to_owned(), place);
                self.ranked_by.push(0);
                Ok(place)
            }
        }
    }
}

fn unreadable(error: &csv::Error) -> BadLine {
    BadLine::new(error.position().map_or(1, csv::Position::line), error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, options, line, problem) in [
            ("", &[][..], 1, "no column \"ranking\""),
            ("number,q1\n1,a\n", &[], 1, "name one of number, q1 with --question"),
            ("ranking\na>b\na>a\n", &[], 3, "\"a\" stands twice"),
            ("ranking\na>>b\n", &[], 2, "has an empty place"),
            ("times,ranking\n1,a\nx,b\n", &[], 3, "\"x\" is no number of ballots"),
            ("ranking\na\n", &[], 1, "no column \"times\"; name one of ranking with --times"),
            ("ranking\na\nc\n", &["a", "b"], 3, "\"c\" is none of the options a, b"),
            ("times,ranking\n1\n", &[], 2, "fields"),
        ] {
            let options: Vec<String> = options.iter().map(ToString::to_string).collect();
            let counted = text.contains("times") || problem.contains("--times");
            let error = parse(text, "ranking", &options, counted.then_some("times")).unwrap_err();
            assert_eq!(error.line, line, "{text:?}: {error}");
            assert!(error.problem.contains(problem), "{text:?}: {error}");
        }
    }

    #[test]
    fn the_ballots_of_a_poll_are_read() {
        let text =
            "number,ballot,code,q1,q2\n1,aa,7Q,a b,roof>lake\n2,bb,8Q,abstain,abstain\n3,cc,9Q,b,lake\n";
        let election = parse(text, "q2", &[], None).unwrap();
        assert_eq!(election.options, ["roof", "lake"]);
        assert_eq!(election.ballots, [(vec![0, 1], 1), (vec![], 1), (vec![1], 1)]);
        let options = ["Ben".into(), "Ada".into()];
        let times = parse("times,ranking\n3,Ada > Ben\n", "ranking", &options, Some("times")).unwrap();
        assert_eq!((times.options, times.ballots), (vec!["Ben".into(), "Ada".into()], vec![(vec![1, 0], 3)]));
    }

    #[test]
    fn a_column_of_something_else_is_told_before_it_takes_all_memory() {
        let text = (0..=MOST_OPTIONS).fold("number\n".to_owned(), |text, number| format!("{text}{number}\n"));
        let error = parse(&text, "number", &[], None).unwrap_err();
        assert_eq!(error.line, MOST_OPTIONS as u64 + 2);
        assert!(error.problem.contains("is it the right column?"), "{error}");
    }

    #[test]
    fn a_question_may_have_any_name() {
        let text = "number,ballot,code,times,number\n1,aa,7Q,3>5,a>b\n2,bb,8Q,5,b\n";
        let election = parse(text, "times", &[], None).unwrap();
        assert_eq!((election.options, election.ballots.len()), (vec!["3".to_owned(), "5".to_owned()], 2));
        assert_eq!(parse(text, "number", &[], None).unwrap().options, ["a", "b"]);
    }
}
