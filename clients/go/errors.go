package artigrid

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Reason says why a call failed: the contract's closed list, and Local for files and streams of this side. It is a
// target for errors.Is: errors.Is(err, artigrid.EtagMismatch).
type Reason string

func (r Reason) Error() string { return string(r) }

// The reasons.
const (
	InvalidArgument     Reason = "INVALID_ARGUMENT"
	ChecksumMismatch    Reason = "CHECKSUM_MISMATCH"
	SizeMismatch        Reason = "SIZE_MISMATCH"
	PageTokenInvalid    Reason = "PAGE_TOKEN_INVALID"
	FilterInvalid       Reason = "FILTER_INVALID"
	SizeLimit           Reason = "SIZE_LIMIT"
	Unauthenticated     Reason = "UNAUTHENTICATED"
	AccessDenied        Reason = "ACCESS_DENIED"
	ArtifactNotFound    Reason = "ARTIFACT_NOT_FOUND"
	SessionNotFound     Reason = "SESSION_NOT_FOUND"
	UploadNotFound      Reason = "UPLOAD_NOT_FOUND"
	LinkNotFound        Reason = "LINK_NOT_FOUND"
	KeyNotFound         Reason = "KEY_NOT_FOUND"
	QuotaNotFound       Reason = "QUOTA_NOT_FOUND"
	ArtifactExpired     Reason = "ARTIFACT_EXPIRED"
	VersionGone         Reason = "VERSION_GONE"
	AlreadyExists       Reason = "ALREADY_EXISTS"
	OffsetMismatch      Reason = "OFFSET_MISMATCH"
	UploadFenced        Reason = "UPLOAD_FENCED"
	RequestInProgress   Reason = "REQUEST_IN_PROGRESS"
	EtagMismatch        Reason = "ETAG_MISMATCH"
	SessionExpired      Reason = "SESSION_EXPIRED"
	RequestIDReused     Reason = "REQUEST_ID_REUSED"
	WatchTokenExpired   Reason = "WATCH_TOKEN_EXPIRED"
	RangeNotSatisfiable Reason = "RANGE_NOT_SATISFIABLE"
	QuotaExceeded       Reason = "QUOTA_EXCEEDED"
	StorageFull         Reason = "STORAGE_FULL"
	RateLimited         Reason = "RATE_LIMITED"
	IdleTimeout         Reason = "IDLE_TIMEOUT"
	Deadline            Reason = "DEADLINE"
	BackendUnavailable  Reason = "BACKEND_UNAVAILABLE"
	Draining            Reason = "DRAINING"
	DataCorrupt         Reason = "DATA_CORRUPT"
	Unimplemented       Reason = "UNIMPLEMENTED"
	Cancelled           Reason = "CANCELLED"
	Internal            Reason = "INTERNAL"
	Local               Reason = "LOCAL"
)

// Family is a group of reasons, and a target for errors.Is as well.
type Family string

func (f Family) Error() string { return string(f) }

// The families.
const (
	// NotFound: there is no such thing, or no longer. Expired is a kind of it.
	NotFound Family = "not found"
	// Expired: it was there and has expired.
	Expired Family = "expired"
	// Unavailable: the server, or what it depends on, is not there now; worth another try.
	Unavailable Family = "unavailable"
)

var families = map[Reason][]Family{
	ArtifactNotFound:   {NotFound},
	SessionNotFound:    {NotFound},
	UploadNotFound:     {NotFound},
	LinkNotFound:       {NotFound},
	KeyNotFound:        {NotFound},
	QuotaNotFound:      {NotFound},
	VersionGone:        {NotFound},
	ArtifactExpired:    {NotFound, Expired},
	SessionExpired:     {NotFound, Expired},
	BackendUnavailable: {Unavailable},
	Draining:           {Unavailable},
}

// Violation is a field that the server refused.
type Violation struct{ Field, Description string }

// Error is why something did not work. Every error of this package is one.
type Error struct {
	Reason  Reason
	Message string
	// Metadata is what the server adds to the reason, e.g. limit, dependency, persisted_offset.
	Metadata map[string]string
	// Violations are the fields that were refused.
	Violations []Violation
	// RetryAfter is how long the server asks to wait before the next try.
	RetryAfter time.Duration

	cause error
}

func (e *Error) Error() string {
	if e.Message == "" {
		return "artigrid: " + string(e.Reason)
	}
	return fmt.Sprintf("artigrid: %s: %s", e.Reason, e.Message)
}

