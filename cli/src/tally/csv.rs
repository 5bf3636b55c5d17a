//! Ballots as a table: a column of them, and perhaps a column that says how many ballots a line stands for. The `ballots.csv`
//! of a poll is such a table, and cells are written as there (docs/protocol.md C18): `Ada>Ben` ranked, `Ada Ben` chosen,
//! `Ada=5 Ben=-2` scored, `abstain` or nothing. Where names have spaces a `;` stands between options.

use std::collections::HashMap;
use std::mem::replace;

use super::{BadLine, Election, MOST_OPTIONS, Marks, SCORES};

/// What the cells of the column say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cells {
    Rankings,
    /// At most so many options.
    Choices {
        most: u32,
    },
    Scores,
}

/// Reads the column `question`; `options` in the order of the ballot, or none to take them as they come. Each line counts
/// once, or as often as the column `times` says.
pub(super) fn parse(
    text: &str,
    cells: Cells,
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
        let marks = known.marks(cells, cell, ballot).map_err(|problem| BadLine::new(line, problem))?;
        election.ballots.push((marks, times));
    }
    election.options = known.options;
    Ok(election)
}

/// The options, and where each stands.
struct Known {
    options: Vec<String>,
    places: HashMap<String, usize>,
    /// For each option the last ballot that it stands on.
    stands_on: Vec<usize>,
    /// Whether options are taken as they come.
    open: bool,
}

impl Known {
    fn new(options: &[String]) -> Self {
        let places = options.iter().cloned().zip(0..).collect();
        Self {
            options: options.to_vec(),
            places,
            stands_on: vec![0; options.len()],
            open: options.is_empty(),
        }
    }

    /// What the ballot with that number says, from 1.
    fn marks(&mut self, cells: Cells, cell: &str, ballot: usize) -> Result<Marks, String> {
        if cell.is_empty() || cell == "abstain" {
            return Ok(Marks::Options(Vec::new()));
        }
        match cells {
            Cells::Rankings => {
                let names: Vec<&str> = cell.split('>').map(str::trim).collect();
                self.once_each(&names, "Ada>Ben", cell, ballot).map(Marks::Options)
            }
            Cells::Choices { most } => {
                let names = if self.places.contains_key(cell) { vec![cell] } else { listed(cell) };
                if names.len() > usize::try_from(most).unwrap_or(usize::MAX) {
                    return Err(format!(
                        "{cell:?} chooses {} options, and a ballot may choose {most}: say how many with --most; where names \
                         have spaces, list them all with --options",
                        names.len()
                    ));
                }
                self.once_each(&names, "Ada Ben, or Ada Lovelace; Ben Okri", cell, ballot).map(Marks::Options)
            }
            Cells::Scores => self.scores(cell, ballot).map(Marks::Scores),
        }
    }

    /// One for each option; without a list of options those of the first ballot that has any are all.
    fn scores(&mut self, cell: &str, ballot: usize) -> Result<Vec<i32>, String> {
        let mut scores = vec![None; self.options.len()];
        for pair in listed(cell) {
            let (name, score) =
                pair.rsplit_once('=').ok_or_else(|| format!("{pair:?} is no score; write Ada=5 Ben=-2"))?;
            let number = score.trim().parse().ok().filter(|score| SCORES.contains(score));
            let (low, high) = (SCORES.start(), SCORES.end());
            let number =
                number.ok_or_else(|| format!("{score:?} is no whole number from {low} to {high}"))?;
            let option = self.once(name.trim(), "Ada=5 Ben=-2", cell, ballot)?;
            scores.resize(self.options.len(), None);
            scores[option] = Some(number);
        }
        self.open = false;
        let unscored = scores.iter().position(Option::is_none);
        match unscored {
            Some(option) => Err(format!("{cell:?} has no score for {:?}", self.options[option])),
            None => Ok(scores.into_iter().flatten().collect()),
        }
    }

    fn once_each(
        &mut self,
        names: &[&str],
        right: &str,
        cell: &str,
        ballot: usize,
    ) -> Result<Vec<usize>, String> {
        names.iter().map(|name| self.once(name, right, cell, ballot)).collect()
    }

