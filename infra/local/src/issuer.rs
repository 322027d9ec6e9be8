//! Who says who the people of the console are: a stand-in that believes everybody, on a thread of its own so that it
//! outlives the runtime of whoever started it.

use std::collections::BTreeMap;
use std::ops::Deref;

pub use openid_fake::Person;
use openid_fake::{CLIENT_ID, Control, OpenIdFake, Start, StartError};
use tokio::sync::oneshot;

/// The one operator.
pub const OPERATOR: &str = "operator@reeldrop.example";

/// Everybody with an address here is a creator.
const CREATORS: &str = "@creators.example";

/// A running issuer. It derefs to its [`Control`], and stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Issuer {
    control: Control,
    // The thread ends when this is dropped.
    _stop: oneshot::Sender<()>,
}

impl Issuer {
    /// Starts it on any free port.
    pub(crate) async fn start() -> Result<Self, StartError> {
        let (stop, stopped) = oneshot::channel();
        let (started, control) = oneshot::channel();
        let serve = async move {
            match OpenIdFake::start(Start { people: people(), ..Start::default() }).await {
                Ok(issuer) => {
                    // Nobody waits, and nobody holds `stop` any more either, when the start was given up.
                    let _ = started.send(Ok((*issuer).clone()));
                    let _ = stopped.await;
                }
                Err(error) => {
                    let _ = started.send(Err(error));
                }
            }
        };
        std::thread::spawn(move || {
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() {
                runtime.block_on(serve);
            }
        });
        let no_thread = |_| StartError::Bind { port: 0, source: std::io::ErrorKind::OutOfMemory.into() };
        Ok(Self { control: control.await.map_err(no_thread)??, _stop: stop })
    }

    /// What the template is told of it, and of who its people are.
    pub(crate) fn parameters(&self) -> BTreeMap<String, String> {
        [
            ("OidcIssuer", self.url()),
            ("OidcClientId", CLIENT_ID),
            ("ConsoleOperators", OPERATOR),
            ("ConsoleCreators", CREATORS),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }
}

/// Who can sign in from the start.
fn people() -> Vec<Person> {
    vec![
        Person::new(OPERATOR, "Demo Operator"),
        Person::new(&format!("demo{CREATORS}"), "Demo Creator"),
        Person::new(&format!("second{CREATORS}"), "Second Creator"),
    ]
}

impl Deref for Issuer {
    type Target = Control;

    fn deref(&self) -> &Control {
        &self.control
    }
}
