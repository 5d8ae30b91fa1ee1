package artigrid_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"time"

	"artigrid.dev/client"
)

// The operations of the scenarios, each by the SDK's own method.

// parameters of an operation; it must take all that are given.
type parameters struct {
	stage  *stage
	client *artigrid.Client
	given  values
	used   map[string]bool
}

func (p *parameters) any(name string) any { p.used[name] = true; return p.given[name] }

func (p *parameters) has(name string) bool { return p.any(name) != nil }

func (p *parameters) text(name string) string {
	if value := p.any(name); value != nil {
		return fmt.Sprint(value)
	}
	return ""
}

func (p *parameters) pointer(name string) *string {
	if !p.has(name) {
		return nil
	}
	return artigrid.To(p.text(name))
}

func (p *parameters) bool(name string) bool { found, _ := p.any(name).(bool); return found }

func (p *parameters) number(name string) int64 { return size(p.any(name)) }

func (p *parameters) seconds(name string) time.Duration {
	return time.Duration(p.number(name)) * time.Second
}

func (p *parameters) scope() artigrid.Scope { return artigrid.Scope(p.text("scope")) }

func (p *parameters) sub(given any) *parameters {
	return &parameters{p.stage, p.client, given.(values), map[string]bool{}}
}

func (p *parameters) spec() artigrid.NewArtifact {
	return artigrid.NewArtifact{
		Scope: p.scope(), Session: p.text("session"), Filename: p.text("filename"), MIMEType: p.text("mime_type"),
		Summary: p.text("summary"), Meta: p.any("meta"), TTL: p.seconds("ttl"), NoExpiry: p.bool("no_expiry"),
	}
}

func (p *parameters) changes() artigrid.Changes {
	changes := artigrid.Changes{Filename: p.pointer("filename"), MIMEType: p.pointer("mime_type"), Summary: p.pointer("summary")}
	if p.bool("merge") {
		changes.MergeMeta = p.any("meta")
	} else {
		changes.Meta = p.any("meta")
	}
	return changes
}

func (p *parameters) lived(changes artigrid.Changes) artigrid.Changes {
	if p.has("ttl") {
		changes.TTL = artigrid.To(p.seconds("ttl"))
	}
	changes.NoExpiry = p.bool("no_expiry")
	return changes
}

func (p *parameters) change() []artigrid.Option {
	return []artigrid.Option{artigrid.IfEtag(p.text("etag")), artigrid.WithRequestID(p.text("request_id"))}
}

func (p *parameters) part() []artigrid.Option {
	options := []artigrid.Option{artigrid.AtVersion(p.number("version"))}
	part := artigrid.Range{Offset: p.number("offset"), Length: p.number("length"), Last: p.number("last")}
	if part != (artigrid.Range{}) {
		options = append(options, artigrid.WithRange(part))
	}
	return options
}

func (p *parameters) query() artigrid.Query {
	meta, _ := p.any("meta").(values)
	return artigrid.Query{
		Scope: p.scope(), Session: p.text("session"), Owner: p.text("owner"), MIMEPrefix: p.text("mime_prefix"),
		FilenamePrefix: p.text("filename_prefix"), Meta: meta, Filter: p.text("filter"), Text: p.text("text"),
	}
}

func (p *parameters) batch() []*parameters {
	var found []*parameters
	if p.has("count") {
		for range p.number("count") {
			found = append(found, p.sub(p.any("item")))
		}
		return found
	}
	list, _ := p.any("items").([]any)
	saved, of := p.any("ids_of").(values)
	if of {
		list, _ = saved["items"].([]any)
	}
	for _, one := range list {
		item := p.sub(one)
		if of {
			item = p.sub(values{"id": item.text("id")})
		}
		found = append(found, item)
	}
	return found
}

// done refuses what an item of a batch did not take.
func (p *parameters) done() *parameters {
	for name := range p.given {
		if !p.used[name] {
			p.stage.t.Fatalf("an item: unknown parameter %s", name)
		}
	}
	return p
}

type operation func(*parameters) (values, error)

var operations map[string]operation

