package io.pulsegate.embedded;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A random password per role, each in a file that only this user can read. */
record Passwords(DataFolder folder) {

    String of(String role) {
        return folder.secret(name(role), Passwords::random);
    }

    Path file(String role) {
        of(role);
        return folder.file(name(role));
    }

    private static String name(String role) {
        return role + ".password";
    }

    private static String random() {
        return new BigInteger(160, new SecureRandom()).toString(36);
    }
}
