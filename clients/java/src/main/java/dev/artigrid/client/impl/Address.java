package dev.artigrid.client.impl;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.regex.Pattern;

/** Where a server is: http:// is plain by request; a bare host:port is plain only where nobody can listen in. */
public record Address(String host, int port, boolean secure) {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");
    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

    /** Reads {@code http://host:port}, {@code https://host:port} or {@code host:port}. */
    public static Address parse(String text) {
        int at = text.indexOf("://");
        String scheme = at < 0 ? "" : text.substring(0, at);
        if (at >= 0 && !PORTS.containsKey(scheme)) {
            throw wrong(text, "only http:// and https:// are known");
        }
        URI uri;
        try {
            uri = new URI("http://" + (at < 0 ? text : text.substring(at + 3)));
        } catch (URISyntaxException failed) {
            throw wrong(text, "not host:port");
        }
        if (uri.getHost() == null || uri.getUserInfo() != null) {
            throw wrong(text, "not host:port");
        }
        if (!uri.getPath().replace("/", "").isEmpty() || uri.getQuery() != null || uri.getFragment() != null) {
            throw wrong(text, "a server has no path");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : PORTS.getOrDefault(scheme, -1);
        if (port < 0) {
            throw wrong(text, "no port");
        }
        if (scheme.isEmpty() && !LOOPBACK.matcher(uri.getHost()).matches()) {
            throw wrong(text, "plain connections beyond this machine must be asked for by http://");
        }
        return new Address(uri.getHost(), port, scheme.equals("https"));
    }

    String target() {
        return "dns:///" + host + ":" + port;
    }

    private static RuntimeException wrong(String text, String why) {
        return Failures.usage("address \"" + text + "\": " + why);
    }
}
