package io.pulsegate.testing;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A list of the API, read page by page as a client does it. */
public final class Pages {

    private Pages() {}

    /** The ids of all pages, in their order. */
    public static List<String> ids(
            Asker asker, String operation, String list, Map<String, ?> variables) {
        var seen = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var request = asker.operation(operation).variable("after", after);
            variables.forEach(request::variable);
            var answer = request.execute();
            seen.addAll(answer.path(list + ".nodes[*].id").entityList(String.class).get());
            after =
                    answer.path(list + ".pageInfo.hasNextPage").entity(Boolean.class).get()
                            ? answer.path(list + ".pageInfo.endCursor").entity(String.class).get()
                            : null;
        } while (after != null);
        return seen;
    }
}
