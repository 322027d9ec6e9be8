//! A local deployment from nothing to ready.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Deref;

use secrecy::SecretString;
use tiktok_fake::Control;
use url::Url;

use crate::calls::{self, Call};
use crate::checkout::Checkout;
use crate::connect;
use crate::error::Error;
use crate::fake::Fake;
use crate::folder::{Folder, Turn};
use crate::functions;
use crate::issuer::{Issuer, Person};
use crate::mapping;
use crate::ministack::Ministack;
use crate::port;
use crate::progress::Progress;
use crate::python::{self, Environment};
use crate::sam::Sam;
use crate::stack::Stack;
use crate::tiktok::{self, TikTok};

/// What a deployment is to be like. The default takes any free ports and shows nothing, as tests want it.
#[derive(Debug)]
pub struct Options {
    /// MiniStack's port; 0 = any free one.
    pub port: u16,
    /// The TikTok to talk to.
    pub tiktok: TikTok,
    /// Parameters of the template that differ from what a local deployment sets.
    pub parameters: BTreeMap<String, String>,
    /// How the steps are shown.
    pub progress: Progress,
}

impl Default for Options {
    fn default() -> Self {
        let (tiktok, parameters) = (TikTok::default(), BTreeMap::new());
        Self { port: 0, tiktok, parameters, progress: Progress::Silent }
    }
}

/// A running deployment. It derefs to its [`Stack`]; dropping it ends everything that it started.
#[derive(Debug)]
pub struct Deployment {
    port: u16,
    stack: Stack,
    connect_link: String,
    pub(crate) sam: Sam,
    pub(crate) parameters: BTreeMap<String, String>,
    fake: Option<Fake>,
    issuer: Issuer,
    ministack: Ministack,
    // The last to go: its lock says that the others run.
    pub(crate) folder: Folder,
}

impl Deployment {
    /// Installs and builds what is missing, starts MiniStack and the fake TikTok, deploys the template and fills in
    /// the app secret.
    ///
    /// # Errors
    /// The first step that fails. Nothing is left running.
    pub async fn start(options: Options) -> Result<Self, Error> {
        if !cfg!(target_os = "linux") {
            return Err(Error::NotLinux);
        }
        let checkout = Checkout::here();
        let Options { port, tiktok, parameters, progress } = options;
        let port = port::free(port, "--port")?;
        if let TikTok::Fake(start) = &tiktok {
            port::free(start.port, "--fake-port")?;
        }
        let endpoint = format!("http://127.0.0.1:{port}");

        let step = progress.step("installing the tools");
        let turn = Turn::take(&checkout, &step).await?;
        let folder = Folder::make(&checkout, port, &turn)?;
        let tools = install(&checkout, &folder, &step).await?;
        step.done("");
        let sam = Sam::new(&checkout, tools.sam, &endpoint, folder.path().join("sam"));

        let step = progress.step("building the functions");
        functions::build(&sam, &folder.logs(), &step).await?;
        step.done("");

        let step = progress.step("starting MiniStack");
        let ministack = Ministack::start(&tools.ministack, port, folder.path()).await?;
        step.done(&endpoint);

        let step = progress.step("starting TikTok");
        let app = App::start(tiktok).await?;
        step.done(app.url.as_str());

        let issuer = Issuer::start().await?;
        let step = progress.step("deploying the template");
        let parameters = template_parameters(&app.url, &issuer, parameters);
        let log = folder.logs().join("sam-deploy.log");
        sam.deploy(&parameters, &log, |line| step.detail(line)).await?;
        mapping::make_concurrency_a_number(&endpoint).await?;
        let stack = Stack::new(&endpoint, sam.outputs().await?);
        drop(turn);
        step.done(stack.output("ApiUrl")?);

        let connect_key = tiktok::connect_key();
        stack.put_app_secret(&tiktok::app_secret(&app.client_key, &app.client_secret, &connect_key)).await?;
        if let Some(fake) = &app.fake {
            fake.put_app(tiktok::registered(fake.app(), stack.output("RedirectUri")?))?;
            let webhook_url = stack.output("WebhookUrl")?.to_owned();
            fake.update_settings(|settings| settings.webhook.url = Some(webhook_url));
        }
        issuer.register(stack.output("ConsoleRedirectUri")?);
        let connect_link = format!("{}?key={connect_key}", stack.output("ConnectUrl")?);
        Ok(Self { port, stack, connect_link, sam, parameters, fake: app.fake, issuer, ministack, folder })
    }

    /// MiniStack's port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The link that a creator opens to connect an account.
    pub fn connect_link(&self) -> &str {
        &self.connect_link
    }

