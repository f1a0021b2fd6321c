package io.tokenwatch.pack;

import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Place;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** The packs as they come. One that is refused changes nothing. One thread. */
public final class PackHistory {
    private PackLog log;

    /** @param base in force until the first pack is */
    public PackHistory(RulePack base) {
        log = PackLog.of(base);
    }

    public PackLog log() {
        return log;
    }

    /**
     * Takes a published pack into the log, or refuses it.
     *
     * @param appended when the broker had it, ms since the epoch; 0 if unknown
     */
    public Verdict offer(byte[] json, long appended) {
        Published published;
        try {
            published = PackReader.published(json);
        } catch (FaultyFileException e) {
            return new Verdict("", 0, e.faults(), false);
        }
        String hash = published.pack().hash();
        long from = published.effectiveFrom();
        if (log.contains(from, hash)) {
            return new Verdict(hash, from, List.of(), false);
        }
        List<Fault> faults = published.timing(appended);
        if (faults.isEmpty()) {
            try {
                log = log.with(from, published.pack().compile());
            } catch (FaultyFileException e) {
                faults = e.faults();
            } catch (IllegalArgumentException e) {
                faults = List.of(new Fault(FaultKind.BAD_PACK, Place.of("pack"), String.valueOf(e.getMessage()), ""));
            }
        }
        return new Verdict(hash, from, faults, faults.isEmpty());
    }

    /**
     * Reads a file of published packs, one in a line, as the topic holds them.
     *
     * @param refused hears of each that is refused
     * @throws UncheckedIOException if the file cannot be read
     */
    public void read(Path file, Consumer<Verdict> refused) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    offer(line, refused);
                } else if (line.size() <= PackReader.LARGEST) { // one byte more is enough to refuse it
                    line.write(next);
                }
            }
            offer(line, refused);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("there is no file " + file, e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the packs in " + file, e);
        }
    }

    private void offer(ByteArrayOutputStream line, Consumer<Verdict> refused) {
        if (line.size() > 0) {
            Verdict verdict = offer(line.toByteArray(), 0);
            if (!verdict.accepted()) {
                refused.accept(verdict);
            }
        }
        line.reset();
    }
}
