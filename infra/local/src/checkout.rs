//! Where things are in the checkout that this crate was built from.

use std::path::{Path, PathBuf};

/// The checkout's root, and the places in it that a local deployment uses.
#[derive(Clone, Debug)]
pub struct Checkout {
    root: PathBuf,
}

impl Checkout {
    /// The checkout that this crate was built from.
    pub fn here() -> Self {
        let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_dir.ancestors().nth(2).unwrap_or(crate_dir);
        Self { root: root.to_owned() }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The Python environments.
    pub(crate) fn environments(&self) -> PathBuf {
        self.root.join(".venv")
    }

    /// The pinned contents of one Python environment.
    pub(crate) fn requirements(&self, environment: &str) -> PathBuf {
        self.root.join("infra/local/requirements").join(environment).with_extension("txt")
    }

    /// Everything that local deployments write, apart from what is built and installed.
    pub(crate) fn state(&self) -> PathBuf {
        self.root.join(".local")
    }

    /// The video that the demo posts.
    pub fn sample_video(&self) -> PathBuf {
        self.root.join("tests/data/sample.mp4")
    }
}
