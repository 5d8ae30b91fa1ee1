package dev.artigrid.client;

import dev.artigrid.client.impl.Connection;
import dev.artigrid.client.impl.Pages;
import dev.artigrid.client.impl.Urls;
import dev.artigrid.client.impl.Wire;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.CreateShareLinkRequest;
import dev.artigrid.client.impl.pb.CreateShareLinkResponse;
import dev.artigrid.client.impl.pb.Disposition;
import dev.artigrid.client.impl.pb.ListShareLinksRequest;
import dev.artigrid.client.impl.pb.ListShareLinksResponse;
import dev.artigrid.client.impl.pb.PresignDownloadRequest;
import dev.artigrid.client.impl.pb.PresignDownloadResponse;
import dev.artigrid.client.impl.pb.RevokeShareLinkRequest;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Page;
import dev.artigrid.client.model.ShareLink;
import dev.artigrid.client.model.SignedUrl;
import dev.artigrid.client.model.UploadUrl;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.UrlOptions;
import java.time.Duration;
import java.util.List;

/** Signs URLs and makes share links. Where the store signs by itself, bytes do not pass through the server. */
public final class UrlClient {
    private final Connection connection;
    private final Urls urls;

    UrlClient(Connection connection) {
        this.connection = connection;
        this.urls = new Urls(connection);
    }

    /**
     * Signs a URL to read one version by.
     *
     * @param id of the artifact
     * @return the URL
     */
    public SignedUrl download(String id) {
        return download(id, new UrlOptions());
    }

    /**
     * Signs a URL to read one version by.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return the URL
     */
    public SignedUrl download(String id, UrlOptions options) {
        PresignDownloadRequest request = PresignDownloadRequest.newBuilder()
                .setArtifactId(id).setVersion(options.version()).setExpiresIn(Wire.duration(options.expiresIn()))
                .setDisposition(disposition(options)).setFilename(options.offeredAs()).build();
        PresignDownloadResponse answer = connection.call(ArtifactServiceGrpc.getPresignDownloadMethod(), request, options, true);
        return Urls.signed(answer.getSignedUrl(), answer.getVersion());
    }

    /**
     * Signs a URL to write a new artifact by. What was put there is registered by {@link #register(String, List)}.
     *
     * @param spec what it shall be
     * @return where to put it
     */
    public UploadUrl upload(NewArtifact spec) {
        return upload(spec, new UrlOptions());
    }

    /**
     * Signs a URL to write a new artifact by. What was put there is registered by {@link #register(String, List)}.
     *
     * @param spec what it shall be
     * @param options what else to say
     * @return where to put it
     */
    public UploadUrl upload(NewArtifact spec, UrlOptions options) {
        return urls.upload(spec, options);
    }

    /**
     * Signs URLs to write parts by.
     *
     * @param uploadId of the upload
     * @param numbers of the parts, from 1 on
     * @return where to put them
     */
    public List<UploadUrl.Part> uploadParts(String uploadId, List<Integer> numbers) {
        return uploadParts(uploadId, numbers, new UrlOptions());
    }

    /**
     * Signs URLs to write parts by.
     *
     * @param uploadId of the upload
     * @param numbers of the parts, from 1 on
     * @param options what else to say
     * @return where to put them
     */
    public List<UploadUrl.Part> uploadParts(String uploadId, List<Integer> numbers, UrlOptions options) {
        return urls.parts(uploadId, numbers, options);
    }

    /**
     * Commits what was put to signed URLs.
     *
     * @param uploadId of the upload
     * @param parts all parts; empty when it was put whole
     * @return the artifact
     */
    public Artifact register(String uploadId, List<UploadUrl.Done> parts) {
        return register(uploadId, parts, new UrlOptions());
    }

    /**
     * Commits what was put to signed URLs.
     *
     * @param uploadId of the upload
     * @param parts all parts; empty when it was put whole
     * @param options what else to say
     * @return the artifact
     */
    public Artifact register(String uploadId, List<UploadUrl.Done> parts, UrlOptions options) {
        return urls.register(uploadId, parts, options);
    }

