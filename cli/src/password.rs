//! Passwords come from a file, a pipe or a terminal that does not show them, never from an argument that others on
//! the machine could read.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

/// The first line of `file`, or of standard input, which is asked for without echo if it is a terminal.
pub(crate) fn read(file: Option<&Path>) -> Result<Zeroizing<String>> {
    let text = match file {
        Some(file) => Zeroizing::new(
            fs::read_to_string(file)
                .with_context(|| format!("cannot read the password from {}", file.display()))?,
        ),
        None if io::stdin().is_terminal() => ask()?,
        None => first_line().context("cannot read the password from standard input")?,
    };
    let password = Zeroizing::new(text.lines().next().unwrap_or_default().to_owned());
    ensure!(!password.is_empty(), "the password is empty: give it on standard input or with --password-file");
    Ok(password)
}

/// The code of the second factor: the next line of standard input, which is asked for if it is a terminal.
pub(crate) fn read_code() -> Result<String> {
    if io::stdin().is_terminal() {
        eprint!("Code of your authenticator app, or a recovery code: ");
        io::stderr().flush()?;
    }
    let line = first_line().context("cannot read the code from standard input")?;
    let code = line.trim().to_owned();
    ensure!(
        !code.is_empty(),
        "the account has a second factor: give its code as the next line of standard input"
    );
    Ok(code)
}

fn ask() -> Result<Zeroizing<String>> {
    let stdin = io::stdin();
    let shown = tcgetattr(&stdin).context("cannot ask for the password")?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    eprint!("Password: ");
    io::stderr().flush()?;
    tcsetattr(&stdin, OptionalActions::Flush, &hidden)?;
    let line = first_line();
    tcsetattr(&stdin, OptionalActions::Flush, &shown)?;
    eprintln!();
    line.context("cannot read the password")
}

fn first_line() -> io::Result<Zeroizing<String>> {
    let mut line = Zeroizing::new(String::new());
    io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}
