//! An S3 bucket, or one that speaks like it: where it is, who we are there, how its objects are encrypted.
//!
//! The variables are those of AWS's own tools and of the Python package. Without keys in them the default chain of AWS
//! finds some: profiles, web identity, the container's or the machine's role. A store of a mount is written as a URL and
//! has everything that its URL does not say from the same variables.

use std::time::Duration;

use clap::Args;

use super::secret::{Secret, value_or_file};
use super::units::{duration, size};
use super::{Faults, given};

/// Variables of S3 and IBM COS.
#[derive(Clone, Default, Args)]
#[command(next_help_heading = "S3 and IBM COS")]
pub struct S3Args {
    /// The bucket of providers `s3` and `ibm_cos`.
    #[arg(long, env = "ARTIFACT_BUCKET", value_name = "BUCKET")]
    pub bucket: Option<String>,
    /// What the key of every object in the bucket begins with, so that several servers can share one.
    #[arg(long, env = "ARTIGRID_S3_PREFIX", value_name = "PREFIX")]
    pub s3_prefix: Option<String>,
    /// Where a compatible store answers, as `https://host:port` [default: AWS].
    #[arg(long, env = "S3_ENDPOINT_URL", value_name = "URL")]
    pub s3_endpoint_url: Option<String>,
    /// As S3_ENDPOINT_URL, which wins.
    #[arg(long, env = "AWS_ENDPOINT_URL_S3", value_name = "URL", hide = true)]
    pub aws_endpoint_url_s3: Option<String>,
    /// The region [default: what the chain of AWS finds, else us-east-1].
    #[arg(long, env = "AWS_REGION", value_name = "REGION")]
    pub aws_region: Option<String>,
    /// The access key's id; without one the default chain of AWS looks for credentials.
    #[arg(long, env = "AWS_ACCESS_KEY_ID", value_name = "ID")]
    pub aws_access_key_id: Option<String>,
    /// The access key's secret.
    #[arg(long, env = "AWS_SECRET_ACCESS_KEY", value_name = "SECRET", hide_env_values = true)]
    pub aws_secret_access_key: Option<String>,
    /// A file that holds AWS_SECRET_ACCESS_KEY.
    #[arg(long, env = "AWS_SECRET_ACCESS_KEY_FILE", value_name = "FILE")]
    pub aws_secret_access_key_file: Option<String>,
    /// The token that belongs to a temporary access key.
    #[arg(long, env = "AWS_SESSION_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub aws_session_token: Option<String>,
    /// A file that holds AWS_SESSION_TOKEN.
    #[arg(long, env = "AWS_SESSION_TOKEN_FILE", value_name = "FILE")]
    pub aws_session_token_file: Option<String>,
    /// The HMAC access key's id of provider `ibm_cos` [default: AWS_ACCESS_KEY_ID].
    #[arg(long, env = "IBM_COS_ACCESS_KEY", value_name = "ID")]
    pub ibm_cos_access_key: Option<String>,
    /// The HMAC access key's secret of provider `ibm_cos`.
    #[arg(long, env = "IBM_COS_SECRET_KEY", value_name = "SECRET", hide_env_values = true)]
    pub ibm_cos_secret_key: Option<String>,
    /// A file that holds IBM_COS_SECRET_KEY.
    #[arg(long, env = "IBM_COS_SECRET_KEY_FILE", value_name = "FILE")]
    pub ibm_cos_secret_key_file: Option<String>,
    /// Where provider `ibm_cos` answers; its region is read from the host's name unless AWS_REGION says it.
    #[arg(long, env = "IBM_COS_ENDPOINT", value_name = "URL", default_value = COS_ENDPOINT)]
    pub ibm_cos_endpoint: String,
    /// How a bucket is addressed: `path`, `virtual` (as a part of the host's name), or `auto`: virtual on AWS, path elsewhere.
    #[arg(long, env = "ARTIGRID_S3_ADDRESSING", value_name = "STYLE", default_value = "auto")]
    pub s3_addressing: String,
    /// Encryption at rest that every object asks for: `AES256` or `aws:kms` [default: what the bucket does by itself].
    #[arg(long, env = "S3_SSE_ALGORITHM", value_name = "ALGORITHM")]
    pub s3_sse_algorithm: Option<String>,
    /// The key's id for `aws:kms` [default: the account's own].
    #[arg(long, env = "S3_SSE_KMS_KEY_ID", value_name = "KEY")]
    pub s3_sse_kms_key_id: Option<String>,
    /// Checksums that the SDK adds to requests and looks for in answers: `when_supported`, `when_required`, or `auto`: the
    /// former on AWS, the latter elsewhere, since many compatible stores refuse them. Ours are kept in any case.
    #[arg(long, env = "ARTIGRID_S3_CHECKSUMS", value_name = "WHEN", default_value = "auto")]
    pub s3_checksums: String,
    /// How long the store may give no sign before a request ends with BACKEND_UNAVAILABLE, tries again included. A body
    /// that moves may take as long as it takes.
    #[arg(long, env = "ARTIGRID_S3_TIMEOUT", value_name = "TIME", default_value = "30s")]
    pub s3_timeout: String,
    /// The least size of a part of a large object; parts grow with its size.
    #[arg(long, env = "ARTIGRID_S3_PART_SIZE", value_name = "SIZE", default_value = "8MiB")]
    pub s3_part_size: String,
    /// Memory of all parts together that are being filled or sent, for the whole process; a part is at most half of it.
    #[arg(long, env = "ARTIGRID_S3_BUFFERS", value_name = "SIZE", default_value = "256MiB")]
    pub s3_buffers: String,
}

