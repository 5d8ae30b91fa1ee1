package artigrid

import (
	"context"
	"iter"
	"time"

	"google.golang.org/protobuf/types/known/fieldmaskpb"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Sessions are begun, looked at, renewed and ended here.
type Sessions struct{ client *Client }

// NewSession is what a new session shall be. Everything may be left out; its user is the client's.
type NewSession struct {
	// ID wanted. Default: the server makes one.
	ID string
	// Meta is anything that makes a JSON object.
	Meta any
	// TTL is how long it shall live. Default: the server's.
	TTL time.Duration
}

// Create begins a session. The client does not act in it by that: WithSession does.
func (s *Sessions) Create(ctx context.Context, spec NewSession, list ...Option) (*Session, error) {
	o := gather(list)
	meta, err := metaTo(spec.Meta)
	if err != nil {
		return nil, err
	}
	request := &pb.CreateSessionRequest{SessionId: spec.ID, MetaJson: meta, RequestId: o.requestID}
	if spec.TTL != 0 {
		request.Ttl = durationTo(spec.TTL)
	}
	answer, err := call(ctx, s.client, o.requestID != "", o, s.client.sessions.CreateSession, request)
	if err != nil {
		return nil, err
	}
	return sessionFrom(answer.GetSession())
}

// Get reads a session.
func (s *Sessions) Get(ctx context.Context, id string, list ...Option) (*Session, error) {
	answer, err := call(ctx, s.client, true, gather(list), s.client.sessions.GetSession, &pb.GetSessionRequest{SessionId: id})
	if err != nil {
		return nil, err
	}
	return sessionFrom(answer.GetSession())
}

// Validate gives the session if it is live and the client may use it, else nil.
func (s *Sessions) Validate(ctx context.Context, id string, list ...Option) (*Session, error) {
	answer, err := call(ctx, s.client, true, gather(list), s.client.sessions.ValidateSession, &pb.ValidateSessionRequest{SessionId: id})
	if err != nil || !answer.GetValid() {
		return nil, err
	}
	return sessionFrom(answer.GetSession())
}

// Renew lets a session live so long from now; 0: as long as the server's default.
func (s *Sessions) Renew(ctx context.Context, id string, ttl time.Duration, list ...Option) (*Session, error) {
	request := &pb.RenewSessionRequest{SessionId: id}
	if ttl != 0 {
		request.Lifetime = &pb.RenewSessionRequest_Ttl{Ttl: durationTo(ttl)}
	}
	// So long from now, said twice, is so long from now.
	return s.renew(ctx, request, true, gather(list))
}

// Extend lets a session live so much longer than planned.
func (s *Sessions) Extend(ctx context.Context, id string, by time.Duration, list ...Option) (*Session, error) {
	o := gather(list)
	request := &pb.RenewSessionRequest{SessionId: id, Lifetime: &pb.RenewSessionRequest_ExtendBy{ExtendBy: durationTo(by)}}
	return s.renew(ctx, request, o.requestID != "", o)
}

func (s *Sessions) renew(ctx context.Context, request *pb.RenewSessionRequest, repeat bool, o options) (*Session, error) {
	request.RequestId = o.requestID
	answer, err := call(ctx, s.client, repeat, o, s.client.sessions.RenewSession, request)
	if err != nil {
		return nil, err
	}
	return sessionFrom(answer.GetSession())
}

// ReplaceMeta puts metadata in place of what is there.
func (s *Sessions) ReplaceMeta(ctx context.Context, id string, meta any, list ...Option) (*Session, error) {
	return s.changeMeta(ctx, id, meta, pb.MetaMode_META_MODE_REPLACE, gather(list))
}

// MergeMeta merges a patch (RFC 7396) into the metadata: null removes a key.
func (s *Sessions) MergeMeta(ctx context.Context, id string, patch any, list ...Option) (*Session, error) {
	return s.changeMeta(ctx, id, patch, pb.MetaMode_META_MODE_MERGE, gather(list))
}

func (s *Sessions) changeMeta(ctx context.Context, id string, meta any, mode pb.MetaMode, o options) (*Session, error) {
	text, err := metaTo(meta)
	if err != nil {
		return nil, err
	}
	request := &pb.UpdateSessionRequest{
		SessionId: id, Etag: o.etag, MetaJson: text, MetaMode: mode, RequestId: o.requestID,
		UpdateMask: &fieldmaskpb.FieldMask{Paths: []string{"meta_json"}},
	}
	answer, err := call(ctx, s.client, o.requestID != "", o, s.client.sessions.UpdateSession, request)
	if err != nil {
		return nil, err
	}
	return sessionFrom(answer.GetSession())
}

// Delete ends a session; its artifacts go with it.
func (s *Sessions) Delete(ctx context.Context, id string, list ...Option) error {
	o := gather(list)
	request := &pb.DeleteSessionRequest{SessionId: id, Etag: o.etag, RequestId: o.requestID}
	_, err := call(ctx, s.client, o.requestID != "", o, s.client.sessions.DeleteSession, request)
	return err
}

// List gives the live sessions that the client may use, newest first; of one user, or of all ("").
func (s *Sessions) List(ctx context.Context, owner string, list ...Option) iter.Seq2[*Session, error] {
	o := gather(list)
	return items(func(token string) ([]*Session, string, error) {
		request := &pb.ListSessionsRequest{Owner: owner, PageSize: o.pageSize, PageToken: token}
		answer, err := call(ctx, s.client, true, o, s.client.sessions.ListSessions, request)
		found := make([]*Session, 0, len(answer.GetSessions()))
		for _, raw := range answer.GetSessions() {
			one, err := sessionFrom(raw)
			if err != nil {
				return nil, "", err
			}
			found = append(found, one)
		}
		return found, answer.GetNextPageToken(), err
	})
}
