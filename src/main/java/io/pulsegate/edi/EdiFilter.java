package io.pulsegate.edi;

import io.pulsegate.faults.Fault;
import io.pulsegate.paging.PageQuery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which interchanges to list; null does not restrict.
 *
 * @param partner exactly this one
 */
record EdiFilter(
        @Nullable List<Acknowledgement> state,
        @Nullable List<EdiDirection> direction,
        @Nullable String partner) {

    static final EdiFilter NONE = new EdiFilter(null, null, null);

    EdiFilter {
        if (partner != null && partner.indexOf('\0') >= 0) {
            throw new Fault.Invalid("`partner` must not contain the character U+0000.");
        }
    }

    PageQuery query() {
        var query = PageQuery.of("listed_edi_interchanges", "sent_at");
        query.anyOf("state", state).anyOf("direction", direction);
        // the partial index of what waits is used only when the condition itself says so
        if (state != null && state.stream().allMatch(Acknowledgement::open)) {
            query.where("ack_status = 'pending'");
        }
        if (partner != null) {
            query.where("partner = ?", partner);
        }
        return query;
    }
}
