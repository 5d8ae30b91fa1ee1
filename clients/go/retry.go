package artigrid

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc"
)

// RetryPolicy is how often something is tried, and how long to wait between.
type RetryPolicy struct {
	// Attempts are the tries in all; 1 = no retry. For a transfer that is picked up: tries without a new byte.
	Attempts int
	// FirstWait is doubled each time, up to LongestWait.
	FirstWait, LongestWait time.Duration
}

// defaultRetry outlasts a restart, not an outage: five tries over about three seconds.
var defaultRetry = RetryPolicy{Attempts: 5, FirstWait: 200 * time.Millisecond, LongestWait: 5 * time.Second}

// tries counts the tries of one act since it last made progress.
//
// Only what may be repeated without harm is tried again, only when the server (or the lack of one) says UNAVAILABLE, with
// growing, jittered waits. What the server asks for by RetryInfo is kept to, within the same bound.
type tries struct {
	policy    RetryPolicy
	repeat    bool
	refresh   func() bool
	resumable func(*Error) bool
	barren    int
	refreshed bool
}

// progress: something new arrived or is safe; the count begins anew.
func (t *tries) progress() { t.barren, t.refreshed = 0, false }

// again waits until the next try; it gives the error back when there is none.
func (t *tries) again(ctx context.Context, err error) error {
	failed := errorFrom(err)
	if ctx.Err() != nil {
		return errorFrom(ctx.Err())
	}
	// A refused token had no effect, so whatever the call is, it may be sent with a new one, once.
	if failed.Reason == Unauthenticated && !t.refreshed && t.refresh != nil && t.refresh() {
		t.refreshed = true
		return nil
	}
	t.barren++
	resumable := failed.Retryable()
	if t.resumable != nil {
		resumable = t.resumable(failed)
	}
	if !t.repeat || !resumable || t.barren >= t.policy.Attempts {
		return failed
	}
	select {
	case <-time.After(t.policy.wait(t.barren, failed.RetryAfter)):
		return nil
	case <-ctx.Done():
		return errorFrom(ctx.Err())
	}
}

// wait before try number tried + 1. Half of it is random: clients that failed together must not come back together.
func (p RetryPolicy) wait(tried int, asked time.Duration) time.Duration {
	longest := p.LongestWait
	if shift := tried - 1; shift < 30 && p.FirstWait<<shift < longest {
		longest = p.FirstWait << shift
	}
	jittered := longest/2 + time.Duration(rand.Float64()*float64(longest)/2)
	return max(jittered, min(asked, p.LongestWait))
}

// tries of one act; it may be repeated when repeat says so.
func (c *Client) tries(repeat bool) *tries {
	return &tries{policy: c.settings.retry, repeat: repeat, refresh: c.identity.refused}
}

// call sends a request, again as far as it may be, each try with a deadline of its own.
func call[Q, A any](ctx context.Context, c *Client, repeat bool, o options, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) (A, error) {
	tries := c.tries(repeat)
	for {
		answer, err := once(ctx, c, o, method, request)
		if err == nil {
			return answer, nil
		}
		if err := tries.again(ctx, err); err != nil {
			return answer, err
		}
	}
}

func once[Q, A any](ctx context.Context, c *Client, o options, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) (A, error) {
	if timeout := o.timeoutOr(c.settings.timeout); timeout > 0 {
		var done context.CancelFunc
		ctx, done = context.WithTimeout(ctx, timeout)
		defer done()
	}
	answer, err := method(ctx, request)
	if err != nil && ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		if failed := errorFrom(err); failed.Reason == Cancelled || failed.Reason == Deadline {
			err = ctx.Err()
		}
	}
	return answer, err
}
