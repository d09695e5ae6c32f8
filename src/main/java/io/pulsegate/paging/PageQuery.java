package io.pulsegate.paging;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The SELECT of a page, newest first, with only the conditions that restrict. It is made of fixed
 * pieces; no caller's text is in it.
 */
public final class PageQuery {

    private final String time;
    private final StringBuilder sql;
    private final List<Object> parameters = new ArrayList<>();

    private PageQuery(String rows, String time) {
        this.time = time;
        this.sql =
                new StringBuilder("select * from ")
                        .append(rows)
                        .append(" where org_id = (select pulsegate_org_id())");
    }

    /**
     * All rows of the one announced organisation.
     *
     * @param rows a table or view with the columns {@code org_id} and {@code id}
     * @param time the column that, with the id, orders the list
     */
    public static PageQuery of(String rows, String time) {
        return new PageQuery(rows, time);
    }

    /** Adds a condition, with a value for each {@code ?} in it. */
    public PageQuery where(String condition, Object... values) {
        sql.append(" and ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    /** The column holds one of these, in the database's spelling; null does not restrict. */
    public PageQuery anyOf(String column, @Nullable Collection<? extends Enum<?>> choices) {
        if (choices == null) {
            return this;
        }
        var codes = choices.stream().map(choice -> choice.name().toLowerCase(Locale.ROOT));
        var distinct = codes.distinct().toArray(String[]::new);
        // an index gives rows in the order of time behind one value, not behind a list of one
        return distinct.length == 1
                ? where(column + " = ?", distinct[0])
                // the array is one value, not the varargs
                : where(column + " = any (?)", new Object[] {distinct});
    }

    /**
     * The statement for a page that begins at the top, or after a cursor. A limit that PostgreSQL
     * reads as a number it compares with how many rows there may be, which it guesses far too low
     * for one large organisation among many; then it sorts all of them instead of walking an index.
     */
    public String sql(@Nullable Cursor after) {
        var key = "(" + time + ", id)";
        return sql
                + (after == null ? "" : " and " + key + " < (?, ?)")
                + " order by "
                + time
                + " desc, id desc limit (select ?::bigint)";
    }

    /** The values of {@link #sql}, in its order. */
    public List<Object> parameters(@Nullable Cursor after, int limit) {
        var all = new ArrayList<>(parameters);
        if (after != null) {
            all.addAll(List.of(after.time(), after.id()));
        }
        all.add(limit);
        return all;
    }
}
