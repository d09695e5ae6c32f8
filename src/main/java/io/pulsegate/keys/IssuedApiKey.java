package io.pulsegate.keys;

/**
 * A key that was just made.
 *
 * @param token the key itself, which nobody can be shown again
 */
record IssuedApiKey(ApiKey apiKey, String token) {

    /** Not the token: a record says all that it holds to every log. */
    @Override
    public String toString() {
        return "IssuedApiKey[" + apiKey.id() + "]";
    }
}
