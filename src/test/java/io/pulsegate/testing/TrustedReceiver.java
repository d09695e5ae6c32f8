package io.pulsegate.testing;

import io.pulsegate.outbound.TrustedOrigin;
import io.pulsegate.tenancy.SecretKey;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A {@link Receiver} that the gateway may call, and a key under which it keeps secrets. */
@TestConfiguration(proxyBeanMethods = false)
public class TrustedReceiver {

    @Bean(destroyMethod = "close")
    Receiver receiver() {
        return new Receiver();
    }

    @Bean
    TrustedOrigin receiverIsOurs(Receiver receiver) {
        return new TrustedOrigin(receiver.origin());
    }

    @Bean
    SecretKey secretKey() {
        return SecretKey.of(SecretKey.generate());
    }
}
