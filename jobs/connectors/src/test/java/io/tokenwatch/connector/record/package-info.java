@NullMarked
package io.tokenwatch.connector.record;

import org.jspecify.annotations.NullMarked;