/// Where the Python package looks for IBM COS.
const COS_ENDPOINT: &str = "https://s3.us-south.cloud-object-storage.appdomain.cloud";
/// S3 takes no smaller part, but for the last.
const LEAST_PART: u64 = 5 << 20;
/// The largest part: 5 GiB is what S3 takes, and a part is in memory.
const LARGEST_PART: u64 = 1 << 30;

/// Secrets stay out of it.
impl std::fmt::Debug for S3Args {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Args").field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

/// A bucket, and everything that is needed to speak with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Config {
    /// What artifacts show as their provider.
    pub flavor: S3Flavor,
    /// The bucket's name.
    pub bucket: String,
    /// Empty, or what every key begins with, a slash at its end.
    pub prefix: String,
    /// Where it answers, if not at AWS.
    pub endpoint: Option<String>,
    /// The region, if it is said.
    pub region: Option<String>,
    /// Keys, if they are said.
    pub keys: Option<S3Keys>,
    /// Is the bucket a part of the path, rather than of the host's name?
    pub path_style: bool,
    /// Encryption at rest that every object asks for.
    pub encryption: Option<S3Encryption>,
    /// Does the SDK add checksums wherever they are supported, rather than where they are required?
    pub sdk_checksums: bool,
    /// How long the store may give no sign.
    pub timeout: Duration,
    /// The least size of a part, in bytes.
    pub part_size: u64,
}

/// Which preset it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum S3Flavor {
    /// AWS, or compatible.
    #[default]
    S3,
    /// IBM Cloud Object Storage.
    IbmCos,
}

/// An access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Keys {
    /// Its id, which is no secret.
    pub id: String,
    /// Its secret.
    pub secret: Secret,
    /// The token of a temporary one.
    pub token: Option<Secret>,
}

/// Encryption at rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum S3Encryption {
    /// By keys of the store's own.
    Aes256,
    /// By a key of the key service: this one, or the account's own.
    Kms(Option<String>),
}

