package io.pulsegate.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTests {

    @ParameterizedTest
    @CsvSource({
        "https://example.com/webhooks/orders, https://example.com/webhooks/orders",
        "https://example.com, https://example.com",
        "https://books.example.net/api/v2/payments, https://books.example.net/api/v2/payments",
        "https://me:hunter2@example.com/hook, https://example.com/hook",
        "https://me:hunter2@example.com, https://example.com",
        "https://example.com/hook?token=s3cret&shop=7, https://example.com/hook?token=…&shop=…",
        "https://example.com?key=s3cret, https://example.com?key=…",
        "https://example.com/hook?a=b#s3cret, https://example.com/hook?a=…",
        "https://hooks.example.com/services/T00000000/B00000000/aXb5c7D9e1F3g5H7i9J1k3L5,"
                + " https://hooks.example.com/services/T00000000/B00000000/aXb5…",
        "https://example.com/3f2504e0-4f89-41d3-9a0c-0305e82c3301/in,"
                + " https://example.com/3f25…/in",
        "https://example.com/integrations-inbound/in, https://example.com/integrations-inbound/in",
        "not a url, not a url"
    })
    void showsWhereItLeadsAndNoSecret(String url, String shown) {
        assertThat(Address.shown(url)).isEqualTo(shown);
    }
}
