package artigrid

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
)

// wholeFile is there whole or not at all: written beside its place, synced, then renamed.
type wholeFile struct {
	*os.File
	place string
}

func createWhole(place string) (*wholeFile, error) {
	beside := fmt.Sprintf(".%s.%016x.part", filepath.Base(place), rand.Uint64())
	file, err := os.OpenFile(filepath.Join(filepath.Dir(place), beside), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return &wholeFile{file, place}, nil
}

// commit makes it durable and visible.
func (f *wholeFile) commit() error {
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), f.place); err != nil {
		return err
	}
	f.place = ""
	return syncFolder(filepath.Dir(f.Name()))
}

// discard leaves nothing of what was not committed. Nothing can be done about a leftover that cannot be removed, and the
// error that led here says more.
func (f *wholeFile) discard() {
	if f.place != "" {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
}

// syncFolder makes the rename itself durable. Windows does not let a folder be synced.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func writeWhole(path string, data []byte) error {
	file, err := createWhole(path)
	if err != nil {
		return local(path, err)
	}
	defer file.discard()
	if _, err := file.Write(data); err != nil {
		return local(path, err)
	}
	return local(path, file.commit())
}
