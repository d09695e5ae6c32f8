package io.pulsegate.intake;

import java.util.UUID;

/**
 * A sender that was just added.
 *
 * @param secret shown now and never again
 */
record NewWebhookSender(UUID id, String name, String path, String secret) {}
