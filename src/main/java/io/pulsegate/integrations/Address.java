package io.pulsegate.integrations;

import java.util.regex.Pattern;

/**
 * A URL as people may see it. Secrets hide in URLs: in the part before the {@code @}, in the values
 * of a query, and in path segments that nobody would choose as a name.
 */
public final class Address {

    private static final String MASK = "…";
    private static final Pattern PARTS =
            Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*://)?([^/?#]*)([^#]*)(#.*)?", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("(?<=[?&])([^=&]*)=[^&]+");

    /** At least 16 characters with digits and letters in them: a token, not a word. */
    private static final Pattern TOKEN =
            Pattern.compile("(?<=/)(?=[^/?]*[0-9])(?=[^/?]*[A-Za-z])([^/?]{4})[^/?]{12,}");

    private Address() {}

    /** The URL with what may be a secret replaced by an ellipsis, or left out. */
    public static String shown(String url) {
        var parts = PARTS.matcher(url);
        if (!parts.matches()) {
            return MASK;
        }
        var scheme = parts.group(1) == null ? "" : parts.group(1);
        var host = parts.group(2).substring(parts.group(2).lastIndexOf('@') + 1);
        var values = VALUE.matcher(parts.group(3)).replaceAll("$1=" + MASK);
        return scheme + host + TOKEN.matcher(values).replaceAll("$1" + MASK);
    }
}
