/** Forms that several audit logs share: attribute lists, timestamps, bounded JSON. */
@NullMarked
package io.tokenwatch.connector.text;

import org.jspecify.annotations.NullMarked;
