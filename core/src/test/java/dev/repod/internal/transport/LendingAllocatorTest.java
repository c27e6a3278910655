package dev.repod.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LendingAllocatorTest {
    private static final Comparator<byte[]> SAME = (one, other) -> one == other ? 0 : 1;

    private final LendingAllocator allocator = new LendingAllocator();

    @AfterEach
    void theLoopEnds() {
        allocator.free();
    }

    @Test
    void aRecordAndWhatItSaysLieInTheSameTwoArraysEachTime() {
        ByteBuf record = allocator.heapBuffer(3_000);
        ByteBuf data = allocator.buffer(2_900);
        byte[] recordArray = record.array();
        byte[] dataArray = data.array();
        data.release();
        record.release();

        ByteBuf nextRecord = allocator.heapBuffer(16_709);
        ByteBuf nextData = allocator.buffer(LendingAllocator.RECORD_BYTES);

        assertThat(nextRecord.array()).isSameAs(recordArray).isNotSameAs(dataArray);
        assertThat(nextData.array()).isSameAs(dataArray);
        nextData.release();
        nextRecord.release();
    }

    @Test
    void whoAsksWhileAllAreOutTakesNothingFromThoseWhoHaveThem() {
        ByteBuf first = allocator.heapBuffer(8).writeLong(1);
        ByteBuf second = allocator.heapBuffer(8).writeLong(2);
        ByteBuf third = allocator.heapBuffer(8).writeLong(3);

        assertThat(first.readLong()).isEqualTo(1);
        assertThat(second.readLong()).isEqualTo(2);
        assertThat(third.readLong()).isEqualTo(3);
        first.release();
        second.release();
        third.release();
        assertThat(first.refCnt())
                .as("it was given up when a third was asked for")
                .isZero();
    }

    @Test
    void oneThatIsKeptIsReplacedOnceAndCostsTheOthersNothingMore() {
        ByteBuf kept = allocator.heapBuffer(27);
        List<byte[]> ofTheNextRead = arraysOfARead();

        assertThat(arraysOfARead()).usingElementComparator(SAME).containsExactlyInAnyOrderElementsOf(ofTheNextRead);
        assertThat(ofTheNextRead).usingElementComparator(SAME).doesNotContain(kept.array());
        kept.release();
    }

    /** Of a record, and of what it says. */
    private List<byte[]> arraysOfARead() {
        ByteBuf record = allocator.heapBuffer(700);
        ByteBuf data = allocator.heapBuffer(670);
        List<byte[]> arrays = List.of(record.array(), data.array());
        data.release();
        record.release();
        return arrays;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, LendingAllocator.SMALL_BYTES, LendingAllocator.SMALL_BYTES + 1, 16_709})
    void theCopyForTheSystemIsTheSameEachTime(int bytes) {
        ByteBuf first = allocator.directBuffer(bytes);
        first.release();
        ByteBuf second = allocator.directBuffer(bytes);

        assertThat(second).isSameAs(first);
        assertThat(second.isDirect()).isTrue();
        assertThat(second.writableBytes()).isGreaterThanOrEqualTo(bytes);
        second.release();
    }

    @Test
    void aSmallOneThatStaysWithAPeerHoldsLittle() {
        ByteBuf lastWord = allocator.directBuffer(24);

        assertThat(lastWord.capacity()).isEqualTo(LendingAllocator.SMALL_BYTES);
        lastWord.release();
    }

    @Test
    void whatIsLargerThanARecordIsAllocated() {
        ByteBuf large = allocator.heapBuffer(LendingAllocator.RECORD_BYTES + 1);
        large.release();

        assertThat(large.refCnt()).isZero();
    }

    @Test
    void aBorrowerMayHaveItGrowAndTheNextOneGetsTheUsualSize() {
        ByteBuf grown = allocator.heapBuffer(8);
        grown.writeZero(3 * LendingAllocator.RECORD_BYTES);
        grown.release();

        ByteBuf next = allocator.heapBuffer(8);

        assertThat(next.capacity()).isEqualTo(LendingAllocator.RECORD_BYTES);
        next.release();
    }

    @Test
    void aBoundIsKept() {
        ByteBuf heap = allocator.heapBuffer(4, 8);
        ByteBuf direct = allocator.directBuffer(4, 8);

        assertThatThrownBy(() -> heap.writeZero(9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> direct.writeZero(9)).isInstanceOf(IndexOutOfBoundsException.class);
        heap.release();
        direct.release();
    }
}
