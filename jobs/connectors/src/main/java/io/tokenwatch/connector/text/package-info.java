/** Forms that several audit logs share: attribute lists, timestamps, bounded JSON; and that a record is none of them. */
@NullMarked
package io.tokenwatch.connector.text;

import org.jspecify.annotations.NullMarked;
