package app;

import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.Judge;
import devnet.TopicOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import journal.Entry;
import journal.Filter;
import journal.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wallet.Wallet;

/** Four topics and two wallets in one process, all windows opening in the same block. */
class SeveralTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OTHER_WORDS = "zoo ".repeat(11) + "wrong";
  private static final String OTHER = Wallet.fromMnemonic(OTHER_WORDS.toCharArray()).address();

  @TempDir Path dir;
  private final SlowStart wall = new SlowStart(InstantSource.system());

  private DevnetOptions world(DevnetOptions plain) {
    return plain
        .withWall(wall)
        .withAccounts(List.of(GenesisAccount.worker(World.WORKER), GenesisAccount.worker(OTHER)))
        .withTopics(
            LongStream.rangeClosed(66, 69)
                .mapToObj(TopicOptions::logReturn)
                .map(it -> it.withFirstNonce(plain.startHeight() + 24))
                .toList());
  }

  private Settings settings(World world) throws Exception {
    Path words = Files.writeString(dir.resolve("words"), OTHER_WORDS);
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-------"));
    Path file =
        world.file(
            "topics=67,66,68,69",
            "topic.68.wallet=second",
            "wallet.second.mnemonic-file=" + words,
            "wallet.second.address=" + OTHER,
            "topic.69.target=log-return",
            "topic.69.pair=btcusd",
            "topic.69.horizon=168h",
            "topic.69.model=" + dir.resolve("nothing"),
            "window.answer-at=early");
    return Settings.from(Configuration.of(file, world.environment, Map.of()), world.environment);
  }

  @Test
  void allGetThroughButTheOneThatCannotAnswerWhichSaysWhy() throws Exception {
    try (World world = new World(dir, GenesisAccount.worker(World.WORKER), this::world)) {
      Settings settings = settings(world);
      Parts parts = Parts.from(settings, world.devnet.clock());
      try (Daemon daemon = Daemon.patrolling(settings, parts)) {
        daemon.start();
        daemon.rehearse();
        wall.release();
        await().atMost(PATIENCE).until(() -> accepted(parts).equals(Set.of(66L, 67L, 68L)));
      }
      Judge judge = world.devnet.judge();
      assertEquals(Set.of(World.WORKER), workers(judge, 66, 67));
      assertEquals(Set.of(OTHER), workers(judge, 68));
      assertEquals(0, judge.attempts(69));
      assertTrue(failed(judge).isEmpty(), () -> failed(judge).toString());
    }
  }

  private static Set<Long> accepted(Parts parts) {
    List<Entry> rows = parts.journal().history().latest(Filter.ALL, 9);
    Set<Long> all = rows.stream().map(it -> it.key().topic()).collect(toSet());
    rows.stream()
        .filter(it -> it.key().topic() == 69 && it.why() != null)
        .forEach(it -> assertTrue(it.why().contains("nothing"), it.why()));
    return all.size() < 4
        ? Set.of()
        : rows.stream()
            .filter(it -> it.state() == State.ACCEPTED)
            .map(it -> it.key().topic())
            .collect(toSet());
  }

  private static Set<String> workers(Judge judge, long... topics) {
    return LongStream.of(topics)
        .mapToObj(judge::nonces)
        .flatMap(List::stream)
        .flatMap(it -> it.accepted().stream())
        .map(Judge.Attempt::worker)
        .collect(toSet());
  }

  private static List<Judge.Attempt> failed(Judge judge) {
    return LongStream.rangeClosed(66, 69)
        .mapToObj(judge::nonces)
        .flatMap(List::stream)
        .flatMap(it -> it.attempts().stream())
        .filter(it -> it.code() != 0)
        .toList();
  }
}
