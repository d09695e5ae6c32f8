package io.pulsegate.redaction;

import java.util.ArrayList;
import java.util.List;

/** Keys that their makers mark, so that scanners find them: by their first letters. */
final class Vendors {

    /**
     * How a key begins.
     *
     * @param least how many letters follow at least
     */
    private record Mark(String begin, int least) {}

    private static final List<Mark> MARKS =
            List.of(
                    new Mark("pgk_", 16), // our own
                    new Mark("ghp_", 20),
                    new Mark("gho_", 20),
                    new Mark("ghu_", 20),
                    new Mark("ghs_", 20),
                    new Mark("ghr_", 20),
                    new Mark("github_pat_", 20),
                    new Mark("glpat-", 16),
                    new Mark("gldt-", 16),
                    new Mark("xoxb-", 10),
                    new Mark("xoxp-", 10),
                    new Mark("xoxa-", 10),
                    new Mark("xoxr-", 10),
                    new Mark("xoxs-", 10),
                    new Mark("xapp-", 10),
                    new Mark("sk_live_", 10),
                    new Mark("sk_test_", 10),
                    new Mark("rk_live_", 10),
                    new Mark("rk_test_", 10),
                    new Mark("whsec_", 16),
                    new Mark("sk-ant-", 16),
                    new Mark("sk-proj-", 16),
                    new Mark("sk-", 32),
                    new Mark("AKIA", 16),
                    new Mark("ASIA", 16),
                    new Mark("AIza", 30),
                    new Mark("ya29.", 16),
                    new Mark("GOCSPX-", 16),
                    new Mark("npm_", 30),
                    new Mark("pypi-", 30),
                    new Mark("rubygems_", 30),
                    new Mark("dckr_pat_", 16),
                    new Mark("SG.", 30),
                    new Mark("xkeysib-", 30),
                    new Mark("key-", 32),
                    new Mark("shpat_", 16),
                    new Mark("shpca_", 16),
                    new Mark("shppa_", 16),
                    new Mark("shpss_", 16),
                    new Mark("dop_v1_", 30),
                    new Mark("doo_v1_", 30),
                    new Mark("hvs.", 20),
                    new Mark("hf_", 30),
                    new Mark("glsa_", 20),
                    new Mark("dapi", 32),
                    new Mark("sq0atp-", 16),
                    new Mark("sq0csp-", 16),
                    new Mark("NRAK-", 20),
                    new Mark("ATATT3", 30),
                    new Mark("lin_api_", 20),
                    new Mark("PMAK-", 20),
                    new Mark("figd_", 20),
                    new Mark("EAACEdEose0cBA", 8),
                    new Mark("AGE-SECRET-KEY-1", 30));

    /** By first letter, since every word of every text is looked up here. */
    private static final List<List<Mark>> BY_LETTER = byLetter();

    private Vendors() {}

    /** Where the key that begins at {@code at} ends; -1 when none does. */
    static int end(String text, int at) {
        char first = text.charAt(at);
        if (first >= BY_LETTER.size()) return -1;
        for (var mark : BY_LETTER.get(first)) {
            if (text.startsWith(mark.begin, at)) {
                int end = endOfKey(text, at + mark.begin.length());
                if (end - at - mark.begin.length() >= mark.least) return end;
            }
        }
        return -1;
    }

    private static int endOfKey(String text, int at) {
        int end = at;
        while (end < text.length() && isOfKey(text.charAt(end))) end++;
        while (end > at && text.charAt(end - 1) == '.') end--; // a full stop ends the sentence
        return end;
    }

    private static boolean isOfKey(char c) {
        return Encodings.isBase64(c) || c == '.';
    }

    private static List<List<Mark>> byLetter() {
        var letters = new ArrayList<List<Mark>>();
        for (char letter = 0; letter < 128; letter++) {
            var first = String.valueOf(letter);
            letters.add(MARKS.stream().filter(mark -> mark.begin.startsWith(first)).toList());
        }
        return List.copyOf(letters);
    }
}