// Filled here because operations look themselves up.
func init() {
	ctx := context.Background()
	operations = map[string]operation{
		"store": func(p *parameters) (values, error) {
			return artifact(p.client.Artifacts.Store(ctx, content(p.any("data")), p.spec(), p.change()...))
		},
		"upload":   func(p *parameters) (values, error) { return upload(ctx, p) },
		"replace":  func(p *parameters) (values, error) { return upload(ctx, p) },
		"download": func(p *parameters) (values, error) { return download(ctx, p) },
		"read": func(p *parameters) (values, error) {
			return read(p.client.Artifacts.Read(ctx, p.text("id"), p.part()...))
		},
		"get": func(p *parameters) (values, error) { return artifact(p.client.Artifacts.Get(ctx, p.text("id"))) },
		"exists": func(p *parameters) (values, error) {
			exists, err := p.client.Artifacts.Exists(ctx, p.text("id"))
			return values{"exists": exists}, err
		},
		"delete": func(p *parameters) (values, error) {
			return values{}, p.client.Artifacts.Delete(ctx, p.text("id"), p.change()...)
		},
		"list": func(p *parameters) (values, error) { return list(ctx, p) },
		"update": func(p *parameters) (values, error) {
			changes := p.lived(p.changes())
			if p.has("extend_by") {
				changes.ExtendBy = artigrid.To(p.seconds("extend_by"))
			}
			if p.has("data") {
				changes.Data = content(p.any("data"))
			}
			return artifact(p.client.Artifacts.Update(ctx, p.text("id"), changes, p.change()...))
		},
		"copy": func(p *parameters) (values, error) {
			target := artigrid.CopyTarget{Scope: p.scope(), Session: p.text("session")}
			options := append(p.change(), artigrid.AtVersion(p.number("version")))
			return artifact(p.client.Artifacts.Copy(ctx, p.text("id"), target, p.lived(p.changes()), options...))
		},
		"move": func(p *parameters) (values, error) {
			return artifact(p.client.Artifacts.Move(ctx, p.text("id"), p.text("filename"), p.change()...))
		},
		"batch_store": func(p *parameters) (values, error) {
			var list []artigrid.NewItem
			for _, item := range p.batch() {
				list = append(list, artigrid.NewItem{NewArtifact: item.spec(), Data: content(item.any("data"))})
				item.done()
			}
			return outcomes(p.client.Artifacts.CreateMany(ctx, list), artifact), nil
		},
		"batch_read": func(p *parameters) (values, error) {
			var list []artigrid.ReadItem
			for _, item := range p.batch() {
				read := artigrid.ReadItem{ID: item.text("id"), Version: item.number("version")}
				part := artigrid.Range{Offset: item.number("offset"), Length: item.number("length"), Last: item.number("last")}
				if part != (artigrid.Range{}) {
					read.Range = &part
				}
				list = append(list, read)
				item.done()
			}
			return outcomes(p.client.Artifacts.ReadMany(ctx, list), read), nil
		},
		"batch_delete": func(p *parameters) (values, error) {
			var list []artigrid.DeleteItem
			for _, item := range p.batch() {
				list = append(list, artigrid.DeleteItem{ID: item.text("id"), Etag: item.text("etag")})
				item.done()
			}
			items := []any{}
			for _, err := range p.client.Artifacts.DeleteMany(ctx, list) {
				items = append(items, failed(err))
			}
			return values{"items": items}, nil
		},
		"search": func(p *parameters) (values, error) {
			found, err := all(p.client.Search.Find(ctx, p.query(), artigrid.Order(p.text("order")), artigrid.PageSize(int(p.number("page_size")))), artifact)
			return values{"artifacts": found}, err
		},
		"count": func(p *parameters) (values, error) {
			var facets []string
			names, _ := p.any("facets").([]any)
			for _, name := range names {
				facets = append(facets, name.(string))
			}
			count, err := p.client.Search.Count(ctx, p.query(), facets)
			if err != nil {
				return nil, err
			}
			groups := []any{}
			for _, group := range count.Groups {
				groups = append(groups, values{"facet": group.Facet, "value": group.Value, "count": group.Count, "bytes": group.Bytes})
			}
			return values{"count": count.Count, "bytes": count.Bytes, "groups": groups}, nil
		},
		"watch": func(p *parameters) (values, error) { return watch(ctx, p) },
		"create_session": func(p *parameters) (values, error) {
			spec := artigrid.NewSession{ID: p.text("session"), Meta: p.any("meta"), TTL: p.seconds("ttl")}
			return session(p.client.Sessions.Create(ctx, spec, p.change()...))
		},
		"get_session": func(p *parameters) (values, error) {
			return session(p.client.Sessions.Get(ctx, p.text("session")))
		},
		"validate_session": func(p *parameters) (values, error) {
			found, err := p.client.Sessions.Validate(ctx, p.text("session"))
			if err != nil || found == nil {
				return values{"valid": false, "session": nil}, err
			}
			shown, err := session(found, nil)
			return values{"valid": true, "session": shown}, err
		},
		"renew_session": func(p *parameters) (values, error) {
			if p.has("extend_by") {
				return session(p.client.Sessions.Extend(ctx, p.text("session"), p.seconds("extend_by"), p.change()...))
			}
			return session(p.client.Sessions.Renew(ctx, p.text("session"), p.seconds("ttl"), p.change()...))
		},
		"update_session": func(p *parameters) (values, error) {
			if p.bool("merge") {
				return session(p.client.Sessions.MergeMeta(ctx, p.text("session"), p.any("meta"), p.change()...))
			}
			return session(p.client.Sessions.ReplaceMeta(ctx, p.text("session"), p.any("meta"), p.change()...))
		},
		"delete_session": func(p *parameters) (values, error) {
			return values{}, p.client.Sessions.Delete(ctx, p.text("session"), p.change()...)
		},
		"list_sessions": func(p *parameters) (values, error) {
			found, err := all(p.client.Sessions.List(ctx, p.text("owner"), artigrid.PageSize(int(p.number("page_size")))), session)
			return values{"sessions": found}, err
		},
		"list_uploads": func(p *parameters) (values, error) {
			found, err := all(p.client.Artifacts.Uploads(ctx, p.scope()), func(u *artigrid.Upload, err error) (values, error) {
				return values{"id": u.ID, "state": u.State, "persisted_offset": u.PersistedOffset, "declared_size": u.Size, "filename": u.Filename}, err
			})
			return values{"uploads": found}, err
		},
		"cancel_upload": func(p *parameters) (values, error) {
			return values{}, p.client.Artifacts.CancelUpload(ctx, p.text("upload_id"))
		},
		"presign_download": func(p *parameters) (values, error) {
			options := []artigrid.Option{artigrid.AtVersion(p.number("version")), artigrid.OfferedAs(p.text("filename"))}
			if p.bool("inline") {
				options = append(options, artigrid.Inline())
			}
			found, err := p.client.URLs.Download(ctx, p.text("id"), append(options, p.validity()...)...)
			return signed(found), err
		},
		"presign_upload": func(p *parameters) (values, error) {
			options := append(p.validity(), p.declared()...)
			if p.bool("auto_register") {
				options = append(options, artigrid.AutoRegister())
			}
			spec := artigrid.NewArtifact{}
			if p.has("spec") {
				item := p.sub(p.any("spec"))
				spec = item.spec()
				item.done()
			}
			place, err := p.client.URLs.Upload(ctx, spec, options...)
			if err != nil {
				return nil, err
			}
			answer := signed(place.Whole)
			answer["upload_id"], answer["artifact_id"] = place.UploadID, place.ArtifactID
			return answer, nil
		},
		"register_upload": func(p *parameters) (values, error) {
			return artifact(p.client.URLs.Register(ctx, p.text("upload_id"), nil, p.declared()...))
		},
		"create_link": func(p *parameters) (values, error) {
			var options []artigrid.Option
			if p.has("max_downloads") {
				options = append(options, artigrid.MaxDownloads(p.number("max_downloads")))
			}
			if p.bool("inline") {
				options = append(options, artigrid.Inline())
			}
			return link(p.client.URLs.CreateLink(ctx, p.text("id"), p.seconds("ttl"), options...))
		},
		"list_links": func(p *parameters) (values, error) {
			found, err := all(p.client.URLs.Links(ctx, p.text("id")), link)
			return values{"links": found}, err
		},
		"revoke_link": func(p *parameters) (values, error) {
			return link(p.client.URLs.RevokeLink(ctx, p.text("link_id")))
		},
		"http":         func(p *parameters) (values, error) { return plainHTTP(p) },
		"capabilities": func(p *parameters) (values, error) { return capabilities(ctx, p) },
		"proxy": func(p *parameters) (values, error) {
			line, err := p.stage.proxy.command(p.text("command"))
			return values{"line": line}, err
		},
	}
}