    /// The option of that name, which stands on the ballot for the first time.
    fn once(&mut self, name: &str, right: &str, cell: &str, ballot: usize) -> Result<usize, String> {
        let option = self.place(name, right, cell)?;
        if replace(&mut self.stands_on[option], ballot) == ballot {
            return Err(format!("{name:?} stands twice in {cell:?}"));
        }
        Ok(option)
    }

    fn place(&mut self, name: &str, right: &str, cell: &str) -> Result<usize, String> {
        match self.places.get(name) {
            Some(place) => Ok(*place),
            None if name.is_empty() => Err(format!("{cell:?} has an empty place; write {right}")),
            None if !self.open => Err(format!("{name:?} is none of the options {}", self.options.join(", "))),
            None if self.options.len() == MOST_OPTIONS => Err(format!(
                "more than {MOST_OPTIONS} options stand on ballots up to here; is it the right column?"
            )),
            None => {
                let place = self.options.len();
                self.options.push(name.to_owned());
                self.places.insert(name.to_owned(), place);
                self.stands_on.push(0);
                Ok(place)
            }
        }
    }
}

/// Names, or names with scores, between spaces or semicolons.
fn listed(cell: &str) -> Vec<&str> {
    if cell.contains(';') {
        cell.split(';').map(str::trim).collect()
    } else {
        cell.split_whitespace().collect()
    }
}

