//! `psephos tally`: counts files of ballots from elsewhere, so that known elections can be recounted and the methods
//! compared. It is the same count that a ballot box signs.

mod blt;
mod csv;
mod show;

use std::collections::BTreeSet;
use std::fs;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;
use crypto::content::Answer;
use crypto::manifest::{MAX_OPTIONS, Method, Order, Question, QuestionKind, QuestionOption, Ties};
use crypto::tally::QuestionTally;

use self::csv::Cells;

/// What to count, and how.
#[derive(Debug, clap::Args)]
pub struct TallyFile {
    /// Ballots as .blt (OpenSTV, OpaVote), which holds rankings, or as .csv with a column of them: rankings as `Ada>Ben`, options
    /// that were chosen as `Ada Ben`, scores as `Ada=5 Ben=-2`. Each file is an election.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// How to count.
    #[arg(long)]
    pub method: MethodName,
    /// How many win; a .blt file says it itself, else 1.
    #[arg(long)]
    pub seats: Option<u32>,
    /// How many options a ballot may choose at most: `--method choice` only, else 1.
    #[arg(long)]
    pub most: Option<u32>,
    /// What happens to a tie for the last seat.
    #[arg(long, default_value = "report")]
    pub ties: TiesName,
    /// The column of a .csv file that holds the ballots, such as a question of the ballots.csv of a poll; without it `choice`,
    /// `score` or `ranking`, by the method.
    #[arg(long, value_name = "COLUMN")]
    pub question: Option<String>,
    /// The column of a .csv file that says how many ballots each line stands for; without it each is one.
    #[arg(long, value_name = "COLUMN")]
    pub times: Option<String>,
    /// All options of a .csv file in the order of the ballot; without it those that stand on ballots, in their order in the file.
    #[arg(long, value_delimiter = ',')]
    pub options: Vec<String>,
    /// Print the tally as a signed result has it (docs/protocol.md section 9), options by their number; a line for each file.
    #[arg(long)]
    pub json: bool,
}

/// A question's kind, for rankings with its [`Method`], as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum MethodName {
    /// Options that were chosen: most votes win.
    Choice,
    /// Scores: the greatest total wins.
    Score,
    /// Instant run-off.
    Irv,
    /// Single transferable vote, Scottish Local Government Elections Order 2007.
    StvScottish,
    /// Single transferable vote by Meek's method.
    StvMeek,
    /// Schulze, winning votes.
    Schulze,
    /// Borda: of n options place i scores n - i.
    Borda,
}

/// [`Ties`], as they are typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum TiesName {
    /// The tied are named, and none of them gets the seat.
    Report,
    /// The option listed first is preferred.
    Listed,
}

/// Ballots as a file holds them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Election {
    title: Option<String>,
    seats: Option<u32>,
    /// Names, in the order of the ballot.
    options: Vec<String>,
    /// Places in `options` of those who are not counted.
    withdrawn: BTreeSet<usize>,
    /// What ballots say, with the number of those that say so.
    ballots: Vec<(Marks, u64)>,
}

/// What one ballot says.
#[derive(Debug, PartialEq, Eq)]
enum Marks {
    /// Places in `options`, of a ranking best first; nothing is an abstention.
    Options(Vec<usize>),
    /// One for each of `options`.
    Scores(Vec<i32>),
}

/// A file that cannot be read as ballots.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
struct BadLine {
    /// From 1.
    line: u64,
    /// What is wrong there, and what would be right.
    problem: String,
}

impl BadLine {
    fn new(line: u64, problem: impl Into<String>) -> Self {
        Self { line, problem: problem.into() }
    }
}

/// Prints the counts, in the order of the files; ends at the first that cannot be counted.
pub fn run(tally: &TallyFile) -> Result<()> {
    let several = tally.files.len() > 1;
    for file in &tally.files {
        let printed = count(file, tally).with_context(|| file.display().to_string())?;
        if several && !tally.json {
            println!("{}\n", file.display());
        }
        print!("{printed}");
        if several && !tally.json {
            println!();
        }
    }
    Ok(())
}

/// The count of one file, as it is printed.
fn count(file: &Path, tally: &TallyFile) -> Result<String> {
    let election = read(file, tally)?;
    let question = question(&election, tally)?;
    let mut count = QuestionTally::new(&question);
    for (marks, times) in &election.ballots {
        let answer = match marks {
            Marks::Scores(scores) => Answer::Score(scores.clone()),
            Marks::Options(options) => {
                let standing = options.iter().copied().filter(|option| !election.withdrawn.contains(option));
                match standing.map(id).collect::<Vec<_>>() {
                    none if none.is_empty() => Answer::Abstain,
                    chosen if tally.method == MethodName::Choice => Answer::Choose(chosen),
                    ranked => Answer::Rank(ranked),
                }
            }
        };
        count.add_times(&answer, *times);
    }
    let count = count.finish();
    Ok(if tally.json { format!("{count}\n") } else { show::tally(&election, &question, &count) })
}

