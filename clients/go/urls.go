package artigrid

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"net/http"
	"time"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// How long signed URLs work; any other time up to 7 days will do.
const (
	Short  = 15 * time.Minute
	Medium = time.Hour
	Long   = 24 * time.Hour
)

// URLs signs URLs and makes share links. Whoever has a signed URL can use it: treat it as a secret. Where the store signs
// by itself, bytes do not pass through the server.
type URLs struct{ client *Client }

// SignedURL is a URL and how to use it.
type SignedURL struct {
	URL, Method string
	// Headers to be sent exactly so.
	Headers    map[string]string
	ExpireTime time.Time
	// Native: it leads to the store itself, not through the server.
	Native bool
	// Version that it reads.
	Version int64
}

// UploadURL is a place to upload to.
type UploadURL struct {
	UploadID, ArtifactID string
	// Whole is where to PUT the whole; nil when it is too large for one PUT.
	Whole *SignedURL
	// PartSize is the size of each part for UploadParts; 0 = parts are not offered.
	PartSize int64
}

// PartURL is where to PUT a part.
type PartURL struct {
	SignedURL
	Number       int32
	Offset, Size int64
}

// Part is a part that was put.
type Part struct {
	Number int32
	Etag   string
}

// ShareLink lets anybody read an artifact, until it ends, is used up or revoked.
type ShareLink struct {
	// ID for listing and revoking; not the secret in the URL.
	ID, ArtifactID string
	// URL is told only by CreateLink.
	URL        string
	CreateTime time.Time
	// ExpireTime zero: ends with the artifact.
	ExpireTime time.Time
	// MaxDownloads nil: no limit.
	MaxDownloads *int64
	Downloads    int64
	Revoked      bool
}

// Download signs a URL to read one version by.
func (u *URLs) Download(ctx context.Context, id string, list ...Option) (*SignedURL, error) {
	o := gather(list)
	request := &pb.PresignDownloadRequest{
		ArtifactId: id, Version: o.version, ExpiresIn: durationTo(o.expires), Disposition: o.disposition(), Filename: o.filename,
	}
	answer, err := call(ctx, u.client, true, o, u.client.artifacts.PresignDownload, request)
	if err != nil {
		return nil, err
	}
	signed, err := urlFrom(answer.GetSignedUrl())
	if err != nil {
		return nil, err
	}
	signed.Version = answer.GetVersion()
	return signed, nil
}

// Upload signs a URL to write a new artifact by. What was put there is registered by Register.
func (u *URLs) Upload(ctx context.Context, spec NewArtifact, list ...Option) (*UploadURL, error) {
	o := gather(list)
	raw, err := spec.raw()
	if err != nil {
		return nil, err
	}
	source := Source{size: -1}
	if o.size != nil {
		source.size = *o.size
	}
	goal := goal{spec: raw}
	var answer *pb.PresignUploadResponse
	err = u.client.creating(ctx, goal, o, func() (written, error) {
		spec, err := goal.uploadSpec(source, o)
		if err != nil {
			return nil, err
		}
		request := &pb.PresignUploadRequest{Spec: spec, ExpiresIn: durationTo(o.expires), AutoRegister: o.autoRegister}
		answer, err = call(ctx, u.client, o.requestID != "", o, u.client.artifacts.PresignUpload, request)
		return answer.GetUpload(), err
	})
	if err != nil {
		return nil, err
	}
	place := &UploadURL{UploadID: answer.GetUpload().GetId(), ArtifactID: answer.GetUpload().GetArtifactId(), PartSize: answer.GetPartSize()}
	if answer.GetSignedUrl() == nil && place.PartSize <= 0 {
		return nil, corrupt("the answer has neither a URL nor parts")
	}
	if answer.GetSignedUrl() != nil {
		place.Whole, err = urlFrom(answer.GetSignedUrl())
	}
	return place, err
}

// UploadParts signs URLs to write parts by; numbers begin at 1.
func (u *URLs) UploadParts(ctx context.Context, uploadID string, numbers []int32, list ...Option) ([]PartURL, error) {
	o := gather(list)
	request := &pb.PresignUploadPartsRequest{UploadId: uploadID, PartNumbers: numbers, ExpiresIn: durationTo(o.expires)}
	answer, err := call(ctx, u.client, true, o, u.client.artifacts.PresignUploadParts, request)
	if err != nil {
		return nil, err
	}
	var parts []PartURL
	for _, part := range answer.GetParts() {
		signed, err := urlFrom(part.GetSignedUrl())
		if err != nil {
			return nil, err
		}
		parts = append(parts, PartURL{*signed, part.GetPartNumber(), part.GetOffset(), part.GetSize()})
	}
	return parts, nil
}

// Register commits what was put to signed URLs.
func (u *URLs) Register(ctx context.Context, uploadID string, parts []Part, list ...Option) (*Artifact, error) {
	o := gather(list).untimed()
	digests, err := o.digests.over(&pb.Digests{})
	if err != nil {
		return nil, err
	}
	request := &pb.RegisterUploadRequest{UploadId: uploadID, Finish: &pb.UploadFinish{Size: o.size, Digests: digests}}
	for _, part := range parts {
		request.Parts = append(request.Parts, &pb.RegisterUploadRequest_Part{PartNumber: part.Number, Etag: part.Etag})
	}
	answer, err := call(ctx, u.client, true, o, u.client.artifacts.RegisterUpload, request)
	if err != nil {
		return nil, err
	}
	return artifactFrom(answer.GetArtifact())
}

