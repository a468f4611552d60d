package base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.ParallelRequests.LateException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelRequestsTest {
  private static String never() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "interrupted";
  }

  private static Duration timed(Runnable step) {
    long begin = System.nanoTime();
    step.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** However many do not answer: the limit is one for all of them. */
  @Test
  void whoAsksWaitsOnceForAllThatNeverAnswer() {
    try (ParallelRequests requests = new ParallelRequests("q", Duration.ofSeconds(1))) {
      assertEquals("here", requests.ask(() -> "here").get());
      var all =
          IntStream.range(0, 20)
              .mapToObj(it -> requests.ask(ParallelRequestsTest::never, e -> e.getMessage()))
              .toList();
      Duration took =
          timed(() -> all.forEach(it -> assertEquals("no answer within 1 s", it.get())));
      assertTrue(took.compareTo(Duration.ofSeconds(6)) < 0, took + "");
    }
  }

  @Test
  void workOfOurOwnHasALimitOfItsOwn() {
    try (ParallelRequests requests = new ParallelRequests("q", Duration.ZERO)) {
      Supplier<String> work = requests.begin(() -> "done", Duration.ofSeconds(60));
      Supplier<String> stuck = requests.begin(ParallelRequestsTest::never, Duration.ofSeconds(2));
      assertEquals("done", work.get());
      assertEquals(
          "no answer within 2 s", assertThrows(LateException.class, stuck::get).getMessage());
    }
  }
}
