package io.tokenwatch.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Keeps others out of a folder until it is closed, or the process ends, however that ends. */
public final class FolderLock implements Closeable {
    private static final String NAME = ".tokenwatch-lock";

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks it.
     *
     * @param refusal what to say if that cannot be
     * @throws UncheckedIOException if another process, or another run of this one, writes there
     * @throws IOException if it cannot be written to
     */
    public static FolderLock of(Path folder, String refusal) throws IOException {
        Path file = folder.resolve(NAME);
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            String mark = UUID.randomUUID().toString();
            if (!isOurs(channel)) {
                channel.close();
                throw new UncheckedIOException(refusal, new IOException("locked"));
            }
            channel.write(ByteBuffer.wrap(mark.getBytes(UTF_8)), 0);
            if (mark.equals(read(file))) {
                return new FolderLock(file, channel);
            }
            channel.close(); // whoever was here has removed the file that this has opened
        }
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, UTF_8);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private static boolean isOurs(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(file);
            channel.close();
        }
    }
}
