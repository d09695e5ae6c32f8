package io.pulsegate.redaction;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names under which something stands that is not for keeping, in any spelling. */
final class SensitiveNames {

    /** Of what a name says about its value. */
    enum Kind {
        NOTHING,
        /** The value is a secret, whatever it looks like. */
        SECRET,
        /** The same, and it goes on to the end of its line: a header. */
        HEADER,
        /** The number of a person or an account. */
        IDENTIFIER,
        /** A digest: random to look at, and no secret. */
        DIGEST
    }

    private static final Set<String> HEADERS =
            Set.of("authorization", "proxyauthorization", "cookie", "setcookie");

    private static final Set<String> SECRETS =
            Set.of("pass", "auth", "pin", "otp", "cvv", "cvv2", "cvc", "cvc2", "haslo", "jwt");

    private static final List<String> SECRET_ENDINGS =
            List.of(
                    "password",
                    "passwd",
                    "pwd",
                    "passphrase",
                    "passcode",
                    "secret",
                    "token",
                    "apikey",
                    "accesskey",
                    "accesskeyid",
                    "accountkey",
                    "sharedaccesskey",
                    "privatekey",
                    "secretkey",
                    "signingkey",
                    "encryptionkey",
                    "masterkey",
                    "authkey",
                    "subscriptionkey",
                    "credential",
                    "credentials",
                    "signature",
                    "signaturev2",
                    "hmacsha256",
                    "hubsignature256",
                    "sessionid",
                    "sessid",
                    "jsessionid",
                    "connectionstring",
                    "securitycode");

    private static final Set<String> IDENTIFIERS =
            Set.of(
                    "pesel",
                    "nip",
                    "nrnip",
                    "regon",
                    "vatid",
                    "taxid",
                    "taxnumber",
                    "dowod",
                    "dowodosobisty",
                    "nrdowodu",
                    "numerdowodu",
                    "seriainumer",
                    "idcard",
                    "idcardnumber",
                    "passport",
                    "passportnumber",
                    "paszport",
                    "iban",
                    "nrb",
                    "nrrb",
                    "bankaccount",
                    "bankaccountnumber",
                    "accountnumber",
                    "numerrachunku",
                    "nrrachunku",
                    "creditcard",
                    "cardnumber",
                    "pan",
                    "ssn",
                    "socialsecuritynumber");

    private static final List<String> DIGEST_ENDINGS =
            List.of("hash", "digest", "checksum", "sha", "sha1", "sha256", "md5", "etag", "nodeid");

    private final Set<String> configured;

    SensitiveNames(Collection<String> configured) {
        this.configured =
                configured.stream().map(SensitiveNames::plain).collect(Collectors.toSet());
    }

    Kind kind(String name) {
        var plain = plain(name);
        if (HEADERS.contains(plain)) return Kind.HEADER;
        if (SECRETS.contains(plain) || configured.contains(plain)) return Kind.SECRET;
        if (IDENTIFIERS.contains(plain)) return Kind.IDENTIFIER;
        if (ends(plain, SECRET_ENDINGS)) return Kind.SECRET;
        return ends(plain, DIGEST_ENDINGS) ? Kind.DIGEST : Kind.NOTHING;
    }

    private static boolean ends(String name, List<String> endings) {
        for (var ending : endings) {
            if (name.endsWith(ending)) return true;
        }
        return false;
    }

    /** {@code X-Api-Key}, {@code api_key} and {@code apiKey} are one name. */
    private static String plain(String name) {
        var plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') plain.append((char) (c + 32));
            else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) plain.append(c);
            else if (c > 127 && Character.isLetter(c)) plain.append(latin(c));
        }
        return plain.toString();
    }

    /** Polish letters as people without them write: hasło is haslo. */
    private static char latin(char c) {
        int at = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".indexOf(c);
        return at < 0 ? c : "acelnoszzacelnoszz".charAt(at);
    }
}
