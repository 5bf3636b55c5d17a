//! The .blt format of Hill, Wichmann and Woodall, as OpenSTV and OpaVote write it: numbers of options and seats, withdrawn
//! options as negative numbers, ballots `times first second .. 0`, a 0, the names, the title.
//!
//! Comments begin with `#`. Ids of ballots in parentheses are passed over. Equal ranks (`2=3`) and skipped ones (`-`) are
//! refused, for a ballot here is strictly ranked.

use std::str::FromStr;

use super::{BadLine, Election, MOST_OPTIONS, Marks};

/// Reads a whole file.
pub(super) fn parse(text: &str) -> Result<Election, BadLine> {
    let mut words = Words::of(text);
    let options: usize = words.number("how many options there are")?;
    if options > MOST_OPTIONS {
        return Err(
            words.bad(format!("{options} options are more than the {MOST_OPTIONS} that can be told apart"))
        );
    }
    let seats: u32 = words.number("how many seats there are")?;
    let mut election = Election { seats: Some(seats), ..Election::default() };
    let mut ranked_by = vec![0; options];
    loop {
        let first: i64 = words.number("a ballot, or 0 for the end of the ballots")?;
        match u64::try_from(first) {
            Ok(0) => break,
            Ok(times) => {
                let ranking = ranking(&mut words, &mut ranked_by, election.ballots.len() + 1)?;
                election.ballots.push((Marks::Options(ranking), times));
            }
            Err(_) if election.ballots.is_empty() => {
                election.withdrawn.insert(words.option(first.unsigned_abs(), options)?);
            }
            Err(_) => {
                return Err(
                    words.bad(format!("{first} stands among the ballots; withdrawn options go before them"))
                );
            }
        }
    }
    for number in 1..=options {
        election.options.push(words.name(&format!("the name of option {number} in double quotes"))?);
    }
    election.title = words.title()?;
    Ok(election)
}

/// The ranking of the ballot with that number. `ranked_by` holds for each option the last ballot that ranked it.
fn ranking(words: &mut Words<'_>, ranked_by: &mut [usize], ballot: usize) -> Result<Vec<usize>, BadLine> {
    let mut ranking = Vec::new();
    loop {
        let number: u64 = words.number("an option of this ballot, or 0 for its end")?;
        if number == 0 {
            return Ok(ranking);
        }
        let option = words.option(number, ranked_by.len())?;
        if std::mem::replace(&mut ranked_by[option], ballot) == ballot {
            return Err(words.bad(format!("option {number} stands twice on one ballot")));
        }
        ranking.push(option);
    }
}

enum Word<'t> {
    Bare(&'t str),
    Quoted(&'t str),
}

/// The words of a file with the line of the last one that was taken. Comments and ids of ballots are passed over.
struct Words<'t> {
    /// What is left of the line.
    rest: &'t str,
    lines: std::str::Lines<'t>,
    line: u64,
}

impl<'t> Words<'t> {
    fn of(text: &'t str) -> Self {
        let mut lines = text.lines();
        Self { rest: lines.next().unwrap_or_default(), lines, line: 1 }
    }

