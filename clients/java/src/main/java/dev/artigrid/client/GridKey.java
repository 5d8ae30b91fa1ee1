package dev.artigrid.client;

import dev.artigrid.client.impl.Failures;
import dev.artigrid.client.model.Scope;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where an artifact lies, as a path that can be read and parsed: {@code grid/{sandbox}/sessions/{session}/{artifact}},
 * {@code grid/{sandbox}/users/{user}/{artifact}} or {@code grid/{sandbox}/shared/{artifact}}.
 *
 * <p>In ids A-Z a-z 0-9 _ - stand as they are, and a dot unless it is the first byte; every other byte is ! and two
 * upper-case hex digits. So no id can climb out of its place, and each key has exactly one spelling.
 *
 * @param sandbox its name
 * @param scope whose the artifact is
 * @param owner the session or user; empty in sandbox scope
 * @param artifact its id
 */
public record GridKey(String sandbox, Scope scope, String owner, String artifact) {
    private static final Pattern SANDBOX = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");
    private static final Pattern ARTIFACT = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /**
     * The prefix of everything that is the owner's.
     *
     * @return the prefix, with its slash
     */
    public String prefix() {
        if (!SANDBOX.matcher(sandbox).matches()) {
            throw Failures.usage("\"" + sandbox + "\" is not the name of a sandbox");
        }
        if (scope == null) {
            throw Failures.usage("a key has a scope");
        }
        if (scope == Scope.SANDBOX && !owner.isEmpty()) {
            throw Failures.usage("what is the sandbox's is no session's and no user's");
        }
        return "grid/" + sandbox + "/" + folder(scope) + "/" + (scope == Scope.SANDBOX ? "" : encode(owner) + "/");
    }

    /**
     * The key in its one spelling.
     *
     * @return the key
     */
    public String key() {
        if (!ARTIFACT.matcher(artifact).matches()) {
            throw Failures.usage("\"" + artifact + "\" is not the id of an artifact");
        }
        return prefix() + artifact;
    }

    /**
     * Reads a key, and refuses whatever {@link #key} would not have written so.
     *
     * @param text the key
     * @return its parts
     */
    public static GridKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length >= 4) {
            for (Scope scope : Scope.values()) {
                if (folder(scope).equals(parts[2])) {
                    String owner = scope == Scope.SANDBOX ? "" : decode(parts[3]);
                    GridKey key = new GridKey(parts[1], scope, owner, parts[parts.length - 1]);
                    // What parses but is spelled otherwise is not ours.
                    if (key.key().equals(text)) {
                        return key;
                    }
                }
            }
        }
        throw Failures.usage("\"" + text + "\" is not a grid key");
    }

    private static String folder(Scope scope) {
        return switch (scope) {
            case SESSION -> "sessions";
            case USER -> "users";
            case SANDBOX -> "shared";
        };
    }

    private static String encode(String id) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(id));
        } catch (CharacterCodingException wrong) {
            throw Failures.usage("an id is Unicode text");
        }
        if (id.isEmpty() || bytes.remaining() > 128 || id.codePoints().anyMatch(Character::isISOControl)) {
            throw Failures.usage("an id has 1 to 128 bytes of UTF-8 and no control characters");
        }
        StringBuilder encoded = new StringBuilder();
        while (bytes.hasRemaining()) {
            char letter = (char) (bytes.get() & 0xff);
            boolean plain = letter < 0x80 && (Character.isLetterOrDigit(letter) || letter == '_' || letter == '-' || letter == '.' && encoded.length() > 0);
            encoded.append(plain ? String.valueOf(letter) : String.format("!%02X", (int) letter));
        }
        if (encoded.length() > 200) {
            throw Failures.usage("an id takes at most 200 bytes in a key");
        }
        return encoded.toString();
    }

    /** Undoes {@link #encode}; of what it did not write it makes something that encodes otherwise. */
    private static String decode(String encoded) {
        ByteArrayOutputStream id = new ByteArrayOutputStream();
        byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at++) {
            int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
            int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
            if (bytes[at] == '!' && high >= 0 && low >= 0) {
                id.write(high * 16 + low);
                at += 2;
            } else {
                id.write(bytes[at]);
            }
        }
        return id.toString(StandardCharsets.UTF_8);
    }
}
