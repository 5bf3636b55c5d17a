//! The commands that README shows do what it says.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use e2e::binary;

use crate::demo::Demo;

#[test]
fn the_commands_of_the_readme_run() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(&folder.path().join("demo-data"), &[e2e::ports::free(), e2e::ports::free()]);
    let readme = fs::read_to_string(binary::file("../README.md")).expect("README.md is beside the crates");
    let mut ran = 0;
    for command in commands(&readme) {
        if ["cargo ", "./check", "git ", "cd "].iter().any(|start| command.starts_with(start)) {
            continue;
        }
        let command =
            command.strip_prefix("target/release/").unwrap_or_else(|| panic!("what is {command:?}?"));
        run(&demo, folder.path(), command);
        ran += 1;
    }
    assert!(ran >= 4, "vote, receipt and two keys");
}

/// The lines of the code blocks that are commands, with continued lines joined.
fn commands(readme: &str) -> Vec<String> {
    let blocks = readme.split("```").skip(1).step_by(2);
    let shell = blocks.filter(|block| block.starts_with('\n') || block.starts_with("sh\n"));
    let lines = shell.flat_map(|block| {
        let block = block.trim_start_matches("sh").replace("\\\n", " ");
        block.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    });
    let starts = ["cargo ", "./", "git ", "cd ", "target/"];
    lines.filter(|line| starts.iter().any(|start| line.starts_with(start))).collect()
}

fn run(demo: &Demo, folder: &Path, command: &str) {
    let words: Vec<String> = command
        .replace("http://127.0.0.1:8002", &demo.text("/ballot_box"))
        .replace("<poll id>", &demo.text("/poll"))
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let program = binary::psephos().with_file_name(&words[0]);
    assert!(program.is_file(), "{} is not built", program.display());
    let mut child = Command::new(program)
        .args(&words[1..])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Fails if the command asks for nothing and ends first.
    let _ = writeln!(child.stdin.take().unwrap(), "{}", demo.text("/voter/password"));
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
}