    /**
     * Sends content by signed URLs, in parts if need be, and registers it.
     *
     * @param source content that can be read again and whose size is known
     * @param spec what it shall be
     * @return the artifact
     */
    public Artifact uploadAndRegister(Source source, NewArtifact spec) {
        return uploadAndRegister(source, spec, new UrlOptions());
    }

    /**
     * Sends content by signed URLs, in parts if need be, and registers it.
     *
     * @param source content that can be read again and whose size is known
     * @param spec what it shall be
     * @param options what else to say
     * @return the artifact
     */
    public Artifact uploadAndRegister(Source source, NewArtifact spec, UrlOptions options) {
        return urls.send(source, spec, options);
    }

    /**
     * Makes a share link. Its URL is told only here.
     *
     * @param id of the artifact
     * @param ttl how long it works; null: as long as the artifact
     * @return the link
     */
    public ShareLink createLink(String id, Duration ttl) {
        return createLink(id, ttl, new UrlOptions());
    }

    /**
     * Makes a share link. Its URL is told only here.
     *
     * @param id of the artifact
     * @param ttl how long it works; null: as long as the artifact
     * @param options what else to say
     * @return the link
     */
    public ShareLink createLink(String id, Duration ttl, UrlOptions options) {
        CreateShareLinkRequest.Builder request = CreateShareLinkRequest.newBuilder()
                .setArtifactId(id).setDisposition(disposition(options)).setRequestId(options.requestId());
        if (ttl != null) {
            request.setTtl(Wire.duration(ttl));
        }
        if (options.maxDownloads() != null) {
            request.setMaxDownloads(options.maxDownloads());
        }
        CreateShareLinkResponse answer = connection.call(
                ArtifactServiceGrpc.getCreateShareLinkMethod(), request.build(), options, !options.requestId().isEmpty());
        return link(answer.getShareLink(), answer.getUrl());
    }

    /**
     * Lists the links of an artifact, newest first.
     *
     * @param id of the artifact
     * @return the links
     */
    public Listing<ShareLink> links(String id) {
        return links(id, new CallOptions());
    }

    /**
     * Lists the links of an artifact, newest first.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return the links
     */
    public Listing<ShareLink> links(String id, CallOptions options) {
        return new Listing<>(() -> new Pages<>(token -> {
            ListShareLinksRequest request = ListShareLinksRequest.newBuilder().setArtifactId(id).setPageSize(options.pageSize()).setPageToken(token).build();
            ListShareLinksResponse answer = connection.call(ArtifactServiceGrpc.getListShareLinksMethod(), request, options, true);
            return new Page<>(answer.getShareLinksList().stream().map(raw -> link(raw, "")).toList(), List.of(), answer.getNextPageToken());
        }));
    }

    /**
     * Ends a link at once.
     *
     * @param linkId of the link
     * @return the link
     */
    public ShareLink revokeLink(String linkId) {
        return revokeLink(linkId, new CallOptions());
    }

    /**
     * Ends a link at once.
     *
     * @param linkId of the link
     * @param options what else to say
     * @return the link
     */
    public ShareLink revokeLink(String linkId, CallOptions options) {
        RevokeShareLinkRequest request = RevokeShareLinkRequest.newBuilder().setShareLinkId(linkId).build();
        return link(connection.call(ArtifactServiceGrpc.getRevokeShareLinkMethod(), request, options, false).getShareLink(), "");
    }

    private static Disposition disposition(UrlOptions options) {
        return options.inline() ? Disposition.DISPOSITION_INLINE : Disposition.DISPOSITION_ATTACHMENT;
    }

    private static ShareLink link(dev.artigrid.client.impl.pb.ShareLink raw, String url) {
        return new ShareLink(
                raw.getId(), raw.getArtifactId(), url, Wire.time(raw.getCreateTime()), raw.hasExpireTime() ? Wire.time(raw.getExpireTime()) : null,
                raw.hasMaxDownloads() ? raw.getMaxDownloads() : null, raw.getDownloads(), raw.getRevoked());
    }
}
