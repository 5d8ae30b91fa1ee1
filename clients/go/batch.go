package artigrid

import (
	"context"
	"fmt"
	"strconv"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// A message takes so many items and bytes each way; more is cut into as many messages as it takes, one after the other.
// One bad item does not lose the others. If a message itself fails, its items and those behind it fail with its error,
// and what was done before stands.
const (
	maxItems = 100
	maxBytes = 3 << 20
)

// Outcome is what became of one item.
type Outcome[T any] struct {
	Value T
	Err   error
}

// NewItem is a new artifact of a batch.
type NewItem struct {
	NewArtifact
	Data []byte
}

// ReadItem is an artifact to read in a batch.
type ReadItem struct {
	ID      string
	Version int64
	Range   *Range
}

// DeleteItem is an artifact to delete in a batch.
type DeleteItem struct{ ID, Etag string }

// CreateMany makes many artifacts, at most 1 MiB each, in as few round trips as fit; each has its own outcome.
func (a *Artifacts) CreateMany(ctx context.Context, list []NewItem, more ...Option) []Outcome[*Artifact] {
	o := gather(more)
	outcomes := make([]Outcome[*Artifact], 0, len(list))
	for number, batch := range batches(list, func(item NewItem) int { return len(item.Data) }) {
		found, err := a.createBatch(ctx, batch, number, o)
		if err != nil {
			return rejectRest(outcomes, len(list), err)
		}
		outcomes = append(outcomes, found...)
	}
	return outcomes
}

func (a *Artifacts) createBatch(ctx context.Context, batch []NewItem, number int, o options) ([]Outcome[*Artifact], error) {
	id, err := nthRequestID(o.requestID, number)
	if err != nil {
		return nil, err
	}
	request := &pb.BatchCreateArtifactsRequest{RequestId: id}
	var homeless []*pb.ArtifactSpec
	for _, item := range batch {
		spec, err := item.raw()
		if err != nil {
			return nil, err
		}
		if spec.GetScope() == pb.Scope_SCOPE_SESSION && spec.GetSessionId() == "" {
			homeless = append(homeless, spec)
		}
		sum := crc32c(item.Data)
		request.Items = append(request.Items, &pb.BatchCreateArtifactsRequest_Item{Spec: spec, Data: item.Data, Digests: &pb.Digests{Crc32C: &sum}})
	}
	if len(homeless) > 0 {
		done, err := a.client.identity.beginWrite(ctx, homeless[0], id)
		if err != nil {
			return nil, err
		}
		defer done()
		for _, spec := range homeless {
			spec.SessionId = homeless[0].GetSessionId()
		}
	}
	answer, err := call(ctx, a.client, id != "", o, a.client.artifacts.BatchCreateArtifacts, request)
	if err != nil {
		return nil, err
	}
	if len(answer.GetItems()) != len(batch) {
		return nil, corrupt("%d outcomes for %d items", len(answer.GetItems()), len(batch))
	}
	outcomes := make([]Outcome[*Artifact], 0, len(batch))
	for _, item := range answer.GetItems() {
		if item.GetArtifact() == nil {
			outcomes = append(outcomes, Outcome[*Artifact]{Err: errorFromFailure(item.GetFailure())})
			continue
		}
		a.client.identity.wrote(item.GetArtifact())
		made, err := artifactFrom(item.GetArtifact())
		outcomes = append(outcomes, Outcome[*Artifact]{made, err})
	}
	return outcomes, nil
}

// ReadMany reads many artifacts, at most 1 MiB each; each has its own outcome.
func (a *Artifacts) ReadMany(ctx context.Context, list []ReadItem, more ...Option) []Outcome[*ReadContent] {
	o := gather(more)
	outcomes := make([]Outcome[*ReadContent], len(list))
	left := make([]int, len(list))
	for at := range list {
		left[at] = at
	}
	for len(left) > 0 {
		asked := left[:min(maxItems, len(left))]
		again, err := a.readBatch(ctx, list, asked, outcomes, o)
		if err != nil {
			for _, at := range left {
				outcomes[at] = Outcome[*ReadContent]{Err: err}
			}
			return outcomes
		}
		left = append(again, left[len(asked):]...)
	}
	return outcomes
}

// readBatch gives back what did not fit beside the others, as long as others make room.
func (a *Artifacts) readBatch(ctx context.Context, list []ReadItem, asked []int, outcomes []Outcome[*ReadContent], o options) ([]int, error) {
	request := &pb.BatchReadArtifactsRequest{}
	for _, at := range asked {
		item := list[at]
		request.Items = append(request.Items, &pb.BatchReadArtifactsRequest_Item{ArtifactId: item.ID, Version: item.Version, Range: item.Range.raw()})
	}
	answer, err := call(ctx, a.client, true, o, a.client.artifacts.BatchReadArtifacts, request)
	if err != nil {
		return nil, err
	}
	if len(answer.GetItems()) != len(asked) {
		return nil, corrupt("%d outcomes for %d items", len(answer.GetItems()), len(asked))
	}
	some := false
	for _, item := range answer.GetItems() {
		some = some || len(item.GetContent().GetData()) > 0
	}
	var again []int
	for index, item := range answer.GetItems() {
		at := asked[index]
		if item.GetContent() != nil {
			content, err := contentFrom(item.GetContent())
			outcomes[at] = Outcome[*ReadContent]{content, err}
			continue
		}
		failed := errorFromFailure(item.GetFailure())
		if failed.Reason == SizeLimit && some {
			again = append(again, at)
		} else {
			outcomes[at] = Outcome[*ReadContent]{Err: failed}
		}
	}
	return again, nil
}

// DeleteMany deletes many artifacts; each has its own outcome, nil when it was deleted.
func (a *Artifacts) DeleteMany(ctx context.Context, list []DeleteItem, more ...Option) []error {
	o := gather(more)
	outcomes := make([]error, 0, len(list))
	for number, batch := range batches(list, func(DeleteItem) int { return 0 }) {
		found, err := a.deleteBatch(ctx, batch, number, o)
		if err != nil {
			for len(outcomes) < len(list) {
				outcomes = append(outcomes, err)
			}
			return outcomes
		}
		outcomes = append(outcomes, found...)
	}
	return outcomes
}

func (a *Artifacts) deleteBatch(ctx context.Context, batch []DeleteItem, number int, o options) ([]error, error) {
	id, err := nthRequestID(o.requestID, number)
	if err != nil {
		return nil, err
	}
	request := &pb.BatchDeleteArtifactsRequest{RequestId: id}
	for _, item := range batch {
		request.Items = append(request.Items, &pb.BatchDeleteArtifactsRequest_Item{ArtifactId: item.ID, Etag: item.Etag})
	}
	answer, err := call(ctx, a.client, id != "", o, a.client.artifacts.BatchDeleteArtifacts, request)
	if err != nil {
		return nil, err
	}
	if len(answer.GetItems()) != len(batch) {
		return nil, corrupt("%d outcomes for %d items", len(answer.GetItems()), len(batch))
	}
	outcomes := make([]error, len(batch))
	for at, item := range answer.GetItems() {
		if item.GetFailure() != nil {
			outcomes[at] = errorFromFailure(item.GetFailure())
		}
	}
	return outcomes, nil
}

// batches cuts so that each part fits a message. An item too large for any goes alone, to be refused.
func batches[T any](list []T, size func(T) int) [][]T {
	var found [][]T
	first, bytes := 0, 0
	for at, item := range list {
		if at-first == maxItems || (at > first && bytes+size(item) > maxBytes) {
			found = append(found, list[first:at])
			first, bytes = at, 0
		}
		bytes += size(item)
	}
	if first < len(list) {
		found = append(found, list[first:])
	}
	return found
}

// nthRequestID is that of the n-th message of one call: the same each time, another for each message.
func nthRequestID(id string, n int) (string, error) {
	if id == "" || n == 0 {
		return id, nil
	}
	if len(id) != 36 {
		return "", usage("a request id is a UUID")
	}
	last, err := strconv.ParseUint(id[28:], 16, 32)
	if err != nil {
		return "", usage("a request id is a UUID")
	}
	return fmt.Sprintf("%s%08x", id[:28], uint32(last)^uint32(n)), nil
}

func rejectRest[T any](outcomes []Outcome[T], count int, err error) []Outcome[T] {
	for len(outcomes) < count {
		outcomes = append(outcomes, Outcome[T]{Err: err})
	}
	return outcomes
}
