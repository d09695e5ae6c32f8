package io.pulsegate.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the command line asks for. */
record NewAdmin(String email, String name, String org) {

    static final String USAGE =
            """
            Usage: java -jar pulsegate.jar create-admin --email <e-mail> --name <name> --org <organisation>
            Makes the organisation and its first administrator. The password is read from standard input.\
            """;

    private static final Set<String> OPTIONS = Set.of("--email", "--name", "--org");
    private static final int SHORTEST = 12;

    /** bcrypt looks at no more. */
    private static final int LONGEST_BYTES = 72;

    /** Reads {@code --option value} and {@code --option=value}. */
    static NewAdmin parse(String... args) {
        var values = new HashMap<String, String>();
        for (int i = 0; i < args.length; i++) {
            var pair = args[i].split("=", 2);
            if (!OPTIONS.contains(pair[0])) {
                throw new IllegalArgumentException("Unknown option: " + pair[0]);
            }
            var value = pair.length == 2 ? pair[1] : ++i < args.length ? args[i] : "";
            values.put(pair[0], value.strip());
        }
        return of(needed(values, "--email"), needed(values, "--name"), needed(values, "--org"));
    }

    private static String needed(Map<String, String> values, String option) {
        var value = values.getOrDefault(option, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Missing: " + option);
        }
        return value;
    }

    private static NewAdmin of(String email, String name, String org) {
        if (!email.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException("Not an e-mail: " + email);
        }
        if (org.length() > 200) {
            throw new IllegalArgumentException("An organisation's name has at most 200 characters");
        }
        return new NewAdmin(email.toLowerCase(Locale.ROOT), name, org);
    }

    /** The password, if it will do. */
    String checked(String password) {
        if (password.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "The password needs at least " + SHORTEST + " characters");
        }
        if (password.getBytes(UTF_8).length > LONGEST_BYTES) {
            throw new IllegalArgumentException(
                    "The password may have at most " + LONGEST_BYTES + " bytes");
        }
        return password;
    }
}
