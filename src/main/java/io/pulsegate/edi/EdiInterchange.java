package io.pulsegate.edi;

import io.pulsegate.integrations.Logged;
import io.pulsegate.paging.Cursor;
import io.pulsegate.paging.Keyed;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;

/** One envelope exchanged with a partner. */
record EdiInterchange(
        UUID id,
        String partner,
        Standard standard,
        String messageType,
        EdiDirection direction,
        String controlNumber,
        OffsetDateTime sentAt,
        Acknowledgement state,
        @Nullable OffsetDateTime acknowledgementDueAt,
        @Nullable OffsetDateTime acknowledgedAt,
        @Nullable String businessRef,
        @Nullable UUID eventId)
        implements Keyed, Logged {

    enum Standard {
        X12,
        EDIFACT,
        COMARCH,
        KSEF
    }

    @Override
    public Cursor cursor() {
        return new Cursor(sentAt, id);
    }

    static EdiInterchange of(ResultSet row) throws SQLException {
        return new EdiInterchange(
                row.getObject("id", UUID.class),
                row.getString("partner"),
                Standard.valueOf(row.getString("standard")),
                row.getString("message_type"),
                EdiDirection.valueOf(row.getString("direction").toUpperCase(Locale.ROOT)),
                row.getString("control_number"),
                row.getObject("sent_at", OffsetDateTime.class),
                Acknowledgement.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("ack_due_at", OffsetDateTime.class),
                row.getObject("acknowledged_at", OffsetDateTime.class),
                row.getString("business_ref"),
                row.getObject("log_id", UUID.class));
    }
}
