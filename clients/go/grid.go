package artigrid

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// GridKey is where an artifact lies, as a path that can be read and parsed:
// grid/{sandbox}/sessions/{session}/{artifact}, grid/{sandbox}/users/{user}/{artifact} or
// grid/{sandbox}/shared/{artifact}.
//
// In ids A-Z a-z 0-9 _ - stand as they are, and a dot unless it is the first byte; every other byte is ! and two
// upper-case hex digits. So no id can climb out of its place, and each key has exactly one spelling.
type GridKey struct {
	Sandbox string
	Scope   Scope
	// Owner is the session or user; empty in sandbox scope.
	Owner    string
	Artifact string
}

var (
	sandboxForm  = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`)
	artifactForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	folders      = map[Scope]string{SessionScope: "sessions", UserScope: "users", SandboxScope: "shared"}
)

// Prefix of everything that is the owner's, with its slash.
func (k GridKey) Prefix() (string, error) {
	folder, known := folders[k.Scope]
	switch {
	case !sandboxForm.MatchString(k.Sandbox):
		return "", usage("%q is not the name of a sandbox", k.Sandbox)
	case !known:
		return "", usage("%q is no scope", k.Scope)
	case k.Scope == SandboxScope && k.Owner != "":
		return "", usage("what is the sandbox's is no session's and no user's")
	case k.Scope == SandboxScope:
		return fmt.Sprintf("grid/%s/%s/", k.Sandbox, folder), nil
	}
	owner, err := encodeID(k.Owner)
	return fmt.Sprintf("grid/%s/%s/%s/", k.Sandbox, folder, owner), err
}

// Key in its one spelling.
func (k GridKey) Key() (string, error) {
	prefix, err := k.Prefix()
	if err != nil {
		return "", err
	}
	if !artifactForm.MatchString(k.Artifact) {
		return "", usage("%q is not the id of an artifact", k.Artifact)
	}
	return prefix + k.Artifact, nil
}

// ParseGridKey reads a key; an error for whatever Key would not have written so.
func ParseGridKey(text string) (GridKey, error) {
	parts := strings.Split(text, "/")
	if len(parts) < 4 {
		return GridKey{}, usage("%q is not a grid key", text)
	}
	key := GridKey{Sandbox: parts[1], Artifact: parts[len(parts)-1]}
	for scope, folder := range folders {
		if folder == parts[2] {
			key.Scope = scope
		}
	}
	if key.Scope != SandboxScope {
		key.Owner = decodeID(parts[3])
	}
	// What parses but is spelled otherwise is not ours.
	if again, err := key.Key(); err != nil || again != text {
		return GridKey{}, usage("%q is not a grid key", text)
	}
	return key, nil
}

func encodeID(id string) (string, error) {
	if id == "" || len(id) > 128 || !utf8.ValidString(id) || strings.ContainsFunc(id, unicode.IsControl) {
		return "", usage("an id has 1 to 128 bytes of UTF-8 and no control characters")
	}
	var encoded strings.Builder
	for at := range len(id) {
		letter := id[at]
		switch {
		case letter >= 'A' && letter <= 'Z', letter >= 'a' && letter <= 'z', letter >= '0' && letter <= '9',
			letter == '_', letter == '-', letter == '.' && at > 0:
			encoded.WriteByte(letter)
		default:
			fmt.Fprintf(&encoded, "!%02X", letter)
		}
	}
	if encoded.Len() > 200 {
		return "", usage("an id takes at most 200 bytes in a key")
	}
	return encoded.String(), nil
}

// decodeID undoes encodeID; of what it did not write it makes something that encodes otherwise.
func decodeID(encoded string) string {
	var id []byte
	for at := 0; at < len(encoded); at++ {
		letter := encoded[at]
		if letter == '!' && at+2 < len(encoded) {
			if _, err := fmt.Sscanf(encoded[at+1:at+3], "%02X", &letter); err == nil {
				at += 2
			}
		}
		id = append(id, letter)
	}
	return string(id)
}
