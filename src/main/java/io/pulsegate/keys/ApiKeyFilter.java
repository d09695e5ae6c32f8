package io.pulsegate.keys;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Which keys to list; null does not restrict. */
record ApiKeyFilter(@Nullable List<ApiKey.State> state) {}
