package app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/** Memory over epochs. The second half is judged: in the first one caches and compilers fill up. */
final class Growth {
  private static final double FLAT = 2e6;
  private static final double FLAT_RESIDENT = 32e6;

  private record Sample(int epoch, MemoryProbe.Memory memory) {}

  private final List<Sample> samples = new ArrayList<>();

  void add(int epoch, MemoryProbe.Memory memory) {
    samples.add(new Sample(epoch, memory));
  }

  MemoryProbe.Memory newest() {
    return samples.get(samples.size() - 1).memory();
  }

  /** Whether the lines through the second half rise by less than noise does. */
  boolean flat() {
    int span = span();
    return slope(MemoryProbe.Memory::heap) * span < FLAT
        && slope(MemoryProbe.Memory::resident) * span < FLAT_RESIDENT;
  }

  Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("heap_bytes_first", samples.get(0).memory().heap());
    figures.put("heap_bytes_last", newest().heap());
    figures.put("heap_bytes_an_epoch", Math.round(slope(MemoryProbe.Memory::heap)));
    figures.put("resident_bytes_first", samples.get(0).memory().resident());
    figures.put("resident_bytes_last", newest().resident());
    figures.put("resident_bytes_an_epoch", Math.round(slope(MemoryProbe.Memory::resident)));
    return figures;
  }

  /** Bytes an epoch over the second half: the median slope, which one odd sample cannot move. */
  private double slope(ToLongFunction<MemoryProbe.Memory> part) {
    List<Sample> half = second();
    double[] slopes =
        half.stream()
            .flatMap(
                a -> half.stream().filter(b -> b.epoch() > a.epoch()).map(b -> slope(part, a, b)))
            .mapToDouble(it -> it)
            .toArray();
    return slopes.length == 0 ? 0 : new Median().evaluate(slopes);
  }

  private static double slope(ToLongFunction<MemoryProbe.Memory> part, Sample a, Sample b) {
    long grown = part.applyAsLong(b.memory()) - part.applyAsLong(a.memory());
    return (double) grown / (b.epoch() - a.epoch());
  }

  private int span() {
    List<Sample> half = second();
    return half.get(half.size() - 1).epoch() - half.get(0).epoch();
  }

  private List<Sample> second() {
    return samples.subList(samples.size() / 2, samples.size());
  }
}