impl S3Config {
    /// `s3://bucket/prefix?endpoint=…&region=…&addressing=…`; what it does not say is as in the variables.
    ///
    /// `name` is what to call it in a fault.
    pub fn of_url(url: &str, args: &S3Args, name: &str, faults: &mut Faults) -> Option<Self> {
        let Some(rest) = url.strip_prefix("s3://") else {
            faults.note(format!("{name}: write s3://bucket/prefix?endpoint=…&region=…."));
            return None;
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        let mut said = args.clone();
        said.bucket = Some(bucket.to_owned());
        said.s3_prefix = Some(prefix.to_owned());
        for (key, value) in query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key, percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned())
        }) {
            match key {
                "endpoint" => said.s3_endpoint_url = Some(value),
                "region" => said.aws_region = Some(value),
                "addressing" => said.s3_addressing = value,
                _ => faults.note(format!(
                    "{name}: there is no {key:?} in such a URL; endpoint, region and addressing are."
                )),
            }
        }
        said.resolve(S3Flavor::S3, name, faults)
    }
}

impl S3Config {
    /// Where it is, in one text that says nothing of who we are there: another of these is another place.
    pub fn address(&self) -> String {
        let endpoint = self.endpoint.as_deref().unwrap_or("aws");
        format!("{endpoint}/{}/{}", self.bucket, self.prefix)
    }
}

impl S3Args {
    /// Understands the variables; `name` is the one that asked for S3.
    pub(super) fn resolve(&self, flavor: S3Flavor, name: &str, faults: &mut Faults) -> Option<S3Config> {
        let endpoint = match flavor {
            S3Flavor::S3 => given(self.s3_endpoint_url.as_ref())
                .or(given(self.aws_endpoint_url_s3.as_ref()))
                .map(str::to_owned),
            S3Flavor::IbmCos => Some(self.ibm_cos_endpoint.trim().to_owned()).filter(|url| !url.is_empty()),
        };
        let endpoint = endpoint.map(|url| with_scheme(&url));
        let region = given(self.aws_region.as_ref()).map(str::to_owned);
        let region = region.or_else(|| match flavor {
            S3Flavor::S3 => None,
            S3Flavor::IbmCos => endpoint.as_deref().and_then(cos_region),
        });
        let Some(bucket) = given(self.bucket.as_ref()) else {
            faults.note(format!("{name} needs a bucket; ARTIFACT_BUCKET names that of the default store."));
            return None;
        };
        faults.read("ARTIFACT_BUCKET", bucket, bucket_name);
        let prefix = given(self.s3_prefix.as_ref()).unwrap_or_default().trim_matches('/');
        let custom = endpoint.is_some();
        let path_style =
            faults.read("ARTIGRID_S3_ADDRESSING", &self.s3_addressing, |text| path_style(text, custom));
        let sdk_checksums =
            faults.read("ARTIGRID_S3_CHECKSUMS", &self.s3_checksums, |text| checksums(text, custom));
        let config = S3Config {
            flavor,
            bucket: bucket.to_owned(),
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            endpoint,
            region,
            keys: self.keys(flavor, faults),
            path_style,
            encryption: self.encryption(faults),
            sdk_checksums,
            timeout: faults.read("ARTIGRID_S3_TIMEOUT", &self.s3_timeout, timeout),
            part_size: faults.read("ARTIGRID_S3_PART_SIZE", &self.s3_part_size, part_size),
        };
        Some(config)
    }

    /// Memory of all parts of the process, in bytes.
    pub(super) fn buffers(&self, faults: &mut Faults) -> u64 {
        let buffers = faults.read("ARTIGRID_S3_BUFFERS", &self.s3_buffers, size);
        // A part that cannot be read is noted where it is used.
        if part_size(&self.s3_part_size).is_ok_and(|part| buffers < 2 * part) {
            faults.note(
                "ARTIGRID_S3_BUFFERS must have room for two parts of ARTIGRID_S3_PART_SIZE.".to_owned(),
            );
        }
        buffers
    }

