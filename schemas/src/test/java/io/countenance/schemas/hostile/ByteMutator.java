package io.countenance.schemas.hostile;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damages files as a bad line, a broken program or somebody malicious would: bits, bytes, lengths,
 * missing and doubled parts, pieces of others. The same seed gives the same inputs. One thread.
 */
public final class ByteMutator {

    private static final int MOST_CHANGES = 6;
    private static final int[] TELLING_NUMBERS = {
        0,
        1,
        -1,
        127,
        128,
        255,
        256,
        32_767,
        32_768,
        65_535,
        65_536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0x7FFF_FFF0,
        1 << 24
    };

    private final Random random;
    private final List<byte[]> seeds;

    /**
     * A source of damaged inputs.
     *
     * @param seed which ones
     * @param seeds whole inputs, one or more; they stay as they are
     */
    public ByteMutator(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = List.copyOf(seeds);
    }

    /** The next input. It may happen to be whole. */
    public byte[] next() {
        byte[] input = anySeed().clone();
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            input = input.length == 0 ? anySeed().clone() : change(input);
        }
        return input;
    }

    private byte[] anySeed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] change(byte[] input) {
        int at = place(input);
        int length = Math.min(input.length - at, 1 + random.nextInt(16));
        switch (random.nextInt(9)) {
            case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> input[at] = (byte) TELLING_NUMBERS[random.nextInt(TELLING_NUMBERS.length)];
            case 2 -> {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, input, at, length);
            }
            case 3 -> writeNumber(input, at);
            case 4 -> {
                return Arrays.copyOf(input, at);
            }
            case 5 -> {
                return joined(input, at, new byte[0], at + length);
            }
            case 6 -> {
                return joined(input, at, Arrays.copyOfRange(input, at, at + length), at);
            }
            case 7 -> {
                byte[] other = anySeed();
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                int to = Math.min(other.length, from + 1 + random.nextInt(256));
                return joined(input, at, Arrays.copyOfRange(other, from, to), at + length);
            }
            default -> {
                int to = place(input);
                byte kept = input[at];
                input[at] = input[to];
                input[to] = kept;
            }
        }
        return input;
    }

    /** Every second one near the start, where lengths and types stand. */
    private int place(byte[] input) {
        int within = random.nextBoolean() ? Math.min(input.length, 64) : input.length;
        return random.nextInt(within);
    }

    private void writeNumber(byte[] input, int at) {
        int number = TELLING_NUMBERS[random.nextInt(TELLING_NUMBERS.length)];
        if (input.length - at >= Integer.BYTES && random.nextBoolean()) {
            ByteBuffer.wrap(input).putInt(at, number);
        } else if (input.length - at >= Short.BYTES) {
            ByteBuffer.wrap(input).putShort(at, (short) number);
        }
    }

    private static byte[] joined(byte[] input, int until, byte[] middle, int from) {
        return ByteBuffer.allocate(until + middle.length + input.length - from)
                .put(input, 0, until)
                .put(middle)
                .put(input, from, input.length - from)
                .array();
    }
}
