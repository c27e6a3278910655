package dev.repod.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is still to happen, the earliest first. A heap in which each task knows its place, so that a cancelled one leaves at
 * once: most timers of a connection are cancelled, and would pile up for as long as they were to run.
 */
final class TaskQueue {
    private final List<TimedTask> heap = new ArrayList<>();

    @Nullable TimedTask peek() {
        return heap.isEmpty() ? null : heap.get(0);
    }

    int size() {
        return heap.size();
    }

    void add(TimedTask task) {
        heap.add(task);
        siftUp(heap.size() - 1, task);
    }

    /** Takes out a task that is in here. */
    void remove(TimedTask task) {
        int hole = task.place();
        TimedTask last = heap.remove(heap.size() - 1);
        task.setPlace(TimedTask.NOT_QUEUED);
        if (last == task) {
            return;
        }
        siftDown(hole, last);
        if (last.place() == hole) {
            siftUp(hole, last);
        }
    }

    private void siftUp(int from, TimedTask task) {
        int hole = from;
        while (hole > 0 && task.comesBefore(heap.get((hole - 1) >>> 1))) {
            put(hole, heap.get((hole - 1) >>> 1));
            hole = (hole - 1) >>> 1;
        }
        put(hole, task);
    }

    private void siftDown(int from, TimedTask task) {
        int hole = from;
        int child = earlierChild(hole);
        while (child < heap.size() && heap.get(child).comesBefore(task)) {
            put(hole, heap.get(child));
            hole = child;
            child = earlierChild(hole);
        }
        put(hole, task);
    }

    private int earlierChild(int parent) {
        int left = 2 * parent + 1;
        boolean rightIsEarlier = left + 1 < heap.size() && heap.get(left + 1).comesBefore(heap.get(left));
        return rightIsEarlier ? left + 1 : left;
    }

    private void put(int place, TimedTask task) {
        heap.set(place, task);
        task.setPlace(place);
    }
}