    fn keys(&self, flavor: S3Flavor, faults: &mut Faults) -> Option<S3Keys> {
        let aws = given(self.aws_access_key_id.as_ref());
        let cos = given(self.ibm_cos_access_key.as_ref()).filter(|_| flavor == S3Flavor::IbmCos);
        let aws_secret =
            ("AWS_SECRET_ACCESS_KEY", &self.aws_secret_access_key, &self.aws_secret_access_key_file);
        let (id, id_name, (secret_name, text, file)) = match (cos, aws) {
            (Some(id), _) => {
                let secret = ("IBM_COS_SECRET_KEY", &self.ibm_cos_secret_key, &self.ibm_cos_secret_key_file);
                (id, "IBM_COS_ACCESS_KEY", secret)
            }
            (None, Some(id)) => (id, "AWS_ACCESS_KEY_ID", aws_secret),
            (None, None) => return None,
        };
        let Some(secret) = secret(secret_name, text.as_ref(), file.as_ref(), faults) else {
            faults.note(format!("{id_name} is an access key without its secret: {secret_name} says it."));
            return None;
        };
        let token = match cos {
            // A token belongs to the key that it came with.
            Some(_) => None,
            None => secret_token(self, faults),
        };
        Some(S3Keys { id: id.to_owned(), secret, token })
    }

    fn encryption(&self, faults: &mut Faults) -> Option<S3Encryption> {
        let key = given(self.s3_sse_kms_key_id.as_ref());
        let encryption = given(self.s3_sse_algorithm.as_ref()).and_then(|text| {
            faults.read("S3_SSE_ALGORITHM", text, |text| match text {
                "AES256" => Ok(Some(S3Encryption::Aes256)),
                "aws:kms" => Ok(Some(S3Encryption::Kms(key.map(str::to_owned)))),
                _ => Err("write AES256 or aws:kms"),
            })
        });
        if key.is_some() && !matches!(encryption, Some(S3Encryption::Kms(_))) {
            faults.note("S3_SSE_KMS_KEY_ID is of no use without S3_SSE_ALGORITHM=aws:kms.".to_owned());
        }
        encryption
    }
}

fn secret_token(args: &S3Args, faults: &mut Faults) -> Option<Secret> {
    let file = args.aws_session_token_file.as_ref();
    secret("AWS_SESSION_TOKEN", args.aws_session_token.as_ref(), file, faults)
}

/// The secret as it stands in its variable, or in the file that another one names.
fn secret(name: &str, text: Option<&String>, file: Option<&String>, faults: &mut Faults) -> Option<Secret> {
    value_or_file(text, file).unwrap_or_else(|why| {
        faults.note(format!("{name}: {why}."));
        // One fault is enough: it was said, and is not to be read.
        Some(Secret::default())
    })
}

/// The Python package's users write a host alone.
fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

/// `s3.eu-de.cloud-object-storage.appdomain.cloud` is in `eu-de`; so is `s3.private.eu-de.…`.
fn cos_region(endpoint: &str) -> Option<String> {
    let host = endpoint.split("://").nth(1)?.split(['/', ':']).next()?;
    let within = host.strip_prefix("s3.")?.split_once(".cloud-object-storage.")?.0;
    within.rsplit('.').next().map(str::to_owned)
}

fn bucket_name(text: &str) -> Result<(), &'static str> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if (3..=63).contains(&text.len()) && text.chars().all(legal) {
        Ok(())
    } else {
        Err("a bucket's name has 3 to 63 letters, digits, dots and hyphens")
    }
}

fn path_style(text: &str, custom: bool) -> Result<bool, &'static str> {
    match text {
        "auto" => Ok(custom),
        "path" => Ok(true),
        "virtual" => Ok(false),
        _ => Err("write auto, path or virtual"),
    }
}

fn checksums(text: &str, custom: bool) -> Result<bool, &'static str> {
    match text {
        "auto" => Ok(!custom),
        "when_supported" => Ok(true),
        "when_required" => Ok(false),
        _ => Err("write auto, when_supported or when_required"),
    }
}

fn timeout(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        time if time < Duration::from_millis(300) => Err("must be at least 300ms".to_owned()),
        time => Ok(time),
    }
}

fn part_size(text: &str) -> Result<u64, String> {
    match size(text)? {
        bytes @ LEAST_PART..=LARGEST_PART => Ok(bytes),
        _ => Err("may be 5MiB to 1GiB".to_owned()),
    }
}
