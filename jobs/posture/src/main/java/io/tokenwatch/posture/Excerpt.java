package io.tokenwatch.posture;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.List;

/** The fields of an event that ledger and indicators look at, between two tasks of one job. Not for keeping. */
public final class Excerpt {
    private static final List<Field> FIELDS = List.of(
            Field.EVENT_TYPE,
            Field.OUTCOME,
            Field.ERROR,
            Field.EVENT_TIME,
            Field.TENANT,
            Field.ISSUER,
            Field.SOURCE,
            Field.TOKEN_ID,
            Field.TOKEN_KIND,
            Field.TOKEN_TYPE,
            Field.FAMILY_ID,
            Field.GENERATION,
            Field.ISSUED_AT,
            Field.EXPIRES_AT,
            Field.KID,
            Field.CNF_JKT,
            Field.CNF_X5T,
            Field.SESSION_ID,
            Field.SCOPE,
            Field.USED_SCOPE,
            Field.SUBJECT,
            Field.SUBJECT_TYPE,
            Field.CLIENT_ID,
            Field.GRANT_TYPE,
            Field.CLIENT_OWNER,
            Field.CLIENT_APPROVER,
            Field.CLIENT_PURPOSE,
            Field.SRC_IP,
            Field.SRC_ASN,
            Field.RESOURCE_SERVER,
            Field.VALIDATION_MODE,
            Field.DENY_REASON,
            Field.DURATION_MS,
            Field.REVOCATION_SCOPE,
            Field.REVOKED_AT,
            Field.REASON,
            Field.INITIATOR,
            Field.TRACE_ID,
            Field.CORRELATION_ID);

    private Excerpt() {}

    public static void encode(TokenEvent event, BytesOut out) {
        for (int i = 0; i < FIELDS.size(); i++) {
            Field field = FIELDS.get(i);
            if (event.has(field)) {
                out.writeByte(i);
                String text = field.type().isText() ? event.text(field) : null;
                String[] texts = field.type().isTexts() ? event.texts(field) : null;
                if (text != null) {
                    out.writeText(text);
                } else if (texts != null) {
                    out.writeVarint(texts.length);
                    for (String each : texts) {
                        out.writeText(each);
                    }
                } else {
                    out.writeSigned(event.number(field));
                }
            }
        }
    }

    /** Fills the event with what is left of the bytes. */
    public static void decode(BytesIn in, TokenEvent event) {
        event.clear();
        while (in.hasMore()) {
            Field field = FIELDS.get(in.readByte());
            if (field.type().isText()) {
                event.set(field, in.readText());
            } else if (field.type().isTexts()) {
                String[] texts = new String[in.readInt()];
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = in.readText();
                }
                event.set(field, texts);
            } else {
                event.set(field, in.readSigned());
            }
        }
    }
}
