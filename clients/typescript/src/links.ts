/** Share links: anybody may read an artifact by one, until it ends, is used up or revoked. */

import type { Core } from "./core.js";
import { Disposition } from "./gen/artigrid/v1/resources_pb.js";
import { bigTo, durationTo, linkFrom, type ShareLink } from "./model.js";
import type { CallOptions, MutationOptions } from "./options.js";
import { Paged, pageOf } from "./paged.js";
import { byRequestId } from "./retry.js";

/** What a new link shall be. */
export interface NewLink extends MutationOptions {
  /** How long it works. Default: as long as the artifact. */
  ttlSeconds?: number;
  /** How many downloads it allows. Default: no limit. */
  maxDownloads?: number;
  /** Browsers show the content in place rather than save it. */
  inline?: boolean;
}

export class Links {
  constructor(private readonly core: Core) {}

  /** Makes a link. Its URL is told only here. */
  async create(artifactId: string, options: NewLink = {}): Promise<ShareLink & { url: string }> {
    const { ttlSeconds, maxDownloads, inline, requestId = "" } = options;
    const request = {
      artifactId,
      ...(ttlSeconds !== undefined && { ttl: durationTo(ttlSeconds) }),
      ...(maxDownloads !== undefined && { maxDownloads: bigTo(maxDownloads, "maxDownloads") }),
      disposition: inline ? Disposition.INLINE : Disposition.ATTACHMENT,
      requestId,
    };
    const answer = await this.core.call(byRequestId(requestId), options, (how) =>
      this.core.artifacts.createShareLink(request, how),
    );
    return { ...linkFrom(answer.shareLink), url: answer.url };
  }

  /** The links of an artifact, newest first. */
  list(artifactId: string, query: { pageSize?: number } = {}, options?: CallOptions): Paged<ShareLink> {
    const request = { artifactId, pageSize: query.pageSize ?? 0 };
    return new Paged(async (pageToken) => {
      const answer = await this.core.call("safe", options, (how) =>
        this.core.artifacts.listShareLinks({ ...request, pageToken }, how),
      );
      return pageOf(answer.shareLinks.map(linkFrom), answer.nextPageToken);
    });
  }

  /** Ends a link at once. */
  async revoke(shareLinkId: string, options?: CallOptions): Promise<ShareLink> {
    const answer = await this.core.call("unsafe", options, (how) =>
      this.core.artifacts.revokeShareLink({ shareLinkId }, how),
    );
    return linkFrom(answer.shareLink);
  }
}
