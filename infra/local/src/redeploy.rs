//! What an operator does to a deployment that runs: deploy once more, and take it down.

use crate::checkout::Checkout;
use crate::deployment::Deployment;
use crate::error::Error;
use crate::folder::Turn;
use crate::mapping;
use crate::progress::Progress;

/// How SAM says that there is nothing to do.
const NO_CHANGES: &str = "No changes to deploy";

/// What a deployment after the first has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redeployed {
    /// CloudFormation has found nothing to change.
    Unchanged,
    /// Something was changed.
    Changed,
}

impl Deployment {
    /// Deploys what was built once more, with the same parameters but for those in `changes`.
    ///
    /// # Errors
    /// [`Error::Failed`] with what SAM said.
    pub async fn deploy_again(&self, changes: &[(&str, &str)]) -> Result<Redeployed, Error> {
        // Nobody may build meanwhile, or something else would be deployed.
        let _turn = Turn::take(&Checkout::here(), &Progress::Silent.step("deploying again")).await?;
        let mut parameters = self.parameters.clone();
        parameters.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let log = self.folder.logs().join("sam-deploy-again.log");
        let mut redeployed = Redeployed::Changed;
        let deploy = self.sam.deploy(&parameters, &log, |line| {
            if line.contains(NO_CHANGES) {
                redeployed = Redeployed::Unchanged;
            }
        });
        deploy.await?;
        mapping::make_concurrency_a_number(self.endpoint()).await?;
        Ok(redeployed)
    }

    /// Deletes the stack. MiniStack and what the template retains stay.
    ///
    /// # Errors
    /// [`Error::Failed`] with what SAM said.
    pub async fn delete_stack(&self) -> Result<(), Error> {
        self.sam.delete(&self.folder.logs().join("sam-delete.log")).await
    }
}
