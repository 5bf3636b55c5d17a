//! How rules of PROTOCOL section 4 are broken, told apart: whoever has a form for polls can say each in the words of that form.

/// What is wrong, and what would be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// There is no language.
    #[error("at least one language is needed")]
    NoLanguage,
    /// Not a BCP 47 tag.
    #[error("{0:?} is no language tag")]
    LanguageTag(String),
    /// A language, or an id in a list.
    #[error("{0:?} stands twice")]
    Twice(String),
    /// A title.
    #[error("must not be empty")]
    Empty,
    /// A text that has not just the languages of the poll, which are these.
    #[error("must have one text for each of {}", .0.join(", "))]
    Languages(Vec<String>),
    /// A title.
    #[error("must not be empty in any language")]
    EmptyInALanguage,
    /// An alias or an id.
    #[error("{0:?} must be 1 to 32 of a-z, 0-9 and hyphen")]
    Identifier(String),
    /// What no author of a poll chooses: the services, their keys, the token key.
    #[error("{0}")]
    Services(String),
    /// Issuance would end before it begins.
    #[error("must be after issuance_opens")]
    IssuanceOrder,
    /// Passes would be given out after the end of voting.
    #[error("must not be after voting_closes")]
    IssuanceLate,
    /// Voting would end before it begins.
    #[error("must be after voting_opens")]
    VotingOrder,
    /// Voting would begin before there are passes.
    #[error("must not be before issuance_opens")]
    VotingEarly,
    /// Fewer ballots than this would be mixed.
    #[error("must be at least {0}; only test polls may have less")]
    Mix(u32),
    /// Not a key for cosignatures.
    #[error("{0:?} is no verifier key of a witness")]
    WitnessKey(String),
    /// The same key, perhaps under two names.
    #[error("the key of {0:?} stands twice")]
    WitnessTwice(String),
    /// More witnesses needed than there are.
    #[error("must not exceed the number of witnesses")]
    Quorum,
    /// None, or more than this.
    #[error("a poll has 1 to {0} questions")]
    Questions(usize),
    /// None, or more than this.
    #[error("a question has 1 to {0} options")]
    Options(usize),
    /// Some ballots, of so many bytes, would not fit.
    #[error("the questions allow contents of {0} bytes, so it must be at least that")]
    ContentTooSmall(usize),
    /// More bytes than this.
    #[error("must be at most {0}")]
    ContentTooLarge(u16),
    /// None, or more than there are options.
    #[error("must be 1 to {0}, the number of options")]
    Seats(u32),
    /// Several seats for a method that fills one.
    #[error("this method fills one seat")]
    OneSeat,
    /// Nothing need be chosen.
    #[error("must be at least 1; abstaining is a matter of its own")]
    Min,
    /// At least more than at most.
    #[error("must not be below min")]
    MaxBelowMin,
    /// More than there are options.
    #[error("must not exceed {0}, the number of options")]
    MaxOptions(u32),
    /// The best score is not the greatest.
    #[error("must be greater than low")]
    ScoresOrder,
    /// Beyond what ballots can say.
    #[error("scores lie within -100 to 100")]
    ScoresRange,
    /// An option that reads as if its voters had abstained.
    #[error("must not be \"abstain\", which tables of ballots have for those who abstain")]
    AbstainId,
    /// Nobody could read the result.
    #[error("their count could become too long for a result: ask for fewer or shorter rankings")]
    TallyTooLong,
}