    /// A link that opens the console, with somebody signed in whom the issuer knows.
    ///
    /// # Errors
    /// [`Error::OutputMissing`] where the template deploys no console.
    pub fn console_link(&self, email: &str) -> Result<Url, Error> {
        let unreadable = |source: url::ParseError| Error::Unreadable {
            what: "the console's address",
            source: source.into(),
        };
        let console: Url = self.output("ConsoleUrl")?.parse().map_err(unreadable)?;
        let mut link = console.join("/sign-in/go").map_err(unreadable)?;
        link.query_pairs_mut().append_pair("login_hint", email);
        Ok(link)
    }

    /// Lets somebody sign in to the console. What they may do there follows from the template's parameters: addresses below
    /// `@creators.example` are creators, and [`OPERATOR`](crate::OPERATOR) is the operator.
    pub fn let_in(&self, person: Person) {
        self.issuer.add(person);
    }

    /// Lets these people sign in to the console, and nobody else.
    pub fn people(&self, people: Vec<Person>) {
        self.issuer.set_people(people);
    }

    /// The fake TikTok's controls.
    ///
    /// # Errors
    /// [`Error::NoFake`] where the deployment talks to another TikTok.
    pub fn fake(&self) -> Result<&Control, Error> {
        self.fake.as_deref().ok_or(Error::NoFake)
    }

    /// Connects a creator whom the fake knows, by walking through the consent as a browser does.
    ///
    /// # Errors
    /// [`Error::NoFake`], [`Error::ConnectRefused`], or no answer on the way.
    pub async fn connect_creator(&self, username: &str) -> Result<(), Error> {
        let fake = self.fake()?;
        fake.set_next_creator(username)?;
        let asks = !fake.settings().auto_consent;
        fake.update_settings(|settings| settings.auto_consent = true);
        let walked = connect::walk(&self.connect_link, username).await;
        if asks {
            fake.update_settings(|settings| settings.auto_consent = false);
        }
        walked
    }

    /// Where MiniStack writes what it and the functions do.
    pub fn log(&self) -> std::path::PathBuf {
        self.folder.path().join("ministack.log")
    }

    /// Every action that a function's role has asked for, on which resource.
    ///
    /// # Errors
    /// Where the record of them cannot be read.
    pub fn calls(&self) -> Result<Vec<Call>, Error> {
        calls::read(self.folder.path())
    }

    /// Waits until MiniStack ends by itself, which it does only when something is wrong.
    ///
    /// # Errors
    /// Always [`Error::Silent`].
    pub async fn ended(&mut self) -> Result<Infallible, Error> {
        self.ministack.ended().await;
        Err(Error::Silent { stand_in: "MiniStack", log: self.log() })
    }

    /// Ends everything that was started, and waits until it is gone. Dropping does the same without waiting.
    pub async fn stop(self) {
        self.ministack.stop().await;
    }
}

impl Deref for Deployment {
    type Target = Stack;

    fn deref(&self) -> &Stack {
        &self.stack
    }
}

struct Tools {
    sam: Environment,
    ministack: Environment,
}

async fn install(checkout: &Checkout, folder: &Folder, step: &crate::progress::Step) -> Result<Tools, Error> {
    let logs = folder.logs();
    let (sam, ministack) = tokio::try_join!(
        python::environment(checkout, "sam", &logs, step),
        python::environment(checkout, "ministack", &logs, step),
    )?;
    Ok(Tools { sam, ministack })
}

/// The app at its TikTok.
struct App {
    url: Url,
    client_key: String,
    client_secret: SecretString,
    fake: Option<Fake>,
}

impl App {
    async fn start(tiktok: TikTok) -> Result<Self, Error> {
        match tiktok {
            TikTok::Other { url, client_key, client_secret } => {
                Ok(Self { url, client_key, client_secret, fake: None })
            }
            TikTok::Fake(start) => {
                let fake = Fake::start(*start).await?;
                let tiktok_fake::App { client_key, client_secret, .. } = fake.app();
                let url = fake.base_url().parse().map_err(|_| Error::NoFake)?;
                Ok(Self { url, client_key, client_secret: client_secret.into(), fake: Some(fake) })
            }
        }
    }
}

/// What a local deployment tells the template; `chosen` wins.
fn template_parameters(
    tiktok: &Url,
    issuer: &Issuer,
    chosen: BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let mut parameters = tiktok::parameters(tiktok);
    parameters.extend(issuer.parameters());
    parameters.insert("Architecture".to_owned(), functions::architecture().to_owned());
    // The stand-in has no TLS, and enforces the bucket's policy all the same.
    parameters.insert("RequireTls".to_owned(), "off".to_owned());
    // So that nobody waits ten minutes to see a token refreshed.
    parameters.insert("TokenRefreshSchedule".to_owned(), "rate(1 minute)".to_owned());
    parameters.extend(chosen);
    parameters
}
