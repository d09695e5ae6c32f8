package io.pulsegate.access;

import com.github.benmanes.caffeine.cache.Ticker;

import io.pulsegate.faults.Fault;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Checks e-mail and password, in the same time whether the account exists or not. */
@Component
class PasswordCheck {

    /** As dear to compare with as anybody's, and no password's. */
    private static final String NOBODYS_HASH = "{bcrypt}$2a$10$" + ".".repeat(53);

    private final CredentialQueries queries;
    private final PasswordEncoder encoder;
    private final Attempts attempts = new Attempts(Ticker.systemTicker());

    PasswordCheck(CredentialQueries queries, PasswordEncoder encoder) {
        this.queries = queries;
        this.encoder = encoder;
    }

    /**
     * Costs exactly one password hash, whoever asks.
     *
     * @throws Fault.Busy after too many failures
     */
    Optional<Admission> check(String email, String password, String address) {
        // hashed: the text is a stranger's, of whatever length
        var account = HexFormat.of().formatHex(Secrets.sha256(email.toLowerCase(Locale.ROOT)));
        attempts.take(account, address);
        var found = find(email, password);
        if (found.isPresent()) {
            attempts.giveBack(account, address);
        }
        return found;
    }

    private Optional<Admission> find(String email, String password) {
        var account = queries.account(email);
        var hash = account.map(Account::passwordHash);
        boolean right = encoder.matches(password, hash.orElse(NOBODYS_HASH));
        return account.filter(found -> right && hash.isPresent() && !found.suspended())
                .map(Account::admission);
    }
}
