package dev.gatehouse.http;

import io.netty.util.NetUtil;
import java.util.Arrays;

/** A range of IP addresses in CIDR notation (RFC 4632, RFC 4291). */
public final class Network {

    private final byte[] base;
    private final int bits;

    private Network(byte[] base, int bits) {
        this.base = base;
        this.bits = bits;
    }

    /**
     * Parses {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Network parse(String text) {
        String[] parts = text.split("/", 2);
        byte[] base = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        if (base == null || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw new IllegalArgumentException(text + " is not a network");
        }
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : base.length * 8;
        if (bits > base.length * 8) {
            throw new IllegalArgumentException(text + " is not a network");
        }
        return new Network(masked(base, bits), bits);
    }

    /** The network of an address: the /24 of IPv4, the /48 of IPv6. Text that is no address is its own network. */
    public static String around(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return address;
        }
        int bits = bytes.length == 4 ? 24 : 48;
        return NetUtil.bytesToIpAddress(masked(bytes, bits)) + "/" + bits;
    }

    static boolean isAddress(String text) {
        return NetUtil.createByteArrayFromIpAddressString(text) != null;
    }

    public boolean contains(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes != null && bytes.length == base.length && Arrays.equals(masked(bytes, bits), base);
    }

    private static byte[] masked(byte[] address, int bits) {
        byte[] result = address.clone();
        for (int i = 0; i < result.length; i++) {
            int keep = Math.clamp(bits - i * 8L, 0, 8);
            result[i] &= (byte) (0xff << (8 - keep));
        }
        return result;
    }
}
