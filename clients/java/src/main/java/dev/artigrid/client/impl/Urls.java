package dev.artigrid.client.impl;

import dev.artigrid.client.Source;
import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Reason;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.PresignUploadPartsRequest;
import dev.artigrid.client.impl.pb.PresignUploadPartsResponse;
import dev.artigrid.client.impl.pb.PresignUploadRequest;
import dev.artigrid.client.impl.pb.PresignUploadResponse;
import dev.artigrid.client.impl.pb.RegisterUploadRequest;
import dev.artigrid.client.impl.pb.SignedUrl;
import dev.artigrid.client.impl.pb.Upload;
import dev.artigrid.client.impl.pb.UploadFinish;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Digests;
import dev.artigrid.client.model.UploadUrl;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.UrlOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Uploads by signed URLs. */
public final class Urls {
    /** What HTTP's client says by itself. */
    private static final Set<String> ITS_OWN = Set.of("host", "content-length");

    private final Connection connection;

    public Urls(Connection connection) {
        this.connection = connection;
    }

    public static dev.artigrid.client.model.SignedUrl signed(SignedUrl raw, long version) {
        if (raw.getUrl().isEmpty()) {
            throw Failures.corrupt("the answer has no URL");
        }
        return new dev.artigrid.client.model.SignedUrl(
                raw.getUrl(), raw.getMethod(), raw.getHeadersMap(), Wire.time(raw.getExpireTime()), raw.getNative(), version);
    }

    public UploadUrl upload(NewArtifact spec, UrlOptions options) {
        AtomicReference<PresignUploadResponse> answered = new AtomicReference<>();
        Upload upload = Goal.create(spec).begin(connection, options, kept -> {
            PresignUploadRequest request = PresignUploadRequest.newBuilder()
                    .setSpec(kept.upload(options.size(), options.digests(), options.requestId()))
                    .setExpiresIn(Wire.duration(options.expiresIn())).setAutoRegister(options.autoRegister()).build();
            answered.set(connection.call(ArtifactServiceGrpc.getPresignUploadMethod(), request, options, !options.requestId().isEmpty()));
            return answered.get().getUpload();
        });
        PresignUploadResponse answer = answered.get();
        if (!answer.hasSignedUrl() && answer.getPartSize() <= 0) {
            throw Failures.corrupt("the answer has neither a URL nor parts");
        }
        return new UploadUrl(upload.getId(), upload.getArtifactId(), answer.hasSignedUrl() ? signed(answer.getSignedUrl(), 0) : null, answer.getPartSize());
    }

    public List<UploadUrl.Part> parts(String uploadId, List<Integer> numbers, UrlOptions options) {
        PresignUploadPartsRequest request = PresignUploadPartsRequest.newBuilder()
                .setUploadId(uploadId).addAllPartNumbers(numbers).setExpiresIn(Wire.duration(options.expiresIn())).build();
        PresignUploadPartsResponse answer = connection.call(ArtifactServiceGrpc.getPresignUploadPartsMethod(), request, options, true);
        return answer.getPartsList().stream()
                .map(part -> new UploadUrl.Part(part.getPartNumber(), part.getOffset(), part.getSize(), signed(part.getSignedUrl(), 0))).toList();
    }

    public Artifact register(String uploadId, List<UploadUrl.Done> parts, UrlOptions options) {
        UploadFinish.Builder finish = UploadFinish.newBuilder();
        if (options.size() != null) {
            finish.setSize(options.size());
        }
        if (!options.digests().equals(Digests.NONE)) {
            finish.setDigests(Wire.digests(options.digests(), dev.artigrid.client.impl.pb.Digests.newBuilder()));
        }
        RegisterUploadRequest.Builder request = RegisterUploadRequest.newBuilder().setUploadId(uploadId).setFinish(finish);
        parts.forEach(part -> request.addPartsBuilder().setPartNumber(part.number()).setEtag(part.etag()));
        return Wire.artifact(connection.callUntimed(ArtifactServiceGrpc.getRegisterUploadMethod(), request.build(), options, true).getArtifact());
    }

    public Artifact send(Source source, NewArtifact spec, UrlOptions options) {
        if (source.size() == null || !source.isRewindable()) {
            throw Failures.usage("to signed URLs goes only what can be read again and whose size is known");
        }
        long size = source.size();
        UrlOptions sized = options.withSize(size);
        UploadUrl place = upload(spec, sized);
        List<UploadUrl.Done> done = new ArrayList<>();
        if (place.whole() != null) {
            put(place.whole(), source, 0, size, options);
        } else {
            for (long at = 0; at < size; at += place.partSize()) {
                List<UploadUrl.Part> found = parts(place.uploadId(), List.of(done.size() + 1), options);
                if (found.size() != 1) {
                    throw Failures.corrupt("no URL for a part");
                }
                UploadUrl.Part part = found.get(0);
                String etag = put(part.url(), source, part.offset(), Math.min(part.size(), size - part.offset()), options);
                done.add(new UploadUrl.Done(part.number(), etag));
            }
        }
        return register(place.uploadId(), done, sized);
    }

    /** Sends content to a signed URL, and gives the ETag that was answered. Putting twice is putting once. */
    private String put(dev.artigrid.client.model.SignedUrl to, Source source, long offset, long size, UrlOptions options) {
        Tries tries = new Tries(connection, true, options.cancellation());
        while (true) {
            try {
                return putOnce(to, source, offset, size);
            } catch (ArtigridException failure) {
                tries.again(failure);
            }
        }
    }

    private static String putOnce(dev.artigrid.client.model.SignedUrl to, Source source, long offset, long size) {
        try (InputStream content = source.open(offset)) {
            BodyPublisher body = size == 0 ? BodyPublishers.noBody() : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> new Part(content, size)), size);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url())).method(to.method(), body);
            to.headers().forEach((name, value) -> {
                if (!ITS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    request.setHeader(name, value);
                }
            });
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            return etag(answer);
        } catch (InterruptedException interrupted) {
            throw Failures.interrupted(interrupted);
        } catch (IOException failed) {
            throw Failures.broken("the signed URL cannot be reached: " + failed.getMessage());
        }
    }

    private static String etag(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status < 300) {
            return answer.headers().firstValue("etag").orElse("");
        }
        String message = "the signed URL answered " + status + ": " + answer.body().substring(0, Math.min(500, answer.body().length()));
        if (status >= 500) {
            throw Failures.broken(message);
        }
        throw Failures.of(status == 403 ? Reason.ACCESS_DENIED : Reason.INVALID_ARGUMENT, message);
    }

    /** The first so many bytes of a stream. */
    private static final class Part extends InputStream {
        private final InputStream whole;
        private long left;

        Part(InputStream whole, long left) {
            this.whole = whole;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int one = left == 0 ? -1 : whole.read();
            left -= one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = left == 0 ? -1 : whole.read(into, at, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }
}
