package io.pulsegate.redaction;

import io.pulsegate.redaction.SensitiveNames.Kind;

import org.jspecify.annotations.Nullable;

/**
 * Reads one text once, from word to word, and copies it with everything blanked out that must not
 * be kept. Knows no format and so trusts none: a header line, an XML element, a member of JSON that
 * somebody put into a string are all a name, a sign and a value.
 */
final class TextScan {

    private static final int DEEP = 3;
    private static final int ENCODED = 20;
    private static final String CDATA = "<![CDATA[";

    private final String text;
    private final SensitiveNames names;
    private final int depth;

    private @Nullable StringBuilder out;
    private int copied;

    /** Up to where a run of base64 letters was looked at. */
    private int looked;

    /** What the XML element says that was opened last. */
    private Kind element = Kind.NOTHING;

    private TextScan(String text, SensitiveNames names, int depth) {
        this.text = text;
        this.names = names;
        this.depth = depth;
    }

    /** The text itself, when there is nothing to blank out. */
    static String redact(String text, SensitiveNames names) {
        return redact(text, names, 0);
    }

    /** For a text of which is known that it is random and no secret, such as a digest. */
    static String redactDigest(String text, SensitiveNames names) {
        var scan = new TextScan(text, names, 0);
        scan.looked = text.length();
        return scan.run();
    }

    private static String redact(String text, SensitiveNames names, int depth) {
        return new TextScan(text, names, depth).run();
    }