fn read(file: &Path, tally: &TallyFile) -> Result<Election> {
    let bytes = fs::read(file).context("cannot be read")?;
    let text = String::from_utf8(bytes).context("is not UTF-8 text; convert it first")?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let extension = file.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    let election = match extension.as_str() {
        "blt" if matches!(tally.method, MethodName::Choice | MethodName::Score) => {
            bail!("holds rankings; choices and scores are counted from .csv")
        }
        "blt" => blt::parse(text)?,
        "csv" => {
            let (cells, column) = match tally.method {
                MethodName::Choice => (Cells::Choices { most: tally.most.unwrap_or(1) }, "choice"),
                MethodName::Score => (Cells::Scores, "score"),
                _ => (Cells::Rankings, "ranking"),
            };
            let column = tally.question.as_deref().unwrap_or(column);
            csv::parse(text, cells, column, &tally.options, tally.times.as_deref())?
        }
        _ => bail!("is neither .blt nor .csv"),
    };
    let ballots = election.ballots.iter().try_fold(0u64, |sum, (_, times)| sum.checked_add(*times));
    ensure!(ballots.is_some_and(|sum| sum <= MOST_BALLOTS), "holds more than {MOST_BALLOTS} ballots");
    Ok(election)
}

/// The question that the file answers; it keeps the rules of a manifest.
fn question(election: &Election, tally: &TallyFile) -> Result<Question> {
    ensure!(
        tally.most.is_none() || tally.method == MethodName::Choice,
        "--most says how many options a ballot may choose: it goes with --method choice"
    );
    let standing: Vec<usize> =
        (0..election.options.len()).filter(|option| !election.withdrawn.contains(option)).collect();
    ensure!(
        (1..=MAX_OPTIONS).contains(&standing.len()),
        "{} options stand; a count takes 1 to {MAX_OPTIONS}",
        standing.len()
    );
    let count = u32::try_from(standing.len()).expect("at most 256 options");
    let single = matches!(tally.method, MethodName::Irv | MethodName::Schulze);
    // What a file says of its seats is meant for the method of its own election.
    let seats = tally.seats.or(election.seats.filter(|_| !single)).unwrap_or(1);
    ensure!(
        (1..=count).contains(&seats),
        "{seats} seats for {count} options: name another number with --seats"
    );
    ensure!(!single || seats == 1, "this method fills one seat");
    let options = standing.iter().map(|&option| QuestionOption {
        id: id(option),
        title: election.options[option].as_str().into(),
        description: "".into(),
    });
    Ok(Question {
        id: "question".into(),
        title: election.title.as_deref().unwrap_or_default().into(),
        description: "".into(),
        kind: kind(tally, count),
        seats,
        abstain: true,
        order: Order::Fixed,
        ties: match tally.ties {
            TiesName::Report => Ties::Report,
            TiesName::Listed => Ties::Listed,
        },
        options: options.collect(),
    })
}

/// The kind of a question with so many options.
fn kind(tally: &TallyFile, count: u32) -> QuestionKind {
    let ranking = |method| QuestionKind::Ranking { method, min: 1, max: count };
    match tally.method {
        MethodName::Choice => QuestionKind::Choice { min: 1, max: tally.most.unwrap_or(1) },
        MethodName::Score => QuestionKind::Score { low: *SCORES.start(), high: *SCORES.end() },
        MethodName::Irv => ranking(Method::Irv),
        MethodName::StvScottish => ranking(Method::StvScottish),
        MethodName::StvMeek => ranking(Method::StvMeek),
        MethodName::Schulze => ranking(Method::Schulze),
        MethodName::Borda => ranking(Method::Borda),
    }
}

/// An option's number in the file, from 1.
fn id(option: usize) -> String {
    (option + 1).to_string()
}

/// More than there are people, and few enough for every sum of a count to fit.
const MOST_BALLOTS: u64 = 1_000_000_000_000;
/// Far more than anybody ranks; also with those withdrawn, of whom a count needs none.
const MOST_OPTIONS: usize = 10_000;
/// What a poll's ballots can say.
const SCORES: RangeInclusive<i32> = -100..=100;
