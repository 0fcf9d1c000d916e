package dev.sluice.mapping.transcode;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the branch of a union by what the JSON value is.
 *
 * <p>Of the branches that the value's kind can fit, a scalar takes the first in declared order that accepts it. An object
 * or an array takes the first outright: trying several could cost time exponential in the nesting.
 */
final class UnionCoder extends Coder {

    private final Coder[] branches;
    /** By {@link JsonKind}: the branches to try, in order. */
    private final int[][] byKind = new int[JsonKind.COUNT][];

    private final String wanted;

    UnionCoder(List<Coder> branches, String wanted) {
        this.branches = branches.toArray(Coder[]::new);
        this.wanted = wanted;
        for (int k = 0; k < JsonKind.COUNT; k++) {
            int kind = k;
            int[] fitting = IntStream.range(0, this.branches.length)
                    .filter(i -> this.branches[i].takes(kind))
                    .toArray();
            boolean nests = kind == JsonKind.OBJECT || kind == JsonKind.ARRAY;
            byKind[kind] = nests && fitting.length > 1 ? new int[] {fitting[0]} : fitting;
        }
    }

    @Override
    boolean encode(Pass pass) {
        int[] candidates = byKind[JsonKind.of(pass.in.peek())];
        if (candidates.length == 1) {
            return encodeAs(candidates[0], pass);
        }
        return candidates.length == 0 ? pass.in.wrongType(wanted) : encodeAsFirstThatAccepts(candidates, pass);
    }

    private boolean encodeAs(int branch, Pass pass) {
        pass.body.writeInt(branch);
        return branches[branch].encode(pass);
    }

    private boolean encodeAsFirstThatAccepts(int[] candidates, Pass pass) {
        int start = pass.in.pos;
        int size = pass.body.size();
        for (int candidate : candidates) {
            pass.in.pos = start;
            pass.body.truncate(size);
            if (encodeAs(candidate, pass)) {
                return true;
            }
        }
        return false; // the fault of the last one stands
    }

    @Override
    boolean takes(int kind) {
        return byKind[kind].length > 0;
    }
}
