package io.pulsegate.outbound;

import io.pulsegate.faults.Fault;
import io.pulsegate.faults.Legible;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Looks at where a call shall go: at the URL when it is written down and again before each call,
 * and at every address of its name at the moment of the call.
 */
@Component
public class OutboundGuard implements DnsResolver {

    private static final int LONGEST = 2000;

    /** Stands for a secret in a URL that is shown: who sends it back lacks the secret. */
    private static final String MASK = "…";

    private final Set<Integer> ports;
    private final Set<String> trusted = new HashSet<>();
    private final Set<String> trustedEndpoints = new HashSet<>();
    private final DnsResolver names;

    @Autowired
    OutboundGuard(OutboundProperties properties, ObjectProvider<TrustedOrigin> vouchedFor) {
        this(properties, vouchedFor.stream().toList(), SystemDefaultDnsResolver.INSTANCE);
    }

    OutboundGuard(
            OutboundProperties properties, List<TrustedOrigin> vouchedFor, DnsResolver names) {
        this.ports = properties.ports();
        properties.trusted().forEach(this::trust);
        vouchedFor.forEach(origin -> trust(origin.origin()));
        this.names = names;
    }

    /**
     * Reads a URL that somebody writes down, to be called later.
     *
     * @param field what the writer calls it
     * @throws Fault.Invalid when it is none, or one that is not called
     */
    public URI accept(String field, String text) {
        try {
            var url = new URI(text.strip());
            if (text.length() > LONGEST || text.contains(MASK) || !Legible.of(text).equals(text)) {
                throw new Fault.Invalid(
                        "`" + field + "` must be the whole URL, of at most 2000 characters.");
            }
            check(url);
            return url;
        } catch (URISyntaxException e) {
            throw new Fault.Invalid("`" + field + "` is not a URL.");
        } catch (RefusedTarget refused) {
            throw new Fault.Invalid("`" + field + "`: " + refused.words());
        }
    }

    /**
     * Lets pass a URL that may be called, as far as it can be told without asking for its name.
     *
     * @throws RefusedTarget otherwise, with words for whoever wrote the URL down
     */
    public void check(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new RefusedTarget("The URL must name a host, and no user.");
        }
        if (isTrusted(url)) {
            return;
        }
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw new RefusedTarget("Only https is called.");
        }
        if (!ports.contains(port(url))) {
            throw new RefusedTarget("Port " + port(url) + " is not called.");
        }
    }

    private boolean isTrusted(URI url) {
        return trusted.contains(origin(url));
    }

    /** The addresses of a name: all of them public, or the call is refused. Asked once a call. */
    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var addresses = resolve(host);
        boolean vouchedFor = trustedEndpoints.contains(endpoint(host, port));
        if (!vouchedFor && !Arrays.stream(addresses).allMatch(PublicAddress::is)) {
            // which address it was would tell a stranger about our network
            throw new RefusedTarget("The host is not on the public internet.");
        }
        return Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private void trust(URI origin) {
        trusted.add(origin(origin));
        trustedEndpoints.add(endpoint(origin.getHost(), port(origin)));
    }

    private static String endpoint(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + ":" + port;
    }

    private static String origin(URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return scheme + "://" + endpoint(url.getHost(), port(url));
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) return url.getPort();
        return "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    }
}