func (p *parameters) validity() []artigrid.Option {
	if !p.has("seconds") {
		return nil
	}
	return []artigrid.Option{artigrid.ExpiresIn(p.seconds("seconds"))}
}

func (p *parameters) declared() (options []artigrid.Option) {
	if p.has("size") {
		options = append(options, artigrid.WithSize(p.number("size")))
	}
	if p.has("sha256") {
		options = append(options, artigrid.WithDigests(artigrid.Digests{SHA256: p.text("sha256")}))
	}
	return options
}

func list(ctx context.Context, p *parameters) (values, error) {
	query := artigrid.ListQuery{Scope: p.scope(), Session: p.text("session"), Owner: p.text("owner"), Prefix: p.text("prefix"), Delimiter: p.text("delimiter")}
	artifacts, prefixes, token := []any{}, []any{}, ""
	for first := true; first || token != ""; first = false {
		page, err := p.client.Artifacts.ListPage(ctx, query, token, artigrid.PageSize(int(p.number("page_size"))))
		if err != nil {
			return nil, err
		}
		for _, one := range page.Artifacts {
			shown, _ := artifact(one, nil)
			artifacts = append(artifacts, shown)
		}
		for _, prefix := range page.Prefixes {
			prefixes = append(prefixes, prefix)
		}
		token = page.NextPageToken
	}
	return values{"artifacts": artifacts, "prefixes": prefixes}, nil
}

