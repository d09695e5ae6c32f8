package io.pulsegate.redaction;

import java.util.Map;

/**
 * Numbers that belong to a person or an account and prove it by their check digits. Those that any
 * number may look like (NIP and REGON without dashes, an identity card) need a name in front of
 * them, which is not looked for here.
 */
final class Numbers {

    private static final int MOST_GROUPS = 8;

    /** How long an IBAN is, by country: ISO 13616. */
    private static final Map<String, Integer> IBANS =
            Map.ofEntries(
                    Map.entry("PL", 28),
                    Map.entry("DE", 22),
                    Map.entry("CZ", 24),
                    Map.entry("SK", 24),
                    Map.entry("UA", 29),
                    Map.entry("LT", 20),
                    Map.entry("LV", 21),
                    Map.entry("EE", 20),
                    Map.entry("GB", 22),
                    Map.entry("IE", 22),
                    Map.entry("FR", 27),
                    Map.entry("ES", 24),
                    Map.entry("PT", 25),
                    Map.entry("IT", 27),
                    Map.entry("NL", 18),
                    Map.entry("BE", 16),
                    Map.entry("LU", 20),
                    Map.entry("AT", 20),
                    Map.entry("CH", 21),
                    Map.entry("LI", 21),
                    Map.entry("SE", 24),
                    Map.entry("NO", 15),
                    Map.entry("DK", 18),
                    Map.entry("FI", 18),
                    Map.entry("HU", 28),
                    Map.entry("RO", 24),
                    Map.entry("BG", 22),
                    Map.entry("HR", 21),
                    Map.entry("SI", 19),
                    Map.entry("GR", 27),
                    Map.entry("TR", 26),
                    Map.entry("IL", 23),
                    Map.entry("AE", 23),
                    Map.entry("SA", 24));

    private Numbers() {}

    /** Where the number ends that begins at {@code at}; -1 when there is none. */
    static int at(String text, int at) {
        return Checksums.isDigit(text.charAt(at)) ? digits(text, at) : account(text, at);
    }

    /** The longest that checks: a card's last group may follow what is a card already. */
    private static int digits(String text, int at) {
        if (at > 0 && text.charAt(at - 1) == '.') return -1; // the fraction of a decimal
        var lengths = new StringBuilder();
        var digits = new StringBuilder();
        int found = -1;
        int begin = at;
        for (int group = 0; group < MOST_GROUPS; group++) {
            int end = endOfDigits(text, begin);
            if (end == begin || (end < text.length() && isWord(text.charAt(end)))) return found;
            digits.append(text, begin, end);
            lengths.append(end - begin).append(' ');
            char split = group == 0 ? ' ' : text.charAt(begin - 1);
            if (isNumber(digits, lengths.toString(), split)) found = end;
            if (!isSplit(text, end)) return found;
            begin = end + 1;
        }
        return found;
    }

    private static boolean isNumber(CharSequence digits, String lengths, char split) {
        return switch (lengths) {
            case "11 " -> Checksums.isPesel(digits);
            case "13 ", "14 ", "15 ", "16 ", "19 " -> Checksums.isCard(digits);
            case "4 4 4 4 ", "4 6 5 ", "4 6 4 ", "4 4 4 4 3 " -> Checksums.isCard(digits);
            case "3 3 2 2 ", "3 2 2 3 " -> split == '-' && Checksums.isNip(digits);
            case "26 ", "2 4 4 4 4 4 4 " -> Checksums.isPolishAccount(digits);
            default -> false;
        };
    }

    /** An IBAN, or a Polish VAT number: both begin with their country. */
    private static int account(String text, int at) {
        if (at + 12 > text.length() || !Checksums.isUpper(text.charAt(at + 1))) return -1;
        var country = text.substring(at, at + 2);
        var length = IBANS.get(country);
        if (length == null) return -1;
        var compact = new StringBuilder();
        int end = at;
        while (end < text.length() && compact.length() < length) {
            char c = text.charAt(end);
            if (Checksums.isDigit(c) || Checksums.isUpper(c)) compact.append(c);
            else if (!isSplit(text, end)) break;
            end++;
        }
        if (end < text.length() && isWord(text.charAt(end))) return -1;
        if (compact.length() == length && Checksums.isIban(compact)) return end;
        return country.equals("PL") && isVat(compact) ? end : -1;
    }

    private static boolean isVat(CharSequence compact) {
        return compact.length() == 12 && isNip(compact.subSequence(2, 12));
    }

    private static boolean isNip(CharSequence digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') && Checksums.isNip(digits);
    }

    /** One blank or dash between two digits or letters. */
    private static boolean isSplit(String text, int at) {
        return at + 1 < text.length()
                && (text.charAt(at) == ' ' || text.charAt(at) == '-' || text.charAt(at) == '\u00a0')
                && (Checksums.isDigit(text.charAt(at + 1))
                        || Checksums.isUpper(text.charAt(at + 1)));
    }

    private static int endOfDigits(String text, int at) {
        int end = at;
        while (end < text.length() && Checksums.isDigit(text.charAt(end))) end++;
        return end;
    }

    private static boolean isWord(char c) {
        return Encodings.isAlphanumeric(c);
    }
}
