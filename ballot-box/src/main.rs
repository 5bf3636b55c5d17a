//! The ballot box as a program of its own.

use std::alloc::System;

use clap::Parser;
use zeroizing_alloc::ZeroAlloc;

/// Wipes memory that is given back: buffers of requests hold what a voter's machine tells, and addresses.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// Takes ballots, keeps the public log, counts; knows no voter.
#[derive(Parser)]
#[command(name = "ballot-box", version)]
struct Arguments {
    #[command(subcommand)]
    command: ballot_box::Command,
}

fn main() -> anyhow::Result<()> {
    ballot_box::run(Arguments::parse().command)
}