// UploadAndRegister sends content by signed URLs, in parts if need be, and registers it.
func (u *URLs) UploadAndRegister(ctx context.Context, content io.ReaderAt, size int64, spec NewArtifact, list ...Option) (*Artifact, error) {
	place, err := u.Upload(ctx, spec, append(list, WithSize(size))...)
	if err != nil {
		return nil, err
	}
	if place.Whole != nil {
		if _, err := u.put(ctx, *place.Whole, io.NewSectionReader(content, 0, size)); err != nil {
			return nil, err
		}
		return u.Register(ctx, place.UploadID, nil, WithSize(size))
	}
	var parts []Part
	for at := int64(0); at < size; at += place.PartSize {
		found, err := u.UploadParts(ctx, place.UploadID, []int32{int32(len(parts) + 1)})
		if err != nil {
			return nil, err
		}
		if len(found) != 1 {
			return nil, corrupt("no URL for a part")
		}
		part := found[0]
		etag, err := u.put(ctx, part.SignedURL, io.NewSectionReader(content, part.Offset, min(part.Size, size-part.Offset)))
		if err != nil {
			return nil, err
		}
		parts = append(parts, Part{part.Number, etag})
	}
	return u.Register(ctx, place.UploadID, parts, WithSize(size))
}

// put sends content to a signed URL, and gives the ETag that was answered. Putting twice is putting once.
func (u *URLs) put(ctx context.Context, to SignedURL, content *io.SectionReader) (string, error) {
	tries := u.client.tries(true)
	for {
		etag, err := putOnce(ctx, to, io.NewSectionReader(content, 0, content.Size()))
		if err == nil {
			return etag, nil
		}
		if err := tries.again(ctx, err); err != nil {
			return "", err
		}
	}
}

func putOnce(ctx context.Context, to SignedURL, content *io.SectionReader) (string, error) {
	request, err := http.NewRequestWithContext(ctx, to.Method, to.URL, content)
	if err != nil {
		return "", usage("the signed URL: %v", err)
	}
	request.ContentLength = content.Size()
	if content.Size() == 0 {
		request.Body = http.NoBody
	}
	for name, value := range to.Headers {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", broken("the signed URL cannot be reached: %v", err)
	}
	defer answer.Body.Close()
	if answer.StatusCode < 300 {
		return answer.Header.Get("Etag"), nil
	}
	var said bytes.Buffer
	_, _ = io.CopyN(&said, answer.Body, 500)
	message := fmt.Sprintf("the signed URL answered %d: %s", answer.StatusCode, said.String())
	switch {
	case answer.StatusCode >= 500:
		return "", broken("%s", message)
	case answer.StatusCode == http.StatusForbidden:
		return "", &Error{Reason: AccessDenied, Message: message}
	default:
		return "", &Error{Reason: InvalidArgument, Message: message}
	}
}

// CreateLink makes a share link that works for ttl; 0: as long as the artifact. Its URL is told only here.
func (u *URLs) CreateLink(ctx context.Context, artifactID string, ttl time.Duration, list ...Option) (*ShareLink, error) {
	o := gather(list)
	request := &pb.CreateShareLinkRequest{ArtifactId: artifactID, MaxDownloads: o.maxDownloads, Disposition: o.disposition(), RequestId: o.requestID}
	if ttl != 0 {
		request.Ttl = durationTo(ttl)
	}
	answer, err := call(ctx, u.client, o.requestID != "", o, u.client.artifacts.CreateShareLink, request)
	if err != nil {
		return nil, err
	}
	link := linkFrom(answer.GetShareLink())
	link.URL = answer.GetUrl()
	return link, nil
}

// Links gives the links of an artifact, newest first.
func (u *URLs) Links(ctx context.Context, artifactID string, list ...Option) iter.Seq2[*ShareLink, error] {
	o := gather(list)
	return items(func(token string) ([]*ShareLink, string, error) {
		request := &pb.ListShareLinksRequest{ArtifactId: artifactID, PageSize: o.pageSize, PageToken: token}
		answer, err := call(ctx, u.client, true, o, u.client.artifacts.ListShareLinks, request)
		var links []*ShareLink
		for _, one := range answer.GetShareLinks() {
			links = append(links, linkFrom(one))
		}
		return links, answer.GetNextPageToken(), err
	})
}

// RevokeLink ends a link at once.
func (u *URLs) RevokeLink(ctx context.Context, id string, list ...Option) (*ShareLink, error) {
	answer, err := call(ctx, u.client, false, gather(list), u.client.artifacts.RevokeShareLink, &pb.RevokeShareLinkRequest{ShareLinkId: id})
	if err != nil {
		return nil, err
	}
	return linkFrom(answer.GetShareLink()), nil
}

func (o options) disposition() pb.Disposition {
	if o.inline {
		return pb.Disposition_DISPOSITION_INLINE
	}
	return pb.Disposition_DISPOSITION_ATTACHMENT
}

func urlFrom(raw *pb.SignedUrl) (*SignedURL, error) {
	if raw.GetUrl() == "" {
		return nil, corrupt("the answer has no URL")
	}
	return &SignedURL{URL: raw.GetUrl(), Method: raw.GetMethod(), Headers: raw.GetHeaders(), ExpireTime: timeFrom(raw.GetExpireTime()), Native: raw.GetNative()}, nil
}

func linkFrom(raw *pb.ShareLink) *ShareLink {
	link := &ShareLink{
		ID: raw.GetId(), ArtifactID: raw.GetArtifactId(), Downloads: raw.GetDownloads(), Revoked: raw.GetRevoked(),
		CreateTime: timeFrom(raw.GetCreateTime()), ExpireTime: timeFrom(raw.GetExpireTime()),
	}
	if raw != nil {
		link.MaxDownloads = raw.MaxDownloads
	}
	return link
}
