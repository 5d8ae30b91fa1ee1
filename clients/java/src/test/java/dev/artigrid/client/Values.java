package dev.artigrid.client;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** References, content, and comparing: the rules of clients/scenarios/README.md. */
final class Values {
    private Values() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    /** A map whose values may be null. */
    static Map<String, Object> of(Object... pairs) {
        Map<String, Object> made = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            made.put((String) pairs[at], pairs[at + 1]);
        }
        return made;
    }

    /** Puts saved answers in the place of references. */
    static Object resolve(Object value, Map<String, Object> saved) {
        if (value instanceof String text) {
            return dereference(text, saved);
        }
        if (value instanceof List<?> list) {
            List<Object> made = new ArrayList<>();
            list.forEach(one -> made.add(resolve(one, saved)));
            return made;
        }
        if (value instanceof Map<?, ?>) {
            Map<String, Object> made = new LinkedHashMap<>();
            map(value).forEach((key, one) -> made.put(key, resolve(one, saved)));
            return made;
        }
        return value;
    }

    private static Object dereference(String text, Map<String, Object> saved) {
        if (!text.startsWith("$") || text.startsWith("$$")) {
            return text.startsWith("$$") ? text.substring(1) : text;
        }
        Object found = saved;
        for (String key : text.substring(1).split("\\.")) {
            if (found instanceof Map<?, ?> place && place.containsKey(key)) {
                found = place.get(key);
            } else if (found instanceof List<?> list && key.matches("\\d+") && Integer.parseInt(key) < list.size()) {
                found = list.get(Integer.parseInt(key));
            } else {
                throw new AssertionError(text + " leads nowhere");
            }
        }
        return found;
    }

    static byte[] content(Object value) {
        if (value instanceof byte[] data) {
            return data;
        }
        if (value == null || value instanceof String) {
            return Objects.toString(value, "").getBytes(StandardCharsets.UTF_8);
        }
        Map<String, Object> made = map(value);
        if (made.get("base64") instanceof String text) {
            return Base64.getDecoder().decode(text);
        }
        byte[] data = new byte[(int) size(made.get("size"))];
        long offset = size(made.get("offset"));
        long seed = size(made.get("seed"));
        for (int at = 0; at < data.length; at++) {
            long i = at + offset;
            data[at] = (byte) (i % 251 + i / 251 + seed);
        }
        return data;
    }

    /** A size, perhaps with its unit; null is 0. */
    static long size(Object value) {
        String text = Objects.toString(value, "0");
        if (text.endsWith("KiB")) {
            return size(text.substring(0, text.length() - 3)) << 10;
        }
        return text.endsWith("MiB") ? size(text.substring(0, text.length() - 3)) << 20 : Long.parseLong(text);
    }

    /** Why an answer does not match; null when it does. */
    static String mismatch(Object found, Object wanted, String at) {
        String wrong = at + " is " + show(found) + ", wanted " + show(wanted);
        if (wanted instanceof Map<?, ?>) {
            Map<String, Object> conditions = map(wanted);
            String matcher = conditions.size() == 1 ? conditions.keySet().iterator().next() : "";
            if (matcher.startsWith("$")) {
                return matches(matcher, found, conditions.get(matcher)) ? null : wrong;
            }
            if (found instanceof byte[] data) {
                return Arrays.equals(data, content(wanted)) ? null : wrong;
            }
            return found instanceof Map<?, ?> ? inMap(map(found), conditions, at) : wrong;
        }
        if (wanted instanceof List<?> list) {
            return found instanceof List<?> have && have.size() == list.size() ? inList(have, list, at) : wrong;
        }
        if (found instanceof byte[] data) {
            return wanted instanceof String text && Arrays.equals(data, content(text)) ? null : wrong;
        }
        if (found instanceof Number && wanted instanceof Number) {
            return number(found).compareTo(number(wanted)) == 0 ? null : wrong;
        }
        return Objects.equals(found, wanted) ? null : wrong;
    }

    private static String inMap(Map<String, Object> found, Map<String, Object> wanted, String at) {
        for (Map.Entry<String, Object> one : wanted.entrySet()) {
            String trouble = mismatch(found.get(one.getKey()), one.getValue(), at + "." + one.getKey());
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private static String inList(List<?> found, List<?> wanted, String at) {
        for (int index = 0; index < wanted.size(); index++) {
            String trouble = mismatch(found.get(index), wanted.get(index), at + "." + index);
            if (trouble != null) {
                return trouble;
            }
        }
        return null;
    }

    private static boolean matches(String matcher, Object found, Object argument) {
        return switch (matcher) {
            case "$present" -> argument.equals(found != null && !found.equals(""));
            case "$not" -> mismatch(found, argument, "") != null;
            case "$length" -> length(found) == size(argument);
            case "$contains" -> found instanceof List<?> list && list.stream().anyMatch(one -> mismatch(one, argument, "") == null);
            case "$regex" -> found instanceof String text && Pattern.compile((String) argument).matcher(text).find();
            case "$above" -> found instanceof Number && number(found).compareTo(number(argument)) > 0;
            case "$below" -> found instanceof Number && number(found).compareTo(number(argument)) < 0;
            case "$from_now" -> found instanceof Number one
                    && Math.abs(one.doubleValue() - Instant.now().toEpochMilli() / 1000.0 - number(argument).doubleValue()) <= 120;
            default -> throw new AssertionError("unknown matcher " + matcher);
        };
    }

    private static long length(Object value) {
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof byte[] data) {
            return data.length;
        }
        return value instanceof String text ? text.codePointCount(0, text.length()) : -1;
    }

    private static BigDecimal number(Object value) {
        return new BigDecimal(value.toString());
    }

    static String show(Object value) {
        return value instanceof byte[] data ? data.length + " bytes" : String.valueOf(value);
    }
}
