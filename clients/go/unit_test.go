package artigrid

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

func TestGridKeysFollowTheSharedVectors(t *testing.T) {
	type vector struct{ Sandbox, Scope, Owner, Artifact, Prefix, Key, Why string }
	var vectors struct {
		Keys    []vector
		NoKeys  []string `json:"no_keys"`
		Refused []vector
	}
	text, err := os.ReadFile("../scenarios/grid_keys.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors.Keys) < 40 || len(vectors.NoKeys) < 30 || len(vectors.Refused) < 10 {
		t.Fatal("the vectors are not whole")
	}
	for _, v := range vectors.Keys {
		parts := GridKey{v.Sandbox, Scope(v.Scope), v.Owner, v.Artifact}
		key, err := parts.Key()
		if err != nil || key != v.Key {
			t.Errorf("%s was made %s: %v", v.Key, key, err)
		}
		if prefix, err := parts.Prefix(); err != nil || prefix != v.Prefix {
			t.Errorf("%s was made %s: %v", v.Prefix, prefix, err)
		}
		if back, err := ParseGridKey(v.Key); err != nil || back != parts {
			t.Errorf("%s was read as %v: %v", v.Key, back, err)
		}
	}
	for _, key := range vectors.NoKeys {
		if _, err := ParseGridKey(key); !errors.Is(err, InvalidArgument) {
			t.Errorf("%q was read: %v", key, err)
		}
	}
	for _, v := range vectors.Refused {
		if _, err := (GridKey{v.Sandbox, Scope(v.Scope), v.Owner, v.Artifact}).Key(); !errors.Is(err, InvalidArgument) {
			t.Errorf("%s: %v", v.Why, err)
		}
	}
}

func TestTheStubsAreThoseOfTheProtos(t *testing.T) {
	fresh := t.TempDir()
	if said, err := exec.Command("./generate", fresh).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	made, here := stubs(t, fresh), stubs(t, ".")
	if len(made) < 8 || len(made) != len(here) {
		t.Fatalf("%d stubs were made, %d are here: run ./generate", len(made), len(here))
	}
	for name, text := range made {
		if here[name] != text {
			t.Errorf("%s is stale: run ./generate", name)
		}
	}
}

func stubs(t *testing.T, root string) map[string]string {
	names, err := filepath.Glob(filepath.Join(root, "internal/pb/artigrid/v1/*.go"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.Base(name)] = string(text)
	}
	return found
}

func TestABareAddressIsPlainOnLoopbackOnly(t *testing.T) {
	for _, good := range []string{"127.0.0.1:50051", "localhost:1", "[::1]:50051", "http://10.0.0.1:50051", "http://box", "https://box:1"} {
		if _, _, err := parseAddress(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"10.0.0.1:50051", "box:50051", "ftp://box:1", "", "127.0.0.1", "http://h/p", "a b:1", "http://u:p@h"} {
		if _, _, err := parseAddress(bad); !errors.Is(err, InvalidArgument) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAnyTextCanBeMetadata(t *testing.T) {
	if got := encoded("zoë m@x"); got != "zo%C3%AB%20m%40x" {
		t.Error(got)
	}
	if got := encoded("sess-1_a.b~"); got != "sess-1_a.b~" {
		t.Error(got)
	}
}

func TestErrorsAreToldByReasonAndFamily(t *testing.T) {
	said, err := status.New(codes.NotFound, "gone").WithDetails(
		&errdetails.ErrorInfo{Reason: "ARTIFACT_EXPIRED", Domain: domain, Metadata: map[string]string{"limit": "7"}},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(1500 * time.Millisecond)},
	)
	if err != nil {
		t.Fatal(err)
	}
	found := errorFrom(said.Err())
	for _, target := range []error{ArtifactExpired, NotFound, Expired} {
		if !errors.Is(found, target) {
			t.Errorf("%v is not %v", found, target)
		}
	}
	if errors.Is(found, Unavailable) || errors.Is(found, ArtifactNotFound) {
		t.Error("it is told as what it is not")
	}
	if found.Metadata["limit"] != "7" || found.RetryAfter != 1500*time.Millisecond {
		t.Error(found.Metadata, found.RetryAfter)
	}
	for code, reason := range map[codes.Code]Reason{codes.PermissionDenied: AccessDenied, codes.Unavailable: BackendUnavailable, codes.Aborted: Internal} {
		if got := errorFrom(status.Error(code, "a proxy's")).Reason; got != reason {
			t.Errorf("%v is told as %v", code, got)
		}
	}
	unknown, _ := status.New(codes.Aborted, "").WithDetails(&errdetails.ErrorInfo{Reason: "SOMETHING_NEW", Domain: domain})
	if !errors.Is(errorFrom(unknown.Err()), Internal) {
		t.Error("a reason of a newer server is INTERNAL")
	}
}

func TestEveryReasonOfTheContractIsKnown(t *testing.T) {
	source, err := os.ReadFile("errors.go")
	if err != nil {
		t.Fatal(err)
	}
	for name := range pb.ErrorReason_value {
		reason := strings.TrimPrefix(name, "ERROR_REASON_")
		if reason != "UNSPECIFIED" && !strings.Contains(string(source), `Reason = "`+reason+`"`) {
			t.Errorf("%s has no constant", reason)
		}
	}
}

func TestWaitsGrowAreJitteredAndBounded(t *testing.T) {
	for tried := 1; tried < 70; tried++ {
		full := defaultRetry.LongestWait
		if tried <= 5 {
			full = min(full, defaultRetry.FirstWait<<(tried-1))
		}
		if wait := defaultRetry.wait(tried, 0); wait < full/2 || wait > full {
			t.Errorf("try %d: %v of %v", tried, wait, full)
		}
	}
	if wait := defaultRetry.wait(1, 3*time.Second); wait != 3*time.Second {
		t.Error(wait)
	}
	if wait := defaultRetry.wait(1, time.Hour); wait != defaultRetry.LongestWait {
		t.Error(wait)
	}
}

func TestARequestIDIsAnotherForEachMessageAndTheSameEachTime(t *testing.T) {
	const id = "6f8a6d2e-0d0c-4a5e-9a58-4d57b5b7c101"
	first, _ := nthRequestID(id, 0)
	second, _ := nthRequestID(id, 1)
	again, _ := nthRequestID(id, 1)
	if first != id || second == id || second != again || len(second) != 36 {
		t.Error(first, second, again)
	}
	if _, err := nthRequestID("no uuid", 1); !errors.Is(err, InvalidArgument) {
		t.Error(err)
	}
}
