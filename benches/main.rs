//! The marks: how fast Artigrid is beside what this machine can do at all.
//!
//! Absolute numbers say more about the machine than about the program, so each of ours stands beside a baseline of
//! the same shape, measured in the same run, taking turns: a bare stream with the same digests at both ends, a bare
//! unary call, a loop of durable file writes, the S3 server without us, the Python library. Every server, ours and bare,
//! is a process of its own.
//!
//! `benches/run` builds and starts this; see there for how to call it. Baselines are this program again, started with
//! the hidden argument `serve`.
#![expect(clippy::print_stdout, reason = "a program for the terminal")]
#![expect(
    clippy::disallowed_methods,
    reason = "measures real time, in a runtime of its own that nothing drains"
)]

mod baseline_chuk;
mod baseline_disk;
mod baseline_grpc;
mod baseline_s3;
mod baseline_tcp;
mod catalog;
mod child;
mod client;
mod durable;
mod ours;
mod report;
mod s3;
mod sessions;
mod small;
mod transfers;

use std::env;
use std::process::ExitCode;

/// A measurement that fails is a fault to be seen, whatever its kind.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How much to measure.
#[derive(Clone, Copy)]
struct Effort {
    /// For a look, not for a decision: small sizes, few repetitions.
    quick: bool,
    /// How often each contender has its turn.
    repetitions: usize,
}

const KIB: u64 = 1 << 10;
const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

const SUITES: [&str; 6] = ["transfers", "small", "durable", "catalog", "s3", "sessions"];

#[tokio::main]
async fn main() -> ExitCode {
    // Cargo adds `--bench` to what it starts.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match run(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("failed: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &[String]) -> Outcome<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["serve", "tcp"] => return baseline_tcp::serve().await,
        ["serve", "grpc", digests] => return baseline_grpc::serve(digests.parse()?).await,
        _ => {}
    }

    let quick = words.contains(&"--quick");
    let named: Vec<&str> = words.into_iter().filter(|word| *word != "--quick").collect();
    if let Some(unknown) = named.iter().find(|name| !SUITES.contains(name)) {
        return Err(format!("no suite is called {unknown}; there are: {}", SUITES.join(", ")).into());
    }
    let effort = Effort { quick, repetitions: if quick { 3 } else { 7 } };
    for suite in SUITES.into_iter().filter(|suite| named.is_empty() || named.contains(suite)) {
        let report = match suite {
            "transfers" => transfers::measure(effort).await?,
            "small" => small::measure(effort).await?,
            "durable" => durable::measure(effort).await?,
            "catalog" => catalog::measure(effort).await?,
            other => {
                let report = if other == "s3" {
                    s3::measure(effort).await?
                } else {
                    sessions::measure(effort).await?
                };
                let Some(report) = report else { continue };
                report
            }
        };
        report.save()?;
        println!("{report}");
    }
    Ok(())
}

/// Says, so that nobody misses it, what was not measured and why.
fn say_skipped<T>(what: &str, why: &str) -> Option<T> {
    println!("\n!!! SKIPPED, {what}: {why}");
    None
}
