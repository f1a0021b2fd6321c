package io.tokenwatch.console.access;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Claims that are a text or a list of texts, as providers like it. */
final class Claims {
    private Claims() {}

    static Set<String> texts(IDTokenClaimsSet claims, String name) {
        Set<String> texts = new LinkedHashSet<>();
        Object claim = claims.getClaim(name);
        if (claim instanceof String text) {
            texts.add(text);
        } else if (claim instanceof Collection<?> many) {
            many.forEach(each -> texts.add(String.valueOf(each)));
        }
        return texts;
    }
}
