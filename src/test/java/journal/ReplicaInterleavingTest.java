package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Optional;
import journal.InterleavedReplicas.Planted;
import journal.InterleavedState.Budget;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Everything that two replicas, the database and the chain can do to one window, in every order; a
 * frozen replica is one that is not moved for a while. {@code -Dinterleaving.crashes=1
 * -Dinterleaving.lost=1} adds a crash and a lost commit, for which the build has no time.
 */
@Tag("process")
class ReplicaInterleavingTest {
  private static final int TAKEOVERS = Integer.getInteger("interleaving.takeovers", 2);
  private static final int CRASHES = Integer.getInteger("interleaving.crashes", 0);
  private static final int LOST = Integer.getInteger("interleaving.lost", 0);
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();

  @BeforeAll
  static void start() throws Exception {
    PLACES.execute("alter system set fsync = off");
    PLACES.execute("select pg_reload_conf()");
    ((Logger) LoggerFactory.getLogger("journal")).setLevel(Level.ERROR);
  }

  @AfterAll
  static void stop() {
    ((Logger) LoggerFactory.getLogger("journal")).setLevel(null);
  }

  @Test
  void noOrderOfEventsBreaksAPromise() throws Exception {
    try (InterleavedReplicas replicas =
        new InterleavedReplicas(PLACES.newDatabase(), Planted.NOTHING)) {
      InterleavingExploration all = new InterleavingExploration(replicas);
      all.explore(new Budget(TAKEOVERS, CRASHES, LOST, 1));
      System.err.printf(
          "interleaving: %d states, %d transitions, %d different steps; %d take-overs, %d crashes,"
              + " %d lost commits%n",
          all.states(), all.transitions(), replicas.questions(), TAKEOVERS, CRASHES, LOST);
      assertEquals(Optional.empty(), all.broken());
      assertEquals(List.of(), all.stuck());
      assertTrue(all.states() > 1000, all.states() + " states");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void aPlantedFaultIsFound(Planted fault) throws Exception {
    try (InterleavedReplicas replicas = new InterleavedReplicas(PLACES.newDatabase(), fault)) {
      InterleavingExploration all = new InterleavingExploration(replicas);
      all.explore(new Budget(1, 1, 0, 1));
      System.err.println(fault + ": " + all.broken().orElse("not found"));
      assertTrue(all.broken().isPresent());
    }
  }
}
