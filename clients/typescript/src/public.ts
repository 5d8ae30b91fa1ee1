/** What both entry points give away. */

export type { ArtifactPage, Artifacts, ReadContent, ReplaceOptions, UploadOptions } from "./artifacts.js";
export type { Admin, Capabilities, Stats } from "./admin.js";
export type { BatchItem, Outcome, ReadItem } from "./batch.js";
export type { BaseClient } from "./client.js";
export type { Behaviour } from "./core.js";
export * from "./grid.js";
export type { IdentityOptions, Token } from "./identity.js";
export type { Links, NewLink } from "./links.js";
export type {
  Artifact,
  ArtifactEvent,
  Digests,
  Json,
  Meta,
  Scope,
  Session,
  ShareLink,
  UploadInfo,
} from "./model.js";
export type {
  CallOptions,
  ChangeOptions,
  Changes,
  CopyOptions,
  ListQuery,
  MetadataChanges,
  MutationOptions,
  NewArtifact,
  Progress,
  Range,
  TransferOptions,
} from "./options.js";
export type { Page, Paged } from "./paged.js";
export type { RetryPolicy } from "./retry.js";
export type { Count, FacetName, Order, Query, Search } from "./search.js";
export type { NewSession, Sessions } from "./sessions.js";
export type { Download, DownloadOptions, Head } from "./transfer/download.js";
export type { Rewindable, Source } from "./transfer/source.js";
export type { UploadTransfer } from "./transfer/upload.js";
export type {
  PartUrl,
  PresignUploadOptions,
  RegisterOptions,
  SignedUrl,
  UploadUrl,
  Urls,
  Validity,
} from "./urls.js";
export {
  AccessDeniedError,
  AlreadyExistsError,
  ArtifactExpiredError,
  ArtifactNotFoundError,
  ArtigridError,
  BackendUnavailableError,
  CancelledError,
  ChecksumMismatchError,
  codeOf,
  ConflictError,
  DataCorruptError,
  DeadlineError,
  DrainingError,
  EtagMismatchError,
  ExhaustedError,
  ExpiredError,
  FilterInvalidError,
  IdleTimeoutError,
  InternalError,
  InvalidArgumentError,
  KeyNotFoundError,
  LinkNotFoundError,
  LocalError,
  NotFoundError,
  OffsetMismatchError,
  type Origin,
  PageTokenInvalidError,
  QuotaExceededError,
  QuotaNotFoundError,
  RangeNotSatisfiableError,
  RateLimitedError,
  type Reason,
  RequestIdReusedError,
  RequestInProgressError,
  SessionExpiredError,
  SessionNotFoundError,
  SizeLimitError,
  SizeMismatchError,
  StorageFullError,
  TimeoutError,
  UnauthenticatedError,
  UnavailableError,
  UnimplementedError,
  UploadFencedError,
  UploadNotFoundError,
  VersionGoneError,
  type Violation,
  WatchTokenExpiredError,
} from "./errors.js";
