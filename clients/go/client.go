// Package artigrid is the Go SDK of Artigrid: keep files with metadata, stream them in and out, share them, find them
// again.
//
//	file            | knows
//	client, identity | where the server is, who is calling, which session is kept
//	artifacts, batch, sessions, search, urls, admin | one method per call
//	transfer, upload, resumable, download, files | streams, chunks, digests, picking up; nothing of metadata
//	retry           | what is tried again, and when
//	errors          | the one error, by the contract's reasons
//	model, options  | answers and arguments; the wire's types stay inside
//	grid            | grid keys
package artigrid

import (
	"crypto/tls"
	"net"
	"net/url"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

const (
	// defaultAddress is where a server listens unless told otherwise.
	defaultAddress = "127.0.0.1:50051"
	// HTTP/2 windows. The protocol's 64 KiB would hold a transfer to one window per round trip.
	streamWindow     = 8 << 20
	connectionWindow = 16 << 20
	// maxAnswer leaves room for a batch or page of 3 MiB and what surrounds it; the server's largest message is 4 MiB.
	maxAnswer = 6 << 20
	// maxRequest leaves room for a piece of AppendUpload, which is the one large request.
	maxRequest = 65 << 20
)

// Client is a connection to an Artigrid server under one identity. It is safe for concurrent use.
type Client struct {
	// Artifacts: content and metadata.
	Artifacts *Artifacts
	// Sessions.
	Sessions *Sessions
	// Search: finding, counting and watching artifacts.
	Search *Search
	// URLs: signed URLs and share links.
	URLs *URLs
	// Admin: what the server can do, and figures of it.
	Admin *Admin

	conn     *grpc.ClientConn
	settings settings
	identity *identity

	artifacts pb.ArtifactServiceClient
	sessions  pb.SessionServiceClient
	search    pb.SearchServiceClient
	admin     pb.AdminServiceClient
}

// NewClient makes a client. The connection is opened with the first call, and again when it breaks.
func NewClient(options ...ClientOption) (*Client, error) {
	s := settings{
		address:       defaultAddress,
		timeout:       30 * time.Second,
		streamIdle:    time.Minute,
		resumableFrom: 16 << 20,
		retry:         defaultRetry,
		keepalive:     keepalive.ClientParameters{Time: 30 * time.Second, Timeout: 20 * time.Second},
	}
	for _, option := range options {
		option(&s)
	}
	target, secure, err := parseAddress(s.address)
	if err != nil {
		return nil, err
	}
	var transport credentials.TransportCredentials
	switch {
	case secure && s.tls == nil:
		transport = credentials.NewTLS(&tls.Config{MinVersion: tls.VersionTLS12})
	case secure:
		transport = credentials.NewTLS(s.tls)
	case s.tls != nil:
		return nil, usage("TLS goes with an https:// address")
	default:
		transport = insecure.NewCredentials()
	}
	conn, err := grpc.NewClient(target,
		grpc.WithTransportCredentials(transport),
		grpc.WithInitialWindowSize(streamWindow),
		grpc.WithInitialConnWindowSize(connectionWindow),
		grpc.WithKeepaliveParams(s.keepalive),
		grpc.WithUserAgent("artigrid-client-go"),
		grpc.WithConnectParams(grpc.ConnectParams{
			Backoff:           backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 2, Jitter: 0.2, MaxDelay: 5 * time.Second},
			MinConnectTimeout: 10 * time.Second,
		}),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxAnswer), grpc.MaxCallSendMsgSize(maxRequest)),
	)
	if err != nil {
		return nil, usage("address %q: %v", s.address, err)
	}
	return newClient(conn, s), nil
}

func newClient(conn *grpc.ClientConn, s settings) *Client {
	id := newIdentity(s)
	signed := signing{conn, id}
	c := &Client{
		conn: conn, settings: s, identity: id,
		artifacts: pb.NewArtifactServiceClient(signed),
		sessions:  pb.NewSessionServiceClient(signed),
		search:    pb.NewSearchServiceClient(signed),
		admin:     pb.NewAdminServiceClient(signed),
	}
	c.Artifacts, c.Sessions, c.Search, c.URLs, c.Admin = &Artifacts{c}, &Sessions{c}, &Search{c}, &URLs{c}, &Admin{c}
	return c
}

// ActingFor gives the same connection for somebody else, where the role allows it. It ends with this client's.
func (c *Client) ActingFor(options ...ClientOption) *Client {
	s := c.settings
	s.session = ""
	for _, option := range options {
		option(&s)
	}
	return newClient(c.conn, s)
}

// Session that this client names or keeps; empty if there is none yet.
func (c *Client) Session() string { return c.identity.session() }

// Close ends the connection, and calls that are under way.
func (c *Client) Close() error { return local("the connection", c.conn.Close()) }

// parseAddress: http:// is plain by request; a bare host:port is plain only where nobody can listen in.
func parseAddress(address string) (target string, secure bool, err error) {
	wrong := func(why string) (string, bool, error) { return "", false, usage("address %q: %s", address, why) }
	scheme, rest, named := strings.Cut(address, "://")
	if !named {
		scheme, rest = "", address
	} else if scheme != "http" && scheme != "https" {
		return wrong("only http:// and https:// are known")
	}
	parsed, err := url.Parse("http://" + rest)
	if err != nil || parsed.Hostname() == "" || parsed.User != nil {
		return wrong("not host:port")
	}
	if strings.Trim(parsed.Path, "/") != "" || parsed.RawQuery != "" || parsed.Fragment != "" {
		return wrong("a server has no path")
	}
	host, port := parsed.Hostname(), parsed.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[scheme]
	}
	if port == "" {
		return wrong("no port")
	}
	if ip := net.ParseIP(host); scheme == "" && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return wrong("plain connections beyond this machine must be asked for by http://")
	}
	return net.JoinHostPort(host, port), scheme == "https", nil
}

// variable of the environment; empty is as good as unset.
func variable(name string) string { return os.Getenv("ARTIGRID_" + name) }
