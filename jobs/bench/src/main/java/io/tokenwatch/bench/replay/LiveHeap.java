package io.tokenwatch.bench.replay;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * How much of the heap is in use after a full collection, at most: what a program needs, not what it lets lie.
 * A small program may have no such collection.
 */
final class LiveHeap {
    private static final String FULL = "end of major GC";

    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final AtomicLong most = new AtomicLong();

    /** From now on. */
    LiveHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener((notification, handback) -> heard(notification), null, null);
            }
        }
    }

    private void heard(Notification notification) {
        if (notification.getUserData() instanceof CompositeData data) {
            GarbageCollectionNotificationInfo collection = GarbageCollectionNotificationInfo.from(data);
            if (collection.getGcAction().equals(FULL)) {
                long used = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                        .filter(pool -> pools.contains(pool.getKey()))
                        .mapToLong(pool -> pool.getValue().getUsed())
                        .sum();
                most.accumulateAndGet(used, Math::max);
            }
        }
    }

    /** Bytes; 0 if there was no full collection. */
    long most() {
        return most.get();
    }
}
