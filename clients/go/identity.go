package artigrid

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// identity is who is calling, and the session that is kept.
//
// It travels as request metadata with every call, never in request fields. A client that names no session keeps that of
// its first write to session scope, so that all its writes go to one place. If that session belongs to a user, later
// writes name it in their spec, and reads still see all of the user's sessions. An anonymous session is visible only to
// those who name it, so then every later call does; and because two first writes at once would begin two of them, writes
// wait until the first has told its session.
type identity struct {
	sandbox, user, role string
	token               func(ctx context.Context, refused string) (string, error)
	renewable           bool

	firstWrite chan struct{}

	mu            sync.Mutex
	named         string // with every call
	forWrites     string // by writes only
	sent, refusal string
}

func newIdentity(s settings) *identity {
	id := &identity{sandbox: s.sandbox, user: s.user, role: s.role, named: s.session, token: s.token, renewable: s.renewable}
	id.firstWrite = make(chan struct{}, 1)
	return id
}

// session that is named or kept, if any yet.
func (id *identity) session() string {
	id.mu.Lock()
	defer id.mu.Unlock()
	if id.named != "" {
		return id.named
	}
	return id.forWrites
}

// refused notes that the token was refused, and says whether another one can be had.
func (id *identity) refused() bool {
	id.mu.Lock()
	defer id.mu.Unlock()
	id.refusal = id.sent
	return id.renewable
}

var tokenForm = regexp.MustCompile(`^[\x21-\x7e]+$`)

// sign puts the identity on a request.
func (id *identity) sign(ctx context.Context) (context.Context, error) {
	id.mu.Lock()
	session, refusal := id.named, id.refusal
	id.refusal = ""
	id.mu.Unlock()
	named := []string{"artigrid-sandbox", id.sandbox, "artigrid-user", id.user, "artigrid-role", id.role, "artigrid-session", session}
	for i := 0; i < len(named); i += 2 {
		if named[i+1] != "" {
			ctx = metadata.AppendToOutgoingContext(ctx, named[i], encoded(named[i+1]))
		}
	}
	if id.token == nil {
		return ctx, nil
	}
	token, err := id.token(ctx, refusal)
	if err != nil {
		return ctx, local("the token", err)
	}
	if !tokenForm.MatchString(token) {
		return ctx, usage("the token has characters that no token has")
	}
	id.mu.Lock()
	id.sent = token
	id.mu.Unlock()
	return metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token), nil
}

// beginWrite names the kept session in a spec that names none, or waits for the right to be the first write. Call what
// it gives when the write is done.
func (id *identity) beginWrite(ctx context.Context, spec *pb.ArtifactSpec, requestID string) (func(), error) {
	nothing := func() {}
	if spec.GetScope() != pb.Scope_SCOPE_SESSION || spec.GetSessionId() != "" {
		return nothing, nil
	}
	// A user has one automatic session, however many first writes there are at once.
	if id.user == "" && id.session() == "" {
		select {
		case id.firstWrite <- struct{}{}:
		case <-ctx.Done():
			return nothing, errorFrom(ctx.Err())
		}
		if id.session() == "" {
			return func() { <-id.firstWrite }, nil
		}
		<-id.firstWrite
	}
	id.mu.Lock()
	defer id.mu.Unlock()
	// What is named with every call need not be named here. What has a request id is said the second time as it was
	// the first time, when no session was kept yet; the server picks the user's own.
	if id.named == "" && requestID == "" {
		spec.SessionId = id.forWrites
	}
	return nothing, nil
}

// written is what an answer says of where something went.
type written interface {
	GetScope() pb.Scope
	GetSessionId() string
	GetUserId() string
}

// wrote keeps the session of an answer, if none is kept.
func (id *identity) wrote(answer written) {
	if answer.GetScope() != pb.Scope_SCOPE_SESSION || answer.GetSessionId() == "" {
		return
	}
	id.mu.Lock()
	defer id.mu.Unlock()
	switch {
	case id.named != "" || id.forWrites != "":
	case answer.GetUserId() == "":
		id.named = answer.GetSessionId()
	default:
		id.forWrites = answer.GetSessionId()
	}
}

// encoded percent-encodes, so that any text can be metadata.
func encoded(value string) string {
	return strings.ReplaceAll(url.QueryEscape(value), "+", "%20")
}

// signing is the connection with an identity on every request.
type signing struct {
	conn *grpc.ClientConn
	id   *identity
}

func (s signing) Invoke(ctx context.Context, method string, request, answer any, list ...grpc.CallOption) error {
	ctx, err := s.id.sign(ctx)
	if err != nil {
		return err
	}
	return s.conn.Invoke(ctx, method, request, answer, list...)
}

func (s signing) NewStream(ctx context.Context, desc *grpc.StreamDesc, method string, list ...grpc.CallOption) (grpc.ClientStream, error) {
	ctx, err := s.id.sign(ctx)
	if err != nil {
		return nil, err
	}
	return s.conn.NewStream(ctx, desc, method, list...)
}
