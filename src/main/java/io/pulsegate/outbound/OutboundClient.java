package io.pulsegate.outbound;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache's client with everything off that does more than was asked. Chosen because it takes a
 * resolver: the JDK's resolves by itself, after us and maybe differently.
 */
final class OutboundClient {

    private static final int LINE = 8192;
    private static final int HEADERS = 100;
    private static final int CONNECTIONS = 256;

    private OutboundClient() {}

    static CloseableHttpClient make(OutboundGuard guard, OutboundProperties properties) {
        var read = Timeout.of(properties.readTimeout());
        return HttpClientBuilder.create()
                .setConnectionManager(connections(guard, properties))
                .setDefaultRequestConfig(
                        RequestConfig.custom()
                                .setResponseTimeout(read)
                                .setConnectionRequestTimeout(
                                        Timeout.of(properties.connectTimeout()))
                                .build())
                .setConnectionReuseStrategy((_, _, _) -> false)
                .setUserAgent("Pulsegate")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // a small answer that unpacks into a large one is not unpacked
                .disableContentCompression()
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(
            OutboundGuard guard, OutboundProperties properties) {
        var connect = Timeout.of(properties.connectTimeout());
        var http = Http1Config.custom().setMaxLineLength(LINE).setMaxHeaderCount(HEADERS).build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(guard)
                .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder().http1Config(http).build())
                .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                                .setConnectTimeout(connect)
                                .setSocketTimeout(Timeout.of(properties.readTimeout()))
                                .build())
                .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .build();
    }
}