func watch(ctx context.Context, p *parameters) (values, error) {
	ctx, done := context.WithTimeout(ctx, 30*time.Second)
	defer done()
	wanted, token, events := int(p.number("events")), p.text("token"), []any{}
	for event, err := range p.client.Search.Watch(ctx, p.query(), artigrid.BehindToken(token)) {
		if err != nil {
			return nil, err
		}
		token = event.Token
		if event.Kind != "" {
			found := values{"kind": event.Kind, "artifact_id": event.ArtifactID, "token": event.Token, "artifact": nil}
			if event.Artifact != nil {
				found["artifact"], _ = artifact(event.Artifact, nil)
			}
			events = append(events, found)
		}
		if len(events) >= wanted {
			break
		}
	}
	return values{"events": events, "token": token}, nil
}

func plainHTTP(p *parameters) (values, error) {
	var body io.Reader = http.NoBody
	if p.has("data") {
		body = bytes.NewReader(content(p.any("data")))
	}
	request, err := http.NewRequest(p.text("method"), p.text("url"), body)
	if err != nil {
		return nil, err
	}
	headers, _ := p.any("headers").(values)
	for name, value := range headers {
		request.Header.Set(name, fmt.Sprint(value))
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	found := values{}
	for name := range answer.Header {
		found[strings.ToLower(name)] = answer.Header.Get(name)
	}
	return values{"status": answer.StatusCode, "headers": found, "data": data}, err
}

func capabilities(ctx context.Context, p *parameters) (values, error) {
	found, err := p.client.Admin.Capabilities(ctx)
	if err != nil {
		return nil, err
	}
	features := []any{}
	for _, feature := range found.Features {
		features = append(features, feature)
	}
	l := found.Limits
	return values{
		"features": features, "sandbox_id": found.Sandbox, "role": found.Role, "user_id": found.User, "session_id": found.Session,
		"limits": values{
			"max_artifact_size": l.MaxArtifactSize, "max_inline_size": l.MaxInlineSize, "max_batch_items": l.MaxBatchItems,
			"max_ttl": l.MaxTTL.Seconds(), "default_artifact_ttl": l.DefaultArtifactTTL.Seconds(), "default_session_ttl": l.DefaultSessionTTL.Seconds(),
		},
	}, nil
}

// all of a sequence, as scenarios show them.
func all[T any](sequence iter.Seq2[T, error], show func(T, error) (values, error)) ([]any, error) {
	found := []any{}
	for one, err := range sequence {
		if err != nil {
			return nil, err
		}
		shown, err := show(one, nil)
		if err != nil {
			return nil, err
		}
		found = append(found, shown)
	}
	return found, nil
}

func outcomes[T any](list []artigrid.Outcome[T], show func(T, error) (values, error)) values {
	items := []any{}
	for _, one := range list {
		if one.Err != nil {
			items = append(items, failed(one.Err))
			continue
		}
		shown, _ := show(one.Value, nil)
		items = append(items, shown)
	}
	return values{"items": items}
}

func failed(err error) values {
	if err == nil {
		return values{}
	}
	return values{"failure": values{"reason": string(artigrid.ReasonOf(err)), "message": err.Error()}}
}

func when(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return float64(at.UnixNano()) / 1e9
}

func artifact(a *artigrid.Artifact, err error) (values, error) {
	if err != nil {
		return nil, err
	}
	var crc, sha any
	if a.Digests.CRC32C != nil {
		crc = *a.Digests.CRC32C
	}
	if a.Digests.SHA256 != "" {
		sha = a.Digests.SHA256
	}
	return values{
		"id": a.ID, "sandbox_id": a.Sandbox, "scope": string(a.Scope), "session_id": a.Session, "user_id": a.User, "grid_key": a.GridKey,
		"filename": a.Filename, "mime_type": a.MIMEType, "summary": a.Summary, "meta": a.Meta, "size": a.Size, "version": a.Version,
		"etag": a.Etag, "crc32c": crc, "sha256": sha, "verified": a.Verified, "store": a.Store, "provider": a.Provider,
		"create_time": when(a.CreateTime), "update_time": when(a.UpdateTime), "expire_time": when(a.ExpireTime),
	}, nil
}

func session(s *artigrid.Session, err error) (values, error) {
	if err != nil {
		return nil, err
	}
	return values{
		"id": s.ID, "sandbox_id": s.Sandbox, "user_id": s.User, "meta": s.Meta, "automatic": s.Automatic, "etag": s.Etag,
		"create_time": when(s.CreateTime), "update_time": when(s.UpdateTime), "expire_time": when(s.ExpireTime),
	}, nil
}

func read(r *artigrid.ReadContent, err error) (values, error) {
	if err != nil {
		return nil, err
	}
	shown, err := artifact(r.Artifact, nil)
	if r.Data == nil {
		r.Data = []byte{}
	}
	return values{"data": r.Data, "offset": r.Offset, "total_size": r.TotalSize, "version": r.Version, "artifact": shown}, err
}

func signed(u *artigrid.SignedURL) values {
	if u == nil {
		return nil
	}
	headers := values{}
	for name, value := range u.Headers {
		headers[name] = value
	}
	return values{"url": u.URL, "method": u.Method, "headers": headers, "expire_time": when(u.ExpireTime), "native": u.Native, "version": u.Version}
}

func link(l *artigrid.ShareLink, err error) (values, error) {
	if err != nil {
		return nil, err
	}
	var limit any
	if l.MaxDownloads != nil {
		limit = *l.MaxDownloads
	}
	return values{
		"id": l.ID, "artifact_id": l.ArtifactID, "url": l.URL, "downloads": l.Downloads, "revoked": l.Revoked, "max_downloads": limit,
		"create_time": when(l.CreateTime), "expire_time": when(l.ExpireTime),
	}, nil
}

var errBroke = errors.New("the source broke, as it should")
