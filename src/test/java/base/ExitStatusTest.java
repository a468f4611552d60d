package base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitStatusTest {
  @Test
  void theMostSeriousOfSeveralOutcomesDecides() {
    List<Integer> order = List.of(2, 77, 1, 69, 75, 0);
    for (int i = 1; i < order.size(); i++) {
      assertEquals(order.get(i - 1), ExitStatus.mostSerious(order.get(i), order.get(i - 1)));
      assertEquals(order.get(i - 1), ExitStatus.mostSerious(order.get(i - 1), order.get(i)));
    }
  }
}
