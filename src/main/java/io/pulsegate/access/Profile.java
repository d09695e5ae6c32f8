package io.pulsegate.access;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * Who the viewer is, in words for himself.
 *
 * @param role absent for an API key
 * @param grants as scopes, in alphabetical order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Profile(User user, @Nullable Role role, Org org, List<String> grants) {

    /** {@code email} is absent for an API key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record User(String name, @Nullable String email) {}

    record Org(UUID id, String name) {}
}
