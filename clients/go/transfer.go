package artigrid

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"os"

	pb "artigrid.dev/client/internal/pb/artigrid/v1"
)

const (
	// chunkSize is the content of one message of an upload; the server allows four times as much. An upload that
	// waits its turn costs the server a buffer of about this size.
	chunkSize = 512 << 10
	// small content goes in one message: a quarter of what the server takes so, since a stream costs little more from
	// here on and holds less memory at once.
	small = 256 << 10
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func crc32c(data []byte) uint32 { return crc32.Checksum(data, castagnoli) }

// Source is content to upload. What can be read again from any place can be picked up after a break; a reader passes
// by once.
type Source struct {
	size       int64 // -1: not known
	rewindable bool
	open       func(offset int64) (io.ReadCloser, error)
}

// FromBytes: bytes at hand.
func FromBytes(data []byte) Source { return FromReaderAt(bytes.NewReader(data), int64(len(data))) }

// FromReaderAt: whatever can be read from any place.
func FromReaderAt(reader io.ReaderAt, size int64) Source {
	return Source{size: size, rewindable: true, open: func(offset int64) (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(reader, offset, size-offset)), nil
	}}
}

// FromPath: a file.
func FromPath(path string) Source {
	source := Source{size: -1, rewindable: true}
	source.open = func(offset int64) (io.ReadCloser, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		if _, err := file.Seek(offset, io.SeekStart); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		return file, nil
	}
	if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
		source.size = info.Size()
	}
	return source
}

// FromReader: a stream of unknown length, unless WithSize declares it.
func FromReader(reader io.Reader) Source {
	return Source{size: -1, open: func(int64) (io.ReadCloser, error) { return io.NopCloser(reader), nil }}
}

// chunks reads the source from an offset on, in pieces of one length (the last shorter), and checks its size. A piece is
// valid until the next is asked for.
type chunks struct {
	source Source
	reader io.ReadCloser
	buffer []byte
	offset int64
}

func (s Source) chunks(offset int64, length int) (*chunks, error) {
	reader, err := s.open(offset)
	if err != nil {
		return nil, local("the source of the upload", err)
	}
	return &chunks{source: s, reader: reader, buffer: make([]byte, length), offset: offset}, nil
}

// next gives io.EOF behind the last piece.
func (c *chunks) next() ([]byte, error) {
	count, err := io.ReadFull(c.reader, c.buffer)
	c.offset += int64(count)
	declared := c.source.size
	switch {
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		return nil, local("the source of the upload", err)
	case declared >= 0 && (c.offset > declared || (count < len(c.buffer) && c.offset < declared)):
		return nil, &Error{Reason: SizeMismatch, Message: "the content has not the size that was declared"}
	case count == 0:
		return nil, io.EOF
	}
	return c.buffer[:count], nil
}

// close lets go of the source. What cannot even be closed has nothing to add to what happened before.
func (c *chunks) close() { _ = c.reader.Close() }

// hashing is the SHA-256 of content of which pieces may come twice, when a transfer was picked up.
type hashing struct {
	hash hash.Hash
	size int64
}

func newHashing() *hashing { return &hashing{hash: sha256.New()} }

// add takes what is new in a piece.
func (h *hashing) add(data []byte, offset int64) {
	known := max(0, min(h.size-offset, int64(len(data))))
	fresh := data[known:]
	h.hash.Write(fresh)
	h.size += int64(len(fresh))
}

// finish is what the client knows of the whole.
func (h *hashing) finish(o options) (*pb.UploadFinish, error) {
	digests, err := o.digests.over(&pb.Digests{Sha256: h.hash.Sum(nil)})
	return &pb.UploadFinish{Size: &h.size, Digests: digests}, err
}

func bytesReader(data []byte) io.Reader { return bytes.NewReader(append([]byte{}, data...)) }
