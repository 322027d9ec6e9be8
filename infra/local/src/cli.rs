//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use local::{Error, Record};
use secrecy::SecretString;
use url::Url;

use crate::{print, send, up};

/// MiniStack's port unless another is named: its own default.
pub(crate) const PORT: u16 = 4566;

/// Runs the whole of Reeldrop on this machine: the real template on MiniStack, a stand-in for AWS, and on a fake TikTok.
///
/// It installs what it needs into .venv, builds the functions, deploys the template, connects a demo creator, drops a
/// sample video into the bucket and follows it until it is published. Where there is a desktop, it opens the console as the
/// demo operator. Then it stays up for videos of your own, until you press Ctrl-C, which ends everything.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo local", max_term_width = 110, args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  cargo local                              the demo, then a stack to play with
  cargo local --once                       the demo alone; ends with 0 or 1
  cargo local --no-demo                    the stack alone, with a link to connect a creator
  cargo local post clip.mp4 --caption Hi   in another terminal: post a video
  cargo local posts                        what became of all of them
  cargo local posts reeldrop_demo/clip.mp4 the whole story of one
  cargo local disconnect some_creator      end an account's connection
  cargo local logs publish --follow        what a function says")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// MiniStack's port, which tells one deployment from another; 0 takes any free one.
    #[arg(long, default_value_t = PORT, global = true)]
    port: u16,
    #[command(flatten)]
    up: Up,
}

/// How a deployment is brought up.
#[derive(Debug, Args)]
pub(crate) struct Up {
    /// End after the demo: with 0 when the sample was published, with 1 when it was not.
    #[arg(long)]
    pub(crate) once: bool,
    /// Leave the demo out: no creator is connected, and nothing is posted.
    #[arg(long, conflicts_with = "once")]
    pub(crate) no_demo: bool,
    /// Do not open the console in a browser; its link is printed anyway.
    #[arg(long)]
    pub(crate) no_open: bool,
    /// The fake TikTok's port; 0 takes any free one.
    #[arg(long, default_value_t = 4577)]
    pub(crate) fake_port: u16,
    /// Deploy against another TikTok than the fake, by its base URL, without the demo. With the real one, what you post is
    /// posted.
    #[arg(long, value_name = "URL")]
    pub(crate) tiktok: Option<Url>,
    /// The app's client key at that TikTok.
    #[arg(
        long,
        env = "TIKTOK_CLIENT_KEY",
        default_value = "",
        hide_default_value = true,
        hide_env_values = true
    )]
    pub(crate) client_key: String,
    /// The app's client secret at that TikTok; better given by the environment.
    #[arg(
        long,
        env = "TIKTOK_CLIENT_SECRET",
        default_value = "",
        hide_default_value = true,
        hide_env_values = true
    )]
    pub(crate) client_secret: SecretString,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Post a video through the deployment that runs, and follow it.
    Post(Post),
    /// List the posts of the deployment that runs, with their states and reasons; or tell the whole story of one.
    Posts {
        /// The id of a post, or the key of its video.
        post: Option<String>,
        /// As JSON, for programs.
        #[arg(long)]
        json: bool,
    },
    /// End a creator's connection, as an operator does on AWS.
    ///
    /// The permission is taken back at TikTok, the tokens are given up for deletion in seven days, and nothing is posted for
    /// the account any more: its queued posts are held as they fall due. They go on by themselves once the same creator has
    /// opened the connect link again.
    Disconnect {
        /// The account's username or `open_id`, as its folder is named.
        account: String,
    },
    /// Show what the functions of the deployment that runs have logged.
    Logs {
        /// One function, such as `publish`; all of them without it.
        function: Option<String>,
        /// Go on as they log more, until Ctrl-C.
        #[arg(long, short)]
        follow: bool,
    },
}

/// A video to post. Sending it this way also says that its music may be used.
#[derive(Debug, Args)]
pub(crate) struct Post {
    /// The video.
    pub(crate) file: PathBuf,
    /// Whose post it is: the username or `open_id` of a connected creator.
    #[arg(long, default_value = "reeldrop_demo")]
    pub(crate) account: String,
    /// The caption, with hashtags and mentions.
    #[arg(long)]
    pub(crate) caption: Option<String>,
    /// Who may see it.
    #[arg(long, default_value = "SELF_ONLY")]
    pub(crate) privacy_level: String,
    /// Any other option by its metadata name, such as `allow-comment=true` or `publish-at=2030-01-01T12:00:00Z`.
    #[arg(long = "option", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub(crate) options: Vec<(String, String)>,
}

fn name_and_value(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl Cli {
    /// Does what was asked for.
    pub(crate) async fn run(self) -> ExitCode {
        self.obey().await.unwrap_or_else(|error| {
            print::error(&error);
            ExitCode::FAILURE
        })
    }

    async fn obey(self) -> Result<ExitCode, Error> {
        match self.command {
            None => up::up(self.up, self.port).await,
            Some(Command::Post(post)) => send::send(post, self.port).await,
            Some(Command::Posts { post: None, json }) => {
                print::posts(&Record::find(self.port).await?.stack.posts().await?, json);
                Ok(ExitCode::SUCCESS)
            }
            Some(Command::Posts { post: Some(name), json }) => {
                let posts = Record::find(self.port).await?.stack.posts().await?;
                let meant: Vec<_> = posts.into_iter().filter(|post| post.is_called(&name)).collect();
                if meant.is_empty() {
                    return Err(Error::NoSuchPost { name });
                }
                print::stories(&meant, json);
                Ok(ExitCode::SUCCESS)
            }
            Some(Command::Disconnect { account }) => {
                let record = Record::find(self.port).await?;
                print::disconnected(&record.stack.disconnect(&account).await?, &record.connect_link);
                Ok(ExitCode::SUCCESS)
            }
            Some(Command::Logs { function, follow }) => {
                Record::find(self.port).await?.show_logs(function.as_deref(), follow).await?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
