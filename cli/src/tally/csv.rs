//! Ballots as a table: a column of rankings such as `Ada>Ben` (`abstain` or nothing abstains), and perhaps a column
//! `times`. The `ballots.csv` of a poll is such a table.

use super::{BadLine, Election};

/// Reads the column `question`; `options` in the order of the ballot, or none to take them as they come.
pub(super) fn parse(text: &str, question: &str, options: &[String]) -> Result<Election, BadLine> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let place = |name: &str| header.iter().position(|column| column == name);
    let Some(column) = place(question) else {
        let known = header.iter().collect::<Vec<_>>().join(", ");
        return Err(BadLine::new(1, format!("no column {question:?}; name one of {known} with --question")));
    };
    let times = place("times");
    let mut election = Election { options: options.to_vec(), ..Election::default() };
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(1, csv::Position::line);
        let times = match times.and_then(|column| record.get(column)) {
            None => 1,
            Some(times) => times.parse().map_err(|_| {
                BadLine::new(line, format!("{times:?} in the column times is no number of ballots"))
            })?,
        };
        let ranking =
            ranking(record.get(column).unwrap_or_default(), &mut election.options, options.is_empty())
                .map_err(|problem| BadLine::new(line, problem))?;
        election.ballots.push((ranking, times));
    }
    Ok(election)
}

fn ranking(cell: &str, known: &mut Vec<String>, open: bool) -> Result<Vec<usize>, String> {
    let mut ranking = Vec::new();
    if cell.is_empty() || cell == "abstain" {
        return Ok(ranking);
    }
    for name in cell.split('>').map(str::trim) {
        let option = match known.iter().position(|option| option == name) {
            Some(option) => option,
            None if name.is_empty() => return Err(format!("{cell:?} has an empty place; write Ada>Ben")),
            None if open => {
                known.push(name.to_owned());
                known.len() - 1
            }
            None => return Err(format!("{name:?} is none of the options {}", known.join(", "))),
        };
        if ranking.contains(&option) {
            return Err(format!("{name:?} stands twice in {cell:?}"));
        }
        ranking.push(option);
    }
    Ok(ranking)
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
            ("times,ranking\n1,a\nx,b\n", &[], 3, "\"x\" in the column times"),
            ("ranking\na\nc\n", &["a", "b"], 3, "\"c\" is none of the options a, b"),
            ("times,ranking\n1\n", &[], 2, "fields"),
        ] {
            let options: Vec<String> = options.iter().map(ToString::to_string).collect();
            let error = parse(text, "ranking", &options).unwrap_err();
            assert_eq!(error.line, line, "{text:?}: {error}");
            assert!(error.problem.contains(problem), "{text:?}: {error}");
        }
    }

    #[test]
    fn the_ballots_of_a_poll_are_read() {
        let text =
            "number,ballot,code,q1,q2\n1,aa,7Q,a b,roof>lake\n2,bb,8Q,abstain,abstain\n3,cc,9Q,b,lake\n";
        let election = parse(text, "q2", &[]).unwrap();
        assert_eq!(election.options, ["roof", "lake"]);
        assert_eq!(election.ballots, [(vec![0, 1], 1), (vec![], 1), (vec![1], 1)]);
        let times = parse("times,ranking\n3,Ada > Ben\n", "ranking", &["Ben".into(), "Ada".into()]).unwrap();
        assert_eq!((times.options, times.ballots), (vec!["Ben".into(), "Ada".into()], vec![(vec![1, 0], 3)]));
    }
}
