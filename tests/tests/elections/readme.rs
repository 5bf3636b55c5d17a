//! The commands that README and docs/watch.md show do what they say.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use e2e::binary;
use rustix::process::Signal;

use crate::demo::Demo;
use crate::watching::Running;

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

#[test]
fn the_commands_of_the_page_about_watching_run() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(&folder.path().join("demo-data"), &[e2e::ports::free(), e2e::ports::free()]);
    let vote = "psephos vote --poll http://127.0.0.1:8002/polls/<poll id> --email voter@example.org --state mine.json \
                --answer place=lake --answer food=soup";
    run(&demo, folder.path(), vote);
    let page = fs::read_to_string(binary::file("../docs/watch.md")).expect("it is beside the crates");
    let blocks = page.split("```").skip(1).step_by(2).map(|block| block.replace("\\\n", " "));
    // After cron's times, or `ExecStart=`, stands the path of the program.
    let commands = blocks.flat_map(|block| {
        let lines =
            block.lines().filter_map(|line| line.find("psephos watch ").map(|at| line[at..].to_owned()));
        lines.collect::<Vec<_>>()
    });
    let (mut looks, mut services) = (0, 0);
    for command in commands {
        let command = command
            .replace("https://ballots.example.net", "http://127.0.0.1:8002")
            // The ballot box shows what its mirrors do, at the same paths.
            .replace("https://mirror.example.org", "http://127.0.0.1:8002")
            .replace("https://other.example.com/ballots", "http://127.0.0.1:8002")
            .replace("/var/lib/", &format!("{}/", folder.path().display()));
        if command.contains("--once") {
            run(&demo, folder.path(), &command);
            looks += 1;
        } else {
            let mut watcher = Running::start(
                prepared(&demo, folder.path(), &command).env("PSEPHOS_SMTP_PASSWORD", "not asked for"),
            );
            watcher.await_line("on a list of");
            assert_eq!(watcher.stop(Signal::TERM), Some(0), "{command}");
            services += 1;
        }
    }
    assert_eq!((looks, services), (4, 1), "three looks, a line for cron, a unit for systemd");
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
    let mut child = prepared(demo, folder, command)
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

/// The command with the demo's own addresses.
fn prepared(demo: &Demo, folder: &Path, command: &str) -> Command {
    let words: Vec<String> = command
        .replace("http://127.0.0.1:8002", &demo.text("/ballot_box"))
        .replace("<poll id>", &demo.text("/poll"))
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let program = binary::psephos().with_file_name(&words[0]);
    assert!(program.is_file(), "{} is not built", program.display());
    let mut command = Command::new(program);
    command.args(&words[1..]).current_dir(folder);
    command
}
