package artigrid

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// fake is the server's side of uploads in memory, with faults on demand: it checks what clients send as the contract
// says, and breaks where a test wants it to.
type fake struct {
	pb.UnimplementedArtifactServiceServer
	pb.UnimplementedAdminServiceServer

	mu      sync.Mutex // a stream that its client left may still be served
	uploads map[string]*pb.Upload
	data    map[string][]byte
	calls   []string
	breaks  []int // bytes after which the next streams break, one each
	lost    int   // answers that get lost after their effect, so many
	tokens  []string
}

const fakeAppend = 100_000

func startFake(t *testing.T, options ...ClientOption) (*fake, *Client) {
	t.Helper()
	f := &fake{uploads: map[string]*pb.Upload{}, data: map[string][]byte{}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	pb.RegisterArtifactServiceServer(server, f)
	pb.RegisterAdminServiceServer(server, f)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	quick := RetryPolicy{Attempts: 5, FirstWait: time.Millisecond, LongestWait: time.Millisecond}
	client, err := NewClient(append([]ClientOption{WithAddress(listener.Addr().String()), WithUser("alice"), WithRetry(quick)}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return f, client
}

func refuse(code codes.Code, reason Reason) error {
	said, err := status.New(code, string(reason)).WithDetails(&errdetails.ErrorInfo{Reason: string(reason), Domain: domain})
	if err != nil {
		return err
	}
	return said.Err()
}

func (f *fake) find(what, id string) (*pb.Upload, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, what)
	if upload := f.uploads[id]; upload != nil {
		return upload, nil
	}
	return nil, refuse(codes.NotFound, UploadNotFound)
}

func (f *fake) StartUpload(_ context.Context, request *pb.StartUploadRequest) (*pb.StartUploadResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, "start")
	upload := &pb.Upload{Id: fmt.Sprint("upload-", len(f.calls)), State: pb.UploadState_UPLOAD_STATE_ACTIVE, Scope: pb.Scope_SCOPE_USER, AppendSize: fakeAppend}
	f.uploads[upload.Id] = upload
	return &pb.StartUploadResponse{Upload: proto.CloneOf(upload)}, nil
}

func (f *fake) GetUpload(_ context.Context, request *pb.GetUploadRequest) (*pb.GetUploadResponse, error) {
	upload, err := f.find("get", request.GetUploadId())
	f.mu.Lock()
	defer f.mu.Unlock()
	return &pb.GetUploadResponse{Upload: proto.CloneOf(upload)}, err
}

func (f *fake) CancelUpload(_ context.Context, request *pb.CancelUploadRequest) (*pb.CancelUploadResponse, error) {
	_, err := f.find("cancel", request.GetUploadId())
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.uploads, request.GetUploadId())
	return &pb.CancelUploadResponse{}, err
}

func (f *fake) AppendUpload(_ context.Context, request *pb.AppendUploadRequest) (*pb.AppendUploadResponse, error) {
	upload, err := f.find("append", request.GetUploadId())
	if err != nil {
		return nil, err
	}
	if err := f.take(upload, request.GetOffset(), request.GetData(), request.GetData(), request.GetCrc32C()); err != nil {
		return nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return &pb.AppendUploadResponse{Upload: proto.CloneOf(upload)}, f.lose()
}

func (f *fake) CompleteUpload(_ context.Context, request *pb.CompleteUploadRequest) (*pb.CompleteUploadResponse, error) {
	upload, err := f.find("complete", request.GetUploadId())
	if err != nil {
		return nil, err
	}
	made, err := f.complete(upload, request.GetFinish())
	return &pb.CompleteUploadResponse{Artifact: made}, err
}

func (f *fake) Upload(stream grpc.ClientStreamingServer[pb.UploadRequest, pb.UploadResponse]) error {
	left := f.nextBreak()
	var upload *pb.Upload
	for {
		message, err := stream.Recv()
		if err != nil {
			return refuse(codes.InvalidArgument, InvalidArgument)
		}
		if id := message.GetUploadId(); id != "" {
			if upload, err = f.find("upload", id); err != nil {
				return err
			}
		}
		data := message.GetData()
		if err := f.take(upload, message.GetOffset(), data[:min(left, len(data))], data, message.GetCrc32C()); err != nil {
			return err
		}
		if left -= len(data); left <= 0 {
			return status.Error(codes.Unavailable, "cut")
		}
		if message.GetFinish() != nil {
			made, err := f.complete(upload, message.GetFinish())
			if err != nil {
				return err
			}
			return stream.SendAndClose(&pb.UploadResponse{Artifact: made})
		}
	}
}

func (f *fake) nextBreak() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.breaks) == 0 {
		return 1 << 40
	}
	next := f.breaks[0]
	f.breaks = f.breaks[1:]
	return next
}

