package trials.replicas;

import devnet.Devnet;
import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import journal.JournalReader;
import journal.entry.ReplicaOverview;
import trials.worker.KillTestDaemon;

/** Three daemon processes that share a server, each with settings and state of its own. */
record ReplicaGroup(PostgresProcess server, List<ReplicaProcess> replicas)
    implements AutoCloseable {
  static final int SIZE = 3;

  /** What each topic asks, as lines of a settings file. */
  static List<String> topicSettings(List<Long> topics) {
    List<String> lines = new ArrayList<>();
    lines.add("topics = " + topics.stream().map(String::valueOf).collect(Collectors.joining(",")));
    for (long topic : topics) {
      lines.add("topic.%d.target = log-return".formatted(topic));
      lines.add("topic.%d.pair = btcusd".formatted(topic));
      lines.add("topic.%d.horizon = 168h".formatted(topic));
    }
    return lines;
  }

  /**
   * @param more settings of each replica, as lines of its file
   */
  static ReplicaGroup create(Path folder, Devnet devnet, PostgresProcess server, List<String> more)
      throws IOException {
    List<ReplicaProcess> replicas = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      String name = "replica-" + i;
      Path state = Files.createDirectories(folder.resolve(name));
      List<String> settings = new ArrayList<>(more);
      settings.addAll(
          List.of(
              "instance.name = " + name,
              "window.tick = 250ms",
              "settle.period = 1s",
              "camel.management.enabled = false",
              "journal.place = " + server.location().url(),
              "journal.user = " + server.location().user(),
              "journal.replicas = " + SIZE));
      replicas.add(new ReplicaProcess(name, new KillTestDaemon(state, devnet, settings)));
    }
    return new ReplicaGroup(server, List.copyOf(replicas));
  }

  /** The replicas in the database; an empty overview if it does not reply. */
  ReplicaOverview overview() {
    try (JournalReader history = JournalReader.open(server.location())) {
      return history.findReplicas();
    } catch (Failure notNow) {
      return ReplicaOverview.NONE;
    }
  }

  @Override
  public void close() {
    replicas.forEach(ReplicaProcess::kill);
  }
}
