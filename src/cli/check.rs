//! `artigrid check`: does everything work that the running server depends on?

use artigrid_client::admin::ConfigurationCheck;
use clap::Args;
use serde_json::json;

use super::admin::micros;
use super::connect::{Connector, Purpose};
use super::failure::{Failure, UNAVAILABLE};
use super::output::Output;
use super::table::{Columns, plain};

/// Flags of `check`.
#[derive(Debug, Args)]
pub struct Check {}

impl Check {
    pub(super) async fn run(self, connector: &Connector, output: &mut Output) -> Result<(), Failure> {
        let told = connector.client(Purpose::Server)?.admin().validate_configuration().await?;
        if output.is_json() {
            let checks = told.checks.iter().map(|check| {
                json!({ "name": check.name, "ok": check.ok, "message": check.message, "took_us": took(check) })
            });
            output.line(json!({ "valid": told.valid, "checks": checks.collect::<Vec<_>>() })).await?;
        } else {
            output.text(&table(&told)).await?;
        }
        if told.valid { Ok(()) } else { Err(Failure::Told(UNAVAILABLE)) }
    }
}

fn took(check: &artigrid_client::raw::v1::validate_configuration_response::Check) -> i64 {
    check.took.as_ref().map_or(0, |took| micros(took.seconds, took.nanos))
}

fn table(told: &ConfigurationCheck) -> String {
    let rows = told.checks.iter().map(|check| {
        let took = format!("{} µs", took(check));
        [took, if check.ok { "ok" } else { "FAILED" }.to_owned(), plain(&check.name), plain(&check.message)]
    });
    Columns::new().lay_out(&rows.collect::<Vec<_>>())
}
