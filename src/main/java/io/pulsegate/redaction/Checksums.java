package io.pulsegate.redaction;

/** Check digits: what tells a person's number from any other number of that length. */
final class Checksums {

    private static final int[] PESEL = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
    private static final int[] NIP = {6, 5, 7, 2, 3, 4, 5, 6, 7};
    private static final int[] REGON = {8, 9, 2, 3, 4, 5, 6, 7};
    private static final int[] REGON_14 = {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8};
    private static final int[] ID_CARD = {7, 3, 1, 0, 7, 3, 1, 7, 3};

    private Checksums() {}

    /** Eleven digits that begin with a day of birth; the century is added to the month. */
    static boolean isPesel(CharSequence digits) {
        if (digits.length() != 11) return false;
        int month = number(digits, 2) % 20;
        int day = number(digits, 4);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= 31
                && (10 - sum(digits, PESEL) % 10) % 10 == digit(digits, 10);
    }

    static boolean isNip(CharSequence digits) {
        return digits.length() == 10 && sum(digits, NIP) % 11 == digit(digits, 9);
    }

    static boolean isRegon(CharSequence digits) {
        return switch (digits.length()) {
            case 9 -> sum(digits, REGON) % 11 % 10 == digit(digits, 8);
            case 14 -> sum(digits, REGON_14) % 11 % 10 == digit(digits, 13);
            default -> false;
        };
    }

    /** Three letters and six digits, the first of which checks. */
    static boolean isIdCard(CharSequence card) {
        if (card.length() != 9) return false;
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            boolean fits = i < 3 ? isUpper(card.charAt(i)) : isDigit(card.charAt(i));
            if (!fits) return false;
            sum += ID_CARD[i] * value(card.charAt(i));
        }
        return sum % 10 == digit(card, 3);
    }

    /** A payment card: a network's first digits, and Luhn. */
    static boolean isCard(CharSequence digits) {
        return digits.length() >= 13 && digits.length() <= 19 && isIssued(digits) && luhn(digits);
    }

    private static boolean isIssued(CharSequence digits) {
        int two = number(digits, 0);
        int four = two * 100 + number(digits, 2);
        return switch (digits.length()) {
            case 13, 19 -> two / 10 == 4;
            case 14 -> two == 36 || two == 38 || two == 30;
            case 15 -> two == 34 || two == 37;
            case 16 ->
                    two / 10 == 4
                            || (two >= 51 && two <= 55)
                            || (four >= 2221 && four <= 2720)
                            || four == 6011
                            || two == 65
                            || two == 35;
            default -> false;
        };
    }

    private static boolean luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digit(digits, digits.length() - 1 - i);
            int twice = 2 * digit;
            sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    /** Country, two check digits and the account, without blanks. */
    static boolean isIban(CharSequence iban) {
        int rest = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = value(iban.charAt((i + 4) % iban.length()));
            if (value < 0) return false;
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    /** A Polish account as it is written at home: an IBAN without its PL. */
    static boolean isPolishAccount(CharSequence digits) {
        return digits.length() == 26 && isIban("PL" + digits);
    }

    private static int sum(CharSequence digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) sum += weights[i] * digit(digits, i);
        return sum;
    }

    private static int number(CharSequence digits, int at) {
        return 10 * digit(digits, at) + digit(digits, at + 1);
    }

    private static int digit(CharSequence digits, int at) {
        return digits.charAt(at) - '0';
    }

    /** As ISO 7064 counts letters: A is 10. */
    private static int value(char c) {
        if (isDigit(c)) return c - '0';
        return isUpper(c) ? c - 'A' + 10 : -1;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
