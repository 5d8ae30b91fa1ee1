package dev.artigrid.client.impl;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Details;
import dev.artigrid.client.errors.Reason;
import dev.artigrid.client.impl.pb.ErrorReason;
import dev.artigrid.client.impl.pb.Failure;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes exceptions, of whatever went wrong. */
public final class Failures {
    /** Of our reasons; an ErrorInfo of another domain is a proxy's. */
    static final String DOMAIN = "artigrid.dev";

    private Failures() {}

    /** An argument that no server need see. */
    public static ArtigridException usage(String message) {
        return of(Reason.INVALID_ARGUMENT, message);
    }

    /** The server's bytes do not fit its own words. */
    static ArtigridException corrupt(String message) {
        return of(Reason.DATA_CORRUPT, message);
    }

    /** A stream that ended or fell silent before it was whole; worth another try. */
    static ArtigridException broken(String message) {
        return of(Reason.BACKEND_UNAVAILABLE, message);
    }

    static ArtigridException cancelled() {
        return of(Reason.CANCELLED, "the call was cancelled");
    }

    /** The thread was interrupted; it stays so. */
    static ArtigridException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return ArtigridException.of(new Details(Reason.CANCELLED, "the thread was interrupted"), cause);
    }

    /** A file or source that cannot be read or written. */
    public static ArtigridException local(Object what, Exception cause) {
        return cause instanceof ArtigridException known ? known : ArtigridException.of(new Details(Reason.LOCAL, what + ": " + cause.getMessage()), cause);
    }

    static ArtigridException of(Reason reason, String message) {
        return ArtigridException.of(new Details(reason, message), null);
    }

    /** Why one item of a batch failed. */
    static ArtigridException from(Failure failure) {
        Reason reason = failure.getReason() == ErrorReason.UNRECOGNIZED ? Reason.INTERNAL : reason(failure.getReason().name().substring("ERROR_REASON_".length()));
        return ArtigridException.of(new Details(reason, failure.getMessage(), failure.getMetadataMap(), List.of(), Duration.ZERO), null);
    }

    /** Why a call failed. */
    static ArtigridException from(Status status, Metadata trailers) {
        Reason reason = reason(status);
        Map<String, String> metadata = Map.of();
        List<Details.Violation> violations = new ArrayList<>();
        Duration retryAfter = Duration.ZERO;
        try {
            com.google.rpc.Status said = trailers == null ? null : StatusProto.fromStatusAndTrailers(status, trailers);
            for (Any detail : said == null ? List.<Any>of() : said.getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    if (info.getDomain().equals(DOMAIN)) {
                        reason = reason(info.getReason());
                        metadata = info.getMetadataMap();
                    }
                } else if (detail.is(RetryInfo.class)) {
                    retryAfter = Wire.duration(detail.unpack(RetryInfo.class).getRetryDelay());
                } else if (detail.is(BadRequest.class)) {
                    detail.unpack(BadRequest.class).getFieldViolationsList().forEach(one -> violations.add(new Details.Violation(one.getField(), one.getDescription())));
                }
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
            // Details that cannot be read leave what the status itself says.
            retryAfter = Duration.ZERO;
        }
        String message = status.getDescription() == null ? "" : status.getDescription();
        return ArtigridException.of(new Details(reason, message, metadata, violations, retryAfter), status.getCause());
    }

    /** A reason that a newer server has is as good as none. */
    private static Reason reason(String name) {
        for (Reason one : Reason.values()) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        return Reason.INTERNAL;
    }

    /** What a proxy or an old server means by a status that names no reason. */
    private static Reason reason(Status status) {
        // A reset that no status explains is the connection's end, whatever code the library guesses for it.
        if (status.getDescription() != null && status.getDescription().startsWith("RST_STREAM closed stream")) {
            return Reason.BACKEND_UNAVAILABLE;
        }
        return switch (status.getCode()) {
            case INVALID_ARGUMENT -> Reason.INVALID_ARGUMENT;
            case OUT_OF_RANGE -> Reason.SIZE_LIMIT;
            case UNAUTHENTICATED -> Reason.UNAUTHENTICATED;
            case PERMISSION_DENIED -> Reason.ACCESS_DENIED;
            case DEADLINE_EXCEEDED -> Reason.DEADLINE;
            case RESOURCE_EXHAUSTED -> Reason.RATE_LIMITED;
            case UNAVAILABLE -> Reason.BACKEND_UNAVAILABLE;
            case DATA_LOSS -> Reason.DATA_CORRUPT;
            case UNIMPLEMENTED -> Reason.UNIMPLEMENTED;
            case CANCELLED -> Reason.CANCELLED;
            case ALREADY_EXISTS -> Reason.ALREADY_EXISTS;
            case OK, UNKNOWN, NOT_FOUND, FAILED_PRECONDITION, ABORTED, INTERNAL -> Reason.INTERNAL;
        };
    }
}
