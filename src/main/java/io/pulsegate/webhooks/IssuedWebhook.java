package io.pulsegate.webhooks;

/**
 * An endpoint with a secret that was just made.
 *
 * @param secret the secret itself, which nobody can be shown again
 */
record IssuedWebhook(Webhook webhook, String secret) {

    /** Not the secret: a record says all that it holds to every log. */
    @Override
    public String toString() {
        return "IssuedWebhook[" + webhook.id() + "]";
    }
}
