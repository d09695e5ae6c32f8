package io.pulsegate.tenancy;

import java.util.UUID;

/** Whose data. Passed as an argument from the door down to the transaction, never kept aside. */
public record OrgId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
