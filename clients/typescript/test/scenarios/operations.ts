/** The operations of the scenarios, each by the SDK's own method. */

import type { Client, CopyOptions, FacetName, NewArtifact, Order, Query, Range, Scope } from "../../src/index.js";
import * as show from "./answers.js";
import { only, type Value, type Values } from "./files.js";
import { bytes, content } from "./match.js";
import { download, upload, UPLOADS } from "./transfers.js";

/** What an operation may use beside its parameters. */
export interface World {
  client: Client;
  /** A directory of the scenario's own. */
  directory: string;
  proxy: ((command: string) => Promise<string>) | undefined;
}

interface Operation {
  takes: readonly string[];
  run: (world: World, p: Values) => Promise<Values>;
}

export const SPEC = ["scope", "session", "filename", "mime_type", "summary", "meta", "ttl", "no_expiry", "request_id"];
const CHANGES = ["filename", "mime_type", "summary", "meta", "merge"];
export const RANGE = ["offset", "length", "last"];
const QUERY = ["scope", "session", "owner", "mime_prefix", "filename_prefix", "meta", "filter", "text", "order", "page_size"];

/** The parameters that are there, under the SDK's names. */
export function pick<T>(p: Values, names: Record<string, keyof T & string>): T {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, ours]) => (p[name] === undefined ? [] : [[ours, p[name]]])),
  ) as T;
}

export function spec(p: Values): NewArtifact & { requestId?: string } {
  return pick(p, {
    scope: "scope",
    session: "session",
    filename: "filename",
    mime_type: "mimeType",
    summary: "summary",
    meta: "meta",
    ttl: "ttlSeconds",
    no_expiry: "noExpiry",
    request_id: "requestId",
  });
}

export function changes(p: Values) {
  return pick<CopyOptions & { extendBySeconds?: number }>(p, {
    filename: "filename",
    mime_type: "mimeType",
    summary: "summary",
    meta: p["merge"] ? "mergeMeta" : "meta",
    ttl: "ttlSeconds",
    extend_by: "extendBySeconds",
    no_expiry: "noExpiry",
    etag: "etag",
    request_id: "requestId",
    scope: "scope",
    session: "session",
  });
}

export function range(p: Values): { range?: Range; version?: number } {
  const version = p["version"] === undefined ? {} : { version: p["version"] as number };
  if (p["last"] !== undefined) return { range: { last: p["last"] as number }, ...version };
  if (p["offset"] === undefined && p["length"] === undefined) return version;
  const length = p["length"] === undefined ? {} : { length: p["length"] as number };
  return { range: { offset: (p["offset"] ?? 0) as number, ...length }, ...version };
}

function query(p: Values): Query & { order?: Order; pageSize?: number } {
  const order = p["order"] === undefined ? {} : { order: camel(p["order"] as string) as Order };
  return {
    ...pick<Query & { pageSize?: number }>(p, {
      scope: "scope",
      session: "session",
      owner: "owner",
      mime_prefix: "mimePrefix",
      filename_prefix: "filenamePrefix",
      meta: "meta",
      filter: "filter",
      text: "text",
      page_size: "pageSize",
    }),
    ...order,
  };
}

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const text = (p: Values, name: string) => p[name] as string;

const batchItems = (p: Values): Values[] => {
  if (p["count"] !== undefined) return Array.from({ length: p["count"] as number }, () => p["item"] as Values);
  const { items } = (p["ids_of"] ?? p) as { items: Values[] };
  return items;
};

