package io.countenance.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of this process.
 *
 * @param residentBytes as the system says, native memory and unused heap included; 0 where it does
 *     not
 * @param heapBytes objects on Java's heap that are in use
 */
public record ProcessMemory(long residentBytes, long heapBytes) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    /** As it is after a collection of garbage. */
    public static ProcessMemory afterCollection() throws IOException {
        System.gc();
        return new ProcessMemory(
                resident(), ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static long resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
                    .mapToLong(kilobytes -> 1024 * Long.parseLong(kilobytes))
                    .findFirst()
                    .orElse(0);
        }
    }
}
