package artigrid_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gopkg.in/yaml.v3"

	"artigrid.dev/client"
)

// Replays clients/scenarios through this SDK against a real server. Its README has the rules.

const scenariosDir = "../scenarios"

type (
	values = map[string]any

	step struct {
		As     values `yaml:"as"`
		Do     string `yaml:"do"`
		With   values `yaml:"with"`
		Save   string `yaml:"save"`
		Expect any    `yaml:"expect"`
		Fails  any    `yaml:"fails"`
		Until  int    `yaml:"until"`
	}
	scenario struct {
		Name   string   `yaml:"name"`
		Proves []string `yaml:"proves"`
		Needs  []string `yaml:"needs"`
		Proxy  bool     `yaml:"proxy"`
		As     values   `yaml:"as"`
		Steps  []step   `yaml:"steps"`
	}
	scenarioFile struct {
		Topic     string            `yaml:"topic"`
		Server    map[string]string `yaml:"server"`
		Scenarios []scenario        `yaml:"scenarios"`
	}
)

var features = []string{
	"resumable_upload", "batch", "copy", "search", "filter", "text_search", "count", "watch", "signed_urls",
	"share_links", "quotas", "request_id", "audit",
}

func TestScenarios(t *testing.T) {
	names, err := filepath.Glob(scenariosDir + "/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no scenarios", err)
	}
	shared := startServer(t, nil)
	for _, name := range names {
		file := readScenarios(t, name)
		t.Run(file.Topic, func(t *testing.T) {
			address := shared
			if file.Server != nil {
				address = startServer(t, file.Server)
			}
			have := featuresOf(t, address)
			for _, scenario := range file.Scenarios {
				t.Run(scenario.Name, func(t *testing.T) {
					for _, need := range scenario.Needs {
						if !slices.Contains(features, need) {
							t.Fatalf("no such feature: %s", need)
						}
						if !slices.Contains(have, need) {
							t.Skipf("the server lacks %s", need)
						}
					}
					play(t, scenario, address)
				})
			}
		})
	}
}

func readScenarios(t *testing.T, name string) (file scenarioFile) {
	t.Helper()
	text, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer text.Close()
	decoder := yaml.NewDecoder(text)
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if file.Topic+".yaml" != filepath.Base(name) {
		t.Fatalf("%s has the topic %s", name, file.Topic)
	}
	return file
}

func featuresOf(t *testing.T, address string) []string {
	t.Helper()
	client := newClient(t, artigrid.WithAddress(address))
	found, err := client.Admin.Capabilities(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return found.Features
}

func newClient(t *testing.T, options ...artigrid.ClientOption) *artigrid.Client {
	t.Helper()
	client, err := artigrid.NewClient(options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

var listens = regexp.MustCompile(`listens on (\S+:\d+) \(gRPC\)`)

// startServer runs the binary that ARTIGRID_BIN names, on a free port, in memory.
func startServer(t *testing.T, variables map[string]string) string {
	t.Helper()
	binary := os.Getenv("ARTIGRID_BIN")
	if binary == "" {
		t.Fatal("ARTIGRID_BIN must name the server's binary: run-tests sets it")
	}
	command := exec.Command(binary, "serve")
	for _, name := range []string{"GRPC", "HTTP", "OPS"} {
		command.Env = append(command.Env, "ARTIGRID_"+name+"_ADDR=127.0.0.1:0")
	}
	command.Env = append(command.Env, "ARTIGRID_LOG=warn")
	for name, value := range variables {
		command.Env = append(command.Env, name+"="+value)
	}
	// Both streams into one pipe: the address may be told on either.
	reader, writer := io.Pipe()
	command.Stdout, command.Stderr = writer, writer
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait(); writer.Close() }()
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		<-ended
	})
	lines, said := bufio.NewScanner(reader), []string{}
	for lines.Scan() {
		said = append(said, lines.Text())
		if found := listens.FindStringSubmatch(lines.Text()); found != nil {
			go func() { _, _ = io.Copy(io.Discard, reader) }()
			return found[1]
		}
	}
	t.Fatalf("the server ended:\n%s", strings.Join(said, "\n"))
	return ""
}

// proxy is the shared proxy that does harm on command.
type proxy struct {
	address string
	mu      sync.Mutex
	in      io.Writer
	out     *bufio.Scanner
}

func startProxy(t *testing.T, target string) *proxy {
	t.Helper()
	command := exec.Command(scenariosDir+"/proxy", target)
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = command.Wait() })
	p := &proxy{in: in, out: bufio.NewScanner(out)}
	if !p.out.Scan() {
		t.Fatal("the proxy ended")
	}
	p.address = strings.TrimPrefix(p.out.Text(), "listening ")
	return p
}

