//! Which hosts may receive a video's bytes.

use std::str::FromStr;

use url::Url;

/// The hosts an upload URL may name. TikTok chooses the URL, so this list is what keeps a forged or mistaken one
/// from sending a creator's video elsewhere.
///
/// Read from a comma-separated list of two kinds of entry:
///
/// - `.tiktokapis.com`: any host below that domain, by https on the default port only;
/// - `127.0.0.1:9000`: exactly that host and port, plain http allowed; meant for stand-ins.
///
/// A URL with a user name or password is never allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadHosts(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// With its leading dot, lower case.
    Suffix(String),
    HostPort {
        host: String,
        port: u16,
    },
}

/// Why a list of upload hosts was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UploadHostsError {
    /// With no entry at all nothing could ever be uploaded.
    #[error("no upload host is given")]
    Empty,
    /// The entry is of neither kind.
    #[error("upload host `{0}` is neither a domain suffix such as `.tiktokapis.com` nor `host:port`")]
    Entry(String),
}

impl UploadHosts {
    /// Whether bytes may be sent to this URL.
    #[must_use]
    pub fn allows(&self, url: &Url) -> bool {
        url.username().is_empty() && url.password().is_none() && self.0.iter().any(|entry| entry.allows(url))
    }
}

impl Entry {
    fn allows(&self, url: &Url) -> bool {
        let Some(url_host) = url.host_str() else { return false };
        match self {
            Self::Suffix(suffix) => {
                url.scheme() == "https"
                    && url.port().is_none()
                    && url.domain().is_some()
                    && url_host.len() > suffix.len()
                    && url_host.ends_with(suffix.as_str())
            }
            Self::HostPort { host, port } => {
                matches!(url.scheme(), "http" | "https")
                    && url_host == host
                    && url.port_or_known_default() == Some(*port)
            }
        }
    }
}

impl FromStr for UploadHosts {
    type Err = UploadHostsError;

    fn from_str(list: &str) -> Result<Self, Self::Err> {
        let entries = list.split(',').map(str::trim).filter(|entry| !entry.is_empty());
        let entries: Vec<Entry> = entries.map(Entry::from_str).collect::<Result<_, _>>()?;
        if entries.is_empty() { Err(UploadHostsError::Empty) } else { Ok(Self(entries)) }
    }
}

impl FromStr for Entry {
    type Err = UploadHostsError;

    fn from_str(entry: &str) -> Result<Self, Self::Err> {
        let parsed = if let Some(domain) = entry.strip_prefix('.') {
            suffix(domain)
        } else {
            entry.rsplit_once(':').and_then(|(host, port)| host_port(host, port))
        };
        parsed.ok_or_else(|| UploadHostsError::Entry(entry.to_owned()))
    }
}

/// A bare top-level domain is refused: `.com` would let in half the world.
fn suffix(domain: &str) -> Option<Entry> {
    let domain = bare_host(domain)?;
    domain.contains('.').then(|| Entry::Suffix(format!(".{domain}")))
}

fn host_port(host: &str, port: &str) -> Option<Entry> {
    Some(Entry::HostPort { host: bare_host(host)?, port: port.parse().ok()? })
}

/// The host as [`Url`] would spell it, so that both sides of a comparison are normalised alike.
fn bare_host(host: &str) -> Option<String> {
    let url = Url::parse(&format!("http://{host}/")).ok()?;
    let alone =
        url.username().is_empty() && url.port().is_none() && url.path() == "/" && url.query().is_none();
    let spelled = url.host_str()?.to_owned();
    (alone && !host.contains(['@', '/', '?', '#']) && !spelled.starts_with('.')).then_some(spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(list: &str, url: &str) -> bool {
        list.parse::<UploadHosts>().unwrap().allows(&url.parse().unwrap())
    }

    #[test]
    fn every_upload_host_tiktok_is_known_to_use_is_allowed() {
        for host in [
            "open-upload",
            "upload.us",
            "open-upload-va",
            "open-upload-sg",
            "open-upload-i18n",
            "open-upload.us",
        ] {
            assert!(
                allowed(".tiktokapis.com", &format!("https://{host}.tiktokapis.com/video/?upload_id=1")),
                "{host}"
            );
        }
    }

    #[test]
    fn lookalikes_other_schemes_ports_and_users_are_refused() {
        for url in [
            "http://open-upload.tiktokapis.com/",
            "https://open-upload.tiktokapis.com:8443/",
            "https://me@open-upload.tiktokapis.com/",
            "https://me:pw@open-upload.tiktokapis.com/",
            "https://tiktokapis.com/",
            "https://eviltiktokapis.com/",
            "https://tiktokapis.com.evil.example/",
            "https://evil.example/.tiktokapis.com",
            "https://evil.example/?x=.tiktokapis.com",
            "https://open-upload.tiktokapis.com./",
            "ftp://open-upload.tiktokapis.com/",
            "data:text/plain,.tiktokapis.com",
        ] {
            assert!(!allowed(".tiktokapis.com", url), "{url}");
        }
    }

    #[test]
    fn a_stand_in_is_reached_at_exactly_its_host_and_port() {
        let list = " .tiktokapis.com , 127.0.0.1:9000,[::1]:9001,stand-in:80 ";
        assert!(allowed(list, "http://127.0.0.1:9000/upload"));
        assert!(allowed(list, "https://127.0.0.1:9000/upload"));
        assert!(allowed(list, "http://[::1]:9001/upload"));
        assert!(allowed(list, "http://Stand-In/upload"));
        assert!(!allowed(list, "http://127.0.0.1:9001/upload"));
        assert!(!allowed(list, "http://me@127.0.0.1:9000/upload"));
        assert!(!allowed(list, "http://open-upload.tiktokapis.com/"));
    }

    #[test]
    fn entries_of_neither_kind_are_refused_by_name() {
        assert_eq!("".parse::<UploadHosts>(), Err(UploadHostsError::Empty));
        assert_eq!(" , ".parse::<UploadHosts>(), Err(UploadHostsError::Empty));
        for bad in [
            "tiktokapis.com",
            ".com",
            ".",
            "..com.example",
            "https://x.example:1",
            "me@x.example:1",
            "x:99999",
            ":80",
        ] {
            assert_eq!(bad.parse::<UploadHosts>(), Err(UploadHostsError::Entry(bad.to_owned())), "{bad}");
        }
    }
}
