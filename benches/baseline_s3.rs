//! The same S3 server without us: the SDK that we use, set up as we set it up, in parts like ours, with the digests that
//! an artifact has.
//!
//! Payloads are not signed, as ours are not: a second SHA-256 of everything would slow down who is to be beaten.

use std::time::{Duration, Instant};

use artigrid_test_services::Garage;
use aws_config::BehaviorVersion;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{
    self, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
    StalledStreamProtectionConfig,
};
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use bytes::{Bytes, BytesMut};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use sha2::{Digest as _, Sha256};

use crate::{MIB, Outcome, client};

/// The size of our parts, and how many of them we send at once.
const PART: u64 = 8 * MIB;
const AT_ONCE: usize = 4;

/// A client of a bucket.
pub(crate) struct Direct {
    client: Client,
    bucket: String,
    content: Bytes,
}

impl Direct {
    pub(crate) fn connect(garage: &Garage, bucket: String) -> Self {
        let (id, secret) = garage.key();
        let config = config::Builder::new()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(garage.region()))
            .credentials_provider(Credentials::new(id, secret, None, None, "benches"))
            .endpoint_url(garage.endpoint())
            .force_path_style(true)
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled())
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
        Self { client: Client::from_conf(config.build()), bucket, content: client::content() }
    }

    /// Streams so many bytes in.
    pub(crate) async fn upload(&self, key: &str, size: u64) -> Outcome<Duration> {
        let start = Instant::now();
        let mut digests = Digests::default();
        if size <= PART {
            let body = self.part(0, size, &mut digests)?;
            let put = self.client.put_object().bucket(&self.bucket).key(key).body(body.into());
            put.customize().disable_payload_signing().send().await?;
        } else {
            self.upload_parts(key, size, &mut digests).await?;
        }
        std::hint::black_box(digests.finish());
        Ok(start.elapsed())
    }

    async fn upload_parts(&self, key: &str, size: u64, digests: &mut Digests) -> Outcome<()> {
        let begun = self.client.create_multipart_upload().bucket(&self.bucket).key(key).send().await?;
        let upload = begun.upload_id.ok_or("an upload without an id")?;
        let parts = (0..size.div_ceil(PART))
            .map(|index| Ok((index, self.part(index * PART, PART.min(size - index * PART), digests)?)));
        let sent: Vec<CompletedPart> = stream::iter(parts)
            .map(|part: Outcome<_>| async {
                let (index, body) = part?;
                let number = i32::try_from(index)? + 1;
                let part = self.client.upload_part().bucket(&self.bucket).key(key).upload_id(&upload);
                let part = part.part_number(number).body(body.into());
                let sent = part.customize().disable_payload_signing().send().await?;
                Outcome::Ok(CompletedPart::builder().part_number(number).set_e_tag(sent.e_tag).build())
            })
            .buffered(AT_ONCE)
            .try_collect()
            .await?;
        let parts = CompletedMultipartUpload::builder().set_parts(Some(sent)).build();
        let done = self.client.complete_multipart_upload().bucket(&self.bucket).key(key).upload_id(upload);
        done.multipart_upload(parts).send().await?;
        Ok(())
    }

    /// A part, gathered from messages and digested as they would come.
    fn part(&self, offset: u64, size: u64, digests: &mut Digests) -> Outcome<Bytes> {
        let mut part = BytesMut::with_capacity(usize::try_from(size)?);
        for at in (offset..offset + size).step_by(usize::try_from(MIB)?) {
            let from = usize::try_from(at)? % self.content.len();
            let length = usize::try_from(MIB.min(offset + size - at))?;
            let message = self.content.slice(from..from + length);
            digests.update(&message);
            part.extend_from_slice(&message);
        }
        Ok(part.freeze())
    }

    /// Streams an object out, looking at every byte as our clients do.
    pub(crate) async fn download(&self, key: &str, size: u64) -> Outcome<Duration> {
        let start = Instant::now();
        let mut body = self.client.get_object().bucket(&self.bucket).key(key).send().await?.body;
        let (mut received, mut sum) = (0, 0_u32);
        while let Some(piece) = body.try_next().await? {
            sum ^= crc_fast::crc32_iscsi(&piece);
            received += u64::try_from(piece.len())?;
        }
        std::hint::black_box(sum);
        if received != size {
            return Err(format!("{received} of {size} bytes came").into());
        }
        Ok(start.elapsed())
    }
}

/// CRC-32C of each message and SHA-256 of all.
#[derive(Default)]
struct Digests {
    sums: Vec<u32>,
    whole: Sha256,
}

impl Digests {
    fn update(&mut self, message: &[u8]) {
        self.sums.push(crc_fast::crc32_iscsi(message));
        self.whole.update(message);
    }

    fn finish(self) -> (Vec<u32>, Vec<u8>) {
        (self.sums, self.whole.finalize().to_vec())
    }
}
