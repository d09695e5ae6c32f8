package io.pulsegate.access;

import org.jspecify.annotations.Nullable;

/**
 * Someone who may sign in.
 *
 * @param passwordHash null when there is no password sign-in
 */
record Account(Admission admission, boolean suspended, @Nullable String passwordHash) {}
