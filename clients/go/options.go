package artigrid

import (
	"context"
	"crypto/tls"
	"time"

	"google.golang.org/grpc/keepalive"
	"google.golang.org/protobuf/types/known/fieldmaskpb"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

type settings struct {
	address, sandbox, user, session, role string

	token         func(ctx context.Context, refused string) (string, error)
	renewable     bool
	tls           *tls.Config
	timeout       time.Duration
	streamIdle    time.Duration
	resumableFrom int64
	retry         RetryPolicy
	keepalive     keepalive.ClientParameters
}

// ClientOption says where the server is, who is calling, or how the client behaves.
type ClientOption func(*settings)

// WithEnv takes ARTIGRID_ADDR, _SANDBOX, _USER, _SESSION, _ROLE and _TOKEN from the environment; options behind it win.
func WithEnv() ClientOption {
	return func(s *settings) {
		for name, field := range map[string]*string{
			"ADDR": &s.address, "SANDBOX": &s.sandbox, "USER": &s.user, "SESSION": &s.session, "ROLE": &s.role,
		} {
			if value := variable(name); value != "" {
				*field = value
			}
		}
		if token := variable("TOKEN"); token != "" {
			WithToken(token)(s)
		}
	}
}

// WithAddress: http://host:port, https://host:port, or on loopback a bare host:port. Default 127.0.0.1:50051.
func WithAddress(address string) ClientOption { return func(s *settings) { s.address = address } }

// WithSandbox names the sandbox; the server's default when not named.
func WithSandbox(sandbox string) ClientOption { return func(s *settings) { s.sandbox = sandbox } }

// WithUser names the user to act for.
func WithUser(user string) ClientOption { return func(s *settings) { s.user = user } }

// WithSession names the session to act in. When not named, the client keeps that of its first write to session scope.
func WithSession(session string) ClientOption { return func(s *settings) { s.session = session } }

// WithRole names the role, where the server believes metadata: user, service, admin or operator.
func WithRole(role string) ClientOption { return func(s *settings) { s.role = role } }

// WithToken is a JWT or API key.
func WithToken(token string) ClientOption {
	return func(s *settings) {
		s.token, s.renewable = func(context.Context, string) (string, error) { return token, nil }, false
	}
}

// WithTokenSource is asked for the token before each call, so it should keep the token while it is good. It is told the
// token that was refused, if one was, and then should get another.
func WithTokenSource(source func(ctx context.Context, refused string) (string, error)) ClientOption {
	return func(s *settings) { s.token, s.renewable = source, true }
}

// WithTLS sets certificates, for https:// addresses.
func WithTLS(config *tls.Config) ClientOption { return func(s *settings) { s.tls = config } }

// WithCallTimeout is how long a call other than a transfer may take, each try by itself. Default 30 s.
func WithCallTimeout(timeout time.Duration) ClientOption {
	return func(s *settings) { s.timeout = timeout }
}

// WithStreamIdle is how long a download may be silent before it is given up and picked up anew. Default 60 s.
func WithStreamIdle(idle time.Duration) ClientOption {
	return func(s *settings) { s.streamIdle = idle }
}

// WithResumableFrom: content of at least this size is uploaded so that it can be picked up. Default 16 MiB.
func WithResumableFrom(size int64) ClientOption { return func(s *settings) { s.resumableFrom = size } }

// WithRetry says how calls that may be repeated are tried again.
func WithRetry(policy RetryPolicy) ClientOption { return func(s *settings) { s.retry = policy } }

// WithKeepalive pings while calls run, so that a dead peer is noticed. Default every 30 s, given up after 20 s.
func WithKeepalive(interval, timeout time.Duration) ClientOption {
	return func(s *settings) { s.keepalive = keepalive.ClientParameters{Time: interval, Timeout: timeout} }
}

// Progress is how far a transfer got. Total is -1 while it is not known.
type Progress struct{ Done, Total int64 }

type options struct {
	timeout         *time.Duration
	etag, requestID string
	version         int64
	part            *Range
	size            *int64
	digests         Digests
	resumable       *bool
	stateFile       string
	onProgress      func(Progress)
	pageSize        int32
	watchToken      string
	inline          bool
	filename        string
	autoRegister    bool
	maxDownloads    *int64
	expires         time.Duration
}

// Option is what a call takes beyond its main arguments. One that a call has no use for is ignored.
type Option func(*options)

// WithTimeout is how long this call may take, each try by itself, instead of the client's.
func WithTimeout(timeout time.Duration) Option { return func(o *options) { o.timeout = &timeout } }

// WithRequestID is a UUID that makes a mutation repeatable: within 24 h the same id gives the same answer.
func WithRequestID(id string) Option { return func(o *options) { o.requestID = id } }

// IfEtag: only while the thing has this etag.
func IfEtag(etag string) Option { return func(o *options) { o.etag = etag } }

// AtVersion rather than the current one.
func AtVersion(version int64) Option { return func(o *options) { o.version = version } }

// WithRange reads only a part.
func WithRange(part Range) Option { return func(o *options) { o.part = &part } }

// WithSize declares the size of a reader: the server reserves room and refuses early.
func WithSize(size int64) Option { return func(o *options) { o.size = &size } }

// WithDigests: digests that the content must have.
func WithDigests(digests Digests) Option { return func(o *options) { o.digests = digests } }

// Resumable says whether an upload shall outlast a break. Default: when the content is large.
func Resumable(resumable bool) Option { return func(o *options) { o.resumable = &resumable } }

// WithStateFile remembers the upload in a file, so that another process can go on with it.
func WithStateFile(path string) Option { return func(o *options) { o.stateFile = path } }

// OnProgress is called after each chunk.
func OnProgress(tell func(Progress)) Option { return func(o *options) { o.onProgress = tell } }

// PageSize: at most so many a page. Default: the server's.
func PageSize(size int) Option { return func(o *options) { o.pageSize = int32(size) } }

// BehindToken goes on watching behind a token.
func BehindToken(token string) Option { return func(o *options) { o.watchToken = token } }

// ExpiresIn is how long a signed URL works: Short, Medium (the default), Long, or anything up to 7 days.
func ExpiresIn(validity time.Duration) Option { return func(o *options) { o.expires = validity } }

// Inline: browsers show the content in place rather than save it.
func Inline() Option { return func(o *options) { o.inline = true } }

// OfferedAs is the file name that a signed URL offers instead of the artifact's.
func OfferedAs(filename string) Option { return func(o *options) { o.filename = filename } }

// AutoRegister asks for a URL of the server itself, whose PUT registers without a further call.
func AutoRegister() Option { return func(o *options) { o.autoRegister = true } }

// MaxDownloads is how many downloads a share link allows.
func MaxDownloads(count int64) Option { return func(o *options) { o.maxDownloads = &count } }

func gather(list []Option) options {
	o := options{expires: Medium}
	for _, option := range list {
		option(&o)
	}
	return o
}

func (o options) timeoutOr(standard time.Duration) time.Duration {
	if o.timeout != nil {
		return *o.timeout
	}
	return standard
}

// untimed: as long as a transfer may take, not as long as a call.
func (o options) untimed() options {
	if o.timeout == nil {
		o.timeout = new(time.Duration)
	}
	return o
}

func (o options) tell(done, total int64) {
	if o.onProgress != nil {
		o.onProgress(Progress{done, total})
	}
}

// Range is a part of content: Length bytes from Offset on (0 = to the end), or the Last so many bytes.
type Range struct{ Offset, Length, Last int64 }

func (r *Range) raw() *pb.ByteRange {
	if r == nil {
		return nil
	}
	if r.Last != 0 {
		return &pb.ByteRange{Range: &pb.ByteRange_SuffixLength{SuffixLength: r.Last}}
	}
	return &pb.ByteRange{Range: &pb.ByteRange_Span_{Span: &pb.ByteRange_Span{Offset: r.Offset, Length: r.Length}}}
}

// NewArtifact is what a new artifact shall be. Everything may be left out.
type NewArtifact struct {
	// Scope: whose it shall be. Default: the session's.
	Scope Scope
	// Session it shall go into, rather than the client's own.
	Session string
	// Filename, directories separated by /.
	Filename, MIMEType, Summary string
	// Meta is anything that makes a JSON object.
	Meta any
	// TTL is how long it shall live. Default: the server's.
	TTL time.Duration
	// NoExpiry: no end of its own.
	NoExpiry bool
}

func (n NewArtifact) raw() (*pb.ArtifactSpec, error) {
	meta, err := metaTo(n.Meta)
	if err != nil {
		return nil, err
	}
	spec := &pb.ArtifactSpec{
		Scope: n.Scope.raw(pb.Scope_SCOPE_SESSION), SessionId: n.Session,
		Filename: n.Filename, MimeType: n.MIMEType, Summary: n.Summary, MetaJson: meta,
	}
	switch {
	case n.NoExpiry && n.TTL != 0:
		return nil, usage("TTL or NoExpiry, not both")
	case n.NoExpiry:
		spec.Lifetime = &pb.ArtifactSpec_NoExpiry{NoExpiry: true}
	case n.TTL != 0:
		spec.Lifetime = &pb.ArtifactSpec_Ttl{Ttl: durationTo(n.TTL)}
	}
	return spec, nil
}

// Changes are what shall change of an artifact, or be other in a copy. What is nil stays.
type Changes struct {
	Filename, MIMEType, Summary *string
	// Meta takes the place of what is there; MergeMeta is a merge patch (RFC 7396): null removes a key.
	Meta, MergeMeta any
	// TTL: so long from now. ExtendBy: so much longer than planned. NoExpiry: no end of its own.
	TTL, ExtendBy *time.Duration
	NoExpiry      bool
	// Data is new content, at most 1 MiB, in the same step; only for Update.
	Data []byte
}

// To makes a pointer, for the fields of Changes.
func To[T any](value T) *T { return &value }

func (c Changes) raw() (*pb.ArtifactChanges, *fieldmaskpb.FieldMask, pb.MetaMode, error) {
	changes, mask, mode := &pb.ArtifactChanges{}, &fieldmaskpb.FieldMask{}, pb.MetaMode_META_MODE_UNSPECIFIED
	for _, field := range []struct {
		path string
		from *string
		to   *string
	}{{"filename", c.Filename, &changes.Filename}, {"mime_type", c.MIMEType, &changes.MimeType}, {"summary", c.Summary, &changes.Summary}} {
		if field.from != nil {
			mask.Paths = append(mask.Paths, field.path)
			*field.to = *field.from
		}
	}
	meta := c.Meta
	switch {
	case c.Meta != nil && c.MergeMeta != nil:
		return nil, nil, mode, usage("Meta or MergeMeta, not both")
	case c.Meta != nil:
		mode = pb.MetaMode_META_MODE_REPLACE
	case c.MergeMeta != nil:
		meta, mode = c.MergeMeta, pb.MetaMode_META_MODE_MERGE
	}
	if meta != nil {
		text, err := metaTo(meta)
		if err != nil {
			return nil, nil, mode, err
		}
		mask.Paths, changes.MetaJson = append(mask.Paths, "meta_json"), text
	}
	if len(mask.Paths) == 0 {
		return nil, nil, mode, nil
	}
	return changes, mask, mode, nil
}

// lifetimes counts how many ways of living on are named; one is enough.
func (c Changes) lifetimes() (count int) {
	for _, named := range []bool{c.TTL != nil, c.ExtendBy != nil, c.NoExpiry} {
		if named {
			count++
		}
	}
	return count
}
