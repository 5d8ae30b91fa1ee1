package artigrid

import (
	"context"
	"strings"
	"time"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Admin tells what the server can do, and figures of it. The rest of looking after it is on the command line.
type Admin struct{ client *Client }

// Capabilities are what a server is, and whom it takes the client for.
type Capabilities struct {
	ServerVersion string
	// Features in lower case with underscores, e.g. resumable_upload.
	Features                     []string
	Sandbox, Role, User, Session string
	Limits                       Limits
}

// Limits of a server.
type Limits struct {
	MaxArtifactSize, MaxInlineSize, MaxChunkSize, MaxBatchSize int64
	MaxBatchItems, MaxPageSize, MaxMetaSize                    int32
	DefaultArtifactTTL, DefaultSessionTTL                      time.Duration
	// MaxTTL 0: none.
	MaxTTL time.Duration
}

// Stats are figures of a sandbox, or of the whole server.
type Stats struct{ Artifacts, Bytes, Sessions, Uploads int64 }

// Capabilities tells limits, features, and whom the server takes the client for. For every caller.
func (a *Admin) Capabilities(ctx context.Context, list ...Option) (*Capabilities, error) {
	answer, err := call(ctx, a.client, true, gather(list), a.client.admin.GetCapabilities, &pb.GetCapabilitiesRequest{})
	if err != nil {
		return nil, err
	}
	l := answer.GetLimits()
	found := &Capabilities{
		ServerVersion: answer.GetServerVersion(), Sandbox: answer.GetSandboxId(), User: answer.GetUserId(), Session: answer.GetSessionId(),
		Role: strings.ToLower(strings.TrimPrefix(answer.GetRole().String(), "ROLE_")),
		Limits: Limits{
			l.GetMaxArtifactSize(), l.GetMaxInlineSize(), l.GetMaxChunkSize(), l.GetMaxBatchSize(),
			l.GetMaxBatchItems(), l.GetMaxPageSize(), l.GetMaxMetaSize(),
			l.GetDefaultArtifactTtl().AsDuration(), l.GetDefaultSessionTtl().AsDuration(), l.GetMaxTtl().AsDuration(),
		},
	}
	for _, feature := range answer.GetFeatures() {
		found.Features = append(found.Features, strings.ToLower(strings.TrimPrefix(feature.String(), "FEATURE_")))
	}
	return found, nil
}

// Stats gives figures of the client's sandbox; an operator may name one, or none for the whole server.
func (a *Admin) Stats(ctx context.Context, sandbox string, list ...Option) (*Stats, error) {
	answer, err := call(ctx, a.client, true, gather(list), a.client.admin.GetStats, &pb.GetStatsRequest{SandboxId: sandbox})
	return &Stats{answer.GetArtifacts(), answer.GetBytes(), answer.GetSessions(), answer.GetUploads()}, err
}
