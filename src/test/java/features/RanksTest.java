package features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RanksTest {
  /** Against Java's stable sort, with many equal values and all that is no usual number. */
  @Test
  void agreesWithAStableSort() {
    double[] odd = {Double.NaN, -0.0, 0, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 5e-324, -1};
    Random random = new Random(67);
    double[] values =
        IntStream.range(0, 3_000)
            .mapToDouble(
                i ->
                    i % 3 == 0 ? odd[random.nextInt(odd.length)] : Math.rint(random.nextGaussian()))
            .toArray();
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] sorted = new double[values.length];
    int[] ranks = Ranks.of(values, sorted);
    int[] expected = new int[values.length];
    IntStream.range(0, order.length).forEach(place -> expected[order[place]] = place);
    assertArrayEquals(expected, ranks);
    assertArrayEquals(IntStream.of(order).mapToDouble(i -> values[i]).toArray(), sorted);
  }
}
