package io.tokenwatch.connector.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small databases in the MaxMind DB format 2.0: IPv6 tree, records of 24 bits, IPv4 below ::/96. */
public final class DatabaseFile {
    private static final byte[] METADATA = "\u00AB\u00CD\u00EFMaxMind.com".getBytes(ISO_8859_1);

    /** Of a node two records: -1 empty, at least 0 a node, at most -2 the data at offset -2 - record. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {-1, -1}));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final String type;

    public DatabaseFile(String type) {
        this.type = type;
    }

    /** @param network such as {@code 198.51.100.0/24}; none within another */
    public DatabaseFile with(String network, Map<String, Object> record) throws IOException {
        int slash = network.indexOf('/');
        byte[] address = InetAddress.getByName(network.substring(0, slash)).getAddress();
        int offset = address.length == 4 ? 96 : 0;
        byte[] bits = ByteBuffer.allocate(16)
                .position(16 - address.length)
                .put(address)
                .array();
        int length = offset + Integer.parseInt(network.substring(slash + 1));
        int node = 0;
        for (int i = 0; i < length; i++) {
            int bit = (bits[i / 8] >> (7 - i % 8)) & 1;
            if (i == length - 1) {
                nodes.get(node)[bit] = -2 - data.size();
            } else {
                if (nodes.get(node)[bit] < 0) {
                    nodes.add(new int[] {-1, -1});
                    nodes.get(node)[bit] = nodes.size() - 1;
                }
                node = nodes.get(node)[bit];
            }
        }
        write(data, record);
        return this;
    }

    public Path write(Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int record : node) {
                int value = record == -1 ? nodes.size() : record >= 0 ? record : nodes.size() + 16 + (-2 - record);
                all.write(value >> 16);
                all.write(value >> 8);
                all.write(value);
            }
        }
        all.writeBytes(new byte[16]);
        all.writeBytes(data.toByteArray());
        all.writeBytes(METADATA);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("binary_format_major_version", 2);
        metadata.put("binary_format_minor_version", 0);
        metadata.put("build_epoch", BigInteger.valueOf(1_767_225_600L));
        metadata.put("database_type", type);
        metadata.put("description", Map.of("en", "made for tests"));
        metadata.put("ip_version", 6);
        metadata.put("languages", List.of("en"));
        metadata.put("node_count", (long) nodes.size());
        metadata.put("record_size", 24);
        write(all, metadata);
        return Files.write(file, all.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, Object value) {
        if (value instanceof Map<?, ?> map) {
            control(out, 7, map.size());
            map.forEach((name, member) -> {
                write(out, name);
                write(out, member);
            });
        } else if (value instanceof List<?> list) {
            control(out, 11, list.size());
            list.forEach(element -> write(out, element));
        } else if (value instanceof Double number) {
            control(out, 3, Double.BYTES);
            out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
        } else if (value instanceof Boolean flag) {
            control(out, 14, flag ? 1 : 0);
        } else if (value instanceof Integer number) {
            control(out, 5, Short.BYTES);
            out.writeBytes(ByteBuffer.allocate(Short.BYTES)
                    .putShort(number.shortValue())
                    .array());
        } else if (value instanceof Long number) {
            control(out, 6, Integer.BYTES);
            out.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(number.intValue()).array());
        } else if (value instanceof BigInteger number) {
            control(out, 9, Long.BYTES);
            out.writeBytes(
                    ByteBuffer.allocate(Long.BYTES).putLong(number.longValue()).array());
        } else {
            byte[] text = value.toString().getBytes(UTF_8);
            control(out, 2, text.length);
            out.writeBytes(text);
        }
    }

    /** Types above 7 stand in a byte of their own; sizes above 28 are not needed but for texts. */
    private static void control(ByteArrayOutputStream out, int type, int size) {
        int written = Math.min(size, 29);
        out.write((type > 7 ? 0 : type << 5) | written);
        if (type > 7) {
            out.write(type - 7);
        }
        if (written == 29) {
            out.write(size - 29);
        }
    }
}
