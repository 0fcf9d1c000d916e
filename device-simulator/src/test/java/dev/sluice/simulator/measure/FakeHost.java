package dev.sluice.simulator.measure;

/** A machine of two cores whose use is set. */
final class FakeHost implements Host {

    long cpuNanos;
    long heapBytes = 1 << 20;

    @Override
    public int cores() {
        return 2;
    }

    @Override
    public long cpuNanos() {
        return cpuNanos;
    }

    @Override
    public long threadCpuNanos(long thread) {
        return -1;
    }

    @Override
    public long heapBytes() {
        return heapBytes;
    }
}