// forget all uploads, as if their deadline had passed.
func (f *fake) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.uploads, f.data = map[string]*pb.Upload{}, map[string][]byte{}
}

func (f *fake) take(upload *pb.Upload, offset int64, taken, sent []byte, sum uint32) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch id := upload.GetId(); {
	case offset != int64(len(f.data[id])):
		return refuse(codes.Aborted, OffsetMismatch)
	case sum != crc32c(sent):
		return refuse(codes.InvalidArgument, ChecksumMismatch)
	default:
		f.data[id] = append(f.data[id], taken...)
		digest := sha256.Sum256(f.data[id])
		upload.PersistedOffset, upload.PrefixDigests = int64(len(f.data[id])), &pb.Digests{Sha256: digest[:]}
		return nil
	}
}

func (f *fake) complete(upload *pb.Upload, finish *pb.UploadFinish) (*pb.Artifact, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	data := f.data[upload.GetId()]
	digest := sha256.Sum256(data)
	if finish.GetSize() != int64(len(data)) || !bytes.Equal(finish.GetDigests().GetSha256(), digest[:]) {
		return nil, refuse(codes.InvalidArgument, ChecksumMismatch)
	}
	upload.State = pb.UploadState_UPLOAD_STATE_COMPLETED
	now := timestamppb.Now()
	return &pb.Artifact{Id: "it", Scope: pb.Scope_SCOPE_USER, Size: int64(len(data)), Version: 1, CreateTime: now, UpdateTime: now}, f.lose()
}

func (f *fake) lose() error {
	if f.lost == 0 {
		return nil
	}
	f.lost--
	return status.Error(codes.Unavailable, "the answer was lost")
}

func (f *fake) GetCapabilities(ctx context.Context, _ *pb.GetCapabilitiesRequest) (*pb.GetCapabilitiesResponse, error) {
	found, _ := metadata.FromIncomingContext(ctx)
	f.tokens = append(f.tokens, found.Get("authorization")...)
	if f.tokens[len(f.tokens)-1] != "Bearer new" {
		return nil, refuse(codes.Unauthenticated, Unauthenticated)
	}
	return &pb.GetCapabilitiesResponse{}, nil
}

func (f *fake) count(what string) (count int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, call := range f.calls {
		if call == what {
			count++
		}
	}
	return count
}

func (f *fake) stored(t *testing.T) []byte {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.uploads) != 1 {
		t.Fatalf("%d uploads, not 1", len(f.uploads))
	}
	for id := range f.uploads {
		return bytes.Clone(f.data[id])
	}
	return nil
}

func body(seed int) []byte {
	data := make([]byte, 3_000_000)
	for at := range data {
		data[at] = byte(at*7 + at>>9 + seed)
	}
	return data
}

var userScope = NewArtifact{Scope: UserScope}

func TestEachBreakCostsOnlyWhatWasNotSafeYet(t *testing.T) {
	f, client := startFake(t)
	f.breaks = []int{700_000, 1, 1_500_000}
	made, err := client.Artifacts.Upload(context.Background(), FromBytes(body(0)), userScope, Resumable(true))
	if err != nil || made.Size != int64(len(body(0))) {
		t.Fatal(made, err)
	}
	if !bytes.Equal(f.stored(t), body(0)) || f.count("upload") != 4 {
		t.Error("not what was sent, or not in four streams", f.calls)
	}
}

func TestItGivesUpWhenNoTryBringsAByteAndFreesWhatWasSent(t *testing.T) {
	f, client := startFake(t)
	f.breaks = []int{1000, 0, 0, 0, 0, 0, 0, 0}
	_, err := client.Artifacts.Upload(context.Background(), FromBytes(body(0)), userScope, Resumable(true))
	if !errors.Is(err, Unavailable) || f.count("upload") != 6 || f.calls[len(f.calls)-1] != "cancel" {
		t.Error(err, f.calls)
	}
}

