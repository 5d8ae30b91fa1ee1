package artigrid

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Scope says whose an artifact is.
type Scope string

// The scopes: one session's, one user's, or the sandbox's.
const (
	SessionScope Scope = "session"
	UserScope    Scope = "user"
	SandboxScope Scope = "sandbox"
)

func (s Scope) raw(unset pb.Scope) pb.Scope {
	switch s {
	case SessionScope:
		return pb.Scope_SCOPE_SESSION
	case UserScope:
		return pb.Scope_SCOPE_USER
	case SandboxScope:
		return pb.Scope_SCOPE_SANDBOX
	default:
		return unset
	}
}

func scopeFrom(raw pb.Scope) Scope {
	switch raw {
	case pb.Scope_SCOPE_USER:
		return UserScope
	case pb.Scope_SCOPE_SANDBOX:
		return SandboxScope
	default:
		return SessionScope
	}
}

// Digests of one content, as far as they are known. SHA256 is in lower-case hex.
type Digests struct {
	CRC32C *uint32
	SHA256 string
}

// Artifact is content with metadata, as the server had it when it answered.
type Artifact struct {
	ID, Sandbox string
	Scope       Scope
	// Session that owns it, in session scope; User that owns it, if there is one.
	Session, User string
	GridKey       string
	// Filename may be empty.
	Filename, MIMEType, Summary string
	// Meta has its numbers as json.Number, so that they stay what they are.
	Meta map[string]any
	// Size and Version are those of the current content.
	Size, Version int64
	// Etag changes with every change; it is the precondition of changes.
	Etag    string
	Digests Digests
	// Verified: the server has read the content itself.
	Verified bool
	// Store and Provider are name and kind of where the content lies.
	Store, Provider        string
	CreateTime, UpdateTime time.Time
	// ExpireTime is when it becomes invisible; zero: never.
	ExpireTime time.Time
}

// Session is a working context that owns artifacts.
type Session struct {
	ID, Sandbox string
	// User whose it is; empty if anonymous.
	User                               string
	Meta                               map[string]any
	CreateTime, UpdateTime, ExpireTime time.Time
	// Automatic: made by a write that named none.
	Automatic bool
	Etag      string
}

// Upload is an upload under way.
type Upload struct {
	ID, ArtifactID          string
	Scope                   Scope
	Session, User, Filename string
	// Size that was declared; -1 if none was.
	Size int64
	// PersistedOffset: so many bytes are safe in the store.
	PersistedOffset int64
	// State is active, completed or cancelled.
	State                              string
	CreateTime, UpdateTime, ExpireTime time.Time
}

func artifactFrom(raw *pb.Artifact) (*Artifact, error) {
	if raw.GetId() == "" || raw.GetScope() == pb.Scope_SCOPE_UNSPECIFIED || raw.GetSize() < 0 {
		return nil, corrupt("the answer has no artifact")
	}
	meta, err := metaFrom(raw.GetMetaJson())
	if err != nil {
		return nil, err
	}
	return &Artifact{
		ID: raw.GetId(), Sandbox: raw.GetSandboxId(), Scope: scopeFrom(raw.GetScope()),
		Session: raw.GetSessionId(), User: raw.GetUserId(), GridKey: raw.GetGridKey(),
		Filename: raw.GetFilename(), MIMEType: raw.GetMimeType(), Summary: raw.GetSummary(), Meta: meta,
		Size: raw.GetSize(), Version: raw.GetVersion(), Etag: raw.GetEtag(),
		Digests: digestsFrom(raw.GetDigests()), Verified: raw.GetVerified(),
		Store: raw.GetStore(), Provider: raw.GetProvider(),
		CreateTime: timeFrom(raw.GetCreateTime()), UpdateTime: timeFrom(raw.GetUpdateTime()), ExpireTime: timeFrom(raw.GetExpireTime()),
	}, nil
}

func artifactsFrom(raw []*pb.Artifact) ([]*Artifact, error) {
	found := make([]*Artifact, 0, len(raw))
	for _, one := range raw {
		artifact, err := artifactFrom(one)
		if err != nil {
			return nil, err
		}
		found = append(found, artifact)
	}
	return found, nil
}

func sessionFrom(raw *pb.Session) (*Session, error) {
	if raw.GetId() == "" {
		return nil, corrupt("the answer has no session")
	}
	meta, err := metaFrom(raw.GetMetaJson())
	if err != nil {
		return nil, err
	}
	return &Session{
		ID: raw.GetId(), Sandbox: raw.GetSandboxId(), User: raw.GetUserId(), Meta: meta, Automatic: raw.GetAutomatic(), Etag: raw.GetEtag(),
		CreateTime: timeFrom(raw.GetCreateTime()), UpdateTime: timeFrom(raw.GetUpdateTime()), ExpireTime: timeFrom(raw.GetExpireTime()),
	}, nil
}

func uploadFrom(raw *pb.Upload) *Upload {
	states := map[pb.UploadState]string{pb.UploadState_UPLOAD_STATE_COMPLETED: "completed", pb.UploadState_UPLOAD_STATE_CANCELLED: "cancelled"}
	upload := &Upload{
		ID: raw.GetId(), ArtifactID: raw.GetArtifactId(), Scope: scopeFrom(raw.GetScope()),
		Session: raw.GetSessionId(), User: raw.GetUserId(), Filename: raw.GetFilename(),
		Size: -1, PersistedOffset: raw.GetPersistedOffset(), State: "active",
		CreateTime: timeFrom(raw.GetCreateTime()), UpdateTime: timeFrom(raw.GetUpdateTime()), ExpireTime: timeFrom(raw.GetExpireTime()),
	}
	if raw.DeclaredSize != nil {
		upload.Size = raw.GetDeclaredSize()
	}
	if state, ended := states[raw.GetState()]; ended {
		upload.State = state
	}
	return upload
}

func digestsFrom(raw *pb.Digests) Digests {
	if raw == nil {
		return Digests{}
	}
	return Digests{CRC32C: raw.Crc32C, SHA256: hex.EncodeToString(raw.Sha256)}
}

// over puts what was declared in the place of what was found, so that the server compares with it.
func (d Digests) over(found *pb.Digests) (*pb.Digests, error) {
	if d.CRC32C != nil {
		found.Crc32C = d.CRC32C
	}
	if d.SHA256 != "" {
		sum, err := hex.DecodeString(d.SHA256)
		if err != nil {
			return nil, usage("a digest is written in hex")
		}
		found.Sha256 = sum
	}
	return found, nil
}

func metaTo(meta any) (string, error) {
	if meta == nil {
		return "", nil
	}
	text, err := json.Marshal(meta)
	if err != nil {
		return "", usage("the metadata is no JSON: %v", err)
	}
	return string(text), nil
}

func metaFrom(text string) (map[string]any, error) {
	meta := map[string]any{}
	if text == "" {
		return meta, nil
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	if err := decoder.Decode(&meta); err != nil {
		return nil, corrupt("the answer's metadata: %v", err)
	}
	return meta, nil
}

func durationTo(value time.Duration) *durationpb.Duration { return durationpb.New(value) }

func timeFrom(value *timestamppb.Timestamp) time.Time {
	if value == nil {
		return time.Time{}
	}
	return value.AsTime()
}
