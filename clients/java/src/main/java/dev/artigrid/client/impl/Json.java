package dev.artigrid.client.impl;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberStrategy;
import com.google.gson.reflect.TypeToken;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;

/** Metadata as JSON. Numbers stay what they are: nothing goes through a double. */
public final class Json {
    private static final ToNumberStrategy EXACT = reader -> exact(reader.nextString());
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls().disableHtmlEscaping().setObjectToNumberStrategy(EXACT).create();

    private Json() {}

    private static Number exact(String text) {
        BigDecimal number = new BigDecimal(text);
        if (!text.matches("-?[0-9]+")) {
            return number;
        }
        return number.toBigInteger().bitLength() < 64 ? (Number) number.longValueExact() : number.toBigInteger();
    }

    /** Text of a value; empty for null. */
    public static String write(Object value) {
        try {
            return value == null ? "" : GSON.toJson(value);
        } catch (RuntimeException wrong) {
            throw Failures.usage("the metadata is no JSON: " + wrong.getMessage());
        }
    }

    /** A JSON value, null too. */
    public static String value(Object value) {
        return value == null ? "null" : write(value);
    }

    /** The object that a text holds; empty for none. */
    static Map<String, Object> read(String text) {
        try {
            Map<String, Object> read = text.isEmpty() ? null : GSON.fromJson(text, new TypeToken<Map<String, Object>>() {});
            return read == null ? Map.of() : Collections.unmodifiableMap(read);
        } catch (JsonParseException | NumberFormatException wrong) {
            throw Failures.corrupt("the answer's metadata: " + wrong.getMessage());
        }
    }
}
