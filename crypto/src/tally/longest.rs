//! How long a tally can become, known before the first ballot: what is published must be readable when it is counted.

use crate::manifest::{Method, Question, QuestionKind};

/// Greatest length that a tally may be able to reach, in bytes: rounds and pairs grow with the square of the options. A poll
/// whose [`longest_tally`] is longer is not published.
pub const MAX_TALLY_BYTES: usize = 63 << 20;

/// No tally of these questions has more bytes of JSON. An upper bound and not the exact length: it assumes that every
/// round lists every option, and ties them all.
pub fn longest_tally(questions: &[Question]) -> usize {
    questions.iter().map(|question| MEMBER + question.id.len() + longest_of(question)).sum::<usize>()
        + BRACKETS
}

fn longest_of(question: &Question) -> usize {
    let ids =
        Ids { count: question.options.len(), bytes: question.options.iter().map(|it| it.id.len()).sum() };
    let counted = match question.kind {
        QuestionKind::Choice { .. } | QuestionKind::Score { .. } => ids.object(WHOLE),
        QuestionKind::Ranking { method, .. } => match method {
            Method::Borda => ids.object(WHOLE),
            // `pairs` and `paths`: for each option an object of all the others.
            Method::Schulze => 2 * (ids.object(0) + ids.count * ids.object(WHOLE)),
            Method::Irv | Method::StvScottish => ids.rounds(ids.object(DECIMAL)),
            // `votes` and `keep`
            Method::StvMeek => ids.rounds(2 * ids.object(DECIMAL)),
        },
    };
    // `winners` and `tied`
    counted + 2 * ids.list() + FRAME
}

/// The options of a question.
struct Ids {
    count: usize,
    /// Of all ids together.
    bytes: usize,
}

impl Ids {
    /// `{"id":value,..}`
    fn object(&self, value: usize) -> usize {
        BRACKETS + self.bytes + self.count * (MEMBER + value)
    }

    /// `["id",..]`
    fn list(&self) -> usize {
        BRACKETS + self.bytes + self.count * MEMBER
    }

    /// After every round but the last an option is out or its surplus is handed on (with Meek's rule: an option is out or
    /// elected), once for each option. A round notes one tie at most. Everybody is elected once at most, and only the
    /// last tie chooses several.
    fn rounds(&self, numbers: usize) -> usize {
        (self.count + 1) * (numbers + self.list() + FRAME) + 2 * self.list()
    }
}

/// `{}` or `[]`
const BRACKETS: usize = 2;
/// `"":,` around an id and its value.
const MEMBER: usize = 4;
/// A whole number of strict JSON: sixteen digits and a sign.
const WHOLE: usize = 17;
/// One in quotes, with nine decimals.
const DECIMAL: usize = WHOLE + 12;
/// Names of members and single numbers of a round, or of a question: `exhausted`, `quota`, `surplus` and so on, and ids
/// of 32 bytes in `transferred`, `eliminated` and `chosen`.
const FRAME: usize = 512;
