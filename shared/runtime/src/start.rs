//! The start of a function, and the one place where a start that fails is told.

use crate::environment::Environment;
use crate::error_chain::chain;
use crate::telemetry::start_logs;
use std::error::Error;
use std::process::ExitCode;

/// Reads the environment, starts the logs, and runs the function. When it ends with an error, such as a setting that is
/// missing, that is one line of the log, and the process fails: Lambda reports it, and tries again with the next event.
pub async fn start<F>(run: impl FnOnce(Environment) -> F) -> ExitCode
where
    F: Future<Output = Result<(), Box<dyn Error + Send + Sync>>>,
{
    let environment = Environment::read();
    let ran = match start_logs(&environment) {
        // Boxed, because the compiler measures one future inside the other only so deep.
        Ok(()) => Box::pin(run(environment)).await,
        Err(error) => Err(error.into()),
    };
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = chain(error.as_ref()), "the function cannot run");
            ExitCode::FAILURE
        }
    }
}