    private String run() {
        int at = 0;
        while (at < text.length()) {
            at = step(at);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** Where to go on. */
    private int step(int at) {
        char c = text.charAt(at);
        if (isWord(c)) {
            int end = word(at, c);
            return end > at ? end : endOfWord(at);
        }
        return switch (c) {
            case '<' -> openElement(at);
            case '>' -> content(at);
            case ':' -> text.startsWith("://", at) ? address(at + 3) : at + 1;
            case '-' -> text.startsWith("-----BEGIN ", at) ? pem(at) : at + 1;
            default -> at + 1;
        };
    }

    private int word(int at, char c) {
        int end = Vendors.end(text, at);
        if (end > 0) return mask(at, end);
        end = c == 'e' ? token(at) : scheme(at, c);
        if (end > at) return end;
        var number = Checksums.isDigit(c) || Checksums.isUpper(c) ? Numbers.at(text, at) : -1;
        if (number > 0) return identifier(at, number);
        end = assignment(at);
        return end > at ? end : run(at);
    }

    /** A JSON Web Token, signed or encrypted. */
    private int token(int at) {
        if (!text.startsWith("eyJ", at)) return at;
        int end = at;
        int dots = 0;
        while (end < text.length() && (isBase64Url(text.charAt(end)) || text.charAt(end) == '.')) {
            if (text.charAt(end++) == '.') dots++;
        }
        return dots > 0 && end - at >= ENCODED ? mask(at, end) : at;
    }

    /**
     * {@code Bearer …} and {@code Basic …}, wherever they stand; in an address a plus is a blank.
     */
    private int scheme(int at, char c) {
        if (c != 'b' && c != 'B') return at;
        boolean bearer = text.regionMatches(true, at, "bearer", 0, 6);
        if (!bearer && !text.regionMatches(true, at, "basic", 0, 5)) return at;
        int begin = at + (bearer ? 7 : 6);
        if (begin >= text.length() || " +".indexOf(text.charAt(begin - 1)) < 0) return at;
        int end = begin;
        while (end < text.length() && isOfToken(text.charAt(end))) end++;
        var value = text.substring(begin, end);
        return bearer ? bearer(begin, value) : basic(begin, value);
    }

    private int bearer(int begin, String value) {
        boolean secret =
                value.length() >= ENCODED
                        || (value.length() >= 8
                                && value.chars().anyMatch(c -> c >= '0' && c <= '9'));
        return secret ? mask(begin, begin + value.length()) : begin;
    }

    private int basic(int begin, String value) {
        var decoded = value.length() < 4 ? null : Encodings.decoded(value);
        return decoded != null && decoded.indexOf(':') >= 0
                ? mask(begin, begin + value.length())
                : begin;
    }

    /** A name that says what stands behind it: {@code password=…}, {@code "apiKey": "…"}. */
    private int assignment(int at) {
        int end = at;
        while (end < text.length() && isName(text.charAt(end))) end++;
        int value = Assignments.value(text, end);
        if (value < 0 || end - at < 3 || end - at > 64) return at;
        var kind = names.kind(text.substring(at, end));
        boolean said = Assignments.isSaid(text, end);
        return switch (kind) {
            case NOTHING -> at;
            case DIGEST -> {
                looked = Math.max(looked, Assignments.end(text, value, false));
                yield at;
            }
            case IDENTIFIER -> number(at, value, said);
            case SECRET -> said ? secret(value, false) : at;
            case HEADER -> said ? secret(value, true) : at;
        };
    }

    private int secret(int value, boolean wholeLine) {
        int begin = Assignments.opened(text, value);
        int end = Assignments.end(text, value, wholeLine);
        return end > begin && !text.startsWith(Mask.SECRET, begin) ? mask(begin, end) : end;
    }

    private int number(int at, int value, boolean said) {
        int begin = Assignments.opened(text, value);
        int end =
                begin > value && said
                        ? Assignments.end(text, value, false)
                        : Assignments.endOfNumber(text, begin);
        boolean looksLikeOne =
                text.substring(begin, end).chars().filter(c -> c >= '0' && c <= '9').count() >= 6;
        return looksLikeOne ? identifier(begin, end) : at;
    }

    /** Base64: of a text, which is read in its turn, or of random bytes. */
    private int run(int at) {
        if (at < looked) return at;
        int end = endOfRun(at);
        looked = end;
        if (end - at < ENCODED || element == Kind.DIGEST) return at;
        var run = text.substring(at, end);
        var decoded = depth < DEEP ? Encodings.decoded(run) : null;
        boolean secret =
                decoded != null
                        ? !redact(decoded, names, depth + 1).equals(decoded)
                        : Encodings.isRandom(run);
        return secret ? mask(at, end) : at;
    }

    /** Equals signs end base64, and stand between a name and its value. */
    private int endOfRun(int at) {
        int end = at;
        while (end < text.length()
                && text.charAt(end) != '='
                && Encodings.isBase64(text.charAt(end))) end++;
        int padded = end;
        while (padded < text.length() && padded < end + 2 && text.charAt(padded) == '=') padded++;
        return padded;
    }

    private int openElement(int at) {
        int begin = at + 1;
        int end = begin;
        while (end < text.length() && (isName(text.charAt(end)) || text.charAt(end) == ':')) {
            if (text.charAt(end++) == ':') begin = end;
        }
        element = end > begin ? names.kind(text.substring(begin, end)) : Kind.NOTHING;
        return at + 1;
    }

    private int content(int at) {
        var kind = element;
        boolean empty = at > 0 && text.charAt(at - 1) == '/';
        if (empty || kind == Kind.NOTHING || kind == Kind.DIGEST) return at + 1;
        element = Kind.NOTHING;
        boolean cdata = text.startsWith(CDATA, at + 1);
        int begin = cdata ? at + 1 + CDATA.length() : at + 1;
        int end = text.indexOf(cdata ? "]]>" : "<", begin);
        if (end < 0 || text.substring(begin, end).isBlank()) return at + 1;
        return kind == Kind.IDENTIFIER ? number(at + 1, begin, true) : mask(begin, end);
    }

    /** {@code user:password@} in an address. */
    private int address(int at) {
        int colon = -1;
        for (int i = at; i < text.length() && i < at + 512; i++) {
            char c = text.charAt(i);
            if (c == ':' && colon < 0) colon = i;
            if (c == '@') return colon < 0 ? at : mask(colon + 1, i);
            if (c <= ' ' || "/?#\"'<>\\".indexOf(c) >= 0) return at;
        }
        return at;
    }

    private int pem(int at) {
        int head = text.indexOf("-----", at + 11);
        if (head < 0 || !text.substring(at, head).contains("PRIVATE KEY")) return at + 5;
        int foot = text.indexOf("-----END ", head);
        int end = foot < 0 ? -1 : text.indexOf("-----", foot + 9);
        return mask(at, end < 0 ? text.length() : end + 5);
    }

    private int identifier(int begin, int end) {
        return replace(begin, end, Mask.identifier(text.substring(begin, end)));
    }

    private int mask(int begin, int end) {
        return replace(begin, end, Mask.SECRET);
    }

    private int replace(int begin, int end, String mask) {
        if (out == null) out = new StringBuilder(text.length());
        out.append(text, copied, begin).append(mask);
        copied = end;
        looked = Math.max(looked, end);
        return end;
    }

    private int endOfWord(int at) {
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) end++;
        return end;
    }

    private static boolean isWord(char c) {
        return Encodings.isAlphanumeric(c) || c > 127;
    }

    private static boolean isName(char c) {
        return isWord(c) || c == '_' || c == '-';
    }

    private static boolean isBase64Url(char c) {
        return Encodings.isAlphanumeric(c) || c == '-' || c == '_';
    }

    private static boolean isOfToken(char c) {
        return Encodings.isBase64(c) || c == '.' || c == '~';
    }
}
