package artigrid_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// References, content, and comparing; the rules of clients/scenarios/README.md.

// resolve puts saved answers in the place of references.
func resolve(value any, saved values) (any, error) {
	switch value := value.(type) {
	case string:
		return dereference(value, saved)
	case []any:
		found := make([]any, len(value))
		for at, one := range value {
			resolved, err := resolve(one, saved)
			if err != nil {
				return nil, err
			}
			found[at] = resolved
		}
		return found, nil
	case values:
		found := values{}
		for key, one := range value {
			resolved, err := resolve(one, saved)
			if err != nil {
				return nil, err
			}
			found[key] = resolved
		}
		return found, nil
	}
	return value, nil
}

func dereference(text string, saved values) (any, error) {
	if !strings.HasPrefix(text, "$") {
		return text, nil
	}
	if strings.HasPrefix(text, "$$") {
		return text[1:], nil
	}
	var found any = saved
	for _, key := range strings.Split(text[1:], ".") {
		var known bool
		switch place := found.(type) {
		case values:
			found, known = place[key]
		case []any:
			at, err := strconv.Atoi(key)
			if known = err == nil && at < len(place); known {
				found = place[at]
			}
		}
		if !known {
			return nil, fmt.Errorf("%s leads nowhere", text)
		}
	}
	return found, nil
}

// content as it is written in scenarios.
func content(value any) []byte {
	switch value := value.(type) {
	case nil:
		return []byte{}
	case []byte:
		return value
	case string:
		return []byte(value)
	case values:
		if text, plain := value["base64"].(string); plain {
			data, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				panic(err)
			}
			return data
		}
		seed, offset := int(size(value["seed"])), int(size(value["offset"]))
		data := make([]byte, size(value["size"]))
		for at := range data {
			i := at + offset
			data[at] = byte(i%251 + i/251 + seed)
		}
		return data
	}
	panic(fmt.Sprintf("%v is no content", value))
}

// size, perhaps with its unit.
func size(value any) int64 {
	text := fmt.Sprint(value)
	if value == nil {
		return 0
	}
	factor := int64(1)
	for unit, of := range map[string]int64{"KiB": 1 << 10, "MiB": 1 << 20} {
		if rest, found := strings.CutSuffix(text, unit); found {
			text, factor = rest, of
		}
	}
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(err)
	}
	return number * factor
}

// mismatch says why an answer does not match; nil when it does.
func mismatch(found, wanted any, at string) error {
	wrong := fmt.Errorf("%s is %s, wanted %s", at, show(found), show(wanted))
	if conditions, is := wanted.(values); is {
		if len(conditions) == 1 {
			for matcher, argument := range conditions {
				if strings.HasPrefix(matcher, "$") {
					if matches(matcher, found, argument) {
						return nil
					}
					return wrong
				}
			}
		}
		if data, is := found.([]byte); is {
			if bytes.Equal(data, content(wanted)) {
				return nil
			}
			return wrong
		}
		have, is := found.(values)
		if !is {
			return wrong
		}
		for key, one := range conditions {
			if err := mismatch(have[key], one, at+"."+key); err != nil {
				return err
			}
		}
		return nil
	}
	if list, is := wanted.([]any); is {
		have, is := found.([]any)
		if !is || len(have) != len(list) {
			return wrong
		}
		for index, one := range list {
			if err := mismatch(have[index], one, fmt.Sprintf("%s.%d", at, index)); err != nil {
				return err
			}
		}
		return nil
	}
	if data, is := found.([]byte); is {
		if text, is := wanted.(string); is && string(data) == text {
			return nil
		}
		return wrong
	}
	if one, other := number(found), number(wanted); one != nil && other != nil {
		if one.Cmp(other) == 0 {
			return nil
		}
		return wrong
	}
	if found == wanted {
		return nil
	}
	return wrong
}

func matches(matcher string, found, argument any) bool {
	switch matcher {
	case "$present":
		return (found != nil && found != "") == argument.(bool)
	case "$not":
		return mismatch(found, argument, "") != nil
	case "$length":
		return length(found) == int(size(argument))
	case "$contains":
		list, _ := found.([]any)
		for _, one := range list {
			if mismatch(one, argument, "") == nil {
				return true
			}
		}
		return false
	case "$regex":
		text, is := found.(string)
		return is && regexp.MustCompile(argument.(string)).MatchString(text)
	case "$from_now", "$above", "$below":
		one, other := number(found), number(argument)
		if one == nil || other == nil {
			return false
		}
		switch matcher {
		case "$above":
			return one.Cmp(other) > 0
		case "$below":
			return one.Cmp(other) < 0
		}
		at, _ := one.Float64()
		from, _ := other.Float64()
		return math.Abs(at-float64(time.Now().UnixMilli())/1000-from) <= 120
	}
	panic("unknown matcher " + matcher)
}

func length(value any) int {
	switch value := value.(type) {
	case []any:
		return len(value)
	case []byte:
		return len(value)
	case string:
		return len([]rune(value))
	}
	return -1
}

// number of any kind, exactly; nil for what is none.
func number(value any) *big.Rat {
	switch value.(type) {
	case int, int32, int64, uint32, uint64, float64, json.Number:
		if found, good := new(big.Rat).SetString(fmt.Sprint(value)); good {
			return found
		}
	}
	return nil
}

func show(value any) string {
	if data, is := value.([]byte); is {
		return fmt.Sprintf("%d bytes", len(data))
	}
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}
