package trials.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Memory over epochs. The second half is judged: in the first one caches and compilers fill up. */
final class MemoryGrowth {
  private static final double FLAT = 2e6;
  private static final double FLAT_RESIDENT = 32e6;

  private record MemorySample(int epoch, MemoryProbe.ProcessMemory memory) {}

  private final List<MemorySample> samples = new ArrayList<>();

  void addSample(int epoch, MemoryProbe.ProcessMemory memory) {
    samples.add(new MemorySample(epoch, memory));
  }

  MemoryProbe.ProcessMemory newestSample() {
    return samples.get(samples.size() - 1).memory();
  }

  /** Whether the lines through the second half rise by less than noise does. */
  boolean isFlat() {
    int span = epochSpan();
    return slope(MemoryProbe.ProcessMemory::heapBytes) * span < FLAT
        && slope(MemoryProbe.ProcessMemory::residentBytes) * span < FLAT_RESIDENT;
  }

  Map<String, Object> toJsonFields() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("heap_bytes_first", samples.get(0).memory().heapBytes());
    figures.put("heap_bytes_last", newestSample().heapBytes());
    figures.put("heap_bytes_an_epoch", Math.round(slope(MemoryProbe.ProcessMemory::heapBytes)));
    figures.put("resident_bytes_first", samples.get(0).memory().residentBytes());
    figures.put("resident_bytes_last", newestSample().residentBytes());
    figures.put(
        "resident_bytes_an_epoch", Math.round(slope(MemoryProbe.ProcessMemory::residentBytes)));
    return figures;
  }

  /** Bytes an epoch over the second half: the median slope, which one odd sample cannot move. */
  private double slope(ToLongFunction<MemoryProbe.ProcessMemory> part) {
    List<MemorySample> half = secondHalf();
    double[] slopes =
        half.stream()
            .flatMap(
                a -> half.stream().filter(b -> b.epoch() > a.epoch()).map(b -> slope(part, a, b)))
            .mapToDouble(it -> it)
            .toArray();
    return slopes.length == 0 ? 0 : new Median().evaluate(slopes);
  }

  private static double slope(
      ToLongFunction<MemoryProbe.ProcessMemory> part, MemorySample a, MemorySample b) {
    long grown = part.applyAsLong(b.memory()) - part.applyAsLong(a.memory());
    return (double) grown / (b.epoch() - a.epoch());
  }

  private int epochSpan() {
    List<MemorySample> half = secondHalf();
    return half.get(half.size() - 1).epoch() - half.get(0).epoch();
  }

  private List<MemorySample> secondHalf() {
    return samples.subList(samples.size() / 2, samples.size());
  }
}
