//! How long it takes to count a million ranked ballots: rankings of a few options at random, all lengths, none like the
//! other, which is the worst case for a count that groups equal ones.

use std::time::Instant;

use clap::Args;
use crypto::content::Answer;
use crypto::manifest::Question;
use crypto::tally::QuestionTally;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;

/// Counts random rankings by every method.
#[derive(Args, Debug)]
pub struct Counting {
    /// Ballots.
    #[arg(long, default_value_t = 1_000_000)]
    ballots: usize,
    /// Options, at most 256.
    #[arg(long, default_value_t = 20)]
    options: usize,
    /// Seats, for the methods that fill several.
    #[arg(long, default_value_t = 5)]
    seats: usize,
}

impl Counting {
    /// Counts and prints.
    pub fn run(&self) {
        count(self.ballots, self.options, self.seats);
    }
}

fn count(ballots: usize, options: usize, seats: usize) {
    let ids: Vec<String> = (0..options).map(|number| format!("option-{number}")).collect();
    let mut rng = rand::rngs::StdRng::seed_from_u64(1);
    let answers: Vec<Answer> = (0..ballots)
        .map(|_| {
            let mut ranking = ids.clone();
            ranking.shuffle(&mut rng);
            ranking.truncate(rng.random_range(1..=options));
            Answer::Rank(ranking)
        })
        .collect();
    println!("| {ballots} ballots, {options} options | adding | counting | rounds |\n|---|---|---|---|");
    for method in ["irv", "stv-scottish", "stv-meek", "schulze", "borda"] {
        let seats = if matches!(method, "irv" | "schulze") { 1 } else { seats };
        let question = question(method, seats, &ids);
        let began = Instant::now();
        let mut tally = QuestionTally::new(&question);
        answers.iter().for_each(|answer| tally.add(answer));
        let added = began.elapsed();
        let count = tally.finish();
        let counted = began.elapsed() - added;
        let rounds =
            count["rounds"].as_array().map_or_else(|| "-".to_owned(), |rounds| rounds.len().to_string());
        println!(
            "| {method}, {seats} seats | {:.2} s | {:.2} s | {rounds} |",
            added.as_secs_f32(),
            counted.as_secs_f32()
        );
    }
}

fn question(method: &str, seats: usize, ids: &[String]) -> Question {
    let options: Vec<_> = ids.iter().map(|id| json!({ "id": id, "title": id })).collect();
    let question = json!({
        "id": "q", "title": "Who?", "kind": "ranking", "method": method, "min": 1, "max": ids.len(), "seats": seats,
        "ties": "listed", "options": options,
    });
    serde_json::from_value(question).expect("a question as a manifest writes it")
}
