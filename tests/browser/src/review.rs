//! A page as different people see it: by day, by night, on a phone; looked at by axe and kept as a picture.

use crate::browser::{Browser, PHONE};
use crate::error::Error;
use crate::npm;
use serde_json::{Value, json};

/// What axe calls an impact that keeps people from using a page.
const SERIOUS: [&str; 2] = ["serious", "critical"];

/// axe's own findings, with the first places of each. What it cannot decide is not a finding.
const RUN_AXE: &str = "
axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map((found) => ({
    id: found.id, impact: found.impact, help: found.help,
    places: found.nodes.slice(0, 3).map((node) => node.html + ' ' + (node.any[0]?.message ?? '')),
})))
";

/// A way to look at a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    Light,
    Dark,
    Phone,
}

const LOOKS: [Look; 3] = [Look::Light, Look::Dark, Look::Phone];

/// What is wrong with a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// What axe finds serious or critical, in words, with the look and the place.
    pub violations: Vec<String>,
    /// How many CSS pixels the page is wider than a phone.
    pub too_wide: u64,
}

impl Browser {
    /// Looks at the page in light, in dark and on a phone, lets axe judge each look, and leaves a picture of each under this
    /// name for people to look at.
    ///
    /// # Errors
    /// See [`Error`].
    pub async fn review(&self, name: &str) -> Result<Review, Error> {
        let mut review = Review::default();
        for look in LOOKS {
            self.take_on(look).await?;
            self.picture(&format!("{name}-{}", look.name())).await?;
            let found = self.ask_axe().await?;
            review.violations.extend(found.iter().map(|violation| format!("{}: {violation}", look.name())));
            if look == Look::Phone {
                let needed = self.ask("return document.documentElement.scrollWidth;", Vec::new()).await?;
                review.too_wide = needed.as_u64().unwrap_or_default().saturating_sub(u64::from(PHONE.0));
            }
        }
        self.take_on(Look::Light).await?;
        Ok(review)
    }

    async fn take_on(&self, look: Look) -> Result<(), Error> {
        let scheme = json!({ "name": "prefers-color-scheme", "value": look.scheme() });
        // Colours that fade from one scheme to the other would be judged half way.
        let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": [scheme, still] })).await?;
        match look {
            Look::Light | Look::Dark => {
                self.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await?
            }
            Look::Phone => self.devtools("Emulation.setDeviceMetricsOverride", Self::phone()).await?,
        };
        Ok(())
    }

    /// All of the page, from its head to its foot.
    async fn picture(&self, name: &str) -> Result<(), Error> {
        let size = self.devtools("Page.getLayoutMetrics", json!({})).await?["cssContentSize"].take();
        let clip = json!({ "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1 });
        let picture = json!({ "format": "png", "captureBeyondViewport": true, "clip": clip });
        let picture = self.devtools("Page.captureScreenshot", picture).await?;
        let picture = base64::Engine::decode(
            &base64::engine::general_purpose::STANDARD,
            picture["data"].as_str().unwrap_or_default(),
        );
        let picture = picture.map_err(std::io::Error::other)?;
        Ok(std::fs::write(self.pictures.join(format!("{name}.png")), picture)?)
    }

    /// What axe has to say. It is brought in through DevTools, which no page's policy keeps out.
    async fn ask_axe(&self) -> Result<Vec<String>, Error> {
        if self.ask("return typeof axe === 'object';", Vec::new()).await? != json!(true) {
            self.evaluate(npm::axe().await?).await?;
        }
        let found: Vec<Value> = serde_json::from_value(self.evaluate(RUN_AXE).await?)?;
        let is_serious = |found: &&Value| SERIOUS.iter().any(|impact| found["impact"] == *impact);
        Ok(found.iter().filter(is_serious).map(Value::to_string).collect())
    }

    async fn evaluate(&self, expression: &str) -> Result<Value, Error> {
        let run = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut answer = self.devtools("Runtime.evaluate", run).await?;
        match answer.get("exceptionDetails") {
            None => Ok(answer["result"]["value"].take()),
            Some(thrown) => Err(Error::Thrown(thrown["exception"]["description"].to_string())),
        }
    }
}

impl Look {
    const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Phone => "phone",
        }
    }

    const fn scheme(self) -> &'static str {
        match self {
            Self::Light | Self::Phone => "light",
            Self::Dark => "dark",
        }
    }
}
