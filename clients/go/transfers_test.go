package artigrid_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing/iotest"

	"artigrid.dev/client"
)

// Uploads and downloads of the scenarios: from and to whatever they name.

func upload(ctx context.Context, p *parameters) (values, error) {
	var progress []artigrid.Progress
	options := append(p.change(), artigrid.OnProgress(func(one artigrid.Progress) { progress = append(progress, one) }))
	options = append(options, p.declared()...)
	switch mode := p.text("mode"); mode {
	case "", "auto":
	case "one_shot", "resumable":
		options = append(options, artigrid.Resumable(mode == "resumable"))
	default:
		p.stage.t.Fatalf("unknown mode %s", mode)
	}
	if p.has("state") {
		options = append(options, artigrid.WithStateFile(filepath.Join(p.stage.directory, "state-"+p.text("state"))))
	}
	source, err := p.source(content(p.any("data")))
	if err != nil {
		return nil, err
	}
	var answer values
	if p.has("id") {
		answer, err = artifact(p.client.Artifacts.Replace(ctx, p.text("id"), source, p.changes(), options...))
	} else {
		answer, err = artifact(p.client.Artifacts.Upload(ctx, source, p.spec(), options...))
	}
	if err != nil {
		return nil, err
	}
	answer["progress"] = seen(progress)
	return answer, nil
}

// breaking reads from any place, and fails behind an end.
type breaking struct {
	data []byte
	end  int64
}

func (b breaking) ReadAt(p []byte, offset int64) (int, error) {
	if offset >= b.end {
		return 0, errBroke
	}
	count := copy(p, b.data[offset:b.end])
	if count < len(p) {
		return count, errBroke
	}
	return count, nil
}

func (p *parameters) source(data []byte) (artigrid.Source, error) {
	broken := p.has("break_after")
	reader := io.Reader(bytes.NewReader(data))
	if broken {
		reader = io.MultiReader(bytes.NewReader(data[:p.number("break_after")]), iotest.ErrReader(errBroke))
	}
	switch kind := p.text("source"); kind {
	case "", "bytes":
		return artigrid.FromBytes(data), nil
	case "file":
		// A file does not break: what can be read again, and does, stands for it.
		if broken {
			return artigrid.FromReaderAt(breaking{data, p.number("break_after")}, int64(len(data))), nil
		}
		file, err := os.CreateTemp(p.stage.directory, "up-")
		if err != nil {
			return artigrid.Source{}, err
		}
		defer file.Close()
		_, err = file.Write(data)
		return artigrid.FromPath(file.Name()), err
	case "stream", "iterator":
		// Go has one word for both; pieces of odd lengths make the difference.
		if kind == "iterator" {
			reader = iotest.HalfReader(reader)
		}
		return artigrid.FromReader(reader), nil
	default:
		return artigrid.Source{}, fmt.Errorf("unknown source %s", kind)
	}
}

func download(ctx context.Context, p *parameters) (values, error) {
	var progress []artigrid.Progress
	options := append(p.part(), artigrid.OnProgress(func(one artigrid.Progress) { progress = append(progress, one) }))
	var data []byte
	switch to := p.text("to"); to {
	case "file":
		path := filepath.Join(p.stage.directory, "down")
		_ = os.Remove(path)
		if _, err := p.client.Artifacts.DownloadTo(ctx, p.text("id"), path, options...); err != nil {
			left, _ := os.ReadDir(p.stage.directory)
			for _, file := range left {
				if file.Name() == "down" || filepath.Ext(file.Name()) == ".part" {
					p.stage.t.Fatalf("a failed download left %s", file.Name())
				}
			}
			return nil, err
		}
		found, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		data = found
	case "", "bytes", "stream":
		content, err := p.client.Artifacts.Download(ctx, p.text("id"), options...)
		if err != nil {
			return nil, err
		}
		defer content.Close()
		var buffer bytes.Buffer
		var reader io.Reader = content
		if to == "stream" {
			// Hides WriteTo, so that Read is what is tried.
			reader = struct{ io.Reader }{content}
		}
		if _, err := io.Copy(&buffer, reader); err != nil {
			return nil, err
		}
		data = append([]byte{}, buffer.Bytes()...)
	default:
		return nil, fmt.Errorf("unknown target %s", to)
	}
	return values{"data": data, "progress": seen(progress)}, nil
}

func seen(progress []artigrid.Progress) values {
	if len(progress) == 0 {
		return values{"first": nil, "last": nil, "total": nil}
	}
	first, last := progress[0], progress[len(progress)-1]
	var total any
	if last.Total >= 0 {
		total = last.Total
	}
	return values{"first": first.Done, "last": last.Done, "total": total}
}