fn unreadable(error: &csv::Error) -> BadLine {
    BadLine::new(error.position().map_or(1, csv::Position::line), error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(options: &[&str]) -> Vec<String> {
        options.iter().map(ToString::to_string).collect()
    }

    fn options(ballots: &[(&[usize], u64)]) -> Vec<(Marks, u64)> {
        ballots.iter().map(|(places, times)| (Marks::Options(places.to_vec()), *times)).collect()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let (one, two) = (Cells::Choices { most: 1 }, Cells::Choices { most: 2 });
        for (cells, text, options, line, problem) in [
            (Cells::Rankings, "", &[][..], 1, "no column \"column\""),
            (Cells::Rankings, "number,q1\n1,a\n", &[], 1, "name one of number, q1 with --question"),
            (Cells::Rankings, "column\na>b\na>a\n", &[], 3, "\"a\" stands twice"),
            (Cells::Rankings, "column\na>>b\n", &[], 2, "has an empty place; write Ada>Ben"),
            (Cells::Rankings, "times,column\n1,a\nx,b\n", &[], 3, "\"x\" is no number of ballots"),
            (Cells::Rankings, "column\na\n", &[], 1, "no column \"times\"; name one of column with --times"),
            (Cells::Rankings, "column\na\nc\n", &["a", "b"], 3, "\"c\" is none of the options a, b"),
            (Cells::Rankings, "times,column\n1\n", &[], 2, "fields"),
            (one, "column\nAda\nAda Lovelace\n", &[], 3, "chooses 2 options, and a ballot may choose 1"),
            (two, "column\na b c\n", &[], 2, "chooses 3 options, and a ballot may choose 2"),
            (two, "column\na a\n", &[], 2, "\"a\" stands twice"),
            (two, "column\na;;\n", &[], 2, "chooses 3 options"),
            (two, "column\na;\n", &[], 2, "has an empty place"),
            (two, "column\na>b\n", &["a", "b"], 2, "\"a>b\" is none of the options a, b"),
            (Cells::Scores, "column\na=1 b\n", &[], 2, "\"b\" is no score; write Ada=5"),
            (Cells::Scores, "column\na=1 b=\n", &[], 2, "\"\" is no whole number from -100 to 100"),
            (Cells::Scores, "column\na=1.5\n", &[], 2, "\"1.5\" is no whole number"),
            (Cells::Scores, "column\na=101\n", &[], 2, "\"101\" is no whole number"),
            (Cells::Scores, "column\na=99999999999\n", &[], 2, "is no whole number"),
            (Cells::Scores, "column\na=1 a=2\n", &[], 2, "\"a\" stands twice"),
            (Cells::Scores, "column\n=1\n", &[], 2, "has an empty place"),
            (Cells::Scores, "column\na=1 b=2\nb=2\n", &[], 3, "has no score for \"a\""),
            (Cells::Scores, "column\na=1 b=2\na=1 b=2 c=0\n", &[], 3, "\"c\" is none of the options a, b"),
            (Cells::Scores, "column\na=1\n", &["a", "b"], 2, "has no score for \"b\""),
        ] {
            let options = named(options);
            let counted = text.contains("times") || problem.contains("--times");
            let error = parse(text, cells, "column", &options, counted.then_some("times")).unwrap_err();
            assert_eq!(error.line, line, "{text:?}: {error}");
            assert!(error.problem.contains(problem), "{text:?}: {error}");
        }
    }

    #[test]
    fn the_ballots_of_a_poll_are_read() {
        let text = "number,ballot,code,q1,q2,q3\n1,aa,7Q,a b,roof>lake,a=5 b=-2\n2,bb,8Q,abstain,abstain,abstain\n\
                    3,cc,9Q,b,lake,a=0 b=1\n";
        let election = parse(text, Cells::Rankings, "q2", &[], None).unwrap();
        assert_eq!(election.options, ["roof", "lake"]);
        assert_eq!(election.ballots, options(&[(&[0, 1], 1), (&[], 1), (&[1], 1)]));
        let election = parse(text, Cells::Choices { most: 2 }, "q1", &named(&["b", "a"]), None).unwrap();
        assert_eq!(election.ballots, options(&[(&[1, 0], 1), (&[], 1), (&[0], 1)]));
        let election = parse(text, Cells::Scores, "q3", &named(&["b", "a"]), None).unwrap();
        let scored = |scores: [i32; 2]| (Marks::Scores(scores.to_vec()), 1);
        assert_eq!(election.ballots, [scored([-2, 5]), (Marks::Options(vec![]), 1), scored([1, 0])]);
    }

    #[test]
    fn a_file_of_one_s_own_is_read() {
        let known = named(&["Ben", "Ada"]);
        let text = "times,column\n3,Ada > Ben\n";
        let times = parse(text, Cells::Rankings, "column", &known, Some("times")).unwrap();
        assert_eq!((times.options, times.ballots), (known, options(&[(&[1, 0], 3)])));
        let text = "column\nAda Lovelace; Ben Okri\nBen Okri;Cy\n";
        let spaced = parse(text, Cells::Choices { most: 2 }, "column", &[], None).unwrap();
        assert_eq!(spaced.options, ["Ada Lovelace", "Ben Okri", "Cy"]);
        assert_eq!(spaced.ballots, options(&[(&[0, 1], 1), (&[1, 2], 1)]));
        let text = "column\nAda Lovelace\nBen\n";
        let known = named(&["Ada Lovelace", "Ben"]);
        let one = parse(text, Cells::Choices { most: 1 }, "column", &known, None).unwrap();
        assert_eq!(one.ballots, options(&[(&[0], 1), (&[1], 1)]));
        let text = "column\nAda Lovelace = 5; Ben=0\n\nBen=1;Ada Lovelace=-1\n";
        let scored = parse(text, Cells::Scores, "column", &[], None).unwrap();
        let scores = |scores: [i32; 2]| (Marks::Scores(scores.to_vec()), 1);
        assert_eq!(scored.ballots, [scores([5, 0]), scores([-1, 1])]);
    }

    #[test]
    fn a_column_of_something_else_is_told_before_it_takes_all_memory() {
        let text = (0..=MOST_OPTIONS).fold("number\n".to_owned(), |text, number| format!("{text}{number}\n"));
        let error = parse(&text, Cells::Rankings, "number", &[], None).unwrap_err();
        assert_eq!(error.line, MOST_OPTIONS as u64 + 2);
        assert!(error.problem.contains("is it the right column?"), "{error}");
    }

    #[test]
    fn a_question_may_have_any_name() {
        let text = "number,ballot,code,times,number\n1,aa,7Q,3>5,a>b\n2,bb,8Q,5,b\n";
        let election = parse(text, Cells::Rankings, "times", &[], None).unwrap();
        assert_eq!((election.options, election.ballots.len()), (vec!["3".to_owned(), "5".to_owned()], 2));
        assert_eq!(parse(text, Cells::Rankings, "number", &[], None).unwrap().options, ["a", "b"]);
    }
}