func TestALostAnswerIsAskedForAgain(t *testing.T) {
	f, client := startFake(t)
	f.lost = 1
	if _, err := client.Artifacts.Upload(context.Background(), FromBytes(body(0)), userScope, Resumable(true)); err != nil {
		t.Fatal(err)
	}
	if f.calls[len(f.calls)-1] != "complete" {
		t.Error(f.calls)
	}
}

func TestWhatPassesByOnceGoesPieceByPieceAndOutlastsLostAnswers(t *testing.T) {
	f, client := startFake(t)
	f.lost = 3
	source := FromReader(iotest.HalfReader(bytes.NewReader(body(0))))
	if _, err := client.Artifacts.Upload(context.Background(), source, userScope, Resumable(true)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.stored(t), body(0)) || f.count("append") < 30 || f.count("upload") != 0 {
		t.Error(f.calls)
	}
}

func TestASourceThatBreaksIsToldAsLocalAndLeavesNothing(t *testing.T) {
	f, client := startFake(t)
	source := FromReader(io.MultiReader(bytes.NewReader(body(0)), iotest.ErrReader(errors.New("broke"))))
	_, err := client.Artifacts.Upload(context.Background(), source, userScope, Resumable(true))
	if !errors.Is(err, Local) || len(f.uploads) != 0 {
		t.Error(err, f.uploads)
	}
}

// half is content that breaks at two thirds.
type half struct{ data []byte }

func (h half) ReadAt(p []byte, offset int64) (int, error) {
	if offset >= 2_000_000 {
		return 0, errors.New("broke")
	}
	return copy(p, h.data[offset:min(int64(len(h.data)), offset+int64(len(p)))]), nil
}

func TestAnotherProcessGoesOnWhereOneEnded(t *testing.T) {
	f, client := startFake(t)
	folder := t.TempDir()
	state, path := filepath.Join(folder, "state"), filepath.Join(folder, "content")
	begin := func() {
		_, err := client.Artifacts.Upload(context.Background(), FromReaderAt(half{body(0)}, int64(len(body(0)))), userScope, WithStateFile(state))
		if !errors.Is(err, Local) {
			t.Fatal(err)
		}
	}
	begin()
	if err := os.WriteFile(path, body(0), 0o600); err != nil {
		t.Fatal(err)
	}
	first := int64(-1)
	tell := OnProgress(func(p Progress) {
		if first < 0 {
			first = p.Done
		}
	})
	if _, err := client.Artifacts.Upload(context.Background(), FromPath(path), userScope, WithStateFile(state), tell); err != nil {
		t.Fatal(err)
	}
	if first < 1_000_000 || !bytes.Equal(f.stored(t), body(0)) {
		t.Error("it began anew at", first)
	}
	if _, err := os.Stat(state); !errors.Is(err, os.ErrNotExist) {
		t.Error("the state file is left")
	}

	// A source that changed begins anew, and so does an upload that is no longer there.
	f.forget()
	begin()
	if _, err := client.Artifacts.Upload(context.Background(), FromBytes(body(1)), userScope, WithStateFile(state)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(f.stored(t), body(1)) {
		t.Error("not the changed content")
	}
	f.forget()
	begin()
	f.forget()
	if _, err := client.Artifacts.Upload(context.Background(), FromBytes(body(0)), userScope, WithStateFile(state)); err != nil {
		t.Fatal(err)
	}
}

func TestARefusedTokenIsAskedForAgainOnce(t *testing.T) {
	var asked []string
	source := func(_ context.Context, refused string) (string, error) {
		asked = append(asked, refused)
		if refused == "" {
			return "old", nil
		}
		return "new", nil
	}
	f, client := startFake(t, WithTokenSource(source))
	if _, err := client.Admin.Capabilities(context.Background()); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(f.tokens) != "[Bearer old Bearer new]" || fmt.Sprint(asked) != "[ old]" {
		t.Error(f.tokens, asked)
	}
	_, fixed := startFake(t, WithToken("bad"))
	if _, err := fixed.Admin.Capabilities(context.Background()); !errors.Is(err, Unauthenticated) {
		t.Error(err)
	}
}

func TestAContextEndsCalls(t *testing.T) {
	_, client := startFake(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := client.Artifacts.Get(ctx, "x"); !errors.Is(err, Cancelled) || !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	mute, err := NewClient(WithAddress(silent.Addr().String()), WithCallTimeout(50*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	defer mute.Close()
	if _, err := mute.Artifacts.Get(context.Background(), "x"); !errors.Is(err, Deadline) {
		t.Error(err)
	}
}