export const OPERATIONS: Record<string, Operation> = {
  store: {
    takes: ["data", ...SPEC],
    run: async ({ client }, p) => show.artifact(await client.artifacts.store(content(p["data"] ?? ""), spec(p))),
  },
  upload: { takes: ["data", ...SPEC, ...UPLOADS], run: (world, p) => upload(world, p) },
  replace: { takes: ["id", "data", "etag", ...CHANGES, "request_id", ...UPLOADS], run: (world, p) => upload(world, p) },
  read: {
    takes: ["id", "version", ...RANGE],
    run: async ({ client }, p) => show.read(await client.artifacts.read(text(p, "id"), range(p))),
  },
  download: { takes: ["id", "version", "to", ...RANGE], run: (world, p) => download(world, p) },
  get: {
    takes: ["id"],
    run: async ({ client }, p) => show.artifact(await client.artifacts.get(text(p, "id"))),
  },
  exists: {
    takes: ["id"],
    run: async ({ client }, p) => ({ exists: await client.artifacts.exists(text(p, "id")) }),
  },
  delete: {
    takes: ["id", "etag", "request_id"],
    run: async ({ client }, p) => {
      await client.artifacts.delete(text(p, "id"), changes(p));
      return {};
    },
  },
  list: {
    takes: ["scope", "session", "owner", "prefix", "delimiter", "page_size"],
    run: async ({ client }, p) => {
      const names = { scope: "scope", session: "session", owner: "owner", prefix: "prefix", page_size: "pageSize" };
      const delimiter = p["delimiter"] === undefined ? {} : { delimiter: text(p, "delimiter") };
      const list = client.artifacts.list({ ...pick(p, names as never), ...delimiter });
      const answer = { artifacts: [] as Value[], prefixes: [] as Value[] };
      for await (const page of list.pages()) {
        answer.artifacts.push(...page.items.map(show.artifact));
        answer.prefixes.push(...page.prefixes);
      }
      return answer;
    },
  },
  update: {
    takes: ["id", "etag", ...CHANGES, "ttl", "extend_by", "no_expiry", "data", "request_id"],
    run: async ({ client }, p) => {
      const data = p["data"] === undefined ? {} : { data: content(p["data"]) };
      return show.artifact(await client.artifacts.update(text(p, "id"), { ...changes(p), ...data }, changes(p)));
    },
  },
  copy: {
    takes: ["id", "scope", "session", "version", "etag", ...CHANGES, "ttl", "no_expiry", "request_id"],
    run: async ({ client }, p) => {
      return show.artifact(await client.artifacts.copy(text(p, "id"), { ...changes(p), ...range(p) }));
    },
  },
  move: {
    takes: ["id", "filename", "etag", "request_id"],
    run: async ({ client }, p) => {
      return show.artifact(await client.artifacts.move(text(p, "id"), text(p, "filename"), changes(p)));
    },
  },
  batch_store: {
    takes: ["items", "count", "item"],
    run: async ({ client }, p) => {
      const items = batchItems(p).map((item) => {
        only(item, ["data", ...SPEC], "an item");
        return { ...spec(item), data: content(item["data"] ?? "") };
      });
      const outcomes = await client.artifacts.createMany(items);
      return { items: outcomes.map((one) => show.outcome(one, show.artifact)) };
    },
  },
  batch_read: {
    takes: ["items", "ids_of"],
    run: async ({ client }, p) => {
      const items = batchItems(p).map((item) => ({ id: text(item, "id"), ...(p["items"] ? range(item) : {}) }));
      const outcomes = await client.artifacts.readMany(items);
      return { items: outcomes.map((one) => show.outcome(one, show.read)) };
    },
  },
  batch_delete: {
    takes: ["items", "ids_of"],
    run: async ({ client }, p) => {
      const etag = (item: Values) => (p["items"] && item["etag"] !== undefined ? { etag: text(item, "etag") } : {});
      const items = batchItems(p).map((item) => ({ id: text(item, "id"), ...etag(item) }));
      const outcomes = await client.artifacts.deleteMany(items);
      return { items: outcomes.map((one) => show.outcome(one, () => ({}))) };
    },
  },
  search: {
    takes: QUERY,
    run: async ({ client }, p) => ({ artifacts: (await client.search.find(query(p)).all()).map(show.artifact) }),
  },
  count: {
    takes: [...QUERY, "facets"],
    run: async ({ client }, p) => {
      const facets = ((p["facets"] ?? []) as string[]).map((name) => camel(name) as FacetName);
      const { count, bytes, groups } = await client.search.count(query(p), facets);
      return { count, bytes, groups: groups.map((group) => ({ ...group, facet: snake(group.facet) })) };
    },
  },
  watch: { takes: [...QUERY, "token", "events"], run: watch },
  create_session: {
    takes: ["session", "meta", "ttl", "request_id"],
    run: async ({ client }, p) => {
      const names = { session: "id", meta: "meta", ttl: "ttlSeconds", request_id: "requestId" };
      return show.session(await client.sessions.create(pick(p, names as never)));
    },
  },
  get_session: {
    takes: ["session"],
    run: async ({ client }, p) => show.session(await client.sessions.get(text(p, "session"))),
  },
  validate_session: {
    takes: ["session"],
    run: async ({ client }, p) => {
      const found = await client.sessions.validate(text(p, "session"));
      return { valid: found !== undefined, session: found ? show.session(found) : null };
    },
  },
  renew_session: {
    takes: ["session", "ttl", "extend_by", "request_id"],
    run: async ({ client }, p) => {
      const by = p["extend_by"] as number | undefined;
      const id = text(p, "session");
      const { sessions } = client;
      return show.session(by === undefined ? await sessions.renew(id, changes(p)) : await sessions.extend(id, by, changes(p)));
    },
  },
  update_session: {
    takes: ["session", "meta", "merge", "etag", "request_id"],
    run: async ({ client }, p) => {
      const { sessions } = client;
      const [id, meta] = [text(p, "session"), p["meta"] as never];
      return show.session(await (p["merge"] ? sessions.mergeMeta(id, meta, changes(p)) : sessions.replaceMeta(id, meta, changes(p))));
    },
  },
  delete_session: {
    takes: ["session", "etag", "request_id"],
    run: async ({ client }, p) => {
      await client.sessions.delete(text(p, "session"), changes(p));
      return {};
    },
  },
  list_sessions: {
    takes: ["owner", "page_size"],
    run: async ({ client }, p) => {
      const list = client.sessions.list(pick(p, { owner: "owner", page_size: "pageSize" } as never));
      return { sessions: (await list.all()).map(show.session) };
    },
  },
  list_uploads: {
    takes: ["scope"],
    run: async ({ client }, p) => {
      const query = p["scope"] === undefined ? {} : { scope: p["scope"] as Scope };
      const uploads = await client.artifacts.uploads(query).all();
      return {
        uploads: uploads.map((one) => ({
          id: one.id,
          state: one.state,
          persisted_offset: one.persistedOffset,
          declared_size: one.size ?? null,
          filename: one.filename ?? "",
        })),
      };
    },
  },
  cancel_upload: {
    takes: ["upload_id"],
    run: async ({ client }, p) => {
      await client.artifacts.cancelUpload(text(p, "upload_id"));
      return {};
    },
  },
  presign_download: {
    takes: ["id", "version", "seconds", "inline", "filename"],
    run: async ({ client }, p) => {
      const names = { version: "version", seconds: "expires", inline: "inline", filename: "filename" };
      const answer = await client.urls.download(text(p, "id"), pick(p, names as never));
      return { ...show.url(answer), version: answer.version };
    },
  },
  presign_upload: {
    takes: ["spec", "size", "sha256", "seconds", "auto_register"],
    run: async ({ client }, p) => {
      const digests = p["sha256"] === undefined ? {} : { digests: { sha256: text(p, "sha256") } };
      const size = p["size"] === undefined ? {} : { size: bytes(p["size"]) };
      const more = pick<object>(p, { seconds: "expires", auto_register: "autoRegister" } as never);
      const answer = await client.urls.upload({ ...spec((p["spec"] ?? {}) as Values), ...size, ...digests, ...more });
      if (!answer.whole) throw new Error("no URL for the whole");
      return { ...show.url(answer.whole), upload_id: answer.uploadId, artifact_id: answer.artifactId };
    },
  },
  register_upload: {
    takes: ["upload_id", "size", "sha256"],
    run: async ({ client }, p) => {
      const digests = p["sha256"] === undefined ? {} : { digests: { sha256: text(p, "sha256") } };
      const size = p["size"] === undefined ? {} : { size: bytes(p["size"]) };
      return show.artifact(await client.urls.register(text(p, "upload_id"), { ...size, ...digests }));
    },
  },
  create_link: {
    takes: ["id", "ttl", "max_downloads", "inline"],
    run: async ({ client }, p) => {
      const names = { ttl: "ttlSeconds", max_downloads: "maxDownloads", inline: "inline" };
      const answer = await client.links.create(text(p, "id"), pick(p, names as never));
      return { ...show.link(answer), url: answer.url };
    },
  },
  list_links: {
    takes: ["id"],
    run: async ({ client }, p) => ({ links: (await client.links.list(text(p, "id")).all()).map(show.link) }),
  },
  revoke_link: {
    takes: ["link_id"],
    run: async ({ client }, p) => show.link(await client.links.revoke(text(p, "link_id"))),
  },
  http: { takes: ["method", "url", "headers", "data"], run: (_, p) => http(p) },
  capabilities: {
    takes: [],
    run: async ({ client }) => {
      const found = await client.admin.capabilities();
      const limits = Object.entries(found.limits).map(([name, value]) => [snake(name).replace("_seconds", ""), value]);
      return {
        features: found.features,
        sandbox_id: found.sandbox,
        role: found.role,
        user_id: found.user ?? "",
        session_id: found.session ?? "",
        limits: Object.fromEntries(limits) as Values,
      };
    },
  },
  proxy: {
    takes: ["command"],
    run: async ({ proxy }, p) => {
      if (!proxy) throw new Error("the scenario has no proxy");
      return { line: await proxy(text(p, "command")) };
    },
  },
};

async function watch({ client }: World, p: Values): Promise<Values> {
  const wanted = p["events"] as number;
  const events: Values[] = [];
  let token = p["token"] as string | undefined;
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(30_000)]);
  const onToken = (newer: string) => {
    token = newer;
    if (wanted === 0) stop.abort();
  };
  try {
    const from = token === undefined ? {} : { token };
    for await (const event of client.search.watch(query(p), { ...from, signal, onToken })) {
      const artifact = event.artifact ? show.artifact(event.artifact) : null;
      events.push({ kind: event.kind, artifact_id: event.artifactId, token: event.token, artifact });
      if (events.length === wanted) break;
    }
  } catch (thrown) {
    if (!stop.signal.aborted) throw thrown;
  }
  return { events, token: token ?? "" };
}

async function http(p: Values): Promise<Values> {
  const body = p["data"] === undefined ? {} : { body: content(p["data"]) as Uint8Array<ArrayBuffer> };
  const headers = (p["headers"] ?? {}) as Record<string, string>;
  const answer = await fetch(text(p, "url"), { method: text(p, "method"), headers, redirect: "follow", ...body });
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    data: new Uint8Array(await answer.arrayBuffer()),
  };
}