    fn take(&mut self, wanted: &str) -> Result<Word<'t>, BadLine> {
        match self.next_word()? {
            Some(word) => Ok(word),
            None => Err(self.bad(format!("the file ends where {wanted} is expected"))),
        }
    }

    fn next_word(&mut self) -> Result<Option<Word<'t>>, BadLine> {
        // The line of the last word is told where the file ends too early.
        let (mut rest, mut lines, mut line) = (self.rest, self.lines.clone(), self.line);
        loop {
            rest = rest.trim_start();
            let bad = |problem: &str| BadLine::new(line, problem);
            match rest.chars().next() {
                None | Some('#') => match lines.next() {
                    Some(next) => (rest, line) = (next, line + 1),
                    None => {
                        (self.rest, self.lines) = ("", lines);
                        return Ok(None);
                    }
                },
                Some('(') => {
                    let closed = rest.split_once(')').ok_or_else(|| bad("an id has no closing parenthesis"));
                    rest = closed?.1;
                }
                Some(first) => {
                    let (word, after) = if first == '"' {
                        let closed = rest[1..].split_once('"');
                        let (name, after) =
                            closed.ok_or_else(|| bad("a name has no closing double quote"))?;
                        (Word::Quoted(name.trim()), after)
                    } else {
                        let end = rest.find(|c: char| c.is_whitespace() || c == '#').unwrap_or(rest.len());
                        (Word::Bare(&rest[..end]), &rest[end..])
                    };
                    (self.rest, self.lines, self.line) = (after, lines, line);
                    return Ok(Some(word));
                }
            }
        }
    }

    fn number<N: FromStr>(&mut self, wanted: &str) -> Result<N, BadLine> {
        match self.take(wanted)? {
            Word::Bare(word) if word.contains('=') => {
                Err(self.bad(format!("{word} ranks options as equal; only strict rankings can be counted")))
            }
            Word::Bare("-") => Err(self.bad("- skips a rank; only rankings without gaps can be counted")),
            Word::Bare(word) => {
                word.parse().map_err(|_| self.bad(format!("{word:?} stands where {wanted} is expected")))
            }
            Word::Quoted(name) => {
                Err(self.bad(format!("the name {name:?} stands where {wanted} is expected")))
            }
        }
    }

    /// The place of the option with that number.
    fn option(&self, number: u64, options: usize) -> Result<usize, BadLine> {
        let place = usize::try_from(number).ok().filter(|number| (1..=options).contains(number));
        place
            .map(|number| number - 1)
            .ok_or_else(|| self.bad(format!("there is no option {number}; the file has {options}")))
    }

    fn name(&mut self, wanted: &str) -> Result<String, BadLine> {
        match self.take(wanted)? {
            Word::Quoted(name) => Ok(name.to_owned()),
            Word::Bare(word) => Err(self.bad(format!("{word:?} stands where {wanted} is expected"))),
        }
    }

    /// Once the names are read; nothing may follow it but what some programs add in quotes.
    fn title(&mut self) -> Result<Option<String>, BadLine> {
        let mut title = None;
        while let Some(word) = self.next_word()? {
            match word {
                Word::Quoted(name) => title = title.or_else(|| Some(name.to_owned())),
                Word::Bare(word) => {
                    let wanted = if title.is_some() {
                        "nothing but quoted remarks"
                    } else {
                        "the title in double quotes"
                    };
                    return Err(self.bad(format!("{word:?} stands where {wanted} is expected")));
                }
            }
        }
        Ok(title)
    }

    fn bad(&self, problem: impl Into<String>) -> BadLine {
        BadLine::new(self.line, problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (text, line, problem) in [
            ("", 1, "the file ends where how many options there are is expected"),
            ("x", 1, "\"x\" stands where"),
            ("2", 1, "the file ends where how many seats"),
            ("10001 1", 1, "10001 options are more than the 10000"),
            ("2 1\n1 3 0", 2, "there is no option 3; the file has 2"),
            ("2 1\n1 1 1 0", 2, "option 1 stands twice"),
            ("2 1\n\n1 1=2 0", 3, "1=2 ranks options as equal"),
            ("2 1\n1 1 - 2 0", 2, "- skips a rank"),
            ("2 1\n1 1 2", 2, "the file ends"),
            ("2 1\n1.5 1 0", 2, "\"1.5\" stands where a ballot"),
            ("2 1\n1 1 0\n-2\n0", 3, "-2 stands among the ballots"),
            ("2 1\n-3\n0", 2, "there is no option 3"),
            ("2 1\n0\n\"A\n\"B\"", 3, "no closing double quote"),
            ("2 1\n0\n\"A\"", 3, "the file ends where the name of option 2"),
            ("2 1\n0\n\"A\"\nB", 4, "\"B\" stands where the name of option 2"),
            ("2 1\n0\n\"A\"\n\"B\"\n\"Title\"\n7", 6, "nothing but quoted remarks"),
            ("2 1\n(x 1 1 0", 2, "no closing parenthesis"),
            ("99999999999999999999 1", 1, "how many options"),
        ] {
            let error = parse(text).unwrap_err();
            assert_eq!(error.line, line, "{text:?}: {error}");
            assert!(error.problem.contains(problem), "{text:?}: {error}");
        }
    }

    #[test]
    fn a_file_with_everything_is_read() {
        let text = "# An election\n4 2 # options, seats\n-2\n3 1 3 4 0\n(voter 7) 1 4 1 0\n\n2 0\n0\n\"Ada\"\n\"Ben #2\"\n\
                    \"Cleo\"\n\"Dora\"\n\"Board\"\n";
        let election = parse(text).unwrap();
        let ballots = [(vec![0, 2, 3], 3), (vec![3, 0], 1), (vec![], 2)];
        assert_eq!(election.ballots, ballots.map(|(ranking, times)| (Marks::Options(ranking), times)));
        assert_eq!(election.options, ["Ada", "Ben #2", "Cleo", "Dora"]);
        assert_eq!(election.withdrawn.into_iter().collect::<Vec<_>>(), [1]);
        assert_eq!((election.seats, election.title.as_deref()), (Some(2), Some("Board")));
    }
}
