//! Measures the deployed functions from outside. `cargo bench-all --help` says how.

mod binaries;
mod cli;
mod figure;
mod function;
mod memory;
mod plot;
mod python;
mod relay;
mod report;
mod scale;
mod stand_in;
mod start;
mod world;

use binaries::Binaries;
use clap::Parser;
use cli::{Cli, Inner, Part};
use indicatif::{ProgressBar, ProgressStyle};
use report::Section;
use std::error::Error;
use std::io::{self, Write};
use std::time::Duration;
use world::World;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let cli = Cli::parse();
    match cli.inner {
        Some(Inner::Pipe { from, to }) => relay::pipe(from, to).await,
        None => Ok(measure(&cli).await?),
    }
}

async fn measure(cli: &Cli) -> io::Result<()> {
    let binaries =
        cli.binaries.clone().map_or_else(Binaries::build, |folder| Ok(Binaries::in_folder(folder)))?;
    let world = World::start(binaries).await?;
    for part in cli.chosen() {
        let section = section(&world, part, cli).await?;
        section.keep(cli.write)?;
        writeln!(io::stdout(), "\n## {}\n\n{}", section.name, section.tables)?;
    }
    Ok(())
}

async fn section(world: &World, part: Part, cli: &Cli) -> io::Result<Section> {
    let bar = ProgressBar::new_spinner();
    bar.set_style(
        ProgressStyle::with_template("{spinner} {elapsed} {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar.enable_steady_tick(Duration::from_millis(100));
    let tell = |what: &str| bar.set_message(what.to_owned());
    match part {
        Part::Relay => {
            python::install()?;
            relay::section(world, cli.rounds(), cli.full, tell).await
        }
        Part::Memory => memory::section(world, cli.rounds(), cli.full, tell).await,
        Part::Start => {
            Binaries::build_floor()?;
            start::section(world, cli.rounds(), tell).await
        }
        Part::Scale => {
            bar.finish_and_clear();
            scale::section()
        }
    }
}
