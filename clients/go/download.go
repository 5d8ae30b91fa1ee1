package artigrid

import (
	"context"
	"errors"
	"io"
	"time"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

// Download is content on its way, whole in spite of broken connections. It is an io.ReadCloser, and an io.WriterTo that
// copies nothing.
//
// It is pinned to one version from its first header on. When it breaks, it goes on at the next byte of that version; it
// gives up after some tries that brought no byte. Every chunk is checked on arrival, and of a whole download the SHA-256
// of all before io.EOF.
type Download struct {
	// Artifact as it was when the download began.
	Artifact *Artifact
	// Offset of the first byte that comes, and how many come.
	Offset, Length int64
	// TotalSize of the version in all.
	TotalSize int64
	Version   int64
	// Digests of the whole of that version.
	Digests Digests

	client   *Client
	ctx      context.Context
	o        options
	line     *line
	position int64
	held     []byte
	hashing  *hashing
	tries    *tries
	failed   error
}

// Download begins a download. Close it, or read it to its end.
func (a *Artifacts) Download(ctx context.Context, id string, list ...Option) (*Download, error) {
	c, o := a.client, gather(list)
	request := &pb.DownloadRequest{ArtifactId: id, Version: o.version, Range: o.part.raw()}
	d := &Download{client: c, ctx: ctx, o: o, tries: c.tries(true)}
	d.tries.resumable = func(e *Error) bool {
		// The server's IDLE_TIMEOUT means that this side was slow to take the bytes.
		return e.Retryable() || e.Reason == IdleTimeout
	}
	for {
		line, header, err := c.openLine(ctx, request)
		if err == nil {
			d.line = line
			err = d.begin(header)
			if err != nil {
				d.Close()
				return nil, err
			}
			return d, nil
		}
		if err := d.tries.again(ctx, err); err != nil {
			return nil, err
		}
	}
}

// DownloadTo writes content into a file, which is there whole or not at all.
func (a *Artifacts) DownloadTo(ctx context.Context, id, path string, list ...Option) (*Artifact, error) {
	content, err := a.Download(ctx, id, list...)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	file, err := createWhole(path)
	if err != nil {
		return nil, local(path, err)
	}
	defer file.discard()
	if _, err := content.WriteTo(file); err != nil {
		return nil, local(path, err)
	}
	if err := file.commit(); err != nil {
		return nil, local(path, err)
	}
	return content.Artifact, nil
}

func (d *Download) begin(header *pb.DownloadHeader) (err error) {
	if d.Artifact, err = artifactFrom(header.GetArtifact()); err != nil {
		return err
	}
	if header.GetOffset() < 0 || header.GetLength() < 0 || header.GetTotalSize() < 0 {
		return corrupt("a download of less than nothing")
	}
	d.Offset, d.Length, d.TotalSize = header.GetOffset(), header.GetLength(), header.GetTotalSize()
	d.Version, d.Digests, d.position = header.GetVersion(), digestsFrom(header.GetDigests()), header.GetOffset()
	if d.Offset == 0 && d.Length == d.TotalSize && d.Digests.SHA256 != "" {
		d.hashing = newHashing()
	}
	d.tries.progress()
	d.o.tell(0, d.Length)
	return nil
}

// Read gives io.EOF only when all has arrived and is checked.
func (d *Download) Read(p []byte) (int, error) {
	if len(d.held) == 0 {
		if err := d.fill(); err != nil {
			return 0, err
		}
	}
	count := copy(p, d.held)
	d.held = d.held[count:]
	return count, nil
}

// WriteTo writes all that is left.
func (d *Download) WriteTo(w io.Writer) (total int64, err error) {
	for {
		if len(d.held) == 0 {
			if err := d.fill(); err != nil {
				if errors.Is(err, io.EOF) {
					err = nil
				}
				return total, err
			}
		}
		count, err := w.Write(d.held)
		total += int64(count)
		d.held = d.held[count:]
		if err != nil {
			return total, err
		}
	}
}

// Close lets go of the download.
func (d *Download) Close() error {
	d.line.close()
	d.line = nil
	if d.failed == nil {
		d.failed = usage("the download is closed")
	}
	return nil
}

func (d *Download) end() int64 { return d.Offset + d.Length }

// fill takes the next chunk, by another line if need be.
func (d *Download) fill() error {
	for d.failed == nil {
		if d.position == d.end() {
			d.failed = d.finish()
			break
		}
		err := d.receive()
		if err == nil {
			d.tries.progress()
			d.o.tell(d.position-d.Offset, d.Length)
			return nil
		}
		d.line.close()
		d.line = nil
		d.failed = d.tries.again(d.ctx, err)
	}
	return d.failed
}

func (d *Download) receive() error {
	if d.line == nil {
		if err := d.resume(); err != nil {
			return err
		}
	}
	message, err := d.line.next()
	if err != nil {
		return errorFrom(err)
	}
	chunk := message.GetChunk()
	data, left := chunk.GetData(), d.end()-d.position
	switch {
	case chunk == nil || chunk.GetOffset() != d.position:
		return corrupt("something else came for byte %d", d.position)
	case len(data) == 0 || int64(len(data)) > left:
		return corrupt("a chunk that is empty or goes past the end")
	case crc32c(data) != chunk.GetCrc32C():
		return corrupt("the bytes at %d do not match their checksum", d.position)
	}
	if d.hashing != nil {
		d.hashing.add(data, d.position)
	}
	d.held = data
	d.position += int64(len(data))
	return nil
}

// resume goes on with the same version at the next byte.
func (d *Download) resume() error {
	left := Range{Offset: d.position, Length: d.end() - d.position}
	request := &pb.DownloadRequest{ArtifactId: d.Artifact.ID, Version: d.Version, Range: left.raw()}
	line, header, err := d.client.openLine(d.ctx, request)
	if err != nil {
		return err
	}
	if header.GetVersion() != d.Version || header.GetTotalSize() != d.TotalSize || header.GetOffset() != left.Offset || header.GetLength() != left.Length {
		line.close()
		return corrupt("the resumed download is another one")
	}
	d.line = line
	return nil
}

// finish reads the end of the stream, and compares the digest of the whole.
func (d *Download) finish() error {
	if d.line != nil {
		// All bytes are here: how the stream ends does not matter any more, but more bytes do.
		if _, err := d.line.next(); err == nil {
			return corrupt("more content than announced")
		}
		d.line.close()
		d.line = nil
	}
	if d.hashing != nil {
		finish, err := d.hashing.finish(options{})
		if err != nil || digestsFrom(finish.GetDigests()).SHA256 != d.Digests.SHA256 {
			return corrupt("the content does not match its digest")
		}
	}
	return io.EOF
}

// line is one Download stream, which must not fall silent.
type line struct {
	stream interface {
		Recv() (*pb.DownloadResponse, error)
	}
	ctx  context.Context
	stop context.CancelCauseFunc
	idle time.Duration
}

var errSilent = broken("the server was silent for too long")

func (c *Client) openLine(ctx context.Context, request *pb.DownloadRequest) (*line, *pb.DownloadHeader, error) {
	ctx, stop := context.WithCancelCause(ctx)
	l := &line{ctx: ctx, stop: stop, idle: c.settings.streamIdle}
	stream, err := c.artifacts.Download(ctx, request)
	if err != nil {
		l.close()
		return nil, nil, errorFrom(err)
	}
	l.stream = stream
	message, err := l.next()
	if err != nil {
		l.close()
		return nil, nil, errorFrom(err)
	}
	if message.GetHeader() == nil {
		l.close()
		return nil, nil, corrupt("a download without a header")
	}
	return l, message.GetHeader(), nil
}

func (l *line) next() (*pb.DownloadResponse, error) {
	alarm := time.AfterFunc(l.idle, func() { l.stop(errSilent) })
	defer alarm.Stop()
	message, err := l.stream.Recv()
	if err != nil && context.Cause(l.ctx) == errSilent {
		return nil, errSilent
	}
	return message, err
}

func (l *line) close() {
	if l != nil {
		l.stop(nil)
	}
}
