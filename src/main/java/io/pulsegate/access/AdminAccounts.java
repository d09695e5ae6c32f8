package io.pulsegate.access;

import io.pulsegate.tenancy.Capacity;
import io.pulsegate.tenancy.OrgDatabase;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.OrgTables;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

import java.util.UUID;

/** Makes an organisation with its first administrator, both or neither. */
final class AdminAccounts {

    /** Somebody has the e-mail, here or in another organisation. */
    static final class EmailTaken extends RuntimeException {}

    @Table("organizations")
    record Organization(@Id UUID id, String name) {}

    @Table("users")
    record User(@Id UUID id, UUID orgId, String email, String displayName, String passwordHash) {}

    @Table("user_access")
    record UserAccess(@Id UUID userId, UUID orgId, Role role) {}

    private final OrgDatabase database;

    AdminAccounts(OrgDatabase database) {
        this.database = database;
    }

    OrgId create(NewAdmin admin, String password) {
        var hash = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(password);
        var org = new OrgId(UUID.randomUUID());
        try {
            return database.inOrg(
                    org,
                    Capacity.SYSTEM,
                    tables -> insert(tables, org, admin, String.valueOf(hash)));
        } catch (DuplicateKeyException _) {
            throw new EmailTaken();
        }
    }

    private static OrgId insert(OrgTables tables, OrgId org, NewAdmin admin, String hash) {
        var user = UUID.randomUUID();
        tables.aggregates().insert(new Organization(org.value(), admin.org()));
        tables.aggregates().insert(new User(user, org.value(), admin.email(), admin.name(), hash));
        tables.aggregates().insert(new UserAccess(user, org.value(), Role.ADMIN));
        return org;
    }
}
