package artigrid

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"google.golang.org/protobuf/encoding/protojson"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// resumable is an upload that outlasts broken connections, and with a state file the process too.
//
// What can be read again goes by Upload streams from the persisted offset on; what passes by once goes by AppendUpload,
// piece by piece, and the piece under way is what is kept in memory. Either way the whole has a SHA-256 that the server
// compares at the end, and it gives up after some tries without a new byte in the store. An upload found in a state
// file is taken up only if its persisted bytes are those of the source; else it is given up and another one begun.
type resumable struct {
	*Client
	goal    goal
	source  Source
	o       options
	hashing *hashing
	state   string // what a state file holds beside the upload's id
}

func (c *Client) uploadResumable(ctx context.Context, goal goal, source Source, o options) (*Artifact, error) {
	if o.stateFile != "" && !source.rewindable {
		return nil, usage("with a state file goes only what can be read again, not a reader")
	}
	spec, err := goal.uploadSpec(source, o)
	if err != nil {
		return nil, err
	}
	text, err := protojson.Marshal(spec)
	if err != nil {
		return nil, usage("%v", err)
	}
	// protojson varies its spaces on purpose.
	var stable any
	if err := json.Unmarshal(text, &stable); err != nil {
		return nil, usage("%v", err)
	}
	r := &resumable{Client: c, goal: goal, source: source, o: o, hashing: newHashing(), state: fmt.Sprint(stable)}
	return r.run(ctx)
}

func (r *resumable) run(ctx context.Context) (*Artifact, error) {
	upload, err := r.takeUp(ctx)
	if err == nil && upload == nil {
		upload, err = r.start(ctx)
	}
	if err != nil {
		return nil, err
	}
	var made *pb.Artifact
	if r.source.rewindable {
		made, err = r.stream(ctx, upload)
	} else {
		made, err = r.appendAll(ctx, upload)
	}
	if err != nil {
		// Without a state file nobody can go on: its bytes need not wait for the deadline.
		if r.o.stateFile == "" {
			r.cancel(ctx, upload.GetId())
		}
		return nil, err
	}
	if r.o.stateFile != "" {
		_ = os.Remove(r.o.stateFile)
	}
	return artifactFrom(made)
}

func (r *resumable) start(ctx context.Context) (*pb.Upload, error) {
	var upload *pb.Upload
	err := r.creating(ctx, r.goal, r.o, func() (written, error) {
		spec, err := r.goal.uploadSpec(r.source, r.o)
		if err != nil {
			return nil, err
		}
		request := &pb.StartUploadRequest{Spec: spec}
		answer, err := call(ctx, r.Client, r.o.requestID != "", r.o, r.artifacts.StartUpload, request)
		upload = answer.GetUpload()
		return upload, err
	})
	if err != nil {
		return nil, err
	}
	if upload.GetId() == "" {
		return nil, corrupt("the answer has no upload")
	}
	if r.o.stateFile == "" {
		return upload, nil
	}
	text, err := json.Marshal(savedUpload{upload.GetId(), r.state})
	if err != nil {
		return nil, usage("%v", err)
	}
	return upload, writeWhole(r.o.stateFile, text)
}

type savedUpload struct{ Upload, Goal string }

// takeUp gives the upload of the state file, if it is one of this content.
func (r *resumable) takeUp(ctx context.Context) (*pb.Upload, error) {
	if r.o.stateFile == "" {
		return nil, nil
	}
	text, err := os.ReadFile(r.o.stateFile)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, local(r.o.stateFile, err)
	}
	var saved savedUpload
	// Half a file is as good as none.
	if json.Unmarshal(text, &saved) != nil || saved.Goal != r.state {
		return nil, nil
	}
	upload, err := r.ask(ctx, saved.Upload)
	if errors.Is(err, UploadNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	ours, err := r.isOurs(upload)
	if err != nil || ours {
		return upload, err
	}
	r.cancel(ctx, saved.Upload)
	r.hashing = newHashing()
	return nil, nil
}

// isOurs hashes what the server has already, from the source, and compares.
func (r *resumable) isOurs(upload *pb.Upload) (bool, error) {
	persisted := upload.GetPersistedOffset()
	switch {
	case upload.GetState() == pb.UploadState_UPLOAD_STATE_CANCELLED, r.source.size >= 0 && persisted > r.source.size:
		return false, nil
	case upload.GetState() == pb.UploadState_UPLOAD_STATE_COMPLETED:
		return true, nil
	}
	if err := r.hash(persisted); err != nil {
		return false, err
	}
	known := hex.EncodeToString(upload.GetPrefixDigests().GetSha256())
	same := known == hex.EncodeToString(r.hashing.hash.Sum(nil))
	return r.hashing.size == persisted && (persisted == 0 || same), nil
}

