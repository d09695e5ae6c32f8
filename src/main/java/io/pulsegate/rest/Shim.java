package io.pulsegate.rest;

import java.util.List;

/**
 * A row of the table: path, stored operation, spellings.
 *
 * @param paths the same answer at each of them
 * @param operation its file under {@code graphql/operations}
 * @param representations the first is what a caller gets who asks for nothing in particular
 */
record Shim(List<String> paths, String operation, List<Representation> representations) {

    Shim(List<String> paths, String operation, Representation... representations) {
        this(paths, operation, List.of(representations));
    }
}
