package io.tokenwatch.connector.redact;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes raw tokens out of an event: what names a token is hashed, and all other texts are searched for tokens that
 * nobody expected there. Every way into the system calls it before anything else sees the event. For one thread.
 *
 * <p>Names of families and sessions stay readable: they are not presented to anybody (a product whose session id is a
 * cookie must hash it in its connector). Thumbprints, which look random because they are hashes, stay as well.
 */
public final class Redactor {
    /** The fields that name a token. */
    public static final Set<Field> TOKEN_IDS =
            Set.copyOf(EnumSet.of(Field.TOKEN_ID, Field.PARENT_TOKEN_ID, Field.SUBJECT_TOKEN_ID, Field.ACTOR_TOKEN_ID));

    private static final Field[] IDS = TOKEN_IDS.toArray(new Field[0]);
    private static final Set<Field> THUMBPRINTS =
            EnumSet.of(Field.CNF_JKT, Field.CNF_X5T, Field.PRESENTED_X5T, Field.PROOF_JKT, Field.CLAIMS_HASH);
    /** Of a SHA-256 in base64url without padding. */
    private static final int SHA256_DIGITS = 43;

    private static final Field[] OTHER_TEXTS = texts(field -> field.type().isText());
    private static final Field[] ARRAYS = texts(field -> field.type().isTexts());

    private final TokenHasher hasher;
    private long caught;

    public Redactor(TokenKeys keys) {
        this.hasher = new TokenHasher(keys);
    }

    /** Hashes the token ids and cleans all other texts of the event. */
    public void redact(TokenEvent event) {
        hashIds(event);
        for (Field field : OTHER_TEXTS) {
            String text = event.text(field);
            if (text != null) {
                String clean = clean(field, text);
                if (!clean.equals(text)) {
                    event.set(field, clean);
                }
            }
        }
        for (Field field : ARRAYS) {
            String[] texts = event.texts(field);
            if (texts != null) {
                event.set(field, clean(field, texts));
            }
        }
    }

    /** Hashes the token ids that are not hashed yet; the key is chosen by issued_at, else by event_time. */
    public void hashIds(TokenEvent event) {
        for (Field field : IDS) {
            String token = isId(event, field) ? null : event.text(field);
            if (token != null) {
                long issued = field == Field.TOKEN_ID ? event.number(Field.ISSUED_AT) : TokenEvent.ABSENT;
                event.set(
                        field,
                        hasher.id(
                                event.text(Field.ISSUER),
                                token,
                                issued == TokenEvent.ABSENT ? event.eventTime() : issued));
            }
        }
    }

    /** Whether the field holds an id already; looked at where it lies, so that no String is made of it. */
    private static boolean isId(TokenEvent event, Field field) {
        long lying = event.lying(field);
        String text = lying == 0 ? event.text(field) : null;
        return lying == 0
                ? text != null && TokenHasher.isId(text)
                : TokenHasher.isId(event.line(), (int) (lying >>> 32), (int) lying);
    }

    /** As {@link TokenHasher#id}. */
    public String id(@Nullable String issuer, String token, long time) {
        return hasher.id(issuer, token, time);
    }

    /** Whether {@link #clean(Field, String)} surely changes nothing, told at little cost; of ASCII. */
    public static boolean isHarmless(Field field, byte[] text, int from, int length) {
        return TokenGuard.isHarmless(text, from, length)
                || (length == SHA256_DIGITS && THUMBPRINTS.contains(field) && isPlainDigest(text, from));
    }

    /** See {@link #isThumbprint}. */
    private static boolean isPlainDigest(byte[] text, int from) {
        for (int i = from; i < from + SHA256_DIGITS; i++) {
            if (endsDigest(text[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean endsDigest(int c) {
        return c == '.' || c == ' ' || c == '+' || c == '/';
    }

    /** The value of a field that names no token, without the tokens in it. */
    public String clean(Field field, String text) {
        return THUMBPRINTS.contains(field) && isThumbprint(text) ? text : clean(text);
    }

    /** Elements as {@link #clean(Field, String)}; the same array if nothing was found. */
    public String[] clean(Field field, String[] texts) {
        String[] result = texts;
        for (int i = 0; i < texts.length; i++) {
            String clean = clean(field, texts[i]);
            if (!clean.equals(texts[i])) {
                result = result == texts ? texts.clone() : result;
                result[i] = clean;
            }
        }
        return result;
    }

    /** Any text without the tokens in it, such as the excerpt of a dead letter. */
    public String clean(String text) {
        return TokenGuard.replace(text, token -> {
            caught++;
            // Without a time of its own the newest key: where a token is no id, nothing is joined by it.
            return hasher.id(null, token, Long.MAX_VALUE);
        });
    }

    /** How many tokens {@code clean} has replaced. */
    public long caught() {
        return caught;
    }

    /** A SHA-256 in base64url without padding (RFC 7638, RFC 8705) or hexadecimal. */
    private static boolean isThumbprint(String text) {
        return (text.length() == SHA256_DIGITS && text.chars().noneMatch(Redactor::endsDigest))
                || (text.length() == 64 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0));
    }

    private static Field[] texts(Predicate<Field> kind) {
        return Arrays.stream(Field.values())
                .filter(kind)
                .filter(field -> !TOKEN_IDS.contains(field))
                .toArray(Field[]::new);
    }
}