// hash reads the source up to an end; -1 is its own.
func (r *resumable) hash(end int64) error {
	pieces, err := r.source.chunks(0, chunkSize)
	if err != nil {
		return err
	}
	defer pieces.close()
	for offset := int64(0); end < 0 || offset < end; {
		data, err := pieces.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if end >= 0 {
			data = data[:min(int64(len(data)), end-offset)]
		}
		r.hashing.add(data, offset)
		offset += int64(len(data))
	}
	return nil
}

// stream sends by streams, each from where the one before got.
func (r *resumable) stream(ctx context.Context, upload *pb.Upload) (*pb.Artifact, error) {
	tries := r.tries(true)
	tries.resumable = func(e *Error) bool { return e.Retryable() || e.Reason == IdleTimeout || e.Reason == OffsetMismatch }
	id, safe := upload.GetId(), upload.GetPersistedOffset()
	for {
		made, at, err := r.streamOnce(ctx, id, upload)
		if err == nil {
			return made, nil
		}
		upload = nil
		if at > safe {
			safe = at
			tries.progress()
		}
		if err := tries.again(ctx, err); err != nil {
			return nil, err
		}
	}
}

// streamOnce goes on where the server says, and tells where that was.
func (r *resumable) streamOnce(ctx context.Context, id string, upload *pb.Upload) (*pb.Artifact, int64, error) {
	var err error
	if upload == nil {
		if upload, err = r.ask(ctx, id); err != nil {
			return nil, -1, err
		}
	}
	at := upload.GetPersistedOffset()
	if upload.GetState() == pb.UploadState_UPLOAD_STATE_COMPLETED {
		made, err := r.complete(ctx, id)
		return made, at, err
	}
	first := &pb.UploadRequest{Start: &pb.UploadRequest_UploadId{UploadId: id}, Offset: at}
	made, err := r.feed(ctx, first, r.source, r.hashing, r.o)
	return made, at, err
}

// appendAll sends by pieces; only the one under way can be sent again.
func (r *resumable) appendAll(ctx context.Context, upload *pb.Upload) (*pb.Artifact, error) {
	offset := upload.GetPersistedOffset()
	r.o.tell(offset, r.source.size)
	if upload.GetAppendSize() < 1 || upload.GetAppendSize() > 64<<20 {
		return nil, corrupt("the answer's append_size is %d", upload.GetAppendSize())
	}
	pieces, err := r.source.chunks(offset, int(upload.GetAppendSize()))
	if err != nil {
		return nil, err
	}
	defer pieces.close()
	for {
		data, err := pieces.next()
		if errors.Is(err, io.EOF) {
			return r.complete(ctx, upload.GetId())
		}
		if err != nil {
			return nil, err
		}
		r.hashing.add(data, offset)
		if err := r.appendPiece(ctx, upload.GetId(), offset, data); err != nil {
			return nil, err
		}
		offset += int64(len(data))
		r.o.tell(offset, r.source.size)
	}
}

func (r *resumable) appendPiece(ctx context.Context, id string, offset int64, data []byte) error {
	sum := crc32c(data)
	request := &pb.AppendUploadRequest{UploadId: id, Offset: offset, Data: data, Crc32C: &sum}
	_, err := call(ctx, r.Client, true, r.o.untimed(), r.artifacts.AppendUpload, request)
	if !errors.Is(err, OffsetMismatch) {
		return err
	}
	// The try before may have been taken, and its answer lost.
	upload, asked := r.ask(ctx, id)
	if asked != nil || upload.GetPersistedOffset() != offset+int64(len(data)) {
		return err
	}
	return nil
}

func (r *resumable) complete(ctx context.Context, id string) (*pb.Artifact, error) {
	// Found complete in a state file, nothing was hashed yet.
	if r.source.rewindable && r.hashing.size != r.source.size {
		if err := r.hash(-1); err != nil {
			return nil, err
		}
	}
	finish, err := r.hashing.finish(r.o)
	if err != nil {
		return nil, err
	}
	request := &pb.CompleteUploadRequest{UploadId: id, Finish: finish}
	answer, err := call(ctx, r.Client, true, r.o.untimed(), r.artifacts.CompleteUpload, request)
	return answer.GetArtifact(), err
}

func (r *resumable) ask(ctx context.Context, id string) (*pb.Upload, error) {
	answer, err := call(ctx, r.Client, true, options{}, r.artifacts.GetUpload, &pb.GetUploadRequest{UploadId: id})
	if err == nil && answer.GetUpload() == nil {
		return nil, corrupt("the answer has no upload")
	}
	return answer.GetUpload(), err
}

// cancel: whether it works or not, what happened before is what counts; the server's sweep does the rest.
func (r *resumable) cancel(ctx context.Context, id string) {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), r.settings.timeout)
	defer done()
	_, _ = r.artifacts.CancelUpload(ctx, &pb.CancelUploadRequest{UploadId: id})
}
