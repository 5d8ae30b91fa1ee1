package artigrid

import (
	"context"
	"iter"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Artifacts are made, read, listed, changed and deleted here.
type Artifacts struct{ client *Client }

// ReadContent is an artifact with content.
type ReadContent struct {
	Artifact *Artifact
	Data     []byte
	// Offset is where Data begins in the content, TotalSize the size of the version in all.
	Offset, TotalSize, Version int64
}

// ListQuery says which artifacts to list.
type ListQuery struct {
	// Scope to look in. Default: session scope.
	Scope Scope
	// Session and Owner narrow to one session's or one user's.
	Session, Owner string
	// Prefix that file names begin with. Delimiter "/" for one level only: what has a further one in its name is
	// rolled up into the pages' Prefixes.
	Prefix, Delimiter string
}

// ArtifactPage is a page of a list.
type ArtifactPage struct {
	Artifacts []*Artifact
	// Prefixes are directories one level down, if only one level was asked for.
	Prefixes []string
	// NextPageToken is where the next page begins; empty after the last.
	NextPageToken string
}

// Store makes an artifact of at most 1 MiB, in one round trip.
func (a *Artifacts) Store(ctx context.Context, data []byte, spec NewArtifact, list ...Option) (*Artifact, error) {
	raw, err := spec.raw()
	if err != nil {
		return nil, err
	}
	return a.client.sendSmall(ctx, goal{spec: raw}, data, gather(list))
}

// Upload sends content of any size as a new artifact.
func (a *Artifacts) Upload(ctx context.Context, source Source, spec NewArtifact, list ...Option) (*Artifact, error) {
	raw, err := spec.raw()
	if err != nil {
		return nil, err
	}
	return a.client.upload(ctx, goal{spec: raw}, source, gather(list))
}

// Replace sends new content, and metadata changes with it, for an artifact that exists.
func (a *Artifacts) Replace(ctx context.Context, id string, source Source, changes Changes, list ...Option) (*Artifact, error) {
	if changes.lifetimes() > 0 || changes.Data != nil {
		return nil, usage("replaced content goes with metadata changes only")
	}
	o := gather(list)
	raw, mask, mode, err := changes.raw()
	if err != nil {
		return nil, err
	}
	replacement := &pb.ContentReplacement{ArtifactId: id, Etag: o.etag, Changes: raw, UpdateMask: mask, MetaMode: mode}
	return a.client.upload(ctx, goal{replacement: replacement}, source, o)
}

// Read gives an artifact and its content, or a part of it, at most 1 MiB, in one round trip.
func (a *Artifacts) Read(ctx context.Context, id string, list ...Option) (*ReadContent, error) {
	o := gather(list)
	request := &pb.ReadArtifactRequest{ArtifactId: id, Version: o.version, Range: o.part.raw()}
	answer, err := call(ctx, a.client, true, o, a.client.artifacts.ReadArtifact, request)
	if err != nil {
		return nil, err
	}
	return contentFrom(answer)
}

func contentFrom(answer *pb.ReadArtifactResponse) (*ReadContent, error) {
	if crc32c(answer.GetData()) != answer.GetCrc32C() {
		return nil, corrupt("the content does not match its checksum")
	}
	artifact, err := artifactFrom(answer.GetArtifact())
	return &ReadContent{artifact, answer.GetData(), answer.GetOffset(), answer.GetTotalSize(), answer.GetVersion()}, err
}

// Get gives the metadata of an artifact.
func (a *Artifacts) Get(ctx context.Context, id string, list ...Option) (*Artifact, error) {
	answer, err := call(ctx, a.client, true, gather(list), a.client.artifacts.GetArtifact, &pb.GetArtifactRequest{ArtifactId: id})
	if err != nil {
		return nil, err
	}
	return artifactFrom(answer.GetArtifact())
}

// Exists says whether an artifact is there and may be read.
func (a *Artifacts) Exists(ctx context.Context, id string, list ...Option) (bool, error) {
	answer, err := call(ctx, a.client, true, gather(list), a.client.artifacts.ArtifactExists, &pb.ArtifactExistsRequest{ArtifactId: id})
	return answer.GetExists(), err
}

// ListPage gives one page of a list, from its beginning (empty token) or from a token on.
func (a *Artifacts) ListPage(ctx context.Context, query ListQuery, token string, list ...Option) (*ArtifactPage, error) {
	o := gather(list)
	request := &pb.ListArtifactsRequest{
		Scope: query.Scope.raw(pb.Scope_SCOPE_SESSION), SessionId: query.Session, Owner: query.Owner,
		Prefix: query.Prefix, Delimiter: query.Delimiter, PageSize: o.pageSize, PageToken: token,
	}
	answer, err := call(ctx, a.client, true, o, a.client.artifacts.ListArtifacts, request)
	if err != nil {
		return nil, err
	}
	artifacts, err := artifactsFrom(answer.GetArtifacts())
	return &ArtifactPage{artifacts, answer.GetPrefixes(), answer.GetNextPageToken()}, err
}

// List gives all artifacts of a list by file name, then id; each page is fetched when it is asked for.
func (a *Artifacts) List(ctx context.Context, query ListQuery, list ...Option) iter.Seq2[*Artifact, error] {
	return items(func(token string) ([]*Artifact, string, error) {
		page, err := a.ListPage(ctx, query, token, list...)
		if err != nil {
			return nil, "", err
		}
		return page.Artifacts, page.NextPageToken, nil
	})
}

// items of all pages. An error ends them.
func items[T any](fetch func(token string) ([]T, string, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for token, first := "", true; first || token != ""; first = false {
			page, next, err := fetch(token)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, one := range page {
				if !yield(one, nil) {
					return
				}
			}
			token = next
		}
	}
}

// Update changes metadata, lifetime and content in one step.
func (a *Artifacts) Update(ctx context.Context, id string, changes Changes, list ...Option) (*Artifact, error) {
	o := gather(list)
	if changes.lifetimes() > 1 {
		return nil, usage("one lifetime, not two")
	}
	raw, mask, mode, err := changes.raw()
	if err != nil {
		return nil, err
	}
	request := &pb.UpdateArtifactRequest{ArtifactId: id, Etag: o.etag, Changes: raw, UpdateMask: mask, MetaMode: mode, RequestId: o.requestID}
	if changes.Data != nil {
		sum := crc32c(changes.Data)
		request.Data, request.Digests = changes.Data, &pb.Digests{Crc32C: &sum}
	}
	switch {
	case changes.TTL != nil:
		request.Lifetime = &pb.UpdateArtifactRequest_Ttl{Ttl: durationTo(*changes.TTL)}
	case changes.ExtendBy != nil:
		request.Lifetime = &pb.UpdateArtifactRequest_ExtendBy{ExtendBy: durationTo(*changes.ExtendBy)}
	case changes.NoExpiry:
		request.Lifetime = &pb.UpdateArtifactRequest_NoExpiry{NoExpiry: true}
	}
	answer, err := call(ctx, a.client, o.requestID != "", o, a.client.artifacts.UpdateArtifact, request)
	if err != nil {
		return nil, err
	}
	return artifactFrom(answer.GetArtifact())
}

// CopyTarget says whose a copy shall be; the zero value: the source's owner's.
type CopyTarget struct {
	Scope   Scope
	Session string
}

// Copy makes a copy; the content does not pass through here. Its lifetime is the rest of the source's unless changes say
// otherwise.
func (a *Artifacts) Copy(ctx context.Context, id string, target CopyTarget, changes Changes, list ...Option) (*Artifact, error) {
	o := gather(list)
	if changes.lifetimes() > 1 || changes.ExtendBy != nil || changes.Data != nil {
		return nil, usage("a copy has its source's content, and a TTL or none")
	}
	raw, mask, mode, err := changes.raw()
	if err != nil {
		return nil, err
	}
	request := &pb.CopyArtifactRequest{
		ArtifactId: id, Etag: o.etag, Version: o.version, Scope: target.Scope.raw(pb.Scope_SCOPE_UNSPECIFIED), SessionId: target.Session,
		Changes: raw, UpdateMask: mask, MetaMode: mode, RequestId: o.requestID,
	}
	switch {
	case changes.TTL != nil:
		request.Lifetime = &pb.CopyArtifactRequest_Ttl{Ttl: durationTo(*changes.TTL)}
	case changes.NoExpiry:
		request.Lifetime = &pb.CopyArtifactRequest_NoExpiry{NoExpiry: true}
	}
	answer, err := call(ctx, a.client, o.requestID != "", o, a.client.artifacts.CopyArtifact, request)
	if err != nil {
		return nil, err
	}
	return artifactFrom(answer.GetArtifact())
}

// Move gives an artifact another file name; id, owner and content stay.
func (a *Artifacts) Move(ctx context.Context, id, filename string, list ...Option) (*Artifact, error) {
	o := gather(list)
	request := &pb.MoveArtifactRequest{ArtifactId: id, Filename: filename, Etag: o.etag, RequestId: o.requestID}
	// The same name twice is the same name; only an etag of before would not be.
	answer, err := call(ctx, a.client, o.etag == "" || o.requestID != "", o, a.client.artifacts.MoveArtifact, request)
	if err != nil {
		return nil, err
	}
	return artifactFrom(answer.GetArtifact())
}

// Delete deletes an artifact.
func (a *Artifacts) Delete(ctx context.Context, id string, list ...Option) error {
	o := gather(list)
	request := &pb.DeleteArtifactRequest{ArtifactId: id, Etag: o.etag, RequestId: o.requestID}
	// Not repeated without a request id: had the first try worked, the second would say "not found".
	_, err := call(ctx, a.client, o.requestID != "", o, a.client.artifacts.DeleteArtifact, request)
	return err
}

// Uploads gives the caller's uploads that are not completed, newest first; of one scope, or of all ("").
func (a *Artifacts) Uploads(ctx context.Context, scope Scope, list ...Option) iter.Seq2[*Upload, error] {
	o := gather(list)
	return items(func(token string) ([]*Upload, string, error) {
		request := &pb.ListUploadsRequest{Scope: scope.raw(pb.Scope_SCOPE_UNSPECIFIED), PageSize: o.pageSize, PageToken: token}
		answer, err := call(ctx, a.client, true, o, a.client.artifacts.ListUploads, request)
		found := make([]*Upload, 0, len(answer.GetUploads()))
		for _, one := range answer.GetUploads() {
			found = append(found, uploadFrom(one))
		}
		return found, answer.GetNextPageToken(), err
	})
}

// CancelUpload gives an upload up and frees its bytes.
func (a *Artifacts) CancelUpload(ctx context.Context, id string, list ...Option) error {
	_, err := call(ctx, a.client, false, gather(list), a.client.artifacts.CancelUpload, &pb.CancelUploadRequest{UploadId: id})
	return err
}
