package artigrid

import (
	"context"
	"errors"
	"io"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// goal is what an upload is for: something new, or new content of something that exists.
type goal struct {
	spec        *pb.ArtifactSpec
	replacement *pb.ContentReplacement
}

// uploadSpec says it on the wire.
func (g goal) uploadSpec(source Source, o options) (*pb.UploadSpec, error) {
	spec := &pb.UploadSpec{RequestId: o.requestID}
	if g.replacement != nil {
		spec.Target = &pb.UploadSpec_Replace{Replace: g.replacement}
	} else {
		spec.Target = &pb.UploadSpec_Create{Create: g.spec}
	}
	if source.size >= 0 {
		spec.Size = &source.size
	}
	var err error
	if o.digests != (Digests{}) {
		spec.Digests, err = o.digests.over(&pb.Digests{})
	}
	return spec, err
}

// upload sends content by the way that fits it: small content in one message; large content, or what shall be
// resumable, by an upload that is picked up after a break; all else by one stream, of which a break leaves nothing.
func (c *Client) upload(ctx context.Context, goal goal, source Source, o options) (*Artifact, error) {
	if o.size != nil {
		source.size = *o.size
	}
	data, source, err := weigh(source)
	if err != nil {
		return nil, err
	}
	if data != nil {
		return c.sendSmall(ctx, goal, data, o)
	}
	resumable := source.size >= c.settings.resumableFrom || o.stateFile != ""
	if o.resumable != nil {
		resumable = *o.resumable
	}
	if resumable {
		return c.uploadResumable(ctx, goal, source, o)
	}
	var made *pb.Artifact
	err = c.creating(ctx, goal, o, func() (written, error) {
		spec, err := goal.uploadSpec(source, o)
		if err != nil {
			return nil, err
		}
		made, err = c.feed(ctx, &pb.UploadRequest{Start: &pb.UploadRequest_Spec{Spec: spec}}, source, newHashing(), o)
		return made, err
	})
	if err != nil {
		return nil, err
	}
	return artifactFrom(made)
}

// weigh gives small content whole, or content as it was.
func weigh(source Source) ([]byte, Source, error) {
	if source.size > small {
		return nil, source, nil
	}
	// One more byte tells whether there is more.
	pieces, err := Source{size: -1, open: source.open}.chunks(0, small+1)
	if err != nil {
		return nil, source, err
	}
	first, err := pieces.next()
	if err != nil && !errors.Is(err, io.EOF) {
		pieces.close()
		return nil, source, err
	}
	if len(first) <= small {
		pieces.close()
		if source.size >= 0 && int64(len(first)) != source.size {
			return nil, source, &Error{Reason: SizeMismatch, Message: "the content has not the size that was declared"}
		}
		return append([]byte{}, first...), source, nil
	}
	if source.size >= 0 {
		pieces.close()
		return nil, source, &Error{Reason: SizeMismatch, Message: "the content has not the size that was declared"}
	}
	if source.rewindable {
		pieces.close()
		return nil, source, nil
	}
	// It passes by once: what was taken is put before the rest.
	rest := pieces.reader
	return nil, FromReader(io.MultiReader(bytesReader(first), rest)), nil
}

func (c *Client) sendSmall(ctx context.Context, goal goal, data []byte, o options) (*Artifact, error) {
	size := int64(len(data))
	o.tell(0, size)
	hashing, sum := newHashing(), crc32c(data)
	hashing.add(data, 0)
	digests, err := o.digests.over(&pb.Digests{Crc32C: &sum, Sha256: hashing.hash.Sum(nil)})
	if err != nil {
		return nil, err
	}
	var made *pb.Artifact
	if r := goal.replacement; r != nil {
		request := &pb.UpdateArtifactRequest{
			ArtifactId: r.ArtifactId, Etag: r.Etag, Changes: r.Changes, UpdateMask: r.UpdateMask, MetaMode: r.MetaMode,
			Data: data, Digests: digests, RequestId: o.requestID,
		}
		answer, failed := call(ctx, c, o.requestID != "", o, c.artifacts.UpdateArtifact, request)
		made, err = answer.GetArtifact(), failed
	} else {
		err = c.creating(ctx, goal, o, func() (written, error) {
			request := &pb.CreateArtifactRequest{Spec: goal.spec, Data: data, Digests: digests, RequestId: o.requestID}
			answer, err := call(ctx, c, o.requestID != "", o, c.artifacts.CreateArtifact, request)
			made = answer.GetArtifact()
			return made, err
		})
	}
	if err != nil {
		return nil, err
	}
	o.tell(size, size)
	return artifactFrom(made)
}

// creating makes something new under a spec that names the kept session, and keeps the session it went into.
func (c *Client) creating(ctx context.Context, goal goal, o options, send func() (written, error)) error {
	if goal.spec == nil {
		_, err := send()
		return err
	}
	done, err := c.identity.beginWrite(ctx, goal.spec, o.requestID)
	if err != nil {
		return err
	}
	defer done()
	answer, err := send()
	if err == nil {
		c.identity.wrote(answer)
	}
	return err
}

// feed sends one Upload stream, from the offset of its first message on. The server may answer before the stream was
// read to its end, and then the rest is neither read nor sent.
func (c *Client) feed(ctx context.Context, message *pb.UploadRequest, source Source, hashing *hashing, o options) (*pb.Artifact, error) {
	ctx, reset := context.WithCancel(ctx)
	defer reset()
	offset := message.GetOffset()
	o.tell(offset, source.size)
	pieces, err := source.chunks(offset, chunkSize)
	if err != nil {
		return nil, err
	}
	defer pieces.close()
	stream, err := c.artifacts.Upload(ctx)
	if err != nil {
		return nil, errorFrom(err)
	}
	for {
		data, err := pieces.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		sum := crc32c(data)
		message.Offset, message.Data, message.Crc32C = offset, data, &sum
		hashing.add(data, offset)
		offset += int64(len(data))
		if err != nil {
			if message.Finish, err = hashing.finish(o); err != nil {
				return nil, err
			}
		}
		// Whether it was taken or not, the answer tells.
		if stream.Send(message) != nil || message.Finish != nil {
			break
		}
		o.tell(offset, source.size)
		message = &pb.UploadRequest{}
	}
	answer, err := stream.CloseAndRecv()
	if err != nil {
		return nil, errorFrom(err)
	}
	return answer.GetArtifact(), nil
}
