package io.pulsegate.sections;

import io.pulsegate.paging.Connection;
import io.pulsegate.paging.Keyed;
import io.pulsegate.paging.PageQuery;
import io.pulsegate.paging.PageRequest;
import io.pulsegate.tenancy.OrgId;
import io.pulsegate.tenancy.Read;

import org.dataloader.DataLoader;

import java.util.concurrent.CompletableFuture;

/**
 * A list that people page through: one statement a page, in the round trip of whatever else the
 * answer reads on its level.
 *
 * @param name for metrics, faults and the quarantine
 * @param words what the caller is told when it fails
 */
public record ListSection<T extends Keyed>(String name, String words, Read.Row<T> row) {

    /** One page; the SQL depends on the filter, so the section is made for the question. */
    public CompletableFuture<Connection<T>> page(
            OrgId org,
            PageQuery query,
            PageRequest request,
            DataLoader<SectionKey<?, ?>, Reading> sections) {
        var after = request.after();
        var section =
                new Section<Integer, T>(
                        name,
                        words,
                        query.sql(after),
                        row,
                        limits -> query.parameters(after, limits.getFirst()));
        // one more than asked for says whether the list goes on
        return new SectionKey<>(org, section, request.first() + 1)
                .from(sections)
                .thenApply(rows -> Connection.of(rows, request));
    }
}
