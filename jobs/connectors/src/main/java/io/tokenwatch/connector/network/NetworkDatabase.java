package io.tokenwatch.connector.network;

import com.maxmind.db.CHMCache;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import io.tokenwatch.event.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/** One file in the MaxMind DB format (version 2 of its specification), mapped into memory. */
final class NetworkDatabase {
    /** So many records tell which fields a database fills. */
    private static final int LOOK = 1_000;

    private final Path file;
    private final Reader reader;
    private final String sha256;
    private final Set<Field> fills;

    /** @throws UncheckedIOException if it cannot be read, or is no such database; the message says which file */
    NetworkDatabase(Path file) {
        this.file = file;
        try {
            this.sha256 = digest(file);
            this.reader = new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED, new CHMCache());
            this.fills = look();
        } catch (IOException | InvalidNetworkException | RuntimeException e) {
            throw new UncheckedIOException(
                    "cannot read the network database " + file + ": " + e.getMessage(), new IOException(e));
        }
    }

    NetworkFact of(InetAddress address) {
        if (address.getAddress().length == 16 && reader.getMetadata().getIpVersion() == 4) {
            return NetworkFact.NONE;
        }
        try {
            return reader.get(address, Object.class) instanceof Map<?, ?> record
                    ? FactReader.read(record)
                    : NetworkFact.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the network database " + file, e);
        }
    }

    Set<Field> fills() {
        return fills;
    }

    NetworkSource source() {
        return new NetworkSource(
                file.toString(),
                reader.getMetadata().getDatabaseType(),
                reader.getMetadata().getBuildDate().toInstant().toEpochMilli(),
                sha256);
    }

    private Set<Field> look() throws IOException, InvalidNetworkException {
        Set<Field> found = EnumSet.noneOf(Field.class);
        Networks<Object> networks = reader.networks(Object.class);
        for (int seen = 0; networks.hasNext() && seen < LOOK; seen++) {
            if (networks.next().getData() instanceof Map<?, ?> record) {
                found.addAll(FactReader.read(record).fields());
            }
        }
        return found;
    }

    private static String digest(Path file) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
