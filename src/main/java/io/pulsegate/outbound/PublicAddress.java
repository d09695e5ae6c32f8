package io.pulsegate.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the internet, by the IANA registries of special-purpose addresses. What
 * is not known to be public is not.
 */
final class PublicAddress {

    private static final List<Block> CLOSED_4 =
            blocks(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // carriers, and a cloud's metadata
                    "127.0.0.0/8",
                    "168.63.129.16/32", // a cloud's own services, reachable from its machines only
                    "169.254.0.0/16", // link-local, and most clouds' metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4"); // reserved, and broadcast

    private static final Block GLOBAL_6 = Block.of("2000::/3");
    private static final List<Block> CLOSED_6 =
            blocks("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48");

    /** 6to4 and NAT64: the IPv4 address inside is the one that is reached. */
    private static final Block SIX_TO_FOUR = Block.of("2002::/16");

    private static final Block NAT64 = Block.of("64:ff9b::/96");

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> is4(four.getAddress());
            case Inet6Address six -> is6(six.getAddress());
            default -> false;
        };
    }

    private static boolean is4(byte[] octets) {
        return CLOSED_4.stream().noneMatch(block -> block.holds(octets));
    }

    /** A mapped address (::ffff:a.b.c.d) never comes here: Java makes an IPv4 address of it. */
    private static boolean is6(byte[] octets) {
        if (SIX_TO_FOUR.holds(octets)) return is4(Arrays.copyOfRange(octets, 2, 6));
        if (NAT64.holds(octets)) return is4(Arrays.copyOfRange(octets, 12, 16));
        return GLOBAL_6.holds(octets) && CLOSED_6.stream().noneMatch(block -> block.holds(octets));
    }

    private static List<Block> blocks(String... texts) {
        return Arrays.stream(texts).map(Block::of).toList();
    }

    /** A network and how many of its bits count. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] network, int bits) {

        static Block of(String text) {
            try {
                var parts = text.split("/", 2);
                return new Block(
                        InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean holds(byte[] address) {
            if (address.length != network.length) return false;
            for (int bit = 0; bit < bits; bit += 8) {
                int mask = bits - bit >= 8 ? 0xff : 0xff00 >> (bits - bit) & 0xff;
                if (((address[bit / 8] ^ network[bit / 8]) & mask) != 0) return false;
            }
            return true;
        }
    }
}
