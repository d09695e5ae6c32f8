package io.pulsegate.access;

import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.Read;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Finds who a credential belongs to: one statement, one row or none. */
@Component
class CredentialQueries {

    private static final String SESSION = "select * from resolve_session(?)";
    private static final String API_KEY = "select * from resolve_api_key(?)";
    private static final String BY_EMAIL = "select * from resolve_user(?, null, null)";
    private static final String BY_IDENTITY = "select * from resolve_user(null, ?, ?)";

    private final OrgDatabase database;

    CredentialQueries(OrgDatabase database) {
        this.database = database;
    }

    Optional<Admission> session(byte[] tokenHash) {
        Supplier<Optional<Admission>> again = () -> session(tokenHash);
        return one(SESSION, row -> account(row, expiry(row), again), tokenHash)
                .filter(account -> !account.suspended())
                .map(Account::admission);
    }

    Optional<Admission> apiKey(byte[] keyHash) {
        return one(API_KEY, row -> key(row, () -> apiKey(keyHash)), keyHash);
    }

    Optional<Admission> identity(String issuer, String subject, Instant expiresAt) {
        Supplier<Optional<Admission>> again = () -> identity(issuer, subject, expiresAt);
        return one(BY_IDENTITY, row -> account(row, expiresAt, again), issuer, subject)
                .filter(account -> !account.suspended())
                .map(Account::admission);
    }

    Optional<Account> account(String email) {
        // PostgreSQL has no text with a NUL in it, so no account either
        return email.indexOf('\0') >= 0
                ? Optional.empty()
                : one(BY_EMAIL, row -> passwordAccount(row, email), email);
    }

    private Account passwordAccount(ResultSet row, String email) throws SQLException {
        var hash = row.getString("password_hash");
        var found = account(row, Instant.MAX, () -> unchanged(email, hash));
        return new Account(found.admission(), found.suspended(), hash);
    }

    /** The password was right against this hash, and is right while the hash stands. */
    private Optional<Admission> unchanged(String email, @Nullable String hash) {
        return account(email)
                .filter(account -> !account.suspended())
                .filter(account -> hash != null && hash.equals(account.passwordHash()))
                .map(Account::admission);
    }

    private <T> Optional<T> one(String sql, Read.Row<T> row, Object... parameters) {
        return database.resolve(new Read<>(sql, row, List.of(parameters))).stream().findFirst();
    }

    private static Account account(
            ResultSet row, Instant expiresAt, Supplier<Optional<Admission>> again)
            throws SQLException {
        var role = Role.valueOf(row.getString("role"));
        var user =
                new Viewer.User(
                        row.getObject("user_id", UUID.class), row.getString("display_name"), role);
        var viewer = new Viewer(org(row), user, role.grants());
        var admission = new Admission(viewer, row.getLong("access_version"), expiresAt, again);
        return new Account(admission, row.getBoolean("suspended"), null);
    }

    private static Admission key(ResultSet row, Supplier<Optional<Admission>> again)
            throws SQLException {
        var key =
                new Viewer.ApiKey(
                        row.getObject("api_key_id", UUID.class),
                        row.getString("name"),
                        row.getObject("rate_limit_per_minute", Integer.class));
        var viewer = new Viewer(org(row), key, grants(row));
        return new Admission(viewer, row.getLong("access_version"), expiry(row), again);
    }

    private static Set<Grant> grants(ResultSet row) throws SQLException {
        return Arrays.stream((Object[]) row.getArray("scopes").getArray())
                .flatMap(scope -> Grant.ofScope(scope.toString()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static OrgId org(ResultSet row) throws SQLException {
        return new OrgId(row.getObject("org_id", UUID.class));
    }

    private static Instant expiry(ResultSet row) throws SQLException {
        var at = row.getObject("expires_at", OffsetDateTime.class);
        return at == null ? Instant.MAX : at.toInstant();
    }
}
