/** Finding, counting and watching artifacts. */

import type { Core } from "./core.js";
import { Facet, SearchOrder } from "./gen/artigrid/v1/search_service_pb.js";
import { type Artifact, artifactFrom, type ArtifactEvent, eventFrom, type Json, metaTo, numberFrom, type Scope, scopeTo } from "./model.js";
import type { CallOptions } from "./options.js";
import { Paged, pageOf } from "./paged.js";

/** Conditions that must all hold. */
export interface Query {
  /** Where to look. Default: session scope. */
  scope?: Scope;
  /** Only this session's. */
  session?: string;
  /** Only this user's. */
  owner?: string;
  mimePrefix?: string;
  filenamePrefix?: string;
  /** Metadata at these paths (`project.name`) equals these values. */
  meta?: Record<string, Json>;
  /** An AIP-160 filter. */
  filter?: string;
  /** Words that must occur in file name or summary. */
  text?: string;
}

const ORDERS = {
  filename: SearchOrder.FILENAME,
  createTime: SearchOrder.CREATE_TIME,
  createTimeDesc: SearchOrder.CREATE_TIME_DESC,
  updateTime: SearchOrder.UPDATE_TIME,
  updateTimeDesc: SearchOrder.UPDATE_TIME_DESC,
  size: SearchOrder.SIZE,
  sizeDesc: SearchOrder.SIZE_DESC,
} as const;

const FACETS = {
  mimeType: Facet.MIME_TYPE,
  owner: Facet.OWNER,
  store: Facet.STORE,
  sizeClass: Facet.SIZE_CLASS,
} as const;

/** How results are ordered; `Desc` is newest or largest first. */
export type Order = keyof typeof ORDERS;
/** What counts are grouped by. */
export type FacetName = keyof typeof FACETS;

/** How many artifacts match, and their bytes. */
export interface Count {
  count: number;
  bytes: number;
  /** For each facet asked for, its largest groups. */
  groups: { facet: FacetName; value: string; count: number; bytes: number }[];
}

export class Search {
  constructor(private readonly core: Core) {}

  /** The artifacts that match. */
  find(query: Query & { order?: Order; pageSize?: number } = {}, options?: CallOptions): Paged<Artifact> {
    const request = {
      query: queryTo(query),
      ...(query.order && { order: ORDERS[query.order] }),
      pageSize: query.pageSize ?? 0,
    };
    return new Paged(async (pageToken) => {
      const answer = await this.core.call("safe", options, (how) =>
        this.core.search.searchArtifacts({ ...request, pageToken }, how),
      );
      return pageOf(answer.artifacts.map(artifactFrom), answer.nextPageToken);
    });
  }

  /** How many match, and how they fall into groups. */
  async count(query: Query = {}, facets: readonly FacetName[] = [], options?: CallOptions): Promise<Count> {
    const request = { query: queryTo(query), facets: facets.map((name) => FACETS[name]) };
    const answer = await this.core.call("safe", options, (how) => this.core.search.countArtifacts(request, how));
    return {
      count: numberFrom(answer.count, "count"),
      bytes: numberFrom(answer.bytes, "bytes"),
      groups: answer.groups.flatMap((group) =>
        (Object.keys(FACETS) as FacetName[])
          .filter((name) => FACETS[name] === group.facet)
          .map((facet) => ({
            facet,
            value: group.value,
            count: numberFrom(group.count, "count"),
            bytes: numberFrom(group.bytes, "bytes"),
          })),
      ),
    };
  }

  /**
   * Changes as they are committed, from now on or behind a token, each at least once, until the
   * iteration or the signal ends it. A broken connection is picked up behind the last token;
   * `onToken` is told each of them, also those that come with no event.
   */
  async *watch(
    query: Query = {},
    options: { token?: string; signal?: AbortSignal; onToken?: (token: string) => void } = {},
  ): AsyncGenerator<ArtifactEvent, void> {
    let watchToken = options.token ?? "";
    const stop = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
    const tries = this.core.retry.tries("safe", options.signal);
    try {
      while (true) {
        try {
          const request = { query: queryTo(query), watchToken };
          for await (const message of this.core.search.watchArtifacts(request, { signal, timeoutMs: 0 })) {
            tries.progress();
            watchToken = message.watchToken;
            options.onToken?.(watchToken);
            const event = eventFrom(message);
            if (event !== undefined) yield event;
          }
          return;
        } catch (thrown) {
          await tries.again(thrown);
        }
      }
    } finally {
      stop.abort();
    }
  }
}

function queryTo(query: Query) {
  return {
    scope: scopeTo(query.scope ?? "session"),
    sessionId: query.session ?? "",
    owner: query.owner ?? "",
    mimePrefix: query.mimePrefix ?? "",
    filenamePrefix: query.filenamePrefix ?? "",
    meta: Object.entries(query.meta ?? {}).map(([path, value]) => ({ path, valueJson: metaTo(value) })),
    filter: query.filter ?? "",
    text: query.text ?? "",
  };
}
