//! Every setting that the template gives to a function, with a value that is right and some that are not.

/// A setting.
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) right: &'static str,
    /// What cannot be used, and what is said of it beside the setting's name and the value.
    pub(crate) wrong: &'static [(&'static str, &'static str)],
}

const fn text(name: &'static str, right: &'static str) -> Setting {
    Setting { name, right, wrong: &[] }
}

/// All settings of all functions.
pub(crate) const SETTINGS: [Setting; 28] = [
    text("ACCOUNTS_TABLE", "accounts"),
    text("ALERTS_TOPIC", "arn:aws:sns:eu-central-1:000000000000:alerts"),
    text("APP_SECRET", "app"),
    Setting {
        name: "CHUNK_SIZE_BYTES",
        right: "10485760",
        wrong: &[("4999999", "from 5000000 to 64000000"), ("ten", "from 5000000 to 64000000")],
    },
    Setting {
        name: "CONSOLE_CREATORS",
        right: "group:video,@studio.example",
        wrong: &[("ann", "neither an e-mail address")],
    },
    Setting {
        name: "CONSOLE_OPERATORS",
        right: "ann@example.com",
        wrong: &[("group:", "neither an e-mail address"), ("*", "name the operators")],
    },
    text("CONSOLE_SECRET", "console"),
    Setting {
        name: "DAILY_POST_CAP",
        right: "15",
        wrong: &[("0", "from 1 to 1000"), ("-1", "from 1 to 1000")],
    },
    Setting {
        name: "LOG_LEVEL",
        right: "info",
        wrong: &[("loud", "none of error, warn, info, debug, trace")],
    },
    text("OAUTH_STATES_TABLE", "states"),
    text("OIDC_CLIENT_ID", "console"),
    Setting {
        name: "OIDC_ISSUER",
        right: "https://issuer.example",
        wrong: &[("issuer.example", "URL"), ("http://issuer.example", "no https URL")],
    },
    Setting { name: "PKCE", right: "on", wrong: &[("yes", "none of on, off")] },
    text("POSTS_TABLE", "posts"),
    Setting {
        name: "POST_RETENTION_DAYS",
        right: "400",
        wrong: &[("29", "30 to 3650 days"), ("", "not set")],
    },
    Setting { name: "PRIVACY_FALLBACK", right: "self_only", wrong: &[("public", "none of self_only, fail")] },
    text("PUBLIC_URL", "https://reeldrop.example"),
    text("PUBLISH_QUEUE_URL", "https://queue.example/publish"),
    text("STACK_NAME", "reeldrop"),
    text("THUMBNAILS_TABLE", "thumbnails"),
    Setting { name: "TIKTOK_API_URL", right: "https://api.example", wrong: &[("api.example", "URL")] },
    Setting { name: "TIKTOK_AUTHORIZE_URL", right: "https://www.example/auth", wrong: &[("www", "URL")] },
    Setting {
        name: "TIKTOK_UPLOAD_HOSTS",
        right: ".uploads.example",
        wrong: &[("uploads.example", "neither a domain suffix")],
    },
    text("TOKEN_SECRET_PREFIX", "reeldrop/tokens/"),
    Setting { name: "UNAUDITED_POSTS", right: "wait", wrong: &[("post", "none of wait, fail")] },
    text("UPLOADS_BUCKET", "uploads"),
    text("UPLOADS_HOST", "uploads.s3.eu-central-1.amazonaws.com"),
    Setting {
        name: "WEBHOOK_AGE_MAX_HOURS",
        right: "73",
        wrong: &[("169", "from 1 to 168"), ("1.5", "from 1 to 168")],
    },
];

/// The settings that the template gives to the function whose code lies in this folder.
pub(crate) fn of(folder: &str) -> Vec<&'static Setting> {
    const TEMPLATE: &str = include_str!("../../../infra/template.yaml");
    let from = TEMPLATE.find(&format!("CodeUri: ../functions/{folder}\n"));
    let from = from.unwrap_or_else(|| panic!("the template has no function of the folder {folder}"));
    let variables = TEMPLATE[from..].split("        Variables:\n").nth(1).unwrap_or_default();
    let lines = variables.lines().take_while(|line| line.starts_with("          "));
    let names = lines.filter_map(|line| Some(line.trim().split_once(':')?.0));
    names.map(|name| SETTINGS.iter().find(|setting| setting.name == name).expect(name)).collect()
}