// Unwrap gives the cause, if there is one beneath.
func (e *Error) Unwrap() error { return e.cause }

// Is makes reasons and families targets of errors.Is.
func (e *Error) Is(target error) bool {
	switch target := target.(type) {
	case Reason:
		return e.Reason == target
	case Family:
		for _, family := range families[e.Reason] {
			if family == target {
				return true
			}
		}
	}
	return false
}

// Retryable says that the same call may work later, unchanged. Whether it may be repeated is another question: its first
// try may have had its effect.
func (e *Error) Retryable() bool { return e.Is(Unavailable) }

// ReasonOf gives the reason of an error of this package, and "" for others.
func ReasonOf(err error) Reason {
	var known *Error
	if errors.As(err, &known) {
		return known.Reason
	}
	return ""
}

func usage(format string, args ...any) error {
	return &Error{Reason: InvalidArgument, Message: fmt.Sprintf(format, args...)}
}

// corrupt: the server's bytes do not fit its own words.
func corrupt(format string, args ...any) error {
	return &Error{Reason: DataCorrupt, Message: fmt.Sprintf(format, args...)}
}

// broken: a stream that ended or fell silent before it was whole; worth another try.
func broken(format string, args ...any) error {
	return &Error{Reason: BackendUnavailable, Message: fmt.Sprintf(format, args...)}
}

// local: a file or source that cannot be read or written.
func local(what string, err error) error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return &Error{Reason: Local, Message: what + ": " + err.Error(), cause: err}
}

// domain of our reasons; an ErrorInfo of another domain is a proxy's.
const domain = "artigrid.dev"

// reasonOfCode is what a proxy or an old server means by a status that names no reason.
var reasonOfCode = map[codes.Code]Reason{
	codes.InvalidArgument:   InvalidArgument,
	codes.OutOfRange:        SizeLimit,
	codes.Unauthenticated:   Unauthenticated,
	codes.PermissionDenied:  AccessDenied,
	codes.DeadlineExceeded:  Deadline,
	codes.ResourceExhausted: RateLimited,
	codes.Unavailable:       BackendUnavailable,
	codes.DataLoss:          DataCorrupt,
	codes.Unimplemented:     Unimplemented,
	codes.Canceled:          Cancelled,
	codes.AlreadyExists:     AlreadyExists,
}

// errorFrom makes an error of this package of whatever a call gave.
func errorFrom(err error) *Error {
	var known *Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled):
		return &Error{Reason: Cancelled, Message: "the call was cancelled", cause: err}
	case errors.Is(err, context.DeadlineExceeded):
		return &Error{Reason: Deadline, Message: "no answer within the deadline", cause: err}
	case errors.Is(err, io.EOF):
		return &Error{Reason: BackendUnavailable, Message: "the stream ended early", cause: err}
	}
	said := status.Convert(err)
	found := &Error{Reason: reasonOfCode[said.Code()], Message: said.Message(), cause: err}
	if found.Reason == "" {
		found.Reason = Internal
	}
	// A reset that no status explains is the connection's end, whatever code the library guesses for it.
	if strings.HasPrefix(said.Message(), "stream terminated by RST_STREAM") {
		found.Reason = BackendUnavailable
	}
	for _, detail := range said.Details() {
		found.add(detail)
	}
	return found
}

func (e *Error) add(detail any) {
	switch detail := detail.(type) {
	case *errdetails.ErrorInfo:
		if detail.GetDomain() != domain {
			return
		}
		e.Reason, e.Metadata = Internal, detail.GetMetadata()
		if _, known := pb.ErrorReason_value["ERROR_REASON_"+detail.GetReason()]; known {
			e.Reason = Reason(detail.GetReason())
		}
	case *errdetails.RetryInfo:
		e.RetryAfter = detail.GetRetryDelay().AsDuration()
	case *errdetails.BadRequest:
		for _, violation := range detail.GetFieldViolations() {
			e.Violations = append(e.Violations, Violation{violation.GetField(), violation.GetDescription()})
		}
	}
}

// errorFromFailure says why one item of a batch failed.
func errorFromFailure(failure *pb.Failure) *Error {
	reason := Reason(strings.TrimPrefix(failure.GetReason().String(), "ERROR_REASON_"))
	if _, known := pb.ErrorReason_name[int32(failure.GetReason())]; !known {
		reason = Internal
	}
	return &Error{Reason: reason, Message: failure.GetMessage(), Metadata: failure.GetMetadata()}
}
