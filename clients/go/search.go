package artigrid

import (
	"context"
	"errors"
	"io"
	"iter"
	"sort"
	"strings"
	"time"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Search finds, counts and watches artifacts.
type Search struct{ client *Client }

// Query holds conditions that must all hold.
type Query struct {
	// Scope to look in. Default: session scope.
	Scope Scope
	// Session and Owner narrow to one session's or one user's.
	Session, Owner             string
	MIMEPrefix, FilenamePrefix string
	// Meta: the metadata at these paths ("project.name") equals these values.
	Meta map[string]any
	// Filter is an AIP-160 filter; Text are words that must occur in file name or summary.
	Filter, Text string
}

// Order of results: filename, create_time, update_time, size, and the last three with _desc, newest or largest first.
type Order string

// Count is how many match, and their bytes.
type Count struct {
	Count, Bytes int64
	// Groups are the largest groups of each facet asked for.
	Groups []Group
}

// Group is one group of a facet: mime_type, owner, store or size_class.
type Group struct {
	Facet, Value string
	Count, Bytes int64
}

// Event is one change of an artifact.
type Event struct {
	// Kind is created, content, metadata, deleted or expired; empty for a mere sign of life with a newer token.
	Kind       string
	ArtifactID string
	// Artifact as it is now; nil when it is gone.
	Artifact *Artifact
	Time     time.Time
	// Token is where to go on after this one.
	Token string
}

func (q Query) raw() (*pb.ArtifactQuery, error) {
	raw := &pb.ArtifactQuery{
		Scope: q.Scope.raw(pb.Scope_SCOPE_SESSION), SessionId: q.Session, Owner: q.Owner,
		MimePrefix: q.MIMEPrefix, FilenamePrefix: q.FilenamePrefix, Filter: q.Filter, Text: q.Text,
	}
	paths := make([]string, 0, len(q.Meta))
	for path := range q.Meta {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	for _, path := range paths {
		text := "null"
		if value := q.Meta[path]; value != nil {
			var err error
			if text, err = metaTo(value); err != nil {
				return nil, err
			}
		}
		raw.Meta = append(raw.Meta, &pb.MetaEquals{Path: path, ValueJson: text})
	}
	return raw, nil
}

// Find gives the artifacts that match; each page is fetched when it is asked for.
func (s *Search) Find(ctx context.Context, query Query, order Order, list ...Option) iter.Seq2[*Artifact, error] {
	o := gather(list)
	return items(func(token string) ([]*Artifact, string, error) {
		raw, err := query.raw()
		if err != nil {
			return nil, "", err
		}
		number, known := pb.SearchOrder_value["SEARCH_ORDER_"+strings.ToUpper(string(order))]
		if order != "" && !known {
			return nil, "", usage("there is no order %q", order)
		}
		request := &pb.SearchArtifactsRequest{Query: raw, Order: pb.SearchOrder(number), PageSize: o.pageSize, PageToken: token}
		answer, err := call(ctx, s.client, true, o, s.client.search.SearchArtifacts, request)
		if err != nil {
			return nil, "", err
		}
		found, err := artifactsFrom(answer.GetArtifacts())
		return found, answer.GetNextPageToken(), err
	})
}

// Count says how many match, and how they fall into groups of these facets.
func (s *Search) Count(ctx context.Context, query Query, facets []string, list ...Option) (*Count, error) {
	raw, err := query.raw()
	if err != nil {
		return nil, err
	}
	request := &pb.CountArtifactsRequest{Query: raw}
	for _, name := range facets {
		number, known := pb.Facet_value["FACET_"+strings.ToUpper(name)]
		if !known {
			return nil, usage("there is no facet %q", name)
		}
		request.Facets = append(request.Facets, pb.Facet(number))
	}
	answer, err := call(ctx, s.client, true, gather(list), s.client.search.CountArtifacts, request)
	if err != nil {
		return nil, err
	}
	count := &Count{Count: answer.GetCount(), Bytes: answer.GetBytes()}
	for _, group := range answer.GetGroups() {
		name := strings.ToLower(strings.TrimPrefix(group.GetFacet().String(), "FACET_"))
		count.Groups = append(count.Groups, Group{name, group.GetValue(), group.GetCount(), group.GetBytes()})
	}
	return count, nil
}

// Watch gives changes as they are committed, from now on or BehindToken, each at least once, until the loop or the
// context ends. Signs of life come with an empty Kind and a newer token. A broken connection is picked up behind the last
// token.
func (s *Search) Watch(ctx context.Context, query Query, list ...Option) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		raw, err := query.raw()
		if err != nil {
			yield(nil, err)
			return
		}
		request := &pb.WatchArtifactsRequest{Query: raw, WatchToken: gather(list).watchToken}
		tries := s.client.tries(true)
		for {
			err := s.watchOnce(ctx, request, tries, yield)
			if err == nil {
				return
			}
			if err := tries.again(ctx, err); err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// watchOnce watches by one stream; nil when the loop has ended, or the server ended the stream well.
func (s *Search) watchOnce(ctx context.Context, request *pb.WatchArtifactsRequest, tries *tries, yield func(*Event, error) bool) error {
	stream, err := s.client.search.WatchArtifacts(ctx, request)
	if err != nil {
		return err
	}
	for {
		message, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		tries.progress()
		request.WatchToken = message.GetWatchToken()
		event := &Event{ArtifactID: message.GetArtifactId(), Time: timeFrom(message.GetEventTime()), Token: message.GetWatchToken()}
		if message.GetKind() != pb.EventKind_EVENT_KIND_UNSPECIFIED {
			event.Kind = strings.ToLower(strings.TrimPrefix(message.GetKind().String(), "EVENT_KIND_"))
		}
		if message.GetArtifact() != nil {
			if event.Artifact, err = artifactFrom(message.GetArtifact()); err != nil {
				return err
			}
		}
		if !yield(event, nil) {
			return nil
		}
	}
}