func (p *proxy) command(line string) (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, err := fmt.Fprintln(p.in, line); err != nil {
		return "", err
	}
	if !p.out.Scan() {
		return "", errors.New("the proxy ended")
	}
	return p.out.Text(), nil
}

// stage is what is kept from step to step.
type stage struct {
	t         *testing.T
	scenario  scenario
	address   string
	sandbox   string
	directory string
	proxy     *proxy
	clients   map[string]*artigrid.Client
	saved     values
}

func play(t *testing.T, scenario scenario, address string) {
	random := make([]byte, 8)
	_, _ = rand.Read(random)
	s := &stage{t: t, scenario: scenario, address: address, sandbox: "t-" + hex.EncodeToString(random), directory: t.TempDir(), clients: map[string]*artigrid.Client{}}
	s.saved = values{"sandbox": s.sandbox}
	if scenario.Proxy {
		s.proxy = startProxy(t, address)
		s.address = s.proxy.address
	}
	for number, step := range scenario.Steps {
		if trouble := s.step(step); trouble != nil {
			t.Fatalf("step %d (%s): %v", number+1, step.Do, trouble)
		}
	}
}

// step gives why it did not go as written; nil when it did.
func (s *stage) step(step step) error {
	until := time.Now().Add(time.Duration(step.Until) * time.Second)
	for {
		trouble := s.once(step)
		if trouble == nil || !time.Now().Before(until) {
			return trouble
		}
		<-time.After(100 * time.Millisecond)
	}
}

func (s *stage) once(step step) error {
	run, known := operations[step.Do]
	if !known {
		s.t.Fatalf("unknown operation %s", step.Do)
	}
	if step.Expect != nil && step.Fails != nil {
		s.t.Fatal("expect and fails")
	}
	with, err := resolve(orEmpty(step.With), s.saved)
	if err != nil {
		s.t.Fatal(err)
	}
	p := &parameters{stage: s, client: s.client(step), given: with.(values), used: map[string]bool{}}
	answer, err := run(p)
	for name := range p.given {
		if !p.used[name] {
			s.t.Fatalf("%s: unknown parameter %s", step.Do, name)
		}
	}
	if err != nil {
		var failed *artigrid.Error
		if !errors.As(err, &failed) {
			s.t.Fatalf("%s: not an error of the SDK: %v", step.Do, err)
		}
		if step.Fails == nil {
			return err
		}
		return s.match(failure(failed), wantedFailure(s.t, step.Fails))
	}
	if step.Fails != nil {
		return fmt.Errorf("should fail with %v, answered %v", step.Fails, show(answer))
	}
	if step.Save != "" {
		s.saved[step.Save] = answer
	}
	if step.Expect == nil {
		return nil
	}
	return s.match(answer, step.Expect)
}

func (s *stage) match(answer, wanted any) error {
	resolved, err := resolve(wanted, s.saved)
	if err != nil {
		return err
	}
	return mismatch(answer, resolved, "answer")
}

func (s *stage) client(step step) *artigrid.Client {
	as := step.As
	if as == nil {
		as = s.scenario.As
	}
	resolved, err := resolve(orEmpty(as), s.saved)
	if err != nil {
		s.t.Fatal(err)
	}
	identity := resolved.(values)
	key := fmt.Sprint(identity) // maps print in the order of their keys
	if client, known := s.clients[key]; known {
		return client
	}
	options := []artigrid.ClientOption{artigrid.WithAddress(s.address), artigrid.WithSandbox(s.sandbox)}
	for name, value := range identity {
		text := fmt.Sprint(value)
		switch name {
		case "user":
			options = append(options, artigrid.WithUser(text))
		case "session":
			options = append(options, artigrid.WithSession(text))
		case "role":
			options = append(options, artigrid.WithRole(text))
		case "sandbox":
			options = append(options, artigrid.WithSandbox(text))
		case "client":
		default:
			s.t.Fatalf("as: unknown %s", name)
		}
	}
	s.clients[key] = newClient(s.t, options...)
	return s.clients[key]
}

func wantedFailure(t *testing.T, fails any) values {
	if reason, plain := fails.(string); plain {
		return values{"reason": reason}
	}
	for name := range fails.(values) {
		if !slices.Contains([]string{"reason", "metadata", "not_found", "expired", "retryable"}, name) {
			t.Fatalf("fails: unknown %s", name)
		}
	}
	return fails.(values)
}

func failure(err *artigrid.Error) values {
	metadata := values{}
	for name, value := range err.Metadata {
		metadata[name] = value
	}
	return values{
		"reason": string(err.Reason), "message": err.Message, "metadata": metadata,
		"not_found": errors.Is(err, artigrid.NotFound), "expired": errors.Is(err, artigrid.Expired), "retryable": err.Retryable(),
	}
}

func orEmpty(given values) values {
	if given == nil {
		return values{}
	}
	return given
}
