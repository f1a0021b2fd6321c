package io.tokenwatch.connector.redact;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys that hash tokens, with the time from which each one counts. They come from a file or an environment
 * variable, never from a command line, which every process of the machine can read.
 *
 * <p>One key per line (or separated by {@code ;}): key id, the instant it counts from ({@code always} for the first), and
 * at least {@value #LEAST_BYTES} bytes of key in hexadecimal. {@code #} starts a comment.
 *
 * <pre>
 * k1 always               8f0c…
 * k2 2026-07-01T00:00:00Z 51aa…
 * </pre>
 *
 * Which key hashes a token follows from the token's issue time (else the event's), never from the clock: a replay
 * after a rotation gives the ids that live gave, as long as the old key is kept.
 */
public final class TokenKeys {
    /** Where {@link #fromEnvironment} looks. */
    public static final String VARIABLE = "TOKENWATCH_TOKEN_KEYS";

    /** RFC 2104, section 3: a key shorter than the hash's output is discouraged. */
    static final int LEAST_BYTES = 32;

    private static final String FILE_NAME = "token-hash.keys";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,32}");

    /** One key; {@code from} in milliseconds since the epoch. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Key(String id, long from, byte[] secret) {
        @Override
        public String toString() {
            return id;
        }
    }

    private final List<Key> oldestFirst;

    private TokenKeys(List<Key> keys) {
        this.oldestFirst =
                keys.stream().sorted(Comparator.comparingLong(Key::from)).toList();
    }

    /**
     * @throws IllegalArgumentException if the text is not as described above; the message says where, and shows no
     * key
     */
    public static TokenKeys parse(String text) {
        List<Key> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<Long> starts = new HashSet<>();
        String[] lines = text.split("[\n;]", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceFirst("#.*", "").trim();
            if (line.isEmpty()) {
                continue;
            }
            Key key = key(line, "token key " + (keys.size() + 1) + " (line " + (i + 1) + ")");
            if (!ids.add(key.id()) || !starts.add(key.from())) {
                throw new IllegalArgumentException("two token keys with the same id or the same start: " + key.id());
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no token key; write: k1 always <64 hexadecimal digits>");
        }
        return new TokenKeys(keys);
    }

    /**
     * Reads a key file.
     *
     * @throws IllegalArgumentException if everybody on the machine may read or change it, or it is not well-formed
     */
    public static TokenKeys fromFile(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            Set<PosixFilePermission> mode = view.readAttributes().permissions();
            if (mode.contains(PosixFilePermission.OTHERS_READ) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new IllegalArgumentException("everybody may read the token keys: chmod 600 " + file);
            }
        }
        return parse(Files.readString(file));
    }

    /** Keys from the environment variable {@value #VARIABLE}. */
    public static TokenKeys fromEnvironment() {
        String text = System.getenv(VARIABLE);
        if (text == null) {
            throw new IllegalArgumentException("the environment variable " + VARIABLE + " is not set");
        }
        return parse(text);
    }

    /**
     * The keys of this installation: those in {@code token-hash.keys} of the directory, which is made, with one
     * random key and for the owner only, if it is not there. Whoever loses the file can no longer relate old ids to
     * new events.
     */
    public static TokenKeys ofInstallation(Path directory) throws IOException {
        Path file = fileOfInstallation(directory);
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            generate(file);
        }
        return fromFile(file);
    }

    /** Where the keys of an installation are. */
    public static Path fileOfInstallation(Path directory) {
        return directory.resolve(FILE_NAME);
    }

    /**
     * The key for a token of that time, in milliseconds since the epoch; before the first key's start, the first key.
     */
    Key at(long time) {
        Key found = oldestFirst.get(0);
        for (int i = 1; i < oldestFirst.size() && oldestFirst.get(i).from() <= time; i++) {
            found = oldestFirst.get(i);
        }
        return found;
    }

    /** The ids only. */
    @Override
    public String toString() {
        return oldestFirst.toString();
    }

    private static Key key(String line, String place) {
        String[] parts = line.split("\\s+", -1);
        if (parts.length != 3 || !ID.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException(place + ": write: k1 always <64 hexadecimal digits>");
        }
        try {
            long from = parts[1].equals("always")
                    ? Long.MIN_VALUE
                    : Instant.parse(parts[1]).toEpochMilli();
            byte[] secret = HexFormat.of().parseHex(parts[2]);
            if (secret.length < LEAST_BYTES) {
                throw new IllegalArgumentException(place + " is shorter than " + LEAST_BYTES + " bytes");
            }
            return new Key(parts[0], from, secret);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(place + " starts at a time such as 2026-07-01T00:00:00Z, or always");
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " is not hexadecimal");
        }
    }

    private static void generate(Path file) throws IOException {
        byte[] random = new byte[LEAST_BYTES + 2];
        new SecureRandom().nextBytes(random);
        HexFormat hex = HexFormat.of();
        String text = "# Hashes token ids. Keep it: without it old ids and new events cannot be related.\nlocal-"
                + hex.formatHex(random, 0, 2) + " always " + hex.formatHex(random, 2, random.length) + "\n";
        // Written aside and moved, so that a second process never reads half a file.
        Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), FILE_NAME, ".new", ownerOnly(file));
        try {
            Files.writeString(aside, text, StandardOpenOption.WRITE);
            Files.move(aside, file);
        } catch (FileAlreadyExistsException e) {
            // Somebody was faster: theirs counts.
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
